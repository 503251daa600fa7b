"""A newspaper that is JSON is fetched whole: its list, its pieces, its pictures; and read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from parser.errors import BanmianError
from parser.issue import read_issues
from parser.newspaper import Newspaper, definition
from parser.newspaper.paper import JsonShape
from parser.readers import Hints
from scraper import fetch_issue
from tests.newspaper_server import FIRST, FORTNIGHT, PAPERS, File, Server, Site
from tests.scraper.fetching import hasty, responses

JSON = "application/json"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that other files can be put on."""
    with Server((Site(PAPERS["F3"], FORTNIGHT[:1], pages=1, articles=1),)) as running:
        yield running


def put(server: Server, path: str, body: bytes, media_type: str) -> None:
    """A file of the server."""
    server.sites[0].files[path] = File(body, media_type)


def listed(server: Server, inline: bool) -> Newspaper:
    """The invented list of 解放日报 on the server, with its three pieces in it or beside it."""
    base = f"/data/journal/{FIRST.isoformat()}"
    pieces = {
        n: {
            "id": n,
            "title": f"渡口记之{n}",
            "content": f"<p>停了三年的渡口昨天通航，第{n}班船载了四十二人，船头刷了一遍桐油。</p>",
            "pics": [{"url": f"http://{server.host}{base}/{n}.png", "title": "离岸"}],
        }
        for n in (1, 2, 3)
    }
    for n in pieces:
        put(server, f"{base}/{n}.png", PICTURE, "image/png")
    pages = [
        {
            "pageNo": f"{page:02d}",
            "pageName": name,
            "bigPic": f"http://{server.host}{base}/p{page}.png",
            "articleList": [
                pieces[n] if inline else {"id": n, "title": pieces[n]["title"]} for n in held
            ],
        }
        for page, name, held in ((1, "头版", (1, 2)), (2, "评论", (3,)))
    ]
    for page in (1, 2):
        put(server, f"{base}/p{page}.png", PICTURE, "image/png")
    navi = json.dumps({"pages": pages}, ensure_ascii=False).encode()
    put(server, f"{base}/navi.json", navi, JSON)
    for label, n in (("01", 1), ("01", 2), ("02", 3)):
        body = json.dumps({"article": {**pieces[n], "pageNo": label}}).encode()
        put(server, f"{base}/{label}/article/{n}.json", body, JSON)
    url = f"http://{server.host}/data/journal/{{date:%Y-%m-%d}}"
    shapes = tuple(_here(shape, url, inline) for shape in definition("jfrb").json)
    return replace(definition("jfrb"), url_template=f"{url}/navi.json", json=shapes)


def _here(shape: JsonShape, url: str, inline: bool) -> JsonShape:
    """A shape of the shipped definition with its pieces on the test's server."""
    paths = dict(shape.paths)
    if shape.holds == "issue":
        paths |= {"pictures": ("pics[].url",), "captions": ("pics[].title",)}
    address = None if inline else f"{url}/{{label}}/article/{{id}}.json"
    return replace(
        shape,
        paths=tuple(paths.items()),
        article_address=address if shape.holds == "issue" else None,
    )


@pytest.mark.parametrize("inline", [False, True])
def test_a_paper_of_json_is_fetched_and_read(server: Server, tmp_path: Path, inline: bool) -> None:
    """Every piece and picture comes once, and the WARC file reads as the whole issue."""
    paper = listed(server, inline)
    report = fetch_issue(paper, FIRST, tmp_path, settings=hasty(server))
    assert (report.status, report.missing) == ("complete", ()), report.missing
    asked = responses(tmp_path, report)
    assert sum(asked.values()) == 1 + 2 + 3 + (0 if inline else 3)
    assert report.warc is not None
    if inline:
        return  # the shipped definition has pictures in a piece's own document alone
    errors: list[BanmianError] = []
    paths = [tmp_path / report.warc]
    (reading,) = read_issues(paths, on_error=errors.append, hints=Hints(newspaper="jfrb"))
    assert errors == []
    assert [len(page.articles) for page in reading.issue.pages] == [2, 1]
    assert all(piece.paragraphs for page in reading.issue.pages for piece in page.articles)
    assert len(reading.pictures) == 5
