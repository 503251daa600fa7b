"""What an issue must hold is read off its pages, and nothing else."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.errors import FetchRefused
from scraper.dates import date_in_url
from scraper.guard import Guard
from scraper.plan import item_url
from tests.newspaper_server import FORTNIGHT, PAPERS, Server, Site
from tests.scraper.fetching import fetch


@pytest.fixture
def server() -> Iterator[Server]:
    """Two issues of the family that Datong's paper is of."""
    with Server((Site(PAPERS["F3"], FORTNIGHT[:2], pages=3, articles=2),)) as running:
        yield running


def test_a_list_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that names more files than any issue has is stopped, and that is said once."""
    monkeypatch.setattr("scraper.issue_crawl.MOST", 9)
    site = Site(PAPERS["F3"], FORTNIGHT[:1], pages=1, articles=40)
    with Server((site,)) as server:
        report = fetch(server, tmp_path)

    assert report.status == "partial"
    assert ["more than 9 files" in m.reason for m in report.missing] == [True]
    assert len(server.asked()) <= 9


def test_links_out_of_the_issue_are_left(server: Server, tmp_path: Path) -> None:
    """An advertisement's zone and another day's page in the lists are not of this issue."""
    site = server.sites[0]
    for path in [p for p in site.files if "2024-02/05/node_" in p]:
        body = site.files[path].body.replace(
            b"</MAP>",
            b'<area coords="1,1,5,5" shape="rect" href="http://shop.example/buy.htm"></MAP>'
            b'<a href="/npdb/html/2024-02/04/content_58001_1.htm">yesterday</a>',
        )
        site.files[path] = replace(site.files[path], body=body)
    report = fetch(server, tmp_path)

    assert (report.status, report.missing) == ("complete", ())


def test_torn_links_are_refused_not_fatal(server: Server, tmp_path: Path) -> None:
    """Links torn beyond reading are named as missing; scripts are no links."""
    site = server.sites[0]
    path = next(p for p in sorted(site.files) if "2024-02/05/content_58002_" in p)
    body = site.files[path].body.replace(
        b"<founder-content>",
        b'<founder-content><img src="http://[::1"><img src="file:///c:/a.jpg">'
        b'<img src="data:image/gif;base64,R0"><img src="http://paper.example/b.jpg">',
    )
    site.files[path] = replace(site.files[path], body=body)
    report = fetch(server, tmp_path)

    assert report.status == "partial"
    assert {m.what for m in report.missing} == {"picture on page 02"}
    assert "http://paper.example/b.jpg" in {m.url for m in report.missing}


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_link_is_an_item_or_refused(link: str, base: str) -> None:
    """Whatever a page prints as a link, there is a URL to ask for or to refuse."""
    url = item_url(link, f"http://paper.example/{base}")

    assert isinstance(url, str)
    assert date_in_url(url) is None or isinstance(date_in_url(url), date)
    with contextlib.suppress(FetchRefused):
        Guard(("paper.example",)).check_url(url)


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("content_1.htm?div=-1", "http://a/x/content_1.htm"),
        ("./content_1.htm#top", "http://a/x/content_1.htm"),
        ("node_1.htm?v=1", "http://a/x/node_1.htm?v=1"),
        ("../要闻 一.pdf", "http://a/%E8%A6%81%E9%97%BB%20%E4%B8%80.pdf"),
        ("//B.example/c.jpg", "http://b.example/c.jpg"),
        ("HTTP://A/x?div=0&y=1", "http://a/x?y=1"),
    ],
)
def test_links_as_they_are_asked_for(link: str, url: str) -> None:
    """Absolute, quoted, without fragment and the mark of F2's maps."""
    assert item_url(link, "http://a/x/node_2.htm") == url


def test_pages_that_name_only_the_next_one(tmp_path: Path) -> None:
    """Without a list of pages each view leads to the one behind it, and all are held."""
    site = Site(PAPERS["F3"], FORTNIGHT[:1], pages=3, articles=1)
    nodes = sorted(path for path in site.files if "/node_5" in path)
    for path, behind in zip(nodes, [*nodes[1:], "javascript:;"], strict=True):
        body = re.sub(rb"<td class=.default.>.*?</td>", b"", site.files[path].body)
        body = body.replace(b"</table>", f'</table><a href="{behind}">下一版</a>'.encode())
        site.files[path] = replace(site.files[path], body=body)
    first = next(path for path in site.files if "/node_1." in path)
    site.files[first] = site.files[nodes[0]]
    with Server((site,)) as server:
        report = fetch(server, tmp_path)

    assert (report.status, report.pages, report.articles) == ("complete", 3, 3)
