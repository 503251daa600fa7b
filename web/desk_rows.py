"""An issue in, the rows of the editor's table out: each jump line once, what needs an eye first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from parser.continuation.evidence import ScorePart
from parser.continuation.linker import Side, evidence
from parser.model import Continuation, Issue, Verdict
from parser.vocabulary.terms import VERDICTS
from web.addresses import article_address, label_of
from web.sheet.build import outlined
from web.sheet.model import PageSheet


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a story, as evidence."""

    #: 断处 or 续处.
    which: str
    #: Article id.
    article: str
    label: str
    url: str
    heading: str
    #: The last sentence of the head, the first of the tail.
    sentence: str
    #: Its page in small, to show its zone.
    sheet: PageSheet


@dataclass(frozen=True, slots=True)
class JumpRow:
    """One jump line."""

    label: str | None
    url: str | None
    heading: str
    jump: str | None
    verdict: Verdict
    #: Whether it waits for an editor.
    open: bool
    reason: str
    score: float | None
    halves: tuple[Half, ...]
    #: What was weighed, where two halves were compared.
    parts: tuple[ScorePart, ...]


def rows(issue: Issue) -> tuple[JumpRow, ...]:
    """Every continuation: faults first, in the order an editor wants them, then by page."""
    order = list(VERDICTS)
    sheets = _Sheets(issue)
    made = [_row(issue, continuation, sheets) for continuation in issue.continuations]
    return tuple(sorted(made, key=lambda line: (order.index(line.verdict), line.label or "")))


def counts(made: Sequence[JumpRow]) -> dict[Verdict, int]:
    """verdict → how many, in the same order."""
    found = Counter(row.verdict for row in made)
    return {name: found[name] for name in VERDICTS if found[name]}


class _Sheets:
    """The pages of an issue in small, each made once."""

    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._made: dict[int, PageSheet] = {}

    def of(self, article: str) -> PageSheet:
        """The page that the article with that id stands on."""
        page = self._issue.page_of(article)
        place = self._issue.pages.index(page)
        if place not in self._made:
            self._made[place] = outlined(self._issue, page)
        return self._made[place]


def _row(issue: Issue, continuation: Continuation, sheets: _Sheets) -> JumpRow:
    weighed = evidence(issue, continuation)
    article = issue.bearer(continuation)
    bearer = article.id if article else None
    heading = (article.headline or "无题") if article else "—"
    sides = (("断处", weighed.head), ("续处", weighed.tail))
    return JumpRow(
        label=label_of(bearer) if bearer else None,
        url=article_address(bearer, anchor=True) if bearer else None,
        heading=heading,
        jump=continuation.jump,
        verdict=continuation.verdict,
        open=continuation.open,
        reason=continuation.reason,
        score=continuation.score,
        halves=tuple(_half(which, side, sheets) for which, side in sides if side is not None),
        parts=weighed.parts,
    )


def _half(which: str, side: Side, sheets: _Sheets) -> Half:
    return Half(
        which=which,
        article=side.article,
        label=side.page,
        url=article_address(side.article, anchor=True),
        heading=side.headline or "无题",
        sentence=side.sentence,
        sheet=sheets.of(side.article),
    )
