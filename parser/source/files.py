"""Paths in, captures out: files, folders, zips and WARCs all become the same bytes with a name."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Literal
from zlib import error as ZlibError

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from parser.errors import UnreadableSource

SourceKind = Literal["text", "html", "issues", "picture"]

#: What a saved file is, by its name; anything else in a folder (style sheets, scripts) is no page.
KINDS: dict[str, SourceKind] = {
    **dict.fromkeys((".txt",), "text"),
    **dict.fromkeys((".html", ".htm", ".shtml", ".xhtml"), "html"),
    **dict.fromkeys((".json", ".jsonl"), "issues"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"), "picture"),
}
#: The contract's - among paths.
STANDARD_INPUT = Path("-")
WARC_NAMES = (".warc", ".warc.gz")
#: A folder with the name of a host, a day somewhere below it, and a page.
_MIRRORED = re.compile(
    r"(?:^|.*/)(?P<host>(?:[a-z0-9-]{1,40}\.){1,4}(?:cn|com|net|org|cc|hk|mo|tw|sg|info)(?:[:+]\d{2,5})?)"
    r"/(?P<path>(?:[^\0]*[/_.-])?(?:19|20)\d\d[-/_]?\d\d[-/_]?\d\d.*\.s?html?)$",
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


def address_of(path: str) -> str | None:
    """The address of a page in a folder that mirrors hosts: epaper.gmw.cn/gmrb/html/…/node_01.html.

    Only where a day stands below the host: a folder may be called like a site for other reasons.
    """
    match = _MIRRORED.search(path)
    return f"https://{match['host'].replace('+', ':')}/{match['path']}" if match else None


def leaves(path: Path) -> Iterator[tuple[Path, str]]:
    """The files at a path, each with its name inside it: itself, or all of a folder in order.

    Hidden files and what is no page (style sheets, scripts) are left out of folders. Raises
    UnreadableSource for a path that is not there or a folder without a page.
    """
    if path == STANDARD_INPUT:
        yield path, "-"
        return
    if not path.exists():
        raise UnreadableSource("no such file or folder", file=path)
    if not path.is_dir():
        yield path, path.name
        return
    found = False
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path)
        if file.is_file() and _is_page(file) and not any(p[0] == "." for p in inside.parts):
            found = True
            yield file, inside.as_posix()
    if not found:
        raise UnreadableSource("no page in this folder", file=path)


def sources(path: Path, name: str) -> Iterator[Source]:
    """All captures of a file: itself, or what is in that zip or WARC, in order of name.

    Raises UnreadableSource for a file of no known kind or one that breaks off.
    """
    lower = path.name.lower()
    if path == STANDARD_INPUT:
        yield _standard_input()
    elif lower.endswith(WARC_NAMES):
        yield from _warc(path)
    elif lower.endswith(".zip"):
        yield from _zip(path)
    elif kind := KINDS.get(path.suffix.lower()):
        url = address_of(path.as_posix()) if kind == "html" else None
        yield Source(kind, name, lambda: Capture(name, _bytes(path), url), path)
    else:
        raise UnreadableSource("not a page, a .zip, a .warc or Issue JSON", file=path)


def _standard_input() -> Source:
    """What comes down the pipe, told by how it begins: JSON, mark-up or plain text."""
    body = sys.stdin.buffer.read()
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    kind: SourceKind = "issues" if start in (b"{", b"[") else "html" if start == b"<" else "text"
    return _held(kind, Capture("-", body))


def _is_page(path: Path) -> bool:
    lower = path.name.lower()
    return lower.endswith((*WARC_NAMES, ".zip")) or path.suffix.lower() in KINDS


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableSource(f"larger than {LARGEST} bytes", file=path)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"cannot be read ({error.strerror})", file=path) from error


def _zip(path: Path) -> Iterator[Source]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
            for member in members:
                suffix = PurePosixPath(member.filename).suffix.lower()
                if member.is_dir() or "__MACOSX" in member.filename:
                    continue
                if kind := KINDS.get(suffix):
                    yield _held(kind, _member(archive, member, path))
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableSource(f"not a whole zip ({error})", file=path) from error


def _held(kind: SourceKind, capture: Capture) -> Source:
    return Source(kind, capture.name, lambda: capture)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> Capture:
    """One file of a zip; what it says of its size is not believed."""
    try:
        with archive.open(member) as stream:
            body = _limited(stream, f"{path}:{member.filename}")
            return Capture(member.filename, body, address_of(member.filename))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ZlibError) as error:
        raise UnreadableSource(f"cannot be unpacked ({error})", file=path) from error


def _limited(stream: IO[bytes], name: str) -> bytes:
    body = stream.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise UnreadableSource(f"larger than {LARGEST} bytes", file=name)
    return body


def _warc(path: Path) -> Iterator[Source]:
    """The newest good response of each URL; a `revisit` stands for the response it names."""
    newest: dict[str, Source] = {}
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                capture = _response(record, path) if record.rec_type == "response" else None
                if capture and capture.url and (kind := _media_kind(capture)):
                    newest[capture.url] = _held(kind, capture)
    except (ArchiveLoadFailed, OSError, EOFError, ZlibError) as error:
        raise UnreadableSource(f"not a whole WARC ({error})", file=path) from error
    if not newest:
        raise UnreadableSource("no page in this WARC", file=path)
    yield from newest.values()


def _response(record: object, path: Path) -> Capture | None:
    """A WARC response as a capture; None where the server did not answer 200."""
    headers, http = record.rec_headers, record.http_headers  # type: ignore[attr-defined]
    if http is None or http.get_statuscode() != "200":
        return None
    url = headers.get_header("WARC-Target-URI") or ""
    body = _limited(record.content_stream(), f"{path}:{url}")  # type: ignore[attr-defined]
    if getattr(record.raw_stream, "limit", 0) > 0:  # type: ignore[attr-defined]
        # A record cut off reads as a short one: its own length tells.
        raise UnreadableSource("breaks off in the middle", file=f"{path}:{url}")
    stamp = (headers.get_header("WARC-Date") or "").replace("Z", "+00:00")
    fetched = datetime.fromisoformat(stamp) if re.match(r"\d{4}-\d\d-\d\dT", stamp) else None
    capture = Capture(url, body, url=url, content_type=http.get_header("Content-Type"))
    return replace(capture, fetched_at=fetched and fetched.astimezone(UTC))


def _media_kind(capture: Capture) -> SourceKind | None:
    media = (capture.content_type or "").split(";")[0].strip().lower()
    if media.startswith("image/"):
        return "picture"
    if media in ("text/html", "application/xhtml+xml"):
        return "html"
    return KINDS.get(PurePosixPath((capture.url or "").split("?")[0]).suffix.lower())
