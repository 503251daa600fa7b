"""One file of an issue: from the WARC file or else from the server, looked at, and kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit

from parser.epaper.page_view import PageView
from parser.errors import FetchError, ParseError
from parser.newspaper import Newspaper
from parser.source.capture import Capture
from parser.source.wholeness import Flaw
from scraper.contents import view_of
from scraper.dates import date_in_url
from scraper.entry_pages import refresh_target
from scraper.examine import Examiner, capture_of, view_flaw
from scraper.plan import FILES, Item
from scraper.response import Response
from scraper.session import Session, Unreachable
from scraper.settings import Settings
from scraper.warc_file import WarcFile
from scraper.warc_records import Held

#: Answers that say there is no such page.
_GONE = frozenset((404, 410))
_PAGES = ("text/html", "application/xhtml+xml")
#: A page has some hundred kilobytes.
_LARGEST_PAGE = 16 * 1024 * 1024
#: Kinds that may only lead on to the page that was meant.
_REFRESHING = ("front", "page")
_REFRESHES = 3
#: Where a site sends those who ask for what it does not have.
_EXCUSES = re.compile(r"^/?$|(?:^|/)(?:index|default|404|error)\w{0,9}\.(?:s?html?|aspx?|jsp|php)$")


class NoSuchIssue(FetchError):
    """The front page is not there, or is not this day's."""


class NoFrontPage(NoSuchIssue):
    """What is there is no front page at all: without a calendar that may be a fault of ours."""


@dataclass(slots=True)
class IssueFiles:
    """Has the files of one issue, and counts what it cost."""

    newspaper: Newspaper
    day: date
    warc: WarcFile
    session: Session
    settings: Settings
    #: Bytes received, and files that brought something.
    bytes: int = 0
    fetched: int = 0
    #: Failures of the server in a row.
    unreachable: int = 0
    #: Entry pages and redirects on the way to a file: they are kept with it, or not at all.
    led_on: list[tuple[Item, Response]] = field(default_factory=list)
    examiner: Examiner = field(init=False)
    #: What went otherwise than asked for, though nothing is missing for it.
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        largest = min(self.settings.max_bytes, _LARGEST_PAGE)
        self.examiner = Examiner(self.newspaper, self.session, largest)

    @property
    def gave_up(self) -> bool:
        """Whether the server failed so often in a row that it is let be."""
        return self.unreachable >= self.settings.give_up_after

    def have(self, item: Item) -> Capture:
        """The capture behind an item, from the file or the server. Raises FetchError."""
        self.led_on.clear()
        for _ in range(_REFRESHES):
            capture = self._obtain(item)
            led = item.kind in _REFRESHING and refresh_target(capture.body, capture.url or item.url)
            if not led:
                return capture
            item = replace(item, url=led)
        raise FetchError("refreshes in circles or too often", file=item.url)

    def _obtain(self, item: Item) -> Capture:
        """What is held of an item's URL, else what the server gives. Raises FetchError.

        What is held and is not the page it should be is asked for again, and gives way to a better
        one; a page that was whole never does to one that is not.
        """
        held = self.warc.held(item.url)
        if held is None:
            return self._ask(item, None)
        capture = self.warc.capture(held)
        flaw = self._flaw(item, capture)
        if (self.settings.again or flaw) and not self.gave_up:
            try:
                return self._ask(item, held)
            except FetchError as error:
                if flaw is None:
                    self.notes.append(f"held, but not to be had again: {error}")
        if flaw is not None:
            raise FetchError(f"answered with {flaw.message}", file=item.url)
        return capture

    def _ask(self, item: Item, held: Held | None) -> Capture:
        """Ask the server, and keep what it gives. Raises FetchError."""
        try:
            chain = self.session.follow(item.url, held.conditions if held else None)
        except Unreachable:
            self.unreachable += 1
            raise
        self.unreachable = 0
        last = chain[-1]
        self.bytes += sum(len(answer.body) for answer in chain)
        if last.status == 304 and held:
            self.warc.append([(item, answer) for answer in chain])
            return self.warc.capture(held)
        capture = capture_of(last, self._largest(item))
        item = self._examined(item, last, capture)
        flaw = self._flaw(item, capture)
        self.led_on += [(item, answer) for answer in chain]
        if flaw is None or (flaw.kind == "cut" and held is None):
            if item.kind != "entry":
                self.warc.append(self.led_on)
            self.fetched += 1
        if flaw is not None:
            raise FetchError(f"answered with {flaw.message}", file=item.url)
        return capture

    def _flaw(self, item: Item, capture: Capture) -> Flaw | None:
        """Why a capture is not the page it should be, as far as its kind tells."""
        if item.kind == "article":
            return self.examiner.piece_flaw(capture, item.title)
        return view_flaw(capture) if item.kind in ("front", "page") else None

    def _largest(self, item: Item) -> int:
        """Bytes that a file of its kind may have; a page is read whole, a PDF is only kept."""
        limit = self.settings.max_bytes
        return limit if item.kind in FILES else min(limit, _LARGEST_PAGE)

    def _examined(self, item: Item, last: Response, capture: Capture) -> Item:
        """The item as it is to be recorded. Raises FetchError where the answer is not the file."""
        kind = NoSuchIssue if item.kind == "front" else FetchError
        if last.status in _GONE:
            raise kind(last.says, file=item.url)
        if last.status != 200:
            raise FetchError(last.says, file=item.url)
        if last.url != item.url and self._leads_away(last.url):
            raise kind(f"leads away from this issue, to {last.url}", file=item.url)
        if item.kind in FILES and last.media_type in _PAGES:
            raise FetchError("answered with a web page instead of the file", file=item.url)
        if item.kind in _REFRESHING and refresh_target(capture.body, last.url):
            return replace(item, kind="entry")
        if item.kind == "front":
            self.front_view(item, capture)
        elif item.kind == "page" and self.page_view(capture) is None:
            raise FetchError("answered with what is not a page view", file=item.url)
        return item

    def _leads_away(self, url: str) -> bool:
        """Whether a redirect ends at another day's issue, at the home page or an excuse."""
        day = date_in_url(url)
        return day != self.day if day else bool(_EXCUSES.search(urlsplit(url).path))

    def front_view(self, item: Item, capture: Capture) -> PageView:
        """The front page as read.

        Raises NoFrontPage where it is no page view, NoSuchIssue where it is of another day.
        """
        view = self.page_view(capture)
        if view is None:
            raise NoFrontPage("answered with what is not a page view", file=item.url)
        if view.date and view.date != self.day:
            raise NoSuchIssue(f"answered with the issue of {view.date}", file=item.url)
        return view

    def page_view(self, capture: Capture) -> PageView | None:
        """The page view in a capture; None where it is none."""
        try:
            view = view_of(capture, self.newspaper)
        except ParseError:
            return None
        return view if view and (view.pages or view.articles) else None
