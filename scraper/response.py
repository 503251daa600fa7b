"""One answer of a server, as it came and as it is read."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urljoin

from requests.utils import requote_uri

from parser.errors import FetchError
from parser.source.packing import UNREADABLE, unpacked

REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Response:
    """A request and its response; nothing in it is worked on yet."""

    url: str
    status: int
    reason: str
    headers: Headers
    #: Without the chunks it came in, still packed where the server packed it.
    body: bytes
    #: Path and headers that were asked with.
    path: str
    asked: Headers
    #: The address it came from.
    ip: str | None
    #: Time zone aware.
    at: datetime

    def header(self, name: str) -> str | None:
        """The first header of that name."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def says(self) -> str:
        """Status and reason: "404 NOT FOUND"."""
        return f"{self.status} {self.reason}".strip()

    @property
    def media_type(self) -> str:
        """text/html, image/jpeg; "" where the server does not say."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def target(self) -> str | None:
        """Where it redirects to; None where it does not."""
        return joined(self.url, self.header("location")) if self.status in REDIRECTS else None

    def content(self, limit: int) -> bytes:
        """The body unpacked. Raises FetchError where it is larger than `limit`, broken off, or
        packed in a way that we did not ask for and readers of WARC files do not know."""
        packing = (self.header("content-encoding") or "").strip().lower()
        if packing in UNREADABLE or "," in packing:
            raise FetchError(f"packed as {packing!r}, which was not asked for", file=self.url)
        try:
            content, whole = unpacked(self.body, packing, limit + 1)
        except zlib.error as error:
            raise FetchError(f"cannot be unpacked ({error})", file=self.url) from error
        if len(content) > limit:
            raise FetchError(f"larger than {limit} bytes when unpacked", file=self.url)
        if not whole:
            raise FetchError("breaks off when unpacked", file=self.url)
        return content


def joined(url: str, location: str | None) -> str | None:
    """Where a redirect from `url` leads; None without a Location."""
    if not location:
        return None
    try:
        return urljoin(url, location).partition("#")[0]
    except ValueError:  # torn beyond joining: the guard says what is wrong with it
        return location


def readable_headers(headers: Iterable[tuple[str, str]]) -> Headers:
    """Headers as http.client gives them; an address among them in the bytes it is asked with."""
    return tuple(
        (
            ascii_only(name),
            _address(value) if name.lower() == "location" else ascii_only(value.strip()),
        )
        for name, value in headers
    )


def ascii_only(text: str) -> str:
    """A part of a head with its bytes beyond ASCII quoted: WARC tools read no others there."""
    return text if text.isascii() else quote(text.encode("latin-1", "replace"), safe=_PRINTABLE)


def _address(value: str) -> str:
    try:
        return requote_uri(_as_utf8(value))
    except ValueError:
        return ascii_only(value.strip())


def _as_utf8(value: str) -> str:
    """A header that http.client read as Latin-1 while the server wrote UTF-8."""
    try:
        return value.encode("latin-1").decode("utf-8").strip()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return value.strip()
