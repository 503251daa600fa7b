"""Where the archive says it is, whom it believes about that, and what it logs."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import tests.web.archive as web_archive
from web import create_app

STORY = "/ceshi/2023-05-10/01/1"
#: Addresses on which absolute addresses stand, or which redirect.
ABSOLUTE = (STORY, "/ceshi/2023-05-10", "/ceshi", "/search.atom?q=麦田", "/search.csv?q=麦田")
FORGED = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Prefix": "/evil.example",
    "X-Forwarded-For": "6.6.6.6",
    "Forwarded": "host=evil.example;proto=gopher",
    "X-Real-IP": "6.6.6.6",
    "X-Request-ID": "evil.example-1",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_archive.build(tmp_path_factory.mktemp("gate"))


def reader(data: Path, **config: object) -> FlaskClient:
    """A client of the app with that configuration."""
    return create_app({"DATA": data, **config}).test_client()


@pytest.mark.parametrize("address", [*ABSOLUTE, "/opensearch.xml", "/nichts/", "/"])
@pytest.mark.parametrize("base", [None, "https://archive.example.org/papers"])
def test_a_forged_host_reaches_no_address(data: Path, address: str, base: str | None) -> None:
    """Nothing a client says about where we are stands in a page, a feed, a table or a redirect."""
    answer = reader(data, BASE_URL=base).get(address, headers=FORGED)

    assert "evil.example" not in answer.text + str(answer.headers)
    assert "gopher" not in answer.text + str(answer.headers)


def test_the_base_url_begins_every_address(data: Path) -> None:
    """Canonical address, feed, table, redirects, data: all begin with it."""
    client = reader(data, BASE_URL="https://archive.example.org/papers/")

    assert f'rel="canonical" href="https://archive.example.org/papers{STORY}"' in (
        client.get(STORY).text
    )
    assert "https://archive.example.org/papers/ceshi/" in client.get("/search.atom?q=麦田").text
    assert "https://archive.example.org/papers/ceshi/" in client.get("/search.csv?q=麦田").text
    assert "https://archive.example.org/papers/search?" in client.get("/opensearch.xml").text
    moved = client.get("/ceshi/2023-05-10").headers["Location"]
    assert moved == "https://archive.example.org/papers/ceshi/2023-05-10/"


def test_a_prefix_handed_on_or_taken_off_is_the_same_page(data: Path) -> None:
    """Proxies do either; links begin with the prefix in both cases."""
    client = reader(data, BASE_URL="https://archive.example.org/papers")
    whole, cut = client.get(f"/papers{STORY}"), client.get(STORY)

    assert whole.status_code == cut.status_code == 200
    assert whole.text == cut.text
    assert 'href="/papers/static/app.css' in whole.text
    assert f'href="/papers{STORY}.json"' in whole.text
    assert 'href="/ceshi' not in whole.text
    assert client.get("/papers").status_code in {200, 308}


@pytest.mark.parametrize(
    ("forwarded", "shown"),
    [
        ({"X-Forwarded-Host": "a.example.org", "X-Forwarded-Proto": "https"}, "https://a.example"),
        ({"X-Forwarded-Host": "evil.example, a.example.org"}, "http://a.example.org"),
        ({"X-Forwarded-Host": "a.example.org", "X-Forwarded-Prefix": "/p"}, "http://a.example.org"),
        ({"Host": "evil.example"}, "http://localhost/"),
    ],
)
def test_one_proxy_is_believed_where_it_is_said(
    data: Path, forwarded: dict[str, str], shown: str
) -> None:
    """Behind a proxy its own words count: the last of each list, and no Host of a client."""
    page = reader(data, BEHIND_PROXY=True).get(STORY, headers=forwarded).text

    assert f'rel="canonical" href="{shown}' in page
    assert "evil.example" not in page


def test_the_log_says_who_and_what(data: Path) -> None:
    """A line of JSON a request: the reader's address as the proxy saw it, its id, no secret."""
    log = io.StringIO()
    client = reader(data, BEHIND_PROXY=True, ACCESS_LOG=log)
    told = {"X-Forwarded-For": "198.51.100.7, 203.0.113.9", "X-Request-ID": "proxy-00000001"}
    answer = client.get('/search?q="麦田"', headers=told, buffered=True)
    client.get("/alerts/s3cr3t-t0ken.atom", buffered=True)
    client.get("/\n{}/", buffered=True)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]

    assert [line["status"] for line in lines][::2] == [200, 404]
    assert lines[0]["remote"] == "203.0.113.9"
    assert lines[0]["request"] == answer.headers["X-Request-ID"] == "proxy-00000001"
    assert lines[0]["bytes"] == len(answer.data)
    assert "s3cr3t" not in log.getvalue()


def test_an_id_is_only_taken_from_the_proxy(data: Path) -> None:
    """Anyone else's is replaced by ours, and each request has its own."""
    client = reader(data)
    ids = {client.get("/healthz", headers=FORGED).headers["X-Request-ID"] for _ in range(3)}

    assert len(ids) == 3
    assert "evil.example-1" not in ids


def test_read_only(data: Path) -> None:
    """Asking with a form stays possible; everything else that is no reading is refused."""
    client = reader(data, READ_ONLY=True)

    assert client.post("/batch", data={"names": "麦田"}).status_code == 200
    assert client.get(STORY).status_code == 200
    assert client.post(STORY).status_code in {403, 405}


def test_an_archive_says_how_it_is(data: Path, tmp_path: Path) -> None:
    """/readyz: index, disk and fetches where the archive opens; 503 and why where it does not."""
    said = reader(data).get("/readyz")
    closed = reader(tmp_path / "nothing").get("/readyz")

    assert said.status_code == 200
    assert said.get_json()["index"] == {"behind": 0, "problem": None}
    assert said.get_json()["disk"]["free_bytes"] > 0
    assert said.get_json()["fetch"] == {"failed": []}
    assert closed.status_code == 503
    assert closed.get_json()["ready"] is False
    assert reader(tmp_path / "nothing").get("/healthz").status_code == 200


def test_searches_wait_for_their_turn(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every turn taken a search is told to come again; pages are read all the same."""
    monkeypatch.setattr("web.turns.PATIENCE", 0.01)
    app = create_app({"DATA": data})
    client, turns = app.test_client(), app.extensions["turns"]
    taken = 0
    while turns.searches.acquire(blocking=False):
        taken += 1
    refused = client.get("/search?q=麦田")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert "检索正忙" in refused.text
    assert client.get("/search.json?q=麦田").get_json()["status"] == 503
    assert client.get(STORY).status_code == 200
    for _ in range(taken):
        turns.searches.release()

    for _ in range(taken + 3):
        assert client.get("/search.csv?q=麦田").status_code == 200
    assert client.get("/search?q=麦田").status_code == 200


def test_similar_stories_are_left_out_when_busy(data: Path) -> None:
    """A story is read at once though others look for similar ones; the page says what it lacks."""
    app = create_app({"DATA": data})
    turns = app.extensions["turns"]
    while turns.similar.acquire(blocking=False):
        pass

    page = app.test_client().get(STORY)

    assert page.status_code == 200
    assert "相近的稿件此刻没有查" in page.text
