"""The production server: it says where it is, serves, and stops when asked."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

import tests.web.archive as web_archive
from index import Archive
from parser.errors import ArchiveError
from tests.paths import ROOT
from web import serve

RUN = "import sys; from web import serve; serve(sys.argv[1], port=0)"


def test_serves_and_stops(tmp_path: Path) -> None:
    """The URL stands on stderr, the page answers there, an interrupt ends it without a trace."""
    with Archive(tmp_path) as archive:
        archive.add(web_archive.issue())
    command = [sys.executable, "-c", RUN, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        url = running.stderr.readline().strip()
        with urlopen(f"{url}ceshi/2023-05-10/01/1") as answer:
            assert "青石渠通水" in answer.read().decode()
            assert answer.headers["Server"] == "banmian"
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()
        assert running.wait(10) == 0

    assert said == ""


def test_nothing_to_serve_is_an_error(tmp_path: Path) -> None:
    """A folder without an archive is refused before anything listens."""
    with pytest.raises(ArchiveError):
        serve(tmp_path / "nothing", port=0)


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    """The system's own error, for the command line to tell in one line."""
    import socket

    Archive(tmp_path).close()
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        serve(tmp_path, port=taken.getsockname()[1])
