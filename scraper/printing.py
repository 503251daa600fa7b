"""Progress and reports of a fetch in; a bar and a table of days for a terminal out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import get_args

from tqdm import tqdm

from scraper.crawl import Watcher
from scraper.report import CaptureReport, Progress, Status

HEADER = ("date", "status", "held", "pages", "articles", "received", "note")
#: Statuses after which a nightly job should be looked at.
FAILED = ("partial", "failed")


def report_lines(reports: Sequence[CaptureReport]) -> Iterator[str]:
    """One tab-separated line a day, then what is missing, then the sums."""
    yield "\t".join(HEADER)
    for report in reports:
        held = f"{report.got}/{report.expected}"
        received = f"{report.bytes / 1e6:.1f} MB"
        counts = (str(report.pages), str(report.articles))
        cells = (str(report.date), report.status, held, *counts, received, report.note or "")
        yield "\t".join(cells).rstrip()
        for missing in report.missing:
            yield f"\tmissing\t{missing.what}\t{missing.url}\t{missing.reason}"


def summary(reports: Sequence[CaptureReport]) -> str:
    """How many issues became what."""
    counted = Counter(report.status for report in reports)
    return ", ".join(f"{counted[status]} {status}" for status in get_args(Status))


@contextmanager
def capture_bar() -> Iterator[Watcher]:
    """A bar over the files of each issue; nothing where stderr is no terminal."""
    with tqdm(unit=" file", delay=1, disable=None, leave=False) as bar:

        def watch(now: Progress) -> None:
            bar.total, bar.n = now.expected, now.got
            bar.set_description(f"{now.date} ({now.issue}/{now.issues})", refresh=False)
            size = f"{now.bytes / 1e6:.1f} MB"
            bar.set_postfix(pages=now.pages, articles=now.articles, received=size)

        yield watch
