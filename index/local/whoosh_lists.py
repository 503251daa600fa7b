"""A word and the segments of a word index in, the stories with the word out; each is read once.

A segment never changes save for what is deleted in it: after a commit only new ones are read.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from whoosh.reading import TermNotFound

from index.local.columns import Ints, Postings

#: Postings kept in memory, of 12 bytes each; and what a list costs beside them, counted in those.
_KEPT = 2_000_000
_LIST, _GAP = 30, 8
_NOWHERE: Postings = np.empty(0, np.int64), np.empty(0, np.float32)


class Leaf(NamedTuple):
    """A segment as it is now."""

    #: Its id, and how many of its stories are deleted.
    key: tuple[str, int]
    reader: Any
    #: Story numbers by document number.
    numbers: Ints


class PostingLists:
    """The lists of the words that were asked for last."""

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._held: OrderedDict[str, dict[tuple[str, int], Postings]] = OrderedDict()
        self._size = 0

    def of(self, word: str, leaves: Sequence[Leaf]) -> Postings:
        """The numbers of the stories with that word, and how often; segment by segment."""
        old = self._held.pop(word, {})
        now = {leaf.key: old.get(leaf.key) or _read(leaf, word) for leaf in leaves}
        self._held[word] = now
        self._size += _cost(now) - _cost(old)
        while self._size > self._most and len(self._held) > 1:
            _, gone = self._held.popitem(last=False)
            self._size -= _cost(gone)
        found = [each for each in now.values() if each is not _NOWHERE]
        if not found:
            return _NOWHERE
        numbers, counts = zip(*found, strict=True)
        return np.concatenate(numbers), np.concatenate(counts)

    def clear(self) -> None:
        """Forget all."""
        self._held.clear()
        self._size = 0


def leaves(reader: Any, numbers: Mapping[str, Ints]) -> list[Leaf]:
    """The segments of a reader; `numbers` are their story numbers, by their ids."""
    made: list[Leaf] = []
    for leaf, _ in reader.leaf_readers():
        if count := leaf.doc_count_all():
            name = leaf.segment().segment_id()
            made.append(Leaf((name, count - leaf.doc_count()), leaf, numbers[name]))
    return made


def _read(leaf: Leaf, word: str) -> Postings:
    try:
        matcher = leaf.reader.postings("words", word)
    except TermNotFound:
        return _NOWHERE
    documents: list[int] = []
    counts: list[float] = []
    while matcher.is_active():
        documents.append(matcher.id())
        counts.append(matcher.weight())
        matcher.next()
    if not documents:
        return _NOWHERE
    return leaf.numbers[np.array(documents, np.int64)], np.array(counts, np.float32)


def _cost(held: Mapping[tuple[str, int], Postings]) -> int:
    lists = (_GAP if each is _NOWHERE else _LIST + len(each[0]) for each in held.values())
    return sum(lists)
