"""What a saved file or a WARC response is before anything is read from it: bytes with a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Literal

from parser.errors import UnreadableSource

SourceKind = Literal["text", "html", "issues", "picture", "pdf"]

#: What a saved file is, by its name; anything else in a folder (style sheets, scripts) is no page.
KINDS: dict[str, SourceKind] = {
    **dict.fromkeys((".txt",), "text"),
    **dict.fromkeys((".html", ".htm", ".shtml", ".xhtml"), "html"),
    **dict.fromkeys((".json", ".jsonl"), "issues"),
    **dict.fromkeys((".pdf",), "pdf"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"), "picture"),
}
#: A folder with the name of a host, a day somewhere below it, and a page.
_MIRRORED = re.compile(
    r"(?:^|.*/)(?P<host>(?:[a-z0-9-]{1,40}\.){1,4}(?:cn|com|net|org|cc|hk|mo|tw|sg|info)(?:[:+]\d{2,5})?)"
    r"/(?P<path>(?:[^\0]*[/_.-])?(?:19|20)\d\d[-/_]?\d\d[-/_]?\d\d.*\.(?:s?html?|json))$",
    re.I,
)
#: A page is some hundred kilobytes, a page picture a few megabytes; more is a bomb or a mistake.
LARGEST = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Capture:
    """One saved file or one WARC response, before anything is read from it."""

    #: Path inside its folder, zip or WARC; what errors name.
    name: str
    body: bytes
    #: Where it was fetched, where that is known.
    url: str | None = None
    #: The Content-Type header, where there was one.
    content_type: str | None = None
    #: Time zone aware.
    fetched_at: datetime | None = None
    #: What tells that the transfer ended before the page did: "466 of 512 bytes".
    cut: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A capture not yet read: pictures of a large folder stay on the disk until they are wanted."""

    kind: SourceKind
    #: As in Capture.
    name: str
    #: Raises UnreadableSource.
    load: Callable[[], Capture]
    #: The file itself, where it is one: Issue JSON is read from it line by line.
    path: Path | None = None
    #: As in Capture, where they are known before it is read.
    url: str | None = None
    fetched_at: datetime | None = None


def address_of(path: str) -> str | None:
    """The address of a page in a folder that mirrors hosts: epaper.gmw.cn/gmrb/html/…/node_01.html.

    Only where a day stands below the host: a folder may be called like a site for other reasons.
    """
    if "." not in path.rpartition("/")[0]:  # no folder is called like a host
        return None
    match = _MIRRORED.search(path)
    return f"https://{match['host'].replace('+', ':')}/{match['path']}" if match else None


def limited(stream: IO[bytes], name: str, most: int = LARGEST) -> bytes:
    """All that a stream gives. Raises UnreadableSource where that is more than `most` bytes."""
    body = stream.read(most + 1)
    if len(body) > most:
        raise UnreadableSource(f"larger than {most} bytes", file=name)
    return body
