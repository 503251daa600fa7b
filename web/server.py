"""A data folder, a host and a port in; the pages served by waitress until interrupted."""

from __future__ import annotations

import logging
import socket
import sys
from pathlib import Path

import waitress

from web import archive as store
from web.app import create_app


def serve(data: str | Path, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the archive in `data`; port 0 takes a free one. The URL is printed on stderr.

    Raises ArchiveError for a folder that cannot be opened, OSError for a port that is taken.
    """
    app = create_app({"DATA": data})
    store.open_archive(app)
    # Says that a reader waits a moment, which is no trouble, on every busy second.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listening:
        shown = f"[{host}]" if ":" in host else host
        print(f"http://{shown}:{listening.getsockname()[1]}/", file=sys.stderr, flush=True)
        waitress.serve(app, sockets=[listening], ident="banmian", _quiet=True)
