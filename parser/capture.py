"""Paths in, captures out: files, folders, zips and WARCs all become the same bytes with a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Capture:
    """One saved file or one WARC response, before anything is read from it."""

    #: Path inside its folder, zip or WARC; what errors name.
    name: str
    body: bytes
    #: Where it was fetched, where that is known.
    url: str | None = None
    #: The Content-Type header, where there was one.
    content_type: str | None = None
    #: Time zone aware.
    fetched_at: datetime | None = None
