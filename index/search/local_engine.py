"""The first engine: exact phrases in the archive's own database select, counted words rank.

What is selected is exact and is there the moment an issue is stored; the words may lag behind, and
then only the order of the hits is less good.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection

from index.results import Sort
from index.search import facets as facet_counts
from index.search import ranking, similar
from index.search.engine import Found
from index.search.selection import Selection
from index.search.tree import And, Node
from index.store import columns as column_store
from index.store.columns import Columns, Ints, Mask
from index.store.database import Store
from index.store.documents import Segment
from index.store.listing import newspaper_names
from index.words.counts import count_words
from index.words.word_index import WordIndex, Writer

#: A search that takes longer is given up.
SECONDS = 5.0


class LocalEngine:
    """Searches the archive of one data folder. Safe to use from several threads."""

    def __init__(self, store: Store, words: WordIndex | None) -> None:
        """`words` is None where there is no word index to read: hits then rank by place and day."""
        self._store = store
        self._words = words
        self._lock = threading.Lock()
        self._columns: Columns | None = None

    def writer(self) -> Writer | None:
        """A writer of the word index; the exact index takes stories up with their issue."""
        return self._words.writer() if self._words else None

    def search(
        self,
        tree: Node,
        *,
        filters: Sequence[Node] = (),
        sort: Sort = "relevance",
        facets: bool = True,
        limit: int = 10,
        offset: int = 0,
    ) -> Found:
        """See `index.engine.Engine`."""
        with self._store.read(seconds=SECONDS) as connection:
            columns = self.columns(connection)
            names = newspaper_names(connection)
            selection = Selection(connection, columns, names)
            if filters:
                selection.scope = selection.mask(And(tuple(filters)))
            tree = selection.spelled(tree)
            mask = selection.mask(tree) & selection.scope
            numbers = np.flatnonzero(mask)
            scores = self._scores(selection, tree, numbers, sort)
            order = ranking.order(numbers, columns.dates[numbers], scores, sort)
            page = order[max(0, offset) :][: max(0, limit)]
            return Found(
                total=len(numbers),
                stories=tuple((int(numbers[at]), float(scores[at])) for at in page),
                facets=facet_counts.count(columns, mask, names) if facets else (),
                tree=tree,
                notes=tuple(selection.notes),
            )

    def matching(self, connection: Connection, tree: Node) -> tuple[Columns, Mask]:
        """The stories that match, as a mask over the columns, for counting them by other means."""
        columns = self.columns(connection)
        selection = Selection(connection, columns, newspaper_names(connection))
        return columns, selection.mask(selection.spelled(tree))

    def similar(
        self, number: int, segments: Sequence[Segment], limit: int
    ) -> list[tuple[int, float]]:
        """Stories that share the telling words of one: numbers and how much is shared."""
        if self._words is None:
            return []
        counts = count_words(similar.body(segments))
        postings = self._words.postings(similar.telling_words(counts, 4 * similar.WORDS))
        with self._store.read(seconds=SECONDS) as connection:
            columns = self.columns(connection)
        shared = similar.weigh(columns, counts, postings)
        shared[~columns.live] = 0
        shared[number] = 0
        best = np.argsort(-shared, kind="stable")[:limit]
        return [(int(n), float(shared[n])) for n in best if shared[n] >= similar.LEAST]

    def columns(self, connection: Connection) -> Columns:
        """The columns of the archive as the connection sees it."""
        with self._lock:
            held = self._columns
            if held is None or held.generation != column_store.generation(connection):
                held = self._columns = column_store.load(connection)
            return held

    def close(self) -> None:
        """Give back files."""
        if self._words is not None:
            self._words.close()

    def _scores(
        self, selection: Selection, tree: Node, numbers: Ints, sort: Sort
    ) -> np.ndarray[Any, np.dtype[np.float32]]:
        if sort != "relevance" or not len(numbers):
            return np.zeros(len(numbers), np.float32)
        return ranking.scores(selection, self._words, tree, numbers)
