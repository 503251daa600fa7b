"""The one door of the archive: Issues in; Issues, lists, pictures and answers to searches out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.dialects.sqlite import insert as upsert

from index.engines import open_engine
from index.request import Search
from index.results import (
    AddResult,
    CaptureRecord,
    Hit,
    IssueSummary,
    NewspaperSummary,
    Results,
)
from index.search import batch
from index.search.answer import hits, search
from index.search.batch import BatchRow
from index.search.engine import Engine, EngineState, Period
from index.search.trend import Trend, trend
from index.store import listing, pictures, records, tables
from index.store.database import Store
from index.store.documents import Document, documents
from parser.errors import NotHeld, WrongField
from parser.model import Issue, Picture

#: Seconds given at each opening to what the word index has still to take up.
_AT_START = 2.0


class Archive:
    """The archive in one data folder; a context manager. Safe to use from several threads."""

    def __init__(self, data_dir: str | Path, *, writable: bool = True, heal: bool = False) -> None:
        """Open it, or make it where it is not there.

        An archive in a folder that cannot be written is opened for reading. `heal` is for whoever
        keeps it open: an unusable search index is made anew beside the searches.
        Raises ArchiveNotWritable, ArchiveTooNew, ArchiveBusy, and NotHeld where `writable` is
        false and nothing is there.
        """
        self.folder = Path(data_dir)
        self._store = Store(self.folder, writable=writable)
        self._engine = open_engine(self._store, heal=heal)
        #: What was wrong with the search index when it was opened.
        self.found_wrong = self._engine.state().problem
        if self._store.writable:
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

    def add(self, issue: Issue, pictures: Sequence[Picture] = ()) -> AddResult:
        """Store and index one issue, whole or not at all; of a corrected one, replace it.

        Raises ArchiveNotWritable, ArchiveBusy, WrongField (text that is no Unicode).
        """
        result = self._put(issue, pictures)
        self._engine.catch_up()
        return result

    def add_all(
        self, issues: Iterable[tuple[Issue, Sequence[Picture]]]
    ) -> Iterator[tuple[Issue, AddResult]]:
        """Store many issues, a transaction each, and tell what became of each as it is stored.

        The word index takes them up in large batches, which is several times as quick.
        """
        try:
            for issue, held in issues:
                yield issue, self._put(issue, held)
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

    def _put(self, issue: Issue, held: Sequence[Picture]) -> AddResult:
        made = documents(issue)
        rows = pictures.keep(self.folder, held)
        with self._store.write() as connection:
            number = listing.issue_number(connection, issue.newspaper, issue.date)
            if number is not None and records.load(connection, number) == issue:
                pictures.attach(connection, number, rows)
                return "unchanged"
            try:
                _replace(connection, self._engine, issue, made, number)
            except UnicodeEncodeError as error:
                raise WrongField(
                    "text with half a surrogate pair", newspaper=issue.newspaper, date=issue.date
                ) from error
            new = listing.issue_number(connection, issue.newspaper, issue.date)
            assert new is not None
            pictures.attach(connection, new, rows)
        return "added" if number is None else "replaced"

    def record_capture(self, record: CaptureRecord) -> None:
        """Add a line to the log of captures. Raises ArchiveNotWritable, ArchiveBusy."""
        with self._store.write() as connection:
            listing.record_capture(connection, record)

    # -- out -------------------------------------------------------------------------------

    def issue(self, newspaper: str, date: date) -> Issue:
        """The issue as it was added. Raises NotHeld."""
        with self._store.read() as connection:
            number = listing.issue_number(connection, newspaper, date)
            if number is None:
                raise NotHeld("no such issue in the archive", newspaper=newspaper, date=date)
            return records.load(connection, number)

    def newspapers(self) -> tuple[NewspaperSummary, ...]:
        """Every newspaper that is held, by code."""
        with self._store.read() as connection:
            return listing.newspapers(connection)

    def issues(
        self,
        newspaper: str | None = None,
        date_from: date | None = None,
        date_to: date | None = None,
        *,
        newest_first: bool = False,
        limit: int | None = None,
    ) -> tuple[IssueSummary, ...]:
        """What is held between two days, both included, in order of time."""
        with self._store.read() as connection:
            return listing.issues(
                connection, newspaper, date_from, date_to, newest_first=newest_first, limit=limit
            )

    def neighbours(self, newspaper: str, date: date) -> tuple[date | None, date | None]:
        """The days of the issues before and after."""
        with self._store.read() as connection:
            return listing.neighbours(connection, newspaper, date)

    def picture(self, newspaper: str, date: date, src: str) -> Picture | None:
        """A picture of that issue by its `src`; None where its bytes are not held."""
        with self._store.read() as connection:
            number = listing.issue_number(connection, newspaper, date)
            if number is None:
                return None
            return pictures.fetch(connection, self.folder, number, src)

    def captures(
        self,
        newspaper: str | None = None,
        date_from: date | None = None,
        date_to: date | None = None,
    ) -> tuple[CaptureRecord, ...]:
        """What became of the last capture of each day."""
        with self._store.read() as connection:
            return listing.captures(connection, newspaper, date_from, date_to)

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

    def on_this_day(
        self, month: int, day: int, *, newspaper: str | None = None
    ) -> tuple[IssueSummary, ...]:
        """那年今日: the issues of that day in every year, the newest first."""
        with self._store.read() as connection:
            return listing.on_this_day(connection, month, day, newspaper)


def _search(query: str | Search, asked: dict[str, Any]) -> Search:
    return replace(query, **asked) if isinstance(query, Search) else Search(query, **asked)


def _replace(
    connection: Connection,
    engine: Engine,
    issue: Issue,
    made: Sequence[Document],
    old: int | None,
) -> None:
    """Put an issue in the place of an old one, and tell the engine."""
    gone = [] if old is None else records.remove(connection, old)
    name = {"code": issue.newspaper, "name": issue.newspaper_name}
    known = upsert(tables.newspapers).on_conflict_do_update(["code"], set_=name)
    connection.execute(known, [name])
    engine.record(connection, records.save(connection, issue, made, old), gone)
    connection.execute(
        text(
            "INSERT INTO state(name, value) VALUES ('generation', '1') "
            "ON CONFLICT(name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
        )
    )
