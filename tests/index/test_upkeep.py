"""Killed at any moment, the archive is whole and search equals it; two writers get along."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import jieba
import pytest
import rjieba
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Archive, upkeep
from index.words.whoosh_words import WordTokenizer
from index.words.word_index import WORD_INDEXES, word_index
from parser.model import Article, Issue, Page
from tests.index.cases import DAY, one_page
from tests.paths import ROOT

FIRST = date(2020, 1, 1)


@pytest.fixture(params=WORD_INDEXES, autouse=True)
def words(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """New archives of this process get one word index after the other."""
    monkeypatch.setattr("index.upkeep.DEFAULT", request.param)
    return str(request.param)


PER_ISSUE = 20
#: Adds issue after issue until it is killed; tells each one that is stored.
WRITER = """
import sys
from tests.index.test_upkeep import numbered
from index import Archive
start, count, single = map(int, sys.argv[2:])
with Archive(sys.argv[1]) as archive:
    issues = (numbered(n) for n in range(start, start + count))
    if single:
        for issue in issues:
            print(archive.add(issue), flush=True)
    else:
        for _, result in archive.add_all((issue, ()) for issue in issues):
            print(result, flush=True)
"""


def numbered(number: int) -> Issue:
    """Issue after issue, each with stories of its own words."""
    day = FIRST + timedelta(days=number)
    articles = (
        Article(
            f"ycrb-{day}-01-{order:02d}",
            headline=f"云川第{number}渠通水",
            paragraphs=(f"第{number}渠第{order}段昨日通水，沿渠各村都来看。", "麦苗返青。" * 20),
        )
        for order in range(1, PER_ISSUE + 1)
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
        assert upkeep.backlog(archive._store) == 0
        assert archive._words is not None
        numbers, _ = archive._words.postings(["通水"])["通水"]
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
        monkeypatch.setattr(Archive, "_catch_up", lambda *_, **__: None)
        archive.add(numbered(0))
        monkeypatch.undo()
        assert archive.search("通水").total == PER_ISSUE
        assert upkeep.backlog(archive._store) == PER_ISSUE
    assert check_whole(tmp_path) == 1


def test_committed_but_not_struck_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash between the word index and the list brings no story in twice."""
    with Archive(tmp_path) as archive:
        monkeypatch.setattr(upkeep, "_settle", lambda *_: None)
        archive.add(numbered(0))
        assert upkeep.backlog(archive._store) == PER_ISSUE
    monkeypatch.undo()
    assert check_whole(tmp_path) == 1


def test_another_process_has_the_word_index(tmp_path: Path) -> None:
    """A locked word index delays nothing: the story is stored, found, and taken up later."""
    with Archive(tmp_path) as archive:
        assert archive._words is not None
        held = archive._words.writer()
        assert held is not None
        archive.add(one_page("水渠通水。"))
        assert archive.search("水渠").total == 1
        assert upkeep.backlog(archive._store) == 1
        held.cancel()
    with Archive(tmp_path) as archive:
        assert upkeep.backlog(archive._store) == 0


def test_a_reader_sees_what_another_process_adds(tmp_path: Path) -> None:
    """An open archive answers from the newest state, without being opened anew."""
    with Archive(tmp_path) as reader, Archive(tmp_path) as other:
        assert reader.search("水渠").total == 0
        other.add(one_page("水渠通水。"))
        assert reader.search("水渠").hits[0].score > 0.5
        other.add(one_page("电站发电。"))
        assert reader.search("通水").total == 0
        assert reader.search("发电").hits[0].score > 0.5


def test_words_of_replaced_stories_go(tmp_path: Path) -> None:
    """The word index drops what the archive dropped."""
    with Archive(tmp_path) as archive:
        archive.add(one_page("水渠通水。"))
        archive.add(one_page("电站发电。"))
        assert archive._words is not None
        held = archive._words.postings(["通水", "发电"])
        assert [len(held[word][0]) for word in ("通水", "发电")] == [0, 1]


def test_one_small_add_is_quick(tmp_path: Path) -> None:
    """Storing and indexing one page in a held archive takes a fraction of a second."""
    with Archive(tmp_path) as archive:
        archive.add(numbered(0))
        began = time.process_time()
        archive.add(one_page("水渠通水。"))
        assert time.process_time() - began < 0.3


def test_an_index_of_another_version_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When what words are changes, the next start builds the word index again."""
    with Archive(tmp_path) as archive:
        archive.add(one_page("水渠通水。"))
    monkeypatch.setattr("index.words.fts_words.VERSION", "next")
    monkeypatch.setattr("index.words.whoosh_words.VERSION", "next")
    with Archive(tmp_path) as archive:
        assert archive._words is not None
        assert archive._words.is_there()
        assert archive.search("水渠").hits[0].score > 0.5


def test_counts_come_back(tmp_path: Path, words: str) -> None:
    """How often a word stands in a story: just so for few times, about so for many."""
    with Archive(tmp_path) as archive:
        archive.add(
            one_page("水渠通水。", "电站" + "，电站" * 2 + "。水库" + "，水库" * 24 + "。GDP，3.5%")
        )
        assert archive._words is not None
        held = archive._words.postings(["通水", "电站", "水库", "gdp", "3.5%", "没有"])
    many = {"whoosh": 25, "fts5": 20}[words]
    assert [counts.tolist() for _, counts in held.values()] == [[1], [3], [many], [1], [1], []]


def test_a_file_that_is_no_index_is_made_anew(tmp_path: Path) -> None:
    """What lies in the place of the word index is replaced, and search goes on."""
    with Archive(tmp_path) as archive:
        archive.add(one_page("水渠通水。"))
    for path in (*tmp_path.glob("words.db*"), *tmp_path.glob("words/banmian-version")):
        path.write_bytes(b"no database" * 1000)
    with Archive(tmp_path) as archive:
        assert archive.search("水渠").hits[0].score > 0.5


def test_the_word_index_can_be_exchanged(tmp_path: Path, words: str) -> None:
    """reindex changes to the other one, which finds the same and leaves nothing of the first."""
    other = next(name for name in WORD_INDEXES if name != words)
    with Archive(tmp_path) as archive:
        archive.add(numbered(0))
        before = archive.search("通水")
        archive.reindex(words=other)
        assert archive.search("通水").hits == before.hits
    with Archive(tmp_path) as archive:
        assert archive.search("通水").hits == before.hits
    left = {"whoosh": tmp_path / "words", "fts5": tmp_path / "words.db"}
    assert left[other].exists()
    assert not left[words].exists()


def test_positions_follow_on_one_another() -> None:
    """Tokens have the positions 0, 1, 2 … and offsets that cut them out of the text."""
    text = "南京市长江大桥昨日通车，北京4月24日电"
    tokens = [
        (token.text, token.pos, text[token.startchar : token.endchar])
        for token in WordTokenizer()(text, positions=True, chars=True)
    ]
    assert [place for _, place, _ in tokens] == list(range(len(tokens)))
    assert all(word == cut for word, _, cut in tokens)


SAMPLE = "云川日报水渠长江大桥市南京防汛工作会议的了在和中国人民，。！"
HAN = st.text(st.sampled_from(SAMPLE), max_size=60)


@settings(deadline=None)
@given(HAN)
def test_rjieba_cuts_like_jieba(text: str) -> None:
    """On Chinese text the quick cutter gives jieba's own words."""
    jieba.initialize()
    assert rjieba.cut(text) == list(jieba.cut(text))


def test_no_index_no_rank_but_all_hits(tmp_path: Path, words: str) -> None:
    """Where the word index cannot be made, search finds the same stories."""
    with Archive(tmp_path) as archive:
        archive.add(one_page("水渠通水。"))
        archive._engine._words = None
        assert archive.search("通水").total == 1
        assert archive.similar(f"ycrb-{DAY}-01-01") == ()
    assert word_index(words, tmp_path / "elsewhere", "x").is_there() is False
