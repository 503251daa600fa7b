"""An issue in, the rows of the editor's table out: each jump line once, what needs an eye first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parser.continuation import evidence
from parser.link_cost import ScorePart
from parser.model import Continuation, Issue
from parser.report import SETTLED
from web.addresses import article_address, label_of
from web.words import VERDICTS


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a story, as evidence."""

    #: 断处 or 续处.
    which: str
    label: str
    url: str
    heading: str
    #: The last sentence of the head, the first of the tail.
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One jump line."""

    label: str | None
    url: str | None
    heading: str
    jump: str | None
    verdict: str
    reason: str
    score: float | None
    sides: tuple[Side, ...]
    #: What was weighed, where two halves were compared.
    parts: tuple[ScorePart, ...]

    @property
    def settled(self) -> bool:
        """Whether an editor need not look."""
        return self.verdict in SETTLED


def lines(issue: Issue) -> tuple[Line, ...]:
    """Every continuation: faults first, in the order an editor wants them, then by page."""
    order = {name: place for place, name in enumerate(VERDICTS)}
    made = [_line(issue, continuation) for continuation in issue.continuations]
    return tuple(sorted(made, key=lambda line: (order.get(line.verdict, -1), line.label or "")))


def counts(rows: Sequence[Line]) -> dict[str, int]:
    """verdict → how many, in the same order."""
    found = Counter(line.verdict for line in rows)
    return {name: found[name] for name in (*VERDICTS, *found) if found[name]}


def _line(issue: Issue, continuation: Continuation) -> Line:
    weighed = evidence(issue, continuation)
    bearer = continuation.head or continuation.tail
    heading = (issue.article(bearer).headline or "无题") if bearer else "—"
    return Line(
        label=label_of(bearer) if bearer else None,
        url=article_address(bearer, anchor=True) if bearer else None,
        heading=heading,
        jump=continuation.jump,
        verdict=continuation.verdict,
        reason=continuation.reason,
        score=continuation.score,
        sides=tuple(_sides(issue, continuation)),
        parts=(),
    )


def _sides(issue: Issue, continuation: Continuation) -> Iterator[Side]:
    ends = (("断处", continuation.head), ("续处", continuation.tail))
    for which, article_id in ends:
        if article_id:
            article = issue.article(article_id)
            url = article_address(article_id, anchor=True)
            heading = article.headline or "无题"
            yield Side(which, label_of(article_id), url, heading, None)
