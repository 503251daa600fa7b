"""The words of the trade as frozen values: Issue → Page → Article, and what is read from them.

Nothing goes in or out but plain values; every printed string is kept beside what was read from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from parser.ids import split_id, stem_of
from parser.sets import Act as Act
from parser.sets import BylineKind as BylineKind
from parser.sets import Direction as Direction
from parser.sets import Kind as Kind
from parser.sets import ProblemKind as ProblemKind
from parser.sets import RepairKind as RepairKind
from parser.sets import Settled as Settled
from parser.sets import Verdict as Verdict

#: A newspaper's short code, which is also a folder name and a part of every address.
CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,31}")
#: One corner: x and y in the page's width × height.
Point = tuple[float, float]
#: A closed outline; three points or more.
Polygon = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Author:
    """One person read from a byline or a credit."""

    #: Without padding: 高 炳 is 高炳.
    name: str
    #: 记者, 通讯员, 摄影 …; None where none is printed.
    role: str | None = None
    #: 本报, 新华社, a unit; None where none is printed.
    affiliation: str | None = None
    #: False where the reading is a guess, as for names printed without a space between.
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Dateline:
    """电头: 新华社北京8月9日电."""

    text: str
    agency: str | None = None
    #: As printed; several places keep their 、.
    place: str | None = None
    #: None where no day is printed or the year is not known.
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Byline:
    """署名: a by-line as printed, and what was read from it."""

    text: str
    kind: BylineKind = "other"
    authors: tuple[Author, ...] = ()
    dateline: Dateline | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of a piece, with its words."""

    src: str | None = None
    caption: str | None = None
    credit: str | None = None
    authors: tuple[Author, ...] = ()


@dataclass(frozen=True, slots=True)
class Jump:
    """下转/上接: a printed jump line."""

    text: str
    direction: Direction
    #: Page labels, normalised: 第三版 is "03".
    pages: tuple[str, ...]
    #: An item sign: the ② of 下转第三版②.
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """相关报道见第二版: points elsewhere, continues nothing."""

    text: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """What was removed, joined or doubted in a piece, with the text as found."""

    kind: RepairKind
    text: str
    #: Index into the article's paragraphs as they are now, where that says something.
    paragraph: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """稿件: one printed piece on one page."""

    #: newspaper-date-label-number; the number stays what it was when the piece was first stored.
    id: str
    kind: Kind = "article"
    column_name: str | None = None
    kicker: str | None = None
    headline: str | None = None
    subheadline: str | None = None
    byline: str | None = None
    authors: tuple[Author, ...] = ()
    dateline: Dateline | None = None
    #: As printed, in reading order, indent removed.
    paragraphs: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    jumps: tuple[Jump, ...] = ()
    references: tuple[Reference, ...] = ()
    #: In the page's width × height.
    regions: tuple[Polygon, ...] = ()
    repairs: tuple[Repair, ...] = ()
    #: URL or file name.
    source: str | None = None

    @property
    def order(self) -> int:
        """The number in its id: its address on the page, not its place."""
        return split_id(self.id).number


@dataclass(frozen=True, slots=True)
class Page:
    """版: one page of an issue."""

    #: As printed, without 第 and 版: "01", "A03".
    label: str
    #: Place in the issue, from 1.
    sequence: int
    #: 版名: 要闻.
    section: str | None = None
    width: float | None = None
    height: float | None = None
    image: str | None = None
    pdf: str | None = None
    source: str | None = None
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Continuation:
    """A jump line and what became of it; `head` and `tail` are ids ("from"/"to" in JSON)."""

    head: str | None
    tail: str | None
    #: The printed jump line, None where the other half was found without one.
    jump: str | None
    verdict: Verdict
    reason: str
    score: float | None = None
    #: What an editor said of it.
    settled: Settled | None = None

    @property
    def open(self) -> bool:
        """Whether it waits for an editor (contract §7)."""
        return self.verdict not in ("matched", "repeated") and self.settled is None

    @property
    def joins(self) -> bool:
        """Whether a reader can read on: both halves are there and belong together."""
        found = self.verdict in ("matched", "page-mismatch", "repeated")
        both = self.head is not None and self.tail is not None
        return both and (found or self.settled == "linked")

    def other(self, article_id: str) -> str | None:
        """The half that is not this one."""
        return self.tail if self.head == article_id else self.head


@dataclass(frozen=True, slots=True)
class Story:
    """全文: the Articles, in reading order, that a reader takes for one."""

    #: The id of its first part.
    id: str
    parts: tuple[str, ...]
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """期: one newspaper on one date."""

    newspaper: str
    newspaper_name: str
    date: date
    #: 晚报, 地方版: the name of a second edition of the day; None for the only or first one.
    edition: str | None = None
    #: 期号 as printed.
    number: str | None = None
    #: Every page the issue is known to have; None where that is not known.
    labels: tuple[str, ...] | None = None
    pages: tuple[Page, ...] = ()
    continuations: tuple[Continuation, ...] = ()
    #: Stories of more than one part; every other Article is a story of its own.
    stories: tuple[Story, ...] = ()

    @property
    def edition_number(self) -> int:
        """1 for the only or first edition of the day; its pieces' ids tell that of another."""
        if self.edition is None:
            return 1
        first = next((article.id for page in self.pages for article in page.articles), None)
        return split_id(first).edition if first else 2

    @property
    def stem(self) -> str:
        """What the ids of its pieces begin with: dtrb-2022-08-10, and -2 for a second edition."""
        return stem_of(self.newspaper, self.date, self.edition_number)

    def article(self, article_id: str) -> Article:
        """The article with that id. Raises KeyError."""
        for page in self.pages:
            for article in page.articles:
                if article.id == article_id:
                    return article
        raise KeyError(article_id)

    def page(self, label: str) -> Page:
        """The page with that label. Raises KeyError."""
        for page in self.pages:
            if page.label == label:
                return page
        raise KeyError(label)

    def page_of(self, article_id: str) -> Page:
        """The page that article stands on, one of two with one label too. Raises KeyError."""
        for page in self.pages:
            if any(article.id == article_id for article in page.articles):
                return page
        raise KeyError(article_id)

    def continuation_of(self, article: Article, jump: Jump) -> Continuation | None:
        """What became of a jump line of that article; None where it was not looked up.

        Its own continuation, else the one that tells the pair under the other half's jump line.
        """
        heads = jump.direction == "to"
        sides = [c for c in self.continuations if (c.head if heads else c.tail) == article.id]
        return next((c for c in sides if c.jump == jump.text), sides[0] if sides else None)

    def bearer(self, continuation: Continuation) -> Article | None:
        """The piece that prints the jump line; without one, the half that is there."""
        ends = [self.article(end) for end in (continuation.head, continuation.tail) if end]
        for article in ends:
            way: Direction = "to" if article.id == continuation.head else "from"
            if any(j.text == continuation.jump and j.direction == way for j in article.jumps):
                return article
        return ends[0] if ends else None


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of a page, named for the editor."""

    kind: ProblemKind
    page: str | None
    article: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture; `src` equals the Page.image or Image.src it belongs to."""

    src: str
    media_type: str
    body: bytes
