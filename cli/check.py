"""check: issues of the archive in, every jump line and fault out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from cli.base import DAY, as_day, counted, data_option, note, progress, to_option
from cli.drifting import with_drift
from parser.errors import BanmianError


@click.command()
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
    \f
    Raises BanmianError where the archive holds no such issue.
    """
    from index import Archive
    from parser.check.report import Report

    report = Report(form)
    with Archive(data, writable=False) as archive:
        held = archive.issues(newspaper, date_from=day, date_to=last or day)
        ordered = progress(sorted(held, key=lambda s: (s.newspaper, s.date)), " issue")
        for issue, fell in with_drift(archive, ordered):
            click.echo(report.add(issue, fell), nl=False)
    if not report.issues:
        raise BanmianError("no such issue in the archive", newspaper=newspaper, date=day)
    click.echo(report.end(), nl=False)
    sums = (report.issues, "issue"), (report.faults, "fault"), (report.sound, "jump line")
    note("{}: {}, {} in order".format(*(counted(*one) for one in sums)))
    if report.uncertain:
        note(f"how many pages they had is not known of {counted(report.uncertain, 'issue')}")
    raise SystemExit(1 if report.faults else 0)


COMMANDS = (check,)
