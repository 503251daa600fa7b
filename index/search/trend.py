"""A query in, its share of all stories in each period out; periods with no issue are gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from index.search.facets import by_period
from index.search.local_engine import LocalEngine
from index.search.query import parse
from index.search.tree import And, Filter, Node
from index.search.wording import explain
from index.store.database import Store
from index.store.listing import newspaper_names

Period = Literal["year", "month", "day"]
_UNITS: dict[Period, str] = {"year": "Y", "month": "M", "day": "D"}


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
    #: In order of time, from the first issue held to the last, gaps included.
    points: tuple[TrendPoint, ...]


def trend(
    store: Store, engine: LocalEngine, query: str, by: Period, newspaper: str | None
) -> Trend:
    """Counts of a query over time, beside those of all stories."""
    read = parse(query)
    filters: tuple[Node, ...] = (Filter("newspaper", newspaper),) if newspaper else ()
    with store.read() as connection:
        columns, mask = engine.matching(connection, And((read.tree, *filters)))
        held = columns.live
        if filters:
            _, held = engine.matching(connection, And(filters))
        names = newspaper_names(connection)
    base = by_period(columns.dates[held], _UNITS[by])
    hits = by_period(columns.dates[mask], _UNITS[by])
    points = tuple(
        TrendPoint(period, hits.get(period, 0), base.get(period, 0))
        for period in _every(list(base), by)
    )
    said = explain(read.tree, filters, read.notes, "relevance", names)
    return Trend(query, said, points)


def _every(periods: list[str], by: Period) -> list[str]:
    """All periods from the first to the last, those between that hold nothing too."""
    if not periods:
        return []
    first, last = (_first_day(periods[at]) for at in (0, -1))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    length = {"year": 4, "month": 7, "day": 10}[by]
    return list(dict.fromkeys(day.isoformat()[:length] for day in days))


def _first_day(period: str) -> date:
    return date.fromisoformat(period + "-01-01"[len(period) - 4 :])
