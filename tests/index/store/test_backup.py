"""A backup is whole whatever goes on beside it, grows by what changed, and comes back as it was."""

from __future__ import annotations

import json
import random
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from index import Archive, bring_back
from index.store import backup as backups
from parser.errors import ArchiveBusy, ArchiveError, NotHeld
from parser.model import Picture
from tests.index.cases import DAY, every_field, one_page
from tests.index.store.test_fixity import WARC, capture, picture, record

QUERIES = ("水渠", '"开渠引水"', "作者:柳溪舟", "版:03", "日期:2022", "断水 OR 通水", "没有")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive with something of everything, and settings."""
    made = tmp_path / "data"
    (made / WARC).parent.mkdir(parents=True)
    (made / WARC).write_bytes(b"".join(map(record, range(3))))
    (made / "banmian.toml").write_text('contact = "desk@example.org"\n')
    with Archive(made) as archive:
        archive.add(every_field(), [Picture("a.jpg", "image/jpeg", bytes(range(256)) * 8)])
        archive.add(one_page("水渠通水。", day=DAY.replace(day=11)))
        archive.add(one_page("水渠昨日断水。", day=DAY.replace(day=11)))
        archive.record_capture(capture())
        archive.withdraw(f"ycrb-{DAY}-03-02")
    return made


def told(folder: Path) -> dict[str, object]:
    """All that a reader can learn of an archive."""
    with Archive(folder) as archive:
        found: dict[str, object] = {
            query: (results.total, results.hits, results.facets, results.understood)
            for query in QUERIES
            for results in [archive.search(query)]
        }
        for one in archive.issues():
            found[str(one)] = archive.issue(one.newspaper, one.date, one.edition_number)
            found[f"history {one}"] = archive.history(one.newspaper, one.date)
        found["picture"] = archive.picture("ycrb", DAY, "a.jpg")
        found["captures"] = archive.captures()
        found["withdrawn"] = archive.withdrawals()
        assert archive.verify().faults == []
    return found


def test_everything_comes_back(folder: Path, tmp_path: Path) -> None:
    """Restored into a new folder, every search, issue, picture and history is as before."""
    before = told(folder)
    with Archive(folder, writable=False) as archive:
        done = archive.backup(tmp_path / "backups")
    assert done.faults == []

    listing = bring_back(tmp_path / "backups", tmp_path / "new", name=None, progress=len_)

    assert told(tmp_path / "new") == before
    assert (tmp_path / "new" / "banmian.toml").read_bytes() == (
        folder / "banmian.toml"
    ).read_bytes()
    assert sorted(listing.files) == [
        "banmian.db",
        "banmian.toml",
        picture(folder).relative_to(folder).as_posix(),
        WARC,
    ]


def len_(count: int) -> None:
    assert count == 1


def test_story_numbers_go_on_after_a_restore(folder: Path, tmp_path: Path) -> None:
    """Numbers that were given after the backup are not given again by the restored archive."""
    with Archive(folder) as archive:
        archive.backup(tmp_path / "backups")
        archive.add(one_page("后来的水渠。", day=DAY.replace(day=12)))
        last = highest(archive)
    bring_back(tmp_path / "backups", tmp_path / "new", name=None, progress=len_)
    with Archive(tmp_path / "new") as archive:
        archive.add(one_page("另一条水渠。", day=DAY.replace(day=13)))
        assert highest(archive) > last
        assert archive.search("另一条").total == 1


def highest(archive: Archive) -> int:
    with archive._store.read() as connection:
        return int(connection.exec_driver_sql("SELECT max(number) FROM stories").scalar_one())


def test_the_second_backup_writes_what_changed(folder: Path, tmp_path: Path) -> None:
    """Nothing of files that are as they were; of a capture that grew, its end."""
    rnd = random.Random(5)
    with Archive(folder) as archive:
        for n in range(8):
            archive.add(
                one_page("水。", day=DAY.replace(day=20 + n)),
                [Picture(f"{n}.jpg", "image/jpeg", rnd.randbytes(500_000))],
            )
        first = archive.backup(tmp_path / "backups")
        archive.add(one_page("新水渠。", day=DAY.replace(day=15)))
        second = archive.backup(tmp_path / "backups")
    assert first.new_bytes > 4_000_000
    assert second.bytes >= first.bytes
    assert second.new_bytes < 1_500_000


def test_older_backups_go(folder: Path, tmp_path: Path) -> None:
    """The newest stay, each of them whole; blocks that none of them has are gone."""
    target = tmp_path / "backups"
    with Archive(folder) as archive:
        for n in range(4):
            archive.add(one_page(f"第{n}渠。", day=DAY.replace(day=20 + n)))
            archive.backup(target, keep=2)
    assert len(backups.names(target)) == 2
    for place, name in enumerate(backups.names(target)):
        bring_back(target, tmp_path / str(place), name=name, progress=len_)
        with Archive(tmp_path / str(place)) as archive:
            assert len(archive.issues()) == 5 + place


def test_a_backup_while_others_write(folder: Path, tmp_path: Path) -> None:
    """Each backup holds whole issues with their pictures, as many as were stored at its moment."""
    stop = threading.Event()
    stored = [2]

    def write() -> None:
        with Archive(folder) as archive:
            while not stop.is_set():
                day = DAY + timedelta(days=stored[0])
                shot = Picture("p.jpg", "image/jpeg", f"{day}".encode() * 50)
                archive.add(one_page(f"{day}的水渠。", day=day), [shot])
                stored[0] += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        with Archive(folder, writable=False) as archive:
            for turn in range(3):
                least = stored[0]
                done = archive.backup(tmp_path / f"backups-{turn}")
                assert done.faults == []
                bring_back(
                    tmp_path / f"backups-{turn}", tmp_path / f"{turn}", name=None, progress=len_
                )
                with Archive(tmp_path / f"{turn}") as restored:
                    assert restored.verify().faults == []
                    assert least <= len(restored.issues()) <= stored[0] + 1
    finally:
        stop.set()
        thread.join()


def test_what_is_damaged_stays_as_it_was_in_the_backup(folder: Path, tmp_path: Path) -> None:
    """A picture or capture that rots is named, and the good copy of an earlier backup is kept."""
    target = tmp_path / "backups"
    good = {path: (folder / path).read_bytes() for path in (WARC, str(picture(folder)))}
    with Archive(folder) as archive:
        archive.backup(target)
        picture(folder).write_bytes(b"rot")
        (folder / WARC).write_bytes(b"rot" + good[WARC][3:])
        done = archive.backup(target)
        assert len([line for line in done.faults if "not what was stored" in line]) == 2
        assert len([line for line in done.faults if "older copy is kept" in line]) == 2
    bring_back(target, tmp_path / "new", name=None, progress=len_)
    assert (tmp_path / "new" / WARC).read_bytes() == good[WARC]
    assert told(tmp_path / "new")["picture"] is not None


def test_a_picture_that_no_backup_has_is_named(folder: Path, tmp_path: Path) -> None:
    """Gone before the first backup: the backup is made of the rest, and it is said."""
    name = picture(folder).name
    picture(folder).unlink()
    with Archive(folder) as archive:
        done = archive.backup(tmp_path / "backups")
    assert [name in line for line in done.faults] == [True]


def test_a_damaged_block_is_found(folder: Path, tmp_path: Path) -> None:
    """A flipped bit anywhere in a backup is found when it is brought back; no archive is made."""
    rnd = random.Random(9)
    target = tmp_path / "backups"
    with Archive(folder) as archive:
        archive.backup(target)
    blocks = sorted(target.glob("blocks/*/*"))
    for turn, block in enumerate(blocks):
        body = bytearray(block.read_bytes())
        body[rnd.randrange(len(body))] ^= 1 << rnd.randrange(8)
        whole = block.read_bytes()
        block.write_bytes(body)
        with pytest.raises(ArchiveError, match="damaged"):
            bring_back(target, tmp_path / f"{turn}", name=None, progress=len_)
        assert not (tmp_path / f"{turn}" / "banmian.db").exists()
        block.write_bytes(whole)
        bring_back(target, tmp_path / f"{turn}", name=None, progress=len_)
        assert told(tmp_path / f"{turn}")


@pytest.mark.parametrize("there", ["a file", "an archive", "an archive being made"])
def test_only_into_an_empty_folder(folder: Path, tmp_path: Path, there: str) -> None:
    """What is there is left alone."""
    target, new = tmp_path / "backups", tmp_path / "new"
    with Archive(folder) as archive:
        archive.backup(target)
    new.mkdir()
    if there == "a file":
        (new / "x").touch()
    else:
        Archive(new).close()
        if there == "an archive being made":
            (new / ".restoring").touch()
    with pytest.raises(ArchiveError, match="not empty"):
        bring_back(target, new, name=None, progress=len_)


def test_what_cannot_be(folder: Path, tmp_path: Path) -> None:
    """No backup there, none of that name, one inside the data folder, two at once: told plainly."""
    target = tmp_path / "backups"
    target.mkdir()
    with pytest.raises(NotHeld):
        bring_back(target, tmp_path / "new", name=None, progress=len_)
    with Archive(folder) as archive:
        with pytest.raises(ArchiveError, match="data folder itself"):
            archive.backup(folder / "backups")
        archive.backup(target)
        with pytest.raises(NotHeld, match="no backup x"):
            bring_back(target, tmp_path / "new", name="x", progress=len_)
        with backups._mine(target), pytest.raises(ArchiveBusy):
            archive.backup(target)


def test_a_list_that_is_damaged_is_passed_over(folder: Path, tmp_path: Path) -> None:
    """The backup before the one whose list was cut is brought back."""
    target = tmp_path / "backups"
    with Archive(folder) as archive:
        archive.backup(target)
        archive.add(one_page("后来。", day=DAY.replace(day=30)))
        archive.backup(target)
    last = target / "backups" / f"{backups.names(target)[-1]}.json"
    last.write_bytes(last.read_bytes()[:100])
    bring_back(target, tmp_path / "new", name=None, progress=len_)
    with Archive(tmp_path / "new") as archive:
        assert len(archive.issues()) == 2
    assert json.loads((target / "backups" / f"{backups.names(target)[0]}.json").read_text())[
        "files"
    ]
