"""The production server: it says where it is, serves, withstands slow clients, stops when asked."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

import tests.web.archive as web_archive
from index import Archive
from parser.errors import ArchiveError
from tests.paths import ROOT
from web import ServeSettings, serve
from web.settings import LONGEST_BODY

STORY = "ceshi/2023-05-10/01/1"


@contextmanager
def running(data: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`banmian serve` on a free port → the process and where it listens."""
    command = [sys.executable, "banmian.py", "serve", "--data", str(data), "--port", "0", *options]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        url = server.stderr.readline().strip()
        try:
            yield server, url
        finally:
            if server.poll() is None:
                server.send_signal(signal.SIGTERM)
                server.wait(20)


def stopped(server: subprocess.Popen[str], sign: signal.Signals) -> list[dict[str, object]]:
    """What was logged until it ended in good order."""
    assert server.stderr is not None
    server.send_signal(sign)
    said = server.stderr.read()
    assert server.wait(20) == 0, said
    return [json.loads(line) for line in said.splitlines()]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_archive.build(tmp_path_factory.mktemp("served"))


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_serves_logs_and_stops(data: Path, sign: signal.Signals) -> None:
    """The URL stands on stderr, then a line of JSON a request; a signal ends it without a trace."""
    with running(data, "--workers", "2") as (server, url):
        with urlopen(f"{url}{STORY}?a=1") as answer:
            assert "青石渠通水" in answer.read().decode()
            assert answer.headers["Server"] == "banmian"
            own = answer.headers["X-Request-ID"]
        logged = stopped(server, sign)

    assert [(line["path"], line["query"], line["status"]) for line in logged] == [
        (f"/{STORY}", "a=1", 200)
    ]
    assert logged[0]["request"] == own
    assert {"time", "remote", "method", "bytes", "ms", "agent", "referer"} <= set(logged[0])


@pytest.mark.parametrize("delay", [0.0, 0.3, 0.9])
def test_stops_before_it_serves(data: Path, delay: float) -> None:
    """Told to stop while its processes still begin, it ends in good order, without a trace."""
    with running(data, "--workers", "2") as (server, _):
        time.sleep(delay)
        assert stopped(server, signal.SIGTERM) == []


def test_nothing_to_serve_is_an_error(tmp_path: Path) -> None:
    """A folder without an archive is refused before anything listens."""
    with pytest.raises(ArchiveError):
        serve(ServeSettings(tmp_path / "nothing", port=0))


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    """The system's own error, for the command line to tell in one line."""
    Archive(tmp_path).close()
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        serve(ServeSettings(tmp_path, port=taken.getsockname()[1]))


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://example.org", "http://", "http://a/?q=1", "http://a b/", "/p"]
)
def test_a_base_url_that_is_none(tmp_path: Path, url: str) -> None:
    """Refused before anything is opened."""
    with pytest.raises(ValueError, match="base URL"):
        ServeSettings(tmp_path, base_url=url)


def test_every_process_counts(data: Path) -> None:
    """Two processes answer; /metrics of either tells the requests of both, by page and status."""
    with running(data, "--workers", "2") as (_, url):
        for _ in range(12):
            with urlopen(f"{url}healthz") as answer:
                assert json.load(answer) == {"alive": True}
        # Each process writes its counts after its answer is given.
        time.sleep(0.2)
        with urlopen(f"{url}metrics") as answer:
            said = answer.read().decode()

    assert 'banmian_requests_total{page="operate.healthz",status="200"} 12.0' in said
    assert 'banmian_issues{newspaper="ceshi"}' in said


HEAD = b"GET / HTTP/1.1\r\nHost: x\r\nX-A: "
FORM = (
    b"POST /batch HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nnames="
)


@pytest.mark.parametrize("begun", [b"", HEAD, FORM], ids=["silent", "head", "body"])
def test_slow_clients_hold_nobody_up(data: Path, begun: bytes) -> None:
    """150 connections that send nothing, half a head or half a form: others are answered."""
    with running(data, "--workers", "1") as (_, url):
        where = urlsplit(url)
        slow = [socket.create_connection((where.hostname, where.port)) for _ in range(150)]
        for each in slow:
            each.sendall(begun)
        with urlopen(f"{url}{STORY}", timeout=20) as answer:
            assert answer.status == 200
        for each in slow:
            each.close()


def sent(url: str, head: bytes) -> bytes:
    """What is answered to that head alone, no body sent."""
    where = urlsplit(url)
    with socket.create_connection((where.hostname, where.port), timeout=20) as to:
        to.sendall(head)
        return to.recv(65536).split(b"\r\n", 1)[0]


def test_heads_and_bodies_are_bounded(data: Path) -> None:
    """A form of 400 MB is refused before it is sent, a head without end while it comes."""
    with running(data, "--workers", "1") as (_, url):
        huge = b"POST /batch HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
        assert b" 413 " in sent(url, huge % 400_000_000)
        assert b" 413 " in sent(url, huge % (LONGEST_BODY + 1))
        assert b" 431 " in sent(url, b"GET / HTTP/1.1\r\nX-A: " + b"a" * 300_000)


def test_what_is_asked_before_the_end_is_answered(data: Path) -> None:
    """A server told to stop gives the answers under way, then ends."""
    with running(data, "--workers", "1") as (server, url):
        where = urlsplit(url)
        assert where.hostname is not None
        reader = http.client.HTTPConnection(where.hostname, where.port, timeout=20)
        reader.request("GET", "/healthz")
        assert reader.getresponse().read()
        reader.request("GET", f"/{STORY}")
        # The head has left this machine; the first story takes a second of imports.
        time.sleep(0.1)
        server.send_signal(signal.SIGTERM)
        answer = reader.getresponse()

        assert answer.status == 200
        assert "青石渠通水" in answer.read().decode()
        reader.close()
        assert server.wait(20) == 0
