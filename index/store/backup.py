"""A data folder in, a copy of it in a folder of backups out, while it is in use; and back.

Files are kept as blocks named by their digest, each once: a second backup adds what changed. A
backup is there when its list is, and lists are written last.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from index.store.blocks import Blocks, Kept
from index.store.database import DATABASE, connect
from parser.errors import ArchiveBusy, ArchiveError, ArchiveNotWritable, NotHeld

Progress = Callable[[int], object]

LISTS = "backups"
#: What of a data folder is kept beside the database.
FOLDERS = ("pictures", "warc", "files")
FILES = ("banmian.toml",)
#: Stands in a data folder while it is being restored.
RESTORING = ".restoring"
#: Story numbers left out after a restore: those given after the backup are not given again.
_LEAP = 100_000


class Listing(msgspec.Struct, frozen=True):
    """One backup: every file as it was."""

    made_at: datetime
    program: str
    #: Path inside the data folder → its content.
    files: dict[str, Kept]


@dataclass(slots=True)
class BackedUp:
    """What became of a backup."""

    name: str
    files: int = 0
    #: Of all files; of the blocks that were not there before.
    bytes: int = 0
    new_bytes: int = 0
    #: Files that are gone or not what they were, a line each; an older copy of them is kept.
    faults: list[str] = field(default_factory=list)


def backup(
    folder: Path,
    target: Path,
    program: str,
    *,
    keep: int,
    is_sound: Callable[[str], bool],
    progress: Progress,
) -> BackedUp:
    """Copy the data folder; keep the newest `keep` backups. Raises ArchiveError.

    `is_sound` tells of a file of captures whether it is what was captured.
    """
    with _mine(target), _disk(target):
        blocks = Blocks(target)
        before = newest(target)
        held = before.files if before else {}
        done = BackedUp(f"{datetime.now(UTC):%Y-%m-%dT%H%M%S.%fZ}")
        # Twice: what is removed while the database is copied is there from the first time, what is
        # added meanwhile comes with the second.
        take = _Taking(folder, blocks, done, is_sound, progress)
        first = take.files(held)
        database, named, noted = _database(folder, target, blocks)
        done.faults.clear()
        files = first | take.files(held | first, noted)
        wanted = {DATABASE: database}
        for path, kept in (held | files).items():
            if path in named or (path in files and not path.startswith("pictures/")):
                wanted[path] = kept
        for path in sorted(named - wanted.keys()):
            done.faults.append(f"{path}: the file is gone, and no older backup has it")
        for path in sorted((named & wanted.keys()) - files.keys()):
            done.faults.append(f"{path}: the file is gone or damaged; the older copy is kept")
        _write_list(target, done.name, Listing(datetime.now(UTC), program, wanted))
        done.files, done.bytes = len(wanted), sum(kept.size for kept in wanted.values())
        done.new_bytes = blocks.written
        _forget(target, blocks, keep)
    return done


def names(target: Path) -> list[str]:
    """The backups in a folder, oldest first."""
    return sorted(path.stem for path in (target / LISTS).glob("*.json"))


def newest(target: Path, name: str | None = None) -> Listing | None:
    """The list of a backup, of the newest where none is named; None where there is none.

    A list that cannot be read is passed over for the one before.
    """
    for one in reversed(names(target)):
        if name is None or one == name:
            try:
                body = (target / LISTS / f"{one}.json").read_bytes()
                return msgspec.json.decode(body, type=Listing)
            except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
                continue
    return None


def restore(target: Path, folder: Path, *, name: str | None, progress: Progress) -> Listing:
    """A backup into an empty data folder. Raises NotHeld, ArchiveError, ArchiveNotWritable."""
    listing = newest(target, name)
    if listing is None:
        raise NotHeld(f"no backup{f' {name}' if name else ''} there", file=target)
    _begin(folder)
    blocks = Blocks(target)
    with _disk(folder):
        for path, kept in sorted(listing.files.items()):
            # The database last and under another name: before it there is no archive here.
            blocks.take(kept, folder / (f"{DATABASE}.new" if path == DATABASE else path))
            progress(1)
        _reborn(folder / f"{DATABASE}.new")
        (folder / f"{DATABASE}.new").replace(folder / DATABASE)
        (folder / RESTORING).unlink()
    return listing


def _begin(folder: Path) -> None:
    """A folder that is empty, or in which a restore broke off."""
    if folder.exists() and not folder.is_dir():
        raise ArchiveNotWritable("not a folder", file=folder)
    there = list(folder.iterdir()) if folder.exists() else []
    broken_off = (folder / RESTORING).exists() and not (folder / DATABASE).exists()
    if there and not broken_off:
        raise ArchiveError("the data folder is not empty; restore into an empty one", file=folder)
    with _disk(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / RESTORING).touch()


def _reborn(database: Path) -> None:
    """A life of its own: numbers given after the backup are left out, no index is taken for its."""
    with closing(connect(database, "rw")) as raw:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(
            "UPDATE sqlite_sequence SET seq = seq + ? WHERE name IN ('stories', 'readings')",
            (_LEAP,),
        )
        raw.execute("DELETE FROM state WHERE name = 'words'")
        raw.execute(
            "INSERT INTO state(name, value) VALUES ('generation', '1') "
            "ON CONFLICT(name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
        )
        raw.execute("COMMIT")
        raw.execute("PRAGMA journal_mode = DELETE")


@dataclass(slots=True)
class _Taking:
    """Takes the files beside the database, as blocks."""

    folder: Path
    blocks: Blocks
    done: BackedUp
    is_sound: Callable[[str], bool]
    progress: Progress

    def files(self, held: dict[str, Kept], noted: dict[str, int] | None = None) -> dict[str, Kept]:
        """Those that are there and sound; `noted` are the lengths that captures told."""
        found: dict[str, Kept] = {}
        for path in _paths(self.folder):
            name = path.relative_to(self.folder).as_posix()
            before = held.get(name)
            try:
                kept = self.blocks.put(path, before, (noted or {}).get(name))
            except FileNotFoundError:
                continue
            self.progress(1)
            if kept is not before and self._is_damaged(name, path, kept):
                self.done.faults.append(f"{name}: the file is not what was stored")
            else:
                found[name] = kept
        return found

    def _is_damaged(self, name: str, path: Path, kept: Kept) -> bool:
        if name.startswith("pictures/"):
            return kept.sha256 != path.name
        return name.startswith("warc/") and not self.is_sound(name)


def _paths(folder: Path) -> Iterator[Path]:
    for name in FILES:
        if (folder / name).is_file():
            yield folder / name
    for name in FOLDERS:
        yield from _below(folder / name)


def _below(folder: Path) -> Iterator[Path]:
    """The files of a folder in order; what goes while it is looked at is none of them."""
    for at, folders, files in os.walk(folder):
        # Hidden ones are locks and what a writer has begun: they come and go.
        folders[:] = sorted(one for one in folders if one[0] != ".")
        yield from (Path(at, one) for one in sorted(files) if one[0] != ".")


def _database(folder: Path, target: Path, blocks: Blocks) -> tuple[Kept, set[str], dict[str, int]]:
    """The database as it is at one moment → its blocks, pictures it names, lengths of captures."""
    copy = target / f".{DATABASE}"
    copy.unlink(missing_ok=True)
    try:
        # One step: a reader's view of one moment, beside which others write on.
        with closing(connect(folder / DATABASE, "ro")) as raw, closing(sqlite3.connect(copy)) as to:
            raw.backup(to, pages=-1)
            to.execute("PRAGMA journal_mode = DELETE")
            found = to.execute("PRAGMA quick_check(1)").fetchone()
            if found != ("ok",):
                raise ArchiveError(f"the database is damaged ({found[0]})", file=folder)
            named = {
                f"pictures/{digest[:2]}/{digest}"
                for (digest,) in to.execute("SELECT DISTINCT sha256 FROM pictures")
            }
            lengths = "SELECT file, max(start + length) FROM records GROUP BY file"
            noted = dict(to.execute(lengths).fetchall())
        return blocks.put(copy), named | noted.keys(), noted
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"the database cannot be copied ({error})", file=folder) from error
    finally:
        copy.unlink(missing_ok=True)


def _write_list(target: Path, name: str, listing: Listing) -> None:
    lists = target / LISTS
    lists.mkdir(exist_ok=True)
    new = lists / f".{name}"
    with new.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(listing), indent=1))
        file.flush()
        os.fsync(file.fileno())
    new.replace(lists / f"{name}.json")


def _forget(target: Path, blocks: Blocks, keep: int) -> None:
    """Take away older backups and the blocks that no other one has."""
    for name in names(target)[:-keep]:
        (target / LISTS / f"{name}.json").unlink()
    held = [newest(target, name) for name in names(target)]
    blocks.sweep({b for one in held if one for kept in one.files.values() for b in kept.blocks})


@contextmanager
def _mine(target: Path) -> Iterator[None]:
    """The folder of backups for one at a time."""
    with _disk(target):
        target.mkdir(parents=True, exist_ok=True)
        lock = (target / ".lock").open("ab")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ArchiveBusy("another backup into it is under way", file=target) from error
        yield


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveNotWritable(f"cannot be written ({error.strerror})", file=folder) from error
