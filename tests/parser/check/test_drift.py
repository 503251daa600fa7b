"""A template that changed shows in how full the fields are; ordinary days say nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from banmian import main
from index import Archive
from parser.check.drift import FIELDS, Fill, drift, fill_of
from parser.check.report import check_json, findings
from parser.model import Article, Issue, Page

DAY = date(2026, 3, 2)
EMPTY: dict[str, dict[str, Any]] = {
    "body": {"paragraphs": ()},
    "headline": {"headline": None},
    "byline": {"byline": None},
    "outline": {"regions": ()},
}
SQUARE = (((0.0, 0.0), (10.0, 0.0), (10.0, 10.0)),)


def issue(day: date = DAY, *, without: str = "", share: float = 1.0, pieces: int = 10) -> Issue:
    """An invented issue of two pages; one field of a share of its pieces left out."""
    made = []
    for page in (1, 2):
        articles = []
        for n in range(1, pieces // 2 + 1):
            article = Article(
                id=f"yxrb-{day.isoformat()}-{page:02d}-{n:02d}",
                headline=f"渡口记之{n}",
                byline="本报记者 江渡",
                paragraphs=(f"停了三年的渡口昨天通航，第{n}班船载了四十二人。",),
                regions=SQUARE,
            )
            if without in EMPTY and n <= share * pieces / 2:
                article = replace(article, **EMPTY[without])
            articles.append(article)
        section = None if without == "section" else "要闻"
        made.append(Page(f"{page:02d}", page, section, 50.0, 50.0, articles=tuple(articles)))
    return Issue("yxrb", "云溪日报", day, pages=tuple(made))


def before(count: int = 10, **said: object) -> list[Fill]:
    """The fills of as many issues before it."""
    days = (DAY - timedelta(days=n) for n in range(count, 0, -1))
    return [fill_of(issue(day, **said)) for day in days]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_that_is_not_read_any_more_is_a_fault(name: str) -> None:
    """Each of the five fields, gone from one day to the next, is named alone."""
    (problem,) = drift(issue(without=name), before())
    assert problem.kind == "drift"
    assert "只占0%" in problem.message
    assert (problem.page, problem.article) == (None, None)


def test_a_half_fallen_field_is_a_fault_and_a_small_one_is_none() -> None:
    """Six of ten bylines gone are told; two of ten are a quiet day."""
    assert drift(issue(without="byline", share=0.6), before())
    assert not drift(issue(without="byline", share=0.2), before())
    assert not drift(issue(), before())


def test_what_was_never_full_cannot_fall() -> None:
    """A paper that seldom prints bylines, or whose habit varies, is let be."""
    assert not drift(issue(without="byline"), before(without="byline", share=0.9))
    mixed = [*before(5), *before(5, without="byline", share=0.8)]
    assert not drift(issue(without="byline", share=0.8), mixed)


def test_too_little_to_go_by_says_nothing() -> None:
    """Two issues before it, an issue of two pieces, or none at all."""
    assert not drift(issue(without="body"), before(2))
    assert not drift(issue(without="body", pieces=2), before())
    assert not drift(issue(without="body"), [])
    assert not drift(replace(issue(), pages=()), before())


@given(st.lists(st.floats(0, 1), min_size=0, max_size=12), st.integers(0, 30))
def test_an_issue_as_full_as_the_worst_is_no_fault(shares: list[float], pieces: int) -> None:
    """Whatever was before: what is not below all of it has not fallen."""
    earlier = [Fill(pieces, 2, dict.fromkeys(FIELDS, share)) for share in shares]
    assert drift(issue(), earlier) == ()


def test_the_report_and_the_data_name_it() -> None:
    """check's lines and its JSON carry the fault beside the issue's own."""
    fell = drift(issue(without="outline"), before())
    kinds = [one.kind for one in findings(issue(without="outline"), fell)]
    assert kinds.count("drift") == 1
    assert "drift" in [
        one["kind"] for one in check_json(issue(without="outline"), fell)["problems"]
    ]


def test_check_names_it_and_exits_with_1(tmp_path: Path) -> None:
    """The archive's last ten are what an issue is held against, for one day and for all."""
    with Archive(tmp_path) as archive:
        for n in range(5, 0, -1):
            archive.add(issue(DAY - timedelta(days=n)))
        archive.add(issue(without="byline"))
    run = CliRunner().invoke
    for arguments in (["yxrb", DAY.isoformat()], ["yxrb"], []):
        answer = run(main, ["check", *arguments, "--data", str(tmp_path)])
        assert answer.exit_code == 1
        assert answer.stdout.count(" drift ") == 1, answer.output
    quiet = run(
        main, ["check", "yxrb", (DAY - timedelta(days=1)).isoformat(), "--data", str(tmp_path)]
    )
    assert "drift" not in quiet.stdout
