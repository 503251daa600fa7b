"""An issue in; what stands above each of its pages out: name, date, neighbours, page strip."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from index import Archive
from parser.model import Issue, Page
from web.addresses import issue_day


@dataclass(frozen=True, slots=True)
class Tab:
    """One page in the strip."""

    label: str
    section: str | None
    #: False for a page the issue is known to have and the archive lacks.
    held: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The masthead of an issue, and the ways to its neighbours."""

    code: str
    name: str
    date: datetime.date
    #: 2022-08-10, as addresses have it; with -2 for the second edition of the day.
    day: str
    #: 晚报; None for the first edition of the day.
    edition: str | None
    number: str | None
    tabs: tuple[Tab, ...]
    previous: datetime.date | None
    next: datetime.date | None

    @property
    def held(self) -> int:
        """How many pages are here."""
        return sum(tab.held for tab in self.tabs)

    @property
    def missing(self) -> tuple[str, ...]:
        """Labels the issue has and the archive lacks."""
        return tuple(tab.label for tab in self.tabs if not tab.held)


def frame(archive: Archive, issue: Issue, current: tuple[str, ...] = ()) -> Frame:
    """The frame of an issue; `current` are the labels of the page or story being read."""
    previous, following = archive.neighbours(issue.newspaper, issue.date)
    return Frame(
        code=issue.newspaper,
        name=issue.newspaper_name,
        date=issue.date,
        day=issue_day(issue),
        edition=issue.edition,
        number=issue.number,
        tabs=_tabs(issue, current),
        previous=previous,
        next=following,
    )


def _tabs(issue: Issue, current: tuple[str, ...]) -> tuple[Tab, ...]:
    """Pages held, in sequence, with the missing ones in their places."""
    held: dict[str, Page] = {page.label: page for page in issue.pages}
    order = list(dict.fromkeys((*(issue.labels or ()), *held)))
    return tuple(
        Tab(
            label=label,
            section=held[label].section if label in held else None,
            held=label in held,
            current=label in current,
        )
        for label in order
    )
