"""Paths in, Issues out: the way in for every command. One Issue for a newspaper and a date."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from parser.assembly import finished, joined
from parser.errors import BanmianError, OnError, ParseError
from parser.model import Issue, Picture
from parser.newspaper import definition
from parser.provenance import NOWHERE, Provenance, Seen, seen, together
from parser.readers import NAME, Hints, printed_issues, saved_pages, text_pages
from parser.renewal import as_edition
from parser.source.files import STANDARD_INPUT, WARC_NAMES, Source, leaves, sources
from parser.source.issue_lines import issue_documents
from parser.source.pictures import pictures_of
from parser.source.wholeness import best_captures

#: Issue JSON names its newspaper within so many bytes.
_OPENING = 400

T = TypeVar("T")


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
    yield from read_groups(groups_of(paths, said, on_error), said, on_error)


#: Files by the issue that their names tell, "" where they tell none; each with its name inside.
FileGroups = dict[str, list[tuple[Path, str]]]


def groups_of(paths: Iterable[Path], said: Hints, on_error: OnError) -> FileGroups:
    """The files at these paths, those of one issue together. Nothing is read yet."""
    groups: FileGroups = defaultdict(list)
    for path in paths:
        for file, name in _guarded(leaves(path, on_error), on_error):
            groups[_issue_named(f"{path.name}/{name}", said)].append((file, name))
    return dict(groups)


def read_groups(groups: FileGroups, said: Hints, on_error: OnError) -> Iterator[Reading]:
    """The issues of files that are grouped; those of no name join the issue they turn out to be."""
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
        from parser.epaper.json_document import is_papers_own

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
        return replace(said, newspaper=newspaper, date=said.date or date.fromisoformat(day))
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
            origin = _of_file(source)
            for issue in _guarded(issue_documents(source, on_error), on_error):
                yield Reading(finished(issue), origin=origin)


def _page_files(held: Sequence[Source], said: Hints, on_error: OnError) -> Iterator[Reading]:
    """Plain texts and saved pages as unfinished issues, with the pictures saved beside them."""
    issues: dict[tuple[str, date], Issue] = {}
    read: list[Seen] = []
    saved = [*saved_pages(held, said, on_error, read), *text_pages(held, said, on_error, read)]
    for issue in (*saved, *printed_issues(held, said, on_error, read, saved)):
        key = issue.newspaper, issue.date
        if key in issues:
            issue = _together(issues[key], issue, on_error)
        issues[key] = issue
    pictures = [source for source in held if source.kind == "picture"]
    for issue in issues.values():
        yield Reading(issue, pictures_of(issue, pictures), _origin(issue, read))


def _origin(issue: Issue, read: Sequence[Seen]) -> Provenance:
    """What of the captures read is told as the source of something in the issue."""
    pieces = [article for page in issue.pages for article in page.articles]
    told = {page.source for page in issue.pages} | {piece.source for piece in pieces}
    return together([one for one in read if told & one.names] or read)


def _of_file(source: Source) -> Provenance:
    """The provenance of Issue JSON: the file it stands in, or what came down the pipe."""
    if source.path is None:
        return together([seen((), source.load().body)])
    with source.path.open("rb") as stream:
        return Provenance(input=hashlib.file_digest(stream, "sha256").hexdigest())


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
