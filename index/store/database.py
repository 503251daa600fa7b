"""A data folder in, transactions on its database out; the errors of SQLite in our own words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from index.store import captured, readings, schema, seals
from parser.errors import ArchiveBusy, ArchiveError, ArchiveNotWritable, NotHeld

DATABASE = "banmian.db"
#: Seconds that a writer waits for another one before it gives up.
PATIENCE = 5.0
#: Virtual-machine steps between two looks at the clock: about a millisecond.
_STEPS = 20_000


class Store:
    """The database of one data folder. Reading never waits for writing."""

    def __init__(self, folder: Path, *, writable: bool, begin: bool = True) -> None:
        """Open it, or `begin` it where nothing is there.

        Raises ArchiveNotWritable, ArchiveTooNew, NotHeld (nothing to read there), ArchiveBusy.
        """
        self.folder = folder
        self.path = folder / DATABASE
        if not begin and not self.path.is_file():
            raise NotHeld("no archive in this folder", file=folder)
        self.writable = writable and self._make()
        if not self.path.is_file():
            raise NotHeld("no archive in this folder", file=folder)
        self._engine = self._open()
        try:
            self._check_version()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    @contextmanager
    def read(self, *, seconds: float | None = None) -> Iterator[Connection]:
        """A connection for reading, on one state of the archive; `seconds` bounds each statement.

        Raises TimeoutError when the time is up, and as `archive_error` where SQLite fails.
        """
        with self._engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            deadline = None if seconds is None else time.monotonic() + seconds
            if deadline is not None:
                raw.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
            try:
                yield connection
            except OperationalError as error:
                if deadline is not None and "interrupted" in str(error.orig):
                    raise TimeoutError from error
                raise archive_error(error, self.folder) from error
            except (DatabaseError, UnicodeDecodeError) as error:
                raise archive_error(error, self.folder) from error
            finally:
                raw.set_progress_handler(None, 0)

    @contextmanager
    def write(self, *, foreign_keys: bool = True) -> Iterator[Connection]:
        """One transaction: whole or not at all.

        Raises ArchiveNotWritable where it cannot be, and as `archive_error` where SQLite fails.
        """
        if not self.writable:
            raise ArchiveNotWritable("the data folder cannot be written", file=self.folder)
        try:
            connect = self._engine.connect
            with connect().execution_options(writing=True) as connection:
                # SQLite minds this outside transactions only.
                raw: Any = connection.connection.dbapi_connection
                raw.execute(f"PRAGMA foreign_keys = {int(foreign_keys)}")
                try:
                    with connection.begin():
                        yield connection
                finally:
                    raw.execute("PRAGMA foreign_keys = 1")
        except DatabaseError as error:
            raise archive_error(error, self.folder) from error

    def _make(self) -> bool:
        """Make folder and file → whether they can be written. Raises where neither helps."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            # The only way to know: a permission bit says nothing on a read-only disk.
            with self.path.open("ab"):
                return True
        except OSError as error:
            if self.path.is_file():
                return False
            raise ArchiveNotWritable(
                "the data folder cannot be written", file=self.folder
            ) from error

    def _open(self) -> Engine:
        mode = "rwc" if self.writable else "ro"
        try:
            return self._engine_for(mode)
        except (DatabaseError, UnicodeDecodeError):
            # A folder that lets no lock file be made: nobody writes there, so none is needed.
            mode = mode if self.writable else "ro&immutable=1"
        try:
            return self._engine_for(mode)
        except (DatabaseError, UnicodeDecodeError) as error:
            raise archive_error(error, self.folder) from error

    def _engine_for(self, mode: str) -> Engine:
        # Left to itself, the pool of "sqlite://" closes connections under other threads.
        engine = create_engine(
            "sqlite://",
            creator=lambda: connect(self.path, mode),
            poolclass=QueuePool,
            pool_size=8,
            max_overflow=-1,
        )
        event.listen(engine, "begin", _begin)
        try:
            with engine.connect() as connection:
                connection.execute(text("SELECT count(*) FROM sqlite_master"))
        except (DatabaseError, UnicodeDecodeError):
            engine.dispose()
            raise
        return engine

    def _check_version(self) -> None:
        try:
            with self.read() as connection:
                if schema.is_new(connection):
                    return
            self._bring_up()
        except ArchiveError as error:
            raise type(error)(error.message, file=self.folder) from error

    def _bring_up(self) -> None:
        """Make the tables or change those of an earlier version, whole or not at all."""
        if not self.writable:
            # Who only reads finds an archive of an earlier version, or one just begun, too.
            Store(self.folder, writable=True).close()
            return
        # A table that is made anew under its name would take the rows that point to it along.
        with self.write(foreign_keys=False) as connection:
            if not schema.is_new(connection):
                schema.bring_up(connection)
                readings.note_all(connection)
                seals.reseal(connection)
                captured.note_new(connection, self.folder)
                schema.seal(connection)


def connect(path: Path, mode: str, *, patience: float = PATIENCE) -> sqlite3.Connection:
    """Open a database file; `mode` is SQLite's ro, rw or rwc, `patience` seconds for a lock."""
    address = f"{path.resolve().as_uri()}?mode={mode}"
    raw = sqlite3.connect(
        address, uri=True, timeout=patience, check_same_thread=False, isolation_level=None
    )
    try:
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA cache_size = -32000")
        raw.execute("PRAGMA mmap_size = 1073741824")
        if mode.startswith("rw"):
            raw.execute("PRAGMA page_size = 8192")
            raw.execute("PRAGMA journal_mode = WAL")
            # What was told to be stored outlives a power cut: one wait for the disk an issue.
            raw.execute("PRAGMA synchronous = FULL")
    except BaseException:
        raw.close()
        raise
    return raw


def _begin(connection: Connection) -> None:
    """Take the writer's lock at once where writing is meant: a later upgrade could deadlock."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def archive_error(error: DatabaseError | UnicodeDecodeError, folder: Path) -> ArchiveError:
    """What SQLite says → one of our errors, naming the folder.

    ArchiveBusy, ArchiveNotWritable, or ArchiveError for what is broken.
    """
    # The name of a table in a damaged file may be no text, and SQLite's own complaint none either.
    said = str(error.orig if isinstance(error, DatabaseError) else error)
    if "locked" in said or "busy" in said:
        return ArchiveBusy("another process is writing to the archive; try again", file=folder)
    if "readonly" in said or "unable to open" in said or "full" in said:
        return ArchiveNotWritable(f"the data folder cannot be written ({said})", file=folder)
    return ArchiveError(f"the archive's database cannot be used ({said})", file=folder)
