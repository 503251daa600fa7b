"""The opening words of a report (新华社北京8月9日电, 本报讯) in; agency, place and day out.

The day is worked out from the day of the issue where year or month is not printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from parser.byline.place import split_place
from parser.labels import chinese_number
from parser.model import Dateline
from parser.vocabulary.openings import fold, is_town, match_words
from parser.vocabulary.roles import WIRES

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening words found: where they begin and end, and what they say."""

    start: int
    end: int
    agency: str | None
    place: str | None = None
    day: date | None = None
    #: A day is printed, known or not.
    dated: bool = False
    #: Sent by wire (电) rather than written here (讯).
    wired: bool = False
    #: Where role word and people stand in 本报记者江渡北京8月9日电.
    people: tuple[int, int] | None = None

    def dateline(self, printed: str) -> Dateline | None:
        """As a dateline; None for 本报讯, 云州日报讯: they say neither where nor when."""
        if not (self.place or self.dated or fold(self.agency or "") in WIRES):
            return None
        return Dateline(printed[self.start : self.end].strip(), self.agency, self.place, self.day)


def match_opening(
    line: str, printed: str, start: int, issued: date | None, *, agency_needed: bool = False
) -> Opening | None:
    """The opening words at `start` of a folded line; None where there are none."""
    found = match_words(line, start, sure=agency_needed)
    if not found:
        return None
    groups = found.groupdict()
    place, people = _place(found, printed)
    day = groups.get("day")
    return Opening(
        found.start(),
        found.end(),
        _agency(found, printed),
        "".join(place.split()) or None,
        resolve(groups["year"], groups["month"], day, issued) if day else None,
        dated=bool(day),
        wired="电" in found.group(),
        people=people,
    )


def _agency(found: re.Match[str], printed: str) -> str | None:
    groups = found.groupdict()
    for name in ("agency", "paper", "short"):
        if groups.get(name) and not (name == "short" and is_town(groups[name])):
            return printed[slice(*found.span(name))]
    return None


def _place(found: re.Match[str], printed: str) -> tuple[str, tuple[int, int] | None]:
    """The place as printed, and where role and people stand."""
    groups = found.groupdict()
    if groups.get("place"):
        return printed[slice(*found.span("place"))], None
    if groups.get("short") and is_town(groups["short"]):
        return printed[slice(*found.span("short"))], None
    if not groups.get("role"):
        return "", None
    start, end = found.span("who")
    size = split_place(groups["who"]) if groups["who"] else 0
    place = printed[start + size : end] if groups["who"] else ""
    if not place and groups.get("post"):
        place = printed[slice(*found.span("post"))]
    return place, (found.start("role"), start + size) if size else None


def resolve(year: str | None, month: str | None, day: str, issued: date | None) -> date | None:
    """The printed day as a date: never later than the day after `issued`, and the nearest before.

    None where the day does not exist, or where year or month can only come from `issued` and that
    is not given.
    """
    number, in_month = _number(day), _number(month) if month else None
    in_year = _number(year) if year else None
    if number is None or (month and in_month is None):
        return None
    if in_year and in_month:
        return _date(in_year, in_month, number)
    if issued is None:
        return None
    latest = min(issued, date.max - _ONE_DAY) + _ONE_DAY
    if in_month:
        guesses = [_date(issued.year + step, in_month, number) for step in (1, 0, -1)]
    else:
        latest = issued
        months = [issued.year * 12 + issued.month - 1 - step for step in range(3)]
        guesses = [_date(at // 12, at % 12 + 1, number) for at in months]
    return next((guess for guess in guesses if guess and guess <= latest), None)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else chinese_number(text.replace("○", "〇"))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
