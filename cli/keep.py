"""verify: is everything there, and whole."""

from __future__ import annotations

from pathlib import Path

import click

from cli.base import counted, data_option, note


@click.command()
@data_option
def verify(data: Path) -> None:
    """Read everything again and name what is not there or not whole; exit 1 when anything is.

    The database and the digest of every reading, picture and captured record; the lists and the
    search index against the texts; files without an owner and owners without their file.
    """
    from tqdm import tqdm

    from index import Archive

    with (
        Archive(data, writable=False) as archive,
        tqdm(total=archive.things(), unit=" thing", delay=1, disable=None, leave=False) as bar,
    ):
        checked = archive.verify(bar.update)
    for fault in checked.faults:
        click.echo(fault)
    read = ", ".join(f"{number} {kind}" for kind, number in checked.counts.items())
    note(f"{counted(len(checked.faults), 'fault')}; read again: {read}")
    raise SystemExit(1 if checked.faults else 0)


COMMANDS = (verify,)
