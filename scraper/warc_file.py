"""One issue's WARC file: answers are put in, captures are taken out, and no crash loses one.

A file that is being written is a `.part`. Each answer is appended as a group of records in one
write and forced to the disk; what a killed writer left behind its last whole group is cut off
before the next one writes.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from parser.errors import ArchiveBusy, ArchiveNotWritable, FetchError
from parser.source.capture import Capture
from scraper.plan import Item
from scraper.response import Response
from scraper.settings import Settings
from scraper.warc_records import Held, capture_at, group, index, opening, sound_length

_HOPS = 5


@contextmanager
def writable(data_dir: Path, newspaper: str) -> Iterator[Path]:
    """The folder of a newspaper's WARC files, ours alone while we write.

    Raises ArchiveBusy where another process fetches the same newspaper, ArchiveNotWritable.
    """
    folder = data_dir / "warc" / newspaper
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("ab")
    except OSError as error:
        raise ArchiveNotWritable(f"cannot be written ({error.strerror})", file=folder) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ArchiveBusy("another process is fetching", newspaper=newspaper) from error
        yield folder


class WarcFile:
    """What is held of one issue, and the way to add to it."""

    def __init__(self, folder: Path, newspaper: str, day: date, settings: Settings) -> None:
        """Read what is there; a torn end is cut off. Raises FetchError for no WARC."""
        self._title = (newspaper, day.isoformat())
        self._settings = settings
        self.final = folder / f"{newspaper}-{day.isoformat()}.warc.gz"
        self.part = self.final.with_name(self.final.name + ".part")
        self._held: dict[str, Held] = {}
        self._size = 0
        if self.part.exists() and self.final.exists():
            raise FetchError("both the finished file and a .part are there", file=self.part)
        if self.part.exists():
            os.truncate(self.part, sound_length(self.part))
            self._held, self._size = index(self.part)
            os.truncate(self.part, self._size)
        elif self.final.exists():
            self._held, self._size = index(self.final)
            if self._size != self.final.stat().st_size:
                raise FetchError("not a file that this program finished", file=self.final)

    @property
    def path(self) -> Path:
        """Where the issue is now: the `.part` while there is one."""
        return self.part if self.part.exists() else self.final

    @property
    def relative(self) -> str | None:
        """The finished file's path inside the data folder; None where there is none."""
        if not self._held or self.path == self.part:
            return None
        return "/".join(("warc", self._title[0], self.path.name))

    @property
    def size(self) -> int:
        """Bytes in the file."""
        return self._size

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The URLs held of one kind, oldest first."""
        return tuple(held.url for held in self._held.values() if held.kind == kind)

    def held(self, url: str) -> Held | None:
        """What a URL leads to through the redirects held; None where the file has no end of it."""
        found = self._held.get(url)
        for _ in range(_HOPS):
            if found is None or found.target is None:
                break
            found = self._held.get(found.target)
        return found if found and found.status == 200 else None

    def capture(self, held: Held) -> Capture:
        """The response, read back from the file."""
        return capture_at(self.path, held, self._settings.max_bytes)

    def append(self, captures: Sequence[tuple[Item, Response]]) -> None:
        """Add answers with what they were asked for; all of them or none.

        Raises ArchiveNotWritable.
        """
        groups = [
            group(answer, item, self._title, self._held.get(answer.url))
            for item, answer in captures
        ]
        try:
            self._open()
            _append(self.part, b"".join(groups), self._size)
        except OSError as error:
            why = f"cannot be written ({error.strerror})"
            raise ArchiveNotWritable(why, file=self.part) from error
        added, self._size = index(self.part, self._size)
        self._held |= added

    def _open(self) -> None:
        """Have a `.part`: the finished file once more, or a new one with its warcinfo."""
        if self._size and self.part.exists():
            return
        if self._size:
            self.final.replace(self.part)
        else:
            start = opening(self.final.name, " ".join(self._title), self._settings)
            _append(self.part, start, 0)
            self._size = len(start)
        _sync(self.part.parent)

    def finish(self) -> None:
        """Give the file its name: this run has written all that it could."""
        if self.part.exists():
            self.part.replace(self.final)
            _sync(self.final.parent)


def _append(path: Path, data: bytes, size: int) -> None:
    """Add bytes at the end of a file and force them to the disk; all of them, or none."""
    with path.open("ab", buffering=0) as out:
        try:
            view = memoryview(data)
            while view:
                view = view[out.write(view) :]
            os.fsync(out.fileno())
        except OSError:
            out.truncate(size)
            raise


def _sync(folder: Path) -> None:
    """Force a folder's names to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
