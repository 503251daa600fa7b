"""What Founder's systems write into comments: the property block at a page's end, npm: marks.

A page's text in; its properties, and the text without them, out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from parser.markup.tree import Document, Element, hidden, line_of, one_line, plain

_KINDS = (b"enpproperty", b"mpproperty")
#: What both kinds share: most of a page is searched but once.
_SIGN = b"pproperty"
#: No field is longer than this, and no page has more of them.
_LONGEST, _MOST = 6000, 4000
#: Where a block begins whose opening mark is lost.
_FIRST_FIELD = re.compile(rb"<(?:articleid|date|author|founder-date)>", re.I)


@dataclass(frozen=True, slots=True)
class Properties:
    """The property block of an article or a page view; None for what it leaves empty."""

    kicker: str | None = None
    headline: str | None = None
    subheadline: str | None = None
    author: str | None = None
    date: str | None = None
    label: str | None = None
    section: str | None = None
    newspaper: str | None = None
    url: str | None = None
    image: str | None = None
    #: "1" article, "2" page view.
    type: str | None = None


#: Names of the fields in the blocks of F1 and of F2.
_NAMES = {
    "introtitle": "kicker",
    "founder-introtitle": "kicker",
    "title": "headline",
    "founder-title": "headline",
    "subtitle": "subheadline",
    "founder-subtitle": "subheadline",
    "author": "author",
    "founder-author": "author",
    "date": "date",
    "founder-date": "date",
    "founder-pagenum": "label",
    "nodename": "section",
    "founder-nodename": "section",
    "papername": "newspaper",
    "founder-papername": "newspaper",
    "url": "url",
    "founder-url": "url",
    "founder-pagepicurl": "image",
    "founder-type": "type",
}
#: A field that holds something.
_FIELD = re.compile(r"<([A-Za-z-]{3,24})>(?!\s{0,99}</)")


def take_properties(page: bytes) -> tuple[bytes, Properties]:
    """A page (UTF-8) without its property blocks, and what the blocks say.

    Blocks lie in comments that their own values may break, or whose opening is torn away: they are
    cut out before the mark-up is read, so that nothing of them is taken for text.
    """
    sign = page.find(_SIGN)
    if sign < 0:
        return page, Properties()
    blocks: list[bytes] = []
    place = max(0, sign - len(b"<!--en"))
    for kind in _KINDS:
        if page.find(kind, place) >= 0:
            rest, found = _cut(page, kind, place)
            blocks += found
            # What is left of the other kind has moved up by no more than was cut.
            place = max(0, place - (len(page) - len(rest)))
            page = rest
    return page, _read(b"".join(blocks).decode("utf-8", "replace"))


def _cut(page: bytes, kind: bytes, first: int) -> tuple[bytes, list[bytes]]:
    """A page without the blocks of one kind, of which there is no sign before `first`."""
    kept: list[bytes] = []
    blocks: list[bytes] = []
    opening, closing = b"<!--" + kind, b"/" + kind
    place, search = 0, first
    while (start := page.find(opening, search)) >= 0:
        end = page.find(closing, start + len(opening))
        stop = _after_comment(page, end if end >= 0 else start)
        kept.append(page[place:start])
        blocks.append(page[start + len(opening) : end if end >= 0 else stop])
        place = search = stop
    kept.append(page[place:])
    rest = b"".join(kept)
    if (end := rest.find(closing, first)) >= 0:
        rest, torn = _cut_torn(rest, end)
        blocks.append(torn)
    return rest, blocks


def _after_comment(page: bytes, place: int) -> int:
    end = page.find(b"-->", place)
    return len(page) if end < 0 else end + 3


def _cut_torn(page: bytes, end: int) -> tuple[bytes, bytes]:
    """A block without its opening: from its first field, or its last text mark, to its end."""
    before = max(page.rfind(b"<!--/enpcontent-->", 0, end), page.rfind(b"</p>", 0, end), 0)
    first = _FIRST_FIELD.search(page, before, end)
    start = first.start() if first else end
    return page[:start] + page[_after_comment(page, end) :], page[start:end]


def _read(block: str) -> Properties:
    found: dict[str, str] = {}
    for opening in islice(_FIELD.finditer(block), _MOST):
        field = _NAMES.get(opening[1].lower())
        if field is None or field in found:
            continue
        end = block.find(f"</{opening[1]}>", opening.end(), opening.end() + _LONGEST)
        if end >= 0 and (value := plain(block[opening.end() : end])) and value != "null":
            found[field] = value
    return Properties(**found)


def marked(document: Document, name: str) -> list[Element]:
    """The comments that open `<!--<npm:article-…>-->`, the shown ones, in document order."""
    return document.marks.get(f"<npm:{name}>", [])


def marked_text(document: Document, name: str) -> str:
    """What stands between the first filled pair of npm marks of that name, on one line."""
    return next((text for one in marked(document, name) if (text := between(one, name))), "")


def between(opening: Element, name: str) -> str:
    """The text from an opening npm mark to its closing one, or to the end of what holds them."""
    parts = [opening.tail or ""]
    closing = f"</npm:{name}>"
    for node in opening.itersiblings():
        if not isinstance(node.tag, str):
            if (node.text or "").strip().lower() == closing:
                break
        elif not hidden(node):
            parts.append("\n" if node.tag == "br" else f"\n{line_of(node)}\n")
        parts.append(node.tail or "")
    return one_line("".join(parts))
