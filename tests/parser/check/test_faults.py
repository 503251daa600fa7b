"""Faults of a page: each kind is named once where it is, and a sound issue has none."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from parser.check.faults import problems
from parser.continuation.linker import link
from parser.epaper.outlines import OUTLINE_FAULTS, OutlineFault
from parser.model import Article, Image, Issue, Page, Polygon, ProblemKind, Repair
from parser.vocabulary.terms import PROBLEMS
from tests.invented_stories import SUBJECTS, filler, halves, issue, paragraphs

BRIDGE = SUBJECTS[0]


def _kinds(made: Issue) -> list[str]:
    return [problem.kind for problem in problems(link(made))]


def _page(made: Issue, at: int = 0, **fields: object) -> Issue:
    pages = list(made.pages)
    pages[at] = replace(pages[at], **fields)  # type: ignore[arg-type]
    return replace(made, pages=tuple(pages))


def _piece(made: Issue, order: int, **fields: object) -> Issue:
    articles = list(made.pages[0].articles)
    articles[order] = replace(articles[order], **fields)  # type: ignore[arg-type]
    return _page(made, articles=tuple(articles))


def _box(top: float) -> tuple[tuple[float, float], ...]:
    return ((0, top), (100, top), (100, top + 50), (0, top + 50))


def _placed(*tops: float) -> Issue:
    made = issue({"01": filler(*range(len(tops)))})
    articles = tuple(
        replace(article, regions=(_box(top),))
        for article, top in zip(made.pages[0].articles, tops, strict=True)
    )
    return _page(made, articles=articles, width=400.0, height=600.0)


def test_a_sound_issue_has_no_faults() -> None:
    """Pieces, pictures and a jump that leads on: nothing to say."""
    head, tail = halves(BRIDGE)
    made = issue(
        {
            "01": [(BRIDGE.headline, (*head, "（下转第二版）")), *filler(3)],
            "02": [(None, ("（上接第一版）", *tail)), *filler(4)],
        }
    )
    assert _kinds(made) == []
    assert problems(issue({})) == ()


def test_a_headline_without_body() -> None:
    """A headline with neither text nor picture."""
    assert _kinds(issue({"01": [("桥通了", ()), *filler(3, 4)]})) == ["headline-without-body"]


@pytest.mark.parametrize("headline", ["广告", "图片报道", "本版责编 丁一桥"])
def test_headings_that_stand_alone(headline: str) -> None:
    """Advertisements, pictures and credits have no text to miss."""
    assert "headline-without-body" not in _kinds(issue({"01": [(headline, ()), *filler(3, 4)]}))


def test_pieces_that_were_never_fetched_are_missing() -> None:
    """Where most pieces are known from a list alone, that is told once a page, with a number."""
    made = issue({"01": [(one.headline, ()) for one in SUBJECTS[:4]] + filler(5)})
    (only,) = problems(link(made))
    assert (only.kind, only.page) == ("pieces-missing", "01")
    assert "4篇" in only.message


def test_pages_known_and_not_held_are_missing() -> None:
    """Each is named; where the number of pages is not known, nothing is said of them."""
    labels = ("01", "02-03", "04", "特1")
    made = issue({"01": filler(3)}, labels)
    found = [(one.kind, one.page) for one in problems(link(made)) if one.kind == "page-missing"]
    assert found == [("page-missing", "02-03"), ("page-missing", "04"), ("page-missing", "特1")]
    assert _kinds(issue({"01": filler(3)})) == []


def test_a_double_page_leaves_no_gap_in_the_numbers() -> None:
    """02-03 is both of its numbers."""
    labels = ("01", "02-03", "04", "05", "06", "07-08")
    made = issue({label: filler(at % 8) for at, label in enumerate(labels)}, labels)
    assert "page-skipped" not in _kinds(made)


def test_a_body_without_headline() -> None:
    """A text nobody put a headline over."""
    made = issue({"01": [(None, paragraphs(BRIDGE)), *filler(3)]})
    (problem,) = problems(link(made))
    assert (problem.kind, problem.page) == ("body-without-headline", "01")
    assert problem.article == "hhrb-2031-03-05-01-01"


def test_a_caption_without_picture() -> None:
    """Words under a picture that is not there, in an issue whose pictures are known."""
    made = issue({"01": filler(0, 3)})
    made = _piece(made, 0, images=(Image(src="a.jpg", caption="桥面"),))
    made = _piece(made, 1, images=(Image(caption="果园"),))
    (problem,) = problems(link(made))
    assert (problem.kind, problem.article) == ("caption-without-picture", "hhrb-2031-03-05-01-02")


def test_captions_of_a_plain_text() -> None:
    """A text extraction has no pictures at all: its captions are no faults."""
    assert _kinds(_piece(issue({"01": filler(0, 3)}), 0, images=(Image(caption="桥面"),))) == []


def test_an_empty_page() -> None:
    """A page without pieces; a page of advertisements is expected to be one."""
    made = issue({"01": filler(0), "02": []})
    assert _kinds(made) == ["empty-page"]
    assert _kinds(_page(made, 1, section="广告")) == []


def test_a_page_number_twice() -> None:
    """02 and 2 are one number."""
    made = issue({"01": filler(0), "02": filler(3), "2": filler(4)})
    assert _kinds(made) == ["page-twice"]


def test_a_page_number_skipped() -> None:
    """1 2 4 5: the gap is told once; a few pages of an issue prove nothing."""
    made = issue({f"{at:02d}": filler(at) for at in (1, 2, 4, 5)})
    (problem,) = problems(link(made))
    assert problem.kind == "page-skipped"
    assert "第3版" in problem.message
    assert _kinds(issue({"01": filler(0), "08": filler(3)})) == []


def test_a_byline_in_two_places() -> None:
    """One person signs at the head of the text and again at its end."""
    text = paragraphs(BRIDGE)
    made = issue(
        {"01": [(BRIDGE.headline, ("本报讯（记者 丁一桥）" + text[0], text[1], "（记者 丁一桥）"))]}
    )
    assert _kinds(made) == ["byline-twice"]
    sound = issue({"01": [(BRIDGE.headline, ("本报讯（记者 丁一桥）" + text[0], text[1]))]})
    assert _kinds(sound) == []


def test_a_piece_on_no_region() -> None:
    """Where the page's other pieces have their places."""
    made = _piece(_placed(0, 60, 120), 1, regions=())
    (problem,) = problems(link(made))
    assert (problem.kind, problem.article) == ("article-without-region", "hhrb-2031-03-05-01-02")


def test_a_region_on_no_piece() -> None:
    """A place on the page with nothing in it."""
    made = _placed(0, 60, 120)
    empty = Article("hhrb-2031-03-05-01-04", regions=(_box(200),))
    made = _page(made, articles=(*made.pages[0].articles, empty))
    (problem,) = problems(link(made))
    assert (problem.kind, problem.article) == ("region-without-article", empty.id)


def test_a_region_that_leaves_the_page() -> None:
    """Corners beyond the page's edges."""
    assert _kinds(_placed(0, 60, 900)) == ["region-outside"]


def test_one_text_twice_on_a_page() -> None:
    """The second print is the fault."""
    (problem,) = problems(link(issue({"01": filler(0, 3, 0)})))
    assert (problem.kind, problem.article) == ("duplicate", "hhrb-2031-03-05-01-03")


def test_a_list_against_the_page() -> None:
    """Listed from the bottom of the page to its top; from top to bottom is right."""
    assert _kinds(_placed(500, 400, 300, 200, 100, 0)) == ["order"]
    assert _kinds(_placed(0, 100, 200, 300, 400, 500)) == []


def test_worst_pages_are_answered() -> None:
    """A thousand pieces of one text, and pages without anything."""
    article = issue({"01": filler(0)}).pages[0].articles[0]
    many = tuple(replace(article, id=f"hhrb-2031-03-05-01-{at}") for at in range(1, 1001))
    made = replace(issue({}), pages=(Page("01", 1, articles=many), Page("要闻", 2), Page("", 3)))
    found = problems(made)
    assert sum(problem.kind == "duplicate" for problem in found) == 999
    assert sum(problem.kind == "empty-page" for problem in found) == 2


@pytest.mark.parametrize(
    ("regions", "repairs", "kind"),
    [
        ([((0, 0), (100, 50), (100, 0), (0, 50))], (), "region-crossed"),
        ([((0, 0), (900, 0), (900, 50), (0, 50))], (), "region-outside"),
        ([], ("odd",), "region-broken"),
        ([], ("unreadable",), "region-broken"),
        ([((0, 0), (100, 0), (100, 50), (0, 50))], ("corners",), "region-broken"),
    ],
)
def test_faults_of_outlines(
    regions: list[Polygon], repairs: tuple[OutlineFault, ...], kind: str
) -> None:
    """An outline that crosses itself, lies off the page or cannot be read is named once."""
    made = _placed(0, 100, 200)
    notes = tuple(Repair("markup", "1,2,3", note=OUTLINE_FAULTS[one]) for one in repairs)
    found = problems(link(_piece(made, 1, regions=tuple(regions), repairs=notes)))
    assert [problem.kind for problem in found if problem.kind.startswith("region-")] == [kind]
    assert all(problem.article == "hhrb-2031-03-05-01-02" for problem in found)


def test_outlines_of_pieces_that_were_never_fetched() -> None:
    """A page view alone has headlines and zones: what is wrong with these is told all the same."""
    made = issue({"01": [(one.headline, ()) for one in SUBJECTS[:4]]})
    crossed = ((0.0, 0.0), (100.0, 50.0), (100.0, 0.0), (0.0, 50.0))
    made = _page(_piece(made, 2, regions=(crossed,)), width=400.0, height=600.0)
    assert [kind for kind in _kinds(made) if kind.startswith("region")] == ["region-crossed"]


def test_every_problem_has_words() -> None:
    """A kind of fault without its words fails here, not in front of a reader."""
    assert set(get_args(ProblemKind)) == set(PROBLEMS)
