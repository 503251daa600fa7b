"""A page that came is not yet the right page: excuses, checks and cut pages are asked for again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from parser.issue import read_issues
from scraper.examine import impossible
from tests.newspaper_server import FIRST, FORTNIGHT, PAPERS, Fault, Server, Site, story
from tests.scraper.fetching import fetch, records

#: What sites say with 200 in place of a piece.
EXCUSES = {
    "a check": "<html><head><title>验证中</title></head><body><script>go()</script></body></html>",
    "not there": "<html><title>页面不存在</title><h1>404</h1><p>您访问的页面不存在或已删除</p>",
    "a number": "<html><head><title>404</title></head><body>404</body></html>",
    "a script": "<html><body><script>location.reload()</script></body></html>",
    "nothing": "  ",
    "too often": "<html><title>南浦导报</title><p>访问过于频繁，请完成安全验证</p></html>",
}


@pytest.fixture(params=["F3", "F2n"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One issue of two pages, in two families."""
    site = Site(PAPERS[request.param], FORTNIGHT[:1], pages=2, articles=2)
    with Server((site,)) as running:
        yield running


def piece(server: Server) -> str:
    """The path of a piece."""
    site = server.sites[0]
    return site._article_path(FIRST, 2, 2)


def headlines(data: Path, warc: str | None) -> list[str | None]:
    """What is read from the issue's WARC, whatever is wrong with it."""
    assert warc is not None
    read = read_issues([data / warc], on_error=lambda _: None)
    return [a.headline for one in read for page in one.issue.pages for a in page.articles]


@pytest.mark.parametrize("excuse", EXCUSES.values(), ids=EXCUSES)
def test_an_excuse_is_missing_and_asked_for_again(
    excuse: str, server: Server, tmp_path: Path
) -> None:
    """Partial, the piece named and known by its headline; the next fetch asks for it alone."""
    path = piece(server)
    server.faults[path] = Fault("instead", times=1, body=excuse.encode())
    first = fetch(server, tmp_path)
    shown = headlines(tmp_path, first.warc)
    before = len(server.asked())
    second = fetch(server, tmp_path)

    assert (first.status, second.status) == ("partial", "complete")
    assert [m.url.endswith(path) for m in first.missing] == [True]
    assert first.missing[0].what == "article on page 02"
    assert story(FIRST, 2, 2)[0] in shown
    assert len(shown) == 4
    assert server.asked()[before:] == [path]
    assert second.got == first.got + 1


def test_the_sites_own_page_for_what_it_has_not(server: Server, tmp_path: Path) -> None:
    """A site that answers all with its home page is asked once for an address that cannot be."""
    home = "<html><head><title>南浦导报</title></head><body>" + "<p>今日头条，欢迎订阅。</p>" * 90
    server.excuse = f"{home}<p>{1}</p></body></html>".encode()
    site = server.sites[0]
    for number in (1, 2):
        del site.files[site._article_path(FIRST, 2, number)]
    report = fetch(server, tmp_path)

    assert report.status == "partial"
    assert [m.reason for m in report.missing] == [
        "answered with what the site gives for addresses that do not exist"
    ] * 2
    assert len([path for path in server.asked() if "9999999999999" in path]) == 1


def test_a_piece_of_no_known_template(server: Server, tmp_path: Path) -> None:
    """A page that keeps no promise, but that is not the site's excuse, is kept."""
    path = piece(server)
    site = server.sites[0]
    body = f"<html><body>{'<p>另有一篇写渡口的旧文，水退三尺。</p>' * 9}</body></html>"
    site.files[path] = replace(site.files[path], body=body.encode())

    assert fetch(server, tmp_path).status == "complete"


@pytest.mark.parametrize("again", [False, True])
def test_a_cut_page_is_kept_until_a_whole_one_comes(
    again: bool, server: Server, tmp_path: Path
) -> None:
    """The part that came is held and named; a whole one takes its place, and keeps it."""
    path = piece(server)
    site = server.sites[0]
    whole = site.files[path]
    place = whole.body.index("告示贴".encode())
    site.files[path] = replace(whole, body=whole.body[:place])
    first = fetch(server, tmp_path)
    site.files[path] = whole
    second = fetch(server, tmp_path)
    site.files[path] = replace(whole, body=whole.body[:place])
    third = fetch(server, tmp_path, again=again)

    assert [m.reason for m in first.missing] == [
        "answered with a page cut short before its text ends"
    ]
    assert (second.status, third.status) == ("complete", "complete")
    assert third.warc is not None
    held = [r[2] for r in records(tmp_path / third.warc) if r[0] == "response" and path in r[1]]
    assert held == [whole.body[:place], whole.body]
    assert len(headlines(tmp_path, third.warc)) == 4


@pytest.mark.parametrize("excuse", EXCUSES.values(), ids=EXCUSES)
def test_no_excuse_is_stored_over_a_whole_page(excuse: str, server: Server, tmp_path: Path) -> None:
    """Asked for again and answered with an excuse: what is held stays, and the note says so."""
    path = piece(server)
    first = fetch(server, tmp_path)
    server.faults[path] = Fault("instead", body=excuse.encode())
    second = fetch(server, tmp_path, again=True)

    assert (first.status, second.status) == ("complete", "complete")
    assert "held, but not to be had again" in (second.note or "")
    assert headlines(tmp_path, second.warc) == headlines(tmp_path, first.warc)


def test_a_page_view_cut_short(server: Server, tmp_path: Path) -> None:
    """A list of pieces that breaks off inside a tag is a missing page, asked for again."""
    site = server.sites[0]
    path = site._page_path(FIRST, 2)
    whole = site.files[path]
    site.files[path] = replace(whole, body=whole.body[: whole.body.rindex(b"href") + 9])
    first = fetch(server, tmp_path)
    site.files[path] = whole
    second = fetch(server, tmp_path)

    assert [m.what for m in first.missing] == ["page 02"]
    assert "cut short inside a tag" in first.missing[0].reason
    assert second.status == "complete"


def test_a_front_page_cut_short(tmp_path: Path) -> None:
    """The issue is failed, not one of the pages that its torn list still names."""
    site = Site(PAPERS["F2"], FORTNIGHT[:1], pages=2, articles=2)
    path = site._page_path(FIRST, 1)
    whole = site.files[path]
    site.files[path] = replace(whole, body=whole.body[: whole.body.rindex(b"href") + 9])
    with Server((site,)) as server:
        first = fetch(server, tmp_path)
        site.files[path] = whole
        second = fetch(server, tmp_path)

    assert (first.status, second.status) == ("failed", "complete")
    assert [m.what for m in first.missing] == ["front page"]


@pytest.mark.parametrize(
    ("url", "changed"),
    [
        ("http://a.cn/html/2024-02/05/content_12_34.htm", "content_12_9999999999999.htm"),
        ("http://a.cn/show.aspx?id=77&x=b", "show.aspx?id=9999999999999&x=b"),
        ("http://a.cn/2024/index.html", None),
    ],
)
def test_an_address_that_cannot_exist(url: str, changed: str | None) -> None:
    """The last number of a piece's address, made larger than any; None where it has none."""
    found = impossible(url)

    assert (found.rpartition("/")[2] if found else None) == changed
