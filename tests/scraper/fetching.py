"""How the tests fetch: a session or an issue from a test server, and what came of it."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.recordloader import ArcWarcRecord

from scraper import CaptureReport, fetch_issue
from scraper.guard import Guard
from scraper.pace import Pace
from scraper.response import Response
from scraper.session import Session
from scraper.settings import Settings
from tests.newspaper_server import FIRST, File, Server

#: Where made-up answers come from.
HOST = "http://paper.example"


def session(server: Server, **said: object) -> Session:
    """A session with that server, in a hurry unless told otherwise."""
    quick: dict[str, object] = {"delay": 0, "backoff": 0.01, "retries": 2, "read_timeout": 5.0}
    settings = Settings(allow_hosts=(server.host,), **{**quick, **said})  # type: ignore[arg-type]
    return Session(Guard((), (server.host,)), settings, Pace())


def put(server: Server, path: str, body: bytes = b"<html>good</html>", **headers: str) -> str:
    """A file of the server; its URL."""
    given = tuple((key.replace("_", "-"), value) for key, value in headers.items())
    server.sites[0].files[path] = File(body, headers=given)
    return f"http://{server.host}{path}"


def hasty(server: Server, **said: object) -> Settings:
    """No rests: the pace is tested elsewhere."""
    quick: dict[str, object] = {"delay": 0, "backoff": 0.01, "retries": 1, "read_timeout": 9.0}
    return Settings(allow_hosts=(server.host,), **{**quick, **said})  # type: ignore[arg-type]


def fetch(server: Server, data: Path, day: date = FIRST, **said: object) -> CaptureReport:
    """One issue of the server's first newspaper."""
    paper = server.sites[0].paper.newspaper(server.host)
    return fetch_issue(paper, day, data, settings=hasty(server, **said))


def responses(data: Path, report: CaptureReport) -> Counter[str]:
    """How often each path has a response in the issue's file."""
    assert report.warc is not None
    held = records(data / report.warc)
    return Counter("/" + url.split("/", 3)[3] for kind, url, *_ in held if kind == "response")


def answer(
    path: str, body: bytes = b"<html>x</html>", status: int = 200, **headers: str
) -> Response:
    """An answer as if it had come from a server."""
    given = tuple((key.replace("_", "-"), value) for key, value in headers.items())
    return Response(
        url=HOST + path,
        status=status,
        reason="OK",
        headers=(("Content-Type", "text/html"), *given),
        body=body,
        path=path,
        asked=(("Host", "paper.example"), ("User-Agent", "Banmian/0.1")),
        ip="192.0.2.1",
        at=datetime(2024, 2, 5, 1, 2, 3, 456789, tzinfo=UTC),
    )


def records(path: Path) -> list[tuple[str, str, bytes, ArcWarcRecord]]:
    """Type, URL and content of each record, with the record."""
    with path.open("rb") as stream:
        return [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI") or "",
                record.content_stream().read(),
                record,
            )
            for record in ArchiveIterator(stream, check_digests="raise")
        ]


def check_whole(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """warcio's own checker finds every digest right."""
    checker = Checker(type("Args", (), {"verbose": False, "inputs": [str(path)]})())
    checker.process_all()
    assert checker.exit_value == 0, capsys.readouterr().out
