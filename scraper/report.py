"""What became of a fetch: per issue what was expected, what is held and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Status = Literal["complete", "partial", "none", "failed"]


@dataclass(frozen=True, slots=True)
class Missing:
    """One file that could not be had."""

    url: str
    reason: str
    #: "front page", "page 03", "article on page 02", "picture on page 01" …
    what: str


@dataclass(frozen=True, slots=True)
class CaptureReport:
    """What became of one issue."""

    newspaper: str
    date: date
    #: partial: something is missing; none: the newspaper has no issue that day; failed: nothing
    #: is known of the issue, because its front page could not be had.
    status: Status
    #: Files the issue must hold as far as its lists are known, and how many of them are held.
    expected: int
    got: int
    missing: tuple[Missing, ...]
    #: Bytes received in this run.
    bytes: int
    #: The WARC file, relative to the data folder; None where nothing is held.
    warc: str | None
    #: Time zone aware.
    finished_at: datetime
    pages: int = 0
    articles: int = 0
    #: Requests that brought something new in this run.
    fetched: int = 0
    #: What was seen on the way to the status: "404 at …; the paper's calendar lists no issue".
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a fetch is; `issue` of `issues`, counted from 1."""

    newspaper: str
    date: date
    issue: int
    issues: int
    #: Held of this issue so far.
    pages: int
    articles: int
    got: int
    #: Known so far; grows while page views are read.
    expected: int
    missing: int
    #: Received in this run, all issues together.
    bytes: int
