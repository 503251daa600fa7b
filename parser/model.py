"""The words of the trade as frozen values: Issue → Page → Article, and what is read from them.

Nothing goes in or out but plain values; every printed string is kept beside what was read from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

#: A newspaper's short code, which is also a folder name and a part of every address.
CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,31}")
#: One corner: x and y in the page's width × height.
Point = tuple[float, float]
#: A closed outline; three points or more.
Polygon = tuple[Point, ...]

Kind = Literal["article", "photo", "pointer", "notice", "ad"]
BylineKind = Literal["staff", "wire", "photo", "contributed", "commentary", "other"]
Direction = Literal["to", "from"]
RepairKind = Literal["duplicate", "near-duplicate", "joined", "fragment", "markup"]
Verdict = Literal[
    "matched",
    "page-mismatch",
    "page-not-held",
    "no-such-page",
    "no-tail",
    "no-head",
    "ambiguous",
    "repeated",
]


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

    #: newspaper-date-label-order, order as on the page from 01.
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
        """Place on the page, from 1."""
        return int(self.id.rsplit("-", 1)[1])


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
    #: 期号 as printed.
    number: str | None = None
    #: Every page the issue is known to have; None where that is not known.
    labels: tuple[str, ...] | None = None
    pages: tuple[Page, ...] = ()
    continuations: tuple[Continuation, ...] = ()
    #: Stories of more than one part; every other Article is a story of its own.
    stories: tuple[Story, ...] = ()

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


ProblemKind = Literal[
    "page-twice",
    "page-skipped",
    "empty-page",
    "headline-without-body",
    "body-without-headline",
    "empty-article",
    "duplicate",
    "caption-without-picture",
    "byline-twice",
    "article-without-region",
    "region-without-article",
    "region-outside",
    "region-crossed",
    "region-broken",
    "order",
]


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
