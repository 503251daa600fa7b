"""A query and its filters in, Results out: reads, selects, ranks, counts, shows why."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection, select

from index import columns as column_store
from index import facets, passages, tables
from index.columns import Columns, Mask
from index.documents import Segment, segments
from index.query import Query, parse
from index.records import article
from index.results import AddResult, Hit, Results, Sort
from index.selection import Selection
from index.store import Store
from index.tree import All, And, DateRange, Filter, Node, Nothing, texts
from index.understood import explain
from parser.model import Issue

#: A search that takes longer is given up and says so.
SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Request:
    """A search as it was asked for."""

    query: str
    newspaper: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    page: str | None = None
    author: str | None = None
    section: str | None = None
    kind: str | None = None
    sort: Sort = "relevance"
    limit: int = 10
    offset: int = 0


class Searcher:
    """Searches one archive and keeps its indexes up with it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._columns: Columns | None = None

    def close(self) -> None:
        """Give back what is held open."""
        self._columns = None

    def bulk(self, work: Iterable[tuple[Issue, AddResult]]) -> Iterator[tuple[Issue, AddResult]]:
        """Pass the results on as the issues are stored; take the stories up in between."""
        yield from work

    def search(self, query: str, **asked: Any) -> Results:
        """Answer a search. Never raises for what a person typed."""
        began = time.perf_counter()
        request = Request(query, **asked)
        read = parse(query)
        try:
            with self._store.read(seconds=SECONDS) as connection:
                return self._answer(connection, request, read, began)
        except TimeoutError:
            said = explain(
                read.tree, (*read.notes, f"{SECONDS:.0f} 秒内没有完成，已停止"), "relevance"
            )
            return Results(query, said, 0, _milliseconds(began))

    def columns(self, connection: Connection) -> Columns:
        """The columns of the archive as the connection sees it."""
        with self._lock:
            if self._columns is None or self._columns.generation != column_store.generation(
                connection
            ):
                self._columns = column_store.load(connection)
            return self._columns

    def _answer(
        self, connection: Connection, request: Request, read: Query, began: float
    ) -> Results:
        tree, notes = _with_filters(read, request)
        selection = Selection(connection, self.columns(connection), _names(connection))
        mask = selection.mask(tree)
        total = int(mask.sum())
        order, scores = self._order(selection, tree, mask, request)
        chosen = order[max(0, request.offset) :][: max(0, request.limit)]
        hits = _hits(connection, chosen, scores, passages.needles(texts(tree)))
        return Results(
            query=request.query,
            understood=explain(tree, (*notes, *selection.notes), request.sort),
            total=total,
            took_ms=_milliseconds(began),
            hits=hits,
            facets=facets.count(selection.columns, mask, selection.newspaper_names),
        )

    def _order(
        self, selection: Selection, tree: Node, mask: Mask, request: Request
    ) -> tuple[np.ndarray[Any, Any], dict[int, float]]:
        numbers = np.flatnonzero(mask)
        dates = selection.columns.dates[numbers]
        if request.sort == "oldest":
            return numbers[np.lexsort((numbers, dates))], {}
        return numbers[np.lexsort((numbers, -dates))], {}


def _milliseconds(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 2)


def _with_filters(read: Query, request: Request) -> tuple[Node, tuple[str, ...]]:
    """The typed query and the filters beside it, as one tree."""
    asked: list[Node] = []
    for name in ("newspaper", "page", "author", "section", "kind"):
        value = getattr(request, name)
        if value:
            asked.append(Filter(name, value))  # type: ignore[arg-type]
    notes = read.notes
    if request.date_from or request.date_to:
        asked.append(DateRange(request.date_from, request.date_to))
        if request.date_from and request.date_to and request.date_from > request.date_to:
            notes = (*notes, f"止日 {request.date_to} 在起日 {request.date_from} 之前")
    if not asked:
        return (Nothing() if isinstance(read.tree, All) else read.tree), notes
    if isinstance(read.tree, All):
        return (asked[0] if len(asked) == 1 else And(tuple(asked))), ()
    return And((read.tree, *asked)), notes


def _names(connection: Connection) -> dict[str, str]:
    """Newspaper names by code."""
    return {row.code: row.name for row in connection.execute(select(tables.newspapers))}


def _hits(
    connection: Connection,
    numbers: np.ndarray[Any, Any],
    scores: dict[int, float],
    wanted: Sequence[passages.Needle],
) -> tuple[Hit, ...]:
    listed = [int(n) for n in numbers]
    rows = _story_rows(connection, listed)
    held = story_segments(connection, listed)
    return tuple(
        Hit(
            id=row.id,
            newspaper=row.newspaper,
            newspaper_name=row.newspaper_name,
            date=row.date,
            pages=tuple(row.pages),
            headline=row.headline,
            byline=row.byline,
            score=round(scores.get(number, 0.0), 4),
            snippets=passages.snippets(held[number], wanted),
        )
        for number in listed
        if (row := rows.get(number)) is not None
    )


def _story_rows(connection: Connection, numbers: list[int]) -> dict[int, Any]:
    table = tables.stories
    wanted = (
        select(table, tables.issues.c.newspaper_name)
        .join(tables.issues, tables.issues.c.number == table.c.issue)
        .where(table.c.number.in_(numbers))
    )
    return {row.number: row for row in connection.execute(wanted)}


def story_segments(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Segment]]:
    """The texts of stories by their numbers, from the archive itself."""
    table = tables.articles
    wanted = (
        select(table, tables.stories.c.paragraphs.label("joined"))
        .join(tables.stories, tables.stories.c.number == table.c.story)
        .where(table.c.story.in_(numbers))
        .order_by(table.c.story, table.c.part)
    )
    parts: dict[int, list[Any]] = {number: [] for number in numbers}
    for row in connection.execute(wanted):
        parts[row.story].append(row)
    made: dict[int, list[Segment]] = {}
    for number, rows in parts.items():
        joined = rows[0].joined if rows else None
        body = joined if joined is not None else [t for row in rows for t in row.paragraphs]
        made[number] = list(segments((article(row) for row in rows), body))
    return made
