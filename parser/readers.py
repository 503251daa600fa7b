"""Captures of one issue in; its pages as saved, as plain text and as printed, unfinished, out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from parser.assembly import issue_of_pages
from parser.errors import BanmianError, OnError, ParseError, UnreadableSource
from parser.labels import LABEL, normalise_label
from parser.model import CODE, Issue, Page
from parser.newspaper import definition
from parser.provenance import Seen, seen
from parser.source.encoding import decode
from parser.source.files import Capture, Source

#: dtrb-2022-08-10-01.txt, rmrb_2022-01-01_p01_1.html, dtrb-2022-08-10.warc.gz
NAME = re.compile(
    r"(?P<newspaper>[a-z0-9]{1,32})[-_](?P<date>\d{4}-\d\d-\d\d)"
    r"(?:[-_]p?(?P<page>(?:[A-Za-z]{0,2}叠?|特刊?|号外)\d{1,4}|号外|封[面底一二三四]))?(?=[-_./]|$)"
)


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user says of the paths; it wins over names and marks found there."""

    newspaper: str | None = None
    date: date | None = None
    page: str | None = None
    #: The name of a second edition of the day: 晚报.
    edition: str | None = None
    #: Codes and names of newspapers in an archive: one without a definition keeps its code there.
    codes: Mapping[str, str] = field(default_factory=dict)


def saved_pages(
    held: Sequence[Source], said: Hints, on_error: OnError, read: list[Seen]
) -> list[Issue]:
    saved = [source for source in held if source.kind == "html"]
    if not saved:
        return []
    # Imported here: plain text needs none of it, and its patterns take time to be made.
    from parser.epaper.read import read_pages

    captures = _loaded(saved, on_error, read)
    newspaper = definition(said.newspaper) if said.newspaper else None
    return read_pages(
        captures,
        on_error=on_error,
        newspaper=newspaper,
        date=said.date,
        label=said.page,
        held=said.codes,
    )


def text_pages(
    held: Sequence[Source], said: Hints, on_error: OnError, read: list[Seen]
) -> list[Issue]:
    """Plain-text pages, those of one issue together."""
    texts = [source for source in held if source.kind == "text"]
    if not texts:
        return []
    # Imported here: saved pages need none of it.
    from parser.excerpt.read import read_excerpt

    pages: dict[tuple[str, date], list[Page]] = defaultdict(list)
    for capture in _loaded(texts, on_error, read):
        try:
            newspaper, day, label = _text_names(capture, said)
            paper = definition(newspaper)
            text = _text(capture)
            page = read_excerpt(text, newspaper=paper, date=day, label=label, source=capture.name)
        except BanmianError as error:
            on_error(error)
        else:
            pages[newspaper, day].append(page)
    return [
        issue_of_pages(newspaper, definition(newspaper).name, day, members)
        for (newspaper, day), members in pages.items()
    ]


def printed_issues(
    held: Sequence[Source],
    said: Hints,
    on_error: OnError,
    read: list[Seen],
    saved: Sequence[Issue],
) -> list[Issue]:
    """PDFs as unfinished issues; a page that is saved as text too is read from that."""
    prints = [source for source in held if source.kind == "pdf"]
    if not prints:
        return []
    # Imported here: nothing else needs it.
    from parser.print.pages import place_of, printed_pages

    known = {(issue.newspaper, issue.date, page.label) for issue in saved for page in issue.pages}
    pages: dict[tuple[str, date], list[Page]] = defaultdict(list)
    for capture in _loaded(prints, on_error, read):
        try:
            place = place_of(capture.name, newspaper=said.newspaper, day=said.date, page=said.page)
            paper = definition(place.newspaper)
            whole, errors = printed_pages(capture, place)
        except BanmianError as error:
            on_error(error)
            continue
        for unread in errors:
            on_error(unread)
        key = paper.code, place.date
        pages[key] += [page for page in whole if (*key, page.label) not in known]
    return [
        issue_of_pages(newspaper, definition(newspaper).name, day, members)
        for (newspaper, day), members in pages.items()
        if members
    ]


def _loaded(held: Sequence[Source], on_error: OnError, read: list[Seen]) -> Iterator[Capture]:
    for source in held:
        try:
            capture = source.load()
        except BanmianError as error:
            on_error(error)
        else:
            read.append(seen((capture.name, capture.url), capture.body, capture.fetched_at))
            yield capture


def _text_names(capture: Capture, said: Hints) -> tuple[str, date, str]:
    """Newspaper, date and page of a plain-text page, from what the user says or its name."""
    match = NAME.search(capture.name)
    newspaper = said.newspaper or (match["newspaper"] if match else None)
    page = said.page or (match["page"] if match else None)
    day = said.date or (_day(match["date"], capture.name) if match else None)
    if newspaper is None or day is None or page is None:
        raise ParseError(
            "newspaper, date and page are not in the name (like dtrb-2022-08-10-01.txt): "
            "say --newspaper, --date and --page",
            file=capture.name,
        )
    label = normalise_label(page) or page
    if not CODE.fullmatch(newspaper) or not LABEL.fullmatch(label):
        raise ParseError("not a newspaper code and page label", file=capture.name)
    return newspaper, day, label


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ParseError(f"no such date as {text}", file=name) from error


def _text(capture: Capture) -> str:
    """The text of a plain-text page. Raises UnreadableSource where there is none."""
    if b"\x00" in capture.body and not capture.body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableSource("binary, not text", file=capture.name)
    text = decode(capture.body, capture.content_type)
    if not text.strip():
        raise UnreadableSource("empty", file=capture.name)
    return text
