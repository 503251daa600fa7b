"""A page in, its two lists out: the pages of the issue, and the titles of its pieces."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from parser.area_map import AreaMap
from parser.families import key_of, shape_of
from parser.finder import find, matching
from parser.markup import Element, hidden, line_of, one_line
from parser.page_names import read_name
from parser.saved import SavedPage
from parser.selectors import PAGE_LINKS

#: Words of links that lead to a piece without being its title.
_NAVIGATION = re.compile(
    r"^(?:[<>«»‹›\s34]{0,6}(?:上一[版篇期]|下一[版篇期]|返回.{0,4}|首页|放大|缩小|默认|收藏|推荐|"
    r"打印|朗读|全文复制|更多|详细|阅读全文|PDF.{0,4}|标题导航|版面导航)[<>«»‹›\s.…>34]{0,6})$"
)
#: The link of a page view to the page behind it.
_NEXT_PAGE = re.compile(r"[>»›\s]{0,6}下一版[>»›\s4]{0,6}")
#: How a list cuts a long title, and the points it sets before titles.
_CUT = re.compile(r"\s?(?:…{1,2}|\.{2,6})$")
_POINTS = "·• \u3000\xa0"
_STATIC = (".htm", ".html", ".shtml")
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
    for expression in matching(page.document, PAGE_LINKS):
        links = [(line_of(a), page.link(a)) for a in find(page.document, expression)]
        found = _entries(page, links, loose=True)
        if len(found) > 1 or (found and expression == "a#pageLink"):
            return found
    links = [(line_of(a), link) for a, link in page.document.links]
    return _entries(page, links, loose=False) or _entries(page, _options(page), loose=False)


def _options(page: SavedPage) -> list[tuple[str, str]]:
    """What a box to choose from offers, with the addresses it leads to."""
    chosen = (
        (one_line(o.text or ""), o.get("value") or "") for o in page.document.having("option")
    )
    return [(text, value.strip()) for text, value in chosen if key_of(value).endswith(_STATIC)]


def next_page(page: SavedPage) -> str | None:
    """Where 下一版 leads, as printed: all there is of a list of pages on some views."""
    for element, link in page.document.links:
        if _NEXT_PAGE.fullmatch(line_of(element)) and _may_be_page(page, link):
            return link
    return None


def _entries(
    page: SavedPage, links: Sequence[tuple[str, str]], *, loose: bool
) -> tuple[PageLink, ...]:
    found: dict[str, PageLink] = {}
    for text, link in links:
        if not text or len(text) > 60 or not _may_be_page(page, link):
            continue
        if (name := read_name(text, loose=loose)) and name[0] not in found:
            found[name[0]] = PageLink(*name, link)
    return tuple(found.values())


def _may_be_page(page: SavedPage, link: str) -> bool:
    """Whether a link can lead to a page of the issue: it is no piece's, no PDF, no script."""
    if not link or link.startswith(("#", "javascript:")) or ".pdf" in link.lower():
        return False
    return page.kind_of(link) in (None, "page")


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
    for element, link in page.document.links:
        key = key_of(link)
        if key in pages or not _is_article(page, link, key, mapped, shapes):
            continue
        text = line_of(element)
        if not text or _NAVIGATION.match(text):
            continue
        text = _whole(text, element)
        title = _title(element, text, link) if stacked else ArticleLink(text, link)
        anywhere.setdefault(key, title)
        members = groups.setdefault(_list_of(element, groups), {})
        if key not in members or (link.startswith("./") and not members[key].url.startswith("./")):
            members[key] = title
    listed = _chosen(groups, mapped)
    tips = _tips(page) if len(listed) < len(mapped) else {}
    for link, _ in zones.areas:
        key = key_of(link)
        if key not in listed:
            listed[key] = anywhere.get(key, ArticleLink(tips.get(key, ""), link))
        elif link.startswith("./") and not listed[key].url.startswith("./"):
            listed[key] = replace(listed[key], url=link)
    return tuple(listed.values())


def _tips(page: SavedPage) -> dict[str, str]:
    """The titles that zones show under the pointer."""
    found: dict[str, str] = {}
    for area in page.document.having("area"):
        shown = (one_line(area.get(name) or "") for name in ("title", "tooltip", "alt"))
        if (tip := next(filter(None, shown), "")) and not _NAVIGATION.match(tip):
            found.setdefault(key_of(page.link(area)), tip)
    return found


def _is_article(
    page: SavedPage, link: str, key: str, mapped: Collection[str], shapes: set[str]
) -> bool:
    if key in mapped or (shapes and shape_of(link) in shapes):
        return True
    return page.kind_of(link) == "article"


def _whole(text: str, element: Element) -> str:
    """A title that the list cuts short, as the link's own title has it."""
    cut = _CUT.search(text)
    title = one_line(element.get("title") or "") if cut else ""
    start = text[: cut.start()].strip(_POINTS) if cut else ""
    return title if start and title.startswith(start) else text.lstrip(_POINTS)


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


def _list_of(element: Element, known: Collection[Element]) -> Element:
    """What holds the list a link stands in; a list of one item is part of the list around it."""
    parent = element
    while (above := parent.getparent()) is not None and parent not in known:
        parent = above
        if parent.tag in _LISTS and next(islice(parent.iter("a"), 1, 2), None) is not None:
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
