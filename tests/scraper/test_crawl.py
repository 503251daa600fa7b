"""Whole issues are fetched from a real server, and only what is missing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from parser.epaper.article import read_article_page
from parser.errors import ArchiveBusy
from parser.source.files import sources
from scraper import Progress, fetch_range
from tests.newspaper_server import FIRST, FORTNIGHT, HOLIDAYS, PAPERS, Server, Site, story
from tests.scraper.fetching import fetch, hasty, responses


@pytest.fixture
def server() -> Iterator[Server]:
    """Two issues of the family that Datong's paper is of."""
    with Server((Site(PAPERS["F3"], FORTNIGHT[:2], pages=3, articles=2),)) as running:
        yield running


@pytest.mark.parametrize("family", PAPERS)
def test_a_fortnight(family: str, tmp_path: Path) -> None:
    """Every issue whole, holidays told apart, nothing asked twice, nothing forbidden asked."""
    site = Site(PAPERS[family], FORTNIGHT, pages=2, articles=2)
    with Server((site,)) as server:
        paper = site.paper.newspaper(server.host)
        days = (FORTNIGHT[0], FORTNIGHT[-1])
        reports = list(fetch_range(paper, *days, tmp_path, settings=hasty(server)))

    assert [r.date for r in reports] == list(FORTNIGHT)
    assert {r.date for r in reports if r.status == "none"} == HOLIDAYS
    assert max(Counter(server.asked()).values()) == 1
    assert len(server.asked("/robots.txt")) == 1
    assert not [path for path in server.asked() if path.startswith("/private")]
    for report in reports:
        if report.status == "none":
            assert report.warc is None
            assert report.note is not None
            assert "calendar lists no issue" in report.note
            continue
        assert report.status == "complete"
        assert (report.got, report.expected, report.missing) == (12, 12, ())
        assert (report.pages, report.articles) == (2, 4)
        assert set(responses(tmp_path, report)) == site.paths(report.date)


@pytest.mark.parametrize("family", PAPERS)
def test_the_file_needs_nothing_else(family: str, tmp_path: Path) -> None:
    """Every article can be read again from the WARC alone, GBK included, and every picture."""
    site = Site(PAPERS[family], (FIRST,), pages=2, articles=2)
    with Server((site,)) as server:
        report = fetch(server, tmp_path)
        paper = site.paper.newspaper(server.host)
    assert report.warc is not None
    held = [source.load() for source in sources(tmp_path / report.warc, "x")]
    articles = [c for c in held if "content_" in (c.url or "") or "/nw." in (c.url or "")]
    titles = {read_article_page(capture, paper).headline for capture in articles}

    assert titles == {story(FIRST, page, number)[0] for page in (1, 2) for number in (1, 2)}
    assert sum((c.content_type or "").startswith("image/") for c in held) == 4


def test_a_second_fetch_asks_nothing(server: Server, tmp_path: Path) -> None:
    """A complete issue is known to be complete from its file."""
    first = fetch(server, tmp_path)
    before = len(server.requests)
    second = fetch(server, tmp_path)

    assert len(server.requests) == before
    assert replace(second, bytes=0, fetched=0, finished_at=first.finished_at) == replace(
        first, bytes=0, fetched=0
    )
    assert (second.bytes, second.fetched) == (0, 0)


def test_pictures_and_pdfs_can_be_left_out(server: Server, tmp_path: Path) -> None:
    """Less is complete where less was wanted; the rest can be fetched later."""
    less = fetch(server, tmp_path, pictures=False, pdfs=False)
    asked = server.asked()
    more = fetch(server, tmp_path)

    assert (less.status, less.got) == ("complete", 9)
    assert not [path for path in asked if path.endswith((".gif", ".pdf"))]
    assert (more.status, more.got, more.fetched) == ("complete", 18, 9)
    assert max(Counter(server.asked()).values()) == 1


def test_progress_is_told(server: Server, tmp_path: Path) -> None:
    """After every file: issue, pages, articles, expected, bytes."""
    told: list[Progress] = []
    paper = server.sites[0].paper.newspaper(server.host)
    days = (FIRST, FIRST + timedelta(days=1))
    list(fetch_range(paper, *days, tmp_path, settings=hasty(server), progress=told.append))

    assert [p.issue for p in told] == sorted(p.issue for p in told)
    assert (told[-1].issue, told[-1].issues) == (2, 2)
    assert (told[-1].pages, told[-1].articles, told[-1].got, told[-1].expected) == (3, 6, 18, 18)
    assert [p.bytes for p in told] == sorted(p.bytes for p in told)
    assert told[-1].bytes > 10_000


def test_a_damaged_file_does_not_stop_the_range(server: Server, tmp_path: Path) -> None:
    """The day whose own file is damaged is failed with its path; the next is fetched."""
    folder = tmp_path / "warc" / "npdb"
    folder.mkdir(parents=True)
    (folder / "npdb-2024-02-05.warc.gz").write_bytes(b"damaged")
    paper = server.sites[0].paper.newspaper(server.host)
    days = (FIRST, FIRST + timedelta(days=1))
    reports = list(fetch_range(paper, *days, tmp_path, settings=hasty(server)))

    assert [report.status for report in reports] == ["failed", "complete"]
    assert reports[0].missing[0].url.endswith("npdb-2024-02-05.warc.gz")


def test_two_fetches_at_once(server: Server, tmp_path: Path) -> None:
    """The second fetch of a newspaper is turned away while the first is at it."""
    paper = server.sites[0].paper.newspaper(server.host)
    first = fetch_range(paper, FIRST, FORTNIGHT[1], tmp_path, settings=hasty(server))
    next(first)
    with pytest.raises(ArchiveBusy):
        fetch(server, tmp_path)
    first.close()

    assert fetch(server, tmp_path).status == "complete"


def test_a_whole_issue_at_its_pace(tmp_path: Path) -> None:
    """From robots.txt to the last picture and over two days: one request at a time, at rests."""
    site = Site(PAPERS["F3"], FORTNIGHT[:2], pages=1, articles=1)
    with Server((site,)) as server:
        paper = site.paper.newspaper(server.host)
        settings = hasty(server, delay=0.1)
        list(fetch_range(paper, FIRST, FORTNIGHT[2], tmp_path, settings=settings))
        times = [request.at for request in server.requests]

    assert len(times) == 1 + 5 + 5 + 2
    assert min(b - a for a, b in pairwise(times)) >= 0.099
    assert server.busiest == 1


def test_nothing_forbidden_is_asked(tmp_path: Path) -> None:
    """Pictures that robots.txt keeps to itself are named, not asked for."""
    site = Site(PAPERS["F3"], FORTNIGHT[:1], pages=1, articles=1)
    with Server((site,), robots="User-agent: *\nDisallow: /npdb/images/\n") as server:
        report = fetch(server, tmp_path)

    assert [m.what for m in report.missing] == [
        "page picture on page 01",
        "picture on page 01",
        "PDF on page 01",
    ]
    assert {m.reason for m in report.missing} == {"robots.txt forbids it"}
    assert not [path for path in server.asked() if "/images/" in path]
