"""Stories per period in; the bars of a picture, its words and its table out."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.results import FacetValue
from index.search.trend import TrendPoint

#: More months than this are drawn as years.
MOST_MONTHS = 60
#: Of more years than this, as of a misprinted date, those without a story are left out.
MOST_YEARS = 200
#: Height of the tallest bar, in the picture's units; a bar is one unit wide.
HEIGHT = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One month or year."""

    #: 2022-08 or 2022.
    period: str
    #: 2022年8月 or 2022年.
    name: str
    count: int
    #: Its first and last day, as addresses have them.
    first: str
    last: str
    #: Left edge and height in the picture.
    x: int
    height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars in order of time, months without a story between them included."""

    bars: tuple[Bar, ...]
    unit: str

    @property
    def title(self) -> str:
        """The numbers, for whoever cannot see the bars."""
        said = "，".join(f"{bar.name} {bar.count} 篇" for bar in self.bars if bar.count)
        return f"每{self.unit}篇数：{said}"

    @property
    def most(self) -> int:
        """The count of the tallest bar."""
        return max(bar.count for bar in self.bars)


def draw(months: Iterable[FacetValue]) -> Histogram | None:
    """The histogram of the month facet; None where there is but one month."""
    counts = {value.value: value.count for value in months}
    if len(counts) < 2:
        return None
    first, last = (_place(month) for month in (min(counts), max(counts)))
    if last - first < MOST_MONTHS:
        every = (f"{at // 12:04}-{at % 12 + 1:02}" for at in range(first, last + 1))
        return Histogram(tuple(_bars({month: counts.get(month, 0) for month in every})), "月")
    by_year: Counter[str] = Counter()
    for month, count in sorted(counts.items()):
        by_year[month[:4]] += count
    if (last - first) // 12 < MOST_YEARS:
        years = range(first // 12, last // 12 + 1)
        by_year = Counter({f"{year:04}": by_year[f"{year:04}"] for year in years})
    return Histogram(tuple(_bars(by_year)), "年")


def _place(month: str) -> int:
    """A number for each month, one more for the next."""
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1


def _bars(counts: dict[str, int]) -> Iterator[Bar]:
    most = max(counts.values())
    for place, (period, count) in enumerate(counts.items()):
        first, last = days_of(period)
        height = round(HEIGHT * count / most, 2) if most else 0.0
        yield Bar(period, period_name(period), count, first, last, place, height)


def days_of(period: str) -> tuple[str, str]:
    """2022-02 → 2022-02-01, 2022-02-28; 2022 → its first and last day."""
    if len(period) == 4:
        return f"{period}-01-01", f"{period}-12-31"
    year, month = map(int, period.split("-"))
    return f"{period}-01", f"{period}-{monthrange(year, month)[1]:02}"


def period_name(period: str) -> str:
    """2022-08-10 → 2022年8月10日; 2022-08 → 2022年8月; 2022 → 2022年."""
    return "".join(
        f"{int(part)}{unit}" for part, unit in zip(period.split("-"), "年月日", strict=False)
    )


@dataclass(frozen=True, slots=True)
class Column:
    """One period of a trend; `share` is None where the archive holds nothing of it."""

    period: str
    name: str
    hits: int
    stories: int
    share: float | None
    x: int
    height: float


def columns(points: Iterable[TrendPoint]) -> Iterator[Column]:
    """A trend as columns, the tallest as high as the picture."""
    held = tuple(points)
    most = max((point.share or 0.0 for point in held), default=0.0)
    for place, point in enumerate(held):
        height = round(HEIGHT * (point.share or 0.0) / most, 2) if most else 0.0
        name = period_name(point.period)
        yield Column(point.period, name, point.hits, point.stories, point.share, place, height)
