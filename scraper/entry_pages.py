"""An entry page or a calendar in; where it leads, and the days it lists, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from w3lib.encoding import html_to_unicode
from w3lib.html import get_meta_refresh

from scraper.dates import date_in_url
from scraper.entries import ENTRY_BYTES, LOOSE_REFRESH, SCRIPT_REFRESH, SLOWEST_REFRESH
from scraper.holiday import holiday
from scraper.plan import item_url

#: A calendar that ends longer before a day than a weekend does not tell of it.
_STALE = timedelta(days=4)
#: A page with more words than this has something to read: its scripts only decorate it.
_WORDS = 400


@dataclass(frozen=True, slots=True)
class Calendar:
    """A newspaper's own list of the issues of one month."""

    url: str
    #: Day → its front page as the list gives it, None where it gives only the day.
    days: tuple[tuple[date, str | None], ...]

    def lists(self, day: date) -> bool:
        """Whether it has an issue of that day."""
        return any(listed == day for listed, _ in self.days)

    def ends_before(self, day: date) -> bool:
        """Whether its last issue is so long before a day that it may no longer be kept up."""
        return day - self.days[-1][0] > _STALE and holiday(day) is None

    def front_page(self, day: date) -> str | None:
        """The front page it gives for that day."""
        return next((url for listed, url in self.days if listed == day), None)


def refresh_target(body: bytes, url: str) -> str | None:
    """Where an entry page leads on to by META REFRESH or script; None where it leads nowhere."""
    start = body[:ENTRY_BYTES]
    if b"refresh" not in start.lower() and (b"location" not in start or len(body) > ENTRY_BYTES):
        return None
    _, text = html_to_unicode(None, start, auto_detect_fun=lambda _: "gb18030")
    target = _meta_target(text, url)
    if target is None and len(body) <= ENTRY_BYTES:
        target = _script_target(text)
    led = target and item_url(target, url)
    return led if led and led != item_url(url) else None


def _meta_target(text: str, url: str) -> str | None:
    """By META REFRESH as crawlers read it, or as browsers do: `0, a.htm` leads on as well."""
    try:
        seconds, target = get_meta_refresh(text, url)
    except ValueError:
        seconds, target = None, None
    if target is None:
        for meta in BeautifulSoup(text, "lxml").find_all("meta"):
            loose = re.match(LOOSE_REFRESH, _attribute(meta, "content"), re.IGNORECASE)
            if loose and _attribute(meta, "http-equiv").lower() == "refresh":
                seconds, target = float(loose[1]), loose[2].strip()
                break
    return target if target and (seconds or 0.0) <= SLOWEST_REFRESH else None


def _script_target(text: str) -> str | None:
    """A script's target, taken only from a page that has nothing to read."""
    page = BeautifulSoup(text, "lxml")
    scripts = "\n".join(script.string or "" for script in page.find_all("script"))
    for script in page.find_all(["script", "style"]):
        script.decompose()
    if len(page.get_text(strip=True)) > _WORDS:
        return None
    found = re.search(SCRIPT_REFRESH, scripts)
    return (found[1] or found[2]) if found else None


def read_calendar(body: bytes, url: str, month: date) -> Calendar | None:
    """A period.xml, page.xml or navi.xml as a Calendar; None where it lists no day of the month."""
    days: dict[date, str | None] = {}
    for element in BeautifulSoup(body, "lxml-xml").find_all(["period", "date"]):
        day = _day(element, month)
        if day and days.get(day) is None:
            days[day] = _front(element, day, url)
    return Calendar(url, tuple(sorted(days.items(), key=lambda one: one[0]))) if days else None


def _day(element: Tag, month: date) -> date | None:
    """The day that a `period` or `date` element stands for."""
    for text in (_child(element, "period_date"), _own(element), _attribute(element, "date")):
        if text and (day := date_in_url("/" + text)):
            return day if (day.year, day.month) == (month.year, month.month) else None
    for number in _numbers(element):
        if 1 <= number <= 31:
            try:
                return month.replace(day=number)
            except ValueError:
                return None
    return None


def _numbers(element: Tag) -> Iterator[int]:
    for text in (_attribute(element, "id"), _attribute(element, "day"), _own(element)):
        if text.isascii() and text.isdecimal():
            yield int(text[:3])


def _front(element: Tag, day: date, url: str) -> str | None:
    page = _child(element, "front_page") or _attribute(element, "url")
    if not page:
        return None
    if date_in_url("/" + page) or page.startswith(("http://", "https://", "/")):
        return item_url(page, urljoin(url, "../"))
    return item_url(f"{day:%d}/{page}", url)


def _child(element: Tag, name: str) -> str:
    found = element.find(name, recursive=False)
    return found.get_text(strip=True) if found is not None else ""


def _attribute(element: Tag, name: str) -> str:
    value = element.get(name)
    return value.strip() if isinstance(value, str) else ""


def _own(element: Tag) -> str:
    """The words of an element before its first child."""
    first = next(iter(element.children), None)
    return "" if first is None or isinstance(first, Tag) else str(first).strip()
