"""Issues are found by the newspaper's own entry pages and calendars."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.errors import FetchError
from scraper import Settings, newest
from scraper.dates import date_in_url, month_folder
from scraper.entry_pages import read_calendar, refresh_target
from tests.newspaper_server import FORTNIGHT, PAPERS, Fault, Server, Site

MONTH = date(2024, 2, 1)
URL = "http://paper.example/x/html/2024-02/period.xml"


@pytest.fixture(params=["F1", "F2", "F2n", "F3"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A fortnight of each family."""
    with Server((Site(PAPERS[request.param], FORTNIGHT, pages=1, articles=1),)) as running:
        yield running


def settings(server: Server) -> Settings:
    return Settings(delay=0, backoff=0, retries=0, allow_hosts=(server.host,))


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a/html/2022-08/10/node_1.htm?v=1", date(2022, 8, 10)),
        ("http://a/pc/layout/202208/10/node_01.html", date(2022, 8, 10)),
        ("http://a/20220810/vA1.shtml", date(2022, 8, 10)),
        ("http://a/2022/08/10/01/default.htm", date(2022, 8, 10)),
        ("http://a/Html/2022-08-10/Qpaper.html", date(2022, 8, 10)),
        ("http://a/html/2022-08/10/nw.D110000a_20220810_1-01.htm", date(2022, 8, 10)),
        ("http://a/html/2022-08/10/content_20151231.htm", date(2022, 8, 10)),
        ("http://a/20220810_001/20220811_001.htm", date(2022, 8, 11)),
        ("http://a/2022.08.10/1.htm", date(2022, 8, 10)),
        ("http://a/html/2022-13/40/node_1.htm", None),
        ("http://a/html/content_1234567890.htm", None),
        ("http://a/?d=2022-08-10", None),
        ("", None),
    ],
)
def test_dates_in_urls(url: str, day: date | None) -> None:
    """Every way a family writes a date into its paths; impossible days are none."""
    assert date_in_url(url) == day


def test_month_folders() -> None:
    """Calendars lie beside the days of their month."""
    assert month_folder("http://a/x/html/2022-08/10/node_1.htm") == (
        "http://a/x/html/",
        "http://a/x/html/2022-08/",
    )
    assert month_folder("http://a/pc/layout/202208/10/l01.html") == (
        "http://a/pc/layout/",
        "http://a/pc/layout/202208/",
    )
    assert month_folder("http://a/20220810/index.html") is None


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ('<META HTTP-EQUIV="REFRESH" CONTENT="0; URL=html/2024-02/05/node_1.htm">', "5/node_1.htm"),
        ("<meta http-equiv=refresh content='0;url=html/2024-02/05/node_1.htm?v=1'>", "htm?v=1"),
        ('<meta content="3; URL=\'/2024-02/05/a.htm\'" http-equiv="Refresh">', "/05/a.htm"),
        ('<meta http-equiv="refresh" content="0, /2024-02/05/a.htm">', "/05/a.htm"),
        ('<script>window.location.href = "202402/05/node_01.html";</script>', "node_01.html"),
        ("<script>location.replace('202402/05/node_01.html')</script>", "node_01.html"),
        ('<meta http-equiv="refresh" content="300">', None),
        ('<meta http-equiv="refresh" content="300; url=/elsewhere.htm">', None),
        ('<meta http-equiv="refresh" content="0; url=/x/index.htm">', None),
        ('<meta http-equiv="refresh" content="">', None),
        ('<meta http-equiv="refresh" content="0;url=">', None),
        (f"<p>{'字' * 500}</p><script>location.href='/a.htm'</script>", None),
        ("", None),
        ("\x00\xff", None),
    ],
)
def test_entry_pages(page: str, target: str | None) -> None:
    """META REFRESH in every spelling and scripts of empty pages; a reload leads nowhere."""
    found = refresh_target(page.encode(), "http://paper.example/x/index.htm")

    assert found is None if target is None else found is not None and found.endswith(target)


@given(st.binary(max_size=300))
def test_any_page_may_be_an_entry(body: bytes) -> None:
    """Whatever is served, the answer is an address or none."""
    found = refresh_target(b"<meta http-equiv=refresh content='0;url=" + body, "http://a/")

    assert found is None or isinstance(found, str)


PERIODS = """<?xml version="1.0" encoding="UTF-8"?><periodlist>
<period id="5"><period_date>2024-02-05</period_date><front_page>node_2.htm</front_page></period>
<period id="7"><period_name>x</period_name><front_page>2024-02/07/node_9.htm</front_page></period>
<period id="40"/><period id="8"><period_date>2024-01-08</period_date></period></periodlist>"""


def test_period_calendar() -> None:
    """Days by date or by number, front pages beside them; days of other months are not its own."""
    calendar = read_calendar(PERIODS.encode(), URL, MONTH)

    assert calendar is not None
    assert [day.day for day, _ in calendar.days] == [5, 7]
    assert (
        calendar.front_page(date(2024, 2, 5)) == "http://paper.example/x/html/2024-02/05/node_2.htm"
    )
    assert (
        calendar.front_page(date(2024, 2, 7)) == "http://paper.example/x/html/2024-02/07/node_9.htm"
    )
    assert not calendar.lists(date(2024, 2, 6))


@pytest.mark.parametrize(
    "days", ["<date>2024-02-05</date>", "<date>5</date>", '<date day="05" url="node_1.htm"/>']
)
def test_navi_calendar(days: str) -> None:
    """Days as dates, numbers or attributes."""
    text = f"<navi><calendar>{days}</calendar></navi>"
    calendar = read_calendar(text.encode(), URL, MONTH)

    assert calendar is not None
    assert calendar.lists(date(2024, 2, 5))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>404</body></html>",
        b"not xml",
        b"<periodlist/>",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><navi><date>&x;</date></navi>',
        b"<navi><date>\xff\xfe</date></navi>",
    ],
)
def test_no_calendar(body: bytes) -> None:
    """What lists no day is no calendar, and no file of ours is read into it."""
    assert read_calendar(body, URL, MONTH) is None


def test_newest_by_entry_page(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry page leads to it, and one request is enough."""
    monkeypatch.setattr("scraper.calendars.today", lambda: FORTNIGHT[-1] + timedelta(days=1))
    paper = server.sites[0].paper.newspaper(server.host)

    assert newest(paper, settings(server)) == FORTNIGHT[-1]
    assert len(server.asked()) == 1


def test_newest_by_calendar(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an entry page the calendar tells, also last month's."""
    monkeypatch.setattr("scraper.calendars.today", lambda: date(2024, 3, 2))
    site = server.sites[0]
    for path in [p for p in site.files if p.endswith(("paperindex.htm", "index.html"))]:
        del site.files[path]

    assert newest(site.paper.newspaper(server.host), settings(server)) == FORTNIGHT[-1]


def test_newest_by_trying(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without either, days are tried backwards."""
    monkeypatch.setattr("scraper.calendars.today", lambda: FORTNIGHT[-1] + timedelta(days=3))
    site = server.sites[0]
    for path in [p for p in site.files if p.endswith(("paperindex.htm", "index.html", ".xml"))]:
        del site.files[path]

    assert newest(site.paper.newspaper(server.host), settings(server)) == FORTNIGHT[-1]


def test_nothing_new(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newspaper that is not there has no newest issue, and soon."""
    monkeypatch.setattr("scraper.calendars.today", lambda: date(2030, 1, 1))
    server.sites[0].files.clear()
    with pytest.raises(FetchError, match="no issue found in the last 14 days"):
        newest(server.sites[0].paper.newspaper(server.host), settings(server))

    assert len(server.asked()) < 30


def test_newest_of_a_dead_server(server: Server) -> None:
    """A server that fails again and again is let be."""
    server.faults = {path: Fault("status", status=503) for path in server.sites[0].files}
    server.faults["/robots.txt"] = Fault("status", status=503)
    with pytest.raises(FetchError):
        newest(server.sites[0].paper.newspaper(server.host), settings(server))

    assert len(server.requests) < 5
