"""A newspaper's own JSON in, what its pages and pieces say out, as saved pages say it.

Where the fields are is told by the paper's definition, in paths; the body of a piece, mostly
mark-up inside the JSON, is read like that of any saved page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from functools import cache
from typing import Any

from parser.epaper.article import ArticleView, article_view
from parser.epaper.days import printed_days
from parser.epaper.families import absolute, date_in, key_of
from parser.epaper.founder import Properties
from parser.epaper.lists import ArticleLink, PageLink
from parser.epaper.page import saved_page
from parser.epaper.page_names import read_name
from parser.epaper.page_view import PageView
from parser.epaper.whose import code_in_name
from parser.errors import NoIssue, ParseError, UnreadableSource
from parser.issue_json import load_json
from parser.labels import normalise_label
from parser.markup.tree import one_line
from parser.newspaper import Newspaper, Signs, newspapers, recognise
from parser.newspaper.json_path import first_of
from parser.newspaper.paper import PLACEHOLDER, JsonShape
from parser.source.encoding import decode
from parser.source.files import Capture

_TAG = re.compile(r"<[^<>]{0,300}>")
_LEADING_TAG = re.compile(r"\s*<(?:!--|[a-zA-Z])")
_FILLED = re.compile(r"\{(label|id)\}")
#: What an issue as this program prints it has, and no paper's own JSON.
_ISSUE_KEYS = frozenset(("newspaper", "date"))


@dataclass(frozen=True, slots=True)
class JsonPage:
    """One JSON document of a newspaper, opened: what it holds, and where that is."""

    capture: Capture
    document: Any
    newspaper: Newspaper
    shape: JsonShape
    day: Date | None

    @property
    def source(self) -> str:
        """The address where it is known, else the file's name."""
        return self.capture.url or self.capture.name

    def one(self, holder: Any, field: str) -> str | None:
        """A field of a page or a piece on one line, tags taken out; None where it holds nothing."""
        found = [_plain(value) for value in first_of(holder, self.shape.path(field))]
        return next((text for text in found if text), None)

    def many(self, holder: Any, field: str) -> list[Any]:
        """All values of a field; [] for none."""
        return first_of(holder, self.shape.path(field))

    @property
    def pages(self) -> list[Any]:
        """The pages in it; a page's or a piece's document is its own."""
        return self.many(self.document, "pages") if self.shape.holds == "issue" else [self.document]

    def articles(self, page: Any) -> list[Any]:
        """The pieces of one of its pages."""
        return [page] if self.shape.holds == "article" else self.many(page, "articles")


@dataclass(frozen=True, slots=True)
class JsonView:
    """What a document says of one page of the issue, and of the pieces it gives whole."""

    view: PageView | None
    #: Key, as links to it share it, and piece.
    articles: tuple[tuple[str, ArticleView], ...]


def is_json(capture: Capture) -> bool:
    """Whether a capture is JSON, by how it begins."""
    return capture.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def is_papers_own(capture: Capture, newspaper: Newspaper | None = None) -> bool:
    """Whether JSON is a newspaper's own and not Issue JSON, which names newspaper and date."""
    if b'"newspaper"' in capture.body[:400]:
        return False
    try:
        document = load_json(capture.body)
    except ParseError:
        return False
    first = document[0] if isinstance(document, list) and document else document
    if isinstance(first, dict) and first.keys() & _ISSUE_KEYS == _ISSUE_KEYS:
        return False
    known = newspaper or _addressed(capture)
    return bool(_fitting(document, (known,) if known else ()))


def open_json(capture: Capture, newspaper: Newspaper | None = None) -> JsonPage:
    """The document of a capture. `newspaper` is whose it is, where that is known.

    Raises UnreadableSource for what is no JSON, NoIssue where no definition fits it.
    """
    text = decode(capture.body, capture.content_type)
    try:
        document = load_json(text.lstrip("\ufeff"))
    except ParseError as error:
        raise UnreadableSource(error.message, file=capture.name) from error
    known = newspaper or _addressed(capture)
    fitting = _fitting(document, (known,) if known else ())
    papers = {paper.code for paper, _ in fitting}
    if len(papers) != 1:
        why = "of more than one paper's form: say --newspaper" if papers else "of no known form"
        code = newspaper.code if newspaper else None
        raise NoIssue(f"JSON {why}", newspaper=code, file=capture.name)
    paper, shape = fitting[0]
    page = JsonPage(capture, document, paper, shape, None)
    return JsonPage(capture, document, paper, shape, _day(page))


def _addressed(capture: Capture) -> Newspaper | None:
    """The paper of a document by its address or the name of its file, where it comes as JSON."""
    found = recognise(Signs(url=capture.url or "", code=code_in_name(capture.name)))
    return found.newspaper if found and found.newspaper.json else None


def _fitting(document: Any, papers: Sequence[Newspaper] = ()) -> list[tuple[Newspaper, JsonShape]]:
    """The definitions that a document fits, each with the first of its shapes that does."""
    found = []
    for paper in papers or _papers():
        shapes = (one for one in paper.json if papers or _is_telling(one))
        if shape := next((one for one in shapes if _fits(document, one)), None):
            found.append((paper, shape))
    # A page's form is more than a piece's, which many have.
    most = min((_RANK[shape.holds] for _, shape in found), default=0)
    return [one for one in found if _RANK[one[1].holds] == most]


_TELLING = ("label", "articles", "headline")
_RANK = {"issue": 0, "page": 1, "article": 2}


@cache
def _papers() -> tuple[Newspaper, ...]:
    return tuple(paper for paper in newspapers() if paper.json)


def _is_telling(shape: JsonShape) -> bool:
    """Whether a form is known well enough to tell whose it is: a guess at keys fits anybody's."""
    return shape.holds != "article" and not set(shape.unproven) & set(_TELLING)


def _fits(document: Any, shape: JsonShape) -> bool:
    """Whether a document has what one of its kind must have."""
    if shape.holds == "article":
        return all(_texts(document, shape, field) for field in ("headline", "body"))
    pages = first_of(document, shape.path("pages")) if shape.holds == "issue" else [document]
    if shape.holds == "issue" and not any(_texts(page, shape, "label") for page in pages):
        return False
    pieces = [piece for page in pages for piece in first_of(page, shape.path("articles"))]
    return any(_texts(piece, shape, "headline") for piece in pieces)


def _texts(holder: Any, shape: JsonShape, field: str) -> bool:
    return any(isinstance(one, str | int) for one in first_of(holder, shape.path(field)))


def _day(page: JsonPage) -> Date | None:
    """The day of the issue: by the address, the document, the name of the file."""
    if page.capture.url and (found := date_in(page.capture.url)):
        return found
    for text in map(str, page.many(page.document, "date")):
        if found := date_in(text) or next((one.first for one in printed_days(text)), None):
            return found
    return date_in(page.capture.name)


def json_views(page: JsonPage) -> tuple[JsonView, ...]:
    """What the document says, page by page. Titles without a text have a link alone."""
    if page.shape.holds == "article":
        label, section = _name(page, page.document)
        return (JsonView(None, tuple(_whole(page, page.document, label or "", section))),)
    names = [_name(page, holder) for holder in page.pages]
    listed = tuple(
        PageLink(label, section, _page_url(page, holder, label))
        for holder, (label, section) in zip(page.pages, names, strict=True)
        if label and page.shape.holds == "issue"
    )
    return tuple(
        JsonView(_view(page, holder, name, n, listed), tuple(_wholes(page, holder, name)))
        for n, (holder, name) in enumerate(zip(page.pages, names, strict=True), 1)
    )


def whole_view(page: JsonPage) -> PageView | None:
    """All its pages as one view: what of the issue is still to be asked for."""
    views = [one.view for one in json_views(page) if one.view is not None]
    if not views:
        return None
    given = {key for one in json_views(page) for key, _ in one.articles}
    wanted = [link for view in views for link in view.articles if key_of(link.url) not in given]
    return replace(views[0], articles=tuple(wanted))


def _name(page: JsonPage, holder: Any) -> tuple[str | None, str | None]:
    """Label and section of a page: 01 and 要闻, whether in one field or in two."""
    printed = page.one(holder, "label")
    label, rest = read_name(printed, loose=True) or (None, None) if printed else (None, None)
    label = label or (normalise_label(printed) if printed else None)
    section = page.one(holder, "section")
    return label, (section or rest or None)


def _view(
    page: JsonPage,
    holder: Any,
    name: tuple[str | None, str | None],
    sequence: int,
    listed: tuple[PageLink, ...],
) -> PageView:
    label, section = name
    image, pdf = (page.one(holder, field) for field in ("image", "pdf"))
    url = page.capture.url
    articles = (_link(page, piece, label or "", n) for n, piece in _numbered(page, holder))
    return PageView(
        newspaper=page.newspaper.code,
        date=page.day,
        label=label,
        sequence=sequence if listed else None,
        section=section,
        width=None,
        height=None,
        image=absolute(url, image) if image else None,
        pdf=absolute(url, pdf) if pdf else None,
        number=None,
        source=page.source,
        pages=listed,
        articles=tuple(articles),
        areas=(),
        family="JSON",
    )


def _numbered(page: JsonPage, holder: Any) -> Iterator[tuple[int, Any]]:
    return ((n, piece) for n, piece in enumerate(page.articles(holder), 1))


def _link(page: JsonPage, piece: Any, label: str, number: int) -> ArticleLink:
    return ArticleLink(
        title=page.one(piece, "headline") or "",
        url=_article_url(page, piece, label, number),
        kicker=page.one(piece, "kicker"),
        subheadline=page.one(piece, "subheadline"),
    )


def _page_url(page: JsonPage, holder: Any, label: str) -> str:
    """Where a page's own document is; the document at hand where it has all."""
    return _filled(page, page.shape.page_address, label, page.one(holder, "id")) or page.source


def _article_url(page: JsonPage, piece: Any, label: str, number: int) -> str:
    """Where a piece's own document is; without one a name that no other piece has."""
    id_ = page.one(piece, "id")
    made = f"{page.newspaper.code}-{label}-{id_ or number}.html"
    return _filled(page, page.shape.article_address, label, id_) or made


def _filled(page: JsonPage, template: str | None, label: str, id_: str | None) -> str | None:
    if (
        template is None
        or ("{id}" in template and not id_)
        or ("{date" in template and not page.day)
    ):
        return None
    if page.day is not None:
        day = page.day
        template = PLACEHOLDER.sub(lambda found: day.strftime(found[0][6:-1]), template)
    said = {"label": label, "id": id_ or ""}
    return absolute(page.capture.url, _FILLED.sub(lambda found: said[found[1]], template))


def _wholes(
    page: JsonPage, holder: Any, name: tuple[str | None, str | None]
) -> Iterator[tuple[str, ArticleView]]:
    """The pieces of a page that are given with their text or their pictures."""
    label, section = name
    for number, piece in _numbered(page, holder):
        if page.many(piece, "body") or page.many(piece, "pictures"):
            url = _article_url(page, piece, label or "", number)
            yield from _whole(page, piece, label or "", section, key_of(url))


def _whole(
    page: JsonPage, piece: Any, label: str, section: str | None, key: str | None = None
) -> Iterator[tuple[str, ArticleView]]:
    """A piece, read as a saved page of it would be; none where nothing is on it."""
    raw = _markup(page, piece).encode("utf-8", "replace")
    properties = Properties(
        kicker=page.one(piece, "kicker"),
        headline=page.one(piece, "headline"),
        subheadline=page.one(piece, "subheadline"),
        author=page.one(piece, "byline"),
    )
    name, url = page.capture.name, page.capture.url
    saved = saved_page(name, url, raw, properties)
    try:
        view = article_view(saved, page.newspaper, (label, section))
    except ParseError:
        return
    yield key or key_of(page.source), view


def _markup(page: JsonPage, piece: Any) -> str:
    """The pictures and the text of a piece as one page."""
    bodies = [_marked_up(str(one)) for one in page.many(piece, "body")]
    sources = [str(one) for one in page.many(piece, "pictures")]
    captions = [_plain(one) for one in page.many(piece, "captions")]
    captions += [""] * (len(sources) - len(captions))
    pictures = "".join(
        f'<div class="attachment"><img src="{html.escape(src)}">'
        f'<div class="att-content">{html.escape(caption)}</div></div>'
        for src, caption in zip(sources, captions, strict=False)
    )
    return f'<html><body>{pictures}<div id="ozoom">{"".join(bodies)}</div></body></html>'


def _marked_up(text: str) -> str:
    """Mark-up as it is, escaped mark-up freed, plain text with a paragraph for each line."""
    if not _LEADING_TAG.match(text) and "&lt;p" in text[:200].lower():
        text = html.unescape(text)
    if _TAG.search(text):
        return text
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())


def _plain(value: Any) -> str:
    """A value on one line: tags out, a break as a space."""
    if isinstance(value, bool | dict | list | float):
        return ""
    return one_line(html.unescape(_TAG.sub(" ", str(value))))
