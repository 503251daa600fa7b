"""A newspaper and dates in: what its issues lack is fetched, and a report of each comes out."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from parser.errors import FetchError
from parser.newspaper import Newspaper
from scraper.absence import Absences
from scraper.calendars import Calendars
from scraper.fetch_file import IssueFiles
from scraper.guard import guard_of
from scraper.issue_crawl import IssueCrawl, Tally
from scraper.report import CaptureReport, Missing, Progress
from scraper.session import Session
from scraper.settings import Settings
from scraper.warc_file import WarcFile, writable

#: Called after every file.
Watcher = Callable[[Progress], None]


def fetch_issue(
    newspaper: Newspaper,
    day: date,
    data_dir: Path | str,
    *,
    settings: Settings | None = None,
    progress: Watcher | None = None,
) -> CaptureReport:
    """Fetch what one issue lacks into `<data>/warc/<newspaper>/`. Raises as `fetch_range`."""
    reports = fetch_range(newspaper, day, day, data_dir, settings=settings, progress=progress)
    (report,) = reports
    return report


def fetch_range(
    newspaper: Newspaper,
    first: date,
    last: date,
    data_dir: Path | str,
    *,
    settings: Settings | None = None,
    progress: Watcher | None = None,
) -> Generator[CaptureReport]:
    """Fetch what the issues from `first` to `last` lack, oldest first; a report of each.

    A failure of the newspaper's servers is in the reports. Raises ArchiveBusy where another
    process fetches the same newspaper, ArchiveNotWritable where the folder cannot be written.
    """
    said = settings or Settings()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    received = 0
    with (
        writable(Path(data_dir), newspaper.code) as folder,
        Session(guard_of(newspaper, said.allow_hosts), said) as session,
    ):
        found = Calendars(newspaper, session, said), Absences(newspaper, folder, session, said)
        for number, day in enumerate(days, start=1):

            def watch(
                tally: Tally, day: date = day, number: int = number, so_far: int = received
            ) -> None:
                if progress is not None:
                    progress(_progress(newspaper.code, day, (number, len(days)), tally, so_far))

            report = _issue(newspaper, day, folder, session, found, said, watch)
            received += report.bytes
            if report.status != "failed":
                found[1].saw(day, report.status != "none")
            yield report


def _issue(
    newspaper: Newspaper,
    day: date,
    folder: Path,
    session: Session,
    found: tuple[Calendars, Absences],
    settings: Settings,
    watch: Callable[[Tally], None],
) -> CaptureReport:
    try:
        warc = WarcFile(folder, newspaper.code, day, settings)
    except FetchError as error:
        return _unreadable(newspaper.code, day, error)
    files = IssueFiles(newspaper, day, warc, session, settings)
    return IssueCrawl(files, *found).run(watch)


def _unreadable(newspaper: str, day: date, error: FetchError) -> CaptureReport:
    """The report of an issue whose own file is in the way."""
    missing = (Missing(error.file or "", error.message, "WARC file"),)
    return CaptureReport(
        newspaper, day, "failed", 1, 0, missing, 0, None, finished_at=datetime.now(UTC)
    )


def _progress(
    newspaper: str, day: date, place: tuple[int, int], tally: Tally, before: int
) -> Progress:
    return Progress(
        newspaper=newspaper,
        date=day,
        issue=place[0],
        issues=place[1],
        pages=tally.pages,
        articles=tally.articles,
        got=tally.got,
        expected=tally.expected,
        missing=tally.missing,
        bytes=before + tally.bytes,
    )
