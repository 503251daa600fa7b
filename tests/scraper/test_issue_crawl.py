"""An issue begins with its front page: what there is without one is told apart."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from parser.newspaper import Newspaper
from scraper import Settings, fetch_issue
from tests.newspaper_server import FIRST, FORTNIGHT, HOLIDAYS, PAPERS, Fault, File, Server, Site
from tests.scraper.fetching import fetch, responses


@pytest.fixture
def server() -> Iterator[Server]:
    """Two issues of the family that Datong's paper is of."""
    with Server((Site(PAPERS["F3"], FORTNIGHT[:2], pages=3, articles=2),)) as running:
        yield running


def test_a_day_without_paper_and_without_calendar(server: Server, tmp_path: Path) -> None:
    """404 on a public holiday is enough where the newspaper has no calendar."""
    site = server.sites[0]
    for path in [p for p in site.files if p.endswith(".xml")]:
        del site.files[path]
    report = fetch(server, tmp_path, min(HOLIDAYS))

    assert (report.status, report.warc, report.missing) == ("none", None, ())
    assert report.note is not None
    assert report.note.startswith("404 NOT FOUND; a public holiday: Chinese New Year")
    assert not list((tmp_path / "warc").rglob("*.warc*"))


def test_a_front_page_the_calendar_knows_better(tmp_path: Path) -> None:
    """Where the template's address is gone, the calendar's front page is taken; also later on."""
    site = Site(PAPERS["F2"], (FIRST,), pages=3, articles=2)
    moved = {"/qswb/html/2024-02/05/node_2.htm": "/qswb/html/2024-02/05/node_102.htm"}
    for old, new in moved.items():
        for path, file in list(site.files.items()):
            body = file.body.replace(old.encode(), new.encode())
            site.files[path] = replace(file, body=body.replace(b"node_2.htm<", b"node_102.htm<"))
        site.files[new] = site.files.pop(old)
    with Server((site,)) as server:
        first = fetch(server, tmp_path)
        before = len(server.requests)
        second = fetch(server, tmp_path)

        assert (first.status, first.pages) == ("complete", 3)
        assert second.status == "complete"
        assert len(server.requests) == before


def test_a_lost_front_page(server: Server, tmp_path: Path) -> None:
    """404 on a day that the newspaper's own calendar lists is a failure, not a holiday."""
    del server.sites[0].files["/npdb/html/2024-02/05/node_1.htm?v=1"]
    report = fetch(server, tmp_path)

    assert report.status == "failed"
    assert "404 NOT FOUND, though the newspaper's calendar lists" in report.missing[0].reason
    assert report.missing[0].what == "front page"


@pytest.mark.parametrize("calendar", [True, False])
def test_an_excuse_for_a_front_page(calendar: bool, server: Server, tmp_path: Path) -> None:
    """200 with what is no page view: none where the calendar says so, else failed."""
    site = server.sites[0]
    day = min(HOLIDAYS)
    site.files[f"/npdb/html/{day:%Y-%m/%d}/node_1.htm?v=1"] = File(
        "<p>您访问的页面不存在</p>".encode()
    )
    if not calendar:
        del site.files["/npdb/html/2024-02/navi.xml"]
    report = fetch(server, tmp_path, day)

    assert report.status == ("none" if calendar else "failed")
    assert "not a page view" in (report.note or report.missing[0].reason)


def test_another_days_issue_for_an_answer(server: Server, tmp_path: Path) -> None:
    """A site that shows the newest issue for any day has no issue of this one."""
    there = (("Location", "/npdb/html/2024-02/06/node_58001.htm"),)
    server.faults["/npdb/html/2024-02/10/node_1.htm?v=1"] = Fault(
        "status", status=302, headers=there
    )
    report = fetch(server, tmp_path, min(HOLIDAYS))

    assert report.status == "none"
    assert report.note is not None
    assert "leads away from this issue" in report.note
    assert report.warc is None


def test_an_entry_page_in_front(server: Server, tmp_path: Path) -> None:
    """A front page that only refreshes to another is followed, kept, and not asked again."""
    site = server.sites[0]
    path = "/npdb/html/2024-02/05/node_1.htm?v=1"
    refresh = '<html><META HTTP-EQUIV="REFRESH" CONTENT="0; URL=node_58001.htm"></html>'
    site.files[path] = File(refresh.encode())
    report = fetch(server, tmp_path)
    before = len(server.requests)

    assert (report.status, report.pages) == ("complete", 3)
    assert set(responses(tmp_path, report)) == site.paths(FIRST) | {
        "/npdb/html/2024-02/05/node_58001.htm"
    }
    assert fetch(server, tmp_path).status == "complete"
    assert len(server.requests) == before


@pytest.mark.parametrize(
    ("setup", "reason"),
    [
        (
            lambda server: setattr(server, "robots", "User-agent: *\nDisallow: /"),
            "robots.txt forbids",
        ),
        (lambda server: setattr(server, "unwelcome", "Banmian"), "403 FORBIDDEN"),
        (
            lambda server: server.faults.update({"/robots.txt": Fault("status", status=500)}),
            "robots.txt cannot be read",
        ),
        (
            lambda server: server.faults.update(
                {"/npdb/html/2024-02/05/node_1.htm?v=1": Fault("silent")}
            ),
            "time-out",
        ),
    ],
)
def test_an_issue_that_failed(setup: object, reason: str, server: Server, tmp_path: Path) -> None:
    """Nothing is known of it: failed, with the front page's URL and the reason; no file is left."""
    setup(server)  # type: ignore[operator]
    report = fetch(server, tmp_path, read_timeout=0.5)

    assert (report.status, report.got, report.warc) == ("failed", 0, None)
    assert [m.what for m in report.missing] == ["front page"]
    assert reason in report.missing[0].reason
    assert not list((tmp_path / "warc").rglob("*.warc*"))


def test_a_newspaper_without_address(tmp_path: Path) -> None:
    """A code without a definition cannot be fetched, and says so."""
    report = fetch_issue(Newspaper("abc", "abc"), FIRST, tmp_path, settings=Settings(delay=0))

    assert report.status == "failed"
    assert "no address" in report.missing[0].reason


def test_a_calendar_that_cannot_be_had(server: Server, tmp_path: Path) -> None:
    """Where the server dies between front page and calendar, the day is failed, not a holiday."""
    day = min(HOLIDAYS)
    for name in ("navi", "period", "page"):
        server.faults[f"/npdb/html/2024-02/{name}.xml"] = Fault("status", status=500)
    report = fetch(server, tmp_path, day, retries=0)

    assert report.status == "failed"
    assert "the calendar cannot be had: 500" in report.missing[0].reason


def test_a_label_read_wrongly_hides_no_page(server: Server, tmp_path: Path) -> None:
    """A front page that calls itself page 2 does not stand for page 2."""
    site = server.sites[0]
    path = "/npdb/html/2024-02/05/node_1.htm?v=1"
    wrong = site.files[path].body.replace("第01版：要闻".encode(), "第02版：要闻".encode())
    site.files[path] = replace(site.files[path], body=wrong)
    report = fetch(server, tmp_path)

    assert report.status == "complete"
    assert "/npdb/html/2024-02/05/node_58002.htm" in responses(tmp_path, report)


def test_a_page_too_large_to_read(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages have a limit of their own, far below that of PDFs."""
    monkeypatch.setattr("scraper.fetch_file._LARGEST_PAGE", 10_000)
    site = server.sites[0]
    path = "/npdb/html/2024-02/05/node_58002.htm"
    site.files[path] = replace(site.files[path], body=site.files[path].body + b" " * 10_000)
    pdf = "/npdb/images/2024-02/05/01/npdb.pdf"
    site.files[pdf] = replace(site.files[pdf], body=b"%PDF" + b" " * 20_000)
    report = fetch(server, tmp_path)

    assert [m.what for m in report.missing] == ["page 02"]
    assert "larger than 10000 bytes" in report.missing[0].reason


def test_an_entry_page_that_leads_to_nothing(server: Server, tmp_path: Path) -> None:
    """Where the page it leads to is not there, no file is left behind for the day."""
    day = min(HOLIDAYS)
    refresh = b"<html><meta http-equiv=refresh content='0; url=node_58001.htm'></html>"
    server.sites[0].files[f"/npdb/html/{day:%Y-%m/%d}/node_1.htm?v=1"] = File(refresh)
    report = fetch(server, tmp_path, day)

    assert (report.status, report.warc) == ("none", None)
    assert not list((tmp_path / "warc").rglob("*.warc*"))
