"""A day without paper needs evidence; a site that moved is not a week of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from parser.clock import today
from scraper import CaptureReport, fetch_range
from scraper.absence import days_held, weeks_held
from scraper.holiday import holiday
from tests.newspaper_server import PAPERS, Server, Site
from tests.scraper.fetching import fetch, hasty

#: A Monday, far from any holiday.
MONDAY = date(2024, 3, 11)
DAY = timedelta(days=1)


def days(first: date, count: int, without: tuple[int, ...] = ()) -> list[date]:
    """Days in a row, some weekdays left out."""
    found = [first + n * DAY for n in range(count)]
    return [day for day in found if day.weekday() not in without]


def site(*of: date) -> Site:
    """A small newspaper without a calendar."""
    made = Site(PAPERS["F3"], of, pages=1, articles=1)
    made.files = {path: file for path, file in made.files.items() if not path.endswith(".xml")}
    return made


def fetched(server: Server, data: Path, first: date, last: date) -> list[CaptureReport]:
    paper = server.sites[0].paper.newspaper(server.host)
    return list(fetch_range(paper, first, last, data, settings=hasty(server, pictures=False)))


def pretend(data: Path, held: list[date]) -> None:
    """Files of issues fetched on earlier days."""
    folder = data / "warc" / "npdb"
    folder.mkdir(parents=True)
    for day in held:
        (folder / f"npdb-{day}.warc.gz").write_bytes(b"")


@pytest.fixture
def moved() -> Iterator[Server]:
    """A site that answers 404 to everything."""
    with Server((site(),)) as running:
        yield running


def test_a_moved_site_is_a_failure(moved: Server, tmp_path: Path) -> None:
    """404 for a week, and nothing held: no day is one without paper."""
    reports = fetched(moved, tmp_path, MONDAY, MONDAY + 6 * DAY)

    assert {report.status for report in reports} == {"failed"}
    assert all("address no longer answers" in r.missing[0].reason for r in reports)
    # The days around are tried once; those of the week itself are then asked for as well.
    assert max(Counter(moved.asked()).values()) == 2


def test_a_moved_site_with_an_archive(moved: Server, tmp_path: Path) -> None:
    """Days on which the paper normally appears fail; its Sundays are without paper as ever."""
    pretend(tmp_path, days(MONDAY - 56 * DAY, 56, without=(6,)))
    reports = fetched(moved, tmp_path, MONDAY, MONDAY + 6 * DAY)

    assert [report.status for report in reports] == ["failed"] * 6 + ["none"]
    assert "address no longer answers on a day on which the newspaper normally appears" in (
        reports[0].missing[0].reason
    )
    assert "no issue on a Sunday in 8 weeks around" in (reports[6].note or "")
    assert not [path for path in moved.asked() if "2024-03/0" in path]


def test_a_weekly_rhythm_seen_for_the_first_time(tmp_path: Path) -> None:
    """Nothing held: the weekday of other weeks tells, and no address is asked three times."""
    with Server((site(*days(MONDAY - 21 * DAY, 42, without=(5, 6))),)) as server:
        reports = fetched(server, tmp_path, MONDAY, MONDAY + 13 * DAY)
        asked = Counter(path for path in server.asked() if "node_1.htm" in path)

    assert [r.status for r in reports] == (["complete"] * 5 + ["none"] * 2) * 2
    assert "no issue on a Saturday of the weeks around either" in (reports[5].note or "")
    assert max(asked.values()) <= 2


def test_an_issue_that_is_not_there(tmp_path: Path) -> None:
    """404 on a day whose weekday appears in other weeks is a failure, though the site answers."""
    held = days(MONDAY - 14 * DAY, 28)
    held.remove(MONDAY + DAY)
    with Server((site(*held),)) as server:
        report = fetch(server, tmp_path, MONDAY + DAY)

    assert report.status == "failed"
    assert "no issue on a day on which the newspaper normally appears (Tuesday)" in (
        report.missing[0].reason
    )


def test_today_is_not_over(tmp_path: Path) -> None:
    """404 today: not yet there where the days before answer, a failure where none does."""
    with Server((site(*days(today() - 9 * DAY, 9)),)) as server:
        alive = fetch(server, tmp_path / "a", today())
    with Server((site(),)) as server:
        dead = fetch(server, tmp_path / "b", today())

    assert (alive.status, dead.status) == ("none", "failed")
    assert "the day is not over yet" in (alive.note or "")
    assert "address no longer answers" in dead.missing[0].reason


def test_a_calendar_that_is_no_longer_kept(tmp_path: Path) -> None:
    """One that ends long before the day is no evidence: the site has moved within the month."""
    made = Site(PAPERS["F3"], days(MONDAY - 7 * DAY, 7), pages=1, articles=1)
    with Server((made,)) as server:
        reports = fetched(server, tmp_path, MONDAY, MONDAY + 13 * DAY)

    assert {report.status for report in reports[4:]} == {"failed"}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2024-02-09", "Chinese New Year"),  # its eve
        ("2024-02-10", "Chinese New Year"),
        ("2024-10-05", "Day off"),  # a Saturday within
        ("2026-10-01", "National Day"),
        ("2024-03-16", None),
        ("2024-06-11", None),
    ],
)
def test_holidays(day: str, name: str | None) -> None:
    """The days off of a holiday, weekends between them, and New Year's Eve."""
    found = holiday(date.fromisoformat(day))

    assert (found or "").startswith(name or "") is (name is None or found is not None)
    assert (found is None) == (name is None)


def test_days_held_are_read_from_names(tmp_path: Path) -> None:
    """Other files in the folder are no issues."""
    for name in ("npdb-2024-03-11.warc.gz", "npdb-2024-13-11.warc.gz", "npdb-x.warc.gz", ".lock"):
        (tmp_path / name).write_bytes(b"")

    assert days_held(tmp_path, "npdb") == {MONDAY}


def test_weeks_that_were_not_fetched_tell_nothing() -> None:
    """A week counts where the day itself or enough days around it are held."""
    assert weeks_held(MONDAY, days(MONDAY - 14 * DAY, 14)) == (2, 2)
    assert weeks_held(MONDAY, [MONDAY - 6 * DAY]) == (0, 0)
    assert weeks_held(MONDAY, days(MONDAY - 14 * DAY, 14, without=(0,))) == (0, 2)
