"""verify, backup, restore: that an archive is whole, and stays."""

from __future__ import annotations

from pathlib import Path

import click

from cli.base import counted, data_option, note


@click.command(short_help="Read everything again; name what is not whole.")
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


@click.command(short_help="Copy the archive into DIR, also while it is served.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--keep", default=2, show_default=True, type=click.IntRange(1), help="How many backups stay."
)
@data_option
def backup(folder: Path, keep: int, data: Path) -> None:
    """Copy the archive as it is at one moment into DIR, also while it is served and written to.

    A second backup into the same DIR writes only what changed. Back with `banmian restore DIR`.
    """
    from tqdm import tqdm

    from index import Archive

    with (
        Archive(data, writable=False) as archive,
        tqdm(unit=" file", delay=1, disable=None, leave=False) as bar,
    ):
        done = archive.backup(folder, keep=keep, progress=bar.update)
    for fault in done.faults:
        click.echo(fault)
    size = f"{done.bytes / 1e6:.1f} MB, {done.new_bytes / 1e6:.1f} MB of it new"
    note(f"{counted(done.files, 'file')}, {size}; {counted(len(done.faults), 'fault')}")
    raise SystemExit(1 if done.faults else 0)


@click.command(short_help="Bring a backup into an empty data folder.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True))
@click.option("--at", "name", metavar="TIME", help="Which backup, as DIR/backups names it.")
@data_option
def restore(folder: Path, name: str | None, data: Path) -> None:
    """Bring the newest backup in DIR into an empty data folder.

    Every block is held against its digest. The search index is made anew.
    """
    from tqdm import tqdm

    from index import Archive, bring_back

    with tqdm(unit=" file", delay=1, disable=None, leave=False) as bar:
        listing = bring_back(folder, data, name=name, progress=bar.update)
    with Archive(data) as archive:
        issues = len(archive.issues())
    made = f"{listing.made_at:%Y-%m-%d %H:%M} UTC"
    note(f"{counted(len(listing.files), 'file')} of {made}: {counted(issues, 'issue')}")


COMMANDS = (verify, backup, restore)
