"""Story numbers in, their texts and rows out, from the archive itself: no index holds texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from index import tables
from index.documents import Segment, segments
from index.records import article


def story_rows(connection: Connection, numbers: Sequence[int]) -> dict[int, Row[Any]]:
    """What lists show of stories, by their numbers."""
    table = tables.stories
    wanted = (
        select(table, tables.issues.c.newspaper_name)
        .join(tables.issues, tables.issues.c.number == table.c.issue)
        .where(table.c.number.in_(numbers))
    )
    return {row.number: row for row in connection.execute(wanted)}


def story_segments(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Segment]]:
    """The texts of stories by their numbers; [] for a number that is no story."""
    table = tables.articles
    wanted = (
        select(table, tables.stories.c.paragraphs.label("joined"))
        .join(tables.stories, tables.stories.c.number == table.c.story)
        .where(table.c.story.in_(numbers))
        .order_by(table.c.story, table.c.part)
    )
    parts: dict[int, list[Row[Any]]] = {number: [] for number in numbers}
    for row in connection.execute(wanted):
        parts[row.story].append(row)
    made: dict[int, list[Segment]] = {}
    for number, rows in parts.items():
        joined = rows[0].joined if rows else None
        body = joined if joined is not None else [t for row in rows for t in row.paragraphs]
        made[number] = list(segments((article(row) for row in rows), body))
    return made
