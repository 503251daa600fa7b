"""Issues held and days captured in, one year of months out: what became of every day."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.results import CaptureRecord, IssueSummary
from web.words import full_date, weekday

#: outside: before the first issue held or after the last, where nothing can be said.
State = Literal["held", "partial", "none", "missing", "failed", "outside"]

#: state → the sign in the day's cell, the words of the legend.
STATES: dict[State, tuple[str, str]] = {
    "held": ("收", "全期收录"),
    "partial": ("缺", "收录不全"),
    "none": ("休", "当日无报"),
    "missing": ("未", "尚未收录"),
    "failed": ("误", "抓取失败"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """One cell."""

    date: date
    state: State
    #: What a screen reader says after the date: 收录 3 版，缺 第4版.
    said: str
    today: bool
    #: Whether there is an issue to read.
    held: bool

    @property
    def sign(self) -> str:
        """收, 缺, 休, 未, 误; empty where nothing can be said."""
        return STATES[self.state][0] if self.state in STATES else ""

    @property
    def name(self) -> str:
        """2022年8月10日 星期三."""
        return f"{full_date(self.date)} {weekday(self.date)}"


@dataclass(frozen=True, slots=True)
class Month:
    """One table: weeks of seven cells, None where the day belongs to another month."""

    year: int
    month: int
    weeks: tuple[tuple[Day | None, ...], ...]
    #: Issues in it.
    held: int


@dataclass(frozen=True, slots=True)
class Year:
    """The calendar of a year, and the ways to the others."""

    year: int
    #: Those in which something is known.
    years: tuple[int, ...]
    months: tuple[Month, ...]


def year_of(
    issues: Iterable[IssueSummary], captures: Iterable[CaptureRecord], wanted: int | None, now: date
) -> Year | None:
    """The year wanted, else the newest with an issue; None where there is nothing at all."""
    # Of several editions of a day the first is shown; it leads to the others.
    held = {one.date: one for one in sorted(issues, key=lambda one: -one.edition_number)}
    captured = {record.date: record for record in captures}
    known = sorted({*held, *captured})
    if not known:
        return None
    years = tuple(sorted({day.year for day in known}))
    year = wanted if wanted is not None else (max(held) if held else known[-1]).year
    span = (known[0], known[-1])
    months = (_month(year, month, held, captured, span, now) for month in range(1, 13))
    return Year(year, years, tuple(month for month in months if _worth(month, span)))


def _worth(month: Month, span: tuple[date, date]) -> bool:
    """Whether the month lies within what is known; an empty table tells nothing."""
    at = (month.year, month.month)
    return (span[0].year, span[0].month) <= at <= (span[1].year, span[1].month)


def _month(
    year: int,
    month: int,
    held: Mapping[date, IssueSummary],
    captured: Mapping[date, CaptureRecord],
    span: tuple[date, date],
    now: date,
) -> Month:
    weeks = tuple(
        tuple(
            _day(date(year, month, number), held, captured, span, now) if number else None
            for number in week
        )
        for week in Calendar().monthdayscalendar(year, month)
    )
    count = sum(day.held for week in weeks for day in week if day)
    return Month(year, month, weeks, count)


def _day(
    day: date,
    held: Mapping[date, IssueSummary],
    captured: Mapping[date, CaptureRecord],
    span: tuple[date, date],
    now: date,
) -> Day:
    issue, record = held.get(day), captured.get(day)
    state, said = _state(day, issue, record, span)
    return Day(day, state, said, today=day == now, held=issue is not None)


def _state(
    day: date, issue: IssueSummary | None, record: CaptureRecord | None, span: tuple[date, date]
) -> tuple[State, str]:
    """What became of a day, and the words for it."""
    if issue is not None:
        got = f"收录 {len(issue.pages)} 版"
        if issue.missing:
            return "partial", f"{got}，缺 {'、'.join(issue.missing)} 版"
        if record is not None and record.status == "partial":
            return "partial", f"{got}，{len(record.missing)} 个地址未取得"
        return "held", got
    if record is not None and record.status == "none":
        return "none", STATES["none"][1]
    if record is not None and record.status == "failed":
        return "failed", STATES["failed"][1]
    if record is not None:
        return "missing", "已抓取，尚未入库"
    if span[0] <= day <= span[1]:
        return "missing", STATES["missing"][1]
    return "outside", ""
