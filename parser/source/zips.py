"""A zip in; a source for each page and picture in it out, read member by member."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from zlib import error as ZlibError

from parser.errors import BanmianError, UnreadableSource
from parser.source.capture import KINDS, LARGEST, Capture, Source, address_of, limited

#: All that a hostile or damaged zip makes the library raise.
_BROKEN = (
    zipfile.BadZipFile,
    ZlibError,
    LZMAError,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    OSError,
)
#: Unpacked bytes of all members together; a year of a newspaper's pages is less.
_MOST = 4 * 1024 * 1024 * 1024
_NESTED = (".zip", ".warc", ".warc.gz")


def zip_sources(path: Path, on_error: Callable[[BanmianError], None]) -> Iterator[Source]:
    """The pages of a zip in order of name, each read when it is loaded.

    What cannot be read is handed to `on_error` and the rest goes on. Raises UnreadableSource for
    what is no zip.
    """
    room = _MOST
    for member in _members(path):
        name = member.filename
        if member.is_dir() or "__MACOSX" in name:
            continue
        if name.lower().endswith(_NESTED):
            why = "an archive inside a zip is not read: unpack it first"
            on_error(UnreadableSource(why, file=f"{path}:{name}"))
        elif kind := KINDS.get(PurePosixPath(name).suffix.lower()):
            room -= member.file_size
            if room < 0:
                raise UnreadableSource(f"unpacks to more than {_MOST} bytes", file=path)
            yield Source(kind, name, partial(_member, path, member))


def _members(path: Path) -> list[zipfile.ZipInfo]:
    try:
        return sorted(_opened(path).infolist(), key=lambda member: member.filename)
    except _BROKEN as error:
        raise UnreadableSource(f"not a whole zip ({_said(error)})", file=path) from error


def _member(path: Path, member: zipfile.ZipInfo) -> Capture:
    """One file of a zip. Raises UnreadableSource where it is not whole, or not as large as said."""
    place = f"{path}:{member.filename}"
    try:
        with _opened(path).open(member) as stream:
            body = limited(stream, place, min(LARGEST, member.file_size))
            return Capture(member.filename, body, address_of(member.filename))
    except UnreadableSource:
        raise
    except _BROKEN as error:
        raise UnreadableSource(f"cannot be unpacked ({_said(error)})", file=place) from error


def _opened(path: Path) -> zipfile.ZipFile:
    """The zip, its list of members read once for all of them."""
    state = path.stat()
    return _archive(path, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=4)
def _archive(path: Path, size: int, changed: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


def _said(error: BaseException) -> str:
    """What a library says, in one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
