"""How full the fields of an issue are, held against the issues before it: a template changed.

An issue and the fills of those before it in, faults out. Nothing is said where there is too little
to go by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb
from statistics import median
from typing import Final, Literal, get_args

from parser.model import Article, Issue, Problem

FilledField = Literal["body", "headline", "byline", "outline", "section"]
FIELDS: Final[tuple[FilledField, ...]] = get_args(FilledField)
#: So many issues before it are looked at, and without so many nothing is said.
EARLIER = 10
_LEAST_ISSUES = 3
#: An issue of fewer pieces says little of shares.
_LEAST_PIECES = 5
#: A fall is told below this share of the middle, where it would come by chance less than this.
_OF_MEDIAN = 0.6
_CHANCE = 0.01
#: No habit is surer than this.
_SUREST = 0.95
#: What an editor calls them.
_WORDS: Final[dict[FilledField, str]] = {
    "body": "有正文的稿件",
    "headline": "有标题的稿件",
    "byline": "有署名的稿件",
    "outline": "有版位的稿件",
    "section": "有版名的版面",
}


@dataclass(frozen=True, slots=True)
class Fill:
    """How many pieces an issue has, and which share of them (of its pages) has each field."""

    pieces: int
    pages: int
    shares: dict[FilledField, float]

    def of(self, name: FilledField) -> int:
        """Of how many a share is: pages have a section, pieces the rest."""
        return self.pages if name == "section" else self.pieces


def fill_of(issue: Issue) -> Fill:
    """The fill of an issue; an issue without a piece has a share of 0 of everything."""
    pieces = [article for page in issue.pages for article in page.articles]
    shares: dict[FilledField, float] = {
        name: _share([has(piece) for piece in pieces]) for name, has in _HAS.items()
    }
    shares["section"] = _share([bool(page.section) for page in issue.pages])
    return Fill(len(pieces), len(issue.pages), shares)


_HAS: Final[dict[FilledField, Callable[[Article], bool]]] = {
    "body": lambda piece: bool(piece.paragraphs) or bool(piece.images),
    "headline": lambda piece: bool(piece.headline),
    "byline": lambda piece: bool(piece.byline),
    "outline": lambda piece: bool(piece.regions),
}


def _share(there: Sequence[bool]) -> float:
    return sum(there) / len(there) if there else 0.0


def drift(issue: Issue, earlier: Sequence[Fill]) -> tuple[Problem, ...]:
    """A fault for each field that far fewer pieces have than in the issues before; () for none.

    `earlier` are the fills of the paper's last issues before this one, in any order; the last
    EARLIER of them are enough.
    """
    own = fill_of(issue)
    known = [fill for fill in earlier if fill.pieces >= _LEAST_PIECES]
    if own.pieces < _LEAST_PIECES or len(known) < _LEAST_ISSUES:
        return ()
    return tuple(
        Problem("drift", None, None, _said(name, own.shares[name], shares))
        for name in FIELDS
        if _fell(own.shares[name], own.of(name), shares := [fill.shares[name] for fill in known])
    )


def _fell(share: float, of: int, shares: Sequence[float]) -> bool:
    """Whether a share of so many lies below all before it, far and not by chance."""
    worst = min(shares)
    if share >= worst or share >= _OF_MEDIAN * median(shares):
        return False
    return _at_most(round(share * of), of, min(worst, _SUREST)) < _CHANCE


def _at_most(there: int, of: int, habit: float) -> float:
    """How likely so few of so many have what each has with that likelihood."""
    ways = (comb(of, n) * habit**n * (1 - habit) ** (of - n) for n in range(there + 1))
    return sum(ways)


def _said(name: FilledField, share: float, shares: Sequence[float]) -> str:
    before = f"此前{len(shares)}期至少{min(shares):.0%}，居中{median(shares):.0%}"
    return f"{_WORDS[name]}只占{share:.0%}（{before}）：网页版式可能改了。"
