"""parse: pages in, Issue JSON out; nothing is stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.base import (
    Failures,
    counted,
    edition_option,
    jobs_option,
    note,
    paths_argument,
    progress,
)
from cli.days import A_DAY, LATEST, Day

if TYPE_CHECKING:
    from parser.bulk import Unit


@click.command(short_help="Print pages as Issue JSON; store nothing.")
@paths_argument
@click.option("--newspaper", metavar="CODE", help="Whose pages these are, e.g. dtrb.")
@click.option("--date", "day", help="Of which day.", **A_DAY)
@click.option("--page", metavar="LABEL", help="Which page, e.g. 01 or A03.")
@edition_option
@click.option("--pretty", is_flag=True, help="Indented instead of one issue a line.")
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="A file in this folder for each capture, named by its digest; what is there is skipped.",
)
@jobs_option
def parse(
    paths: tuple[Path, ...],
    newspaper: str | None,
    day: Day | None,
    page: str | None,
    edition: str | None,
    pretty: bool,
    folder: Path | None,
    jobs: int,
) -> None:
    """Read pages and print Issue JSON, one issue a line; store nothing.

    PATH is a plain-text page (.txt), a saved page or article (.html), a folder or .zip of those,
    a .warc, Issue JSON (.json, .jsonl), or - for standard input. Names like dtrb-2022-08-10-01.txt
    say newspaper, date and page; the options say it where names do not.
    """
    from parser.bulk import read_units, units_of
    from parser.issue_json import dump_issue
    from parser.readers import Hints

    if day == LATEST:
        raise click.UsageError("--date latest: pages that are not in the archive have no latest")
    failures, hints = Failures(), Hints(newspaper, day, page, edition)
    if folder is not None and pretty:
        raise click.UsageError("--pretty is for the terminal: files of --to have an issue a line")
    units = units_of(paths, hints, failures)
    if folder is not None:
        into(units, folder, jobs, failures)
    else:
        for readings in progress(read_units(units, jobs, failures), " issue", len(units)):
            for reading in readings:
                click.echo(dump_issue(reading.issue, pretty=pretty))
    raise SystemExit(1 if failures.count else 0)


def into(units: list[Unit], folder: Path, jobs: int, failures: Failures) -> None:
    """Every unit into the folder, and their files' names on stdout."""
    from parser.bulk import parse_units_into
    from parser.errors import ParseError

    folder.mkdir(parents=True, exist_ok=True)
    issues = held = 0
    outcomes = parse_units_into(units, folder, jobs)
    for outcome in progress(outcomes, " capture", len(units)):
        click.echo(outcome.path)
        issues, held = issues + outcome.issues, held + outcome.held
        for line in outcome.errors:
            failures(ParseError(line))
    note(
        f"{counted(len(units), 'capture')}, {held} there already; "
        f"{counted(issues, 'issue')}; {failures.count} failed"
    )


COMMANDS = (parse,)
