"""Days as people type them in, days out: 2022-08-10, 2022年8月, 2022, 2022-08-01..2022-08-31."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from index.text.folding import fold

_DAY = re.compile(
    r"(?P<year>\d{4})(?:[-/.年](?P<month>\d{1,2})(?:[-/.月](?P<day>\d{1,2})日?)?月?|年)?"
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
#: Between the two ends of a range. A single hyphen belongs to a day.
_RANGE = re.compile(r"\.{2,}|…+|至|到|~|～|—+|--")


def parse_day(text: str) -> tuple[date, date] | None:
    """A day, month or year → its first and last day; None for anything else."""
    match = _COMPACT.fullmatch(text) or _DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if month is None:
        return first, date(year, 12, 31)
    return first, first if day else date(year, month, monthrange(year, month)[1])


def parse_range(text: str) -> tuple[date | None, date | None] | None:
    """One day, month or year, or two with .. between, either left out → first and last day."""
    ends = [fold(end).strip() for end in _RANGE.split(text.strip())]
    if len(ends) > 2 or not any(ends):
        return None
    spans = [parse_day(end) if end else None for end in ends]
    if any(end and span is None for end, span in zip(ends, spans, strict=True)):
        return None
    first, last = spans[0], spans[-1]
    return (first[0] if first else None), (last[1] if last else None)
