"""An archive in; what of it is not whole, or a copy of it, out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from index.search.engine import Engine
from index.store import backup as backups
from index.store import captured, fixity, listing, readings, tables
from index.store.backup import BackedUp
from index.store.database import Store
from index.store.fixity import Checked
from parser.errors import ArchiveError

Progress = Callable[[int], object]


def verify(store: Store, engine: Engine, progress: Progress) -> Checked:
    """Read everything again."""
    done = Checked()
    with store.read() as connection:
        done.add("database", 1, fixity.database(connection))
        for number in list(connection.scalars(select(tables.issues.c.number))):
            done.add("issues", 1, fixity.issue(connection, number))
            progress(1)
        found = fixity.picture_files(connection, store.folder, progress)
        done.add("pictures", listing.count(connection, tables.pictures), found)
        found = fixity.warc_files(connection, store.folder, progress)
        done.add("captures", len(captured.noted(connection)), found)
        stories = listing.count(connection, tables.stories)
    done.add("stories", stories, engine.faults(progress))
    return done


def things(store: Store) -> int:
    """How many things `verify` reads again."""
    with store.read() as connection:
        sums = (tables.issues, tables.stories, tables.pictures)
        held = sum(listing.count(connection, table) for table in sums)
        return held + len(captured.noted(connection))


def backup(store: Store, target: Path, *, keep: int, progress: Progress) -> BackedUp:
    """A copy of the data folder as it is at one moment, into a folder of backups.

    Raises ArchiveError where that folder lies in the data folder, or as `backups.backup`.
    """
    inside = target.resolve().is_relative_to(store.folder.resolve())
    if inside:
        raise ArchiveError("backups cannot lie in the data folder itself", file=target)

    def is_sound(file: str) -> bool:
        with store.read() as connection:
            return captured.is_sound(connection, store.folder, file)

    return backups.backup(
        store.folder,
        target,
        readings.program(),
        keep=keep,
        is_sound=is_sound,
        progress=progress,
    )
