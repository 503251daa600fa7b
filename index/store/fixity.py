"""A data folder in, a line for everything in it that is not as it was written out.

Everything is read again: rows, readings, pictures, captures, and who owns which file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from index.store import (
    captured,
    pictures,
    readings,
    records,
    rows,
    schema,
    seals,
    tables,
    withdrawals,
)
from index.store.documents import documents
from parser.errors import BanmianError

Progress = Callable[[int], object]


@dataclass(slots=True)
class Checked:
    """What was looked at, and what is wrong with it."""

    #: Kind of thing → how many were read again.
    counts: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, kind: str, count: int, faults: list[str]) -> None:
        """One more step done."""
        self.counts[kind] = self.counts.get(kind, 0) + count
        self.faults += faults


def database(connection: Connection) -> list[str]:
    """What SQLite itself finds, and rows without their owner."""
    found = [
        f"database: {row[0]}"
        for row in connection.exec_driver_sql("PRAGMA integrity_check(100)")
        if row[0] != "ok"
    ]
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        found.append(f"database: row {row[1]} of table {row[0]} has no owner in {row[2]}")
    if schema.is_altered(connection):
        found.append("database: its tables are declared otherwise than when they were made")
    return found + [f"database: {line}" for line in seals.broken(connection)]


def issue(connection: Connection, number: int) -> list[str]:
    """One issue: every reading's digest, and that lists and stories tell what it says."""
    head = connection.execute(select(tables.issues).where(tables.issues.c.number == number)).one()
    name = f"{head.newspaper} {head.date}" + (f" {head.edition}" if head.edition else "")
    found = readings.faults(connection, number)
    try:
        found += _derived(connection, number)
    except (BanmianError, KeyError, TypeError, ValueError) as error:
        found.append(f"cannot be read ({type(error).__name__}: {error})")
    return [f"{name}: {line}" for line in found]


def _derived(connection: Connection, number: int) -> Iterator[str]:
    """Rows that are made from the issue and say something else than it does."""
    held = records.load(connection, number)
    hidden = withdrawals.hidden(connection, held.newspaper, held.date, held.edition_number)
    told = () if None in hidden else documents(held)
    made = {d.id: d for d in told if not hidden.intersection(d.parts)}
    table = tables.stories
    there = {
        row["id"]: row
        for row in connection.execute(select(table).where(table.c.issue == number)).mappings()
    }
    for id_ in made.keys() - there.keys():
        yield f"story {id_} is not in the list of stories"
    for id_ in there.keys() - made.keys():
        yield f"story {id_} of the list is not in the issue"
    for id_ in made.keys() & there.keys():
        expected: dict[str, Any] = rows.story_row(there[id_]["number"], number, made[id_])
        for column, value in expected.items():
            if there[id_][column] != value:
                yield f"story {id_}: {column} of the list is not that of the issue"
    whole: dict[str, Any] = rows.issue_row(number, held, len(made), withdrawals.shown(held, hidden))
    head = connection.execute(select(tables.issues).where(tables.issues.c.number == number))
    row = head.mappings().one()
    for column, value in whole.items():
        if row[column] != value:
            yield f"{column} of the list is not that of the issue"


def picture_files(connection: Connection, folder: Path, progress: Progress) -> list[str]:
    """Pictures that are gone or changed, and files that are no issue's."""
    found: list[str] = []
    wanted = select(tables.pictures.c.sha256, tables.pictures.c.issue, tables.pictures.c.src)
    owned: dict[str, str] = {row.sha256: row.src for row in connection.execute(wanted)}
    for digest, src in sorted(owned.items()):
        path = pictures.path(folder, digest)
        name = path.relative_to(folder).as_posix()
        if not path.is_file():
            found.append(f"{name}: the file of picture {src} is gone")
        elif _sha256(path) != digest:
            found.append(f"{name}: picture {src} is not what was stored")
        progress(1)
    for path in sorted((folder / pictures.FOLDER).glob("*/*")):
        # What a writer has begun is looked after when the archive is opened next.
        if path.parent.name != pictures.WRITING and path.name not in owned:
            found.append(f"{path.relative_to(folder).as_posix()}: a file that no issue has")
    return found


def warc_files(connection: Connection, folder: Path, progress: Progress) -> list[str]:
    """Records of captures that are not what they were, and files that are not noted."""
    found: list[str] = []
    known = captured.noted(connection)
    for file in known:
        found += captured.faults(connection, folder, file)
        progress(1)
    there = captured.files(folder)
    found += [f"{file}: a capture that was not noted" for file in there if file not in set(known)]
    logged = select(tables.captures.c.warc).where(tables.captures.c.warc.is_not(None)).distinct()
    missing = set(connection.scalars(logged)) - set(there) - set(known)
    return found + [f"{file}: the file of a capture is gone" for file in sorted(missing)]


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
