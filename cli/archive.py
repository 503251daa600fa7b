"""ingest, reindex, remove, withdraw: what changes the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.base import (
    Failures,
    counted,
    data_option,
    edition_option,
    jobs_option,
    note,
    paths_argument,
    progress,
)
from cli.days import DAY, Day, held_day

if TYPE_CHECKING:
    from index.results import Stored


@click.command()
@paths_argument
@click.option("--replace", is_flag=True, help="Take each issue as given, held pages or not.")
@edition_option
@jobs_option
@data_option
def ingest(
    paths: tuple[Path, ...], replace: bool, edition: str | None, jobs: int, data: Path
) -> None:
    """Read pages, store them and make them searchable. The same issue twice changes nothing.

    PATH as for `banmian parse`. Pages of an issue that is held are added to it, or renew the page
    of their label; none vanishes without --replace. What they renew is kept: `banmian history`.
    """
    raise SystemExit(0 if store(paths, data, edition=edition, whole=replace, jobs=jobs) else 1)


def store(
    paths: Iterable[Path],
    data: Path,
    *,
    edition: str | None = None,
    whole: bool = False,
    jobs: int = 1,
) -> bool:
    """Issues at these paths into the archive; whether all went well, and on stderr how."""
    from index import Archive
    from parser.bulk import read_units, units_of
    from parser.readers import Hints

    failures, results = Failures(), Counter[str]()
    with Archive(data) as archive:
        if archive.found_wrong:
            note(archive.found_wrong)
        # A paper without a definition keeps the code that it has here.
        codes = {paper.code: paper.name for paper in archive.newspapers()}
        hints = Hints(edition=edition, codes=codes)
        units = units_of(paths, hints, failures)
        read = (one for unit in read_units(units, jobs, failures) for one in unit)
        for stored in progress(archive.add_all(read, whole=whole), " issue"):
            results[stored.result] += 1
            for line in _told(stored):
                note(line)
    words = ("added", "renewed", "replaced", "unchanged")
    sums = ", ".join(f"{results[word]} {word}" for word in words)
    note(f"{counted(results.total(), 'issue')}: {sums}; {failures.count} failed")
    return failures.count == 0


def _told(stored: Stored) -> Iterator[str]:
    """What a person must know of an issue that was held before."""
    issue = stored.issue
    name = f"{issue.newspaper} {issue.date}" + (f" {issue.edition}" if issue.edition else "")
    acts = ("added", stored.pages_added), ("renewed", stored.pages_renewed)
    done = [f"page {', '.join(labels)} {act}" for act, labels in acts if labels]
    if stored.pages_gone:
        done.append(f"page {', '.join(stored.pages_gone)} gone")
    if stored.pieces_gone:
        done.append(f"{counted(stored.pieces_gone, 'piece')} gone")
    if stored.result in ("renewed", "replaced"):
        yield f"{name}: {'; '.join(done or ['links'])}; what was held is kept (banmian history)"
    if stored.unlike:
        labels = ", ".join(stored.unlike)
        yield (
            f"{name}: page {labels} shares no piece with the page that was held; "
            "if it is of another edition of the day, bring the held one back and say --edition NAME"
        )


@click.command()
@data_option
def reindex(data: Path) -> None:
    """Rebuild the search index from the archive."""
    from tqdm import tqdm

    from index import Archive

    with (
        Archive(data, begin=False) as archive,
        tqdm(unit=" story", delay=1, disable=None, leave=False) as bar,
    ):
        stories = archive.reindex(progress=bar.update)
    note(f"stories indexed: {stories}")


@click.command(short_help="Take an issue out of the archive for good.")
@click.argument("newspaper")
@click.argument("asked", metavar="DATE", type=DAY)
@edition_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@data_option
def remove(newspaper: str, asked: Day, edition: str | None, yes: bool, data: Path) -> None:
    """Take an issue out of the archive, with its readings and pictures. Its captures stay.

    There is no way back but a backup; to hide an issue, `banmian withdraw` it.
    DATE is YYYY-MM-DD, YYYYMMDD, today, yesterday or latest, the newest that is held.
    """
    from index import Archive

    with Archive(data, begin=False) as archive:
        day = held_day(archive, newspaper, asked)
        number = archive.edition_number(newspaper, day, edition)
        pages = len(archive.issue(newspaper, day, number, as_read=True).pages)
        if not yes:
            question = f"Remove {newspaper} {day} with {counted(pages, 'page')} for good?"
            click.confirm(question, abort=True, err=True)
        archive.remove(newspaper, day, number)
    note(f"{newspaper} {day}: removed, {counted(pages, 'page')}")


@click.command(short_help="Show a story or an issue no longer; keep it.")
@click.argument("asked", metavar="ID")
@click.option("--reason", metavar="TEXT", help="Why; kept with the act.")
@data_option
def withdraw(asked: str, reason: str | None, data: Path) -> None:
    """Show a story or an issue no longer; it stays in the archive.

    ID is the id of a piece, which takes its whole story along (jizhou-2024-03-12-01-03), or of an
    issue (jizhou-2024-03-12). Its address then answers 410, and no search, list or feed has it.
    """
    from index import Archive

    with Archive(data, begin=False) as archive:
        archive.withdraw(asked, reason)
    note(f"{asked}: withdrawn; back with: banmian restore-withdrawn {asked}")


@click.command("restore-withdrawn")
@click.argument("asked", metavar="ID")
@data_option
def restore_withdrawn(asked: str, data: Path) -> None:
    """Show again what was withdrawn.

    ID as for `banmian withdraw`; a story comes back with all the pieces that went with it.
    """
    from index import Archive

    with Archive(data, begin=False) as archive:
        archive.restore_withdrawn(asked)
    note(f"{asked}: shown again")


COMMANDS = (ingest, reindex, remove, withdraw, restore_withdrawn)
