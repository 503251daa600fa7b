"""Requests in; those that cost much one behind the other, so that reading never waits for them.

A search is bounded by the archive (five seconds, and the page says so); how many run at a time in
one process is bounded here. Who cannot have a turn within PATIENCE is told to come again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore

from flask import Flask, abort, current_app, g, request

#: Of the eight threads of a process: searches may take six, long tables and curves two of those.
_SEARCHES, _LONG = 6, 2
_LONG_ONES = frozenset({"find.search_csv", "study.batch", "study.trend", "study.trend_data"})
#: Seconds.
PATIENCE = 8.0


class Turns:
    """The turns of one process."""

    def __init__(self) -> None:
        self.searches = Semaphore(_SEARCHES)
        self.long = Semaphore(_LONG)
        self.similar = Semaphore(_LONG)

    def wanted(self, endpoint: str | None) -> tuple[Semaphore, ...]:
        """Which turns a request must have."""
        if endpoint in _LONG_ONES:
            return (self.long, self.searches)
        return (self.searches,) if (endpoint or "").startswith("find.search") else ()


@contextmanager
def turn_for_similar() -> Iterator[bool]:
    """Whether there is a turn to look for similar stories: what is busy is left out, and told."""
    turns: Turns = current_app.extensions["turns"]
    has = turns.similar.acquire(blocking=False)
    try:
        yield has
    finally:
        if has:
            turns.similar.release()


def init_app(app: Flask) -> None:
    """Give the app its turns."""
    app.extensions["turns"] = Turns()
    app.before_request(_take)
    app.teardown_request(_give_back)


def _take() -> None:
    turns: Turns = current_app.extensions["turns"]
    g.turns = []
    for turn in turns.wanted(request.endpoint):
        if not turn.acquire(timeout=PATIENCE):
            abort(503)
        g.turns.append(turn)


def _give_back(error: BaseException | None) -> None:
    for turn in g.pop("turns", []):
        turn.release()
