"""A page in, its links out in the order of the page, those that only a script follows among them.

Some systems link with `onclick="location.href='…'"` on a row, with `data-url`, from a drop-down
list, or leave the list of pages to a script: `banciArray="001,002"`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from lxml import etree

from parser.epaper.page import SavedPage
from parser.markup.tree import Element, line_of, one_line

#: onclick="…'20220811_002_1.htm'", its beginning left off: every spelling of it ends alike.
_HINT = re.compile(rb"lick\s{0,3}=[^<>]{0,200}\.(?:s?html?|pdf)")
_CALL = re.compile(rb"javascript:[^<>]{0,200}\.(?:s?html?|pdf)")
_HINTS = (b"data-url", b"data-href", b"data-link", b"daoxiang", b"DAOXIANG", b"ONCLICK")
_HOLDERS = etree.XPath(
    "//a[@href] | //*[(@onclick or @data-url or @data-href or @data-link or @daoxiang)"
    " and not(self::area)]"
)
#: More text or more elements than this are no title: it is a box around half of the page.
_LONGEST, _MOST_INSIDE = 200, 60

_NAME = b"banciArray"
_ARRAY = re.compile(_NAME + rb"\s{0,5}=\s{0,5}([^;\n\r]{1,800})")
_SLOT = re.compile(r"(?<!\w)([A-Za-z]{0,2})(\d{1,4})(?!\w)")
#: 20220811_002.html, 20220811_002_1.htm: the day and the page that an address of F11 names.
_OF_PAGE = re.compile(
    r"(?:^|/)(?P<day>\d{8})_(?P<slot>[A-Za-z]{0,2}\d{1,4})(?P<piece>_\d{1,4})?"
    r"(?P<ending>\.html?)(?:[?#].*)?$",
    re.I,
)


def links_of(page: SavedPage) -> Sequence[tuple[Element, str]]:
    """All elements that lead somewhere, in document order, and where they lead."""
    raw = page.raw
    if not (any(hint in raw for hint in _HINTS) or _HINT.search(raw) or _CALL.search(raw)):
        return page.document.links
    found: list[tuple[Element, str]] = []
    for element in _HOLDERS(page.document.root):
        link = page.link(element)
        if element.tag != "a" and link and not _is_entry(element):
            continue
        if link:
            found.append((element, link))
    return found


def _is_entry(element: Element) -> bool:
    """Whether an element is small enough to be an entry of a list."""
    large = next(islice(element.iterdescendants(), _MOST_INSIDE, None), None) is not None
    return not large and len(line_of(element)) <= _LONGEST


def title_of(page: SavedPage, element: Element) -> str:
    """What a link says; both lists of a page ask it of every link."""
    held = page.document.titles
    title = held.get(element)
    if title is None:
        title = held[element] = _title_of(element)
    return title


def _title_of(element: Element) -> str:
    """The same, read; a row of a table says it in the fullest of its cells."""
    if element.tag != "tr":
        return line_of(element)
    return max((line_of(cell) for cell in element.iter("td", "th")), key=len, default="")


def options_of(page: SavedPage) -> list[tuple[str, str]]:
    """The texts of drop-down lists and the addresses they lead to."""
    return [
        (one_line(option.text or ""), link)
        for option in page.document.having("option")
        if (link := (option.get("value") or "").strip()) and "." in link
    ]


def numbered_pages(page: SavedPage) -> list[tuple[str, str]]:
    """The numbers of the pages that a script lists, and the addresses made of them (F11)."""
    own = _OF_PAGE.search(page.url or page.name)
    listed = _ARRAY.search(page.raw) if own is not None else None
    if listed is None or own is None:
        return []
    day, ending = own["day"], ".html" if own["piece"] else own["ending"]
    width = sum(map(str.isdigit, own["slot"]))
    numbers = _SLOT.findall(listed[1].decode("utf-8", "ignore"))
    slots = list(dict.fromkeys(letters + number.zfill(width) for letters, number in numbers))
    if own["slot"] not in slots:
        return []
    return [(slot, f"../{day}_{slot}/{day}_{slot}{ending}") for slot in slots]
