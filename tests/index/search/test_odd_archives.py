"""Archives that no newspaper has: empty, of one story, of days far off. Every question answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index import Archive, Search
from index.request import Sort
from index.search.engine import Period
from index.search.trend import MOST_PERIODS
from parser.model import Issue
from tests.index.cases import article, issue, one_page, page
from web.histogram import MOST_MONTHS, MOST_YEARS, draw

QUERIES = (
    "水渠",
    '"水渠"',
    "水渠 -电站",
    "水渠 OR 电站",
    "",
    "，。",
    "日期:0001..9999 水渠",
    "版:1",
)
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
PERIODS: tuple[Period, ...] = ("year", "month", "day")

FAR: dict[str, list[Issue]] = {
    "none": [],
    "one story": [one_page("水渠通水。")],
    "a story without text": [issue(page("01", article("01", 1, None)))],
    "a page without stories": [issue(page("01"))],
    "the first day there is": [one_page("水渠通水。", day=date(1, 1, 1))],
    "the last day there is": [one_page("水渠通水。", day=date(9999, 12, 31))],
    "both, and one between": [
        one_page("水渠通水。", day=day)
        for day in (date(1, 1, 1), date(2022, 8, 10), date(9999, 12, 31))
    ],
    "two issues in a hundred years": [
        one_page("水渠通水。", day=day) for day in (date(1923, 1, 1), date(2022, 12, 31))
    ],
    "one text on two days": [
        one_page("水渠通水，沿渠各村都来看。", day=day)
        for day in (date(2022, 8, 9), date(2022, 8, 10))
    ],
}


@pytest.mark.parametrize("name", FAR)
def test_every_question_answers(tmp_path: Path, name: str) -> None:
    """Searches, trends, likenesses and pictures of them come back, bounded, with true totals."""
    with Archive(tmp_path) as archive:
        for each in FAR[name]:
            archive.add(each)
        held = sum("水渠" in str(each) for each in FAR[name])
        for query in QUERIES:
            for sort in SORTS:
                results = archive.search(Search(query, sort=sort))
                assert results.total in (0, held, len(FAR[name]))
                drawn = draw(results.facet("month"))
                assert drawn is None or len(drawn.bars) <= max(MOST_MONTHS, MOST_YEARS)
                assert drawn is None or sum(bar.count for bar in drawn.bars) == results.total
            assert len(list(archive.batch([query]))) >= 1
        assert archive.search("水渠").total == held
        for hit in archive.search("水渠").hits:
            alike = archive.similar(hit.id)
            assert all(0 < other.score <= 1 and other.id != hit.id for other in alike)


@pytest.mark.parametrize("name", FAR)
def test_every_trend_is_bounded(tmp_path: Path, name: str) -> None:
    """A trend counts all, has no more periods than a picture can show, and says what they are."""
    with Archive(tmp_path) as archive:
        for each in FAR[name]:
            archive.add(each)
        held = sum("水渠" in str(each) for each in FAR[name])
        for by in PERIODS:
            trend = archive.trend("水渠", by=by)
            assert sum(point.hits for point in trend.points) == held
            assert len(trend.points) <= MOST_PERIODS
            assert trend.by == by or "改按" in trend.understood


def test_one_text_on_two_days_is_alike(tmp_path: Path) -> None:
    """The same text under two dates: each is all like the other."""
    with Archive(tmp_path) as archive:
        for each in FAR["one text on two days"]:
            archive.add(each)
        (other,) = archive.similar("ycrb-2022-08-09-01-01")
        assert (other.id, round(other.score, 2)) == ("ycrb-2022-08-10-01-01", 1.0)


def test_a_hundred_years_of_empty_days(tmp_path: Path) -> None:
    """A newspaper of which a hundred years hold issues without any story."""
    with Archive(tmp_path) as archive:
        for year in range(1923, 2023):
            archive.add(issue(page("01"), day=date(year, 1, 1)))
        assert archive.search("水渠").total == 0
        assert archive.trend("水渠", by="day").points == ()
        assert draw(archive.search("水渠").facet("month")) is None


@pytest.mark.parametrize("typed", ["", " ", "，。！", "...", "()", '""', "*", "-", "（）“”", "| |"])
def test_no_words_no_talk_of_or(typed: str, tmp_path: Path) -> None:
    """Nothing typed, or only marks: the answer says that there is nothing to search for."""
    with Archive(tmp_path) as archive:
        understood = archive.search(typed).understood
    assert "OR" not in understood
    assert "没有" in understood
