"""Stories in, their words with counts out, for ranking. The one module that knows Whoosh.

The index holds story numbers and counted words, no texts. Whoosh reads pickles, so the folder is
always one that this module made: a stamp that differs means building it anew.
"""

from __future__ import annotations

import shutil
import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np
from whoosh import fields, formats
from whoosh import index as whoosh_index
from whoosh.analysis.acore import Token
from whoosh.analysis.tokenizers import Tokenizer
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter
from whoosh.columns import NumericColumn
from whoosh.index import LockError
from whoosh.reading import TermNotFound

from index.store.columns import Ints
from index.store.documents import Segment
from index.text.folding import FOLDING_VERSION
from index.text.words import WORDS_VERSION, cut
from index.words.counts import Counts, count_words

FOLDER = "words"
#: Raised with the schema: an index of another version is made anew.
VERSION = "2"
_STAMP = "banmian-version"
#: A word counts so many times at most: a list of results in the body is not a story about it.
_TIMES = 255
#: Postings of one segment: few segments are small, and this many take some 60 MB to make.
_MOST = 4_000_000
#: Lists of postings kept in memory, for the next page and the next filter of the same words.
_KEPT = 64

#: Documents and counts of a word, side by side.
_Lists = tuple["array[int]", "array[int]"]


class WordTokenizer(Tokenizer):
    """jieba's words at consecutive positions; jieba's own analyzer gives character offsets."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """Folded text → tokens, with `pos`, `startchar` and `endchar` where they are asked for."""
        token = Token(**options)
        at = 0
        for place, word in enumerate(cut(value), options.get("start_pos", 0)):
            at = value.index(word, at)
            token.text, token.boost = word, 1.0
            token.pos, token.startchar, token.endchar = place, at, at + len(word)
            at += len(word)
            yield token


class CountedWords(fields.TEXT):
    """A field of words; they come counted, past Whoosh's own analysis."""

    def __init__(self) -> None:
        super().__init__(analyzer=WordTokenizer(), phrase=False)
        # The weight of a posting holds the count; a value beside it would say the same again.
        self.format = formats.Existence()


class _Postings:
    """Takes the place of Whoosh's pool, which sorts a tuple for every posting: two lists a word."""

    def __init__(self) -> None:
        self._lists: dict[str, _Lists] = {}

    def take(self, document: int, counts: Mapping[str, int]) -> None:
        """The words of a document; documents come in ascending order."""
        lists = self._lists
        for word, count in counts.items():
            held = lists.get(word)
            if held is None:
                held = lists[word] = (array("I"), array("B"))
            held[0].append(document)
            held[1].append(min(count, _TIMES))

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """One posting, as Whoosh gives those of a segment that it merges."""
        _, term, document, weight, _ = posting
        self.take(document, {term.decode(): int(weight)})

    def iter_postings(self) -> Iterator[tuple[bytes, _Lists]]:
        """All words in Whoosh's order, with their documents and counts."""
        for term, word in sorted((word.encode(), word) for word in self._lists):
            yield term, self._lists[word]

    def cleanup(self) -> None:
        """Forget them."""
        self._lists.clear()


class _FieldWriter(W3FieldWriter):
    """Writes a word's whole list in one block; Whoosh goes from posting to posting."""

    def add_postings(
        self, schema: Any, lengths: Any, items: Iterable[tuple[bytes, _Lists]]
    ) -> None:
        """What `_Postings.iter_postings` gives; `lengths` serve Whoosh's own ranking only."""
        # Untyped, as all of Whoosh.
        writer: Any = self
        writer.start_field("words", schema["words"])
        block = writer._postwriter
        for term, (documents, counts) in items:
            writer.start_term(term)
            block._ids, block._weights = documents, array("f", counts)
            block._maxweight = max(counts)
            writer.finish_term()
        writer.finish_field()


class CountedCodec(W3Codec):
    """Whoosh's own format, written by `_FieldWriter`; Whoosh names it in its table of contents."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> _FieldWriter:
        """A writer of one segment."""
        made: Any = _FieldWriter
        return cast(_FieldWriter, made(self, storage, segment))


_CODEC: Any = CountedCodec()  # type: ignore[no-untyped-call]


class WhooshWriter:
    """Takes up stories into one new segment; holds the index's lock until it is done."""

    def __init__(self, writer: Any, present: Ints) -> None:
        self._writer = writer
        self._writer.pool = self._postings = _Postings()
        self._present = set(present.tolist())
        self._size = 0

    @property
    def is_full(self) -> bool:
        """Whether it is time to commit."""
        return self._size >= _MOST

    def add(self, number: int, segments: Iterable[Segment]) -> None:
        """Take up the words of a story; one that is there already stays as it is."""
        if number in self._present:
            return
        self._present.add(number)
        counts = count_words(segments)
        self._postings.take(self._writer.docnum, counts)
        self._writer.add_document(number=number)
        self._size += len(counts)

    def remove(self, numbers: Iterable[int]) -> None:
        """Drop stories that were there when the writer was made."""
        gone = set(numbers) & self._present
        if not gone:
            return
        with self._writer.reader() as reader:
            held = _numbers(reader).tolist()
        for document, number in enumerate(held):
            if number in gone:
                self._writer.delete_document(document)

    def commit(self) -> None:
        """Make it all visible and lasting, and give the lock back."""
        self._writer.commit()

    def cancel(self) -> None:
        """Forget what was added and give the lock back."""
        # A commit that failed half-way has closed the writer; its segment is named nowhere.
        if not self._writer.is_closed:
            self._writer.cancel()


class WhooshWords:
    """The Whoosh index of one archive. Safe to use from several threads."""

    def __init__(self, folder: Path, stamp: str, *, writable: bool = True) -> None:
        """`stamp` ties the index to its archive; an index without it is not read."""
        self.folder = folder / FOLDER
        self._stamp = f"{VERSION}.{FOLDING_VERSION}.{WORDS_VERSION} {stamp}"
        self._lock = threading.Lock()
        self._index: Any = None
        self._reader: Any = None
        self._numbers = np.empty(0, np.int64)
        self._lists: OrderedDict[str, tuple[Ints, Counts]] = OrderedDict()

    def is_there(self) -> bool:
        """Whether there is an index that this program made for this archive."""
        path = self.folder / _STAMP
        return path.is_file() and path.read_text("utf-8") == self._stamp

    def make(self) -> None:
        """Begin with an empty index, in place of whatever is there."""
        self.discard()
        self.folder.mkdir(parents=True)
        columns = fields.COLUMN(NumericColumn("I"))  # type: ignore[no-untyped-call]
        schema = fields.Schema(number=columns, words=CountedWords())
        whoosh_index.create_in(str(self.folder), schema)
        (self.folder / _STAMP).write_text(self._stamp, "utf-8")

    def writer(self) -> WhooshWriter | None:
        """A writer; None where another process or thread has it."""
        with self._lock:
            index = self._opened()
            try:
                writer = index.writer(codec=_CODEC)
            except LockError:
                return None
            with writer.reader() as reader:
                return WhooshWriter(writer, _numbers(reader))

    def postings(self, words: Iterable[str]) -> dict[str, tuple[Ints, Counts]]:
        """Each word → the numbers of the stories with it as a whole word, and how often."""
        with self._lock:
            self._refresh()
            return {word: self._postings(word) for word in words}

    def discard(self) -> None:
        """Take it off the disk."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def close(self) -> None:
        """Give back what is held open."""
        with self._lock:
            self._drop()
            self._index = None

    def _opened(self) -> Any:
        if self._index is None:
            self._index = whoosh_index.open_dir(str(self.folder))
        return self._index

    def _drop(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = None
        self._lists.clear()

    def _refresh(self) -> None:
        """See what was committed since the last look."""
        index = self._opened()
        if self._reader is not None and self._reader.generation() == index.latest_generation():
            return
        self._drop()
        self._reader = index.reader()
        self._numbers = _numbers(self._reader)

    def _postings(self, word: str) -> tuple[Ints, Counts]:
        held = self._lists.get(word)
        if held is None:
            documents, counts = _blocks(self._reader, word)
            held = self._numbers[documents], counts
            self._lists[word] = held
            if len(self._lists) > _KEPT:
                self._lists.popitem(last=False)
        self._lists.move_to_end(word)
        return held


def _numbers(reader: Any) -> Ints:
    """Story numbers by document number."""
    held: list[Ints] = []
    for leaf, _ in reader.leaf_readers():
        if count := leaf.doc_count_all():
            # The column as it lies on disk, at once: one by one takes 2 µs a story.
            column = leaf.column_reader("number").raw_column()
            raw = column._dbfile.get(column._basepos, count * column._fixedlen)
            held.append(np.frombuffer(raw, ">u4").astype(np.int64))
    return np.concatenate(held) if held else np.empty(0, np.int64)


def _blocks(reader: Any, word: str) -> tuple[Ints, Counts]:
    """Documents and counts of a word, a block of postings at a time.

    Going from posting to posting takes Whoosh 10 µs each; a common word has 50,000.
    """
    documents: list[Ints] = []
    counts: list[Counts] = []
    for leaf, base in reader.leaf_readers():
        try:
            matcher = leaf.postings("words", word)
        except TermNotFound:
            continue
        while matcher.is_active():
            # `id` and `weight` make the matcher read its block, whose lists are then taken whole.
            matcher.id(), matcher.weight()
            documents.append(np.array(matcher._ids, np.int64) + base)
            counts.append(np.array(matcher._weights, np.float32))
            matcher._next_block()
    if not documents:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    return np.concatenate(documents), np.concatenate(counts)
