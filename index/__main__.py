"""A data folder in; its word index caught up out, while standard input lasts and once more after.

The second of two processors: `index.upkeep.Helper` starts it beside the process that stores issues.
"""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from typing import IO

from index.search.local_engine import LocalEngine
from index.store.database import Store
from index.upkeep import catch_up, open_words
from parser.errors import BanmianError


def main(folder: str, line: IO[bytes]) -> None:
    """Take up stories until `line` ends, then what is left."""
    ended = threading.Event()

    def wait() -> None:
        line.read()
        ended.set()

    threading.Thread(target=wait, daemon=True).start()
    store = Store(Path(folder), writable=True)
    words = open_words(store)
    if words is not None:
        engine = LocalEngine(store, words)
        catch_up(store, engine, more=lambda: not ended.is_set())
        engine.close()
    store.close()


if __name__ == "__main__":
    # An interrupt is for the process that started this one, which then stops it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        main(sys.argv[1], sys.stdin.buffer)
    except BanmianError as error:
        # Not lost: the process that stores the issues takes up what is left.
        sys.exit(f"word index: {error}")
