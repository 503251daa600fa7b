"""The command line: thin commands that wire parser, scraper, index and web together.

Results on stdout; progress, notes and errors on stderr. Exit 0: all well; 1: something failed or
faults were found; 2: wrong usage.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from parser.errors import BanmianError

if TYPE_CHECKING:
    from scraper.report import CaptureReport

SEEDS = Path(__file__).resolve().parent / "seeds"
T = TypeVar("T")


def as_day(ctx: click.Context, param: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


DAY = click.DateTime(["%Y-%m-%d"])
#: How every option that takes a date takes it.
A_DAY: dict[str, Any] = {"type": DAY, "metavar": "DATE", "callback": as_day}


class Failures:
    """What went wrong so far: each is named on stderr at once, and the exit code remembers."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: BanmianError) -> None:
        self.count += 1
        note(f"error: {error}")


class Commands(click.Group):
    """A group whose own errors are one line, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BanmianError as error:
            note(f"error: {error}")
            raise SystemExit(1) from error
        except BrokenPipeError:
            # The reader of our output has seen enough: head, less.
            sys.stderr.close()
            raise SystemExit(0) from None


def start_server(data: Path, host: str, port: int) -> None:
    """Runs until interrupted."""
    from web.server import serve

    try:
        serve(data, host, port)
    except OSError as error:
        raise BanmianError(f"cannot listen on {host}:{port} ({error.strerror})") from error


def note(text: str) -> None:
    """One line to the person at the terminal."""
    click.echo(f"banmian: {text}", err=True)


def counted(number: int, noun: str) -> str:
    """3 issues, 1 issue."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def progress(items: Iterable[T], unit: str, total: int | None = None) -> Iterable[T]:
    """The items behind a bar that shows after a second, on a terminal only."""
    from tqdm import tqdm

    bar: Iterable[T] = tqdm(items, unit=unit, total=total, delay=1, disable=None, leave=False)
    return bar


data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="BANMIAN_DATA",
    default="data",
    show_default=True,
    show_envvar=True,
    help="The folder of the archive.",
)
host_option = click.option("--host", default="127.0.0.1", show_default=True)
port_option = click.option("--port", default=8000, show_default=True, help="0: a free one.")
to_option = click.option("--to", "last", help="From DATE up to and with this day.", **A_DAY)
paths_argument = click.argument(
    "paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path)
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="banmian")
def main() -> None:
    """Newspaper pages in, a readable and searchable archive out.

    \b
    A first look:    banmian demo
    A page as data:  banmian parse dtrb-2022-08-10-01.txt --pretty
    Into an archive: banmian ingest saved-pages/
    Find:            banmian search '防汛 作者:韩云峰'
    Jump lines:      banmian check dtrb 2022-08-10
    """


@main.command()
@data_option
@host_option
@port_option
@click.option("--no-serve", is_flag=True, help="Build the archive and stop.")
def demo(data: Path, host: str, port: int, no_serve: bool) -> None:
    """Build the archive from the sample pages and serve it. Needs no network."""
    if not store([SEEDS], data):
        raise SystemExit(1)
    if not no_serve:
        start_server(data, host, port)


@main.command()
@click.argument("newspaper")
@click.argument("day", metavar="DATE|latest")
@to_option
@click.option("--then", type=click.Choice(["ingest"]), help="What to do with what was captured.")
@click.option("--no-pictures", is_flag=True, help="Leave page and article pictures out.")
@click.option("--no-pdfs", is_flag=True, help="Leave the PDFs of pages out.")
@click.option("--again", is_flag=True, help="Ask again for what is held already.")
@click.option("--delay", default=1.0, type=click.FloatRange(0), help="Seconds between requests.")
@click.option("--contact", envvar="BANMIAN_CONTACT", help="Where the newspaper can write to you.")
@data_option
def fetch(
    newspaper: str, day: str, last: date | None, then: str | None, data: Path, **manners: Any
) -> None:
    """Capture whole issues into WARC files; only what is missing is fetched.

    NEWSPAPER is the code of a definition in seeds/newspapers/, DATE a day or "latest". Ends with a
    table of days; exit 1 where anything is missing.
    """
    from parser.newspaper import newspaper as definition_of
    from scraper.bar import capture_bar
    from scraper.calendars import newest
    from scraper.crawl import fetch_range
    from scraper.printing import FAILED, report_lines, summary
    from scraper.settings import Settings

    manners |= {kind: not manners.pop(f"no_{kind}") for kind in ("pictures", "pdfs")}
    paper = definition_of(newspaper)
    try:
        settings = Settings(**manners)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    first = newest(paper, settings) if day == "latest" else DAY.convert(day, None, None).date()
    if last and last < first:
        raise click.UsageError(f"--to {last} is before {first}")
    reports = []
    with capture_bar() as watch:
        days = (first, last or first)
        for report in fetch_range(paper, *days, data, settings=settings, progress=watch):
            log(report, data)
            reports.append(report)
    for line in report_lines(reports):
        click.echo(line)
    note(summary(reports))
    well = not any(report.status in FAILED for report in reports)
    warcs = [data / report.warc for report in reports if report.warc]
    if then == "ingest" and warcs:
        well &= store(warcs, data)
    raise SystemExit(0 if well else 1)


def log(report: CaptureReport, data: Path) -> None:
    """What became of a fetch, into the archive's capture log."""
    from index import Archive
    from index.results import CaptureRecord

    names = ("newspaper", "date", "status", "expected", "got", "finished_at", "warc")
    missing = tuple((missing.url, missing.reason) for missing in report.missing)
    with Archive(data) as archive:
        said = {name: getattr(report, name) for name in names}
        archive.record_capture(CaptureRecord(**said, missing=missing))


@main.command()
@paths_argument
@click.option("--newspaper", metavar="CODE", help="Whose pages these are, e.g. dtrb.")
@click.option("--date", "day", help="Of which day.", **A_DAY)
@click.option("--page", metavar="LABEL", help="Which page, e.g. 01 or A03.")
@click.option("--pretty", is_flag=True, help="Indented instead of one issue a line.")
def parse(
    paths: tuple[Path, ...], newspaper: str | None, day: date | None, page: str | None, pretty: bool
) -> None:
    """Read pages and print Issue JSON, one issue a line; store nothing.

    PATH is a plain-text page (.txt), a saved page or article (.html), a folder or .zip of those,
    a .warc, Issue JSON (.json, .jsonl), or - for standard input. Names like dtrb-2022-08-10-01.txt
    say newspaper, date and page; the options say it where names do not.
    """
    from parser.issue import Hints, read_issues
    from parser.issue_json import dump_issue

    failures, hints = Failures(), Hints(newspaper, day, page)
    for reading in progress(read_issues(paths, on_error=failures, hints=hints), " issue"):
        click.echo(dump_issue(reading.issue, pretty=pretty))
    raise SystemExit(1 if failures.count else 0)


@main.command()
@paths_argument
@data_option
def ingest(paths: tuple[Path, ...], data: Path) -> None:
    """Read pages, store them and make them searchable. The same issue twice changes nothing.

    PATH as for `banmian parse`.
    """
    raise SystemExit(0 if store(paths, data) else 1)


def store(paths: Iterable[Path], data: Path) -> bool:
    """Issues at these paths into the archive; whether all went well, and on stderr how."""
    from index import Archive
    from parser.issue import read_issues

    failures, results = Failures(), Counter[str]()
    with Archive(data) as archive:
        read = read_issues(paths, on_error=failures)
        pairs = ((reading.issue, reading.pictures) for reading in read)
        for _issue, result in progress(archive.add_all(pairs), " issue"):
            results[result] += 1
    note(
        f"{counted(results.total(), 'issue')}: {results['added']} added, "
        f"{results['replaced']} replaced, {results['unchanged']} unchanged; {failures.count} failed"
    )
    return failures.count == 0


@main.command()
@click.argument("query")
@click.option("--newspaper", metavar="CODE")
@click.option("--from", "date_from", help="From this day on.", **A_DAY)
@click.option("--to", "date_to", help="Up to and with this day.", **A_DAY)
@click.option("--page", metavar="LABEL", help="Stories with a part on this page.")
@click.option("--by", "author", metavar="NAME", help="Stories by this person.")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(0))
@click.option("--offset", default=0, type=click.IntRange(0))
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
@data_option
def search(query: str, as_json: bool, data: Path, **options: object) -> None:
    """Find stories.

    \b
    防汛 调研            both words
    "全力以赴安全度汛"   exactly these characters
    大同 -雕塑           without a word
    防汛 OR 防涝         either
    标题:防汛 作者:韩云峰 版:01 日期:2022-08-01..2022-08-31
    """
    from index import Archive
    from index.printing import in_brackets, results_json, results_text

    with Archive(data, writable=False) as archive:
        results = archive.search(query, **options)  # type: ignore[arg-type]
    if as_json:
        click.echo(json.dumps(results_json(results), ensure_ascii=False))
        return
    note(f"{results.total} 篇：{results.understood}")
    red = partial(click.style, fg="red")
    for line in results_text(results, red if sys.stdout.isatty() else in_brackets):
        click.echo(line)


@main.command()
@click.argument("newspaper", required=False)
@click.argument("day", metavar="[DATE]", type=DAY, callback=as_day, required=False)
@to_option
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@data_option
def check(
    newspaper: str | None, day: date | None, last: date | None, form: Any, data: Path
) -> None:
    """Name every jump line that leads nowhere and every fault of a page; exit 1 when there are any.

    Without NEWSPAPER all issues are checked, with NEWSPAPER alone all of that newspaper.
    """
    from index import Archive
    from parser.check.report import Report

    report = Report(form)
    with Archive(data, writable=False) as archive:
        held = archive.issues(newspaper, date_from=day, date_to=last or day)
        for summary in progress(sorted(held, key=lambda s: (s.newspaper, s.date)), " issue"):
            click.echo(report.add(archive.issue(summary.newspaper, summary.date)), nl=False)
    if not report.issues:
        raise BanmianError("no such issue in the archive", newspaper=newspaper, date=day)
    click.echo(report.end(), nl=False)
    sums = (report.issues, "issue"), (report.faults, "fault"), (report.sound, "jump line")
    note("{}: {}, {} in order".format(*(counted(*one) for one in sums)))
    raise SystemExit(1 if report.faults else 0)


@main.command()
@click.option("--words", type=click.Choice(["whoosh", "fts5"]), help="Change the word index.")
@data_option
def reindex(data: Path, words: str | None) -> None:
    """Rebuild the search index from the archive.

    Exact search is the same with either word index; fts5 is quicker to write and smaller.
    """
    from tqdm import tqdm

    from index import Archive

    with Archive(data) as archive, tqdm(unit=" story", delay=1, disable=None, leave=False) as bar:
        stories = archive.reindex(progress=bar.update, words=words)
    note(f"stories indexed: {stories}")


@main.command()
@host_option
@port_option
@data_option
def serve(data: Path, host: str, port: int) -> None:
    """Serve the archive's pages on a production server."""
    start_server(data, host, port)


if __name__ == "__main__":
    main()
