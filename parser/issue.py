"""Paths in, Issues out: the way in for every command. One Issue for a newspaper and a date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from parser.assembly import finished, issue_of_pages, joined
from parser.epaper.json_paper import is_papers_own
from parser.epaper.read import read_pages
from parser.errors import BanmianError, ParseError, UnreadableSource
from parser.excerpt.read import read_excerpt
from parser.labels import LABEL, normalise_label
from parser.model import CODE, Issue, Page, Picture
from parser.newspaper import definition
from parser.print.pages import place_of, printed_pages
from parser.provenance import NOWHERE, Provenance, Seen, seen
from parser.renewal import as_edition
from parser.source.encoding import decode
from parser.source.files import STANDARD_INPUT, WARC_NAMES, Capture, Source, leaves, sources
from parser.source.issue_lines import issue_documents
from parser.source.origins import origin_of, origin_of_file
from parser.source.pictures import pictures_of
from parser.source.wholeness import best_captures

#: dtrb-2022-08-10-01.txt, rmrb_2022-01-01_p01_1.html, dtrb-2022-08-10.warc.gz
NAME = re.compile(
    r"(?P<newspaper>[a-z0-9]{1,32})[-_](?P<date>\d{4}-\d\d-\d\d)"
    r"(?:[-_]p?(?P<page>[A-Za-z]?\d{1,4}))?(?=[-_./]|$)"
)

#: Issue JSON names its newspaper within so many bytes.
_OPENING = 400

T = TypeVar("T")
OnError = Callable[[BanmianError], None]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user says of the paths; it wins over names and marks found there."""

    newspaper: str | None = None
    date: date | None = None
    page: str | None = None
    #: The name of a second edition of the day: 晚报.
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """An issue as read, with the pictures that were saved beside its pages."""

    issue: Issue
    pictures: tuple[Picture, ...] = ()
    origin: Provenance = NOWHERE

    @property
    def key(self) -> tuple[str, date]:
        return self.issue.newspaper, self.issue.date


def read_issues(
    paths: Iterable[Path], *, on_error: OnError, hints: Hints | None = None
) -> Iterator[Reading]:
    """The issues at these paths, pages of one issue brought together whatever their order.

    A path is what contract §3 calls PATH; - is standard input. What cannot be read is handed to
    `on_error`, one error for each file, and the rest goes on.
    Files whose names tell their issue are read issue by issue, so that a year of captures is never
    in memory at once; the others wait for all of them.
    """
    said = hints or Hints()
    groups: dict[str, list[tuple[Path, str]]] = defaultdict(list)
    for path in paths:
        for file, name in _guarded(leaves(path, on_error), on_error):
            groups[_issue_named(f"{path.name}/{name}", said)].append((file, name))
    loose: dict[tuple[str, date], Reading] = {}
    for group, files in sorted(groups.items()):
        here = _of_warc(group, files, said)
        held = best_captures(
            _as_read(source, here)
            for file, name in files
            for source in _guarded(sources(file, name, on_error), on_error)
        )
        for reading in _issue_files(held, on_error):
            yield _as_edition(reading, said)
        for reading in _page_files(held, here, on_error):
            if not group:
                loose[reading.key] = reading
            else:
                whole = _with(loose.pop(reading.key, None), reading, on_error)
                yield _as_edition(_finished(whole), said)
    for reading in loose.values():
        yield _as_edition(_finished(reading), said)


def _as_read(source: Source, said: Hints) -> Source:
    """A newspaper's own JSON is read as its pages are; Issue JSON stays what it is."""
    if source.kind != "issues" or source.name.lower().endswith(".jsonl"):
        return source
    try:
        paper = definition(said.newspaper) if said.newspaper else None
        own = not _says_issue(source) and is_papers_own(source.load(), paper)
    except (BanmianError, OSError):
        return source  # whoever reads it names the fault
    return replace(source, kind="html") if own else source


def _says_issue(source: Source) -> bool:
    """Whether a file begins as Issue JSON does: an archive's year is not loaded to be told."""
    if source.path is None or source.path == STANDARD_INPUT:
        return False
    with source.path.open("rb") as stream:
        return b'"newspaper"' in stream.read(_OPENING)


def _issue_named(name: str, said: Hints) -> str:
    """The issue that a path names, "" where it names none."""
    match = NAME.search(name)
    newspaper = said.newspaper or (match and match["newspaper"])
    day = said.date or (match and match["date"])
    return f"{newspaper} {day}" if newspaper and day else ""


def _of_warc(group: str, files: Sequence[tuple[Path, str]], said: Hints) -> Hints:
    """What the name of a WARC says of it, since its pages may say nothing: it is one issue's."""
    if not group or not all(file.name.lower().endswith(WARC_NAMES) for file, _ in files):
        return said
    newspaper, day = group.split()
    try:
        return Hints(newspaper, said.date or date.fromisoformat(day), said.page)
    except ValueError:
        return said


def _guarded(items: Iterator[T], on_error: OnError) -> Iterator[T]:
    """The items up to the first error, which is handed on."""
    try:
        yield from items
    except BanmianError as error:
        on_error(error)


def _issue_files(held: Sequence[Source], on_error: OnError) -> Iterator[Reading]:
    for source in held:
        if source.kind == "issues":
            origin = origin_of_file(source)
            for issue in _guarded(issue_documents(source, on_error), on_error):
                yield Reading(finished(issue), origin=origin)


def _page_files(held: Sequence[Source], said: Hints, on_error: OnError) -> Iterator[Reading]:
    """Plain texts and saved pages as unfinished issues, with the pictures saved beside them."""
    issues: dict[tuple[str, date], Issue] = {}
    read: list[Seen] = []
    saved = (*_saved_pages(held, said, on_error, read), *_texts(held, said, on_error, read))
    for issue in (*saved, *_prints(held, said, on_error, saved, read)):
        key = issue.newspaper, issue.date
        if key in issues:
            issue = _together(issues[key], issue, on_error)
        issues[key] = issue
    pictures = [source for source in held if source.kind == "picture"]
    for issue in issues.values():
        yield Reading(issue, pictures_of(issue, pictures), origin_of(issue, read))


def _saved_pages(
    held: Sequence[Source], said: Hints, on_error: OnError, read: list[Seen]
) -> list[Issue]:
    captures = _loaded([s for s in held if s.kind == "html"], on_error, read)
    newspaper = definition(said.newspaper) if said.newspaper else None
    issues, errors = read_pages(captures, newspaper=newspaper, date=said.date, label=said.page)
    for error in errors:
        on_error(error)
    return issues


def _texts(held: Sequence[Source], said: Hints, on_error: OnError, read: list[Seen]) -> list[Issue]:
    """Plain-text pages, those of one issue together."""
    pages: dict[tuple[str, date], list[Page]] = defaultdict(list)
    for capture in _loaded([s for s in held if s.kind == "text"], on_error, read):
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


def _prints(
    held: Sequence[Source],
    said: Hints,
    on_error: OnError,
    saved: Sequence[Issue],
    read: list[Seen],
) -> list[Issue]:
    """PDFs as unfinished issues; a page that is saved as text too is read from that."""
    known = {(issue.newspaper, issue.date, page.label) for issue in saved for page in issue.pages}
    pages: dict[tuple[str, date], list[Page]] = defaultdict(list)
    for capture in _loaded([s for s in held if s.kind == "pdf"], on_error, read):
        try:
            place = place_of(capture.name, newspaper=said.newspaper, day=said.date, page=said.page)
            paper = definition(place.newspaper)
            made, errors = printed_pages(capture, place)
        except BanmianError as error:
            on_error(error)
            continue
        for unread in errors:
            on_error(unread)
        key = paper.code, place.date
        pages[key] += [page for page in made if (*key, page.label) not in known]
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


def _together(first: Issue, second: Issue, on_error: OnError) -> Issue:
    """Two halves of an issue as one; a page that both have is named."""
    whole, twice = joined(first, second)
    for label in twice:
        on_error(
            ParseError(
                "page given twice, the second left out",
                newspaper=first.newspaper,
                date=first.date,
                page=label,
            )
        )
    return whole


def _with(loose: Reading | None, reading: Reading, on_error: OnError) -> Reading:
    if loose is None:
        return reading
    issue = _together(loose.issue, reading.issue, on_error)
    return Reading(issue, (*loose.pictures, *reading.pictures), reading.origin)


def _finished(reading: Reading) -> Reading:
    return replace(reading, issue=finished(reading.issue))


def _as_edition(reading: Reading, said: Hints) -> Reading:
    """The issue as the edition that the user says it is."""
    if said.edition is None or reading.issue.edition == said.edition:
        return reading
    return replace(reading, issue=as_edition(reading.issue, said.edition, 2))
