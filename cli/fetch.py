"""fetch: a newspaper and days in, WARC files and a table of what came out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.archive import store
from cli.base import data_option, note
from cli.days import DAY, Day, span, to_option
from cli.drifting import with_drift
from parser.errors import BanmianError

if TYPE_CHECKING:
    from parser.newspaper import Newspaper
    from scraper.report import CaptureReport


@click.command(short_help="Capture whole issues into WARC files.")
@click.argument("newspaper")
@click.argument("day", metavar="DATE", type=DAY)
@to_option
@click.option("--then", type=click.Choice(["ingest"]), help="What to do with what was captured.")
@click.option("--no-pictures", is_flag=True, help="Leave page and article pictures out.")
@click.option("--no-pdfs", is_flag=True, help="Leave the PDFs of pages out.")
@click.option("--again", is_flag=True, help="Ask again for what is held already.")
@click.option(
    "--delay",
    default=1.0,
    type=click.FloatRange(0),
    show_default=True,
    help="Seconds between requests.",
)
@click.option("--contact", envvar="BANMIAN_CONTACT", help="Where the newspaper can write to you.")
@data_option
def fetch(
    newspaper: str, day: Day, last: Day | None, then: str | None, data: Path, **manners: Any
) -> None:
    """Capture whole issues into WARC files; only what is missing is fetched.

    NEWSPAPER is the code of a definition in seeds/newspapers/, or in $BANMIAN_NEWSPAPERS. DATE is
    YYYY-MM-DD, YYYYMMDD, today, yesterday, or latest: the newest that the newspaper shows. Ends
    with a table of days; exit 1 where anything is missing.
    """
    from parser.newspaper import definition
    from scraper.calendars import newest
    from scraper.crawl import fetch_range
    from scraper.printing import FAILED, capture_bar, report_lines, summary
    from scraper.settings import Settings

    manners |= {kind: not manners.pop(f"no_{kind}") for kind in ("pictures", "pdfs")}
    paper = definition(newspaper)
    try:
        settings = Settings(**manners)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    days = span(day, last or day, lambda: newest(_defined(paper), settings))
    reports = []
    with capture_bar() as watch:
        for report in fetch_range(_defined(paper), *days, data, settings=settings, progress=watch):
            log(report, data)
            reports.append(report)
    for line in report_lines(reports):
        click.echo(line)
    note(summary(reports))
    well = not any(report.status in FAILED for report in reports)
    warcs = [data / report.warc for report in reports if report.warc]
    if then == "ingest" and warcs:
        well &= store(warcs, data)
        well &= _steady(reports, data)
    raise SystemExit(0 if well else 1)


def _defined(paper: Newspaper) -> Newspaper:
    """The newspaper, where a definition tells where its pages lie. Raises BanmianError."""
    from parser.newspaper.shelf import is_defined

    if not is_defined(paper.code):
        said = "no newspaper has this code in seeds/newspapers/"
        raise BanmianError(said, newspaper=paper.code)
    return paper


def _steady(reports: Iterable[CaptureReport], data: Path) -> bool:
    """Whether the fields of the fetched issues are as full as those before; what fell is named."""
    from index import Archive

    steady = True
    with Archive(data, writable=False) as archive:
        for report in reports:
            held = archive.issues(report.newspaper, report.date, report.date)
            for issue, fell in with_drift(archive, held):
                for problem in fell:
                    steady = False
                    note(f"fault: {issue.newspaper} {issue.date} {problem.kind} {problem.message}")
    return steady


def log(report: CaptureReport, data: Path) -> None:
    """What became of a fetch, into the archive's capture log."""
    from index import Archive
    from index.results import CaptureRecord

    names = ("newspaper", "date", "status", "expected", "got", "finished_at", "warc")
    missing = tuple((missing.url, missing.reason) for missing in report.missing)
    with Archive(data) as archive:
        said = {name: getattr(report, name) for name in names}
        archive.record_capture(CaptureRecord(**said, missing=missing))


COMMANDS = (fetch,)
