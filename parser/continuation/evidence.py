"""Two parts of an issue in, the log-odds that one goes on in the other out, part by part."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from parser.continuation import weights as weight
from parser.continuation.parts import (
    Part,
    Words,
    ends_open,
    pairs_of,
    quotes_closed_first,
    quotes_left_open,
    seam_runs,
    starts_inside,
    starts_piece,
)
from parser.continuation.repeats import block_break

#: Likeness below the first is chance, above the second says no more.
_CHANCE, _ENOUGH = 0.01, 0.15
_LONG, _SHORTEST = 400, 20


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One piece of evidence: `value` × `weight` is what it adds to the log-odds."""

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Pages:
    """What the two jump lines say of each other's page: True, False, or None where not printed."""

    to: bool | None
    back: bool | None
    #: The page named exists, or may, and is not held: the other half is likely there.
    to_away: bool = False
    back_away: bool = False

    @property
    def mutual(self) -> bool:
        """Each names the other's page."""
        return bool(self.to and self.back)

    @property
    def margin(self) -> float:
        """The log-odds by which a pair must be better than any other reading."""
        return weight.MARGIN_UNMARKED if None in (self.to, self.back) else weight.MARGIN


@dataclass(slots=True)
class Scales:
    """The words of an issue with what was already weighed of them."""

    words: Words
    #: Pairs, by the parts' places, whose seam stands unbroken in a third text.
    proven: frozenset[tuple[int, int]] = frozenset()
    _whole: dict[int, dict[str, float]] = field(default_factory=dict)
    _ends: dict[int, dict[str, float]] = field(default_factory=dict)
    _starts: dict[int, dict[str, float]] = field(default_factory=dict)

    def whole(self, part: Part) -> dict[str, float]:
        """The vector of headline and text."""
        return self._of(self._whole, part, part.title + part.words)

    def end(self, part: Part) -> dict[str, float]:
        """The vector of the end."""
        return self._of(self._ends, part, part.words[-_NEAR:])

    def start(self, part: Part) -> dict[str, float]:
        """The vector of the beginning."""
        return self._of(self._starts, part, part.words[:_NEAR])

    def _of(self, kept: dict[int, dict[str, float]], part: Part, text: str) -> dict[str, float]:
        if part.index not in kept:
            kept[part.index] = self.words.vector(text)
        return kept[part.index]


#: Openings and ends are compared in this many characters on either side of the break.
_NEAR = 160


def weigh(
    scales: Scales, head: Part, tail: Part, pages: Pages, signs: tuple[str | None, str | None]
) -> tuple[ScorePart, ...]:
    """The evidence that `tail` goes on from `head`; parts that say nothing are left out."""
    evidence = [ScorePart("基数", 1.0, weight.BASE)]
    evidence.append(_page("下转页码", pages.to, pages.to_away, weight.HEAD_UNMARKED))
    evidence.append(_page("上接页码", pages.back, pages.back_away, weight.TAIL_UNMARKED))
    evidence += [ScorePart("页码互指", 1.0, weight.PAGES_MUTUAL)] if pages.mutual else []
    evidence += _complete(head) if pages.to is None else []
    evidence += _signs(*signs)
    if (head.index, tail.index) in scales.proven:
        evidence.append(ScorePart("全文可证", 1.0, weight.PROVEN))
    evidence += _title(head, tail)
    evidence += _people(head, tail)
    evidence += _order(head, tail)
    if _is_block(head, tail):
        evidence.append(ScorePart("下文见于全文", 1.0, weight.BLOCK))
    else:
        evidence += _seam(scales, head, tail)
    evidence += _words(scales, head, tail)
    return tuple(one for one in evidence if one.value)


def total(evidence: tuple[ScorePart, ...]) -> float:
    """The log-odds."""
    return sum(one.value * one.weight for one in evidence)


def probability(log_odds: float) -> float:
    """The log-odds as a score from 0 to 1."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds)))), 3)


def _page(name: str, right: bool | None, away: bool, unmarked: float) -> ScorePart:
    if right is None:
        return ScorePart(name, 1.0, unmarked)
    if away and not right:
        return ScorePart(name, 1.0, weight.PAGE_AWAY)
    return ScorePart(name, 1.0, weight.PAGE_RIGHT if right else weight.PAGE_WRONG)


def _complete(head: Part) -> list[ScorePart]:
    """A piece that ends as pieces do: with a full stop, or with a credit after its text."""
    paragraphs = head.article.paragraphs
    if paragraphs and paragraphs[-1].strip() != head.last:
        return [ScorePart("文末署名", 1.0, weight.HEAD_SIGNED)]
    return [ScorePart("文已完结", 1 - ends_open(head.last), weight.HEAD_COMPLETE)]


def _signs(first: str | None, second: str | None) -> list[ScorePart]:
    if first is None and second is None:
        return []
    if first is None or second is None:
        return [ScorePart("序号", 1.0, weight.SIGN_ALONE)]
    return [ScorePart("序号", 1.0, weight.SIGN_SAME if first == second else weight.SIGN_OTHER)]


def _title(head: Part, tail: Part) -> list[ScorePart]:
    if tail.title and not head.title:
        return [ScorePart("仅后半有题", 1.0, weight.TITLE_TAIL_ALONE)]
    if not tail.title:
        return []
    likeness = title_likeness(head.title, tail.title)
    if likeness > 0.95:
        return [ScorePart("标题相同", 1.0, weight.TITLE_SAME)]
    if likeness >= weight.TITLE_ALIKE:
        return [ScorePart("标题相近", likeness, weight.TITLE_PART)]
    return [ScorePart("标题不同", 1 - likeness, weight.TITLE_OTHER)]


def title_likeness(head: str, tail: str) -> float:
    """How much of the shorter headline the longer holds, from 0 to 1."""
    shorter, longer = sorted((head, tail), key=len)
    if shorter in longer:
        short = len(shorter) < (2 if longer.startswith(shorter) else 4)
        return 0.8 if short and shorter != longer else 1.0
    own = set(pairs_of(shorter))
    return len(own & set(pairs_of(longer))) / len(own) if own else 0.0


def _people(head: Part, tail: Part) -> list[ScorePart]:
    left = {author.name for author in head.article.authors}
    right = {author.name for author in tail.article.authors}
    if not left or not right:
        return []
    return [ScorePart("署名", 1.0, weight.BYLINE_SAME if left & right else weight.BYLINE_OTHER)]


def _order(head: Part, tail: Part) -> list[ScorePart]:
    if head.place == tail.place:
        return [ScorePart("版次先后", 1.0, weight.TAIL_SAME_PAGE)]
    return [ScorePart("版次先后", float(tail.place < head.place), weight.TAIL_BEFORE)]


def _is_block(head: Part, tail: Part) -> bool:
    if len(head.words) <= len(tail.words) or tail.words[:12] not in head.words:
        return False
    return block_break(head.article.paragraphs, tail.article.paragraphs) is not None


def _seam(scales: Scales, head: Part, tail: Part) -> list[ScorePart]:
    """What stands on either side of the break."""
    if not head.last or not tail.first:
        return []
    is_open = ends_open(head.last)
    evidence: list[ScorePart] = []
    if starts_inside(tail.first):
        evidence.append(ScorePart("断句", is_open, weight.STARTS_INSIDE))
        if not quotes_left_open(head.last):
            evidence.append(ScorePart("断句", 1 - is_open, weight.STARTS_INSIDE_AFTER_STOP))
    if is_open:
        runs = seam_runs(head.last, tail.first)
        own = max((len(run) for run in runs if run in head.words or run in tail.words), default=0)
        seen = max((scales.words.seen[run] for run in runs if len(run) == 2), default=0)
        evidence.append(ScorePart("断处词语", is_open * own / 5, weight.RUN_OWN))
        evidence.append(
            ScorePart("断处词语", is_open * min(math.log1p(seen), 3) / 3, weight.RUN_SEEN)
        )
    evidence.append(ScorePart("另起一稿", float(starts_piece(tail.first)), weight.STARTS_PIECE))
    left, closed = quotes_left_open(head.last), quotes_closed_first(tail.first)
    evidence.append(ScorePart("引号相合", float(bool(left & closed)), weight.QUOTE_CLOSED))
    evidence.append(ScorePart("引号不合", float(bool(left ^ closed)), weight.QUOTE_ALONE))
    return evidence


def _words(scales: Scales, head: Part, tail: Part) -> list[ScorePart]:
    whole = cosine(scales.whole(head), scales.whole(tail))
    near = cosine(scales.end(head), scales.start(tail))
    length = max(_SHORTEST, min(len(head.words), len(tail.words), _LONG))
    short = math.log(_LONG / length) / math.log(10)
    return [
        ScorePart("用词相近", _scaled(whole), weight.WORDS),
        ScorePart("上下文相近", _scaled(near), weight.WORDS_NEAR),
        ScorePart("篇幅短", short, weight.SHORT),
    ]


def cosine(left: dict[str, float], right: dict[str, float]) -> float:
    """The likeness of two vectors of length 1."""
    return sum([left[pair] * right[pair] for pair in left.keys() & right.keys()])


def _scaled(likeness: float) -> float:
    """A likeness on a scale of 0 (chance) to 1 (the same subject)."""
    top = math.log(_ENOUGH + _CHANCE) - math.log(_CHANCE)
    return (math.log(min(likeness, _ENOUGH) + _CHANCE) - math.log(_CHANCE)) / top
