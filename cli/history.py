"""history, stats: what the archive holds, and how it came to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.base import counted, data_option, edition_option, note
from cli.days import DAY, Day, held_day

if TYPE_CHECKING:
    from index.results import ReadingSummary
    from parser.model import Issue


@click.command(short_help="Show an issue's readings, or compare two.")
@click.argument("newspaper")
@click.argument("asked", metavar="DATE", type=DAY)
@edition_option
@click.option("--diff", "pair", nargs=2, type=int, metavar="A B", help="Compare two readings.")
@click.option("--json", "place", type=int, metavar="N", help="Print reading N as Issue JSON.")
@data_option
def history(
    newspaper: str,
    asked: Day,
    edition: str | None,
    pair: tuple[int, int] | None,
    place: int | None,
    data: Path,
) -> None:
    """The readings of an issue, oldest first; the last is the one shown.

    DATE is YYYY-MM-DD, YYYYMMDD, today, yesterday or latest, the newest that is held.

    \b
    An older reading is brought back so (the one shown is kept as well):
    banmian history jizhou 2024-03-12 --json 1 | banmian ingest - --replace
    """
    from index import Archive
    from parser.issue_json import dump_issue

    with Archive(data, writable=False) as archive:
        day = held_day(archive, newspaper, asked)
        number = archive.edition_number(newspaper, day, edition)
        held = archive.history(newspaper, day, number)
        if pair:
            two = [archive.reading(newspaper, day, one, number) for one in pair]
            for line in _differences(two[0], two[1], pair):
                click.echo(line)
        elif place is not None:
            click.echo(dump_issue(archive.reading(newspaper, day, place, number)))
        else:
            for reading in held:
                click.echo(_line(reading))
    if not pair and place is None:
        note(f"{newspaper} {day}: {counted(len(held), 'reading')}")


def _line(reading: ReadingSummary) -> str:
    captured = f"{reading.captured_at:%Y-%m-%d %H:%M}" if reading.captured_at else "-"
    return "\t".join(
        (
            str(reading.number),
            f"{reading.stored_at:%Y-%m-%d %H:%M}",
            captured,
            reading.parser or "-",
            (reading.input or "-")[:12],
            reading.digest[:12],
        )
    )


def _differences(before: Issue, after: Issue, pair: tuple[int, int]) -> Iterator[str]:
    """The two readings as lines, a paragraph a line, and what differs between them."""
    old, new = (f"reading {place}" for place in pair)
    return unified_diff(_lines(before), _lines(after), old, new, n=1, lineterm="")


def _lines(issue: Issue) -> list[str]:
    made: list[str] = []
    for page in issue.pages:
        made.append(f"== {page.label} {page.section or ''}".rstrip())
        for article in page.articles:
            stack = (article.kicker, article.headline, article.subheadline, article.byline)
            made.append(f"-- {article.id} {' | '.join(filter(None, stack))}".rstrip())
            made += article.paragraphs
            made += [image.caption for image in article.images if image.caption]
    return made


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The sums as JSON.")
@data_option
def stats(as_json: bool, data: Path) -> None:
    """Issues, pages, stories and bytes of every newspaper.

    Bytes of pictures and WARC files; the text in characters.
    """
    from index import Archive

    with Archive(data, writable=False) as archive:
        rows = [asdict(one) for one in archive.stats()]
        database = archive.database_bytes()
    if as_json:
        click.echo(json.dumps({"newspapers": rows, "database_bytes": database}, ensure_ascii=False))
        return
    names = [name for name in rows[0] if name != "name"] if rows else []
    if names:
        click.echo("\t".join(names))
    for row in rows:
        click.echo("\t".join(str(row[name]) for name in names))
    note(f"{counted(len(rows), 'newspaper')}, database {database / 1e6:.1f} MB")


COMMANDS = (history, stats)
