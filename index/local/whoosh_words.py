"""Stories in, their words with counts out, for ranking: a Whoosh index in the data folder.

The index holds story numbers and counted words, no texts. It can be made anew at any time, and is
told to be unusable rather than trusted: Whoosh reads pickles, and a damaged file may say anything.
"""

from __future__ import annotations

import shutil
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import TermNotFound

from index.local import stamp
from index.local.columns import Ints, Postings
from index.local.stamp import Tie
from index.local.whoosh_writer import (
    VERSION,
    WordsUnusable,
    WordWriter,
    opened,
    schema,
    stamped,
    story_numbers,
    telling,
)
from parser.errors import ArchiveBusy

FOLDER = "words"
_LOCK = "banmian-lock"
#: Lists of postings kept in memory, for the next page and the next filter of the same words.
_KEPT = 64
#: Seconds between two looks at what another process is about to finish, and how many.
_PAUSE = 0.05
_LOOKS = 20


class WordIndex:
    """The words of one archive. Safe to use from several threads.

    Whatever goes wrong in it is a WordsUnusable: damaged bytes make Whoosh raise anything at all.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER
        self._lock = threading.Lock()
        self._seen: tuple[str, str] | None = None
        self._reader: Any = None
        self._numbers = np.empty(0, np.int64)
        #: Story numbers of segments, by their ids: a segment never changes.
        self._known: dict[str, Ints] = {}
        self._lists: OrderedDict[str, Postings] = OrderedDict()

    def fault(self, tie: Tie, *, thorough: bool = False) -> str | None:
        """Why the index cannot be used with a database that says `tie`; None where it can."""
        return stamp.fault(self.folder, VERSION, tie, thorough=thorough)

    @contextmanager
    def making(self, *, patience: float = 0.0) -> Iterator[Tie]:
        """Begin with an empty index, in place of whatever is there → what the database must say.

        Nobody else writes until the block ends: by then the database must have said it.
        Raises ArchiveBusy where another process is writing to it, longer than `patience` seconds;
        ArchiveNotWritable.
        """
        with telling(self.folder):
            if self.folder.is_file():
                self.folder.unlink()
            self.folder.mkdir(parents=True, exist_ok=True)
            for old in self.folder.parent.glob("words.db*"):
                # The word index of an archive of 0.1.0, in a table of SQLite.
                old.unlink()
        lock = self._locked(patience)
        if lock is None:
            raise ArchiveBusy("another process is writing to the word index", file=self.folder)
        try:
            with telling(self.folder):
                _empty(self.folder)
                whoosh_index.create_in(str(self.folder), schema())
                now = stamped(self.folder, Tie(uuid.uuid4().hex, ""))
            yield now
        finally:
            lock.release()

    def writer(self, tie: Callable[[], Tie]) -> WordWriter | None:
        """A writer, to be released; None where another process or thread has it.

        `tie` asks the database, now and not as some older snapshot saw it. Raises WordsUnusable.
        """
        lock = self._locked(0.0)
        if lock is None:
            return None
        try:
            said = tie()
            self._check(said)
            return WordWriter(self.folder, said, lock)
        except Exception as error:
            lock.release()
            raise self._unusable(error) from error

    def postings(self, words: Iterable[str], tie: Callable[[], Tie]) -> dict[str, Postings]:
        """Each word → the numbers of the stories with it as a whole word, and how often.

        `tie` asks the database, now and not as some older snapshot saw it: the index has one state
        only, its newest. Raises WordsUnusable.
        """
        with self._lock:
            try:
                self._refresh(tie)
                return {word: self._postings(word) for word in words}
            except Exception as error:
                self._drop()
                raise self._unusable(error) from error

    def close(self) -> None:
        """Give back what is held open."""
        with self._lock:
            self._drop()

    def __del__(self) -> None:
        # Of an archive that nobody closed, as that of a server that ends.
        if self._reader is not None:
            self._reader.close()

    def _locked(self, patience: float) -> Any:
        """The lock of the index; None where another has it."""
        storage: Any = FileStorage
        lock = storage(str(self.folder)).lock(_LOCK)
        deadline = time.monotonic() + patience
        try:
            while not lock.acquire():
                if time.monotonic() >= deadline:
                    return None
                time.sleep(_PAUSE)
        except OSError as error:
            raise self._unusable(error) from error
        return lock

    def _check(self, tie: Tie) -> None:
        if said := self.fault(tie):
            raise WordsUnusable(said, file=self.folder)

    def _is_written(self) -> bool:
        """Whether a writer is at work, between whose last steps files and stamp may differ."""
        try:
            lock = self._locked(0.0)
        except WordsUnusable:
            # No lock can be made here: nobody writes.
            return False
        if lock is not None:
            lock.release()
        return lock is None

    def _unusable(self, error: Exception) -> WordsUnusable:
        if isinstance(error, WordsUnusable):
            return error
        return WordsUnusable(f"cannot be read ({type(error).__name__})", file=self.folder)

    def _drop(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = self._seen = None
        self._lists.clear()

    def _refresh(self, tie: Callable[[], Tie]) -> None:
        """See what was committed since the last look."""
        said = tie()
        if self._reader is not None and self._seen == said[:2]:
            return
        self._drop()
        for _ in range(_LOOKS):
            if self.fault(said) is None:
                break
            # Only what no writer is about is a fault, told by a database asked after its stamp.
            quiet, before, said = not self._is_written(), said, tie()
            if quiet and said == before:
                break
            time.sleep(_PAUSE)
        self._check(said)
        self._reader = opened(self.folder).reader()
        self._numbers = story_numbers(self._reader, self._known)
        self._seen = said[:2]

    def _postings(self, word: str) -> Postings:
        held = self._lists.get(word)
        if held is None:
            documents, counts = _read(self._reader, word)
            held = self._lists[word] = self._numbers[documents], counts
            if len(self._lists) > _KEPT:
                self._lists.popitem(last=False)
        self._lists.move_to_end(word)
        return held


def _read(reader: Any, word: str) -> Postings:
    """Documents and counts of a word."""
    documents: list[int] = []
    counts: list[float] = []
    for leaf, base in reader.leaf_readers():
        try:
            matcher = leaf.postings("words", word)
        except TermNotFound:
            continue
        while matcher.is_active():
            documents.append(matcher.id() + base)
            counts.append(matcher.weight())
            matcher.next()
    return np.array(documents, np.int64), np.array(counts, np.float32)


def _empty(folder: Path) -> None:
    """Take everything off the disk but the lock, which is held."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != _LOCK:
            path.unlink()
