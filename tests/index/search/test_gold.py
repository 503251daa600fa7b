"""On real articles: exact search against brute force, and the ranking against judged queries.

pytest -m slow tests/index/search/test_gold.py
"""

from __future__ import annotations

import json
import lzma
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from index import Archive
from parser.continuation.story import stories
from parser.issue import Reading
from parser.model import Article, Issue, Page, Story
from tests.paths import FIXTURES, SHARED

CORPUS = SHARED / "corpus" / "rmrb2020-h1.jsonl.xz"
JUDGED = FIXTURES / "queries" / "rmrb2020-h1.json"
#: Mean nDCG@10 under which the ranking has become worse; 0.96 when it was set.
FLOOR = 0.92
STRINGS = 300

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_file(), reason="the shared corpus is not here"),
]


def corpus_issues(days: int | None = None) -> Iterator[Issue]:
    """The corpus as issues; the first days of it, or all."""
    by_day: dict[str, dict[int, list[dict[str, Any]]]] = {}
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["body"] and (days is None or len(by_day) < days or record["date"] in by_day):
                by_day.setdefault(record["date"], {}).setdefault(record["page"], []).append(record)
    for day, pages in sorted(by_day.items()):
        made = (
            Page(f"{label:02d}", place, articles=tuple(_articles(day, label, records)))
            for place, (label, records) in enumerate(sorted(pages.items()), 1)
        )
        yield Issue("rmrb", "人民日报", date.fromisoformat(day), pages=tuple(made))


def _articles(day: str, label: int, records: list[dict[str, Any]]) -> Iterator[Article]:
    for order, record in enumerate(records, 1):
        yield Article(
            f"rmrb-{day}-{label:02d}-{order:02d}",
            headline=record["headline"],
            kicker=record["kicker"],
            subheadline=record["subhead"],
            paragraphs=tuple(record["body"].split("\n")),
        )


def broken_over_pages(issue: Issue, rnd: Random) -> tuple[Issue, dict[str, str]]:
    """Some long articles cut in mid-sentence, the rest on a page of its own → and their texts."""
    moved: list[Article] = []
    joined: list[Story] = []
    texts: dict[str, str] = {}
    pages = []
    for page in issue.pages:
        kept = []
        for article in page.articles:
            last = article.paragraphs[-1]
            if len(moved) < 5 and len(last) > 100 and re.fullmatch(r"[一-鿿]{4}", last[48:52]):
                tail = f"rmrb-{issue.date}-99-{len(moved) + 1:02d}"
                texts[article.id] = "\n".join(article.paragraphs)
                moved.append(Article(tail, paragraphs=(last[50:],)))
                joined.append(Story(article.id, (article.id, tail), (page.label, "99")))
                article = replace(article, paragraphs=(*article.paragraphs[:-1], last[:50]))
            kept.append(article)
        pages.append(replace(page, articles=tuple(kept)))
    pages.append(Page("99", len(pages) + 1, articles=tuple(moved)))
    return replace(issue, pages=tuple(pages), stories=tuple(joined)), texts


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, dict[str, str]]]:
    """An archive of ten days with broken stories, and the text of every story."""
    rnd = Random(5)
    texts: dict[str, str] = {}
    with Archive(tmp_path_factory.mktemp("broken")) as archive:
        for whole in corpus_issues(10):
            issue, whole_texts = broken_over_pages(whole, rnd)
            archive.add(issue)
            for page in whole.pages:
                for article in page.articles:
                    head = (article.kicker, article.headline, article.subheadline)
                    body = whole_texts.get(article.id, "\n".join(article.paragraphs))
                    texts[article.id] = "\n".join((*filter(None, head), body))
        yield archive, texts


def test_exact_is_exact(broken: tuple[Archive, dict[str, str]]) -> None:
    """Random strings of 1 to 8 characters give just the stories that hold them."""
    archive, texts = broken
    rnd = Random(99)
    wrong: list[tuple[str, int, int]] = []
    asked = 0
    while asked < STRINGS:
        text = texts[rnd.choice(list(texts))]
        runs = re.findall(r"[一-鿿，。、：；？！“”《》0-9A-Za-z]{9,}", text)
        if not runs:
            continue
        run, length = rnd.choice(runs), rnd.randint(1, 8)
        begin = rnd.randrange(len(run) - length + 1)
        wanted = run[begin : begin + length]
        if set(wanted) & set("“”"):
            continue
        asked += 1
        wrong += _compare(archive, texts, wanted)
    assert not wrong


def test_exact_over_page_breaks(broken: tuple[Archive, dict[str, str]]) -> None:
    """Strings that lie over a joined page break are found, and only where they are."""
    archive, texts = broken
    issues = [archive.issue("rmrb", summary.date) for summary in archive.issues()]
    told = [story for issue in issues for story in stories(issue)]
    breaks = [(p.text, at.offset) for story in told for p in story.paragraphs for at in p.breaks]
    assert len(breaks) >= 40
    wrong = []
    for text, at in breaks:
        for before, after in ((1, 1), (2, 2), (1, 3), (2, 1)):
            wrong += _compare(archive, texts, text[at - before : at + after])
    assert not wrong


def _compare(archive: Archive, texts: dict[str, str], wanted: str) -> list[tuple[str, int, int]]:
    truth = {story for story, text in texts.items() if wanted in text}
    results = archive.search(f'"{wanted}"', limit=len(texts))
    found = {hit.id for hit in results.hits}
    right = found == truth and results.total == len(truth)
    return [] if right else [(wanted, len(truth), results.total)]


def test_ranking_of_judged_queries(tmp_path: Path) -> None:
    """What a reporter would want first comes first, on average no worse than it was."""
    judged = json.loads(JUDGED.read_text(encoding="utf-8"))
    assert len(judged) >= 40
    with Archive(tmp_path) as archive:
        for _ in archive.add_all(map(Reading, corpus_issues())):
            pass
        gains = {query["query"]: _ndcg(archive, query) for query in judged}
    mean = sum(gains.values()) / len(gains)
    assert mean >= FLOOR, sorted(gains.items(), key=lambda pair: pair[1])[:5]


def _ndcg(archive: Archive, judged: dict[str, Any]) -> float:
    """nDCG@10; a story about the query counts 3, one that touches it 1."""
    gain = {story: 1 for story in judged["touches"]} | {story: 3 for story in judged["about"]}
    found = [gain.get(hit.id, 0) for hit in archive.search(judged["query"], limit=10).hits]
    best = sorted(gain.values(), reverse=True)[:10]
    return _discounted(found) / _discounted(best)


def _discounted(gains: list[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
