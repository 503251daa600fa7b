"""A DATE of the command line in, a day out: written, or meant by latest, today or yesterday."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import click

from parser.clock import today
from parser.errors import NotHeld

if TYPE_CHECKING:
    from index import Archive

LATEST: Literal["latest"] = "latest"
#: A day, or the newest there is: only whoever knows the issues can say which day that is.
Day: TypeAlias = date | Literal["latest"]

_WRITTEN = re.compile(r"(\d{4})(-?)(\d{2})\2(\d{2})", re.ASCII)
_FORMS = "YYYY-MM-DD, YYYYMMDD, latest, today or yesterday"


class DayType(click.ParamType[Day]):
    """2022-08-10, 20220810, latest, today, yesterday."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Day:
        if isinstance(value, date):
            return value
        named: dict[str, Day] = {
            LATEST: LATEST,
            "today": today(),
            "yesterday": today() - timedelta(days=1),
        }
        if value in named:
            return named[value]
        found = _WRITTEN.fullmatch(value)
        if found is None:
            self.fail(f"{value!r} is no date; write {_FORMS}.", param, ctx)
        try:
            return date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            self.fail(f"no calendar has the day {value}.", param, ctx)


DAY = DayType()
#: How every option that takes a date takes it.
A_DAY: dict[str, Any] = {"type": DAY, "metavar": "DATE"}

to_option = click.option("--to", "last", help="From DATE up to and with this day.", **A_DAY)


def in_order(first: date | None, last: date | None) -> None:
    """Raises UsageError for a range that ends before it begins."""
    if first and last and last < first:
        raise click.UsageError(f"--to {last} is before {first}")


def span(first: Day, last: Day, newest: Callable[[], date]) -> tuple[date, date]:
    """Two days that may be the latest as two days in order. Raises UsageError."""
    latest = newest() if LATEST in (first, last) else date.max
    begin, end = (latest if each == LATEST else each for each in (first, last))
    in_order(begin, end)
    return begin, end


def held_day(archive: Archive, newspaper: str | None, day: Day) -> date:
    """The day; for latest that of the newest issue held. Raises NotHeld where there is none."""
    if day != LATEST:
        return day
    newest = archive.issues(newspaper, newest_first=True, limit=1)
    if not newest:
        raise NotHeld("no issue in the archive", newspaper=newspaper)
    return newest[0].date


def held_days(
    archive: Archive, newspaper: str | None, *days: Day | None
) -> tuple[date | None, ...]:
    """Each of the days as `held_day` has it; None stays None."""
    return tuple(day and held_day(archive, newspaper, day) for day in days)
