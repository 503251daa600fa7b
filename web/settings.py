"""What an operator says in; the settings of a served archive out, checked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

#: A request body may be so long: a list of names for a batch is the longest anyone sends.
LONGEST_BODY = 1 << 20
#: Each process holds the search index's columns in memory; more of them than this gain little.
_MOST_WORKERS = 4


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """How an archive is served."""

    data: Path
    host: str = "127.0.0.1"
    #: 0 takes a free one.
    port: int = 8000
    #: Where readers reach it, `https://example.org/papers`; every absolute address begins with it.
    base_url: str | None = None
    #: One proxy stands before it, whose X-Forwarded-* headers are believed.
    behind_proxy: bool = False
    #: Whether search engines may list the pages.
    indexable: bool = False
    #: Nothing that a reader sends changes the archive.
    read_only: bool = False
    #: Processes; None for one a processor, up to four.
    workers: int | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for a base URL that is none."""
        if self.base_url is not None:
            base_parts(self.base_url)

    @property
    def processes(self) -> int:
        """How many processes answer."""
        return self.workers or min(_MOST_WORKERS, os.cpu_count() or 1)


def base_parts(url: str) -> tuple[str, str, str]:
    """`https://example.org/papers/` → https, example.org, /papers. Raises ValueError."""
    parts = urlsplit(url)
    plain = url.isascii() and url.isprintable() and " " not in url
    if not plain or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"no base URL, such as https://example.org/papers: {url}")
    if parts.query or parts.fragment or parts.username is not None or parts.port == 0:
        raise ValueError(f"a base URL has no query, fragment or user: {url}")
    return parts.scheme, parts.netloc, parts.path.rstrip("/")
