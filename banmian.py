"""The command line: thin commands that wire parser, scraper, index and web together.

Results on stdout; progress, notes and errors on stderr. Exit 0: all well; 1: something failed or
faults were found; 2: wrong usage.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from parser.errors import BanmianError

if TYPE_CHECKING:
    from index import Archive
    from parser.issue import Hints, Reading

SEEDS = Path(__file__).resolve().parent / "seeds"
T = TypeVar("T")


class Day(click.ParamType):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"no such date: {value} (write YYYY-MM-DD)", param, ctx)


class Failures:
    """What went wrong so far: each is named on stderr at once, and the exit code remembers."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: BanmianError) -> None:
        self.count += 1
        note(f"error: {error}")

    def exit(self) -> None:
        if self.count:
            raise SystemExit(1)


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


def note(text: str) -> None:
    """One line to the person at the terminal."""
    click.echo(f"banmian: {text}", err=True)


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
paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH…")


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
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, help="0 takes a free one.")
@click.option("--no-serve", is_flag=True, help="Build the archive and stop.")
def demo(data: Path, host: str, port: int, no_serve: bool) -> None:
    """Build the archive from the sample pages and serve it. Needs no network."""
    store([SEEDS], data).exit()
    if not no_serve:
        start_server(data, host, port)


@main.command()
@paths_argument
@click.option("--newspaper", metavar="CODE", help="Whose pages these are, e.g. dtrb.")
@click.option("--date", "day", type=Day(), help="Of which day.")
@click.option("--page", metavar="LABEL", help="Which page, e.g. 01 or A03.")
@click.option("--pretty", is_flag=True, help="Indented instead of one issue a line.")
def parse(
    paths: tuple[str, ...], newspaper: str | None, day: date | None, page: str | None, pretty: bool
) -> None:
    """Read pages and print Issue JSON, one issue a line; store nothing.

    PATH is a plain-text page (.txt), a saved page or article (.html), a folder or .zip of those,
    a .warc, Issue JSON (.json, .jsonl), or - for standard input. Names like dtrb-2022-08-10-01.txt
    say newspaper, date and page; the options say it where names do not.
    """
    from parser.issue import Hints
    from parser.issue_json import dump_issue

    failures = Failures()
    for reading in progress(readings(paths, failures, Hints(newspaper, day, page)), " issue"):
        click.echo(dump_issue(reading.issue, pretty=pretty))
    failures.exit()


@main.command()
@paths_argument
@data_option
def ingest(paths: tuple[str, ...], data: Path) -> None:
    """Read pages, store them and make them searchable. The same issue twice changes nothing.

    PATH as for `banmian parse`.
    """
    store(paths, data).exit()


def readings(
    paths: Iterable[str | Path], failures: Failures, hints: Hints | None = None
) -> Iterator[Reading]:
    """The issues at these paths; - is standard input."""
    from parser.issue import read_issues, read_stream

    named = [Path(path) for path in paths if str(path) != "-"]
    if any(str(path) == "-" for path in paths):
        body = click.get_binary_stream("stdin").read()
        yield from read_stream(body, on_error=failures, hints=hints)
    if named:
        yield from read_issues(named, on_error=failures, hints=hints)


def store(paths: Iterable[str | Path], data: Path) -> Failures:
    """Issues at these paths into the archive, with a count of what became of them on stderr."""
    from collections import Counter

    from index import Archive

    failures, results = Failures(), Counter[str]()
    with Archive(data) as archive:
        for result in archive.add_all(
            (reading.issue, reading.pictures)
            for reading in progress(readings(paths, failures), " issue")
        ):
            results[result] += 1
    note(
        f"{results.total()} issues: {results['added']} added, {results['replaced']} replaced, "
        f"{results['unchanged']} unchanged; {failures.count} failed"
    )
    return failures


@main.command()
@click.argument("query")
@click.option("--newspaper", metavar="CODE")
@click.option("--from", "date_from", type=Day(), help="From this day on.")
@click.option("--to", "date_to", type=Day(), help="Up to and with this day.")
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
    from index.plain import in_brackets, results_json, results_text

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
@click.argument("day", metavar="[DATE]", type=Day(), required=False)
@click.option("--to", "last", type=Day(), help="From DATE up to and with this day.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@data_option
def check(
    newspaper: str | None, day: date | None, last: date | None, form: str, data: Path
) -> None:
    """Name every jump line that leads nowhere and every fault of a page; exit 1 when there are any.

    Without NEWSPAPER all issues are checked, with NEWSPAPER alone all of that newspaper.
    """
    from index import Archive
    from parser.report import check_csv, check_json, check_text, findings

    with Archive(data, writable=False) as archive:
        held = archive.issues(newspaper, date_from=day, date_to=last or day)
        issues = [
            archive.issue(summary.newspaper, summary.date)
            for summary in progress(sorted(held, key=lambda s: (s.newspaper, s.date)), " issue")
        ]
    if not issues:
        raise BanmianError("no such issue in the archive", newspaper=newspaper, date=day)
    found = [finding for issue in issues for finding in findings(issue)]
    if form == "json":
        report = [check_json(issue) for issue in issues]
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(check_csv(found), nl=False)
    else:
        for line in check_text(found):
            click.echo(line)
    faults = sum(finding.is_fault for finding in found)
    note(f"{len(issues)} issues: {faults} faults, {len(found) - faults} jump lines in order")
    raise SystemExit(1 if faults else 0)


@main.command()
@data_option
def reindex(data: Path) -> None:
    """Rebuild the search index from the archive."""
    from index import Archive

    with Archive(data) as archive:
        stories = rebuild(archive)
    note(f"{stories} stories indexed")


def rebuild(archive: Archive) -> int:
    """The index made anew behind a bar."""
    from tqdm import tqdm

    with tqdm(unit=" story", delay=1, disable=None, leave=False) as bar:

        def step(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return archive.reindex(progress=step)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, help="0 takes a free one.")
@data_option
def serve(data: Path, host: str, port: int) -> None:
    """Serve the archive's pages on a production server."""
    start_server(data, host, port)


def start_server(data: Path, host: str, port: int) -> None:
    """Runs until interrupted."""
    from web.server import serve

    try:
        serve(data, host, port)
    except OSError as error:
        raise BanmianError(f"cannot listen on {host}:{port} ({error.strerror})") from error


if __name__ == "__main__":
    main()
