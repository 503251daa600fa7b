"""The titles of a page and its captured pieces in; the page's Articles, in order, out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date

from parser.epaper.area_map import Area
from parser.epaper.article import ArticleView
from parser.epaper.families import key_of
from parser.epaper.lists import ArticleLink
from parser.epaper.outlines import OUTLINE_FAULTS
from parser.epaper.page_view import PageView
from parser.model import Article, Repair
from parser.newspaper import Newspaper

#: What a reader is told of a piece whose page was not what it should be.
GENERIC = "未识别版式，取文字最密的一块"
TORN = "存下的网页没有存完"

#: 题目（新数据 新看点）
_ENDING = re.compile(r"[（(]([^（）()]{2,24})[）)]$")
_DIGITS = re.compile(r"([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one capture says: of its page, of its own piece, or of both."""

    newspaper: Newspaper
    date: Date
    name: str
    #: What links to it share.
    key: str
    view: PageView | None
    article: ArticleView | None
    #: Page label from the file's name or the user.
    label: str | None
    #: Whether the capture breaks off.
    torn: bool = False
    #: Why it is not all of its page, where that is known.
    cut: str | None = None
    #: The days of a 合刊, as printed.
    span: str | None = None
    #: What of the page and the name of its file does not agree, for a reader of the piece.
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A captured piece with its place."""

    leaf: Leaf
    article: ArticleView

    @property
    def rank(self) -> tuple[int, str]:
        return self.article.size, self.leaf.name


def folded(title: str) -> str:
    """A title as lists and pages of one piece both have it: without spaces."""
    return "".join(title.split())


Slot = tuple[str, ArticleLink | None, Piece | None]


def slots_of(links: Sequence[ArticleLink], pieces: Sequence[Piece]) -> list[Slot]:
    """The pieces of a page in order: as listed, then those that no list names."""
    waiting = {piece.leaf.key: piece for piece in pieces}
    keys = [key_of(link.url) for link in links]
    by_title = {
        folded(piece.article.headline or ""): key
        for key, piece in sorted(waiting.items(), reverse=True)
        if key not in keys and piece.article.headline
    }
    slots: list[Slot] = []
    for key, link in zip(keys, links, strict=True):
        piece = waiting.pop(key, None) or waiting.pop(by_title.get(folded(link.title), ""), None)
        slots.append((key, link, piece))
    return [*slots, *((key, None, piece) for key, piece in _alone(waiting))]


def _alone(waiting: Mapping[str, Piece]) -> list[tuple[str, Piece]]:
    """Pieces of no list, by address; two captures with the same text are one piece."""
    kept: dict[tuple[object, ...], tuple[str, Piece]] = {}
    for key, piece in sorted(waiting.items(), key=lambda one: _numbered(one[0])):
        article = piece.article
        kept.setdefault((article.headline, article.paragraphs, article.images), (key, piece))
    return list(kept.values())


def with_column(article: Article, paper: Newspaper) -> Article:
    """The piece with the standing column that its headline ends in, in brackets."""
    headline = article.headline or ""
    ending = _ENDING.search(headline) if headline.endswith(("）", ")")) else None
    if ending and ending[1].startswith(paper.columns):
        return replace(article, column_name=ending[1])
    return article


def _numbered(key: str) -> list[tuple[int, str]]:
    """A key that sorts content_9 before content_10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in _DIGITS.split(key)]


def article_of(
    article_id: str,
    link: ArticleLink | None,
    piece: Piece | None,
    areas: Sequence[Area],
) -> Article:
    regions = tuple(dict.fromkeys(area.polygon for area in areas if area.polygon is not None))
    faults = [
        Repair("markup", area.coords, note=OUTLINE_FAULTS[area.fault])
        for area in areas
        if area.fault is not None
    ]
    if piece is None:
        return Article(
            id=article_id,
            kicker=link.kicker if link else None,
            headline=(link.title if link else None) or None,
            subheadline=link.subheadline if link else None,
            regions=regions,
            repairs=tuple(faults),
            source=link.url.removeprefix("./") if link else None,
        )
    view = piece.article
    notes = [note for note, said in ((GENERIC, view.generic), (TORN, piece.leaf.torn)) if said]
    notes += piece.leaf.notes
    return Article(
        id=article_id,
        kicker=view.kicker,
        headline=view.headline or (link.title if link and link.title else None),
        subheadline=view.subheadline,
        byline=view.byline,
        paragraphs=view.paragraphs,
        images=view.images,
        regions=regions,
        repairs=(*(Repair("markup", "", note=note) for note in notes), *view.repairs, *faults),
        source=view.source,
    )
