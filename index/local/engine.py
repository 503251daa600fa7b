"""The first engine: exact phrases in the archive's own database select, counted words rank.

What is selected is exact and is there the moment an issue is stored; the words may lag behind or
be made anew, and then only the order of the hits is less good.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing

import numpy as np
from sqlalchemy import Connection

from index.local import columns as column_store
from index.local import exact, ranking, similar, upkeep
from index.local import facets as facet_counts
from index.local.columns import Columns, Counts, Ints, Mask, Postings
from index.local.selection import Selection
from index.local.whoosh_words import WordIndex
from index.local.whoosh_writer import WordsUnusable
from index.request import Sort
from index.search.engine import SECONDS, EngineState, Period, PeriodCounts, Progress, RankedStories
from index.search.tree import And, Node
from index.store.database import Store
from index.store.documents import Document
from index.store.listing import newspaper_names
from index.store.texts import story_segments
from index.text.telling import telling_words
from parser.errors import ArchiveBusy, ArchiveError, ArchiveNotWritable

_LOG = logging.getLogger("banmian.index")
_UNITS: dict[Period, str] = {"year": "Y", "month": "M", "day": "D"}
#: Seconds that healing in the background rests after every 200 stories, for the searches beside it.
_REST = 0.05


class LocalEngine:
    """Searches the archive of one data folder. Safe to use from several threads."""

    def __init__(self, store: Store, *, heal: bool = False) -> None:
        """`heal`: make an unusable word index anew beside the searches, in a thread.

        Raises ArchiveBusy, ArchiveNotWritable.
        """
        self._store = store
        self._words = WordIndex(store.folder)
        self._lock = threading.Lock()
        self._columns: Columns | None = None
        self._heals = heal
        self._healer: threading.Thread | None = None
        self._closed = threading.Event()
        self._problem: str | None = None
        self._complete()
        if store.writable:
            self._begin()
        self._look()
        if heal:
            # Its table takes most of a second to load: not while the first reader waits.
            threading.Thread(target=telling_words, args=("版面", 1), daemon=True).start()

    # -- stories in ------------------------------------------------------------------------

    def record(
        self, connection: Connection, new: Mapping[int, Document], gone: Sequence[int]
    ) -> None:
        """See `index.search.engine.Engine`."""
        exact.insert(connection, {number: each.segments for number, each in new.items()})
        upkeep.enlist(connection, new, gone)

    def catch_up(self, *, seconds: float | None = None) -> None:
        """See `index.search.engine.Engine`. An unusable word index is made anew."""
        if self._problem is not None:
            try:
                upkeep.renew(self._store, self._words, unless_sound=True)
            except (ArchiveBusy, ArchiveNotWritable):
                # Whoever is writing to it has found out too; and search goes on without.
                return
            self._problem = None
        if not upkeep.backlog(self._store):
            return
        for sound in (True, False):
            try:
                upkeep.catch_up(self._store, self._words, seconds=seconds)
                return
            except WordsUnusable as error:
                self._tell(error)
                # What cannot be read though it is as it was written is made anew as well.
                upkeep.renew(self._store, self._words, unless_sound=sound)
        upkeep.catch_up(self._store, self._words, seconds=seconds)

    def rebuild(self, progress: Progress = lambda count: None) -> int:
        """See `index.search.engine.Engine`. Raises ArchiveNotWritable, ArchiveBusy."""
        total = upkeep.rebuild_exact(self._store)
        upkeep.renew(self._store, self._words)
        upkeep.catch_up(self._store, self._words, progress=progress)
        self._problem = None
        return total

    def faults(self, progress: Progress = lambda count: None) -> list[str]:
        """See `index.search.engine.Engine`."""
        with self._store.read() as connection:
            found = exact.faults(connection, upkeep.batches(connection, progress))
            if said := self._words.fault(upkeep.tie(connection), thorough=True):
                found.append(f"the word index {said}")
        if behind := upkeep.backlog(self._store):
            found.append(f"{behind} stories are not in the word index yet")
        return [f"search: {line}; banmian reindex" for line in found]

    def state(self) -> EngineState:
        """See `index.search.engine.Engine`."""
        return EngineState(upkeep.backlog(self._store), self._problem)

    # -- questions -------------------------------------------------------------------------

    def search(
        self,
        tree: Node,
        *,
        filters: Sequence[Node] = (),
        sort: Sort = "relevance",
        facets: bool = True,
        limit: int = 10,
        offset: int = 0,
    ) -> RankedStories:
        """See `index.search.engine.Engine`."""
        with self._store.read(seconds=SECONDS) as connection:
            selection, tree, mask = self._select(connection, tree, filters)
            columns = selection.columns
            numbers = np.flatnonzero(mask)
            scores = np.zeros(len(numbers), np.float32)
            if sort == "relevance" and len(numbers):
                held = self._postings(columns, ranking.words(tree))
                scores = ranking.scores(selection, held, tree, numbers)
            order = ranking.order(numbers, columns.dates[numbers], scores, sort)
            page = order[max(0, offset) :][: max(0, limit)]
            names = selection.newspaper_names
            return RankedStories(
                total=len(numbers),
                stories=tuple((int(numbers[at]), float(scores[at])) for at in page),
                facets=facet_counts.count(columns, mask, names) if facets else (),
                tree=tree,
                notes=tuple(selection.notes),
            )

    def matching(self, tree: Node, filters: Sequence[Node] = ()) -> Iterator[int]:
        """See `index.search.engine.Engine`."""
        with self._store.read(seconds=SECONDS) as connection:
            _, _, mask = self._select(connection, tree, filters)
        yield from np.flatnonzero(mask).tolist()

    def trend(self, tree: Node, filters: Sequence[Node], by: Period) -> PeriodCounts:
        """See `index.search.engine.Engine`."""
        with self._store.read(seconds=SECONDS) as connection:
            selection, tree, mask = self._select(connection, tree, filters)
        dates = selection.columns.dates
        hits, held = (
            facet_counts.by_period(dates[stories], _UNITS[by])
            for stories in (mask, selection.scope)
        )
        return PeriodCounts(hits, held, tree, tuple(selection.notes))

    def similar(self, story: int, limit: int) -> list[tuple[int, float]]:
        """See `index.search.engine.Engine`."""
        with self._store.read(seconds=SECONDS) as connection:
            segments = story_segments(connection, [story])[story]
            columns = self.columns(connection)
            weights = telling_words(similar.body(segments), 2 * similar.WORDS)
            held = similar.fitting(columns, weights, lambda words: self._postings(columns, words))
        return similar.likest(columns, weights, held, story, limit)

    def columns(self, connection: Connection) -> Columns:
        """The columns of the archive as the connection sees it."""
        with self._lock:
            held = self._columns
            if held is None or held.generation != column_store.generation(connection):
                held = self._columns = column_store.load(connection)
            return held

    def close(self) -> None:
        """Give back files; healing stops, and goes on at the next start."""
        self._closed.set()
        if self._healer is not None:
            self._healer.join()
        self._words.close()

    def _select(
        self, connection: Connection, tree: Node, filters: Sequence[Node]
    ) -> tuple[Selection, Node, Mask]:
        """The filters as scope, the tree as it is searched, the stories for which both hold."""
        columns = self.columns(connection)
        selection = Selection(connection, columns, newspaper_names(connection))
        if filters:
            selection.scope = selection.mask(And(tuple(filters)))
        tree = selection.spelled(tree)
        return selection, tree, selection.mask(tree) & selection.scope

    def _postings(self, columns: Columns, words: Iterable[str]) -> dict[str, Postings]:
        """What the word index holds of these words, of live stories; {} where it is unusable."""
        try:
            # Not as the search's own snapshot says it: its index may be gone already.
            held = self._words.postings(words, lambda: upkeep.tie_now(self._store))
        except WordsUnusable as error:
            self._tell(error)
            return {}
        self._problem = None
        return {word: _living(columns, *found) for word, found in held.items()}

    # -- the word index kept sound ---------------------------------------------------------

    def _complete(self) -> None:
        """The tables of exact search, with all stories in them; whoever only reads needs them too.

        They lack in an archive that was just begun, or whose beginner was killed.
        """
        with self._store.read() as connection:
            if not exact.missing(connection):
                return
        with closing(Store(self._store.folder, writable=True)) as store:
            upkeep.rebuild_exact(store)

    def _begin(self) -> None:
        """A word index for a new archive."""
        if not upkeep.tie_now(self._store).begun:
            upkeep.renew(self._store, self._words, unless_sound=True)

    def _look(self) -> None:
        """Notice at the start what is wrong with the word index."""
        with self._store.read() as connection:
            said = self._words.fault(upkeep.tie(connection))
        if said is not None:
            self._tell(WordsUnusable(said, file=self._words.folder))

    def _tell(self, error: WordsUnusable) -> None:
        what = f"the word index {self._words.folder} {error.message}"
        if self._heals and self._heal():
            todo = "it is made anew meanwhile, as by banmian reindex"
        elif self._store.writable:
            todo = "it is made anew, as by banmian reindex"
        else:
            todo = "run banmian reindex"
        said = f"{what}: all is found, less well ranked; {todo}"
        if self._heals and self._problem is None:
            _LOG.warning("%s", said)
        self._problem = said

    def _heal(self) -> bool:
        """Make the word index anew beside the searches → whether that is under way."""
        with self._lock:
            if self._closed.is_set():
                return False
            if self._healer is None or not self._healer.is_alive():
                self._healer = threading.Thread(target=self._heal_now, daemon=True)
                self._healer.start()
            return True

    def _heal_now(self) -> None:
        """What the thread does; a folder that cannot be written stays as it is."""
        try:
            store = Store(self._store.folder, writable=True)
        except ArchiveError:
            return
        try:
            upkeep.renew(store, self._words, unless_sound=True)
            more = upkeep.backlog(store)
            while more and not self._closed.wait(_REST):
                upkeep.catch_up(store, self._words, seconds=2.0, pause=_REST)
                more = upkeep.backlog(store)
            self._problem = None
        except ArchiveError:
            return
        finally:
            store.close()


def _living(columns: Columns, numbers: Ints, counts: Counts) -> Postings:
    known = numbers < columns.size
    numbers, counts = numbers[known], counts[known]
    alive = columns.live[numbers]
    return numbers[alive], counts[alive]
