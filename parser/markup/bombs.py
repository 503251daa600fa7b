"""A page's bytes in, nothing out: what would cost without end to parse is refused."""

from __future__ import annotations

import re

from parser.errors import UnreadableSource

#: More tags than this is no newspaper page (the largest real one seen has two thousand).
MAX_TAGS = 30_000
MAX_ATTRIBUTES = 1_000
_LONG = 4000
#: No page of this size has attributes enough to cost a second.
_SAFE = 64_000
_LONG_TAG = re.compile(rb"<[A-Za-z!/][^<>]{%d,}" % _LONG)
_QUOTED = re.compile(rb"""\"[^"]*\"|'[^']*'""")
_BETWEEN_ATTRIBUTES = re.compile(rb"""[\s/="']+""")


def refuse_bombs(page: bytes, file: str) -> None:
    """Raises UnreadableSource, naming the file, for more tags or attributes than any page has."""
    if len(page) > len(b"<b>") * MAX_TAGS and page.count(b"<") > MAX_TAGS:
        raise UnreadableSource(f"more than {MAX_TAGS} tags, no newspaper page", file=file)
    if (
        len(page) > _SAFE
        and _longest_tag(page) > _LONG
        and any(map(_is_bomb, _LONG_TAG.findall(page)))
    ):
        raise UnreadableSource(f"a tag of more than {MAX_ATTRIBUTES} attributes", file=file)


def _longest_tag(page: bytes) -> int:
    """No tag is longer than the longest stretch without an end of one."""
    return max(map(len, page.split(b">")))


def _is_bomb(tag: bytes) -> bool:
    """Whether a tag has attributes without end: reading them costs their number squared."""
    return len(_BETWEEN_ATTRIBUTES.split(_QUOTED.sub(b'""', tag))) > MAX_ATTRIBUTES
