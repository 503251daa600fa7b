"""Rows in, a seal for each out: a short digest of a row's own values, to find a flipped bit by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select, update

from index.store import tables

#: The tables whose rows no other digest covers.
SEALED = (tables.pictures, tables.captures, tables.readings, tables.withdrawals)


def sealed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with its seal, over every other column but its number; absent ones count as null."""
    return {**row, "seal": seal(table, row)}


def seal(table: Table, row: Mapping[Any, Any]) -> str:
    """What the seal of that row must be."""
    values = [row.get(column.name) for column in table.columns if column.name not in _APART]
    plain = json.dumps(values, ensure_ascii=True, default=_plain)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def reseal(connection: Connection) -> None:
    """Give a seal to every row that has none."""
    for table in SEALED:
        rows = connection.execute(select(table).where(table.c.seal.is_(None))).mappings().all()
        if rows:
            change = update(table).where(table.c.number == bindparam("row"))
            connection.execute(change, [{"row": r["number"], "seal": seal(table, r)} for r in rows])


def broken(connection: Connection) -> Iterator[str]:
    """Rows whose values are not those that were sealed."""
    for table in SEALED:
        for row in connection.execute(select(table)).mappings():
            if row["seal"] != seal(table, row):
                yield f"row {row['number']} of table {table.name} is not as it was written"


_APART = ("number", "seal")


def _plain(value: Any) -> str:
    """Days, times and bytes as text."""
    return value.hex() if isinstance(value, bytes) else str(value)
