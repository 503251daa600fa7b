"""A page's bytes in, the same page out without the slips of mark-up that a parser would make worse.

A browser shows these as they are meant; libxml2 moves a block out of its heading, and an entity
written twice over would stay as letters.
"""

from __future__ import annotations

import re
from html.entities import html5

#: What libxml2 takes out of a heading that holds it.
_INSIDE = rb"(?:p|table|tbody|tr|td|th|li|form|fieldset)"
_HEADING = re.compile(rb"<(h[1-6])\b[^<>]{0,400}>", re.I)
_FIRST = re.compile(
    rb"<[hH][1-6]\b[^<>]{0,400}>(?:\s|<(?i:b|strong|font|span|br)\b[^<>]{0,400}>){0,20}"
    rb"<(?i:" + _INSIDE + rb")[\s>]"
)
_BLOCK = re.compile(rb"<(/?)" + _INSIDE + rb"(?=[\s>/])", re.I)
#: No heading is longer, with its mark-up.
_LONGEST = 20_000
_DOUBLED = re.compile(rb"&amp;(?=#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|([A-Za-z]{2,24}[0-9]{0,2};))")
#: How often an entity may have been written over.
_ROUNDS = 4


def mended(page: bytes) -> bytes:
    """The page (UTF-8) with blocks inside headings as lines, and entities written once."""
    if _FIRST.search(page):
        page = _headings(page)
    for _ in range(_ROUNDS if b"&amp;" in page else 0):
        if (once := _DOUBLED.sub(_single, page)) == page:
            break
        page = once
    return page


def _single(match: re.Match[bytes]) -> bytes:
    """One & for a doubled one, where what follows is an entity indeed."""
    return b"&" if match[1] is None or match[1].decode() in html5 else match[0]


def _headings(page: bytes) -> bytes:
    """Every heading with the blocks in it made into lines of its own."""
    kept: list[bytes] = []
    place = 0
    for opening in _HEADING.finditer(page):
        end = page.find(b"</" + opening[1], opening.end(), opening.end() + _LONGEST)
        if opening.start() < place or end < 0:
            continue
        kept += [page[place : opening.end()], _BLOCK.sub(_line, page[opening.end() : end])]
        place = end
    return b"".join((*kept, page[place:]))


def _line(match: re.Match[bytes]) -> bytes:
    """A line break where a block ends or begins; its attributes stay, on a span."""
    return b"</span" if match[1] else b"<br><span"
