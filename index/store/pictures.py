"""Pictures of pages and pieces: bytes in and out of files that are named by their own digest.

Files are written before the transaction that names them. What a killed writer left without a name
is known from its note in `pictures/.writing/` and taken away at the next opening.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, delete, exists, insert, select

from index.store import tables
from index.store.seals import sealed
from parser.errors import ArchiveError, ArchiveNotWritable
from parser.model import Picture

FOLDER = "pictures"
#: A folder in it for each writer at work, with its unfinished files and the list of its others.
WRITING = ".writing"
_NAMES, _READY = "names", "writer-"


@contextmanager
def kept(folder: Path, pictures: Iterable[Picture]) -> Iterator[list[dict[str, str]]]:
    """Write the files → rows for `attach`, to be committed inside the block."""
    held = {picture.src: picture for picture in pictures}
    if not held:
        yield []
        return
    rows = [
        {"src": p.src, "media_type": p.media_type, "sha256": hashlib.sha256(p.body).hexdigest()}
        for p in held.values()
    ]
    with _errors(folder), _writer(folder, [row["sha256"] for row in rows]) as own:
        for row in rows:
            _write(path(folder, row["sha256"]), held[row["src"]].body, own)
        yield rows


def attach(connection: Connection, issue: int, rows: list[dict[str, str]]) -> None:
    """Make these the pictures of the issue, beside those it has."""
    if not rows:
        return
    table = tables.pictures
    sources = [row["src"] for row in rows]
    connection.execute(delete(table).where(table.c.issue == issue, table.c.src.in_(sources)))
    connection.execute(insert(table), [sealed(table, {"issue": issue, **row}) for row in rows])


def fetch(connection: Connection, folder: Path, issue: int, src: str) -> Picture | None:
    """The picture of that issue with that source.

    None where none is held, or its file is gone or is not what it was: `verify` tells which.
    Raises ArchiveError where the disk gives no file.
    """
    table = tables.pictures
    row = connection.execute(
        select(table.c.media_type, table.c.sha256).where(table.c.issue == issue, table.c.src == src)
    ).first()
    if row is None:
        return None
    try:
        body = path(folder, row.sha256).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ArchiveError("a picture's file cannot be read", file=folder) from error
    return Picture(src, row.media_type, body)


def of_issue(connection: Connection, issue: int) -> list[str]:
    """The digests of an issue's pictures, each once."""
    table = tables.pictures
    return list(connection.scalars(select(table.c.sha256).where(table.c.issue == issue).distinct()))


def left_over(folder: Path) -> bool:
    """Whether there is something for `sweep`."""
    return any((folder / FOLDER / WRITING).glob(f"{_READY}*"))


def sweep(connection: Connection, folder: Path) -> None:
    """Take away what killed writers left: unfinished files, and whole ones that no row names."""
    for own in (folder / FOLDER / WRITING).glob(f"{_READY}*"):
        try:
            with (own / _NAMES).open("rb") as names:
                fcntl.flock(names, fcntl.LOCK_EX | fcntl.LOCK_NB)
                for digest in names.read().decode("ascii").split():
                    drop_unnamed(connection, folder, digest)
                shutil.rmtree(own)
        except (OSError, UnicodeDecodeError):
            # Another writer is at it, or the disk lets nothing be changed: no harm in waiting.
            continue


def drop_unnamed(connection: Connection, folder: Path, digest: str) -> None:
    """Take a picture's file away where no issue has it."""
    if not connection.scalar(select(exists().where(tables.pictures.c.sha256 == digest))):
        path(folder, digest).unlink(missing_ok=True)


def path(folder: Path, digest: str) -> Path:
    """Where the picture of that digest lies."""
    return folder / FOLDER / digest[:2] / digest


@contextmanager
def noted(folder: Path, digests: list[str]) -> Iterator[None]:
    """While these files may lose their last owner: what a kill leaves of them is known."""
    with _errors(folder), _writer(folder, digests):
        yield


@contextmanager
def _writer(folder: Path, digests: list[str]) -> Iterator[Path]:
    """A folder for this writer, which tells what it is about to write and that it is alive."""
    parent = folder / FOLDER / WRITING
    parent.mkdir(parents=True, exist_ok=True)
    begun = Path(tempfile.mkdtemp(dir=parent, prefix="new-"))
    with (begun / _NAMES).open("w", encoding="ascii") as names:
        fcntl.flock(names, fcntl.LOCK_EX)
        names.write("\n".join(digests))
        names.flush()
        os.fsync(names.fileno())
        # Under this name only now: who sweeps must not find it unlocked.
        own = begun.rename(parent / begun.name.replace("new-", _READY))
        yield own
        shutil.rmtree(own, ignore_errors=True)


def _write(path: Path, body: bytes, own: Path) -> None:
    """Whole or not at all: a file elsewhere, forced to the disk, then a rename."""
    if path.exists() and path.read_bytes() == body:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = own / path.name
    with part.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Force the folder's list of names to the disk: a renamed file is lost without it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveNotWritable(
            f"a picture cannot be written ({error.strerror})", file=folder
        ) from error
