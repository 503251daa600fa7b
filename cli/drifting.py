"""An archive and an issue of it in, the faults of a changed template out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Archive
    from index.results import IssueSummary
    from parser.check.drift import Fill
    from parser.model import Issue, Problem


def with_drift(
    archive: Archive, held: Iterable[IssueSummary]
) -> Iterator[tuple[Issue, tuple[Problem, ...]]]:
    """Issues in order of newspaper and day, each with what fell below the ten before it.

    Each issue is read once: the fills of the last ten go along.
    """
    from parser.check.drift import EARLIER, drift, fill_of

    newspaper = ""
    last: deque[Fill] = deque(maxlen=EARLIER)
    for summary in held:
        if summary.newspaper != newspaper:
            newspaper = summary.newspaper
            last = deque(fills_before(archive, newspaper, summary.date), maxlen=EARLIER)
        issue = archive.issue(summary.newspaper, summary.date)
        yield issue, drift(issue, last)
        last.append(fill_of(issue))


def fills_before(archive: Archive, newspaper: str, day: date) -> list[Fill]:
    """The fills of a newspaper's last ten issues before a day, oldest first."""
    from parser.check.drift import EARLIER, fill_of

    before = archive.issues(
        newspaper, date_to=day - timedelta(days=1), newest_first=True, limit=EARLIER
    )
    return [fill_of(archive.issue(one.newspaper, one.date)) for one in reversed(before)]
