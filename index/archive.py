"""The one door of the archive: Issues in; Issues, lists, pictures and answers to searches out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, text

from index import keeping
from index.engines import open_engine
from index.holdings import Holdings
from index.request import Search
from index.results import CaptureRecord, Hit, Results, Stored
from index.search import batch
from index.search.answer import hits, search
from index.search.batch import BatchRow
from index.search.engine import EngineState, Period
from index.search.trend import Trend, trend
from index.store import captured, listing, pictures, records, withdrawals
from index.store.backup import BackedUp
from index.store.database import Store
from index.store.fixity import Checked
from index.store.withdrawals import Target
from parser.errors import ArchiveBusy, NotHeld
from parser.model import Issue, Picture
from parser.provenance import NOWHERE, Provenance

if TYPE_CHECKING:
    from index.store.intake import Change
    from parser.issue import Reading

#: Seconds given at each opening to what the word index has still to take up.
_AT_START = 2.0


class Archive(Holdings):
    """The archive in one data folder; a context manager. Safe to use from several threads."""

    def __init__(
        self,
        data_dir: str | Path,
        *,
        writable: bool = True,
        begin: bool = True,
        heal: bool = False,
    ) -> None:
        """Open it, or make it where it is not there.

        An archive in a folder that cannot be written is opened for reading. `heal` is for whoever
        keeps it open: an unusable search index is made anew beside the searches.
        Raises ArchiveNotWritable, ArchiveTooNew, ArchiveBusy, and NotHeld where nothing is there
        and `writable` or `begin` is false.
        """
        self.folder = Path(data_dir)
        self._store = Store(self.folder, writable=writable, begin=begin)
        self._engine = open_engine(self._store, heal=heal)
        #: What was wrong with the search index when it was opened.
        self.found_wrong = self._engine.state().problem
        if self._store.writable:
            self._sweep()
            # What a crash left undone; a long list is worked off a little at each start.
            self._engine.catch_up(seconds=_AT_START)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back files and connections."""
        self._engine.close()
        self._store.close()

    # -- in --------------------------------------------------------------------------------

    def add(
        self,
        issue: Issue,
        pictures: Sequence[Picture] = (),
        origin: Provenance = NOWHERE,
        *,
        whole: bool = False,
    ) -> Stored:
        """Store and index one issue, whole or not at all.

        Of an issue that is held, pages are added or renewed by their labels and none vanishes;
        with `whole` it is taken as given. The older reading is kept either way.
        Raises ArchiveNotWritable, ArchiveBusy, WrongField (text that is no Unicode).
        """
        stored = self._put(issue, pictures, origin, whole)
        self._engine.catch_up()
        return stored

    def add_all(self, readings: Iterable[Reading], *, whole: bool = False) -> Iterator[Stored]:
        """Store many issues, a transaction each, and tell what became of each as it is stored.

        The word index takes them up in large batches, which is several times as quick.
        """
        try:
            for reading in readings:
                yield self._put(reading.issue, reading.pictures, reading.origin, whole)
        finally:
            self._engine.catch_up()

    def reindex(self, progress: Callable[[int], object] = lambda count: None) -> int:
        """Build the search index anew from the archive → how many stories.

        `progress` is told how many more stories are done. Raises ArchiveNotWritable, ArchiveBusy.
        """
        return self._engine.rebuild(progress)

    def search_state(self) -> EngineState:
        """How many stories the search index lags behind, and what is wrong with it."""
        return self._engine.state()

    def _sweep(self) -> None:
        """Take away what killed writers left; another one at work is waited for some other time."""
        if pictures.left_over(self.folder):
            with suppress(ArchiveBusy), self._store.write() as connection:
                pictures.sweep(connection, self.folder)

    def _put(
        self, issue: Issue, held: Sequence[Picture], origin: Provenance, whole: bool
    ) -> Stored:
        # Taking up brings the whole of linking, which no search needs.
        from index.store import intake

        with pictures.kept(self.folder, held) as rows, self._store.write() as connection:
            stored, change = intake.put(connection, issue, origin, whole=whole)
            pictures.attach(connection, change.issue, rows)
            self._change(connection, change)
        return stored

    def _change(self, connection: Connection, change: Change) -> None:
        """Tell the indexes, in the transaction of the change itself."""
        if not change.gone and not change.new:
            return
        self._engine.record(connection, change.new, change.gone)
        connection.execute(
            text(
                "INSERT INTO state(name, value) VALUES ('generation', '1') "
                "ON CONFLICT(name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
            )
        )

    def record_capture(self, record: CaptureRecord) -> None:
        """Add a line to the log of captures. Raises ArchiveNotWritable, ArchiveBusy."""
        with self._store.write() as connection:
            listing.record_capture(connection, record)
            if record.warc:
                captured.note(connection, self.folder, record.warc)
            captured.note_new(connection, self.folder)

    def withdraw(self, asked: str, reason: str | None = None) -> Target:
        """Show a story, by the id of one of its pieces, or an issue no longer; it stays held.

        It is in no search, list, feed or export. Raises NotHeld, WrongField, ArchiveNotWritable.
        """
        from index.store import intake

        target = withdrawals.target_of(asked)
        with self._store.write() as connection:
            number = self._number(connection, target.newspaper, target.date, target.edition_number)
            issue = records.load(connection, number)
            pieces = records.story_pieces(issue, target.piece) if target.piece else ()
            withdrawals.withdraw(connection, target, pieces, reason)
            self._change(connection, intake.again(connection, number))
        self._engine.catch_up()
        return target

    def restore_withdrawn(self, asked: str) -> Target:
        """Show again what was withdrawn. Raises NotHeld, WrongField, ArchiveNotWritable."""
        from index.store import intake

        target = withdrawals.target_of(asked)
        with self._store.write() as connection:
            withdrawals.restore(connection, target)
            number = self._number(connection, target.newspaper, target.date, target.edition_number)
            self._change(connection, intake.again(connection, number))
        self._engine.catch_up()
        return target

    def remove(self, newspaper: str, date: date, edition: int = 1) -> None:
        """Take an issue out, with its readings and the pictures that no other issue has.

        Its captures stay. Raises NotHeld, ArchiveNotWritable, ArchiveBusy.
        """
        from index.store import intake

        with self._store.read() as connection:
            number = self._number(connection, newspaper, date, edition)
            digests = pictures.of_issue(connection, number)
        with pictures.noted(self.folder, digests):
            with self._store.write() as connection:
                number = self._number(connection, newspaper, date, edition)
                self._change(connection, intake.drop(connection, number))
            with self._store.write() as connection:
                for digest in digests:
                    pictures.drop_unnamed(connection, self.folder, digest)
        self._engine.catch_up()

    def verify(self, progress: Callable[[int], object] = lambda count: None) -> Checked:
        """Read everything again → what was looked at and all that is not as it was written.

        `progress` is told how many more things are done, of as many as `things()` says.
        """
        return keeping.verify(self._store, self._engine, progress)

    def backup(
        self,
        target: Path,
        *,
        keep: int = 2,
        progress: Callable[[int], object] = lambda count: None,
    ) -> BackedUp:
        """A copy into a folder of backups, of one moment, while others read and write.

        Only what changed since the last one is written; the newest `keep` stay. `progress` is told
        of each file. Raises ArchiveBusy, ArchiveNotWritable, ArchiveError.
        """
        return keeping.backup(self._store, target, keep=keep, progress=progress)

    def things(self) -> int:
        """How many things `verify` reads again."""
        return keeping.things(self._store)

    # -- out -------------------------------------------------------------------------------

    def search(self, query: str | Search, **asked: Any) -> Results:
        """Stories that match; whatever a person types is answered, with what was understood.

        Takes a `Search`, or its query and its other fields by name: newspaper, date_from, date_to,
        page, author, section, kind, sort, limit, offset.
        """
        return search(self._store, self._engine, _search(query, asked))

    def every_hit(self, query: str | Search, *, most: int = 10_000, **asked: Any) -> Iterator[Hit]:
        """The hits of a search one after another, for exports; asked as for `search`."""
        step, whole = 200, _search(query, asked)
        for offset in range(0, most, step):
            part = replace(whole, limit=min(step, most - offset), offset=offset)
            hits = self.search(part).hits
            yield from hits
            if len(hits) < step:
                return

    def batch(
        self, queries: Iterable[str], *, limit: int = 100, **asked: Any
    ) -> Iterator[BatchRow]:
        """The hits of many queries with their context; a query without hits has a row too."""
        for query in queries:
            yield from batch.rows(self.search(query, limit=limit, **asked))

    def trend(self, query: str, *, by: Period = "month", newspaper: str | None = None) -> Trend:
        """How many of the stories of each period match, gaps in the archive shown."""
        return trend(self._store, self._engine, query, by, newspaper)

    def similar(self, story_id: str, *, limit: int = 5) -> tuple[Hit, ...]:
        """Stories like that one, the likest first; `score` is the share. Raises NotHeld."""
        with self._store.read() as connection:
            number = listing.story_number(connection, story_id)
            if number is None:
                raise NotHeld("no such story in the archive", file=story_id)
        return hits(self._store, self._engine.similar(number, limit), ())


def _search(query: str | Search, asked: dict[str, Any]) -> Search:
    return replace(query, **asked) if isinstance(query, Search) else Search(query, **asked)
