"""An app in; every request of it counted, under the name of its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from wsgiref.types import WSGIEnvironment

from flask import Flask, current_app, request

from web.gate import ENDPOINT

if TYPE_CHECKING:
    from web.counts import Counts


def init_app(app: Flask) -> Callable[[WSGIEnvironment, int, float], None]:
    """Give the app its counts → what its gate tells of each request."""
    from web.counts import Counts

    made = app.extensions["counts"] = Counts()
    app.before_request(_note_endpoint)
    return made.add


def counts() -> Counts:
    """Those of the running app."""
    made: Counts = current_app.extensions["counts"]
    return made


def _note_endpoint() -> None:
    request.environ[ENDPOINT] = request.endpoint
