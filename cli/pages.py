"""parse: pages in, Issue JSON out; nothing is stored."""

from __future__ import annotations

from pathlib import Path

import click

from cli.base import Failures, edition_option, paths_argument, progress
from cli.days import A_DAY, LATEST, Day


@click.command(short_help="Print pages as Issue JSON; store nothing.")
@paths_argument
@click.option("--newspaper", metavar="CODE", help="Whose pages these are, e.g. dtrb.")
@click.option("--date", "day", help="Of which day.", **A_DAY)
@click.option("--page", metavar="LABEL", help="Which page, e.g. 01 or A03.")
@edition_option
@click.option("--pretty", is_flag=True, help="Indented instead of one issue a line.")
def parse(
    paths: tuple[Path, ...],
    newspaper: str | None,
    day: Day | None,
    page: str | None,
    edition: str | None,
    pretty: bool,
) -> None:
    """Read pages and print Issue JSON, one issue a line; store nothing.

    PATH is a plain-text page (.txt), a saved page or article (.html), a folder or .zip of those,
    a .warc, Issue JSON (.json, .jsonl), or - for standard input. Names like dtrb-2022-08-10-01.txt
    say newspaper, date and page; the options say it where names do not.
    """
    from parser.issue import read_issues
    from parser.issue_json import dump_issue
    from parser.readers import Hints

    if day == LATEST:
        raise click.UsageError("--date latest: pages that are not in the archive have no latest")
    failures, hints = Failures(), Hints(newspaper, day, page, edition)
    for reading in progress(read_issues(paths, on_error=failures, hints=hints), " issue"):
        click.echo(dump_issue(reading.issue, pretty=pretty))
    raise SystemExit(1 if failures.count else 0)


COMMANDS = (parse,)
