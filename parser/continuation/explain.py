"""A continuation in; what an editor judges it by out: both halves and the parts of the score."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parser.continuation import weights as weight
from parser.continuation.candidates import End, marked_ends, page_evidence
from parser.continuation.copies import copies_of_halves
from parser.continuation.evidence import Scales, ScorePart, probability, total, weigh
from parser.continuation.parts import Part, Words, parts_of
from parser.continuation.repeats import shared_share
from parser.model import Continuation, Issue, Polygon

#: Between sentences: after a stop and the quotes that close with it.
_SENTENCES = re.compile(
    r"(?<=[。！？!?…])(?=[^。！？!?…”’」』）)])|(?<=[。！？!?…][”’」』）)])(?=.)"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a continuation as an editor compares it."""

    article: str
    page: str
    headline: str | None
    #: In the page's width × height, which may be None.
    regions: tuple[Polygon, ...]
    width: float | None
    height: float | None
    #: The last sentence of the head, the first of the tail.
    sentence: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was weighed for a continuation; `head` or `tail` is None where nothing was found."""

    head: Side | None
    tail: Side | None
    #: Name, value and weight; value × weight in log-odds.
    parts: tuple[ScorePart, ...]
    #: Their sum as a score from 0 to 1; None where there was no pair to weigh.
    score: float | None


def evidence(issue: Issue, continuation: Continuation) -> Evidence:
    """Both zones, the sentences at the break and the parts of the score. Raises KeyError."""
    parts = parts_of(issue)
    by_id = {part.article.id: part for part in parts}
    head = by_id[continuation.head] if continuation.head else None
    tail = by_id[continuation.tail] if continuation.tail else None
    head_side = _side(issue, head, _last_sentence(head.last)) if head else None
    tail_side = _side(issue, tail, _first_sentence(tail.first)) if tail else None
    if head is None or tail is None:
        return Evidence(head_side, tail_side, (), continuation.score)
    if continuation.verdict == "repeated":
        share = shared_share(head.article.paragraphs, tail.article.paragraphs)
        same = (ScorePart("全文重合", round(share, 3), weight.BLOCK),)
        return Evidence(head_side, tail_side, same, continuation.score)
    weighed = _weighed(issue, parts, head, tail)
    return Evidence(head_side, tail_side, weighed, probability(total(weighed)))


def _weighed(issue: Issue, parts: list[Part], head: Part, tail: Part) -> tuple[ScorePart, ...]:
    """The evidence for one pair, under the jump lines that speak best for it."""
    proven = frozenset((one.head.index, one.tail.index) for one in copies_of_halves(issue, parts))
    scales = Scales(Words(parts), proven)
    loose = End(head, (), (), frozenset(), None)
    heads = [end for end in marked_ends(issue, [head], "to")] or [loose]
    loose = End(tail, (), (), frozenset(), None)
    tails = [end for end in marked_ends(issue, [tail], "from")] or [loose]
    readings = [
        weigh(scales, head, tail, page_evidence(one, other), (one.sign, other.sign))
        for one in heads
        for other in tails
    ]
    return max(readings, key=total)


def _side(issue: Issue, part: Part, sentence: str) -> Side:
    page = issue.pages[part.place]
    article = part.article
    return Side(
        article.id, part.page, article.headline, article.regions, page.width, page.height, sentence
    )


def _last_sentence(text: str) -> str:
    return _SENTENCES.split(text.rstrip())[-1] if text.strip() else ""


def _first_sentence(text: str) -> str:
    return _SENTENCES.split(text.lstrip())[0] if text.strip() else ""
