"""A page view in, what it says of the issue out: its label, zones, articles, and the other pages.

Article pages of several families repeat all of that; they are read the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TypeVar

from parser.epaper.area_map import Area, AreaMap, addressed, read_map
from parser.epaper.families import date_in, family_of, key_of
from parser.epaper.lists import ArticleLink, PageLink, article_links, next_page, page_links
from parser.epaper.page import SavedPage, open_page
from parser.epaper.page_names import name_of, read_name
from parser.epaper.page_selectors import PAGE_PDF, PAGE_PICTURE
from parser.epaper.scripts import links_of
from parser.labels import same_page
from parser.markup.select import find, matching
from parser.markup.tree import Element, line_of
from parser.newspaper import Newspaper
from parser.source.files import Capture

_NUMBER = re.compile(r"总第\s{0,9}(\d{2,6})\s{0,9}期")
#: The issue's number stands at the head of a page.
_HEAD = 20_000
#: Beside a PDF's link stand few others: more of them are the links of the whole site.
_MOST_BESIDE = 100
_LISTS = frozenset(("table", "tbody", "ul", "ol", "dl", "body"))
_PDF = re.compile(r"\.pdf(?:[?#]|$)|/attache?ment/", re.I)


Link = TypeVar("Link", PageLink, ArticleLink)

__all__ = ["Area", "ArticleLink", "PageLink", "PageView", "page_view", "read_page_view"]


@dataclass(frozen=True, slots=True)
class PageView:
    """What a page view says; addresses are absolute where the page's own is known."""

    newspaper: str
    date: date | None
    label: str | None
    #: Place in the list of pages, from 1.
    sequence: int | None
    section: str | None
    #: The size the zones are drawn for; None where there are no zones.
    width: float | None
    height: float | None
    image: str | None
    pdf: str | None
    #: 期号: the 12345 of 总第12345期.
    number: str | None
    #: None where nobody saved it.
    source: str | None
    pages: tuple[PageLink, ...]
    articles: tuple[ArticleLink, ...]
    areas: tuple[Area, ...]
    family: str | None
    #: What the view says that does not fit together.
    notes: tuple[str, ...] = ()
    #: Key of the article whose own page this is, where the page marks it.
    own: str | None = None
    #: Where 下一版 leads, on a view that lists no pages.
    next_page: str | None = None


def no_view(newspaper: str, label: str) -> PageView:
    """The view of a page that nobody saved: its label and nothing more."""
    return PageView(
        newspaper=newspaper,
        date=None,
        label=label,
        sequence=None,
        section=None,
        width=None,
        height=None,
        image=None,
        pdf=None,
        number=None,
        source=None,
        pages=(),
        articles=(),
        areas=(),
        family=None,
    )


def read_page_view(capture: Capture, newspaper: Newspaper) -> PageView | None:
    """The page view in a capture, or None where it is none.

    Raises UnreadableSource for what is no page at all.
    """
    return page_view(open_page(capture), newspaper)


def page_view(page: SavedPage, newspaper: Newspaper) -> PageView | None:
    """The edition layer of an opened page; None where it has neither zones nor lists."""
    zones = read_map(page)
    pages = page_links(page)
    articles = article_links(page, zones, {key_of(link.url) for link in pages})
    if not articles and not pages and not zones.areas:
        return None
    own = _own_article(page, articles)
    label, section = name_of(page, pages, own) or (None, None)
    if label is not None and all(link.label != label for link in pages):
        # One page has one label in an issue: 1 and 01 are that of the list.
        label = next((link.label for link in pages if same_page(link.label, label)), label)
    day = _day(page, articles, zones)
    return PageView(
        newspaper=newspaper.code,
        date=day,
        label=label,
        sequence=next((n for n, link in enumerate(pages, 1) if link.label == label), None),
        section=section,
        width=zones.width,
        height=zones.height,
        image=_image(page, zones),
        pdf=_pdf(page, page.document.links if own else links_of(page), label),
        number=_number(page.raw),
        source=page.source,
        pages=_addressed(page, pages),
        articles=_addressed(page, articles),
        areas=tuple(
            addressed(area, page.address(area.url))
            for area in zones.areas
            if area.polygon is not None or area.fault is not None
        ),
        family=_family(page, newspaper, articles, day),
        notes=_notes(zones, articles),
        own=own,
        next_page=page.address(link) if not pages and (link := next_page(page)) else None,
    )


def _addressed(page: SavedPage, links: tuple[Link, ...]) -> tuple[Link, ...]:
    if page.url is None:
        return links
    return tuple(replace(link, url=page.address(link.url)) for link in links)


def _own_article(page: SavedPage, articles: tuple[ArticleLink, ...]) -> str | None:
    """The article this is the page of: by its address, or as the only one linked with `./`."""
    keys = {key_of(one.url) for one in articles}
    if page.key in keys:
        return page.key
    dotted = {key_of(one.url) for one in articles if one.url.startswith("./")}
    return dotted.pop() if len(dotted) == 1 and len(keys) >= len(dotted) else None


def _day(page: SavedPage, articles: tuple[ArticleLink, ...], zones: AreaMap) -> date | None:
    """The day of the issue: page address, article addresses, properties, picture, file name."""
    links = [one.url for one in articles[:3]]
    stated = [page.properties.date or "", zones.image or "", page.properties.image or ""]
    for text in (page.url or "", *links, *stated):
        if text and (found := date_in(text)):
            return found
    return None


def _image(page: SavedPage, zones: AreaMap) -> str | None:
    if zones.image:
        return page.address(zones.image)
    for expression in matching(page.document, PAGE_PICTURE):
        for element in find(page.document, expression):
            if src := (element.get("src") or "").strip():
                return page.address(src)
    return None


def _pdf(page: SavedPage, links: Sequence[tuple[Element, str]], label: str | None) -> str | None:
    """The PDF of the page at hand: its own link, else the one beside its entry in the list."""
    for expression in matching(page.document, PAGE_PDF):
        for element in find(page.document, expression):
            if element.get("href") and (not (beside := _pages_beside(element)) or label in beside):
                return page.address(page.link(element))
    alone: list[str] = []
    for element, link in links:
        if ("pdf" in (low := link.lower()) or "attach" in low) and _PDF.search(link):
            beside = _pages_beside(element)
            if label is not None and label in beside:
                return page.address(link)
            if not beside:
                alone.append(link)
    return page.address(alone[0]) if alone else None


def _pages_beside(element: Element) -> set[str]:
    """Labels of the pages that are named beside a link: in its row, list item or block."""
    for parent in element.iterancestors():
        if parent.tag in _LISTS:
            break
        links = islice(parent.iter("a"), _MOST_BESIDE)
        names = [read_name(line_of(link), loose=True) for link in links]
        if found := {name[0] for name in names if name is not None}:
            return found
    return set()


def _number(raw: bytes) -> str | None:
    place = raw.find("总第".encode(), 0, _HEAD)
    text = raw[place : place + 60].decode("utf-8", "ignore") if place >= 0 else ""
    match = _NUMBER.match(text)
    return match[1] if match else None


def _family(
    page: SavedPage, newspaper: Newspaper, articles: tuple[ArticleLink, ...], day: date | None
) -> str | None:
    """The family by the shape of article links, of the page's address, else as defined."""
    for link in [one.url for one in articles[:5]]:
        if found := family_of(link):
            return found[0].code
    if page.url and (found := family_of(page.url)):
        return found[0].code
    return newspaper.family_on(day)


def _notes(zones: AreaMap, articles: tuple[ArticleLink, ...]) -> tuple[str, ...]:
    notes: list[str] = []
    listed = dict.fromkeys(key_of(one.url) for one in articles if one.title)
    if zones.areas and listed:
        mapped = dict.fromkeys(key_of(area.url) for area in zones.areas)
        if [key for key in mapped if key in listed] != [key for key in listed if key in mapped]:
            notes.append("the list of titles and the area map disagree about the order")
        if missing := len(listed.keys() - mapped.keys()):
            notes.append(f"{missing} pieces of the list have no zone")
    return tuple(notes)
