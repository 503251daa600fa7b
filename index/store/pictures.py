"""Pictures of pages and pieces: bytes in and out of files that are named by their own digest."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from index.store import tables
from parser.errors import ArchiveError, ArchiveNotWritable
from parser.model import Picture

FOLDER = "pictures"


def keep(folder: Path, pictures: Iterable[Picture]) -> list[dict[str, str]]:
    """Write the files, before the transaction that names them → rows for `attach`."""
    rows: dict[str, dict[str, str]] = {}
    for picture in pictures:
        digest = hashlib.sha256(picture.body).hexdigest()
        _write(_path(folder, digest), picture.body)
        rows[picture.src] = {
            "src": picture.src,
            "media_type": picture.media_type,
            "sha256": digest,
        }
    return list(rows.values())


def attach(connection: Connection, issue: int, rows: list[dict[str, str]]) -> None:
    """Make these the pictures of the issue, beside those it has."""
    if not rows:
        return
    table = tables.pictures
    sources = [row["src"] for row in rows]
    connection.execute(delete(table).where(table.c.issue == issue, table.c.src.in_(sources)))
    connection.execute(insert(table), [{"issue": issue, **row} for row in rows])


def fetch(connection: Connection, folder: Path, issue: int, src: str) -> Picture | None:
    """The picture of that issue with that source; None where none is held."""
    table = tables.pictures
    row = connection.execute(
        select(table.c.media_type, table.c.sha256).where(table.c.issue == issue, table.c.src == src)
    ).first()
    if row is None:
        return None
    path = _path(folder, row.sha256)
    try:
        return Picture(src, row.media_type, path.read_bytes())
    except OSError as error:
        raise ArchiveError("a picture's file cannot be read", file=path) from error


def _path(folder: Path, digest: str) -> Path:
    return folder / FOLDER / digest[:2] / digest


def _write(path: Path, body: bytes) -> None:
    """Whole or not at all: a file beside it, then a rename."""
    if path.exists():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        raise ArchiveNotWritable("a picture cannot be written", file=path) from error
