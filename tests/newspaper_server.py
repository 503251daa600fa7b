"""A web server on this machine for invented newspapers, and with every fault a server can have.

It counts what it is asked, and misbehaves where told to.
"""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wsgi import ClosingIterator

if __name__ == "__main__":
    # Run as a program it is not found from where the packages lie.
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from parser.newspaper import Newspaper
from tests.newspaper_site import FIRST, FORTNIGHT, HOLIDAYS, PAPERS, File, Site, story

__all__ = [
    "FIRST",
    "FORTNIGHT",
    "HOLIDAYS",
    "PAPERS",
    "Fault",
    "File",
    "Request",
    "Server",
    "Site",
    "raw_server",
    "story",
]


@dataclass
class Fault:
    """A way to misbehave, so many times; -1 is always."""

    kind: str
    times: int = -1
    status: int = 500
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b"out of order"


@dataclass(frozen=True)
class Request:
    """One request as it came in."""

    at: float
    path: str
    agent: str
    headers: tuple[tuple[str, str], ...]


class _Silent(WSGIRequestHandler):
    """No line on stderr for every request."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass


@dataclass
class Server:
    """Sites behind a real HTTP server on loopback; a context manager."""

    sites: tuple[Site, ...]
    robots: str | None = "User-agent: *\nDisallow: /private/\n"
    faults: dict[str, Fault] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    #: 0 takes a free one.
    port: int = 0
    #: Agents answered 403, as a pattern.
    unwelcome: str | None = None
    #: What it says, with 200, to all that it does not have; None for an honest 404.
    excuse: bytes | None = None
    tls: ssl.SSLContext | None = None
    #: Most requests that were under way at once.
    busiest: int = 0

    def __enter__(self) -> Server:
        self._stop = threading.Event()
        self._under_way = 0
        self._lock = threading.Lock()
        self._server = make_server(
            "127.0.0.1",
            self.port,
            self,
            threaded=True,
            request_handler=_Silent,
            ssl_context=self.tls,
        )
        self.host = f"127.0.0.1:{self._server.port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def asked(self, path: str | None = None) -> list[str]:
        """The paths asked for in order, robots.txt left out; or the requests for one path."""
        return [
            r.path
            for r in self.requests
            if r.path == path or (path is None and r.path != "/robots.txt")
        ]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer, and count what is under way until the last byte is sent."""
        with self._lock:
            self._under_way += 1
            self.busiest = max(self.busiest, self._under_way)
        return ClosingIterator(self._answer(environ, start), self._done)

    def _done(self) -> None:
        with self._lock:
            self._under_way -= 1

    def _answer(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING")
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8") + (
            f"?{query}" if query else ""
        )
        agent = environ.get("HTTP_USER_AGENT", "")
        headers = tuple((k[5:], v) for k, v in environ.items() if k.startswith("HTTP_"))
        self.requests.append(Request(time.monotonic(), path, agent, headers))
        fault = self.faults.get(path)
        if fault and fault.times:
            fault.times -= 1
            return self._misbehave(fault, start)
        if path == "/robots.txt" and self.robots is not None:
            return _send(start, 200, File(self.robots.encode(), "text/plain"))
        if self.unwelcome and re.search(self.unwelcome, agent):
            return _send(start, 403, File(b"who are you?"))
        for site in self.sites:
            if path in site.files:
                return _send(start, 200, site.files[path])
        if self.excuse is not None:
            return _send(start, 200, File(self.excuse))
        return _send(start, 404, File(b"<html><body>404</body></html>"))

    def _misbehave(self, fault: Fault, start: StartResponse) -> Iterable[bytes]:
        if fault.kind == "instead":
            return _send(start, 200, File(fault.body, headers=fault.headers))
        if fault.kind == "status":
            return _send(start, fault.status, File(fault.body, headers=fault.headers))
        if fault.kind == "silent":
            self._stop.wait(30)
            return _send(start, 200, File(b"too late"))
        if fault.kind == "cut":
            start("200 OK", [("Content-Type", "text/html"), ("Content-Length", "100000")])
            return iter([b"<html><body>" + b"x" * 1000])
        start("200 OK", [("Content-Type", "text/html")])
        return self._drip() if fault.kind == "drip" else self._flood()

    def _drip(self) -> Iterator[bytes]:
        while not self._stop.wait(0.02):
            yield b"x"

    def _flood(self) -> Iterator[bytes]:
        while not self._stop.is_set():
            yield b"x" * 65536


def _send(start: StartResponse, status: int, file: File) -> Iterable[bytes]:
    reasons = {200: "OK", 404: "NOT FOUND", 403: "FORBIDDEN", 500: "INTERNAL SERVER ERROR"}
    headers = [("Content-Type", file.media_type), ("Content-Length", str(len(file.body)))]
    start(f"{status} {reasons.get(status, 'SAID SO')}", [*headers, *file.headers])
    return iter([file.body])


@contextlib.contextmanager
def raw_server(reply: bytes, again: bytes = b"") -> Iterator[str]:
    """A server that answers every connection with just these bytes, then drips `again`."""
    stop = threading.Event()

    def serve(listening: socket.socket) -> None:
        while not stop.is_set():
            try:
                line, _ = listening.accept()
            except TimeoutError:
                continue
            with line, contextlib.suppress(OSError):
                line.recv(65536)
                line.sendall(reply)
                while again and not stop.wait(0.01):
                    line.sendall(again)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        thread = threading.Thread(target=serve, args=(listening,))
        thread.start()
        try:
            yield f"127.0.0.1:{listening.getsockname()[1]}"
        finally:
            stop.set()
            thread.join()


def showcase(port: int = 0) -> Server:
    """南浦导报 over four days: one whole, one that lacks an article, two without a paper."""
    site = Site(PAPERS["F3"], FORTNIGHT[3:7], pages=2, articles=2)
    lost = min(path for path in site.files if "2024-02/09/content_" in path)
    return Server((site,), port=port, faults={lost: Fault("status", status=404)})


def define(folder: Path, paper: Newspaper) -> None:
    """The newspaper's definition, as a user would write it."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = ("code", "name", "family", "url_template")
    lines = (f'{key} = "{getattr(paper, key)}"\n' for key in keys)
    (folder / f"{paper.code}.toml").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    with showcase(int(sys.argv[1])) as server:
        define(Path(sys.argv[2]), PAPERS["F3"].newspaper(server.host))
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
