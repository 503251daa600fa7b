"""A page in, its two lists out: the pages of the issue, and the titles of its pieces."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from parser.epaper.area_map import AreaMap, zone_titles
from parser.epaper.families import key_of, shape_of
from parser.epaper.page import SavedPage
from parser.epaper.page_names import own_name, read_name
from parser.epaper.page_selectors import PAGE_LINKS
from parser.epaper.scripts import links_of, numbered_pages, options_of, title_of
from parser.labels import make_label, same_page, split_label
from parser.markup.select import find, matching
from parser.markup.tree import Element, hidden, line_of, one_line

#: Words of links that lead to a piece without being its title.
_NAVIGATION = re.compile(
    r"^(?:[<>«»‹›\s34]{0,6}(?:上一[版篇期]|下一[版篇期]|返回.{0,4}|首页|放大|缩小|默认|收藏|推荐|"
    r"打印|朗读|全文复制|更多|详细|阅读全文|PDF.{0,4}|标题导航|版面导航)[<>«»‹›\s.…>34]{0,6})$"
)
#: The link of a page view to the page behind it.
_NEXT_PAGE = re.compile(r"[>»›\s]{0,6}下一版[>»›\s4]{0,6}")
#: 01, [A02], 第03版: a page by its number alone.
_BARE_NUMBER = re.compile(
    r"[\[(（【〔\s]{0,3}第?\s{0,2}[A-Za-z]{0,3}\d{1,3}\s{0,2}版?[\])）】〕:：\s]{0,3}"
)
_AROUND = "[](（）)【】〔〕:： \u3000\xa0"
_LETTERS = re.compile(r"[\u4e00-\u9fff]")
#: A name of a page is no longer, nor its number.
_LONGEST_NAME, _LONGEST_NUMBER = 20, 12
#: How a list cuts a long title, and the points it sets before titles.
_CUT = re.compile(r"\s?(?:…{1,2}|\.{2,6})$")
_POINTS = "·• \u3000\xa0"
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
        found = _entries(page, links, loose=True)
        if len(found) > 1 or (found and expression == "a#pageLink"):
            return found
    links = [(title_of(page, element), link) for element, link in links_of(page)]
    found = _entries(page, links, loose=False) or _entries(page, options_of(page), loose=False)
    if len(found) > 1:
        return found
    # Without 版: 02 城市. A number alone may be a day of the calendar.
    views = [(text, link) for text, link in links if page.kind_of(link) == "page"]
    named = tuple(link for link in _entries(page, views, loose=True) if link.section)
    return named if len(named) > len(found) else found


def next_page(page: SavedPage) -> str | None:
    """Where 下一版 leads, as printed: all there is of a list of pages on some views."""
    for element, link in page.document.links:
        if _NEXT_PAGE.fullmatch(line_of(element)) and _may_be_page(page, link):
            return link
    return None


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


def _entries(
    page: SavedPage, links: Sequence[tuple[str, str]], *, loose: bool
) -> tuple[PageLink, ...]:
    found: dict[str, list[PageLink]] = {}
    listed: list[PageLink] = []
    for text, link in _paired(links):
        if not text or len(text) > 60 or not _may_be_page(page, link):
            continue
        if (name := read_name(text, loose=loose)) and not _known(
            found.get(name[0], []), name[1], link
        ):
            found.setdefault(name[0], []).append(PageLink(*name, link))
            listed.append(found[name[0]][-1])
    return tuple(listed)


def _known(held: Sequence[PageLink], section: str | None, link: str) -> bool:
    """Whether an entry is of a page that is listed already; two pages may carry one label."""
    if not held:
        return False
    keys = {key_of(one.url) for one in held}
    alike = shape_of(link) == shape_of(held[0].url) and key_of(link) not in keys
    return not (alike and section and all(one.section not in (None, section) for one in held))


def _paired(links: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Entries that are two links to one page, its number and its name, as one: [01]: 头版."""
    numbers: dict[str, str] = {}
    for text, link in links:
        if len(text) <= _LONGEST_NUMBER and _BARE_NUMBER.fullmatch(text):
            numbers.setdefault(key_of(link), text.strip(_AROUND).strip("第版"))
    if not numbers:
        return links
    names: dict[str, str] = {}
    for text, link in links:
        key = key_of(link)
        if key in numbers and key not in names and _is_section(text):
            names[key] = f"{numbers[key]}版：{text.strip(_AROUND)}"
    return [(names.get(key_of(link), text), link) for text, link in links]


def _is_section(text: str) -> bool:
    """Whether a link to a page says what the page is called, and nothing of its number."""
    if not text or len(text) > _LONGEST_NAME:
        return False
    nothing = _BARE_NUMBER.fullmatch(text) or _NAVIGATION.match(text) or _NEXT_PAGE.fullmatch(text)
    return not nothing and bool(_LETTERS.search(text)) and read_name(text, loose=True) is None


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
    links = [area.url for area in zones.areas]
    mapped = dict.fromkeys(key_of(link) for link in links)
    shapes = {shape_of(link) for link in links}
    wanted = _Wanted(page, pages, mapped, shapes)
    listed = _chosen(wanted.groups(page.document.links), mapped)
    if len(listed) < max(1, len(mapped)):  # some titles are links only to a script
        scripted = _chosen(wanted.groups(links_of(page)), mapped)
        listed = scripted if len(scripted) > len(listed) else listed
    titles = zone_titles(page) if len(listed) < len(mapped) else {}
    for link in links:
        key = key_of(link)
        if key not in listed:
            title = titles.get(key, "")
            tip = "" if _NAVIGATION.match(title) else title
            listed[key] = wanted.anywhere.get(key, ArticleLink(tip, link))
        elif link.startswith("./") and not listed[key].url.startswith("./"):
            listed[key] = replace(listed[key], url=link)
    return tuple(listed.values())


class _Wanted:
    """Tells links to pieces of this page from all others, and gathers them by list."""

    def __init__(
        self,
        page: SavedPage,
        pages: Collection[str],
        mapped: Collection[str],
        shapes: Collection[str],
    ) -> None:
        self.page, self.pages, self.mapped, self.shapes = page, pages, mapped, shapes
        self.stacked = any("~~~" in (span.text or "") for span in page.document.having("span"))
        #: The first title of each piece, in whatever list.
        self.anywhere: dict[str, ArticleLink] = {}

    def groups(self, links: Sequence[tuple[Element, str]]) -> dict[Element, dict[str, ArticleLink]]:
        """The pieces of each list on the page, by key."""
        groups: dict[Element, dict[str, ArticleLink]] = {}
        for element, link in links:
            key = key_of(link)
            if key in self.pages or not self.leads_to_piece(link, key):
                continue
            text = title_of(self.page, element)
            if not text or _NAVIGATION.match(text):
                continue
            text = _whole(text, element)
            title = _title(element, text, link) if self.stacked else ArticleLink(text, link)
            self.anywhere.setdefault(key, title)
            members = groups.setdefault(_list_of(element, groups), {})
            if key not in members or (
                link.startswith("./") and not members[key].url.startswith("./")
            ):
                members[key] = title
        return groups

    def leads_to_piece(self, link: str, key: str) -> bool:
        if key in self.mapped or (self.shapes and shape_of(link) in self.shapes):
            return True
        return self.page.kind_of(link) == "article"


def _whole(text: str, element: Element) -> str:
    """A title that the list cuts short, as the link's own title has it."""
    cut = _CUT.search(text) if text.endswith(("…", "..")) else None
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
    rows = element.tag != "a"  # a row that a script makes a link stands in its own list
    while (above := parent.getparent()) is not None and parent not in known:
        parent = above
        if parent.tag in _LISTS and (
            rows or next(islice(parent.iter("a"), 1, 2), None) is not None
        ):
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
