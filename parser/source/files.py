"""Paths in, captures out: files, folders, zips and WARCs all become the same bytes with a name."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from parser.errors import BanmianError, OnError, UnreadableSource
from parser.source.capture import (
    KINDS,
    LARGEST,
    Capture,
    Source,
    SourceKind,
    address_of,
    limited,
)
from parser.source.warc import warc_sources
from parser.source.zips import zip_sources

__all__ = [
    "KINDS",
    "LARGEST",
    "STANDARD_INPUT",
    "WARC_NAMES",
    "Capture",
    "Source",
    "SourceKind",
    "address_of",
    "leaves",
    "sources",
]

#: The contract's - among paths.
STANDARD_INPUT = Path("-")
WARC_NAMES = (".warc", ".warc.gz")


def stop(error: BanmianError) -> None:
    """The `on_error` that ends the reading. Raises the error."""
    raise error


def leaves(path: Path, on_error: OnError = stop) -> Iterator[tuple[Path, str]]:
    """The files at a path, each with its name inside it: itself, or all of a folder in order.

    Hidden files and what is no page (style sheets, scripts) are left out of folders; links that
    lead out of the folder are handed to `on_error`. Raises UnreadableSource for a path that is not
    there or a folder without a page.
    """
    if path == STANDARD_INPUT:
        yield path, "-"
        return
    if not os.path.lexists(path) or not _exists(path):
        raise UnreadableSource("no such file or folder", file=path)
    if not path.is_dir():
        yield path, path.name
        return
    found = False
    root = os.path.realpath(path)
    known: dict[Path, bool] = {}
    for file in sorted(file for file in path.rglob("*") if _is_page(file)):
        inside = file.relative_to(path)
        if any(part[0] == "." for part in inside.parts) or not _is_file(file):
            continue
        found = True
        if _leads_out(file, root, known):
            on_error(UnreadableSource("a link that leads out of the folder", file=file))
        else:
            yield file, inside.as_posix()
    if not found:
        raise UnreadableSource("no page in this folder", file=path)


def _leads_out(file: Path, root: str, known: dict[Path, bool]) -> bool:
    """Whether a file lies, by links, outside the root; asked once for all files of a folder."""
    place = file if file.is_symlink() else file.parent
    if place not in known:
        known[place] = os.path.commonpath((root, os.path.realpath(place))) != root
    return known[place]


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError, RuntimeError):
        return False


def _is_file(path: Path) -> bool:
    """Whether a path is a file that can be read: no pipe, no device, no link in a circle."""
    try:
        return path.is_file()
    except (OSError, RuntimeError):
        return False


def sources(path: Path, name: str, on_error: OnError = stop) -> Iterator[Source]:
    """All captures of a file: itself, or what is in that zip (in order of name) or WARC.

    What is damaged inside a zip or WARC is handed to `on_error`, and the rest goes on. Raises
    UnreadableSource for a file of no known kind or one that cannot be read at all.
    """
    lower = path.name.lower()
    if path == STANDARD_INPUT:
        yield _standard_input()
    elif lower.endswith(WARC_NAMES):
        yield from warc_sources(path, on_error)
    elif lower.endswith(".zip"):
        yield from zip_sources(path, on_error)
    elif kind := KINDS.get(path.suffix.lower()):
        url = address_of(path.as_posix()) if kind in ("html", "issues") else None
        yield Source(kind, name, lambda: Capture(name, _bytes(path), url), path)
    else:
        raise UnreadableSource("not a page, a .zip, a .warc or Issue JSON", file=path)


def _standard_input() -> Source:
    """What comes down the pipe, told by how it begins: JSON, mark-up or plain text."""
    body = limited(sys.stdin.buffer, "-")
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    kind: SourceKind = "issues" if start in (b"{", b"[") else "html" if start == b"<" else "text"
    capture = Capture("-", body)
    return Source(kind, "-", lambda: capture)


def _is_page(path: Path) -> bool:
    lower = path.name.lower()
    return lower.endswith((*WARC_NAMES, ".zip")) or path.suffix.lower() in KINDS


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return limited(stream, str(path))
    except OSError as error:
        raise UnreadableSource(f"cannot be read ({error.strerror})", file=path) from error
