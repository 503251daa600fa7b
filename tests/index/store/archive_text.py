"""An archive's database as SQL text and back: how archives of earlier versions are kept for tests.

python -m tests.index.store.archive_text DATABASE > tests/fixtures/archives/schema-N.sql
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

SHADOWS = ("_data", "_idx", "_content", "_docsize", "_config")


def dump(database: Path) -> Iterator[str]:
    """Statements that make the database again, one a line."""
    raw = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    made = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    virtual = {name for name, sql in made if sql.startswith("CREATE VIRTUAL")}
    shadows = {f"{name}{end}" for name in virtual for end in SHADOWS}
    (version,) = raw.execute("PRAGMA user_version").fetchone()
    yield f"PRAGMA user_version = {version};"
    for name, sql in made:
        if name not in shadows and not name.startswith("sqlite_"):
            yield " ".join(sql.split()) + ";"
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if name not in virtual:
            yield f'DELETE FROM "{name}";'
            for row in raw.execute(f'SELECT * FROM "{name}"'):
                yield f'INSERT INTO "{name}" VALUES({", ".join(map(_literal, row))});'
    raw.close()


def load(text: str, database: Path) -> None:
    """Make the database that `dump` made the text of."""
    database.parent.mkdir(parents=True, exist_ok=True)
    raw = sqlite3.connect(database, isolation_level=None)
    raw.executescript(f"BEGIN;\n{text}\nCOMMIT;")
    raw.close()


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    if isinstance(value, str):
        quoted = value.replace("'", "''")
        if value.isprintable():
            return f"'{quoted}'"
        return f"CAST(X'{value.encode().hex()}' AS TEXT)"
    return repr(value)


if __name__ == "__main__":
    for statement in dump(Path(sys.argv[1]).resolve()):
        print(statement)
