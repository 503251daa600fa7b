"""What an archive holds, without search: issues, their history, lists, pictures, sums."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from index.results import (
    CaptureRecord,
    HoldingStats,
    IssueSummary,
    NewspaperSummary,
    ReadingSummary,
    Withdrawal,
)
from index.store import listing, pictures, readings, records, stats, withdrawals
from index.store.database import Store
from parser.errors import NotHeld, Withdrawn
from parser.model import Issue, Picture

#: The name of the fact that an archive is the sample.
_SAMPLE = "sample"


class Holdings:
    """The reading half of `Archive` that needs no search engine."""

    folder: Path
    _store: Store

    def issue(
        self, newspaper: str, date: date, edition: int = 1, *, as_read: bool = False
    ) -> Issue:
        """The issue as it is shown; with `as_read` as its newest reading has it.

        Raises NotHeld, and of that kind Withdrawn where all of it is withdrawn.
        """
        with self._store.read() as connection:
            found = records.load(connection, self._number(connection, newspaper, date, edition))
            if as_read:
                return found
            hidden = withdrawals.hidden(connection, newspaper, date, edition)
        if None in hidden:
            raise Withdrawn("the issue is withdrawn", newspaper=newspaper, date=date)
        return withdrawals.shown(found, hidden)

    def edition_number(self, newspaper: str, date: date, edition: str | None) -> int:
        """The number of the edition of that name; None is the first. Raises NotHeld."""
        with self._store.read() as connection:
            number = listing.edition_number(connection, newspaper, date, edition)
        if number is not None:
            return number
        raise NotHeld(
            f"no edition {edition}" if edition else "no such issue in the archive",
            newspaper=newspaper,
            date=date,
        )

    def withdrawn(self, newspaper: str, date: date, edition: int = 1) -> frozenset[str | None]:
        """Ids of the pieces of an issue that are withdrawn; None among them for the whole of it.

        Their addresses answer 410.
        """
        with self._store.read() as connection:
            return withdrawals.hidden(connection, newspaper, date, edition)

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """All that is withdrawn, the first first."""
        with self._store.read() as connection:
            return withdrawals.listed(connection)

    def history(self, newspaper: str, date: date, edition: int = 1) -> tuple[ReadingSummary, ...]:
        """The readings of an issue, oldest first; the last is the one shown. Raises NotHeld."""
        with self._store.read() as connection:
            number = self._number(connection, newspaper, date, edition)
            return readings.history(connection, number)

    def reading(self, newspaper: str, date: date, place: int, edition: int = 1) -> Issue:
        """A reading of an issue by its place, from 1 for the oldest. Raises NotHeld."""
        with self._store.read() as connection:
            number = self._number(connection, newspaper, date, edition)
            try:
                return readings.load(connection, number, place)
            except NotHeld as error:
                raise NotHeld(str(error), newspaper=newspaper, date=date) from None

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

    def on_this_day(
        self, month: int, day: int, *, newspaper: str | None = None
    ) -> tuple[IssueSummary, ...]:
        """那年今日: the issues of that day in every year, the newest first."""
        with self._store.read() as connection:
            return listing.on_this_day(connection, month, day, newspaper)

    def picture(self, newspaper: str, date: date, src: str, edition: int = 1) -> Picture | None:
        """A picture of that issue by its `src`; None where its bytes are not held.

        Nor is the picture of a withdrawn piece.
        """
        with self._store.read() as connection:
            number = listing.issue_number(connection, newspaper, date, edition)
            if number is None:
                return None
            hidden = withdrawals.hidden(connection, newspaper, date, edition)
            if hidden and not withdrawals.shows(records.load(connection, number), hidden, src):
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

    @property
    def is_sample(self) -> bool:
        """Whether `banmian demo` made it."""
        with self._store.read() as connection:
            return listing.fact(connection, _SAMPLE) is not None

    def mark_sample(self) -> None:
        """Note that `banmian demo` made it. Raises ArchiveNotWritable, ArchiveBusy."""
        with self._store.write() as connection:
            listing.note_fact(connection, _SAMPLE, "demo")

    def stats(self) -> tuple[HoldingStats, ...]:
        """Issues, pages, stories and bytes of every newspaper, by code."""
        with self._store.read() as connection:
            return stats.of_newspapers(connection, self.folder)

    def database_bytes(self) -> int:
        """Room that the database takes, its log included."""
        return sum(path.stat().st_size for path in self.folder.glob("banmian.db*"))

    def _number(self, connection: Connection, newspaper: str, day: date, edition: int) -> int:
        number = listing.issue_number(connection, newspaper, day, edition)
        if number is None:
            raise NotHeld("no such issue in the archive", newspaper=newspaper, date=day)
        return number
