"""What the web must withstand: mark-up in texts, paths that climb, odd requests, bad archives."""

from __future__ import annotations

import threading
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

import tests.web.archive as web_archive
from index import Archive
from web import create_app

#: As many threads as waitress runs.
READERS = 12
PAGES = (
    "/",
    "/search?q=书市",
    "/ceshi/",
    "/ceshi/2023-05-10/",
    "/ceshi/2023-05-10/02/",
    "/ceshi/2023-05-10/02/2",
    "/ceshi/2023-05-10/01/2",
    "/desk/ceshi/2023-05-10",
    "/search.atom?q=书市",
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_archive.build(tmp_path_factory.mktemp("guard") / "data")


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return create_app({"DATA": data}).test_client()


@pytest.mark.parametrize("address", PAGES)
def test_text_of_pages_is_never_mark_up(client: FlaskClient, address: str) -> None:
    """A script in a headline, a name, a caption, a repair or a source is shown, not run."""
    page = html.fromstring(client.get(address).data)

    assert not page.xpath("//script")
    assert not page.xpath("//img[@src='x']")
    assert not page.xpath("//@onerror")


def test_hostile_text_is_still_shown(client: FlaskClient) -> None:
    """Escaped, not removed: nothing printed is lost."""
    page = html.fromstring(client.get("/ceshi/2023-05-10/02/2").text)

    assert web_archive.HOSTILE in page.xpath("string(//h1)")
    assert web_archive.HOSTILE in page.xpath("string(//div[@class='body'])")
    assert web_archive.HOSTILE in page.xpath("string(//blockquote)")


@pytest.mark.parametrize("address", ["/ceshi/2023-05-10/02/2", "/ceshi/2023-05-10/01/2"])
def test_only_web_addresses_become_links(client: FlaskClient, address: str) -> None:
    """javascript: in a source or a picture is text; addresses with spaces or quotes too."""
    page = html.fromstring(client.get(address).text)
    targets = page.xpath("//@href | //@src")

    assert all(target.startswith(("/", "#", "http://localhost/")) for target in targets)


@pytest.mark.parametrize("address", [*PAGES, "/nichts/", "/static/app.css", "/search.json?q=x"])
def test_every_answer_has_its_guards(client: FlaskClient, address: str) -> None:
    """A policy without scripts, inline styles or foreign hosts; no sniffing, no framing."""
    with client.get(address) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Robots-Tag"] == "noindex"


def test_crawlers_are_asked_in_only_where_the_owner_says_so(data: Path) -> None:
    """noindex by default; INDEXABLE lifts it everywhere."""
    closed = create_app({"DATA": data}).test_client()
    opened = create_app({"DATA": data, "INDEXABLE": True}).test_client()

    assert "Disallow: /\n" in closed.get("/robots.txt").text
    assert "noindex" in closed.get("/").text
    assert "Disallow: /\n" not in opened.get("/robots.txt").text
    assert "noindex" not in opened.get("/").text
    assert "X-Robots-Tag" not in opened.get("/").headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/static/%00",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/ceshi/../../etc/passwd",
        "/ceshi/2023-05-10/../../../etc/passwd",
        "/ceshi/2023-05-10/..%2f..%2fbanmian.db/",
        "/ceshi/2023-05-10/01%00/",
        "/%00/",
        "/ceshi%00.json",
        "/banmian.db",
    ],
)
def test_no_path_climbs_out(client: FlaskClient, path: str) -> None:
    """Nothing outside the archive answers, whatever the path."""
    answer = client.get(path, follow_redirects=True)

    assert answer.status_code in {400, 404}
    assert b"root:" not in answer.data
    assert b"SQLite format" not in answer.data


@pytest.mark.parametrize(
    "src",
    [
        "",
        "../../banmian.db",
        "../banmian.db",
        "/etc/passwd",
        "file:///etc/passwd",
        "banmian.db",
        "images/../images/p1.png",
        "images/p1.png\x00.jpg",
        "..\\..\\banmian.db",
        "page.html",
        "x" * 5000,
    ],
)
def test_pictures_come_by_key_only(client: FlaskClient, src: str) -> None:
    """A picture's name is a key in the archive, never a path; only pictures are handed out."""
    answer = client.get("/ceshi/2023-05-10/picture", query_string={"src": src})

    assert answer.status_code == 404


def test_a_picture_runs_nothing(client: FlaskClient) -> None:
    """Opened by itself it has a policy of its own, with everything off."""
    answer = client.get("/ceshi/2023-05-10/picture?src=images/p1.png")

    assert answer.status_code == 200
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client.get("/ceshi/2023-02-30/picture?src=images/p1.png").status_code == 404
    assert client.get("/nichts/2023-05-10/picture?src=images/p1.png").status_code == 404


@given(path=st.text(max_size=60), q=st.text(max_size=60))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_address_breaks_it(client: FlaskClient, path: str, q: str) -> None:
    """Any path and any query has an answer that is not a fault of ours."""
    assert client.get("/ceshi/" + quote(path), query_string={"q": q, "from": q}).status_code < 500
    assert client.get("/search", query_string={"q": path, "page": q, "by": q}).status_code < 500


@pytest.mark.parametrize(
    "path",
    ["/ceshi/2023-05-10/01/" + "9" * 5000, "/" + "a" * 9000 + "/", "/ceshi/" + "9" * 5000 + "/"],
)
def test_long_addresses(client: FlaskClient, path: str) -> None:
    """Thousands of digits are no number and no page."""
    assert client.get(path).status_code == 404


def test_only_reading(client: FlaskClient) -> None:
    """Nothing here can be written to; a batch too large is refused."""
    for path in PAGES:
        assert client.post(path).status_code == 405
    assert client.post("/batch", data={"names": "x" * (2 << 20)}).status_code == 413


def test_errors_take_the_form_asked_for(client: FlaskClient) -> None:
    """A page where a page was asked for, data where data was."""
    assert client.get("/nichts/2023-05-10/01/1").mimetype == "text/html"
    assert client.get("/nichts/2023-05-10/01/1.json").get_json()["status"] == 404


def test_an_archive_of_the_future_is_refused(tmp_path: Path) -> None:
    """A schema newer than the program is an error page that says so, not a traceback."""
    import sqlite3

    Archive(tmp_path).close()
    with sqlite3.connect(tmp_path / "banmian.db") as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    answer = create_app({"DATA": tmp_path}).test_client().get("/")

    assert answer.status_code == 503
    assert "档案" in answer.text


def test_a_folder_that_is_no_archive(tmp_path: Path) -> None:
    """A broken database is an error page."""
    (tmp_path / "banmian.db").write_bytes(b"no database at all " * 100)
    answer = create_app({"DATA": tmp_path}).test_client().get("/")

    assert answer.status_code == 503


def test_many_readers_at_once(data: Path) -> None:
    """One archive serves many threads; every answer is right."""
    app = create_app({"DATA": data})
    wrong: list[object] = []

    def read() -> None:
        reader = app.test_client()
        for _ in range(6):
            story = reader.get("/ceshi/2023-05-10/01/1.json").get_json()
            found = reader.get("/search.json?q=麦田").get_json()
            if story["pages"] != ["01", "02"] or found["total"] != 5:
                wrong.append((story, found))

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not wrong


def test_what_is_added_is_seen_at_once(tmp_path: Path) -> None:
    """A server that runs shows an issue stored after it started."""
    with Archive(tmp_path) as archive:
        archive.add(web_archive.plain(web_archive.DAY, "麦田"))
        client = create_app({"DATA": tmp_path}).test_client()
        before = client.get("/search.json?q=麦田").get_json()["total"]
        archive.add(web_archive.plain(web_archive.DAY.replace(day=11), "麦田"))

    assert (before, client.get("/search.json?q=麦田").get_json()["total"]) == (1, 2)
    assert client.get("/ceshi/2023-05-11/").status_code == 200
