"""The opening words of a report (新华社北京8月9日电, 本报讯) in; agency, place and day out.

The day is worked out from the day of the issue where year or month is not printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from parser.byline.fold import fold
from parser.labels import chinese_number
from parser.model import Dateline
from parser.vocabulary.roles import OUTLET_ENDINGS, OUTLETS, OWN, WIRES


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

    def dateline(self, printed: str) -> Dateline | None:
        """As a dateline; None for 本报讯, 云州日报讯: they say neither where nor when."""
        if not (self.place or self.dated or fold(self.agency or "") in WIRES):
            return None
        return Dateline(printed[self.start : self.end].strip(), self.agency, self.place, self.day)


def any_of(words: tuple[str, ...]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


HAN = r"\u3400-\u9fff"
#: An agency or paper by name, or by what papers' names end in.
AGENCY = rf"(?:{any_of(OWN + WIRES + OUTLETS)}|[{HAN}]{{2,6}}?(?:{any_of(OUTLET_ENDINGS)}))"
_NUMBER = "[〇零○一二三四五六七八九十廿卅]"
_DATE = (
    rf"(?:(?P<year>\d{{4}}|{_NUMBER}{{4}})年 ?)?"
    rf"(?:(?P<month>\d{{1,2}}|{_NUMBER}{{1,3}})月 ?)?(?P<day>\d{{1,2}}|{_NUMBER}{{1,3}})日"
)
_HOUR = "(?:凌晨|清晨|早晨|早|上午|中午|下午|傍晚|晚间|晚|深夜|夜)?"
_SORT = "(?:综合|体育|专|急|特|快|简|短|续){0,2}"
_PLACE = rf"(?:(?!记者|通讯员|评论员|特约|社论)[{HAN}·—、\-]|\([{HAN}]{{1,8}}\)|[ /](?=[{HAN}]))"
_ONE_DAY = timedelta(days=1)
_EDGE = r"(?=$|[ ():,;。“\"]|记者|通讯员|特约)"
_CITE = "(?P<cite>据|综合|来自)?"
_DATED = re.compile(
    rf"{_CITE}(?P<agency>{AGENCY}) ?(?P<place>{_PLACE}{{1,80}}?)?? ?{_DATE} ?{_HOUR}{_SORT}"
    r"[电讯](?![话视邀告台网])"
)
_DAY_FIRST = re.compile(  # 路透社八日柏林电
    rf"{_CITE}(?P<agency>{any_of(OWN + WIRES)}) ?{_DATE} ?(?P<place>{_PLACE}{{1,10}}?) ?{_SORT}"
    rf"[电讯]{_EDGE}"
)
_UNDATED = re.compile(
    rf"{_CITE}(?P<agency>{any_of(OWN + WIRES)}) ?(?P<place>{_PLACE}{{1,40}}?)?? ?{_SORT}"
    rf"(?:(?<![通喜资音])讯|电|消息|(?<=综合)报道){_EDGE}"
)
_OWN_NEWS = re.compile(
    rf"(?:(?P<agency>{any_of(OWN + WIRES)}) ?讯(?![息问号])|(?P<paper>{AGENCY}) ?讯{_EDGE})"
)
_NO_AGENCY = re.compile(rf"(?P<place>{_PLACE}{{1,20}}?) ?{_DATE} ?{_HOUR}{_SORT}[电讯]{_EDGE}")

_ALONE = re.compile(  # 南京专电, 本市讯: nothing else in the line
    rf"(?P<place>(?![喜简快短资音通捷电])[{HAN}]{{2,6}}?)"
    r"(?:专电|特电|专讯|特讯|通讯|通信|讯|电)(?=[ )]*$)"
)


def match_opening(
    line: str, printed: str, start: int, issued: date | None, *, agency_needed: bool = False
) -> Opening | None:
    """The opening words at `start` of a folded line; None where there are none."""
    for pattern in (_DATED, _DAY_FIRST, _UNDATED, _OWN_NEWS):
        found = pattern.match(line, start)
        if found:
            break
    else:
        found = (
            None if agency_needed else _NO_AGENCY.match(line, start) or _ALONE.match(line, start)
        )
    if not found:
        return None
    groups = found.groupdict()
    place = printed[found.start("place") : found.end("place")] if groups.get("place") else ""
    name = next((name for name in ("agency", "paper") if groups.get(name)), None)
    agency = printed[slice(*found.span(name))] if name else None
    day = groups.get("day")
    return Opening(
        found.start(),
        found.end(),
        agency,
        "".join(place.split()) or None,
        resolve(groups["year"], groups["month"], day, issued) if day else None,
        dated=bool(day),
    )


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
