"""A day in, the public holiday it belongs to out: newspapers pause on some of them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

_DAY = timedelta(days=1)
_NEW_YEAR = "Chinese New Year"


def holiday(day: date) -> str | None:
    """The public holiday a day belongs to, weekends within it and New Year's Eve included."""
    known = _holidays(day.year)
    for near in (day, day + _DAY):
        name = known.get(near)
        if name and (near == day or _NEW_YEAR in name):
            return str(name)
    before = known.get(day - _DAY) or known.get(day - 2 * _DAY)
    after = known.get(day + _DAY) or known.get(day + 2 * _DAY)
    return str(before) if day.weekday() >= 5 and before and after else None


@cache
def _holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=(year - 1, year, year + 1), language="en_US")
