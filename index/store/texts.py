"""Story numbers in, their texts and rows out, from the archive itself: no index holds texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from index.store import tables
from index.store.documents import STACK_FIELDS, Segment, segments

#: Where an image's caption and credit stand in what `index.codec` makes of it.
_CAPTION = (1, 2)


def story_rows(connection: Connection, numbers: Sequence[int]) -> dict[int, Row[Any]]:
    """What lists show of stories, by their numbers."""
    table = tables.stories
    wanted = (
        select(table, tables.issues.c.newspaper_name)
        .join(tables.issues, tables.issues.c.number == table.c.issue)
        .where(table.c.number.in_(numbers))
    )
    return {row.number: row for row in connection.execute(wanted)}


def story_segments(
    connection: Connection, numbers: Sequence[int]
) -> dict[int, tuple[Segment, ...]]:
    """The texts of stories by their numbers; () for a number that is no story."""
    table = tables.articles
    wanted = (
        select(
            table.c.story,
            *(table.c[field] for field in STACK_FIELDS),
            table.c.paragraphs,
            table.c.images,
            tables.stories.c.paragraphs.label("joined"),
        )
        .join(tables.stories, tables.stories.c.number == table.c.story)
        .where(table.c.story.in_(numbers))
        .order_by(table.c.story, table.c.part)
    )
    parts: dict[int, list[Any]] = {number: [] for number in numbers}
    for row in connection.execute(wanted):
        parts[row.story].append(row)
    return {number: _segments(rows) for number, rows in parts.items()}


def _segments(rows: Sequence[Any]) -> tuple[Segment, ...]:
    joined = rows[0].joined if rows else None
    plain = (text for row in rows for text in row.paragraphs)
    captions = (image[at] for row in rows for image in row.images for at in _CAPTION)
    return segments([row[1 : 1 + len(STACK_FIELDS)] for row in rows], joined or plain, captions)
