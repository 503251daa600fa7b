"""A query in, its share of all stories in each period out; periods with no issue are gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index.search.engine import TOO_LONG, Engine, Period, PeriodCounts
from index.search.query import parse
from index.search.tree import Filter, Node
from index.search.wording import explain
from index.store.database import Store
from index.store.listing import newspaper_names

#: More periods than this are no picture: a longer time is counted by longer periods.
MOST_PERIODS = 4_000
_LONGER: dict[Period, Period] = {"day": "month", "month": "year"}
_UNITS: dict[Period, str] = {"day": "日", "month": "月", "year": "年"}


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period of a trend."""

    #: "2022", "2022-08" or "2022-08-10".
    period: str
    #: Stories that match, and stories there are.
    hits: int
    stories: int

    @property
    def share(self) -> float | None:
        """Matching stories of all; None where the archive holds no story of that period."""
        return self.hits / self.stories if self.stories else None


@dataclass(frozen=True, slots=True)
class Trend:
    """How much was printed about something over time."""

    query: str
    understood: str
    #: What the periods are; longer than asked for where there would be too many.
    by: Period
    #: In order of time, from the first issue held to the last, gaps included.
    points: tuple[TrendPoint, ...] = ()


def trend(store: Store, engine: Engine, query: str, by: Period, newspaper: str | None) -> Trend:
    """Counts of a query over time, beside those of all stories. Never raises for what is typed."""
    read = parse(query)
    filters: tuple[Node, ...] = (Filter("newspaper", newspaper),) if newspaper else ()
    with store.read() as connection:
        names = newspaper_names(connection)
    notes = read.notes
    try:
        used, counts = _counts(engine, read.tree, filters, by)
    except TimeoutError:
        said = explain(read.tree, filters, (*notes, TOO_LONG), "relevance", names)
        return Trend(query, said, by)
    notes = (*notes, *counts.notes)
    if used != by:
        notes = (*notes, f"跨度太大，改按{_UNITS[used]}计")
    points = tuple(
        TrendPoint(period, counts.hits.get(period, 0), counts.stories.get(period, 0))
        for period in _every(sorted(counts.stories), used)
    )
    return Trend(query, explain(counts.tree, filters, notes, "relevance", names), used, points)


def _counts(
    engine: Engine, tree: Node, filters: tuple[Node, ...], by: Period
) -> tuple[Period, PeriodCounts]:
    """The counts by periods as long as asked for, or as long as it takes."""
    counts = engine.trend(tree, filters, by)
    while by in _LONGER and counts.stories and _length(counts.stories, by) > MOST_PERIODS:
        by = _LONGER[by]
        counts = engine.trend(tree, filters, by)
    return by, counts


def _length(periods: Iterable[str], by: Period) -> int:
    """How many periods there are from the first to the last."""
    held = sorted(periods)
    first, last = _place(held[0], by), _place(held[-1], by)
    return last - first + 1


def _every(periods: list[str], by: Period) -> list[str]:
    """All periods from the first to the last, those between that hold nothing too.

    Where even years are too many, as of a misprinted date, the empty ones are left out.
    """
    if not periods or _length(periods, by) > MOST_PERIODS:
        return periods
    return [_name(at, by) for at in range(_place(periods[0], by), _place(periods[-1], by) + 1)]


def _place(period: str, by: Period) -> int:
    """A number for each period, one more for the next."""
    if by == "day":
        return date.fromisoformat(period).toordinal()
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month) - 1 if by == "month" else int(year)


def _name(place: int, by: Period) -> str:
    if by == "day":
        return date.fromordinal(place).isoformat()
    return f"{place // 12:04}-{place % 12 + 1:02}" if by == "month" else f"{place:04}"
