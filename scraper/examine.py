"""What a server answered in; why it is not the page that was asked for out.

The judgement of a page is the parser's; here the site itself is asked what it gives for an address
that cannot exist, where a page keeps no promise of the list that named it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from parser.epaper.article import article_view
from parser.epaper.json_document import is_json
from parser.epaper.page import open_page
from parser.epaper.whole import alike, flaw_in, keeps_promise
from parser.errors import FetchError, ParseError
from parser.newspaper import Newspaper
from parser.source.capture import Capture
from parser.source.wholeness import Flaw, flaw_of, in_a_tag
from scraper.response import Response
from scraper.session import Session

#: The last number of an address: of its query, or else of its file's name.
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")
_IMPOSSIBLE = "9" * 13


def view_flaw(capture: Capture) -> Flaw | None:
    """Why a page view is none, or not all of one."""
    if is_json(capture):
        return None  # what is cut is no JSON
    flaw = flaw_of(capture)
    if flaw is None and in_a_tag(capture.body):
        return Flaw("cut", "a page cut short inside a tag")
    return flaw


@dataclass(slots=True)
class Examiner:
    """Judges the pieces of one newspaper; asks its site at most once a folder for what is not."""

    newspaper: Newspaper
    session: Session
    largest: int
    _excuses: dict[str, Capture | None] = field(default_factory=dict)

    def piece_flaw(self, capture: Capture, title: str | None) -> Flaw | None:
        """Why a page is not the piece that a list names by this title."""
        if is_json(capture):
            return None
        if (flaw := flaw_of(capture)) is not None:
            return flaw
        try:
            page = open_page(capture)
            article = article_view(page, self.newspaper, None)
        except ParseError:
            kept = False
        else:
            flaw, kept = flaw_in(page, article), keeps_promise(article, title or "")
        if flaw is None and not kept:
            excuse = self._excuse(capture.url or capture.name)
            if excuse is not None and alike(capture, excuse):
                return Flaw("excuse", "what the site gives for addresses that do not exist")
        return flaw

    def _excuse(self, url: str) -> Capture | None:
        """The site's own page for an address beside this one that cannot exist; None without."""
        address = impossible(url)
        if address is None:
            return None
        folder = address.rpartition("/")[0]
        if folder not in self._excuses:
            self._excuses[folder] = self._ask(address)
        return self._excuses[folder]

    def _ask(self, address: str) -> Capture | None:
        try:
            answer = self.session.follow(address)[-1]
            return capture_of(answer, self.largest) if answer.status == 200 else None
        except FetchError:
            return None


def impossible(url: str) -> str | None:
    """An address like this one that no site has; None where it has no number to change."""
    parts = urlsplit(url)
    query = _LAST_NUMBER.sub(_IMPOSSIBLE, parts.query)
    folder, _, name = parts.path.rpartition("/")
    if query == parts.query:
        name = _LAST_NUMBER.sub(_IMPOSSIBLE, name)
    changed = urlunsplit((parts.scheme, parts.netloc, f"{folder}/{name}", query, ""))
    return None if changed == url else changed


def capture_of(answer: Response, largest: int) -> Capture:
    """An answer as it is read. Raises FetchError where it cannot be unpacked, or is too large."""
    return Capture(
        name=answer.url,
        body=answer.content(largest),
        url=answer.url,
        content_type=answer.header("content-type"),
        fetched_at=answer.at,
    )
