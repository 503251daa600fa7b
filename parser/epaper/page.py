"""A capture in, the page opened for every layer out: tree, properties, address, own name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parser.epaper.families import LinkKind, absolute, family_of, key_of
from parser.epaper.founder import Properties, take_properties
from parser.errors import UnreadableSource
from parser.markup.mend import mended
from parser.markup.tree import Document, Element, parse
from parser.newspaper.families import Family
from parser.source.encoding import as_utf8
from parser.source.files import Capture

#: An address inside a script: location.href='20220811_002_1.htm'.
_QUOTED = re.compile(r"""["']([^"'\s]{1,300}?\.(?:\w?html?|pdf)[^"'\s]{0,60})["']""", re.I)
_NO_ADDRESS = ("#", "javascript:", "mailto:")
_SCRIPTED = ("onclick", "data-url", "data-href", "daoxiang", "data-link")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page view or an article page, parsed once."""

    #: Path inside its folder, zip or WARC: what errors and sources name.
    name: str
    url: str | None
    document: Document
    properties: Properties
    #: UTF-8, without property blocks.
    raw: bytes
    #: What links to it share within an issue.
    key: str
    #: The family that its address or name is of, and what stands there; None where neither tells.
    family: Family | None = None
    kind: LinkKind | None = None

    @property
    def text(self) -> str:
        """The page as text, without property blocks."""
        return self.raw.decode("utf-8", "replace")

    @property
    def source(self) -> str:
        """The address where it is known, else the file's name."""
        return self.url or self.name

    def address(self, link: str) -> str:
        """A link of this page as an address where that is known, else as printed."""
        return absolute(self.url, link)

    def kind_of(self, link: str) -> LinkKind | None:
        """What a link leads to, by its own shape, by its address, by what links here look like."""
        if (found := family_of(link)) is not None:
            return found[1]
        if not link or "://" in link or link[0] in "#?":
            return None
        own = self.family
        if own is not None and own.piece is not None and own.piece.fullmatch(link):
            return "article"
        found = family_of(absolute(self.url, link))
        return found[1] if found is not None else None

    def link(self, element: Element) -> str:
        """Where an element leads: its href, else the address that a script of its own follows."""
        return link_of(element) or (element.get("href") or "").strip()


def link_of(element: Element) -> str:
    """The address an element leads to, by href or by script; "" where it leads nowhere."""
    href = (element.get("href") or "").strip()
    if href and not href.lower().startswith(_NO_ADDRESS):
        return href
    for name in _SCRIPTED:
        told = (element.get(name) or "").strip()
        if told and name != "onclick":
            return told
        if match := _QUOTED.search(told):
            return match[1]
    match = _QUOTED.search(href)
    return match[1] if match else ""


def open_page(capture: Capture) -> SavedPage:
    """The page of a capture. Raises UnreadableSource, naming the file, where there is none."""
    try:
        raw = mended(as_utf8(capture.body, capture.content_type))
    except UnreadableSource as error:
        raise UnreadableSource(error.message, file=capture.name) from error
    raw, properties = take_properties(raw)
    return saved_page(capture.name, capture.url, raw, properties)


def saved_page(name: str, url: str | None, raw: bytes, properties: Properties) -> SavedPage:
    """A page of UTF-8 without property blocks, opened: what its address tells is told once."""
    address = url or name
    family, kind = family_of(address) or (None, None)
    return SavedPage(name, url, parse(raw, name), properties, raw, key_of(address), family, kind)
