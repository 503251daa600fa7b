"""serve and demo: an archive's pages on a server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cli.archive import store
from cli.base import data_option, host_option, port_option
from parser.errors import BanmianError

#: What the sample archive grows from.
SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def start_server(data: Path, host: str, port: int, **chosen: Any) -> None:
    """Runs until interrupted. `chosen` as in `web.settings.ServeSettings`.

    Raises BanmianError where the address is taken.
    """
    from web.server import serve
    from web.settings import ServeSettings

    try:
        settings = ServeSettings(data, host, port, **chosen)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    try:
        serve(settings)
    except OSError as error:
        raise BanmianError(f"cannot listen on {host}:{port} ({error.strerror})") from error


@click.command()
@data_option
@host_option
@port_option
@click.option("--no-serve", is_flag=True, help="Build the archive and stop.")
def demo(data: Path, host: str, port: int, no_serve: bool) -> None:
    """Build the archive from the sample pages and serve it. Needs no network.

    Only in an empty data folder or in one that demo made; any other is left alone.
    """
    _take(data)
    if not store([SEEDS], data):
        raise SystemExit(1)
    if not no_serve:
        start_server(data, host, port)


def _take(data: Path) -> None:
    """Make the data folder the sample's, or find that it is. Raises BanmianError."""
    from index import Archive
    from index.store.database import DATABASE

    refused = "not an archive that demo made; name another folder with --data"
    if not (data / DATABASE).exists() and data.is_dir() and any(data.iterdir()):
        raise BanmianError(f"not empty, and {refused}", file=data)
    with Archive(data) as archive:
        if not archive.is_sample and (archive.issues() or archive.captures()):
            raise BanmianError(refused, file=data)
        archive.mark_sample()


@click.command(short_help="Serve the archive on a production server.")
@host_option
@port_option
@click.option(
    "--base-url",
    metavar="URL",
    envvar="BANMIAN_BASE_URL",
    show_envvar=True,
    help="Where readers reach it: https://example.org/papers.",
)
@click.option("--behind-proxy", is_flag=True, help="Believe the X-Forwarded-* of one proxy.")
@click.option("--indexable", is_flag=True, help="Search engines may list the pages.")
@click.option("--read-only", is_flag=True, help="Readers can change nothing.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="Processes that answer.  [default: one a processor, up to four]",
)
@data_option
def serve(data: Path, host: str, port: int, **chosen: Any) -> None:
    """Serve the archive's pages on a production server; the access log is JSON lines on stderr."""
    start_server(data, host, port, **chosen)


COMMANDS = (demo, serve)
