"""What the archive answers with: frozen values, offsets instead of mark-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from parser.model import Issue


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage that shows why a story matched."""

    #: headline, kicker, subheadline, column_name, byline, body, caption.
    field: str
    #: As printed.
    text: str
    #: Character offsets into `text`, half open, in order, not overlapping.
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One story that matched."""

    id: str
    newspaper: str
    newspaper_name: str
    date: date
    #: Labels in reading order: "01", "03".
    pages: tuple[str, ...]
    headline: str | None
    #: Byline as printed.
    byline: str | None
    score: float
    snippets: tuple[Snippet, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, with the number of stories that have it under this search."""

    value: str
    #: What a person reads: 大同日报 for dtrb.
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """An answer to a search. `total` is exact, always."""

    query: str
    #: In plain words, what was searched and what was not understood.
    understood: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...] = ()
    #: newspaper, year, month, page, section, author, kind → values, most frequent first
    #: (year and month in order of time).
    facets: tuple[tuple[str, tuple[FacetValue, ...]], ...] = ()

    def facet(self, name: str) -> tuple[FacetValue, ...]:
        """The values of one facet; () where it has none."""
        return dict(self.facets).get(name, ())


@dataclass(frozen=True, slots=True)
class NewspaperSummary:
    """A newspaper and what is held of it."""

    code: str
    name: str
    issues: int
    pages: int
    articles: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class IssueSummary:
    """An issue in a list: what is held, without its texts."""

    newspaper: str
    newspaper_name: str
    date: date
    #: 晚报; None for the only or first edition of the day, which is number 1.
    edition: str | None
    edition_number: int
    #: 期号 as printed.
    number: str | None
    #: Labels held, in sequence.
    pages: tuple[str, ...]
    #: Labels the issue is known to have and the archive lacks.
    missing: tuple[str, ...]
    articles: int
    stories: int
    #: Jump lines printed, and of those the ones an editor must look at.
    jumps: int
    open_jumps: int


#: renewed: pages were added to, or took the place of, those of an issue that was held;
#: replaced: the whole issue was taken as given.
AddResult = Literal["added", "unchanged", "renewed", "replaced"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an issue that was given to the archive."""

    issue: Issue
    result: AddResult
    #: Labels of pages that were not held before, that took the place of an older reading of the
    #: page, and that are gone from the issue, as only a replaced one can lose them.
    pages_added: tuple[str, ...] = ()
    pages_renewed: tuple[str, ...] = ()
    pages_gone: tuple[str, ...] = ()
    #: Of the renewed ones those that share no piece with what was held: another edition's?
    unlike: tuple[str, ...] = ()
    #: How many pieces the issue no longer has.
    pieces_gone: int = 0


@dataclass(frozen=True, slots=True)
class ReadingSummary:
    """One reading of an issue, without its text."""

    #: From 1 for the oldest.
    number: int
    captured_at: datetime | None
    stored_at: datetime
    parser: str | None
    input: str | None
    digest: str
    #: Room it takes beside the newest one; 0 for that itself.
    bytes: int


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A piece, or with `target` None an issue, that is not shown."""

    newspaper: str
    date: date
    edition_number: int
    target: str | None
    reason: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class HoldingStats:
    """What is held of one newspaper, and the room it takes."""

    code: str
    name: str
    issues: int
    pages: int
    stories: int
    #: Older readings that are kept.
    older_readings: int
    #: Characters of printed text.
    characters: int
    #: Bytes of their files.
    picture_bytes: int
    warc_bytes: int


CaptureStatus = Literal["complete", "partial", "none", "failed"]


@dataclass(frozen=True, slots=True)
class CaptureRecord:
    """What became of fetching one issue; `none` where the newspaper has no issue of that day."""

    newspaper: str
    date: date
    status: CaptureStatus
    #: Pages and articles that the issue must hold, and how many of them were captured.
    expected: int
    got: int
    #: What is missing: its URL and why.
    missing: tuple[tuple[str, str], ...]
    #: Aware of its time zone.
    finished_at: datetime
    #: The WARC file, relative to the data folder.
    warc: str | None = None
