"""A flipped bit anywhere in a data folder is found, and what is whole is not complained of."""

from __future__ import annotations

import gzip
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import Archive
from index.results import CaptureRecord
from parser.errors import BanmianError
from parser.model import Picture
from tests.index.cases import DAY, every_field, one_page
from tests.index.store import archive_text

EXACT = re.compile(r'INSERT INTO "(pairs|heads|singles)_data"')
LATER = DAY.replace(day=11)
WARC = f"warc/ycrb/ycrb-{DAY}.warc.gz"


def record(number: int) -> bytes:
    """A WARC record in a gzip member of its own."""
    page = f"<p>第{number}页，水渠通水。</p>"
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
        f"WARC-Date: 2022-08-10T06:00:00Z\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0)


def capture(status: str = "complete") -> CaptureRecord:
    at = datetime(2022, 8, 10, 6, tzinfo=UTC)
    return CaptureRecord("ycrb", DAY, status, 3, 3, (), at, WARC)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with something of everything."""
    folder = tmp_path_factory.mktemp("made")
    (folder / WARC).parent.mkdir(parents=True)
    (folder / WARC).write_bytes(b"".join(map(record, range(3))))
    with Archive(folder) as archive:
        archive.add(every_field(), [Picture("a.jpg", "image/jpeg", bytes(range(256)) * 8)])
        archive.add(one_page("水渠通水。" * 40, day=LATER))
        archive.add(one_page("水渠昨日断水。" * 40, day=LATER))
        archive.add(one_page("水渠今日通水。" * 40, day=LATER))
        archive.record_capture(capture())
        archive.withdraw(f"ycrb-{DAY}-03-02", "来函要求")
    raw = sqlite3.connect(folder / "banmian.db")
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.execute("VACUUM")
    raw.close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of it to be damaged."""
    return Path(shutil.copytree(made, tmp_path / "data"))


def faults(folder: Path) -> list[str]:
    """What verify names; an archive that cannot even be opened is a fault too."""
    try:
        with Archive(folder, writable=False) as archive:
            return archive.verify().faults
    except BanmianError as error:
        return [str(error)]


def test_nothing_is_wrong_with_what_is_whole(folder: Path) -> None:
    """All is read again, and counted."""
    with Archive(folder) as archive:
        done: list[int] = []
        checked = archive.verify(done.append)
        assert checked.faults == []
        assert checked.counts == {
            "database": 1,
            "issues": 2,
            "pictures": 1,
            "captures": 1,
            "stories": 2,
        }
        assert sum(done) == archive.things() == 6


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a picture is gone": (lambda f: picture(f).unlink(), "is gone"),
    "a picture is another": (lambda f: picture(f).write_bytes(b"x"), "not what was stored"),
    "a file of nobody": (lambda f: (picture(f).parent / ("0" * 64)).write_bytes(b""), "no issue"),
    "a capture is gone": (lambda f: (f / WARC).unlink(), "the file is gone"),
    "a capture is cut": (lambda f: (f / WARC).write_bytes((f / WARC).read_bytes()[:-9]), "cut"),
    "a capture has grown": (
        lambda f: (f / WARC).write_bytes((f / WARC).read_bytes() + record(9)),
        "added that no capture noted",
    ),
    "a capture of nobody": (
        lambda f: (f / WARC).with_name("x.warc.gz").write_bytes(record(1)),
        "was not noted",
    ),
    "words are gone": (lambda f: shutil.rmtree(f / "words"), "word index is missing"),
    "a text is another": (
        lambda f: sql(f, "UPDATE articles SET paragraphs = replace(paragraphs, '今日', '明日')"),
        "reading 3 is not what was stored",
    ),
    "a headline of the list": (
        lambda f: sql(f, "UPDATE stories SET headline = '另题' WHERE number > 1"),
        "headline of the list is not that of the issue",
    ),
    "a count of the list": (
        lambda f: sql(f, "UPDATE issues SET jump_count = 9 WHERE number = 1"),
        "jump_count of the list",
    ),
    "a story is gone": (
        lambda f: sql(f, "DELETE FROM stories WHERE issue = 2"),
        "is not in the list of stories",
    ),
    "an older reading is another": (
        lambda f: sql(f, "UPDATE readings SET digest = 'x' WHERE body IS NOT NULL"),
        "not what was stored",
    ),
    "a reading is gone": (lambda f: sql(f, "DELETE FROM readings"), "no reading is noted"),
    "a capture's line": (lambda f: sql(f, "UPDATE captures SET got = 2"), "table captures"),
    "a withdrawal's line": (
        lambda f: sql(f, "UPDATE withdrawals SET reason = ''"),
        "table withdrawals",
    ),
    "a row without owner": (
        lambda f: sql(f, "PRAGMA foreign_keys = OFF; UPDATE pictures SET issue = 99"),
        "has no owner in issues",
    ),
    "exact search": (
        lambda f: sql(f, "INSERT INTO pairs(rowid, body) SELECT max(number), '渠水' FROM stories"),
        "table pairs of exact search",
    ),
}


def picture(folder: Path) -> Path:
    return next(p for p in folder.glob("pictures/??/*"))


def sql(folder: Path, statements: str) -> None:
    raw = sqlite3.connect(folder / "banmian.db")
    raw.executescript(statements)
    raw.close()


@pytest.mark.parametrize(("damage", "said"), DAMAGES.values(), ids=DAMAGES)
def test_each_kind_of_damage_is_named(
    folder: Path, damage: Callable[[Path], object], said: str
) -> None:
    """One line that says what it is, for each."""
    damage(folder)

    found = faults(folder)

    assert any(said in line for line in found), found


def test_a_capture_that_goes_on_is_noted_again(folder: Path) -> None:
    """What is added is noted with its capture; what was damaged before stays damaged."""
    with Archive(folder) as archive:
        whole = (folder / WARC).read_bytes()
        (folder / WARC).write_bytes(whole + record(9))
        archive.record_capture(capture())
        assert archive.verify().faults == []
        (folder / WARC).write_bytes(b"\x1f" + b"?" + whole[2:] + record(9) + record(10))
        archive.record_capture(capture())
        assert [line for line in archive.verify().faults if "record at byte 0" in line]


def kinds(folder: Path) -> dict[str, list[Path]]:
    """The files of a data folder by kind; what is disposable left out."""
    return {
        "database": [folder / "banmian.db"],
        "pictures": sorted(folder.glob("pictures/??/*")),
        "captures": sorted(folder.glob("warc/*/*")),
    }


def flip(path: Path, rnd: random.Random) -> str:
    """One bit of a file is turned over → where."""
    body = bytearray(path.read_bytes())
    at = rnd.randrange(len(body))
    body[at] ^= 1 << rnd.randrange(8)
    path.write_bytes(body)
    return f"{path.name} byte {at}"


def content(database: Path) -> list[str] | None:
    """All that the database says; None where it cannot be read.

    The tables of exact search are left out: they hold stories that are gone as well, and for those
    that are not verify compares them with the texts.
    """
    try:
        return [line for line in archive_text.dump(database) if not EXACT.match(line)]
    except (sqlite3.DatabaseError, UnicodeDecodeError, OverflowError):
        return None


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["database", "pictures", "captures"])
def test_a_flipped_bit_is_found(made: Path, tmp_path: Path, kind: str) -> None:
    """Any bit of any file; of the database those in room that no row uses change nothing."""
    rnd = random.Random(f"flips of {kind}")
    before = content(made / "banmian.db")
    for turn in range(120):
        folder = Path(shutil.copytree(made, tmp_path / str(turn)))
        place = flip(rnd.choice(kinds(folder)[kind]), rnd)
        found = faults(folder)
        unused = kind == "database" and content(folder / "banmian.db") == before
        assert found or unused, place
        shutil.rmtree(folder)
