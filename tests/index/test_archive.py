"""The archive gives back what it was given, whole or not at all, and says plainly what is wrong."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Archive
from index.results import CaptureRecord
from parser.errors import (
    ArchiveBusy,
    ArchiveNotWritable,
    ArchiveTooNew,
    NotHeld,
    WrongField,
)
from parser.issue import Reading
from parser.model import Article, Author, Image, Issue, Page, Picture
from tests.index.cases import DAY, every_field, issue, one_page, page

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def test_every_field_comes_back(tmp_path: Path) -> None:
    """An issue with a value in every field comes back equal, also after opening anew."""
    with Archive(tmp_path) as archive:
        archive.add(every_field())
        assert archive.issue("ycrb", DAY) == every_field()
    with Archive(tmp_path) as archive:
        found = archive.issue("ycrb", DAY)
    assert found == every_field()
    assert [repr(page.width) for page in found.pages] == ["400", "None"]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(TEXT, st.none() | TEXT, st.lists(TEXT, max_size=3), st.none() | st.floats(0, 9)),
        max_size=3,
    )
)
def test_any_issue_comes_back(given_articles: list[tuple]) -> None:  # type: ignore[type-arg]
    """Whatever the texts hold, an issue comes back equal."""
    articles = tuple(
        Article(
            f"ycrb-{DAY}-01-{order:02d}",
            headline=headline,
            byline=byline,
            paragraphs=tuple(paragraphs),
            authors=tuple(Author(text) for text in paragraphs),
            images=tuple(Image(text, byline, text) for text in paragraphs),
            regions=() if x is None else (((x, 1.0), (2.0, x), (x, x)),),
        )
        for order, (headline, byline, paragraphs, x) in enumerate(given_articles, 1)
    )
    made = issue(Page("01", 1, articles=articles))
    with TemporaryDirectory() as folder, Archive(folder) as archive:
        archive.add(made)
        assert archive.issue("ycrb", DAY) == made


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    """The same issue again is unchanged; a corrected one replaces it, in search too."""
    with Archive(tmp_path) as archive:
        assert archive.add(one_page("水渠通水。")).result == "added"
        assert archive.add(one_page("水渠通水。")).result == "unchanged"
        assert archive.add(one_page("水渠昨日断水。")).result == "renewed"
        assert archive.issue("ycrb", DAY) == one_page("水渠昨日断水。")
        assert archive.search('"通水"').total == 0
        assert archive.search('"断水"').total == 1
        assert archive.search("断水").total == 1
        assert [summary.stories for summary in archive.issues()] == [1]


def test_lists(tmp_path: Path) -> None:
    """Newspapers, issues with what they lack, and neighbours are counted from what is held."""
    days = [date(2022, 8, 9), DAY, date(2022, 8, 12)]
    with Archive(tmp_path) as archive:
        for day in days:
            archive.add(one_page("水渠。", day=day))
        archive.add(every_field())
        (newspaper,) = archive.newspapers()
        assert (newspaper.name, newspaper.issues, newspaper.first) == ("云川日报", 3, days[0])
        assert newspaper.pages == 4
        assert newspaper.articles == 5
        assert [summary.date for summary in archive.issues(newest_first=True)] == days[::-1]
        (middle,) = archive.issues("ycrb", DAY, DAY)
        assert (middle.pages, middle.missing) == (("01", "03"), ("02",))
        assert (middle.jumps, middle.open_jumps, middle.stories) == (2, 0, 2)
        assert archive.neighbours("ycrb", DAY) == (days[0], days[2])
        assert archive.neighbours("ycrb", days[0]) == (None, DAY)
        assert archive.neighbours("none", DAY) == (None, None)


def test_open_jumps_are_counted(tmp_path: Path) -> None:
    """A jump line with a verdict that an editor must look at is open."""
    made = every_field()
    links = (replace(made.continuations[0], verdict="no-tail"), made.continuations[1])
    with Archive(tmp_path) as archive:
        archive.add(replace(made, continuations=links))
        assert archive.issues()[0].open_jumps == 1


def test_what_is_not_there(tmp_path: Path) -> None:
    """Asking for an issue that is not held raises; a picture that is not held is None."""
    with Archive(tmp_path) as archive:
        with pytest.raises(NotHeld, match="2022-08-10"):
            archive.issue("ycrb", DAY)
        assert archive.picture("ycrb", DAY, "a.png") is None
        assert archive.newspapers() == ()
        assert archive.search("水").total == 0


def test_pictures(tmp_path: Path) -> None:
    """Pictures come back by their source, survive a correction, and name no file outside."""
    evil = Picture("../../../etc/passwd", "image/png", b"png")
    with Archive(tmp_path / "data") as archive:
        archive.add(one_page("水。"), [evil, Picture("b.png", "image/png", b"other")])
        assert archive.picture("ycrb", DAY, "../../../etc/passwd") == evil
        archive.add(one_page("新水。"))
        assert archive.picture("ycrb", DAY, "b.png") == Picture("b.png", "image/png", b"other")
        archive.add(one_page("新水。"), [Picture("b.png", "image/png", b"newer")])
        assert archive.picture("ycrb", DAY, "b.png") == Picture("b.png", "image/png", b"newer")
    outside = [path for path in tmp_path.rglob("*") if (tmp_path / "data") not in path.parents]
    assert outside == [tmp_path / "data"]


def test_capture_log(tmp_path: Path) -> None:
    """The last capture of a day is what the log tells."""
    at = datetime(2022, 8, 10, 6, tzinfo=UTC)
    first = CaptureRecord("ycrb", DAY, "partial", 10, 8, (("u1", "404"),), at, "warc/a.warc.gz")
    last = replace(first, status="complete", got=10, missing=())
    with Archive(tmp_path) as archive:
        archive.record_capture(first)
        archive.record_capture(last)
        assert archive.captures("ycrb", DAY, DAY) == (last,)
        assert archive.captures("other") == ()


def test_half_a_surrogate_pair_is_refused(tmp_path: Path) -> None:
    """Text that is no Unicode is an error of its own, and the archive stays as it was."""
    with Archive(tmp_path) as archive:
        with pytest.raises(WrongField, match="surrogate"):
            archive.add(one_page("坏\ud800字"))
        assert archive.issues() == ()
        archive.add(one_page("好字"))


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    """A data folder that cannot be made is a clear error."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveNotWritable):
        Archive(tmp_path / "file" / "data")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_that_may_only_be_read(tmp_path: Path) -> None:
    """An archive in a folder that cannot be written is read and searched, not added to."""
    with Archive(tmp_path) as archive:
        archive.add(one_page("水渠。"))
    tmp_path.chmod(0o500)
    try:
        with Archive(tmp_path) as archive:
            assert archive.search("水渠").total == 1
            with pytest.raises(ArchiveNotWritable):
                archive.add(one_page("新水渠。"))
    finally:
        tmp_path.chmod(0o700)


def test_reading_only(tmp_path: Path) -> None:
    """Opened for reading, an archive answers and refuses to be added to; none there is an error."""
    with pytest.raises(NotHeld):
        Archive(tmp_path / "nothing", writable=False)
    with Archive(tmp_path) as archive:
        archive.add(one_page("水渠。"))
    with Archive(tmp_path, writable=False) as archive:
        assert archive.search("水渠").total == 1
        with pytest.raises(ArchiveNotWritable):
            archive.add(one_page("新水渠。"))


def test_newer_schema_is_refused(tmp_path: Path) -> None:
    """An archive of a newer version is left alone, with a message that says so."""
    Archive(tmp_path).close()
    raw = sqlite3.connect(tmp_path / "banmian.db")
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(ArchiveTooNew, match="schema 99"):
        Archive(tmp_path)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """A database file that is none is named, not stumbled over."""
    (tmp_path / "banmian.db").write_bytes(b"not a database, not even nearly" * 50)
    with pytest.raises(Exception, match=str(tmp_path)) as caught:
        Archive(tmp_path)
    assert type(caught.value).__name__ == "ArchiveError"


def test_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes, reading goes on, and writing says who is in the way."""
    monkeypatch.setattr("index.store.database.PATIENCE", 0.1)
    with Archive(tmp_path) as archive:
        archive.add(one_page("水渠。"))
        other = sqlite3.connect(tmp_path / "banmian.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveBusy, match="another process"):
            archive.add(one_page("新水渠。"))
        assert archive.search("水渠").total == 1
        other.execute("ROLLBACK")
        other.close()
        assert archive.add(one_page("新水渠。")).result == "renewed"


def test_bulk_and_single_find_the_same(tmp_path: Path) -> None:
    """Many issues at once, through the second process, are found as if added one by one."""
    days = [date(2022, 1, n) for n in range(1, 11)]
    many = [issue(page("01", *_forty(day)), day=day) for day in days]
    with Archive(tmp_path) as archive:
        results = [stored.result for stored in archive.add_all(map(Reading, many))]
        assert results == ["added"] * 10
        assert archive.search("通水").total == 400
        assert archive.search("通水").hits[0].score > 0


def test_reindex(tmp_path: Path) -> None:
    """Both indexes are built anew from the archive, whatever became of them."""
    with Archive(tmp_path) as archive:
        archive.add(every_field())
        archive.add(one_page("水渠。", day=date(2022, 8, 11)))
    raw = sqlite3.connect(tmp_path / "banmian.db")
    raw.execute("DROP TABLE pairs")
    raw.execute("DROP TABLE singles")
    raw.commit()
    raw.close()
    for path in (tmp_path / "words").iterdir():
        path.unlink()
    done: list[int] = []
    with Archive(tmp_path) as archive:
        assert archive.reindex(done.append) == 3
        assert archive.search('"水渠"').total == 1
        assert archive.search("云川").total == 2
    assert sum(done) == 3


def test_word_index_of_another_archive_is_not_read(tmp_path: Path) -> None:
    """A word index that was not made for this archive is thrown away, never unpickled."""
    with Archive(tmp_path / "a") as archive:
        archive.add(one_page("水渠。"))
    with Archive(tmp_path / "b") as archive:
        archive.add(one_page("电站。"))
    (tmp_path / "a" / "words").rename(tmp_path / "old")
    (tmp_path / "b" / "words").rename(tmp_path / "a" / "words")
    planted = next((tmp_path / "a" / "words").glob("*.toc"))
    planted.write_bytes(b"cos\nsystem\n(S'touch /tmp/banmian-planted'\ntR.")
    with Archive(tmp_path / "a") as archive:
        assert archive.search("水渠").hits[0].score > 0.5
    assert not Path("/tmp/banmian-planted").exists()


def test_same_page_twice(tmp_path: Path) -> None:
    """An issue with a faulty page list, one label twice, is kept and searched as it is."""
    twice = issue(
        page("01", Article(f"ycrb-{DAY}-01-01", headline="甲", paragraphs=("水渠。",))),
        page("01", Article(f"ycrb-{DAY}-01-01", headline="乙", paragraphs=("电站。",)), sequence=2),
    )
    with Archive(tmp_path) as archive:
        archive.add(twice)
        assert archive.issue("ycrb", DAY) == twice
        assert archive.search('"水渠"').total + archive.search('"电站"').total >= 1


def test_issue_with_nothing_in_it(tmp_path: Path) -> None:
    """An issue without pages is an issue."""
    with Archive(tmp_path) as archive:
        archive.add(Issue("ycrb", "云川日报", DAY))
        assert archive.issue("ycrb", DAY).pages == ()
        assert archive.newspapers()[0].issues == 1


def _forty(day: date) -> list[Article]:
    ids = (f"ycrb-{day}-01-{order:02d}" for order in range(1, 41))
    return [Article(name, headline=f"渠{name}", paragraphs=("通水。",)) for name in ids]
