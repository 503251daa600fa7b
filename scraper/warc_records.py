"""Answers in, WARC 1.1 records as bytes out; and back: what a WARC file holds, by URL."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO, Protocol

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from parser.errors import FetchError
from parser.source.capture import Capture
from scraper.plan import Item
from scraper.response import REDIRECTS, Response, joined
from scraper.settings import Settings

#: Small, since a block of zeros may unpack to a thousand times its size.
_BLOCK = 32 * 1024
_FIELDS = "application/warc-fields"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class Headers(Protocol):
    """The head of a record, or of the answer in it."""

    def get_header(self, name: str, default_value: str | None = None) -> str | None: ...

    def get_statuscode(self) -> str: ...

    def replace_header(self, name: str, value: str) -> object: ...


class WarcRecord(Protocol):
    """A record as warcio gives and takes it."""

    rec_type: str
    rec_headers: Headers
    http_headers: Headers | None

    def content_stream(self) -> IO[bytes]: ...


@dataclass(frozen=True, slots=True)
class Held:
    """One URL's newest response in a WARC file."""

    url: str
    #: As in Item; "entry" for a page that only led on to another.
    kind: str
    page: str | None
    status: int
    #: Where it redirects to.
    target: str | None
    #: Where its record begins in the file.
    offset: int
    #: WARC-Payload-Digest and WARC-Date, for revisits.
    digest: str
    date: str
    #: ETag and Last-Modified, to ask whether it changed.
    etag: str | None = None
    modified: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that ask for the URL only if it changed."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in said.items() if value}


def opening(name: str, title: str, settings: Settings) -> bytes:
    """The warcinfo record that a file begins with."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    fields = {
        "software": "Banmian",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "isPartOf": title,
        "operator": settings.contact or "",
        "robots": "obey" if settings.obey_robots else "ignore",
        "http-header-user-agent": settings.agent,
    }
    writer.write_record(writer.create_warcinfo_record(name, fields))
    return out.getvalue()


def group(answer: Response, item: Item, title: tuple[str, str], before: Held | None) -> bytes:
    """The records of one answer: response or revisit, request, and last the metadata.

    `title` is newspaper and date; `before` what is held of the URL from an earlier capture.
    """
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    common = {"WARC-Date": _stamp(answer.at)}
    if answer.ip:
        common["WARC-IP-Address"] = answer.ip
    record = _response(writer, answer, common, before)
    record_id = record.rec_headers.get_header("WARC-Record-ID") or ""
    writer.write_record(record)
    writer.write_record(_request(writer, answer, {**common, "WARC-Concurrent-To": record_id}))
    refers = {**common, "WARC-Refers-To": record_id}
    writer.write_record(_metadata(writer, item, answer.url, title, refers))
    return out.getvalue()


def _request(writer: WARCWriter, answer: Response, headers: dict[str, str]) -> WarcRecord:
    asked = StatusAndHeaders(
        f"GET {answer.path} HTTP/1.1", list(answer.asked), is_http_request=True
    )
    made: WarcRecord = writer.create_warc_record(
        answer.url, "request", http_headers=asked, warc_headers_dict=headers
    )
    return made


def _metadata(
    writer: WARCWriter, item: Item, url: str, title: tuple[str, str], headers: dict[str, str]
) -> WarcRecord:
    """Whose page the URL is: newspaper, date, page and kind."""
    fields = {"newspaper": title[0], "date": title[1], "page": item.page, "kind": item.kind}
    said = "".join(f"{key}: {value}\r\n" for key, value in fields.items() if value).encode()
    made: WarcRecord = writer.create_warc_record(
        url,
        "metadata",
        payload=BytesIO(said),
        length=len(said),
        warc_content_type=_FIELDS,
        warc_headers_dict=headers,
    )
    return made


def _response(
    writer: WARCWriter, answer: Response, common: dict[str, str], before: Held | None
) -> WarcRecord:
    """A response record, or a revisit where the payload is that of the capture before."""
    headers = [(_kept_name(name), value) for name, value in answer.headers]
    http = StatusAndHeaders(answer.says, headers, protocol="HTTP/1.1")
    record: WarcRecord = writer.create_warc_record(
        answer.url,
        "response",
        payload=BytesIO(answer.body),
        length=len(answer.body),
        http_headers=http,
        warc_headers_dict=dict(common),
    )
    same = record.rec_headers.get_header("WARC-Payload-Digest") == (before and before.digest)
    if before is None or not (same or answer.status == 304):
        return record
    revisit: WarcRecord = writer.create_revisit_record(
        answer.url, before.digest, before.url, before.date, http, dict(common)
    )
    if answer.status == 304:
        revisit.rec_headers.replace_header("WARC-Profile", _NOT_MODIFIED)
    return revisit


def _kept_name(name: str) -> str:
    """Bodies are stored without their chunks, so the header that speaks of them steps aside."""
    return f"X-Archive-Orig-{name}" if name.lower() == "transfer-encoding" else name


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def sound_length(path: Path) -> int:
    """Bytes up to the end of the last whole gzip member: what a killed writer left behind."""
    sound = 0
    with path.open("rb") as stream:
        for end in _members(stream):
            sound = end
    return sound


def _members(stream: BinaryIO) -> Iterator[int]:
    """The end of each gzip member, up to the first that is torn."""
    position, block = 0, b""
    while True:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        while not member.eof:
            block = block or stream.read(_BLOCK)
            if not block:
                return
            try:
                member.decompress(block)
            except zlib.error:
                return
            position += len(block) - len(member.unused_data)
            block = member.unused_data
        yield position


def index(path: Path, start: int = 0) -> tuple[dict[str, Held], int]:
    """What a file holds by URL, and the bytes up to the end of its last whole group.

    Reads from `start`, the end of a group. Raises FetchError where it is no whole WARC.
    """
    held: dict[str, Held] = {}
    pending: Held | None = None
    end = start
    try:
        with path.open("rb") as stream:
            stream.seek(start)
            records = ArchiveIterator(stream)
            for record in records:
                if record.rec_type == "response":
                    pending = _held(record, records.offset)
                elif record.rec_type == "metadata" and pending:
                    held[pending.url] = _described(pending, record)
                    pending = None
                if record.rec_type in ("metadata", "warcinfo"):
                    end = records.get_record_offset() + records.get_record_length()
    except (ArchiveLoadFailed, EOFError, zlib.error) as error:
        raise FetchError(f"not a whole WARC ({error})", file=path) from error
    return held, end


def _held(record: WarcRecord, offset: int) -> Held:
    headers, http = record.rec_headers, record.http_headers
    status = http.get_statuscode() if http else ""
    code = int(status) if status.isascii() and status.isdecimal() else 0
    url = headers.get_header("WARC-Target-URI") or ""
    location = http.get_header("Location") if http and code in REDIRECTS else None
    return Held(
        url=url,
        kind="",
        page=None,
        status=code,
        target=joined(url, location),
        offset=offset,
        digest=headers.get_header("WARC-Payload-Digest") or "",
        date=headers.get_header("WARC-Date") or "",
        etag=http.get_header("ETag") if http else None,
        modified=http.get_header("Last-Modified") if http else None,
    )


def _described(held: Held, record: WarcRecord) -> Held:
    """A response with what its metadata record says of it."""
    said = record.content_stream().read().decode("utf-8", "replace")
    fields = dict(line.split(": ", 1) for line in said.splitlines() if ": " in line)
    return replace(held, kind=fields.get("kind", ""), page=fields.get("page"))


def capture_at(path: Path, held: Held, limit: int) -> Capture:
    """The response of a URL, read back from its place in the file. Raises FetchError."""
    with path.open("rb") as stream:
        stream.seek(held.offset)
        record = next(iter(ArchiveIterator(stream)))
        body: bytes = record.content_stream().read(limit + 1)
        media = record.http_headers.get_header("Content-Type")
    if len(body) > limit:
        raise FetchError(f"larger than {limit} bytes when unpacked", file=held.url)
    fetched = datetime.fromisoformat(held.date.replace("Z", "+00:00"))
    return Capture(held.url, body, url=held.url, content_type=media, fetched_at=fetched)
