"""A newspaper's JSON document in, what its pages and pieces say out, as saved pages say it.

The body of a piece, mostly mark-up inside the JSON, is read like that of any saved page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from parser.epaper.article import ArticleView, article_view
from parser.epaper.families import absolute, key_of
from parser.epaper.founder import Properties
from parser.epaper.json_document import JsonPage, plain_text
from parser.epaper.lists import ArticleLink, PageLink
from parser.epaper.page import saved_page
from parser.epaper.page_names import read_name
from parser.epaper.page_view import PageView
from parser.errors import ParseError
from parser.labels import normalise_label
from parser.newspaper.paper import PLACEHOLDER

_TAG = re.compile(r"<[^<>]{0,300}>")
_LEADING_TAG = re.compile(r"\s*<(?:!--|[a-zA-Z])")
_FILLED = re.compile(r"\{(label|id)\}")


@dataclass(frozen=True, slots=True)
class JsonView:
    """What a document says of one page of the issue, and of the pieces it gives whole."""

    view: PageView | None
    #: Key, as links to it share it, and piece.
    articles: tuple[tuple[str, ArticleView], ...]


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
    captions = [plain_text(one) for one in page.many(piece, "captions")]
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
