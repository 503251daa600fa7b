"""WARC files in, a line with a digest for each of their records out; and back: what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from index.store import tables
from parser.source.capture import LARGEST
from parser.source.warc_framing import Damage, records

#: Where captures lie in the data folder, a folder for each newspaper.
FOLDER = "warc"
_TABLE = tables.records
_BLOCK = 1024 * 1024


def files(folder: Path) -> list[str]:
    """The finished WARC files of a data folder, as paths inside it, in order."""
    found = (folder / FOLDER).glob("*/*.warc*")
    return sorted(p.relative_to(folder).as_posix() for p in found if p.suffix != ".part")


def note(connection: Connection, folder: Path, file: str) -> None:
    """Note the records of a WARC file that are not noted yet: such files only grow.

    Those that were noted stay as they were, so that no later damage is taken for what was captured.
    """
    ends = select(func.max(_TABLE.c.start + _TABLE.c.length)).where(_TABLE.c.file == file)
    known = int(connection.scalar(ends) or 0)
    path = folder / file
    if not path.is_file() or path.stat().st_size <= known:
        return
    rows = [
        {"file": file, "start": start, "length": length, "sha256": digest}
        for start, length, digest in _digests(path, _spans(path, known))
    ]
    if rows:
        connection.execute(insert(_TABLE), rows)


def note_new(connection: Connection, folder: Path) -> int:
    """Note every file that has no line yet → how many."""
    noted = set(connection.scalars(select(_TABLE.c.file).distinct()))
    new = [file for file in files(folder) if file not in noted]
    for file in new:
        note(connection, folder, file)
    return len(new)


def noted(connection: Connection) -> list[str]:
    """The files whose records are noted, in order."""
    return sorted(connection.scalars(select(_TABLE.c.file).distinct()))


def faults(connection: Connection, folder: Path, file: str) -> Iterator[str]:
    """Records of a file that are not what they were; an addition at its end is none."""
    path = folder / file
    if not path.is_file():
        yield f"{file}: the file is gone"
        return
    rows = connection.execute(select(_TABLE).where(_TABLE.c.file == file).order_by(_TABLE.c.start))
    lines = rows.all()
    spans = [(line.start, line.start + line.length) for line in lines]
    size = path.stat().st_size
    for line, (start, _, digest) in zip(lines, _digests(path, spans), strict=True):
        if digest != line.sha256:
            cut = " (the file is cut short)" if line.start + line.length > size else ""
            yield f"{file}: the record at byte {start} is not what was captured{cut}"
    if lines and size > spans[-1][1]:
        yield f"{file}: {size - spans[-1][1]} bytes were added that no capture noted"


def is_sound(connection: Connection, folder: Path, file: str) -> bool:
    """Whether every record that was noted of a file is what it was."""
    rows = connection.execute(select(_TABLE).where(_TABLE.c.file == file).order_by(_TABLE.c.start))
    lines = rows.all()
    spans = [(line.start, line.start + line.length) for line in lines]
    digests = [digest for _, _, digest in _digests(folder / file, spans)]
    return digests == [line.sha256 for line in lines]


def _spans(path: Path, start: int) -> list[tuple[int, int]]:
    """Where each record begins and ends; together they are the file from `start` on."""
    starts = [start]
    for record in records(path, LARGEST, start):
        if not isinstance(record, Damage) and record.offset and record.offset > starts[-1]:
            starts.append(record.offset)
    ends = [*starts[1:], path.stat().st_size]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def _digests(path: Path, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Start, length and SHA-256 of each stretch of the file."""
    with path.open("rb") as stream:
        for start, end in spans:
            stream.seek(start)
            left, digest = end - start, hashlib.sha256()
            while left and (block := stream.read(min(left, _BLOCK))):
                digest.update(block)
                left -= len(block)
            yield start, end - start, digest.hexdigest()
