"""The parts of an issue in; texts that a feed put together, or gave whole beside their halves, out.

A feed may give a story of pages 1 and 3 whole on page 1, both jump lines inside it; or give both
halves where they stand and the whole text once more on page 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parser.continuation.candidates import marked_ends, meant
from parser.continuation.parts import Part, words_of
from parser.continuation.repeats import clauses_of
from parser.labels import find_label
from parser.model import Issue

#: The seam of two halves, this many characters of both together, is nobody else's.
_SEAM = 20
#: How much of each half the whole text holds.
_HELD = 0.8
#: In an issue of more pairs that name each other's page the whole text is not looked for.
_MOST_PAIRS = 4000


@dataclass(frozen=True, slots=True)
class Merged:
    """A part that holds a whole story: the places of the two jump lines that stand inside it."""

    part: Part
    to: int
    back: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A part that holds the whole text of two others that name each other's page."""

    whole: Part
    head: Part
    tail: Part


def merged(issue: Issue, parts: Iterable[Part]) -> Iterator[Merged]:
    """The pairs of jump lines that a feed left inside a text it put together.

    下转 comes before 上接 there, and one of them names the page they stand on, or that of the
    pair before: 下转第三版 上接第一版 下转第五版 上接第三版 on page 1.
    """
    for part in parts:
        jumps = part.article.jumps
        here = part.page
        at = 0
        while at + 1 < len(jumps):
            to, back = jumps[at], jumps[at + 1]
            onward = [meant(issue, page, part.page) for page in to.pages]
            backward = [meant(issue, page, part.page) for page in back.pages]
            one_is_here = _names(backward, here) or _names(onward, part.page)
            if (to.direction, back.direction) == ("to", "from") and one_is_here:
                yield Merged(part, at, at + 1)
                here = onward[0]
                at += 1
            at += 1


def _names(pages: Sequence[str], page: str) -> bool:
    return any(find_label(one, [page]) is not None for one in pages)


def copies_of_halves(issue: Issue, parts: Sequence[Part]) -> list[Copy]:
    """Whole texts beside their halves: the seam of the halves stands in them unbroken."""
    pairs = list(_pairs(issue, parts))
    if not pairs or len(pairs) > _MOST_PAIRS:
        return []
    text = "\n".join(part.words for part in parts)
    found: list[Copy] = []
    for head, tail in pairs:
        seam = _seam(head, tail)
        if len(seam) < _SEAM or seam not in text:
            continue
        others = (one for one in parts if one.index not in (head.index, tail.index))
        found += [
            Copy(whole, head, tail)
            for whole in others
            if seam in whole.words and _holds(whole, head) and _holds(whole, tail)
        ]
    return found


def _pairs(issue: Issue, parts: Sequence[Part]) -> Iterator[tuple[Part, Part]]:
    """Parts whose jump lines name each other's page."""
    tails = marked_ends(issue, parts, "from")
    for head in marked_ends(issue, parts, "to"):
        for tail in tails:
            mutual = tail.part.place in head.places and head.part.place in tail.places
            if mutual and head.part.index != tail.part.index:
                yield head.part, tail.part


def _seam(head: Part, tail: Part) -> str:
    """The words on both sides of the break, as they run on in the whole text; credits left out."""
    ends, begins = head.words, tail.words
    if head.article.paragraphs and head.article.paragraphs[-1].strip() != head.last:
        ends = words_of(head.last)
    if tail.article.paragraphs and tail.article.paragraphs[0].strip() != tail.first:
        begins = words_of(tail.first)
    if not ends or not begins:
        return ""
    after = begins[: max(_SEAM // 2, _SEAM - len(ends))]
    return ends[-max(_SEAM // 2, _SEAM - len(after)) :] + after


def _holds(whole: Part, half: Part) -> bool:
    """Whether nearly all clauses of the half stand in the whole, those cut at its ends aside."""
    inside, own = clauses_of(whole.article.paragraphs), clauses_of(half.article.paragraphs)
    own = {one for one in own if not half.words.startswith(one) and not half.words.endswith(one)}
    size = sum(map(len, own))
    return sum(len(one) for one in own & inside) >= _HELD * size
