"""probe: a saved page or an address in, how it is read out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.base import Failures
from parser.clock import today
from parser.errors import UnreadableSource

if TYPE_CHECKING:
    from parser.source.files import Capture


@click.command(short_help="Show how a saved page is read, and why so.")
@click.argument("what", metavar="PATH|URL")
@click.option("--newspaper", metavar="CODE", help="Whose page it is, where it does not tell.")
@click.option("--toml", "as_toml", is_flag=True, help="Draft a definition of its newspaper.")
def probe(what: str, newspaper: str | None, as_toml: bool) -> None:
    """Show how a saved page is read: whose it is and why, by what each field was found.

    PATH is a saved page (.html), a newspaper's own JSON, or a folder, .zip or .warc of those; a URL
    is asked for once, as politely as fetch does. Nothing is stored. Exit 1 where something that is
    needed is missing. --toml tries every family's selectors and keeps what reads.
    \f
    Raises UnreadableSource where no page is found at all.
    """
    from parser.newspaper import definition
    from parser.probe import draft, probe_lines
    from parser.probe import probe as probed

    paper = definition(newspaper) if newspaper else None
    failures, whole, seen = Failures(), True, 0
    for capture in _captures(what, failures):
        seen += 1
        if as_toml:
            click.echo(draft(capture, today()), nl=False)
            break
        found = probed(capture, paper)
        whole &= found.whole
        for line in probe_lines(found):
            click.echo(line)
    if not seen and not failures.count:
        raise UnreadableSource("no saved page in it", file=what)
    raise SystemExit(0 if whole and not failures.count else 1)


def _captures(what: str, failures: Failures) -> Iterator[Capture]:
    """The pages at a path, or the answer of a URL."""
    if what.startswith(("http://", "https://")):
        from scraper.lone import fetch_one

        yield fetch_one(what)
        return
    from parser.source.files import leaves, sources

    path = Path(what)
    for file, name in leaves(path, failures):
        for source in sources(file, name, failures):
            if source.kind in ("html", "issues"):
                yield source.load()


COMMANDS = (probe,)
