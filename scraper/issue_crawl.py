"""One issue: what it lacks is fetched, from the front page to the last picture, and reported."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from parser.article import read_article_page
from parser.capture import Capture
from parser.edition import PageView, read_page_view
from parser.errors import FetchError, ParseError
from parser.labels import same_page
from parser.newspaper import Newspaper
from scraper.answer import Answer
from scraper.dates import date_in_url, today
from scraper.finding import Finder, refresh_target
from scraper.plan import FILES, MOST, ORDER, WORDS, Item, item_url, of_article, of_page
from scraper.report import CaptureReport, Missing, Status
from scraper.session import Session, Unreachable
from scraper.settings import Settings
from scraper.warc import WarcFile

#: Answers that say there is no such page.
_GONE = frozenset((404, 410))
_REFRESHES = 3


class _NoSuchIssue(FetchError):
    """The front page is not there, or is not this day's."""


class _NoFrontPage(_NoSuchIssue):
    """What is there is no front page at all: without a calendar that may be a fault of ours."""


@dataclass(slots=True)
class Tally:
    """What happened to one issue so far."""

    got: int = 0
    expected: int = 0
    missing: int = 0
    pages: int = 0
    articles: int = 0
    fetched: int = 0
    bytes: int = 0


class IssueCrawl:
    """The crawl of one issue; `run` once."""

    def __init__(
        self,
        newspaper: Newspaper,
        day: date,
        warc: WarcFile,
        session: Session,
        finder: Finder,
        settings: Settings,
    ) -> None:
        self._newspaper = newspaper
        self._day = day
        self._warc = warc
        self._session = session
        self._finder = finder
        self._settings = settings
        self._queue: list[tuple[int, int, Item]] = []
        self._known: set[str] = set()
        self._missing: list[Missing] = []
        self._tally = Tally()
        #: Failures of the server in a row.
        self._unreachable = 0
        self._notes: list[str] = []

    def run(self, watch: Callable[[Tally], None]) -> CaptureReport:
        """Fetch what is missing; `watch` is called after each file. Raises ArchiveNotWritable."""
        try:
            self._begin()
        except _NoSuchIssue as error:
            self._notes.append(str(error))
            if self._day >= today():
                self._notes.append("the day is not over yet")
            return self._report("none")
        while self._queue:
            self._take(heapq.heappop(self._queue)[2])
            watch(self._counted())
        if not self._tally.pages:
            return self._report("failed")
        self._warc.finish()
        return self._report("partial" if self._missing else "complete")

    # The front page.

    def _begin(self) -> None:
        """Find the front page and queue what it names. Raises _NoSuchIssue."""
        held = self._warc.of_kind("front")
        url = held[-1] if held else self._newspaper.front_page(self._day)
        if url is None:
            self._miss(Item("", "front"), "the newspaper's definition names no address")
            return
        front = Item(item_url(url), "front")
        try:
            self._open(front, self._have(front))
        except _NoSuchIssue as error:
            self._ask_calendar(front, error)
        except FetchError as error:
            self._miss(front, error.message)

    def _ask_calendar(self, front: Item, fault: _NoSuchIssue) -> None:
        """What the newspaper's own calendar says of a day whose front page is not to be had.

        Raises _NoSuchIssue where it lists no issue, or where there is no calendar to doubt that.
        """
        try:
            calendar = self._finder.calendar(self._day)
        except FetchError as error:
            self._miss(front, f"{fault.message}; the calendar cannot be had: {error.message}")
            return
        if calendar is None:
            if not isinstance(fault, _NoFrontPage):
                raise fault
            self._miss(front, fault.message)
        elif not calendar.lists(self._day):
            why = f"{fault.message}, and the newspaper's calendar lists no issue"
            raise _NoSuchIssue(why, file=fault.file) from fault
        elif (url := calendar.front_page(self._day)) in (None, front.url):
            self._miss(front, f"{fault.message}, though the newspaper's calendar lists the issue")
        else:
            listed = Item(url or front.url, "front")
            try:
                self._open(listed, self._have(listed))
            except FetchError as error:
                self._miss(listed, f"{error.message}, though the newspaper's calendar lists it")

    def _open(self, front: Item, capture: Capture) -> None:
        """Queue what the front page names; its own entry in the list is no second page."""
        view = self._front_view(front, capture)
        base = capture.url or front.url
        label = view.label or ""
        own = [item_url(one.url, base) for one in view.pages if same_page(one.label, label)]
        self._known |= {front.url, base}
        if base not in own:
            self._known |= set(own[:1])
        self._tally.got += 1
        self._spread(replace(front, page=view.label), view, base)

    # All other files.

    def _add(self, item: Item) -> None:
        if item.url in self._known:
            return
        self._known.add(item.url)
        if len(self._known) > MOST:
            self._miss(item, f"not asked: the issue names more than {MOST} files")
            return
        heapq.heappush(self._queue, (ORDER[item.kind], len(self._known), item))

    def _take(self, item: Item) -> None:
        """Have one file, and queue what it names in turn."""
        if self._unreachable >= self._settings.give_up_after and not self._warc.held(item.url):
            why = f"not asked: {self._unreachable} requests in a row had failed"
            self._miss(item, why)
            return
        try:
            capture = self._have(item)
        except FetchError as error:
            self._unreachable = self._unreachable + 1 if isinstance(error, Unreachable) else 0
            self._miss(item, error.message)
            return
        self._unreachable = 0
        self._read(item, capture)

    def _read(self, item: Item, capture: Capture) -> None:
        """Queue what a page or an article names."""
        base = capture.url or item.url
        if item.kind == "page":
            view = self._view(capture)
            if view is None:
                self._miss(item, "held, but not a page view")
                return
            self._spread(item, view, base)
        elif item.kind == "article":
            self._tally.articles += 1
            try:
                article = read_article_page(capture, self._newspaper)
            except ParseError as error:
                # What the site gave is kept; a better parser may yet read it.
                self._notes.append(f"{error.message}, {item.url}")
            else:
                for one in of_article(article, item.page, self._settings, base):
                    self._add(one)
        self._tally.got += 1

    def _view(self, capture: Capture) -> PageView | None:
        """The page view in a capture; None where it is none."""
        try:
            view = read_page_view(capture, self._newspaper)
        except ParseError:
            return None
        return view if view and (view.pages or view.articles) else None

    def _spread(self, item: Item, view: PageView, base: str) -> None:
        self._tally.pages += 1
        for one in of_page(view, self._day, self._settings, base):
            self._add(one)

    # One file.

    def _have(self, item: Item) -> Capture:
        """The capture behind an item, from the file or the server. Raises FetchError."""
        for _ in range(_REFRESHES):
            capture = self._obtain(item)
            led = item.kind in ("front", "page") and refresh_target(
                capture.body, capture.url or item.url
            )
            if not led:
                return capture
            item = replace(item, url=led)
        raise FetchError("refreshes in circles or too often", file=item.url)

    def _obtain(self, item: Item) -> Capture:
        held = self._warc.held(item.url)
        if held and not self._settings.again:
            return self._warc.capture(held)
        asked = held.conditions if held else {}
        chain = self._session.follow(item.url, asked)
        last = chain[-1]
        self._tally.bytes += sum(len(answer.body) for answer in chain)
        if last.status == 304 and held:
            self._warc.append(item, chain)
            return self._warc.capture(held)
        capture = Capture(
            name=last.url,
            body=last.content(self._settings.max_bytes),
            url=last.url,
            content_type=last.header("content-type"),
            fetched_at=last.at,
        )
        self._warc.append(self._examined(item, last, capture), chain)
        self._tally.fetched += 1
        return capture

    def _examined(self, item: Item, last: Answer, capture: Capture) -> Item:
        """The item as it is to be recorded. Raises FetchError where the answer is not the file."""
        kind = _NoSuchIssue if item.kind == "front" else FetchError
        if last.status in _GONE:
            raise kind(last.says, file=item.url)
        if last.status != 200:
            raise FetchError(last.says, file=item.url)
        other = date_in_url(last.url)
        if other != self._day and date_in_url(item.url) == self._day:
            raise kind(f"leads away from this issue, to {last.url}", file=item.url)
        if item.kind in FILES and last.media_type in ("text/html", "application/xhtml+xml"):
            raise FetchError("answered with a web page instead of the file", file=item.url)
        if item.kind == "front" and refresh_target(capture.body, last.url):
            return replace(item, kind="entry")
        if item.kind == "front":
            self._front_view(item, capture)
        elif item.kind == "page" and self._view(capture) is None:
            raise FetchError("answered with what is not a page view", file=item.url)
        elif item.kind == "article" and not capture.body.strip():
            raise FetchError("answered with an empty page", file=item.url)
        return item

    def _front_view(self, item: Item, capture: Capture) -> PageView:
        """The front page as read. Raises _NoSuchIssue where it is not that of this issue."""
        view = self._view(capture)
        if view is None:
            raise _NoFrontPage("answered with what is not a page view", file=item.url)
        if view.date and view.date != self._day:
            raise _NoSuchIssue(f"answered with the issue of {view.date}", file=item.url)
        return view

    # The report.

    def _miss(self, item: Item, reason: str) -> None:
        what = WORDS[item.kind]
        where = f" {item.page}" if item.kind == "page" else f" on page {item.page}"
        self._missing.append(Missing(item.url, reason, what + where if item.page else what))

    def _counted(self) -> Tally:
        self._tally.missing = len(self._missing)
        self._tally.expected = self._tally.got + self._tally.missing + len(self._queue)
        return self._tally

    def _report(self, status: Status) -> CaptureReport:
        tally = self._counted()
        return CaptureReport(
            newspaper=self._newspaper.code,
            date=self._day,
            status=status,
            expected=tally.expected,
            got=tally.got,
            missing=tuple(self._missing),
            bytes=tally.bytes,
            warc=self._warc.relative,
            finished_at=datetime.now(UTC),
            pages=tally.pages,
            articles=tally.articles,
            fetched=tally.fetched,
            note="; ".join(self._notes) or None,
        )
