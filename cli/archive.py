"""ingest and reindex: what changes the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from cli.base import Failures, counted, data_option, note, paths_argument, progress


@click.command()
@paths_argument
@data_option
def ingest(paths: tuple[Path, ...], data: Path) -> None:
    """Read pages, store them and make them searchable. The same issue twice changes nothing.

    PATH as for `banmian parse`.
    """
    raise SystemExit(0 if store(paths, data) else 1)


def store(paths: Iterable[Path], data: Path) -> bool:
    """Issues at these paths into the archive; whether all went well, and on stderr how."""
    from index import Archive
    from parser.issue import Hints, read_issues

    failures, results = Failures(), Counter[str]()
    with Archive(data) as archive:
        if archive.found_wrong:
            note(archive.found_wrong)
        # A paper without a definition keeps the code that it has here.
        codes = {paper.code: paper.name for paper in archive.newspapers()}
        read = read_issues(paths, on_error=failures, hints=Hints(codes=codes))
        pairs = ((reading.issue, reading.pictures) for reading in read)
        for _issue, result in progress(archive.add_all(pairs), " issue"):
            results[result] += 1
    note(
        f"{counted(results.total(), 'issue')}: {results['added']} added, "
        f"{results['replaced']} replaced, {results['unchanged']} unchanged; {failures.count} failed"
    )
    return failures.count == 0


@click.command()
@data_option
def reindex(data: Path) -> None:
    """Rebuild the search index from the archive."""
    from tqdm import tqdm

    from index import Archive

    with Archive(data) as archive, tqdm(unit=" story", delay=1, disable=None, leave=False) as bar:
        stories = archive.reindex(progress=bar.update)
    note(f"stories indexed: {stories}")


COMMANDS = (ingest, reindex)
