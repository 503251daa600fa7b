"""check: issues of the archive in, every jump line and fault out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cli.base import counted, data_option, note, progress
from cli.days import DAY, Day, held_days, in_order, to_option
from cli.drifting import with_drift
from parser.errors import BanmianError


@click.command(short_help="Name jump lines and page faults that are open.")
@click.argument("newspaper", required=False)
@click.argument("day", metavar="[DATE]", type=DAY, required=False)
@to_option
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@data_option
def check(newspaper: str | None, day: Day | None, last: Day | None, form: Any, data: Path) -> None:
    """Name jump lines that lead nowhere, and faults of pages; exit 1 when there are any.

    Without NEWSPAPER all issues are checked, with NEWSPAPER alone all of that newspaper.
    DATE is YYYY-MM-DD, YYYYMMDD, today, yesterday or latest, the newest that is held.
    \f
    Raises BanmianError where the archive holds no such issue.
    """
    from index import Archive
    from parser.check.report import Report

    report = Report(form)
    with Archive(data, writable=False) as archive:
        first, until = held_days(archive, newspaper, day, last)
        in_order(first, until)
        held = archive.issues(newspaper, date_from=first, date_to=until or first)
        ordered = progress(sorted(held, key=lambda s: (s.newspaper, s.date)), " issue")
        for issue, fell in with_drift(archive, ordered):
            click.echo(report.add(issue, fell), nl=False)
    if not report.issues:
        raise BanmianError("no such issue in the archive", newspaper=newspaper, date=first)
    click.echo(report.end(), nl=False)
    sums = (report.issues, "issue"), (report.faults, "fault"), (report.sound, "jump line")
    note("{}: {}, {} in order".format(*(counted(*one) for one in sums)))
    if report.uncertain:
        note(f"how many pages they had is not known of {counted(report.uncertain, 'issue')}")
    raise SystemExit(1 if report.faults else 0)


COMMANDS = (check,)
