"""Settings in; the pages served by several processes until interrupted.

gunicorn keeps the processes, waitress speaks in each (`web.worker`).
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
from datetime import UTC, datetime
from typing import Any

from flask import has_request_context, request
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from index import Archive
from web import archive as archive_of
from web.gate import REQUEST_ID
from web.settings import ServeSettings, base_parts

#: Seconds that requests under way have when the server is told to stop.
_GRACE = 20
#: Where prometheus-client's processes put their counts together.
_COUNTS = "PROMETHEUS_MULTIPROC_DIR"


def serve(settings: ServeSettings) -> None:
    """Serve the archive in `settings.data` until interrupted; the URL is printed on stderr.

    Raises ArchiveError for a folder that cannot be opened, OSError for a port that is taken.
    """
    Archive(settings.data, writable=False).close()
    _log_as_json()
    folder = tempfile.mkdtemp(prefix="banmian-metrics-")
    os.environ[_COUNTS] = folder
    atexit.register(_forget, folder, os.getpid())
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    address = (settings.host, settings.port)
    with socket.create_server(address, family=family, backlog=1024) as listening:
        port = listening.getsockname()[1]
        url = settings.base_url or _own_url(settings.host, port)
        # Told to stop before gunicorn listens to it, it ends as well as later.
        signal.signal(signal.SIGTERM, lambda *told: sys.exit(0))
        print(url if url.endswith("/") else f"{url}/", file=sys.stderr, flush=True)
        _Service(settings, url, listening.detach()).run()


class _Service(BaseApplication):
    """gunicorn, told what to run."""

    def __init__(self, settings: ServeSettings, url: str, listening: int) -> None:
        self._settings = settings
        self._url = url
        self._listening = listening
        super().__init__()

    def load_config(self) -> None:
        """Processes, the socket they share, and who speaks in them."""
        chosen: dict[str, Any] = {
            "bind": [f"fd://{self._listening}"],
            "workers": self._settings.processes,
            "worker_class": "web.worker.WaitressWorker",
            "timeout": 60,
            "graceful_timeout": _GRACE,
            "loglevel": "error",
            "logger_class": _Log,
            "control_socket_disable": True,
            "child_exit": _gone,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The app of one process, made in that process."""
        from web.app import create_app

        settings = self._settings
        told = settings.base_url or ("" if settings.behind_proxy else self._url)
        app = create_app(
            {
                "DATA": settings.data,
                "INDEXABLE": settings.indexable,
                "READ_ONLY": settings.read_only,
                "BASE_URL": told or None,
                "BEHIND_PROXY": settings.behind_proxy,
                "ACCESS_LOG": sys.stderr,
            }
        )
        archive_of.open_archive(app)
        return app


class _Log(Logger):
    """gunicorn's messages go where all others go."""

    def setup(self, cfg: Any) -> None:
        """Its levels, not its handlers."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


def _own_url(host: str, port: int) -> str:
    """Where the server listens; one that listens everywhere is called by its machine's name."""
    if host in ("", "0.0.0.0", "::"):
        host = socket.gethostname()
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{port}"
    base_parts(url)
    return url


def _gone(server: object, worker: Any) -> None:
    """What a process counted is kept, what it held at the moment is not."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _forget(folder: str, owner: int) -> None:
    """Remove the counts when the server ends; not when a process of it does."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


class _JsonLines(logging.Formatter):
    """What goes wrong, as lines like those of the access log."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; a traceback is a string in it."""
        line: dict[str, object] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
        }
        if has_request_context():
            line["request"] = request.environ.get(REQUEST_ID)
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _log_as_json() -> None:
    """Everything that is logged goes to stderr, a line of JSON each."""
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
