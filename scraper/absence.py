"""A day whose address gives no issue in; evidence that the newspaper did not appear, or none, out.

An answer of 404 alone is no evidence: a site that moved answers so for every day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from parser.clock import today
from parser.epaper.page_view import PageView
from parser.errors import FetchError, ParseError
from parser.newspaper import Newspaper
from scraper.contents import view_of
from scraper.dates import date_in_url
from scraper.examine import capture_of
from scraper.holiday import holiday
from scraper.session import Session
from scraper.settings import Settings

_DAY = timedelta(days=1)
_WEEK = 7 * _DAY
#: Weeks before and after a day that tell its newspaper's rhythm, and how many of them must be held.
_WEEKS, _ENOUGH = 8, 3
#: Days of a week that must be held for it to count: then it was fetched from day to day.
_OF_A_WEEK = 3
#: Other days that are tried: the same weekday, then the nearest.
_SAME = (-_WEEK, _WEEK, -2 * _WEEK)
_NEAR = (-_DAY, _DAY, -2 * _DAY, 2 * _DAY, -3 * _DAY, 3 * _DAY)
_BACK = tuple(-n * _DAY for n in range(1, 8))
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the newspaper did not appear that day, and what tells."""

    absent: bool
    why: str


def days_held(folder: Path, code: str) -> frozenset[date]:
    """The days whose issues lie in a newspaper's folder."""
    found = set()
    for path in folder.glob(f"{code}-*.warc.gz"):
        stated = re.fullmatch(r"(\d{4}-\d\d-\d\d)\.warc\.gz", path.name.removeprefix(f"{code}-"))
        try:
            found.add(date.fromisoformat(stated[1] if stated else ""))
        except ValueError:
            continue
    return frozenset(found)


def weeks_held(day: date, held: Iterable[date]) -> tuple[int, int]:
    """In how many weeks around a day its weekday is held, and of how many that can tell."""
    days = frozenset(held)
    told = appeared = 0
    for week in (*range(-_WEEKS, 0), *range(1, _WEEKS + 1)):
        same = day + week * _WEEK
        others = sum(same + n * _DAY in days for n in range(-3, 4) if n)
        if same in days or others >= _OF_A_WEEK:
            told += 1
            appeared += same in days
    return appeared, told


class Absences:
    """What is known of the days of one newspaper; other days are tried where that is not enough."""

    def __init__(
        self, newspaper: Newspaper, folder: Path, session: Session, settings: Settings
    ) -> None:
        self._newspaper = newspaper
        self._session = session
        self._largest = settings.max_bytes
        self._held = days_held(folder, newspaper.code)
        #: Days asked for in this run → whether there was an issue.
        self._seen: dict[date, bool] = {}

    def saw(self, day: date, there: bool) -> None:
        """An issue was asked for, and was there or not."""
        self._seen[day] = there

    def verdict(self, day: date) -> Verdict:
        """Whether a day whose address gives no issue is one without paper."""
        self._seen[day] = False
        if day > today():
            return Verdict(True, "a day to come")
        if day == today():
            if self._any(day, _BACK):
                return Verdict(True, "the days before have their issues")
            return Verdict(False, "address no longer answers, nor for the week before")
        if name := holiday(day):
            return Verdict(True, f"a public holiday: {name}")
        return self._by_rhythm(day) or self._by_trying(day)

    def _by_rhythm(self, day: date) -> Verdict | None:
        """What the issues held of the weeks around tell; None where they are too few."""
        seen = {one for one, there in self._seen.items() if there}
        appeared, told = weeks_held(day, self._held | seen)
        weekday = _WEEKDAYS[day.weekday()]
        if told < _ENOUGH:
            return None
        if not appeared:
            return Verdict(True, f"no issue on a {weekday} in {told} weeks around")
        if 2 * appeared < told:
            return None
        lost = "no issue" if seen else "address no longer answers"
        why = f"{lost} on a day on which the newspaper normally appears"
        return Verdict(False, f"{why} ({weekday}, {appeared} of {told} weeks around)")

    def _by_trying(self, day: date) -> Verdict:
        """What the addresses of other days tell."""
        weekday = _WEEKDAYS[day.weekday()]
        if self._any(day, _SAME):
            why = f"no issue on a day on which the newspaper normally appears ({weekday})"
            return Verdict(False, why)
        if self._any(day, _NEAR):
            return Verdict(True, f"no issue on a {weekday} of the weeks around either")
        return Verdict(False, "address no longer answers, nor for the days around")

    def _any(self, day: date, steps: Iterable[timedelta]) -> bool:
        days = [day + step for step in steps if day + step <= today()]
        days.sort(key=lambda one: one not in self._seen)
        return any(map(self._there, days))

    def _there(self, day: date) -> bool:
        """Whether a day's address gives its issue; asked once."""
        if day not in self._seen:
            self._seen[day] = self._front_view(day) is not None
        return self._seen[day]

    def _front_view(self, day: date) -> PageView | None:
        url = self._newspaper.front_page(day)
        if url is None:
            return None
        try:
            answer = self._session.follow(url)[-1]
            if answer.status != 200 or date_in_url(answer.url) not in (None, day):
                return None
            view = view_of(capture_of(answer, self._largest), self._newspaper)
        except (FetchError, ParseError):
            return None
        return view if view is not None and view.date in (None, day) else None
