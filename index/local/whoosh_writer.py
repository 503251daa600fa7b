"""Counted words in, segments of a Whoosh index out; by Whoosh's public interface alone.

A field takes its words counted, past Whoosh's own analysis; a small policy says what is merged.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import whoosh
from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import NumericColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from index.local import stamp
from index.local.columns import Ints
from index.local.stamp import Stamp, Tie
from index.text.folding import FOLDING_VERSION
from index.text.words import WORDS_VERSION
from parser.errors import ArchiveError, ArchiveNotWritable, BanmianError

#: Raised with the schema: an index of another version is made anew.
_SCHEMA = "3"
VERSION = f"{_SCHEMA}.{FOLDING_VERSION}.{WORDS_VERSION} whoosh {whoosh.versionstring()}"
#: A word counts so many times at most: a list of results in the body is not a story about it.
_TIMES = 255
#: Postings of one segment: some 2,000 stories, 150 MB to sort. Larger ones take longer a story.
_MOST = 500_000
#: Segments of about one size that are merged into one, and the stories of those that are left.
_FEW = 8
_LARGE = 512
#: Postings read at once; Whoosh's own 128 take three times as long.
_BLOCK = 1024


class WordsUnusable(ArchiveError):
    """The word index cannot be used: search goes on without, and it must be made anew."""


class CountedWords(fields.FieldType):
    """A field of words that come counted; the weight of a posting is the count."""

    def __init__(self) -> None:
        # The annotation asks for an analyzer, which nothing here would use.
        nothing: Any = None
        super().__init__(formats.Existence(), nothing)

    def index(self, value: Any, **options: Any) -> Generator[tuple[bytes, int, float, bytes]]:
        """Counted words → Whoosh's postings: word, frequency, weight, nothing beside it."""
        counts: Mapping[str, int] = value
        for word, count in counts.items():
            yield word.encode(), 1, float(min(count, _TIMES)), b""


class WordWriter:
    """Takes stories up and drops them; nothing is found or lost before `commit`.

    Holds the lock of the index until it is released: the database must have heard of a commit
    before another writer begins, or the two tell it theirs in the wrong order.
    """

    def __init__(self, folder: Path, tie: Tie, lock: Any) -> None:
        self._folder, self.tie, self._lock = folder, tie, lock
        codec: Any = W3Codec
        self._writer: Any = opened(folder).writer(
            codec=codec(blocklimit=_BLOCK, compression=1), limitmb=512
        )
        with self._writer.reader() as reader:
            held = story_numbers(reader, {}).tolist()
            self._documents = {n: at for at, n in enumerate(held) if not reader.is_deleted(at)}
        self._added: set[int] = set()
        self._size = 0

    @property
    def is_full(self) -> bool:
        """Whether it holds as much as one commit should; what it takes of memory grows with it."""
        return self._size >= _MOST

    def add(self, number: int, counts: Counter[str]) -> None:
        """Take up the words of a story, in place of what is there under its number."""
        if number in self._added:
            return
        self.remove((number,))
        self._added.add(number)
        with telling(self._folder):
            self._writer.add_document(number=number, words=counts)
        self._size += len(counts)

    def remove(self, numbers: Iterable[int]) -> None:
        """Drop stories; those that are not there are no error."""
        for number in numbers:
            if (document := self._documents.pop(number, None)) is not None:
                with telling(self._folder):
                    self._writer.delete_document(document)

    def commit(self) -> Tie:
        """Make it all visible and lasting → what the database must say."""
        with telling(self._folder):
            if self.is_full:
                self._writer.commit(merge=False)
            else:
                self._writer.commit(mergetype=_merge_small)
            return stamped(self._folder, self.tie)

    def release(self) -> None:
        """Forget what was not committed and give the lock back."""
        try:
            # A commit that failed half-way has closed the writer; its segment is named nowhere.
            if not self._writer.is_closed:
                self._writer.cancel()
        finally:
            self._lock.release()


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Whatever goes wrong while writing, as one of our errors.

    Raises ArchiveNotWritable where the disk refuses, WordsUnusable where the index is broken.
    """
    try:
        yield
    except BanmianError:
        raise
    except OSError as error:
        raise ArchiveNotWritable(
            f"the word index cannot be written ({error.strerror})", file=folder
        ) from error
    except Exception as error:
        raise WordsUnusable(f"cannot be read ({type(error).__name__})", file=folder) from error


def opened(folder: Path) -> Any:
    """The index in a folder. Not mapped: Whoosh would read all of a mapped segment to open it."""
    storage: Any = FileStorage
    return storage(str(folder), supports_mmap=False).open_index()


def schema() -> fields.Schema:
    columns: Any = fields.COLUMN
    number = columns(NumericColumn("I"))  # type: ignore[no-untyped-call]
    return fields.Schema(number=number, words=CountedWords())


def story_numbers(reader: Any, known: dict[str, Ints]) -> Ints:
    """Story numbers by document number; `known` are those of segments, by their ids."""
    held: list[Ints] = []
    used: set[str] = set()
    for leaf, _ in reader.leaf_readers():
        if count := leaf.doc_count_all():
            name = leaf.segment().segment_id()
            if name not in known:
                known[name] = np.fromiter(leaf.column_reader("number"), np.int64, count)
            held.append(known[name])
            used.add(name)
    for gone in known.keys() - used:
        del known[gone]
    return np.concatenate(held) if held else np.empty(0, np.int64)


def _merge_small(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: a few small segments of about one size become one → those that stay.

    Whoosh's own merges large ones too, which may take a minute at the end of a night's ingest.
    """
    sizes: dict[int, list[Any]] = {}
    for segment in segments:
        if segment.doc_count_all() <= _LARGE:
            size = (segment.doc_count_all() - segment.deleted_count()).bit_length()
            sizes.setdefault(size // _FEW.bit_length(), []).append(segment)
    merged = next((alike for _, alike in sorted(sizes.items()) if len(alike) >= _FEW), [])
    for segment in merged:
        reader: Any = SegmentReader
        with reader(writer.storage, writer.schema, segment) as held:
            writer.add_reader(held)
    return [segment for segment in segments if segment not in merged]


def stamped(folder: Path, tie: Tie) -> Tie:
    """Write the stamp of what was committed after `tie` → the tie of now."""
    old = stamp.read(folder)
    known = old.files if old is not None else {}
    names = (path.name for path in folder.iterdir() if path.suffix in (".toc", ".seg"))
    now = Tie(tie.begun, uuid.uuid4().hex)
    files = stamp.marks(folder, sorted(names), known)
    stamp.write(folder, Stamp(VERSION, now.begun, now.commit, tie.commit, files))
    return now
