"""What is held, without the texts: newspapers, issues, neighbours, the log of captures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date
from typing import Any

from sqlalchemy import Connection, Select, Table, exists, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from index.results import CaptureRecord, IssueSummary, NewspaperSummary
from index.store import tables
from index.store.seals import sealed
from parser.labels import same_page

_ISSUES = tables.issues
_WITHDRAWN = tables.withdrawals
#: Issues that are not withdrawn as a whole.
_SHOWN = ~exists().where(
    _WITHDRAWN.c.newspaper == _ISSUES.c.newspaper,
    _WITHDRAWN.c.date == _ISSUES.c.date,
    _WITHDRAWN.c.edition_number == _ISSUES.c.edition_number,
    _WITHDRAWN.c.target.is_(None),
    _WITHDRAWN.c.restored_at.is_(None),
)


def issue_number(connection: Connection, newspaper: str, day: date, edition: int = 1) -> int | None:
    """The row number of an issue; None where it is not held."""
    wanted = select(_ISSUES.c.number).where(
        _ISSUES.c.newspaper == newspaper,
        _ISSUES.c.date == day,
        _ISSUES.c.edition_number == edition,
    )
    return connection.scalar(wanted)


def edition_number(
    connection: Connection, newspaper: str, day: date, edition: str | None
) -> int | None:
    """The number of the edition of that name, withdrawn or not; None where it is not held."""
    wanted = select(_ISSUES.c.edition_number).where(
        _ISSUES.c.newspaper == newspaper,
        _ISSUES.c.date == day,
        # Null is equal to nothing, itself included.
        _ISSUES.c.edition.is_not_distinct_from(edition),
    )
    return connection.scalar(wanted)


def newspaper_names(connection: Connection) -> dict[str, str]:
    """Newspaper names by code."""
    return {row.code: row.name for row in connection.execute(select(tables.newspapers))}


def newspapers(connection: Connection) -> tuple[NewspaperSummary, ...]:
    """Every newspaper with an issue here, by code."""
    pages = func.sum(func.json_array_length(_ISSUES.c.page_labels))
    rows = connection.execute(
        select(
            _ISSUES.c.newspaper,
            tables.newspapers.c.name,
            func.count(),
            pages,
            func.sum(_ISSUES.c.article_count),
            func.min(_ISSUES.c.date),
            func.max(_ISSUES.c.date),
        )
        .join(tables.newspapers)
        .where(_SHOWN)
        .group_by(_ISSUES.c.newspaper)
        .order_by(_ISSUES.c.newspaper)
    )
    return tuple(NewspaperSummary(*row) for row in rows)


def issues(
    connection: Connection,
    newspaper: str | None,
    date_from: date | None,
    date_to: date | None,
    *,
    newest_first: bool,
    limit: int | None,
) -> tuple[IssueSummary, ...]:
    """Issues between two days, both included."""
    wanted = select(_ISSUES).where(_SHOWN)
    if newspaper is not None:
        wanted = wanted.where(_ISSUES.c.newspaper == newspaper)
    if date_from is not None:
        wanted = wanted.where(_ISSUES.c.date >= date_from)
    if date_to is not None:
        wanted = wanted.where(_ISSUES.c.date <= date_to)
    day = _ISSUES.c.date.desc() if newest_first else _ISSUES.c.date
    order = (day, _ISSUES.c.newspaper, _ISSUES.c.edition_number)
    return _summaries(connection, wanted.order_by(*order).limit(limit))


def on_this_day(
    connection: Connection, month: int, day: int, newspaper: str | None
) -> tuple[IssueSummary, ...]:
    """The issues of one day of the year, the newest first."""
    this_day = func.strftime("%m-%d", _ISSUES.c.date) == f"{month:02}-{day:02}"
    wanted = select(_ISSUES).where(_SHOWN, this_day)
    if newspaper is not None:
        wanted = wanted.where(_ISSUES.c.newspaper == newspaper)
    return _summaries(connection, wanted.order_by(_ISSUES.c.date.desc(), _ISSUES.c.newspaper))


def story_number(connection: Connection, story_id: str) -> int | None:
    """The number of a story by the id of its first part, or of any part; None if not held."""
    parts = tables.articles.c.id == story_id
    return connection.scalar(select(tables.articles.c.story).where(parts))


def _summaries(connection: Connection, wanted: Select[Any]) -> tuple[IssueSummary, ...]:
    return tuple(
        IssueSummary(
            newspaper=row.newspaper,
            newspaper_name=row.newspaper_name,
            date=row.date,
            edition=row.edition,
            edition_number=row.edition_number,
            number=row.printed_number,
            pages=tuple(row.page_labels),
            missing=_missing(row.labels or (), row.page_labels),
            articles=row.article_count,
            stories=row.story_count,
            jumps=row.jump_count,
            open_jumps=row.open_jump_count,
        )
        for row in connection.execute(wanted)
    )


def neighbours(
    connection: Connection, newspaper: str, day: date
) -> tuple[date | None, date | None]:
    """The days of the issue before and of the issue after; None where there is none."""
    mine = (_ISSUES.c.newspaper == newspaper) & _SHOWN
    before = select(func.max(_ISSUES.c.date)).where(mine, _ISSUES.c.date < day)
    after = select(func.min(_ISSUES.c.date)).where(mine, _ISSUES.c.date > day)
    return connection.scalar(before), connection.scalar(after)


def record_capture(connection: Connection, record: CaptureRecord) -> None:
    """Add one line to the log of captures."""
    row = {
        "newspaper": record.newspaper,
        "date": record.date,
        "status": record.status,
        "expected": record.expected,
        "got": record.got,
        "missing": [list(pair) for pair in record.missing],
        "finished_at": record.finished_at.astimezone(UTC).replace(tzinfo=None),
        "warc": record.warc,
    }
    connection.execute(insert(tables.captures), sealed(tables.captures, row))


def captures(
    connection: Connection, newspaper: str | None, date_from: date | None, date_to: date | None
) -> tuple[CaptureRecord, ...]:
    """The last capture of each day, by newspaper and day."""
    table = tables.captures
    last = select(func.max(table.c.number)).group_by(table.c.newspaper, table.c.date)
    wanted = select(table).where(table.c.number.in_(last))
    if newspaper is not None:
        wanted = wanted.where(table.c.newspaper == newspaper)
    if date_from is not None:
        wanted = wanted.where(table.c.date >= date_from)
    if date_to is not None:
        wanted = wanted.where(table.c.date <= date_to)
    return tuple(
        CaptureRecord(
            newspaper=row.newspaper,
            date=row.date,
            status=row.status,
            expected=row.expected,
            got=row.got,
            missing=tuple((url, reason) for url, reason in row.missing),
            finished_at=row.finished_at.replace(tzinfo=UTC),
            warc=row.warc,
        )
        for row in connection.execute(wanted.order_by(table.c.newspaper, table.c.date))
    )


def _missing(labels: Iterable[str], held: Iterable[str]) -> tuple[str, ...]:
    have = tuple(held)
    return tuple(label for label in labels if not any(same_page(label, own) for own in have))


def count(connection: Connection, table: Table) -> int:
    """How many rows a table has."""
    return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def fact(connection: Connection, name: str) -> str | None:
    """What is noted of the archive as a whole under that name."""
    table = tables.state
    return connection.scalar(select(table.c.value).where(table.c.name == name))


def note_fact(connection: Connection, name: str, value: str) -> None:
    """Note it."""
    known = upsert(tables.state).on_conflict_do_update(["name"], set_={"value": value})
    connection.execute(known, [{"name": name, "value": value}])
