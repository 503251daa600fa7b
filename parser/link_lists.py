"""A page in, its two lists out: the pages of the issue, and the titles of its pieces."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from parser.area_map import AreaMap
from parser.families import family_of, key_of, shape_of
from parser.finder import find, matching
from parser.labels import make_label, same_page, split_label
from parser.markup import Element, hidden, line_of
from parser.page_names import own_name, read_name
from parser.saved import SavedPage
from parser.scripted import links_of, numbered_pages, options_of, title_of
from parser.selectors import PAGE_LINKS

#: Words of links that lead to a piece without being its title.
_NAVIGATION = re.compile(
    r"^(?:[<>«»‹›\s34]{0,6}(?:上一[版篇期]|下一[版篇期]|返回.{0,4}|首页|放大|缩小|默认|收藏|推荐|"
    r"打印|朗读|全文复制|更多|详细|阅读全文|PDF.{0,4}|标题导航|版面导航)[<>«»‹›\s.…>34]{0,6})$"
)
_LISTS = ("ul", "ol", "dl", "table")
#: pretitle~~~subtitle, hidden beside a title in F3.
_STACK = re.compile(r"^(?P<kicker>[^~]{0,300})~~~(?P<subheadline>[^~]{0,300})$")


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the issue, as the list of pages has it."""

    label: str
    section: str | None
    url: str


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """A piece of the page, as the list of titles has it; `title` is "" for a zone without one."""

    title: str
    url: str
    kicker: str | None = None
    subheadline: str | None = None


def page_links(page: SavedPage) -> tuple[PageLink, ...]:
    """The pages of the issue as listed, each once; addresses as printed."""
    listed = _listed(page)
    numbered = _numbered(page)
    if len(numbered) <= len(listed):
        return listed
    return tuple(
        next((one for one in listed if same_page(one.label, link.label)), link) for link in numbered
    )


def _listed(page: SavedPage) -> tuple[PageLink, ...]:
    for expression in matching(page.document, PAGE_LINKS):
        links = [(line_of(a), page.link(a)) for a in find(page.document, expression)]
        found = _entries(links, loose=True)
        if len(found) > 1 or (found and expression == "a#pageLink"):
            return found
    links = [(title_of(element), link) for element, link in links_of(page)]
    found = _entries(links, loose=False) or _entries(options_of(page), loose=False)
    if len(found) > 1:
        return found
    # Without 版: 02 城市. A number alone may be a day of the calendar.
    views = [(text, link) for text, link in links if _is_page(page.address(link))]
    named = tuple(link for link in _entries(views, loose=True) if link.section)
    return named if len(named) > len(found) else found


def _is_page(address: str) -> bool:
    kind = family_of(address)
    return kind is not None and kind[1] == "page"


def _numbered(page: SavedPage) -> tuple[PageLink, ...]:
    """Pages that only a script lists, by number; labelled the way the page itself is."""
    links = numbered_pages(page)
    own = own_name(page, ()) if links else None
    found: dict[str, PageLink] = {}
    for slot, link in links:
        parts = split_label(slot)
        label = slot.upper() if parts is None else make_label(*parts)
        section = None
        if own is not None and same_page(own[0], slot):
            section = own[1]
        if own is not None and len(own[0]) == len(slot):
            label = slot.upper()
        found.setdefault(label, PageLink(label, section, link))
    return tuple(found.values())


def _entries(links: Sequence[tuple[str, str]], *, loose: bool) -> tuple[PageLink, ...]:
    found: dict[str, PageLink] = {}
    for text, link in links:
        if not text or len(text) > 60 or not _may_be_page(link):
            continue
        if (name := read_name(text, loose=loose)) and name[0] not in found:
            found[name[0]] = PageLink(*name, link)
    return tuple(found.values())


def _may_be_page(link: str) -> bool:
    """Whether a link can lead to a page of the issue: it is no piece's, no PDF, no script."""
    if not link or link.startswith(("#", "javascript:")) or ".pdf" in link.lower():
        return False
    kind = family_of(link)
    return kind is None or kind[1] == "page"


def article_links(
    page: SavedPage, zones: AreaMap, pages: Collection[str]
) -> tuple[ArticleLink, ...]:
    """The pieces of the page in the order of their list; those that only the map has come last.

    Addresses as printed: an own page's `./` is still there.
    """
    mapped = dict.fromkeys(key_of(link) for link, _ in zones.areas)
    shapes = {shape_of(link) for link, _ in zones.areas}
    groups: dict[Element, dict[str, ArticleLink]] = {}
    anywhere: dict[str, ArticleLink] = {}
    stacked = any("~~~" in (span.text or "") for span in page.document.having("span"))
    for element, link in links_of(page):
        key = key_of(link)
        if key in pages or not _is_article(link, key, mapped, shapes):
            continue
        text = title_of(element)
        if not text or _NAVIGATION.match(text):
            continue
        title = _title(element, text, link) if stacked else ArticleLink(text, link)
        anywhere.setdefault(key, title)
        members = groups.setdefault(_list_of(element), {})
        if key not in members or (link.startswith("./") and not members[key].url.startswith("./")):
            members[key] = title
    listed = _chosen(groups, mapped)
    titles = dict(zones.titles)
    for link, _ in zones.areas:
        key = key_of(link)
        if key not in listed:
            listed[key] = anywhere.get(key, ArticleLink(titles.get(key, ""), link))
        elif link.startswith("./") and not listed[key].url.startswith("./"):
            listed[key] = replace(listed[key], url=link)
    return tuple(listed.values())


def _is_article(link: str, key: str, mapped: Collection[str], shapes: set[str]) -> bool:
    if key in mapped or (shapes and shape_of(link) in shapes):
        return True
    found = family_of(link)
    return found is not None and found[1] == "article"


def _chosen(
    groups: dict[Element, dict[str, ArticleLink]], mapped: Collection[str]
) -> dict[str, ArticleLink]:
    """The list of this page: the one that shares most with the map; the longest without a map.

    Other lists on it (今日关注) hold pieces of other pages.
    """
    if not groups:
        return {}
    best = max(
        groups.values(),
        key=lambda one: (sum(key in mapped for key in one), 0 if mapped else len(one)),
    )
    here = {key: link for key, link in best.items() if key in mapped}
    # A list mostly of pieces that the map does not know is one of the whole issue.
    return here if mapped and 2 * len(here) < len(best) else dict(best)


def _list_of(element: Element) -> Element:
    """What holds the list a link stands in; a list of one item is part of the list around it."""
    parent = element
    rows = element.tag != "a"  # a row that a script makes a link stands in its own list
    while (above := parent.getparent()) is not None:
        parent = above
        if parent.tag not in _LISTS:
            continue
        if rows or next(islice(parent.iter("a"), 1, 2), None) is not None:
            break
    return parent


def _title(element: Element, text: str, link: str) -> ArticleLink:
    """A title with the kicker and subheadline that F3 hides beside it."""
    holder = element.getparent()
    around = [holder, holder.getparent()] if holder is not None else []
    for box in around:
        for span in box.iter("span") if box is not None else ():
            if hidden(span) and (match := _STACK.match((span.text or "").strip())):
                stack = line(match["kicker"]), line(match["subheadline"])
                return ArticleLink(text, link, *stack)
    return ArticleLink(text, link)


def line(text: str) -> str | None:
    """A text without its edges, None where nothing is left."""
    return text.strip(" \n\t\u3000\xa0") or None
