"""WSGI requests in; requests that say where we are, have an id and a bounded body, and are logged.

Every address is made from what stands in `environ` behind this gate: the base URL where one is
set, else the address the server listens on. What a client writes into Host or X-Forwarded-* never
gets there; one proxy is believed where the operator says that it stands before us.
"""

from __future__ import annotations

import json
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, TextIO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.middleware.proxy_fix import ProxyFix

from web.settings import LONGEST_BODY, base_parts

#: Where a request's id lies in `environ`.
REQUEST_ID = "banmian.request_id"
#: Where the endpoint that answers lies in `environ`.
ENDPOINT = "banmian.endpoint"
_A_REQUEST_ID = re.compile(r"[\w.-]{8,64}", re.ASCII)
#: A feed of one's own is known by the secret in its address, which no log may hold.
_SECRET = re.compile(r"(/alerts/)[^/.]+")
_FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_", "HTTP_X_REAL_IP")
_JSON_TYPE = [("Content-Type", "text/plain; charset=utf-8")]

Observe = Callable[[WSGIEnvironment, int, float], None]


class Gate:
    """The WSGI application around the app."""

    def __init__(
        self,
        app: WSGIApplication,
        *,
        base_url: str | None = None,
        behind_proxy: bool = False,
        log: TextIO | None = None,
        observe: Observe = lambda environ, status, seconds: None,
    ) -> None:
        """`log` takes a line of JSON for every request; `observe` is told status and seconds."""
        self._base = base_parts(base_url) if base_url else None
        self._behind_proxy = behind_proxy
        hosts = 0 if base_url else 1
        self._inner = self._placed(app)
        if behind_proxy:
            self._inner = ProxyFix(
                self._inner, x_for=1, x_proto=hosts, x_host=hosts, x_prefix=hosts
            )
        self._log = log
        self._observe = observe
        self._count = threading.Lock()
        #: Requests whose answer is not wholly given.
        self.running = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        _say_where(environ)
        environ[REQUEST_ID] = self._request_id(environ)
        if not self._behind_proxy:
            for name in [name for name in environ if name.startswith(_FORWARDED)]:
                del environ[name]
        with self._count:
            self.running += 1
        answer = _Answer(start_response, environ[REQUEST_ID])
        started = time.perf_counter()
        done = False
        try:
            refused = _refusal(environ)
            body = refused(answer.start) if refused else self._inner(environ, answer.start)
            done = True
            return _Body(body, answer, lambda: self._finished(environ, answer, started))
        finally:
            if not done:
                self._finished(environ, answer, started)

    def _request_id(self, environ: WSGIEnvironment) -> str:
        """The proxy's id for the request where it is trusted and gives one, else a new one."""
        told = str(environ.get("HTTP_X_REQUEST_ID", ""))
        believed = self._behind_proxy and _A_REQUEST_ID.fullmatch(told)
        return told if believed else uuid.uuid4().hex

    def _placed(self, app: WSGIApplication) -> WSGIApplication:
        """The app, with the base URL in place of whatever else said where we are."""
        if self._base is None:
            return app
        scheme, host, prefix = self._base

        def placed(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            environ["wsgi.url_scheme"], environ["HTTP_HOST"] = scheme, host
            environ["SCRIPT_NAME"] = prefix
            path = environ.get("PATH_INFO", "")
            # A proxy may hand the prefix on or take it off; both are the same page.
            if prefix and (path == prefix or path.startswith(f"{prefix}/")):
                environ["PATH_INFO"] = path[len(prefix) :]
            return app(environ, start_response)

        return placed

    def _finished(self, environ: WSGIEnvironment, answer: _Answer, started: float) -> None:
        with self._count:
            self.running -= 1
        seconds = time.perf_counter() - started
        self._observe(environ, answer.status, seconds)
        if self._log is not None:
            line = json.dumps(_log_line(environ, answer, seconds), ensure_ascii=False)
            self._log.write(f"{line}\n")
            self._log.flush()


class _Answer:
    """What was answered, as far as a log wants it."""

    def __init__(self, start_response: StartResponse, request_id: str) -> None:
        self._start_response = start_response
        self._request_id = request_id
        self.status = 500
        self.sent = 0

    def start(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], object]:
        """WSGI's start_response, with the request's id among the headers."""
        self.status = int(status.split(" ", 1)[0])
        named = [*headers, ("X-Request-ID", self._request_id)]
        return self._start_response(status, named, exc_info)


class _Body:
    """An answer's body that says when it was given or given up."""

    def __init__(
        self, body: Iterable[bytes], answer: _Answer, finished: Callable[[], None]
    ) -> None:
        self._body = body
        self._answer = answer
        self._finished = finished

    def __iter__(self) -> Iterator[bytes]:
        for part in self._body:
            self._answer.sent += len(part)
            yield part

    def close(self) -> None:
        """Called by the server at the end, whatever happened."""
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            self._finished()


def _say_where(environ: WSGIEnvironment) -> None:
    """In place of the Host that a client chose, the address that the server listens on."""
    host, port = str(environ["SERVER_NAME"]), str(environ["SERVER_PORT"])
    usual = {"http": "80", "https": "443"}[environ["wsgi.url_scheme"]]
    shown = f"[{host}]" if ":" in host else host
    environ["HTTP_HOST"] = shown if port == usual else f"{shown}:{port}"


def _refusal(
    environ: WSGIEnvironment,
) -> Callable[[Callable[..., object]], Iterable[bytes]] | None:
    """The answer to a body that is too long, or does not say how long it is; None where it may be.

    It is given before a byte of the body is read.
    """
    length = str(environ.get("CONTENT_LENGTH") or "0")
    status = None
    if not (length.isascii() and length.isdigit()):
        status = "400 Bad Request"
    elif len(length) > 12 or int(length) > LONGEST_BODY:
        status = "413 Content Too Large"
    if status is None:
        return None

    def refuse(start: Callable[..., object]) -> Iterable[bytes]:
        start(status, [*_JSON_TYPE, ("Connection", "close")])
        return [f"{status}\n".encode()]

    return refuse


def _log_line(environ: WSGIEnvironment, answer: _Answer, seconds: float) -> dict[str, object]:
    path = str(environ.get("SCRIPT_NAME", "")) + str(environ.get("PATH_INFO", ""))
    shown = path.encode("latin-1", "replace").decode("utf-8", "replace")
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "request": environ[REQUEST_ID],
        "remote": environ.get("REMOTE_ADDR"),
        "method": environ.get("REQUEST_METHOD"),
        "path": _SECRET.sub(r"\1…", shown),
        "query": environ.get("QUERY_STRING") or None,
        "status": answer.status,
        "bytes": answer.sent,
        "ms": round(seconds * 1000, 1),
        "agent": environ.get("HTTP_USER_AGENT"),
        "referer": environ.get("HTTP_REFERER"),
    }
