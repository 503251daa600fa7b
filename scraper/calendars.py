"""Which issues there are: entry pages and the newspaper's own calendars in, dates and URLs out."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urljoin

from lxml import etree, html

from parser.errors import FetchError
from parser.newspaper import Newspaper
from scraper.dates import date_in_url, month_folder, today
from scraper.entries import (
    CALENDARS,
    ENTRY_BYTES,
    META_REFRESH,
    NEWEST,
    SCRIPT_REFRESH,
    SLOWEST_REFRESH,
)
from scraper.guard import guard_of
from scraper.holiday import holiday
from scraper.plan import item_url
from scraper.response import Response
from scraper.session import Session, Unreachable
from scraper.settings import Settings

#: Days to go back in search of the newest issue; longer than the longest holidays.
_BACK = 14
_HOPS = 5
#: A calendar that ends longer before a day than a weekend does not tell of it.
_STALE = timedelta(days=4)
#: Failures in a row after which a server is let be.
_PATIENCE = 2
_XML = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)


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
    root = _tree(start)
    if root is None:
        return None
    target = _meta_target(root)
    if target is None and len(body) <= ENTRY_BYTES:
        target = _script_target(root)
    led = target and item_url(target, url)
    return led if led and led != item_url(url) else None


def _tree(body: bytes) -> html.HtmlElement | None:
    try:
        return html.document_fromstring(body)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _meta_target(root: html.HtmlElement) -> str | None:
    for meta in root.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() == "refresh":
            found = re.match(META_REFRESH, meta.get("content") or "", re.IGNORECASE)
            if found and found[2] and _seconds(found[1]) <= SLOWEST_REFRESH:
                return found[2].strip()
    return None


def _seconds(text: str) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _script_target(root: html.HtmlElement) -> str | None:
    """A script's target, taken only from a page that has nothing to read."""
    scripts = [script.text or "" for script in root.iter("script")]
    if len(root.text_content()) - sum(map(len, scripts)) > 400:
        return None
    found = re.search(SCRIPT_REFRESH, "\n".join(scripts))
    return (found[1] or found[2]) if found else None


def read_calendar(body: bytes, url: str, month: date) -> Calendar | None:
    """A period.xml, page.xml or navi.xml as a Calendar; None where it lists no day of the month."""
    try:
        root = etree.fromstring(body.strip(), _XML)
    except etree.XMLSyntaxError:
        return None
    days: dict[date, str | None] = {}
    for element in root.iter() if root is not None else ():
        if not isinstance(element.tag, str):
            continue
        day = _day(element, month)
        if day and days.get(day) is None:
            days[day] = _front(element, day, url)
    return Calendar(url, tuple(sorted(days.items(), key=lambda one: one[0]))) if days else None


def _day(element: etree._Element, month: date) -> date | None:
    """The day that a `period` or `date` element stands for."""
    if element.tag not in ("period", "date"):
        return None
    said = [element.findtext("period_date"), element.text, element.get("date")]
    for text in (one.strip() for one in said if one and one.strip()):
        if day := date_in_url("/" + text):
            return day if (day.year, day.month) == (month.year, month.month) else None
    numbers = [element.get("id"), element.get("day"), element.text]
    for number in (one.strip() for one in numbers if one):
        if number.isascii() and number.isdecimal() and 1 <= int(number[:3]) <= 31:
            try:
                return month.replace(day=int(number[:3]))
            except ValueError:
                return None
    return None


def _front(element: etree._Element, day: date, url: str) -> str | None:
    page = (element.findtext("front_page") or element.get("url") or "").strip()
    if not page:
        return None
    if date_in_url("/" + page) or page.startswith(("http://", "https://", "/")):
        return item_url(page, urljoin(url, "../"))
    return item_url(f"{day:%d}/{page}", url)


class Calendars:
    """A newspaper's calendars and entry pages, each month's calendar read once."""

    def __init__(self, newspaper: Newspaper, session: Session, settings: Settings) -> None:
        self._newspaper = newspaper
        self._session = session
        self._limit = settings.max_bytes
        self._months: dict[date, Calendar | None] = {}
        self._unreachable = 0
        #: What failed on the way lately, in words.
        self.faults: deque[str] = deque(maxlen=3)

    def calendar(self, day: date) -> Calendar | None:
        """The newspaper's own calendar of that day's month; None where it has none to be read."""
        month = day.replace(day=1)
        if month not in self._months:
            self._months[month] = self._read(month)
        return self._months[month]

    def _read(self, month: date) -> Calendar | None:
        front = self._newspaper.front_page(month)
        folders = month_folder(front) if front else None
        if folders is None:
            return None
        for name in CALENDARS.get(self._newspaper.family_on(month) or "", ()):
            answer = self._answer(urljoin(folders[1], name))
            if answer and answer.status == 200:
                calendar = read_calendar(answer.content(self._limit), answer.url, month)
                if calendar:
                    return calendar
        return None

    def _answer(self, url: str) -> Response | None:
        """The last answer from a URL on; None where there is none, with the reason in `faults`.

        Calendars and entry pages only help to find issues, so one that fails is done without;
        a server that fails again and again is Unreachable.
        """
        try:
            answer = self._session.follow(url)[-1]
        except FetchError as error:
            self.faults.append(str(error))
            self._unreachable += isinstance(error, Unreachable)
            if self._unreachable > _PATIENCE:
                raise
            return None
        self._unreachable = 0
        return answer

    def newest(self) -> date:
        """The date of the newest issue. Raises FetchError where none is found."""
        found = self._by_entry() or self._by_calendar() or self._by_trying()
        if found is None:
            why = "; ".join([f"no issue found in the last {_BACK} days", *self.faults])
            raise FetchError(why, newspaper=self._newspaper.code)
        return found

    def _by_entry(self) -> date | None:
        front = self._newspaper.front_page(today())
        folders = month_folder(front) if front else None
        for name in NEWEST.get(self._newspaper.family_on(today()) or "", ()) if folders else ():
            url: str | None = urljoin(folders[0], name) if folders else None
            for _ in range(_HOPS):
                answer = self._answer(url) if url else None
                if answer is None or answer.status != 200:
                    break
                url = refresh_target(answer.content(self._limit), answer.url)
                for seen in filter(None, (answer.url, url)):
                    if (day := date_in_url(seen)) and day <= today():
                        return day
        return None

    def _by_calendar(self) -> date | None:
        this_month = today().replace(day=1)
        for month in (this_month, this_month - timedelta(days=1)):
            calendar = self.calendar(month)
            listed = [day for day, _ in calendar.days if day <= today()] if calendar else []
            if listed:
                return max(listed)
        return None

    def _by_trying(self) -> date | None:
        """The last day whose front page answers, and not with another day's."""
        for back in range(_BACK):
            day = today() - timedelta(days=back)
            url = self._newspaper.front_page(day)
            answer = self._answer(url) if url else None
            if answer and answer.status == 200 and date_in_url(answer.url) in (None, day):
                return day
        return None


def newest(newspaper: Newspaper, settings: Settings) -> date:
    """The date of a newspaper's newest issue. Raises FetchError where none is found."""
    with Session(guard_of(newspaper, settings.allow_hosts), settings) as session:
        return Calendars(newspaper, session, settings).newest()
