"""A data folder in, sums of what it holds out, per newspaper."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from sqlalchemy import Connection, func, select

from index.results import HoldingStats
from index.store import captured, listing, pictures, tables


def of_newspapers(connection: Connection, folder: Path) -> tuple[HoldingStats, ...]:
    """One line for each newspaper that has an issue, a picture or a capture here, by code."""
    issues = tables.issues
    stories = tables.stories
    told: dict[str, int] = dict(
        connection.execute(
            select(stories.c.newspaper, func.sum(stories.c.length)).group_by(stories.c.newspaper)
        ).all()
    )
    older: dict[str, int] = dict(
        connection.execute(
            select(issues.c.newspaper, func.count())
            .join(tables.readings, tables.readings.c.issue == issues.c.number)
            .where(tables.readings.c.body.is_not(None))
            .group_by(issues.c.newspaper)
        ).all()
    )
    counted: dict[str, int] = dict(
        connection.execute(
            select(issues.c.newspaper, func.sum(issues.c.story_count)).group_by(issues.c.newspaper)
        ).all()
    )
    shown = _picture_bytes(connection, folder)
    return tuple(
        HoldingStats(
            code=one.code,
            name=one.name,
            issues=one.issues,
            pages=one.pages,
            stories=int(counted.get(one.code) or 0),
            older_readings=int(older.get(one.code) or 0),
            characters=int(told.get(one.code) or 0),
            picture_bytes=shown[one.code],
            warc_bytes=sum(
                p.stat().st_size for p in (folder / captured.FOLDER / one.code).glob("*.warc*")
            ),
        )
        for one in listing.newspapers(connection)
    )


def _picture_bytes(connection: Connection, folder: Path) -> dict[str, int]:
    """Code → bytes of its picture files, each once."""
    wanted = (
        select(tables.issues.c.newspaper, tables.pictures.c.sha256)
        .join(tables.issues, tables.issues.c.number == tables.pictures.c.issue)
        .distinct()
    )
    sums: dict[str, int] = defaultdict(int)
    for code, digest in connection.execute(wanted):
        path = pictures.path(folder, digest)
        sums[code] += path.stat().st_size if path.is_file() else 0
    return sums
