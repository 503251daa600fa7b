"""An archive in; whether it can be read, how far its index lags, and what an operator must see."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date, timedelta

from index import Archive
from parser.clock import today

#: Less free disk than either is low: a night of a large newspaper is some 100 MB.
_LOW_BYTES, _LOW_SHARE = 1 << 30, 0.02
#: Fetches of so many last days are looked at.
_DAYS = 14


@dataclass(frozen=True, slots=True)
class FailedFetch:
    """A newspaper whose last fetch failed."""

    newspaper: str
    date: date


@dataclass(frozen=True, slots=True)
class State:
    """How an archive is."""

    #: Stories that the search index has still to take up.
    behind: int
    #: What is wrong with the search index, in one line; None where all is well.
    problem: str | None
    free_bytes: int
    disk_low: bool
    failed_fetches: tuple[FailedFetch, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What needs an operator, in plain words; () where all is well."""
        said = []
        if self.behind:
            said.append(f"检索索引还差 {self.behind} 篇")
        if self.problem:
            said.append(self.problem)
        if self.disk_low:
            said.append(f"磁盘只剩 {self.free_bytes >> 20} MB")
        said += [f"{each.newspaper} {each.date} 抓取失败" for each in self.failed_fetches]
        return tuple(said)


def state_of(archive: Archive) -> State:
    """Look. Raises ArchiveError where the archive cannot be read."""
    disk = shutil.disk_usage(archive.folder)
    low = disk.free < _LOW_BYTES or disk.free < disk.total * _LOW_SHARE
    index = archive.search_state()
    return State(index.behind, index.problem, disk.free, low, _failed(archive))


def _failed(archive: Archive) -> tuple[FailedFetch, ...]:
    """The last capture of each newspaper, where it failed."""
    records = archive.captures(date_from=today() - timedelta(_DAYS))
    last = {r.newspaper: r for r in sorted(records, key=lambda record: record.finished_at)}
    return tuple(
        FailedFetch(record.newspaper, record.date)
        for record in last.values()
        if record.status == "failed"
    )
