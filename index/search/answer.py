"""A query and its filters in, Results out: read, answered by the engine, shown with why."""

from __future__ import annotations

import time
from collections.abc import Sequence

from index.request import Search
from index.results import Hit, Results
from index.search import passages
from index.search.engine import TOO_LONG, Engine, Facets
from index.search.query import Query, parse
from index.search.tree import All, DateRange, Filter, Node, Nothing, texts
from index.search.wording import explain
from index.store.database import Store
from index.store.listing import newspaper_names
from index.store.texts import story_rows, story_segments


def search(store: Store, engine: Engine, request: Search) -> Results:
    """Answer a search. Never raises for what a person typed."""
    began = time.perf_counter()
    read = parse(request.query)
    tree, filters, notes = asked(read, request)
    with store.read() as connection:
        names = newspaper_names(connection)
    try:
        found = engine.search(
            tree,
            filters=filters,
            sort=request.sort,
            limit=request.limit,
            offset=request.offset,
        )
        shown = hits(store, found.stories, passages.needles(texts(found.tree)))
    except TimeoutError:
        notes = (*notes, TOO_LONG)
        return _results(request, explain(tree, filters, notes, request.sort, names), 0, began)
    said = explain(found.tree, filters, (*notes, *found.notes), request.sort, names)
    return _results(request, said, found.total, began, shown, found.facets)


def asked(read: Query, request: Search) -> tuple[Node, tuple[Node, ...], tuple[str, ...]]:
    """What was typed, the filters beside it, and the notes."""
    filters: list[Node] = [Filter(each.name, value) for each, value in request.filters()]
    notes = read.notes
    if request.date_from or request.date_to:
        filters.append(DateRange(request.date_from, request.date_to))
        if request.date_from and request.date_to and request.date_from > request.date_to:
            notes = (*notes, f"止日 {request.date_to} 在起日 {request.date_from} 之前")
    if not isinstance(read.tree, All):
        return read.tree, tuple(filters), notes
    # An empty box with filters is a way to browse; an empty box alone asks for nothing.
    return (All() if filters else Nothing()), tuple(filters), (() if filters else notes)


def hits(
    store: Store, stories: Sequence[tuple[int, float]], wanted: Sequence[passages.Needle]
) -> tuple[Hit, ...]:
    """Story numbers with their scores → what is shown of them, marked where they match."""
    numbers = [number for number, _ in stories]
    with store.read() as connection:
        rows = story_rows(connection, numbers)
        held = story_segments(connection, numbers)
    return tuple(
        Hit(
            id=row.id,
            newspaper=row.newspaper,
            newspaper_name=row.newspaper_name,
            date=row.date,
            pages=tuple(row.pages),
            headline=row.headline,
            byline=row.byline,
            score=round(score, 4),
            snippets=passages.snippets(held[number], wanted),
        )
        for number, score in stories
        # Replaced between the search and this look: the next search has the new one.
        if (row := rows.get(number)) is not None
    )


def _results(
    request: Search,
    understood: str,
    total: int,
    began: float,
    shown: tuple[Hit, ...] = (),
    facets: Facets = (),
) -> Results:
    took = round((time.perf_counter() - began) * 1000, 2)
    return Results(request.query, understood, total, took, shown, facets)
