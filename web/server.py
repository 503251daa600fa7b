"""A data folder, a host and a port in; the pages served by waitress until interrupted."""

from __future__ import annotations

import sys
from pathlib import Path

from waitress import create_server

from web.app import create_app


def serve(data: str | Path, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the archive in `data`; port 0 takes a free one. The URL is printed on stderr.

    Raises ArchiveError for a folder that cannot be opened, OSError for a port that is taken.
    """
    server = create_server(create_app({"DATA": data}), host=host, port=port, ident="banmian")
    shown = f"[{host}]" if ":" in host else host
    print(f"http://{shown}:{server.effective_port}/", file=sys.stderr, flush=True)
    try:
        server.run()
    finally:
        server.close()
