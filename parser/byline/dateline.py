"""The opening words of a report (新华社北京8月9日电, 本报讯) in; agency, place and day out.

The day is worked out from the day of the issue where year or month is not printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from parser.byline.place import split_place
from parser.labels import chinese_number
from parser.model import Dateline
from parser.vocabulary.openings import OpeningWords, fold, is_town, match_words
from parser.vocabulary.roles import WIRES

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening words found: where they begin and end, and what they say."""

    start: int
    end: int
    agency: str | None
    place: str | None = None
    #: Year, month and day as printed; None where no day is.
    day: tuple[str | None, str | None, str] | None = None
    #: Sent by wire (电) rather than written here (讯).
    wired: bool = False
    #: Where role word and people stand in 本报记者江渡北京8月9日电.
    people: tuple[int, int] | None = None

    def dateline(self, printed: str, issued: date | None) -> Dateline | None:
        """As a dateline; None for 本报讯, 云州日报讯: they say neither where nor when."""
        if not (self.place or self.day or fold(self.agency or "") in WIRES):
            return None
        day = resolve(*self.day, issued) if self.day else None
        return Dateline(printed[self.start : self.end].strip(), self.agency, self.place, day)


def match_opening(
    line: str, printed: str, start: int, *, agency_needed: bool = False
) -> Opening | None:
    """The opening words at `start` of a folded line; None where there are none."""
    found = match_words(line, start, sure=agency_needed)
    if not found:
        return None
    place, people = _place(found, printed)
    day = found.text("day")
    return Opening(
        found.start,
        found.end,
        _agency(found, printed),
        "".join(place.split()) or None,
        (found.text("year") or None, found.text("month") or None, day) if day else None,
        wired="电" in line[found.start : found.end],
        people=people,
    )


def _agency(found: OpeningWords, printed: str) -> str | None:
    for name in ("agency", "paper", "short"):
        if found.text(name) and not (name == "short" and is_town(found.text(name))):
            return printed[slice(*found.spans[name])]
    return None


def _place(found: OpeningWords, printed: str) -> tuple[str, tuple[int, int] | None]:
    """The place as printed, and where role and people stand."""
    if found.text("place"):
        return printed[slice(*found.spans["place"])], None
    if is_town(found.text("short")):
        return printed[slice(*found.spans["short"])], None
    if not found.text("role"):
        return "", None
    place, size = "", 0
    if found.text("who"):
        start, end = found.spans["who"]
        size = split_place(found.text("who"))
        place = printed[start + size : end]
    if not place and found.text("post"):
        place = printed[slice(*found.spans["post"])]
    return place, (found.spans["role"][0], start + size) if size else None


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
