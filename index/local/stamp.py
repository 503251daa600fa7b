"""What a word index says of itself in, whether it is the archive's and whole out.

A stamp lies beside the files of the index and is written after each commit. It names the database
it belongs to, the state of that database which it was made for, and each file with its digest.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec

NAME = "banmian-stamp"


class Tie(NamedTuple):
    """What the database says of its word index; two that say the same belong together."""

    #: Drawn when the index was begun.
    begun: str
    #: Drawn at each commit; a database that was rolled back tells an older one.
    commit: str
    #: Whether it lists stories that the index may not have yet.
    behind: bool = False


class FileMark(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was when it was written."""

    size: int
    #: Nanoseconds. A file of another time is read through and held against its digest.
    time: int
    sha256: str


class Stamp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole stamp."""

    #: Of the program's words and of the index's format.
    version: str
    #: As in `Tie`.
    begun: str
    commit: str
    #: The commit before: what the database still says where it has not heard of the last one.
    before: str
    files: dict[str, FileMark]


def read(folder: Path) -> Stamp | None:
    """The stamp in a folder; None where there is none that can be read."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=Stamp)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def write(folder: Path, stamp: Stamp) -> None:
    """Put a stamp in the place of the one before, whole or not at all, and lasting."""
    new = folder / f"{NAME}.new"
    with new.open("wb") as file:
        file.write(msgspec.json.encode(stamp))
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / NAME)


def marks(folder: Path, names: Iterable[str], known: Mapping[str, FileMark]) -> dict[str, FileMark]:
    """The files as they are now; those not `known` are written through to the disk and read."""
    made: dict[str, FileMark] = {}
    for name in names:
        path = folder / name
        held, found = known.get(name), path.stat()
        if held is None or (held.size, held.time) != (found.st_size, found.st_mtime_ns):
            held = FileMark(found.st_size, found.st_mtime_ns, _digest(path, lasting=True))
        made[name] = held
    return made


def fault(folder: Path, version: str, tie: Tie, *, thorough: bool = False) -> str | None:
    """Why the index in a folder cannot be used with that database; None where it can.

    `thorough` reads each file through, also one that has the time it was written at.
    """
    stamp = read(folder)
    if stamp is None:
        return "has no readable stamp" if any(folder.glob("*.toc")) else "is missing"
    if stamp.version != version:
        return "was made by another version of the program"
    if stamp.begun != tie.begun:
        return "belongs to another archive"
    # What a crash kept from the database is still on its list.
    heard = tie.commit == stamp.commit or (tie.behind and tie.commit == stamp.before)
    if not heard:
        return "is of another state of the archive"
    for name, mark in stamp.files.items():
        if said := _damage(folder / name, mark, thorough):
            return said
    return None


def _damage(path: Path, mark: FileMark, thorough: bool) -> str | None:
    try:
        found = path.stat()
    except OSError:
        return f"lacks {path.name}"
    if found.st_size != mark.size:
        return f"has a damaged file, {path.name} ({found.st_size} of {mark.size} bytes)"
    unread = found.st_mtime_ns == mark.time and not thorough
    try:
        damaged = not unread and _digest(path) != mark.sha256
    except OSError as error:
        return f"has a file that cannot be read, {path.name} ({error.strerror})"
    return f"has a damaged file, {path.name}" if damaged else None


def _digest(path: Path, *, lasting: bool = False) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
        if lasting:
            os.fsync(file.fileno())
    return digest.hexdigest()
