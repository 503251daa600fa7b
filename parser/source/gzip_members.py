"""A file, packed by gzip or plain, in; runs of its bytes out, each from a member's beginning.

What is damaged is passed over up to the next member that can be read, and said.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MAGIC = b"\x1f\x8b\x08"
#: Small, since a block of zeros may unpack to a thousand times its size.
BLOCK = 32 * 1024
#: Unpacked bytes of one run of `data`.
_MOST = 1024 * 1024
#: After so many places that are no whole member the rest of a file is given up.
MOST_TRIES = 500


@dataclass(frozen=True, slots=True)
class Run:
    """Bytes in order; where they begin a member (or the plain file) its offset is told."""

    data: bytes
    start: int | None = None
    #: Why what should follow `data` is not to be had.
    broken: str | None = None


def is_packed(path: Path) -> bool:
    """Whether a file is made of gzip members, also where the first is damaged. Raises OSError."""
    with path.open("rb") as stream:
        start = stream.read(BLOCK)
    return start.startswith(MAGIC) or (MAGIC in start and b"WARC/" not in start)


def runs(path: Path, start: int = 0) -> Iterator[Run]:
    """The bytes of a file from `start` on, unpacked where it is packed. Raises OSError."""
    packed = is_packed(path)
    with path.open("rb") as stream:
        yield from _packed(stream, start) if packed else _plain(stream, start)


def _plain(stream: BinaryIO, start: int) -> Iterator[Run]:
    stream.seek(start)
    first: int | None = start
    while block := stream.read(_MOST):
        yield Run(block, first)
        first = None


def _packed(stream: BinaryIO, start: int) -> Iterator[Run]:
    """Member by member; behind a damaged one the search for the next begins within it."""
    position: int | None = start
    tries, lost = 0, False
    while position is not None and tries < MOST_TRIES:
        end: int | None = None
        for ends, run in _member(stream, position):
            end = ends
            # What only looked like a member while the next was sought is no damage of its own.
            if not (lost and run.broken and run.start is not None):
                yield run
        lost = end is None
        tries += lost
        if end is not None and not _begins(stream, end) and _has_more(stream, end):
            yield Run(b"", end, "damaged")
            lost = True
        position = _next(stream, position + 1 if end is None else end)
    if position is not None:
        yield Run(b"", position, "damaged in too many places, the rest is left out")


def _has_more(stream: BinaryIO, position: int) -> bool:
    """Whether anything but padding follows."""
    stream.seek(position)
    return any(block.strip(b"\0\r\n ") for block in iter(lambda: stream.read(BLOCK), b""))


def _begins(stream: BinaryIO, position: int) -> bool:
    stream.seek(position)
    return stream.read(len(MAGIC)) == MAGIC


def _next(stream: BinaryIO, position: int) -> int | None:
    """Where the next member may begin."""
    stream.seek(position)
    before = b""
    while block := stream.read(BLOCK):
        if (found := (before + block).find(MAGIC)) >= 0:
            return position - len(before) + found
        position += len(block)
        before = (before + block)[-len(MAGIC) + 1 :]
    return None


def _member(stream: BinaryIO, start: int) -> Iterator[tuple[int | None, Run]]:
    """The runs of the member at `start`; with its last one where it ends, None for no whole one."""
    stream.seek(start)
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    block, position, first = b"", start, True
    while not unpacker.eof:
        block = block or stream.read(BLOCK)
        if not block:
            yield None, Run(b"", start if first else None, "breaks off")
            return
        try:
            data = unpacker.decompress(block, _MOST)
        except zlib.error:
            yield None, Run(b"", start if first else None, "damaged")
            return
        rest = unpacker.unconsumed_tail or unpacker.unused_data
        position += len(block) - len(rest)
        block = unpacker.unconsumed_tail
        yield position, Run(data, start if first else None)
        first = False
