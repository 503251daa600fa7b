"""Linking on real articles: a sample of what `bench/linking.py` measures, and the real pairs."""

from __future__ import annotations

import json
import random
import time
from datetime import date

import pytest

from bench.linking import Tally, extracted, read_stories, real_pairs, report
from bench.linking_issues import make_issue
from parser.check.faults import problems
from parser.continuation.linker import link
from parser.continuation.story import assemble
from parser.errors import BanmianError
from parser.issue import read_issues
from parser.model import Article, Issue, Page
from parser.piece import read_piece
from tests.paths import SHARED

CORPUS = SHARED / "corpus" / "rmrb2020-h1.jsonl.xz"
GOLD = SHARED / "gold" / "continuations.jsonl"
PAGES = SHARED / "pages"

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")


@pytest.mark.slow
def test_cut_articles_are_put_together_again() -> None:
    """Sixty issues of real articles: floors for pairs, faults and lines, and the text unharmed."""
    days = read_stories(CORPUS)
    rng = random.Random(77)
    tally = Tally()
    for day in rng.sample(sorted(days), 60):
        made = make_issue(day, days[day], rng, pages=8, pieces=80)
        start = time.process_time()
        linked = link(extracted(made.issue))
        tally.add(made, linked, time.process_time() - start)
        texts = {"".join("".join(one.paragraphs).split()) for one in days[day]}
        for story in linked.stories:
            if (story.parts[0], story.parts[-1]) in made.pairs:
                told = "".join(one.text for one in assemble(linked, story.id).paragraphs)
                assert "".join(told.split()) in texts
    assert tally.right >= 0.99 * tally.found
    assert tally.right >= 0.97 * tally.pairs
    assert tally.listed == tally.printed
    assert report(tally)


@pytest.mark.slow
def test_real_texts_given_on_two_pages() -> None:
    """Every real pair is one story, and nothing else is."""
    rows = list(real_pairs(CORPUS, GOLD))
    assert sum(found for _, _, found, _ in rows) == sum(wanted for _, wanted, _, _ in rows)
    assert sum(beyond for _, _, _, beyond in rows) <= 2


def test_real_pages_of_two_prints() -> None:
    """Saved pages of which six pairs are one story on two pages; hardly a fault is claimed."""
    errors: list[BanmianError] = []
    readings = read_issues([PAGES / "rmrb-2022"], on_error=errors.append)
    issues = [reading.issue for reading in readings]
    assert errors == []
    repeated = [one for made in issues for one in made.continuations]
    assert [one.verdict for one in repeated] == ["repeated"] * 6
    # Lone pages were saved: those beside them, and their pieces, are known to be missing.
    faults = [one for made in issues for one in problems(made) if "missing" not in one.kind]
    assert len(faults) <= len(issues)


def test_a_real_issue_with_pointers() -> None:
    """Pointers to inner pages and references make no story and no fault."""
    read = json.loads((PAGES / "hndaily_2026-07-23.json").read_text(encoding="utf-8"))
    issued = date.fromisoformat(read["date"])
    pages: list[Page] = []
    for sequence, page in enumerate(read["pages"], 1):
        articles = tuple(
            read_piece(
                Article(
                    f"hndaily-{issued}-{page['page']}-{row['seq']:02d}",
                    headline=row["title"].replace("\n", " "),
                    byline=row["author"] or None,
                    paragraphs=tuple(filter(None, row["content"].split("\n"))),
                ),
                issued=issued,
            )
            for row in page["articles"]
        )
        pages.append(Page(page["page"], sequence, section=page["page_name"], articles=articles))
    linked = link(Issue("hndaily", "海南日报", issued, pages=tuple(pages)))
    assert linked.continuations == ()
    assert problems(linked) == ()
