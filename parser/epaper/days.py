"""An opened page in, the day of its issue out, with the days of a 合刊 and what disagrees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from functools import lru_cache

from lxml import etree

from parser.epaper.families import date_in
from parser.epaper.page import SavedPage
from parser.epaper.page_selectors import DAY
from parser.epaper.page_view import PageView
from parser.markup.select import find, matching
from parser.markup.tree import line_of

_NUMERALS = "〇○零一二三四五六七八九"
#: 二O二四年, 二0二四年, 二◯二四年: what is typed for 〇 between numerals.
_ZEROS = dict.fromkeys(map(ord, "Oo0◯\u041e\u043e"), "〇")
_CHINESE_ZERO = re.compile(r"[一二][Oo0◯\u041e\u043e〇○零一二三四五六七八九]{3}(?=\s{0,9}年)")
#: 二〇二四年三月十二日: numerals before what they count.
_CHINESE = re.compile(rf"[{_NUMERALS}十廿卅]{{1,4}}(?=\s{{0,9}}[年月日])")
_GAP = r"\s{0,99}"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
#: The last day of a 合刊: -7日, 至10月7日, 、2日.
_TO = r"(?:-|—+|–|~|至|到|、)"
_WRITTEN = re.compile(
    rf"{_YEAR}{_GAP}年{_GAP}(?P<month>\d{{1,2}}){_GAP}月{_GAP}(?P<day>\d{{1,2}}){_GAP}"
    rf"(?:日{_GAP}(?:{_TO}{_GAP}(?:(?:(?P<year2>20\d\d)年)?(?P<month2>\d{{1,2}})月)?"
    rf"(?P<day2>\d{{1,2}})日)?|{_TO}{_GAP}(?P<day3>\d{{1,2}}){_GAP}日)"
)
_IN_DIGITS = re.compile(
    rf"(?<![\d.]){_YEAR}(?P<sign>[-./])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?![\d.]\d|\d)"
    rf"(?:{_GAP}{_TO}{_GAP}(?:(?P<year2>20\d\d)(?P=sign))?(?P<month2>\d{{1,2}})(?P=sign)"
    r"(?P<day2>\d{1,2})(?!\d))?"
)
#: A line that holds the day and what mastheads print beside it, nothing else.
_ALONE = re.compile(
    r"(?:出版日期|日期|时间)?[:\s]{0,5}(?:<day>)[\s,|·()]{0,9}"
    r"(?:(?:星期|周|礼拜)[一二三四五六日天]|农历.{0,16}|[甲乙丙丁戊己庚辛壬癸].{1,16}|合刊|今日.{0,9}|第?\w{0,9}期|[\s,|·()-])*"
)
_DAY_NODES = etree.XPath(
    "//body/descendant::text()[(contains(., '日') or contains(., '20') or contains(., '２')) "
    "and string-length(.) < 80][not(ancestor::script or ancestor::style or ancestor::a)]",
    smart_strings=False,
)
_TAGS = re.compile(r"<(?:script|style)\b.{0,20000}?</(?:script|style)|<[^<>]{0,500}>", re.S | re.I)
#: How much of a page is searched for a printed day where nothing better tells.
_HEAD = 60_000
#: 合刊; 日 and a sign that leads on to another day.
_SHARED = "合刊".encode()
_LEADS_ON = re.compile(
    "日".encode() + rb"\s{0,3}(?:-|~|\xe2\x80[\x93\x94]|\xe8\x87\xb3|\xe3\x80\x81)\s{0,3}\d"
)
#: A 合刊 has the days of a long holiday, no more.
_LONGEST = 31


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day as printed, and the last one where several days share an issue."""

    first: Date
    last: Date | None
    text: str


@dataclass(frozen=True, slots=True)
class IssueDay:
    """The day of a page's issue."""

    date: Date
    #: The days of a 合刊 as printed: 2024年10月1日-7日.
    span: str | None = None
    #: What the name of the file says otherwise, for a reader of the piece.
    notes: tuple[str, ...] = ()


def issue_day(page: SavedPage, view: PageView | None, said: Date | None) -> IssueDay | None:
    """The day of a page's issue, from the surest sign down to the printed one; None where none is.

    `said` is the user's word: it wins.
    """
    named = date_in(page.name) if page.url is None else None
    inner = _told(page, view)
    day = said or inner or named
    if day is None:
        printed = _printed_anywhere(page)
        return IssueDay(printed.first, _span(printed)) if printed else None
    printed = None
    if inner is None or _may_span(page):
        printed = next((one for one in set_off_days(page)), None)
    other = inner or (printed.first if printed else None)
    notes: tuple[str, ...] = ()
    if named and other and named != other and not said:
        notes = (f"文件名作{named.isoformat()}，网页作{other.isoformat()}",)
    spans = printed if printed and printed.first == day else None
    return IssueDay(day, _span(spans) if spans else None, notes)


def _told(page: SavedPage, view: PageView | None) -> Date | None:
    """The day by the page's address, its links, its properties."""
    if page.url and (found := date_in(page.url)):
        return found
    if view is not None and view.date:
        return view.date
    stated = page.properties
    for sign in (stated.url, stated.date):
        if sign and (found := date_in(sign)):
            return found
    return next((one.first for one in printed_days(stated.date or "")), None)


def _span(printed: PrintedDay) -> str | None:
    return printed.text if printed.last else None


def _may_span(page: SavedPage) -> bool:
    """Whether an issue may be of several days, by what stands at the head of its page."""
    head = page.raw[:_HEAD]
    return _SHARED in head or _LEADS_ON.search(head) is not None


def set_off_days(page: SavedPage) -> Iterator[PrintedDay]:
    """Days that stand alone in a line, as mastheads print them: no sentence has them."""
    for text in (*_places(page), *_DAY_NODES(page.document.root)):
        if (day := _set_off(text)) is not None:
            yield day


@lru_cache(maxsize=1024)
def _set_off(text: str) -> PrintedDay | None:
    """The day that a line holds and nothing else; all pages of an issue print it alike."""
    plain = _plain(text)
    for match, day in _matches(plain):
        rest = f"{plain[: match.start()]}<day>{plain[match.end() :]}"
        return day if _ALONE.fullmatch(rest.strip()) else None
    return None


def _places(page: SavedPage) -> Iterator[str]:
    """What stands where templates print the day."""
    for expression in matching(page.document, DAY):
        for one in find(page.document, expression):
            yield line_of(one)


def _printed_anywhere(page: SavedPage) -> PrintedDay | None:
    """The printed day where nothing else tells: in its place, set off, else the first of all."""
    for text in _places(page):
        for found in printed_days(text):
            return found
    for found in set_off_days(page):
        return found
    text = _TAGS.sub("", page.text[:_HEAD])
    written = (day for match, day in _matches(_plain(text)) if match.re is _WRITTEN)
    return next(written, None) or next(iter(printed_days(text)), None)


def printed_days(text: str) -> Iterator[PrintedDay]:
    """The days in a text, in any printed form, those with 年 first; no such day is left out."""
    for _, day in _matches(_plain(text)):
        yield day


def _matches(plain: str) -> Iterator[tuple[re.Match[str], PrintedDay]]:
    for form in (_WRITTEN, _IN_DIGITS):
        for match in form.finditer(plain):
            if (day := _day(match)) is not None:
                yield match, day


def _plain(text: str) -> str:
    """Half-width, numerals as digits."""
    plain = unicodedata.normalize("NFKC", text)
    if "年" in plain:
        plain = _CHINESE_ZERO.sub(lambda found: found[0].translate(_ZEROS), plain)
    return _CHINESE.sub(lambda found: _digits(found[0]), plain)


def _digits(numerals: str) -> str:
    """二〇二四 → 2024, 十二 → 12, 廿三 → 23."""
    if not set(numerals) & set("十廿卅"):
        return "".join(str(max(0, _NUMERALS.index(one) - 2)) for one in numerals)
    numerals = numerals.replace("廿", "二十").replace("卅", "三十")
    tens, _, ones = numerals.partition("十")
    value = {one: max(0, n - 2) for n, one in enumerate(_NUMERALS)}
    return str(10 * value.get(tens, 1) + value.get(ones, 0))


def _day(match: re.Match[str]) -> PrintedDay | None:
    parts = match.groupdict()
    try:
        first = Date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except ValueError:
        return None
    until = parts.get("day2") or parts.get("day3")
    last = None
    if until:
        year, month = parts.get("year2") or first.year, parts.get("month2") or first.month
        try:
            last = Date(int(year), int(month), int(until))
        except ValueError:
            last = None
        if last is not None and not 0 < (last - first).days <= _LONGEST:
            last = None
    return PrintedDay(first, last, " ".join(match[0].split()))
