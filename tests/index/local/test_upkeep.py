"""Killed at any moment, the archive is whole and search equals it; two writers get along."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Archive
from index.local import exact, upkeep
from index.local.columns import Postings
from index.local.engine import LocalEngine
from index.search.engine import EngineState
from parser.issue import Reading
from parser.model import Article, Issue, Page
from tests.index.cases import one_page
from tests.paths import ROOT

FIRST = date(2020, 1, 1)


PER_ISSUE = 20
#: Adds issue after issue until it is killed; tells each one that is stored.
WRITER = """
import sys
from tests.index.local.test_upkeep import numbered
from index import Archive
from parser.issue import Reading
start, count, single = map(int, sys.argv[2:])
with Archive(sys.argv[1]) as archive:
    issues = (numbered(n) for n in range(start, start + count))
    if single:
        for issue in issues:
            print(archive.add(issue).result, flush=True)
    else:
        for stored in archive.add_all(map(Reading, issues)):
            print(stored.result, flush=True)
"""


def numbered(number: int, stories: int = PER_ISSUE) -> Issue:
    """Issue after issue, each with stories of its own words."""
    day = FIRST + timedelta(days=number)
    articles = (
        Article(
            f"ycrb-{day}-01-{order:02d}",
            headline=f"云川第{number}渠通水",
            paragraphs=(f"第{number}渠第{order}段昨日通水，沿渠各村都来看。", "麦苗返青。" * 20),
        )
        for order in range(1, stories + 1)
    )
    return Issue("ycrb", "云川日报", day, pages=(Page("01", 1, articles=tuple(articles)),))


def writer(folder: Path, start: int, count: int, *, single: bool) -> subprocess.Popen[str]:
    """Another process that adds issues."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(start), str(count), str(int(single))],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def engine(archive: Archive) -> LocalEngine:
    """What stands behind its line."""
    made = archive._engine
    assert isinstance(made, LocalEngine)
    return made


def postings(archive: Archive, *words: str) -> dict[str, Postings]:
    """What the word index of an archive holds, of whatever stories."""
    with archive._store.read() as connection:
        return engine(archive)._words.postings(words, lambda: upkeep.tie(connection))


def check_whole(folder: Path) -> int:
    """Every issue is whole, and both indexes hold just what the archive holds → issues."""
    with Archive(folder) as archive:
        summaries = archive.issues()
        for summary in summaries:
            number = (summary.date - FIRST).days
            assert archive.issue("ycrb", summary.date) == numbered(number)
            assert archive.search(f'"第{number}渠第1段"').total == 1
        assert archive.search('"麦苗返青"').total == PER_ISSUE * len(summaries)
        assert archive.search("通水").total == PER_ISSUE * len(summaries)
        archive.reindex() if not summaries else None
        assert archive.search_state().behind == 0
        numbers, _ = postings(archive, "通水")["通水"]
        assert len(set(numbers.tolist())) == len(numbers) == PER_ISSUE * len(summaries)
    raw = sqlite3.connect(folder / "banmian.db")
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
    return len(summaries)


@pytest.mark.slow
@pytest.mark.parametrize("single", [True, False])
def test_killed_while_adding(tmp_path: Path, single: bool) -> None:
    """kill -9 at random moments, again and again: nothing half, nothing lost, search in step."""
    rnd = random.Random(11 + single)
    stored = 0
    for turn in range(4):
        process = writer(tmp_path, 40 * turn, 40, single=single)
        assert process.stdout is not None
        for _ in range(rnd.randrange(0, 25)):
            process.stdout.readline()
        time.sleep(rnd.random() * 0.3)
        os.killpg(process.pid, signal.SIGKILL)
        told = process.stdout.read()
        process.communicate()
        held = check_whole(tmp_path)
        assert held >= stored + told.count("added")
        stored = held


@pytest.mark.slow
def test_two_writers(tmp_path: Path) -> None:
    """Two processes that add at once both get done, and all of it is found."""
    Archive(tmp_path).close()
    both = [writer(tmp_path, 1000 * n, 25, single=bool(n)) for n in (0, 1)]
    for process in both:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    assert check_whole(tmp_path) == 50


def test_catches_up_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a crash kept from the word index is taken up when the archive is opened again."""
    with Archive(tmp_path) as archive:
        monkeypatch.setattr(LocalEngine, "catch_up", lambda *_, **__: None)
        archive.add(numbered(0))
        monkeypatch.undo()
        assert archive.search("通水").total == PER_ISSUE
        assert archive.search_state().behind == PER_ISSUE
    assert check_whole(tmp_path) == 1


def test_committed_but_not_struck_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash between the word index and the list brings no story in twice."""
    with Archive(tmp_path) as archive:
        monkeypatch.setattr(upkeep, "_settle", lambda *_: None)
        archive.add(numbered(0))
        assert archive.search_state().behind == PER_ISSUE
        assert archive.search("通水").hits[0].score > 0.5
    monkeypatch.undo()
    assert check_whole(tmp_path) == 1


def test_another_process_has_the_word_index(tmp_path: Path) -> None:
    """A locked word index delays nothing: the story is stored, found, and taken up later."""
    with Archive(tmp_path) as archive:
        with archive._store.read() as connection:
            said = upkeep.tie(connection)
            held = engine(archive)._words.writer(lambda: said)
        assert held is not None
        archive.add(one_page("水渠通水。"))
        assert archive.search("水渠").total == 1
        assert archive.search_state().behind == 1
        held.release()
    with Archive(tmp_path) as archive:
        assert archive.search_state().behind == 0


def test_a_reader_sees_what_another_process_adds(tmp_path: Path) -> None:
    """An open archive answers from the newest state, without being opened anew."""
    with Archive(tmp_path) as reader, Archive(tmp_path) as other:
        assert reader.search("水渠").total == 0
        other.add(one_page("水渠通水。"))
        assert reader.search("水渠").hits[0].score > 0.5
        other.add(one_page("电站发电。"))
        assert reader.search("通水").total == 0
        assert reader.search("发电").hits[0].score > 0.5


def test_a_search_runs_while_an_issue_is_replaced(tmp_path: Path) -> None:
    """Searches of other threads are answered, from one state or the next, while issues change."""
    with Archive(tmp_path) as archive, ThreadPoolExecutor(2) as pool:
        archive.add(one_page("水渠通水。"))
        stop = threading.Event()

        def ask() -> int:
            asked = 0
            while not stop.is_set():
                results = archive.search("水渠 OR 电站")
                assert results.total == 1, results.understood
                asked += 1
            return asked

        asking = [pool.submit(ask) for _ in range(2)]
        for turn in range(6):
            archive.add(one_page("电站发电。" if turn % 2 else "水渠通水又一回。"))
        stop.set()
        assert all(each.result() for each in asking)
        assert archive.search_state().problem is None


@pytest.mark.parametrize("changes", [1, 2, 5])
def test_a_search_that_began_before_a_change_finds_the_word_index(
    tmp_path: Path, changes: int
) -> None:
    """While a search goes on others commit: the index is no less that of the archive."""
    with Archive(tmp_path) as reader, Archive(tmp_path) as other:
        other.add(one_page("水渠通水。"))
        with reader._store.read() as connection:
            columns = engine(reader).columns(connection)
            for turn in range(changes):
                other.add(one_page(f"电站发电第{turn}回。"))
            engine(reader)._postings(columns, ["通水"])
        assert reader.search_state().problem is None
        assert reader.search("电站").hits[0].score > 0


@pytest.mark.parametrize("lost", [("pairs",), ("singles", "heads"), ()])
@pytest.mark.parametrize("writable", [True, False])
def test_exact_search_that_lacks_a_table_is_made_whole(
    tmp_path: Path, lost: tuple[str, ...], writable: bool
) -> None:
    """Whoever opens an archive first, reader or writer, finds every story in it."""
    with Archive(tmp_path) as archive:
        archive.add(one_page("水渠通水。"))
        with archive._store.write() as connection:
            for name in lost or exact._TABLES:
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    with Archive(tmp_path, writable=writable) as archive:
        assert archive.search("水渠").total == 1
        assert archive.search("渠").total == 1
        assert archive.verify().faults == []


def test_one_writer_is_done_before_the_next(tmp_path: Path) -> None:
    """A commit that the database has not heard of keeps other writers away."""
    with Archive(tmp_path) as archive:
        words = engine(archive)._words
        first = words.writer(lambda: upkeep.tie_now(archive._store))
        assert first is not None
        first.commit()
        assert words.writer(lambda: upkeep.tie_now(archive._store)) is None
        first.release()


def test_words_of_replaced_stories_go(tmp_path: Path) -> None:
    """The word index drops what the archive dropped, again and again."""
    with Archive(tmp_path) as archive:
        for paragraph in ("水渠通水。", "电站发电。", "水渠通水。", "电站发电。"):
            archive.add(one_page(paragraph))
            held = postings(archive, "通水", "发电")
            found = [len(held[word][0]) for word in ("通水", "发电")]
            assert found == ([1, 0] if "通水" in paragraph else [0, 1])


def test_counts_come_back(tmp_path: Path) -> None:
    """How often a word stands in a story."""
    with Archive(tmp_path) as archive:
        archive.add(
            one_page("水渠通水。", "电站" + "，电站" * 2 + "。水库" + "，水库" * 24 + "。GDP，3.5%")
        )
        held = postings(archive, "通水", "电站", "水库", "gdp", "3.5%", "没有")
    assert [counts.tolist() for _, counts in held.values()] == [[1], [3], [25], [1], [1], []]


def test_small_segments_become_one(tmp_path: Path) -> None:
    """A night's small additions do not add up to thousands of files, and nothing is lost."""
    with Archive(tmp_path) as archive:
        for number in range(30):
            archive.add(one_page("水渠通水。", day=FIRST + timedelta(days=number)))
        assert len(list((tmp_path / "words").glob("*.seg"))) < 16
        numbers, _ = postings(archive, "通水")["通水"]
        assert len(set(numbers.tolist())) == len(numbers) == 30


@pytest.mark.parametrize(
    "issues",
    [1, 2, 40, pytest.param(400, marks=pytest.mark.slow)],
)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(data=st.data())
def test_hits_as_of_an_index_made_anew(data: st.DataObject, issues: int) -> None:
    """Issues are replaced, shortened and put back with searches between: as an index made anew."""
    queries = ("通水", "麦苗 返青", "第3渠", "发电 OR 通水", "标题:通水", '"第1段"')
    with TemporaryDirectory() as folder, Archive(folder) as archive:
        for _ in archive.add_all(Reading(numbered(n, stories=3)) for n in range(issues)):
            pass
        acts = st.tuples(
            st.integers(0, issues - 1), st.sampled_from(["other", "less", "as it was"])
        )
        for number, act in data.draw(st.lists(acts, min_size=2, max_size=8)):
            archive.add(changed(number, act))
            archive.search(data.draw(st.sampled_from(queries)))
        assert archive.search_state() == EngineState(0, None)
        before = [archive.search(query, limit=50).hits for query in queries]
        archive.reindex()
        assert [archive.search(query, limit=50).hits for query in queries] == before


def changed(number: int, act: str) -> Issue:
    """An issue as it was, with fewer stories, or with others."""
    whole = numbered(number, stories=3)
    (page,) = whole.pages
    articles = page.articles
    if act == "less":
        articles = articles[:1]
    if act == "other":
        articles = tuple(replace(a, paragraphs=("电站发电，麦苗返青。",)) for a in articles)
    return replace(whole, pages=(replace(page, articles=articles),))
