"""Which issues there are: entry pages and the newspaper's own calendars in, dates and URLs out."""

from __future__ import annotations

from collections import deque
from datetime import date, timedelta
from urllib.parse import urljoin

from parser.clock import today
from parser.errors import FetchError
from parser.newspaper import Newspaper
from scraper.dates import date_in_url, month_folder
from scraper.entries import CALENDARS, NEWEST
from scraper.entry_pages import Calendar, read_calendar, refresh_target
from scraper.guard import guard_of
from scraper.response import Response
from scraper.session import Session, Unreachable
from scraper.settings import Settings

#: Days to go back in search of the newest issue; longer than the longest holidays.
_BACK = 14
_HOPS = 5
#: Failures in a row after which a server is let be.
_PATIENCE = 2


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
