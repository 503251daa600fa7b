"""What every command stands on: notes and errors on stderr, and the options that many take."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from cli import settings
from parser.errors import BanmianError

T = TypeVar("T")
#: What the system says where nothing more can be written.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class Failures:
    """What went wrong so far: each is named on stderr at once, and the exit code remembers."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: BanmianError) -> None:
        self.count += 1
        note(f"error: {error}")


class Notes(logging.Handler):
    """What the rooms have to say of what they read, as notes to the person at the terminal."""

    def emit(self, record: logging.LogRecord) -> None:
        note(record.getMessage())


class Commands(click.Group):
    """A group whose own errors are one line, never a traceback."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; where its output cannot be written that is an error like any."""
        try:
            try:
                return super().main(*args, **kwargs)
            finally:
                sys.stdout.flush()
        except OSError as error:
            if error.errno not in _FULL:
                raise
            _leave_output()
            note(f"error: cannot write ({error.strerror})")
            raise SystemExit(1) from error

    def invoke(self, ctx: click.Context) -> object:
        root = logging.getLogger()
        if not any(isinstance(one, Notes) for one in root.handlers):
            root.addHandler(Notes(logging.WARNING))
        try:
            return super().invoke(ctx)
        except BanmianError as error:
            note(f"error: {error}")
            raise SystemExit(1) from error
        except BrokenPipeError:
            # The reader of our output has seen enough: head, less.
            sys.stderr.close()
            raise SystemExit(0) from None


def _leave_output() -> None:
    """Let what waits to be written go nowhere: Python would try it once more when it ends."""
    with contextlib.suppress(OSError, ValueError), open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def note(text: str) -> None:
    """One line to the person at the terminal."""
    click.echo(f"banmian: {text}", err=True)


def counted(number: int, noun: str) -> str:
    """3 issues, 1 issue."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def progress(items: Iterable[T], unit: str, total: int | None = None) -> Iterable[T]:
    """The items behind a bar that shows after a second, on a terminal only."""
    if not sys.stderr.isatty():
        return items
    # Imported here: a pipe needs no bar.
    from tqdm import tqdm

    bar: Iterable[T] = tqdm(items, unit=unit, total=total, delay=1, disable=None, leave=False)
    return bar


def with_settings(ctx: click.Context, param: click.Parameter, data: Path) -> Path:
    """The data folder; its settings stand in the environment while the command runs."""
    ctx.call_on_close(settings.apply(data))
    return data


data_option = click.option(
    "--data",
    # First of all options: what the others find in the environment may come from its file.
    is_eager=True,
    callback=with_settings,
    type=click.Path(path_type=Path, file_okay=False),
    envvar="BANMIAN_DATA",
    default="data",
    show_default=True,
    show_envvar=True,
    help="The folder of the archive.",
)
host_option = click.option("--host", default="127.0.0.1", show_default=True)
port_option = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="0: a free one.",
)
edition_option = click.option(
    "--edition", metavar="NAME", help="A second edition of the day: 晚报."
)
jobs_option = click.option(
    "--jobs",
    default=1,
    show_default=True,
    type=click.IntRange(1),
    metavar="N",
    help="Read with so many processes.",
)
paths_argument = click.argument(
    "paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path)
)
