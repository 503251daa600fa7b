"""The app's settings in, its one open archive out; opened when first asked for, then shared."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from flask import Flask, current_app, request

from index import Archive


class Holder:
    """Holds the archive of one app. Archive itself may be used from many threads at once."""

    def __init__(self, data: str | Path) -> None:
        self._data = data
        self._lock = Lock()
        self._archive: Archive | None = None

    def open(self) -> Archive:
        """The archive; opened by whoever asks first. Raises ArchiveError, and tries again then."""
        with self._lock:
            if self._archive is None:
                self._archive = Archive(self._data, writable=False, heal=True)
            return self._archive


def init_app(app: Flask) -> None:
    """Give the app its holder; nothing is opened yet."""
    app.extensions["holder"] = Holder(app.config["DATA"])


def open_archive(app: Flask) -> None:
    """Open the app's archive now. Raises ArchiveError."""
    holder: Holder = app.extensions["holder"]
    holder.open()


def archive() -> Archive:
    """The archive of the running app. Raises ArchiveError."""
    holder: Holder = current_app.extensions["holder"]
    return holder.open()


def indexable() -> bool:
    """Whether search engines may list these pages."""
    return bool(current_app.config["INDEXABLE"])


def absolute(path: str) -> str:
    """A path of ours as an address from outside; where that is, `web.gate` says."""
    return request.host_url.rstrip("/") + path
