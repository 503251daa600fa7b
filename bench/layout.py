"""Measures lead, reading order and the re-set page on saved pages; prints a table.

    python -m bench.layout PATH…

The first piece of a newspaper's own list is its editors' lead; where ours is another one, both are
named, to be judged by eye. "Set" is the time to lay a page out in type, the first time.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from parser.errors import BanmianError
from parser.issue import read_issues
from parser.layout.order import disorders, geometric_order, lead, printed_layout
from parser.model import Page
from web.sheet.compose import compose
from web.sheet.grid import survey


def timed(work: Callable[[Page], object], pages: list[Page]) -> float:
    """Milliseconds a page."""
    start = time.perf_counter()
    for page in pages:
        work(page)
    return (time.perf_counter() - start) / max(1, len(pages)) * 1000


def read(paths: list[Path]) -> list[Page]:
    """Every page at these paths that has regions and more than one piece."""
    failures: list[BanmianError] = []
    readings = read_issues(paths, on_error=failures.append)
    pages = [page for reading in readings for page in reading.issue.pages]
    for failure in failures:
        print(failure, file=sys.stderr)
    return [page for page in pages if len(page.articles) > 1 and printed_layout(page)]


def main() -> int:
    """The table, then every page whose lead is not the first of its list."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    pages = read(options.parse_args().paths)
    others = [page for page in pages if lead(page) != page.articles[0].id]
    fronts = [page for page in pages if page.sequence == 1]
    against = sum(bool(disorders(page)) for page in pages)
    layouts = {page: printed_layout(page) or compose(page) for page in pages}
    rows = [
        ("pages with regions and two pieces or more", len(pages)),
        ("  of these front pages", len(fronts)),
        ("lead is the first of the list", len(pages) - len(others)),
        ("  on front pages", sum(page not in others for page in fronts)),
        ("list against the page", against),
        ("lead and order, ms a page", f"{timed(geometric_order, pages) + timed(lead, pages):.2f}"),
        ("composed, ms a page", f"{timed(compose, pages):.2f}"),
        ("set, ms a page", f"{timed(lambda page: survey(layouts[page]), pages):.1f}"),
    ]
    for name, value in rows:
        print(f"{name:<44}{value:>8}")
    for page in others:
        chosen = next(article for article in page.articles if article.id == lead(page))
        print(f"{chosen.id}: {chosen.headline} | list: {page.articles[0].headline}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
