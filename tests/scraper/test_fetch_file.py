"""Each file is had, or named as missing with its URL and the reason."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from parser.source.files import Capture, sources
from tests.newspaper_server import FIRST, FORTNIGHT, PAPERS, Fault, File, Server, Site
from tests.scraper.fetching import fetch, responses


@pytest.fixture
def server() -> Iterator[Server]:
    """Two issues of the family that Datong's paper is of."""
    with Server((Site(PAPERS["F3"], FORTNIGHT[:2], pages=3, articles=2),)) as running:
        yield running


FAULTS = {
    "404": (Fault("status", status=404), "404 NOT FOUND"),
    "403": (Fault("status", status=403), "403 FORBIDDEN"),
    "500": (Fault("status", status=500), "500 INTERNAL SERVER ERROR, after 2 tries"),
    "429": (Fault("status", status=429), "after 2 tries"),
    "silent": (Fault("silent"), "time-out"),
    "cut": (Fault("cut"), "broken connection"),
    "drip": (Fault("drip"), "took longer than"),
    "flood": (Fault("flood"), "larger than"),
    "away": (
        Fault("status", status=302, headers=(("Location", "http://127.0.0.1:1/x.htm"),)),
        "not one of the newspaper's own hosts",
    ),
    "metadata": (
        Fault("status", status=302, headers=(("Location", "http://169.254.169.254/latest/"),)),
        "not one of the newspaper's own hosts",
    ),
    "private": (
        Fault("status", status=302, headers=(("Location", "/private/x.htm"),)),
        "robots.txt forbids it",
    ),
    "other day": (  # there is such a page, and it is of another issue
        Fault(
            "status", status=302, headers=(("Location", "/npdb/html/2024-02/06/node_58001.htm"),)
        ),
        "leads away from this issue",
    ),
    "home": (
        Fault("status", status=302, headers=(("Location", "/"),)),
        "leads away from this issue",
    ),
    "circle": (
        Fault("status", status=301, headers=(("Location", "?"),)),
        "redirects",
    ),
}


def test_every_failure_is_named(tmp_path: Path) -> None:
    """All faults at once: URL, reason and what it was; the rest is held; healed, it is fetched."""
    site = Site(PAPERS["F3"], FORTNIGHT[:2], pages=4, articles=8)
    articles = sorted(p for p in site.paths(FIRST) if "content_" in p)
    broken = dict(zip(articles[1::2], FAULTS.values(), strict=False))
    with Server((site,)) as server:
        site.files["/"] = File("<p>欢迎</p>".encode())
        server.faults = {path: replace(fault) for path, (fault, _) in broken.items()}
        report = fetch(server, tmp_path, max_bytes=500_000, read_timeout=1.0, total_timeout=2.0)
        missing = {m.url.removeprefix(f"http://{server.host}"): m for m in report.missing}
        partly = responses(tmp_path, report)
        server.faults.clear()
        before = server.asked()
        again = fetch(server, tmp_path)
        asked = server.asked()[len(before) :]

    assert len(broken) == len(FAULTS)
    assert report.status == "partial"
    assert set(missing) == set(broken)
    assert report.got == report.expected - len(broken)
    for path, (_, reason) in broken.items():
        assert reason in missing[path].reason
        assert missing[path].what == f"article on page {path.split('content_580')[1][:2]}"
        assert partly[path] == 0
    assert again.status == "complete"
    assert set(asked) == set(broken) | (site.paths(FIRST) - set(before))
    assert set(responses(tmp_path, again)) == site.paths(FIRST)
    assert set(responses(tmp_path, again).values()) == {1}


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/npdb/html/2024-02/05/node_58003.htm", "page 03"),
        ("/npdb/images/2024-02/05/03/page_b.gif", "page picture on page 03"),
        ("/npdb/images/2024-02/05/03/res1_attpic.gif", "picture on page 03"),
        ("/npdb/images/2024-02/05/03/npdb.pdf", "PDF on page 03"),
    ],
)
def test_what_is_missing_is_called_by_its_name(
    path: str, what: str, server: Server, tmp_path: Path
) -> None:
    """A page that never answers, a picture or PDF that is not there."""
    server.faults[path] = Fault("silent")
    report = fetch(server, tmp_path, retries=0, read_timeout=0.5)

    assert [(m.url, m.what) for m in report.missing] == [(f"http://{server.host}{path}", what)]
    assert "time-out" in report.missing[0].reason


def test_a_redirect_within_the_newspaper(server: Server, tmp_path: Path) -> None:
    """301 and 302 are kept with what they lead to, and not asked again."""
    site = server.sites[0]
    path = next(p for p in sorted(site.files) if "2024-02/05/content_58002_" in p)
    moved = path.replace("content_", "moved_")
    site.files[moved] = site.files.pop(path)
    server.faults[path] = Fault("status", status=301, headers=(("Location", moved),))
    report = fetch(server, tmp_path)
    again = fetch(server, tmp_path)

    assert (report.status, again.status) == ("complete", "complete")
    assert responses(tmp_path, report)[path] == responses(tmp_path, report)[moved] == 1
    assert max(Counter(server.asked()).values()) == 1


def test_a_page_behind_a_refresh(server: Server, tmp_path: Path) -> None:
    """Any page may only lead on to the page that was meant, or to a file without a date."""
    site = server.sites[0]
    path, picture = "/npdb/html/2024-02/05/node_58003.htm", "/npdb/images/2024-02/05/03/page_b.gif"
    site.files["/npdb/html/2024-02/05/p3.htm"] = site.files[path]
    refresh = b"<html><meta http-equiv=refresh content='0; url=p3.htm'></html>"
    site.files[path] = replace(site.files[path], body=refresh)
    site.files["/store/1.gif"] = site.files[picture]
    server.faults[picture] = Fault("status", status=302, headers=(("Location", "/store/1.gif"),))
    report = fetch(server, tmp_path)
    before = len(server.requests)

    assert (report.status, report.pages) == ("complete", 3)
    assert fetch(server, tmp_path).status == "complete"
    assert len(server.requests) == before


def test_an_error_that_heals(server: Server, tmp_path: Path) -> None:
    """500 once, 429 with Retry-After once, a cut line once: the issue is complete all the same."""
    paths = sorted(server.sites[0].paths(FIRST))
    server.faults[paths[0]] = Fault("status", times=1)
    server.faults[paths[5]] = Fault("status", times=1, status=429, headers=(("Retry-After", "0"),))
    server.faults[paths[9]] = Fault("cut", times=1)

    assert fetch(server, tmp_path).status == "complete"


def test_a_web_page_instead_of_a_picture(server: Server, tmp_path: Path) -> None:
    """A site that answers 200 with an excuse has not given the picture."""
    path = "/npdb/images/2024-02/05/01/npdb.pdf"
    server.sites[0].files[path] = File("<html>没有</html>".encode())
    report = fetch(server, tmp_path)

    assert [m.what for m in report.missing] == ["PDF on page 01"]
    assert "a web page instead" in report.missing[0].reason


def test_a_server_that_dies_midway(server: Server, tmp_path: Path) -> None:
    """After some failures in a row it is let be; what was not asked is said, and fetched later."""
    site = server.sites[0]
    articles = [p for p in site.paths(FIRST) if "content_" in p]
    server.faults = {path: Fault("status", status=503) for path in articles}
    report = fetch(server, tmp_path, give_up_after=2, retries=0)
    refused = Counter(m.reason.partition(":")[0] for m in report.missing)

    assert report.status == "partial"
    assert len(server.asked()) == 3 + 2
    assert refused == {"503 SAID SO, after 1 tries": 2, "not asked": 10}
    server.faults.clear()
    assert fetch(server, tmp_path).status == "complete"


def test_asked_to_rest_for_an_hour(server: Server, tmp_path: Path) -> None:
    """429 with an hour of Retry-After ends the run for that host."""
    path = "/npdb/html/2024-02/05/node_58002.htm"
    server.faults[path] = Fault("status", status=429, headers=(("Retry-After", "3600"),))
    report = fetch(server, tmp_path)

    assert report.status == "partial"
    assert server.asked()[-1] == path
    assert all("3600 s of rest" in m.reason or "not asked" in m.reason for m in report.missing)


def test_asking_again_for_all(server: Server, tmp_path: Path) -> None:
    """`again` asks for everything once more: unchanged is a revisit, changed is kept beside."""
    site = server.sites[0]
    fetch(server, tmp_path)
    path = next(p for p in sorted(site.files) if "2024-02/05/content_58002_" in p)
    changed = site.files[path].body.replace("许久".encode(), "多年".encode())
    site.files[path] = replace(site.files[path], body=changed)
    report = fetch(server, tmp_path, again=True)
    assert report.warc is not None
    with (tmp_path / report.warc).open("rb") as stream:
        kinds = Counter(record.rec_type for record in ArchiveIterator(stream))
    newest = {source.name: source for source in sources(tmp_path / report.warc, "x")}

    assert report.status == "complete"
    assert (kinds["response"], kinds["revisit"]) == (19, 17)
    assert newest[f"http://{server.host}{path}"].load().body == changed


def test_what_is_gone_meanwhile_stays_held(server: Server, tmp_path: Path) -> None:
    """Asked again and not found, a file is still held; the note says so."""
    fetch(server, tmp_path)
    path = "/npdb/images/2024-02/05/01/page_b.gif"
    del server.sites[0].files[path]
    report = fetch(server, tmp_path, again=True)

    assert (report.status, report.got) == ("complete", 18)
    assert report.note is not None
    assert "held, but not to be had again: 404 NOT FOUND" in report.note
    assert path in report.note


def test_unchanged_by_the_servers_word(server: Server, tmp_path: Path) -> None:
    """Where the server knows versions, it is asked only for what changed."""
    site = server.sites[0]
    path = "/npdb/images/2024-02/05/01/npdb.pdf"
    site.files[path] = replace(site.files[path], headers=(("ETag", '"v1"'),))
    fetch(server, tmp_path)
    server.faults[path] = Fault("status", status=304, body=b"")
    report = fetch(server, tmp_path, again=True)
    asked = [dict(r.headers) for r in server.requests if r.path == path]

    assert (report.status, report.note) == ("complete", None)
    assert "IF_NONE_MATCH" not in asked[0]
    assert asked[1]["IF_NONE_MATCH"] == '"v1"'


def test_captures_carry_their_page(server: Server, tmp_path: Path) -> None:
    """The metadata record tells each URL's newspaper, date, page and kind."""
    report = fetch(server, tmp_path)
    assert report.warc is not None
    said: Counter[str] = Counter()
    with (tmp_path / report.warc).open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "metadata":
                text = record.content_stream().read().decode()
                assert "newspaper: npdb\r\ndate: 2024-02-05\r\n" in text
                said[text.partition("kind: ")[2].strip()] += 1
                assert "page: " in text or "kind: front" in text

    assert said == {"front": 1, "page": 2, "article": 6, "page-picture": 3, "picture": 3, "pdf": 3}


def test_a_capture_is_what_the_parser_reads(server: Server, tmp_path: Path) -> None:
    """The scraper hands the parser the same bytes that the file keeps."""
    report = fetch(server, tmp_path)
    assert report.warc is not None
    held: list[Capture] = [source.load() for source in sources(tmp_path / report.warc, "x")]
    site = server.sites[0]

    for capture in held:
        path = "/" + (capture.url or "").split("/", 3)[3]
        assert capture.body == site.files[path].body


@pytest.mark.parametrize("body", [b"", b"\x00\xff\x00", "<p>系统繁忙</p>".encode()])
def test_an_excuse_for_a_page(body: bytes, server: Server, tmp_path: Path) -> None:
    """200 with no page view is not kept as one, and asked for again next time."""
    path = "/npdb/html/2024-02/05/node_58003.htm"
    site = server.sites[0]
    good = site.files[path]
    site.files[path] = replace(good, body=body)
    report = fetch(server, tmp_path)
    site.files[path] = good

    assert [(m.what, m.reason) for m in report.missing] == [
        ("page 03", "answered with what is not a page view")
    ]
    assert fetch(server, tmp_path).status == "complete"


def test_articles_without_a_piece(server: Server, tmp_path: Path) -> None:
    """An empty answer and a page without a word are asked for again, and neither is kept."""
    site = server.sites[0]
    empty, strange = [p for p in sorted(site.files) if "2024-02/05/content_58002_" in p][:2]
    site.files[empty] = replace(site.files[empty], body=b"")
    site.files[strange] = replace(site.files[strange], body=b"<html><body></body></html>")
    report = fetch(server, tmp_path)

    assert [m.reason for m in report.missing] == [
        "answered with an empty page",
        "answered with a page without a word",
    ]
    named = zip(report.missing, (empty, strange), strict=True)
    assert all(missing.url.endswith(path) for missing, path in named)
    assert responses(tmp_path, report)[strange] == 0
