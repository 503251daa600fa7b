"""The word index may be lost, cut, older, newer or another's: noticed, told, healed, all found."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from banmian import main
from index import Archive
from index.search.engine import EngineState
from parser.issue import Reading
from tests.index.cases import one_page
from tests.index.local.test_upkeep import numbered, postings
from web import create_app

DAYS = [date(2022, 8, day) for day in range(1, 7)]


def fill(folder: Path, days: list[date] = DAYS) -> None:
    """An archive with an issue a day, each added on its own."""
    with Archive(folder) as archive:
        for day in days:
            archive.add(one_page(f"水渠通水{day.day}里。", day=day))


def one(folder: Path, pattern: str) -> Path:
    """The largest file of the index with such a name."""
    return max((folder / "words").glob(pattern), key=lambda path: path.stat().st_size)


def cut(pattern: str, left: float) -> Callable[[Path], None]:
    """Leaves so much of a file."""

    def act(folder: Path) -> None:
        path = one(folder, pattern)
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * left)])

    return act


def scramble(pattern: str, at: float) -> Callable[[Path], None]:
    """Changes bytes of a file and leaves its length."""

    def act(folder: Path) -> None:
        path = one(folder, pattern)
        data = bytearray(path.read_bytes())
        begin = int(len(data) * at)
        data[begin : begin + 40] = bytes(byte ^ 0x5A for byte in data[begin : begin + 40])
        path.write_bytes(data)

    return act


def remove(pattern: str) -> Callable[[Path], None]:
    """Removes files."""

    def act(folder: Path) -> None:
        for path in (folder / "words").glob(pattern):
            path.unlink()

    return act


def another(folder: Path) -> None:
    """The index of another archive, as large."""
    fill(folder / "other", [day.replace(year=2021) for day in DAYS])
    shutil.rmtree(folder / "words")
    shutil.copytree(folder / "other" / "words", folder / "words")


def other_file(folder: Path) -> None:
    """A file of another archive's index under the name of ours."""
    fill(folder / "other", [day.replace(year=2021) for day in DAYS])
    shutil.copy(one(folder / "other", "*.toc"), one(folder, "*.toc"))


def before_version_one(folder: Path) -> None:
    """What 0.1.0 left: another index, or one in a table of SQLite, and what the database says."""
    remove("*")(folder)
    (folder / "words.db").write_bytes(b"SQLite format 3")
    (folder / "words" / "banmian-version").write_text("2.1.1 1234", "utf-8")
    with sqlite3.connect(folder / "banmian.db") as raw:
        raw.execute("UPDATE state SET value = 'fts5 1234' WHERE name = 'words'")
    raw.close()


def other_version(folder: Path) -> None:
    """An index that an older program made."""
    path = folder / "words" / "banmian-stamp"
    path.write_text(path.read_text("utf-8").replace('"version":"', '"version":"0.'), "utf-8")


def no_folder(folder: Path) -> None:
    """The whole folder gone."""
    shutil.rmtree(folder / "words")


def a_file(folder: Path) -> None:
    """A file where the folder was."""
    shutil.rmtree(folder / "words")
    (folder / "words").write_text("?", "utf-8")


def older(folder: Path) -> None:
    """An index of two commits ago."""
    shutil.copytree(folder / "words", folder / "kept")
    with Archive(folder) as archive:
        archive.add(one_page("水渠通水。", day=date(2022, 9, 1)))
        archive.add(one_page("水渠通水。", day=date(2022, 9, 2)))
    shutil.rmtree(folder / "words")
    shutil.move(folder / "kept", folder / "words")


def newer(folder: Path) -> None:
    """A database rolled back to an older state, the index of the newer one beside it."""
    copy = folder / "kept.db"
    with sqlite3.connect(folder / "banmian.db") as raw:
        raw.execute("VACUUM INTO ?", (str(copy),))
    raw.close()
    fill(folder, [date(2022, 9, day) for day in (1, 2, 3)])
    with Archive(folder) as archive:
        archive.add(one_page("电站发电。", day=DAYS[0]))
    for path in folder.glob("banmian.db*"):
        path.unlink()
    copy.rename(folder / "banmian.db")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "toc cut": cut("*.toc", 0.1),
    "toc emptied": cut("*.toc", 0.0),
    "toc scrambled": scramble("*.toc", 0.5),
    "toc gone": remove("*.toc"),
    "segment halved": cut("*.seg", 0.5),
    "segment emptied": cut("*.seg", 0.0),
    "segment scrambled": scramble("*.seg", 0.4),
    "segments gone": remove("*.seg"),
    "stamp cut": cut("banmian-stamp", 0.5),
    "stamp no text": scramble("banmian-stamp", 0.0),
    "stamp gone": remove("banmian-stamp"),
    "everything gone": remove("*"),
    "no folder": no_folder,
    "a file in its place": a_file,
    "another archive's": another,
    "a file of another's": other_file,
    "another version's": other_version,
    "that of 0.1.0": before_version_one,
    "older": older,
    "newer": newer,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_search_goes_on_and_tells(tmp_path: Path, damage: str) -> None:
    """Who only reads finds all, is told which index it is and what to do; and that helps."""
    fill(tmp_path)
    DAMAGES[damage](tmp_path)
    with Archive(tmp_path, writable=False) as archive:
        results = archive.search("水渠")
        assert results.total >= len(DAYS)
        problem = archive.search_state().problem
        assert problem is not None
        assert str(tmp_path / "words") in problem
        assert "run banmian reindex" in problem
        assert "\n" not in problem
        assert archive.similar(results.hits[0].id) == ()
    with Archive(tmp_path) as archive:
        archive.reindex()
        assert archive.search_state().problem is None
    check(tmp_path, results.total)


@pytest.mark.parametrize("damage", DAMAGES)
def test_who_can_write_heals(tmp_path: Path, damage: str) -> None:
    """Whoever opens the archive for writing says so and makes the index anew."""
    fill(tmp_path)
    DAMAGES[damage](tmp_path)
    with Archive(tmp_path) as archive:
        assert archive.found_wrong is not None
        assert "banmian reindex" in archive.found_wrong
        archive.add(one_page("水渠通水。", day=date(2022, 12, 1)))
        total = archive.search("水渠").total
        assert archive.search_state().problem is None
    check(tmp_path, total)


@pytest.mark.parametrize("damage", [name for name in DAMAGES if name not in ("older", "newer")])
def test_under_a_running_server(tmp_path: Path, damage: str) -> None:
    """What happens to the index of an open archive is noticed at the next change, and healed."""
    fill(tmp_path)
    with Archive(tmp_path, writable=False, heal=True) as archive:
        assert archive.search("水渠").hits[0].score > 0.5
        DAMAGES[damage](tmp_path)
        assert archive.search("水渠").total == len(DAYS)
        with Archive(tmp_path) as other:
            other.add(one_page("水渠通水。", day=date(2022, 12, 1)))
        assert archive.search("水渠").total == len(DAYS) + 1
        assert archive.search("水渠").hits[0].score > 0.5


def test_a_server_heals_in_the_background(tmp_path: Path) -> None:
    """A server that finds the index gone answers at once, and ranks again a moment later."""
    with Archive(tmp_path) as archive:
        for _ in archive.add_all(Reading(numbered(n)) for n in range(30)):
            pass
        best = archive.search("第3渠").hits
    shutil.rmtree(tmp_path / "words")
    with Archive(tmp_path, writable=False, heal=True) as archive:
        assert archive.search("第3渠").total == 20
        said = archive.search_state()
        deadline = time.monotonic() + 60
        while (said.problem or said.behind) and time.monotonic() < deadline:
            time.sleep(0.05)
            said = archive.search_state()
        assert archive.search("第3渠").hits == best
    check(tmp_path, 600, "通水")


def test_reindex_beside_a_running_server(tmp_path: Path) -> None:
    """An index that another process made anew is taken without a word."""
    fill(tmp_path)
    with Archive(tmp_path, writable=False, heal=True) as archive:
        before = archive.search("水渠").hits
        with Archive(tmp_path) as other:
            other.reindex()
        assert archive.search("水渠").hits == before
        assert archive.search_state().problem is None


def test_a_copied_archive_is_sound(tmp_path: Path) -> None:
    """Files of another time are read through, found the same and used."""
    fill(tmp_path / "one")
    shutil.copytree(tmp_path / "one", tmp_path / "two", copy_function=shutil.copyfile)
    with Archive(tmp_path / "two") as archive:
        assert archive.found_wrong is None
        assert archive.search("水渠").hits[0].score > 0.5


def check(folder: Path, total: int, word: str = "水渠") -> None:
    """Opened again, the index holds what the archive holds, and nobody finds fault with it."""
    with Archive(folder) as archive:
        assert archive.found_wrong is None
        assert archive.search_state().behind == 0
        assert archive.search(word).total == total
    assert not list(folder.glob("words.db*"))
    with Archive(folder) as archive:
        numbers, _ = postings(archive, word)[word]
        assert len(set(numbers.tolist())) == len(numbers) == total


@pytest.mark.parametrize(
    "damage", ["toc cut", "segment halved", "segments gone", "another archive's"]
)
def test_the_commands_say_so_and_go_on(tmp_path: Path, damage: str) -> None:
    """search finds all and names the index in one line; ingest heals; reindex always works."""
    fill(tmp_path)
    page = tmp_path / "ycrb-2022-12-01-01.txt"
    page.write_text("云川开渠引水\n昨日，水渠通水，沿渠各村都来看，麦苗返青。\n", "utf-8")
    for command in (["search", "水渠"], ["ingest", str(page)]):
        DAMAGES[damage](tmp_path)
        run = CliRunner().invoke(main, [*command, "--data", str(tmp_path)])
        told = [line for line in run.stderr.splitlines() if str(tmp_path / "words") in line]
        assert run.exit_code == 0, run.stderr
        assert len(told) == 1
        assert "banmian reindex" in told[0]
        run = CliRunner().invoke(main, ["reindex", "--data", str(tmp_path)])
        assert run.exit_code == 0, run.stderr
    run = CliRunner().invoke(main, ["search", "水渠", "--data", str(tmp_path)])
    assert "word index" not in run.stderr


def test_the_search_page_answers_and_heals(tmp_path: Path) -> None:
    """A server over a damaged index answers each request, and ranks again a moment later."""
    fill(tmp_path)
    DAMAGES["toc cut"](tmp_path)
    client = create_app({"DATA": tmp_path}).test_client()
    deadline = time.monotonic() + 60
    healed = False
    while not healed and time.monotonic() < deadline:
        answer = client.get("/search.json", query_string={"q": "水渠"})
        assert (answer.status_code, answer.get_json()["total"]) == (200, len(DAYS))
        with Archive(tmp_path, writable=False) as archive:
            healed = archive.search_state() == EngineState(0)
    check(tmp_path, len(DAYS))
