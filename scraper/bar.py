"""Progress of a fetch in, a bar on the terminal out: issue, pages, articles, bytes, time left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from scraper.crawl import Watcher
from scraper.report import Progress


@contextmanager
def capture_bar() -> Iterator[Watcher]:
    """A bar over the files of each issue; nothing where stderr is no terminal."""
    with tqdm(unit=" file", delay=1, disable=None, leave=False) as bar:

        def watch(now: Progress) -> None:
            bar.total, bar.n = now.expected, now.got
            bar.set_description(f"{now.date} ({now.issue}/{now.issues})", refresh=False)
            size = f"{now.bytes / 1e6:.1f} MB"
            bar.set_postfix(pages=now.pages, articles=now.articles, received=size)

        yield watch
