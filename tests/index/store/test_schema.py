"""Every earlier schema, with data in it, is brought to this one; nothing half made is stamped."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from index import Archive
from index.store import schema, tables
from index.store.database import Store
from parser.errors import ArchiveError
from tests.index.cases import DAY, every_field, one_page
from tests.index.store import archive_text
from tests.paths import FIXTURES

#: Version → the database that this version made of the issues below, as SQL text.
EARLIER = {
    int(re.sub(r"\D", "", path.stem)): path
    for path in sorted((FIXTURES / "archives").glob("schema-*.sql"))
}
LATER_DAY = DAY.replace(day=11)


def earlier(version: int, folder: Path) -> Path:
    """A data folder as that version left it."""
    archive_text.load(EARLIER[version].read_text("utf-8"), folder / "banmian.db")
    return folder


def test_there_is_an_archive_of_every_earlier_version() -> None:
    """Who adds a step adds the archive that it starts from."""
    steps = sorted(p.name for p in (schema.STEPS / "versions").glob("s[0-9]*.py"))

    assert [int(name[1:5]) for name in steps] == list(range(1, schema.VERSION + 1))
    assert sorted(EARLIER) == list(range(1, schema.VERSION))


@pytest.mark.parametrize("version", EARLIER)
@pytest.mark.parametrize("writable", [True, False])
def test_an_earlier_archive_opens(version: int, writable: bool, tmp_path: Path) -> None:
    """All issues, pictures' rows, captures and searches are there as before; each has a reading."""
    folder = earlier(version, tmp_path)

    with Archive(folder, writable=writable) as archive:
        assert archive.issue("ycrb", DAY) == every_field()
        assert archive.issue("ycrb", LATER_DAY) == one_page("水渠断水。", day=LATER_DAY)
        assert archive.search('"断水"').total == 1
        assert archive.search('"通水"').total == 0
        assert archive.search("开渠").total == 2
        assert archive.captures()[0].missing == (("https://example.org/u1", "404"),)
        assert [r.parser for r in archive.history("ycrb", DAY)] == ["0.1.0"]


@pytest.mark.parametrize("version", EARLIER)
def test_an_earlier_archive_becomes_this_one(version: int, tmp_path: Path) -> None:
    """No table, column, index or constraint tells a migrated archive from a new one."""
    for folder in (earlier(version, tmp_path / "old"), tmp_path / "new"):
        store = Store(folder, writable=True)
        with store.read() as connection:
            context = MigrationContext.configure(
                connection, opts={"include_object": lambda *o: not str(o[1]).startswith(FTS)}
            )
            assert compare_metadata(context, tables.metadata) == []
            assert schema.version(connection) == schema.VERSION
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            assert found == f"{schema.VERSION:04}"
        store.close()


FTS = ("pairs", "heads", "singles")


@pytest.mark.parametrize("version", EARLIER)
def test_numbers_go_on(version: int, tmp_path: Path) -> None:
    """A story of a migrated archive gets a number that none had before."""
    folder = earlier(version, tmp_path)
    raw = sqlite3.connect(folder / "banmian.db")
    (given,) = raw.execute("SELECT seq FROM sqlite_sequence WHERE name = 'stories'").fetchone()
    raw.close()
    with Archive(folder) as archive:
        archive.add(one_page("新渠。", day=DAY.replace(day=12)))
    raw = sqlite3.connect(folder / "banmian.db")
    (last,) = raw.execute("SELECT max(number) FROM stories").fetchone()
    raw.close()

    assert last == given + 1


@pytest.mark.parametrize("version", EARLIER)
def test_a_step_that_fails_changes_nothing(
    version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What breaks off in the middle of a step is all undone, and done at the next opening."""
    folder = earlier(version, tmp_path)
    monkeypatch.setattr("index.store.schema._check", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Archive(folder)
    monkeypatch.undo()
    raw = sqlite3.connect(folder / "banmian.db")
    assert raw.execute("PRAGMA user_version").fetchone() == (version,)
    columns = [row[1] for row in raw.execute("PRAGMA table_info(issues)")]
    raw.close()
    assert "edition" not in columns or version > 1
    with Archive(folder) as archive:
        assert archive.issue("ycrb", DAY) == every_field()


def test_an_empty_beginning_is_begun_anew(tmp_path: Path) -> None:
    """Tables without a version and without rows are made again, never just stamped as done."""
    raw = sqlite3.connect(tmp_path / "banmian.db")
    raw.execute("CREATE TABLE issues (number INTEGER)")
    raw.execute("CREATE TABLE stories (wrong TEXT)")
    raw.close()
    with Archive(tmp_path) as archive:
        archive.add(every_field())
        assert archive.issue("ycrb", DAY) == every_field()


def test_a_half_made_database_is_named(tmp_path: Path) -> None:
    """Tables with rows but without a version are left alone, with a line that says so."""
    raw = sqlite3.connect(tmp_path / "banmian.db")
    raw.execute("CREATE TABLE newspapers (code TEXT)")
    raw.execute("INSERT INTO newspapers VALUES ('ycrb')")
    raw.commit()
    raw.close()
    with pytest.raises(ArchiveError, match="no finished schema") as caught:
        Archive(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_a_column_that_is_missing_is_named(tmp_path: Path) -> None:
    """A step that leaves a column out is found before the version is stamped."""
    with Archive(tmp_path) as archive:
        archive.add(replace(every_field()))
    raw = sqlite3.connect(tmp_path / "banmian.db")
    raw.execute("PRAGMA user_version = 1")
    raw.execute("ALTER TABLE pages DROP COLUMN pdf")
    raw.close()
    with pytest.raises(ArchiveError, match="no column pdf in table pages"):
        Archive(tmp_path)
