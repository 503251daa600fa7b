"""Files in, blocks named by their digest out; and back, each block held against its name."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Collection
from pathlib import Path

import msgspec

from parser.errors import ArchiveError

FOLDER = "blocks"
#: A database changes here and there and a WARC at its end: all other blocks stay the same.
SIZE = 1024 * 1024


class Kept(msgspec.Struct, frozen=True):
    """One file as blocks."""

    size: int
    #: Nanoseconds, as the file system has it: a file of the same size and time is not read again.
    time: int
    sha256: str
    blocks: tuple[str, ...]


class Blocks:
    """The blocks in a folder of backups."""

    def __init__(self, target: Path) -> None:
        self._folder = target / FOLDER
        #: Bytes that were not there before.
        self.written = 0

    def put(self, path: Path, before: Kept | None = None, length: int | None = None) -> Kept:
        """Keep a file, or its first `length` bytes; unread where it is as it was `before`.

        Raises OSError.
        """
        found = path.stat()
        size = found.st_size if length is None else min(length, found.st_size)
        same = before is not None and (before.size, before.time) == (size, found.st_mtime_ns)
        if before is not None and same and all(self._path(b).is_file() for b in before.blocks):
            return before
        whole, blocks, left = hashlib.sha256(), [], size
        with path.open("rb") as stream:
            while left and (body := stream.read(min(left, SIZE))):
                whole.update(body)
                blocks.append(self._keep(body))
                left -= len(body)
        return Kept(size - left, found.st_mtime_ns, whole.hexdigest(), tuple(blocks))

    def take(self, kept: Kept, path: Path) -> None:
        """Write a kept file to `path`. Raises ArchiveError where a block is gone or damaged."""
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = hashlib.sha256()
        with path.open("wb") as file:
            for name in kept.blocks:
                block = self._path(name)
                try:
                    body = block.read_bytes()
                except FileNotFoundError as error:
                    raise ArchiveError(f"a block of {path.name} is gone", file=block) from error
                if hashlib.sha256(body).hexdigest() != name:
                    raise ArchiveError(f"a block of {path.name} is damaged", file=block)
                whole.update(body)
                file.write(body)
            file.flush()
            os.fsync(file.fileno())
        if whole.hexdigest() != kept.sha256:
            raise ArchiveError("the list of a backup is damaged", file=path)

    def sweep(self, wanted: Collection[str]) -> None:
        """Take away every block that is not wanted, and what was begun and broke off."""
        for path in self._folder.glob("*/*"):
            if path.name not in wanted:
                path.unlink()

    def _keep(self, body: bytes) -> str:
        name = hashlib.sha256(body).hexdigest()
        path = self._path(name)
        if path.is_file() and path.stat().st_size == len(body):
            return name
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, new = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(new).replace(path)
        self.written += len(body)
        return name

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name
