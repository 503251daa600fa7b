"""A connection in; the schema of this version on it out, made anew or brought up step by step."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, func, insert, inspect, select, text

from index.store import tables
from parser.errors import ArchiveError, ArchiveTooNew

STEPS = Path(__file__).with_name("migrations")
#: The last step under `migrations/versions/`: each file there is named by its number.
VERSION = max(int(step.name[1:5]) for step in (STEPS / "versions").glob("s[0-9]*.py"))


def version(connection: Connection) -> int:
    """The number of the archive's schema; 0 where it is not finished."""
    return int(connection.execute(text("PRAGMA user_version")).scalar_one())


def is_new(connection: Connection) -> bool:
    """Whether the archive has the schema of this version. Raises ArchiveTooNew."""
    found = version(connection)
    if found > VERSION:
        raise ArchiveTooNew(
            f"the archive has schema {found}, this program knows {VERSION}: use a newer banmian"
        )
    return found == VERSION


def bring_up(connection: Connection) -> int:
    """Make the tables, or change those of an earlier version → the version that was there.

    All in the caller's transaction, in which foreign keys must be off. Raises ArchiveError where
    what is there is no archive of ours.
    """
    found = version(connection)
    if found == 0:
        _clear_half_made(connection)
        tables.metadata.create_all(connection)
        _stamp(connection, VERSION)
    else:
        _step_up(connection, found)
    _check(connection)
    connection.execute(text(f"PRAGMA user_version = {VERSION}"))
    return found


def seal(connection: Connection) -> None:
    """Note how the tables are declared, for `is_altered`."""
    connection.execute(
        text(
            "INSERT INTO state(name, value) VALUES ('schema', :digest) "
            "ON CONFLICT(name) DO UPDATE SET value = :digest"
        ),
        {"digest": _declared(connection)},
    )


def is_altered(connection: Connection) -> bool:
    """Whether the tables are declared otherwise than when they were made."""
    noted = connection.scalar(text("SELECT value FROM state WHERE name = 'schema'"))
    return noted is not None and noted != _declared(connection)


def _declared(connection: Connection) -> str:
    """A digest of how our tables and their indexes are declared."""
    ours = [table.name for table in tables.metadata.sorted_tables]
    rows = connection.execute(
        text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    )
    said = [tuple(row) for row in rows if row.tbl_name in ours or row.name in ours]
    return sha256(repr(said).encode("utf-8", "surrogateescape")).hexdigest()


def _clear_half_made(connection: Connection) -> None:
    """Drop what an interrupted beginning left, as long as there is nothing in it."""
    there = set(inspect(connection).get_table_names())
    ours = [table for table in tables.metadata.sorted_tables if table.name in there]
    for table in ours:
        if table is not tables.alembic_version and connection.scalar(
            select(func.count()).select_from(table)
        ):
            raise ArchiveError(
                "the database holds tables but no finished schema; restore it from a backup"
            )
    for table in reversed(ours):
        connection.execute(text(f'DROP TABLE "{table.name}"'))


def _stamp(connection: Connection, number: int) -> None:
    connection.execute(insert(tables.alembic_version), [{"version_num": f"{number:04}"}])


def _step_up(connection: Connection, found: int) -> None:
    # Alembic takes longer to load than an archive to open: only where there is something to do.
    from alembic import command
    from alembic.config import Config

    if not inspect(connection).has_table(tables.alembic_version.name):
        tables.alembic_version.create(connection)
        _stamp(connection, found)
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(STEPS))
    command.upgrade(config, "head")


def _check(connection: Connection) -> None:
    """Nothing is stamped as done that is not there, every column of it."""
    there = inspect(connection)
    for table in tables.metadata.sorted_tables:
        columns = {column["name"] for column in there.get_columns(table.name)}
        if missing := {column.name for column in table.columns} - columns:
            raise ArchiveError(f"no column {min(missing)} in table {table.name}")
    if orphans := connection.execute(text("PRAGMA foreign_key_check")).fetchall():
        raise ArchiveError(f"{len(orphans)} rows without their owner, in table {orphans[0][0]}")
