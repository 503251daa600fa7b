"""A WARC file in; a source for each page and picture it holds out, and a word on each damage."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from zlib import error as ZlibError

from parser.errors import BanmianError, UnreadableSource
from parser.source.capture import KINDS, LARGEST, Capture, Source, SourceKind
from parser.source.packing import UNREADABLE, unpacked, without_chunks
from parser.source.warc_framing import (
    LARGEST_HEAD,
    Damage,
    Fields,
    Record,
    fields_of,
    head_and_rest,
    records,
)

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s{1,9}(\d{3})\b")
_OTHER_TYPES = frozenset(
    ("warcinfo", "resource", "request", "metadata", "revisit", "conversion", "continuation")
)
#: Bytes of captures of one file that are kept at hand; more are read again when they are wanted.
_AT_HAND = 64 * 1024 * 1024
#: The same for captures that cannot be read again by themselves.
_MOST_AT_HAND = 256 * 1024 * 1024


@dataclass(slots=True)
class _Purse:
    """What of a file is kept in memory."""

    path: Path
    held: int = 0

    def source(self, kind: SourceKind, capture: Capture, offset: int | None) -> Source:
        """The capture as a source. Raises UnreadableSource where it can neither be kept nor had."""
        name, url, at = capture.name, capture.url, capture.fetched_at
        if self.held + len(capture.body) <= (_AT_HAND if offset is not None else _MOST_AT_HAND):
            self.held += len(capture.body)
            return Source(kind, name, lambda: capture, url=url, fetched_at=at)
        if offset is None:
            why = "too large to be read as one gzip member: `warcio recompress` makes it readable"
            raise UnreadableSource(why, file=f"{self.path}:{url}")
        return Source(kind, name, lambda: _again(self.path, offset), url=url, fetched_at=at)


def warc_sources(path: Path, on_error: Callable[[BanmianError], None]) -> Iterator[Source]:
    """Every good response of a WARC file; damages are handed to `on_error` and the rest goes on.

    Raises UnreadableSource where the file cannot be read, or holds nothing.
    """
    purse, found, damaged = _Purse(path), False, False
    try:
        for record in records(path, LARGEST + LARGEST_HEAD):
            if isinstance(record, Damage):
                damaged = True
                on_error(UnreadableSource(record.message, file=_place(path, record.target)))
                continue
            try:
                capture = _capture(record, path, on_error)
                if capture is not None and (kind := _media_kind(capture)):
                    yield purse.source(kind, capture, record.offset)
                    found = True
            except UnreadableSource as error:
                damaged = True
                on_error(error)
    except OSError as error:
        raise UnreadableSource(f"cannot be read ({error.strerror})", file=path) from error
    if not found and not damaged:
        raise UnreadableSource("no page in this WARC", file=path)


def _again(path: Path, offset: int) -> Capture:
    """The capture at a place of the file, read once more."""
    try:
        record = next(records(path, LARGEST + LARGEST_HEAD, offset), None)
    except OSError as error:
        raise UnreadableSource(f"cannot be read ({error.strerror})", file=path) from error
    capture = _capture(record, path, lambda _: None) if isinstance(record, Record) else None
    if capture is None:
        raise UnreadableSource("changed while it was read", file=path)
    return capture


def _place(path: Path, target: str | None) -> str:
    return f"{path}:{target[:500]}" if target else str(path)


def _capture(
    record: Record, path: Path, on_error: Callable[[BanmianError], None]
) -> Capture | None:
    """A response as a capture; None where the server did not answer 200.

    Raises UnreadableSource where the record is damaged.
    """
    fields = record.fields
    url = fields.get("warc-target-uri", "").strip("<>").strip().replace(" ", "%20")
    place = _place(path, url)
    if not _is_response(fields, url, place):
        return None
    answer = _good_answer(record, place)
    if answer is None:
        return None
    http, sent = answer
    body, cut = _body(sent, http, place)
    if not _agree(fields.get("warc-payload-digest"), sent, body):
        raise UnreadableSource("damaged: its digest is another", file=place)
    if "warc-truncated" in fields:
        cut = f"WARC-Truncated: {fields['warc-truncated'][:40]}"
    try:
        fetched_at = _moment(fields.get("warc-date", ""))
    except ValueError:
        fetched_at = None
        on_error(UnreadableSource("a record whose date is none", file=place))
    return Capture(url, body, url, http.get("content-type"), fetched_at, cut)


def _is_response(fields: Fields, url: str, place: str) -> bool:
    """Whether a record is a web server's answer. Raises UnreadableSource where it says neither."""
    kind = fields.get("warc-type", "").lower()
    if kind != "response":
        if kind not in _OTHER_TYPES:
            raise UnreadableSource("a record of no known type", file=place)
        return False
    if not url:
        raise UnreadableSource("a record without its address", file=place)
    return not url.startswith(("dns:", "whois:", "ntp:"))


def _good_answer(record: Record, place: str) -> tuple[Fields, bytes] | None:
    """Headers and body of a 200; None for another status. Raises UnreadableSource where damaged."""
    if not _agree(record.fields.get("warc-block-digest"), record.block):
        raise UnreadableSource("damaged: its digest is another", file=place)
    status, parts = _STATUS.match(record.block), head_and_rest(record.block)
    if parts is None or status is None:
        raise UnreadableSource("a response without its status", file=place)
    return (fields_of(parts[0]), parts[1]) if status[1] == b"200" else None


def _body(sent: bytes, http: Fields, place: str) -> tuple[bytes, str | None]:
    """The body of an answer, and what says that it is not all of it. Raises UnreadableSource."""
    length = http.get("content-length", "")
    short = length.isascii() and length.isdecimal() and len(length) < 16 and len(sent) < int(length)
    cut = f"{len(sent)} of {length} bytes" if short else None
    body = sent
    if "chunked" in http.get("transfer-encoding", "").lower():
        body, ended = without_chunks(sent)
        # A page tells by its own end whether it is whole; some servers never send the last chunk.
        page = "html" in http.get("content-type", "")
        cut = None if ended or page else "its last chunk is missing"
    packing = http.get("content-encoding", "").strip().lower()
    if packing in UNREADABLE:
        raise UnreadableSource(f"packed as {packing}, which is not read", file=place)
    try:
        body, ended = unpacked(body, packing, LARGEST + 1)
    except ZlibError as error:
        raise UnreadableSource("cannot be unpacked", file=place) from error
    if len(body) > LARGEST:
        raise UnreadableSource(f"larger than {LARGEST} bytes", file=place)
    return body, cut if ended else "packed, and breaks off"


def _agree(said: str | None, *contents: bytes) -> bool:
    """Whether a digest is that of one of the contents, or of a kind not known here."""
    return not said or any(_agrees(said, content) is not False for content in contents)


def _agrees(said: str, content: bytes) -> bool | None:
    """Whether a digest is that of the content; None for one of a kind not known here."""
    name, _, value = said.partition(":")
    name = name.lower().replace("-", "")
    if name not in ("md5", "sha1", "sha256", "sha384", "sha512"):
        return None
    digest = hashlib.new(name, content, usedforsecurity=False).digest()
    forms = (base64.b32encode(digest), binascii.hexlify(digest), base64.b64encode(digest))
    plain = value.strip().rstrip("=")
    return any(
        plain == form or (n < 2 and plain.lower() == form.lower())
        for n, form in enumerate(one.decode().rstrip("=") for one in forms)
    )


def _moment(stamp: str) -> datetime:
    """WARC-Date as a moment. Raises ValueError."""
    if not re.match(r"\d{4}-\d\d-\d\dT", stamp):
        raise ValueError(stamp)
    try:
        moment = datetime.fromisoformat(stamp)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError(stamp) from error


def _media_kind(capture: Capture) -> SourceKind | None:
    media = (capture.content_type or "").split(";")[0].strip().lower()
    if media.startswith("image/"):
        return "picture"
    if media in ("text/html", "application/xhtml+xml"):
        return "html"
    if media in ("application/json", "text/json"):
        return "issues"
    kind = KINDS.get(PurePosixPath((capture.url or "").split("?")[0]).suffix.lower())
    # A page's PDF is kept beside the page, which is read from its text.
    return None if kind == "pdf" or media == "application/pdf" else kind
