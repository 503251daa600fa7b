"""One issue: what it lacks is fetched, from the front page to the last picture, and reported."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from parser.clock import today
from parser.epaper.article import ArticleView
from parser.epaper.page_view import PageView
from parser.errors import FetchError, ParseError
from parser.labels import same_page
from parser.source.capture import Capture
from scraper.absence import Absences
from scraper.calendars import Calendars
from scraper.contents import pieces_of, views_in
from scraper.fetch_file import IssueFiles, NoFrontPage, NoSuchIssue
from scraper.plan import FILES, MOST, ORDER, WORDS, Item, item_url, of_article, of_page
from scraper.report import CaptureReport, Missing, Status


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

    def __init__(self, files: IssueFiles, calendars: Calendars, absences: Absences) -> None:
        self._files = files
        self._calendars = calendars
        self._absences = absences
        self._newspaper = files.newspaper
        self._day = files.day
        self._settings = files.settings
        self._queue: list[tuple[int, int, Item]] = []
        self._known: set[str] = set()
        self._missing: list[Missing] = []
        self._tally = Tally()

    def run(self, watch: Callable[[Tally], None]) -> CaptureReport:
        """Fetch what is missing; `watch` is called after each file. Raises ArchiveNotWritable."""
        try:
            self._begin()
        except NoSuchIssue as error:
            self._files.notes.append(str(error))
            if self._day >= today():
                self._files.notes.append("the day is not over yet")
            return self._report("none")
        while self._queue:
            self._take(heapq.heappop(self._queue)[2])
            watch(self._counted())
        if not self._tally.pages:
            return self._report("failed")
        self._files.warc.finish()
        return self._report("partial" if self._missing else "complete")

    # The front page.

    def _begin(self) -> None:
        """Find the front page and queue what it names. Raises NoSuchIssue."""
        held = self._files.warc.of_kind("front")
        url = held[-1] if held else self._newspaper.front_page(self._day)
        if url is None:
            self._miss(Item("", "front"), "the newspaper's definition names no address")
            return
        front = Item(item_url(url), "front")
        try:
            self._open(front, self._files.have(front))
        except NoSuchIssue as error:
            self._ask_calendar(front, error)
        except FetchError as error:
            self._miss(front, error.message)

    def _ask_calendar(self, front: Item, fault: NoSuchIssue) -> None:
        """What the newspaper's own calendar says of a day whose front page is not to be had.

        Raises NoSuchIssue where it lists no issue, or where other days tell that there is none.
        """
        try:
            calendar = self._calendars.calendar(self._day)
        except FetchError as error:
            self._miss(front, f"{fault.message}; the calendar cannot be had: {error.message}")
            return
        if calendar is None or calendar.ends_before(self._day):
            self._ask_rhythm(front, fault)
        elif not calendar.lists(self._day):
            why = f"{fault.message}, and the newspaper's calendar lists no issue"
            raise NoSuchIssue(why, file=fault.file) from fault
        elif (url := calendar.front_page(self._day)) in (None, front.url):
            self._miss(front, f"{fault.message}, though the newspaper's calendar lists the issue")
        else:
            listed = Item(url or front.url, "front")
            try:
                self._open(listed, self._files.have(listed))
            except FetchError as error:
                self._miss(listed, f"{error.message}, though the newspaper's calendar lists it")

    def _ask_rhythm(self, front: Item, fault: NoSuchIssue) -> None:
        """What other days tell where no calendar does. Raises NoSuchIssue with the evidence."""
        if isinstance(fault, NoFrontPage):
            self._miss(front, fault.message)
            return
        verdict = self._absences.verdict(self._day)
        why = f"{fault.message}; {verdict.why}"
        if verdict.absent:
            raise NoSuchIssue(why, file=fault.file) from fault
        self._miss(front, why)

    def _open(self, front: Item, capture: Capture) -> None:
        """Queue what the front page names; its own entry in the list is no second page.

        The list may name it otherwise than the address we came by (node_1.htm?v=1). Only its
        first entry is taken for that, so that a label read wrongly cannot hide another page.
        """
        view = self._files.front_view(front, capture)
        base = capture.url or front.url
        listed = [item_url(one.url, base) for one in view.pages]
        self._known |= {front.url, base}
        if base not in listed and view.pages and same_page(view.pages[0].label, view.label or ""):
            self._known.add(listed[0])
        self._tally.got += 1
        self._spread(replace(front, page=view.label), view, base)
        self._spread_json(capture, base)

    # All other files.

    def _add(self, item: Item) -> None:
        if item.url in self._known or len(self._known) > MOST:
            return
        self._known.add(item.url)
        if len(self._known) > MOST:
            self._miss(item, f"not asked, nor what follows: more than {MOST} files")
            return
        heapq.heappush(self._queue, (ORDER[item.kind], len(self._known), item))

    def _take(self, item: Item) -> None:
        """Have one file, and queue what it names in turn."""
        if self._files.gave_up and not self._files.warc.held(item.url):
            why = f"not asked: {self._files.unreachable} requests in a row had failed"
            self._miss(item, why)
            return
        try:
            capture = self._files.have(item)
        except FetchError as error:
            self._miss(item, error.message)
            return
        self._read(item, capture)

    def _read(self, item: Item, capture: Capture) -> None:
        """Queue what a page or an article names."""
        base = capture.url or item.url
        if item.kind == "page":
            view = self._files.page_view(capture)
            if view is None:
                self._miss(item, "held, but not a page view")
                return
            self._spread(item, view, base)
            self._spread_json(capture, base)
        elif item.kind == "article":
            self._tally.articles += 1
            try:
                pieces = pieces_of(capture, self._newspaper)
            except ParseError as error:
                # What the site gave is kept; a better parser may yet read it.
                self._files.notes.append(f"{error.message}, {item.url}")
            else:
                self._illustrate(pieces, item.page, base)
        self._tally.got += 1

    def _spread(self, item: Item, view: PageView, base: str) -> None:
        self._tally.pages += 1
        for one in of_page(view, self._day, self._settings, base):
            self._add(one)

    def _spread_json(self, capture: Capture, base: str) -> None:
        """Queue the pictures of all pages and pieces that a JSON document holds whole."""
        for view, pieces in views_in(capture, self._newspaper):
            for one in of_page(view, self._day, self._settings, base) if view is not None else ():
                if one.kind in FILES:
                    self._add(one)
            self._illustrate(pieces, view.label if view is not None else None, base)

    def _illustrate(self, pieces: Iterable[ArticleView], page: str | None, base: str) -> None:
        for piece in pieces:
            for one in of_article(piece, page, self._settings, base):
                self._add(one)

    # The report.

    def _miss(self, item: Item, reason: str) -> None:
        what = WORDS[item.kind]
        where = f" {item.page}" if item.kind == "page" else f" on page {item.page}"
        self._missing.append(Missing(item.url, reason, what + where if item.page else what))

    def _counted(self) -> Tally:
        self._tally.bytes, self._tally.fetched = self._files.bytes, self._files.fetched
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
            warc=self._files.warc.relative,
            finished_at=datetime.now(UTC),
            pages=tally.pages,
            articles=tally.articles,
            fetched=tally.fetched,
            note="; ".join(self._files.notes) or None,
        )
