"""Stories that a feed put together, or gives whole beside their halves; pages told by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

import pytest

from parser.continuation.linker import evidence, link
from parser.continuation.story import assemble
from parser.model import Continuation, Issue
from tests.invented_stories import SUBJECTS, filler, halves, issue, paragraphs

BRIDGE, FARM, SCHOOL = SUBJECTS[0], SUBJECTS[1], SUBJECTS[2]
Pages = Mapping[str, Sequence[tuple[str | None, tuple[str, ...]]]]


def linked(pages: Pages, labels: tuple[str, ...] | None = None) -> Issue:
    """The issue linked, with another piece on every page."""
    filled = {
        label: [*pieces, *filler(3 + at % 5)] for at, (label, pieces) in enumerate(pages.items())
    }
    return link(issue(filled, labels))


def told(made: Issue) -> list[tuple[str | None, str]]:
    return [(one.jump, one.verdict) for one in made.continuations]


def is_open(one: Continuation) -> bool:
    return one.open


WHOLE = paragraphs(BRIDGE)
FIRST, SECOND = WHOLE[:2], WHOLE[2:]


@pytest.mark.parametrize(
    ("to", "back"),
    [
        ("（下转第五版）", "（上接第二版）"),
        ("▶下转05版", "◀上接2版"),
        ("【下转第五版】", "【上接本版】"),
    ],
)
def test_a_story_put_together_on_its_first_page(to: str, back: str) -> None:
    """Both jump lines stand inside its text: whether its page is held or not, no fault."""
    merged = (BRIDGE.headline, (*FIRST, to, back, *SECOND))
    alone: Pages = {"02": [merged], "05": [(FARM.headline, paragraphs(FARM))]}
    again: Pages = {"02": [merged], "05": [(BRIDGE.headline, ("（上接第二版）", *SECOND))]}

    for pages in (alone, again, {"02": [merged]}):
        made = linked(pages)
        assert not any(map(is_open, made.continuations)), told(made)
        assert len(made.continuations) == sum(
            len(article.jumps) for page in made.pages for article in page.articles
        )


def test_the_second_half_once_more_is_repeated() -> None:
    """The jump lines between the merged text and the half on its own page say so."""
    merged = (BRIDGE.headline, (*FIRST, "（下转第五版）", "（上接第二版）", *SECOND))
    made = linked({"02": [merged], "05": [(BRIDGE.headline, ("（上接第二版）", *SECOND))]})

    outer = [one for one in made.continuations if one.head and one.tail]
    assert {one.verdict for one in outer} == {"repeated"}
    assert len(made.stories) == 1
    text = "".join(one.text for one in assemble(made, made.stories[0].id).paragraphs)
    assert text == "".join(WHOLE)


def test_a_story_put_together_on_its_last_page() -> None:
    """There 下转 names the page it stands on."""
    merged = (BRIDGE.headline, (*FIRST, "（下转第五版）", "（上接第二版）", *SECOND))

    made = linked({"02": [(FARM.headline, paragraphs(FARM))], "05": [merged]})

    assert [verdict for _, verdict in told(made)] == ["matched", "matched"]


def test_a_chain_put_together() -> None:
    """Three pages in one text: four jump lines inside, none a fault."""
    lines = ("（下转第三版）", "（上接第二版）", *WHOLE[2:3], "（下转第六版）", "（上接第三版）")
    made = linked({"02": [(BRIDGE.headline, (*FIRST, *lines, *WHOLE[3:]))], "03": [], "06": []})

    assert [verdict for _, verdict in told(made)] == ["matched"] * 4


def test_a_middle_part_is_not_taken_for_a_story_put_together() -> None:
    """上接 at its head and 下转 at its end lead elsewhere, and are looked up."""
    middle = ("（上接第二版）", *FIRST, "（下转第六版）")

    made = linked({"02": [], "03": [(BRIDGE.headline, middle)], "06": []})

    assert sorted(verdict for _, verdict in told(made)) == ["no-head", "no-tail"]


@pytest.mark.parametrize("places", list(permutations(("02", "04", "07"))))
def test_halves_belong_together_beside_the_whole_text(places: tuple[str, str, str]) -> None:
    """On whatever pages head, tail and whole text stand; the copy is repeated, the text one."""
    head_page, tail_page, whole_page = places
    first, second = halves(SCHOOL)
    made = linked(
        {
            label: {
                head_page: [(SCHOOL.headline, (*first, f"（下转{tail_page}版）"))],
                tail_page: [(SCHOOL.headline, (f"（上接{head_page}版）", *second))],
                whole_page: [(SCHOOL.headline, paragraphs(SCHOOL))],
            }[label]
            for label in sorted(places)
        }
    )

    assert sorted(verdict for _, verdict in told(made)) == ["matched", "matched", "repeated"]
    (story,) = made.stories
    assert len(story.parts) == 3
    assert assemble(made, story.id).paragraphs[0].text == paragraphs(SCHOOL)[0]
    text = "".join(one.text for one in assemble(made, story.id).paragraphs)
    assert text == "".join(paragraphs(SCHOOL))
    matched = next(one for one in made.continuations if one.verdict == "matched")
    assert "全文可证" in {part.name for part in evidence(made, matched).parts}


def test_the_whole_text_on_the_page_of_a_half() -> None:
    """The copy may stand beside the tail."""
    first, second = halves(FARM)
    made = linked(
        {
            "02": [(FARM.headline, (*first, "（下转第四版）"))],
            "04": [
                (FARM.headline, ("（上接第二版）", *second)),
                (FARM.headline, paragraphs(FARM)),
            ],
        }
    )

    assert sorted(verdict for _, verdict in told(made)) == ["matched", "matched", "repeated"]


LABELS = ("01", "02-03", "04", "封三")


@pytest.mark.parametrize(
    ("to", "back", "tail"),
    [
        ("（下转末版）", "（上接头版）", "封三"),
        ("（下转封三）", "（上接第一版）", "封三"),
        ("（下转次版）", "（上接前版）", "02-03"),
        ("（下转第三版）", "（上接首版）", "02-03"),
        ("（下转第二版）", "（上接01版）", "02-03"),
    ],
)
def test_pages_named_by_their_place_are_found(to: str, back: str, tail: str) -> None:
    """末版 is the last label, 次版 the next, 头版 the first; a double page is both its numbers."""
    first, second = halves(BRIDGE)
    pages: Pages = {
        **{label: [] for label in LABELS},
        "01": [(BRIDGE.headline, (*first, to))],
        tail: [(BRIDGE.headline, (back, *second))],
    }

    made = linked(pages, LABELS)

    assert told(made) == [(to, "matched"), (back, "matched")]
    assert made.stories[0].pages == ("01", tail)


def test_the_last_page_of_an_issue_whose_pages_are_not_known() -> None:
    """It may not be here: nothing is said of a tail that is missing."""
    made = linked({"01": [(BRIDGE.headline, (*FIRST, "（下转末版）"))], "02": []})

    assert told(made) == [("（下转末版）", "page-not-held")]
