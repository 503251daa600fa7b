"""What the archive answers with: frozen values, offsets instead of mark-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


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


AddResult = Literal["added", "unchanged", "replaced"]

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
