"""Whole issues are fetched from a real server, and what is missing is named."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newspaper_server import FIRST, FORTNIGHT, HOLIDAYS, PAPERS, Fault, File, Server, Site, story
from warcio.archiveiterator import ArchiveIterator

from parser.article import read_article_page
from parser.capture import Capture, sources
from parser.errors import ArchiveBusy, FetchRefused
from parser.newspaper import Newspaper
from scraper import CaptureReport, Progress, Settings, fetch_issue, fetch_range
from scraper.dates import date_in_url
from scraper.guard import Guard
from scraper.plan import item_url


def hasty(server: Server, **said: object) -> Settings:
    """No rests: the pace is tested elsewhere."""
    quick: dict[str, object] = {"delay": 0, "backoff": 0.01, "retries": 1, "read_timeout": 9.0}
    return Settings(allow_hosts=(server.host,), **{**quick, **said})  # type: ignore[arg-type]


def fetch(server: Server, data: Path, day: date = FIRST, **said: object) -> CaptureReport:
    paper = server.sites[0].paper.newspaper(server.host)
    return fetch_issue(paper, day, data, settings=hasty(server, **said))


def responses(data: Path, report: CaptureReport) -> Counter[str]:
    """How often each path has a response in the issue's file."""
    assert report.warc is not None
    found: Counter[str] = Counter()
    with (data / report.warc).open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            if record.rec_type == "response":
                found[record.rec_headers.get_header("WARC-Target-URI").partition("/")[2]] += 1
            record.content_stream().read()
    return Counter({"/" + url.split("/", 2)[2]: count for url, count in found.items()})


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


def test_a_day_without_paper_and_without_calendar(server: Server, tmp_path: Path) -> None:
    """404 on the front page is enough where the newspaper has no calendar."""
    site = server.sites[0]
    for path in [p for p in site.files if p.endswith(".xml")]:
        del site.files[path]
    report = fetch(server, tmp_path, min(HOLIDAYS))

    assert (report.status, report.warc, report.missing) == ("none", None, ())
    assert report.note is not None
    assert report.note.startswith("404 NOT FOUND: http://")
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


def test_a_list_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that names more files than any issue has is stopped, and that is said once."""
    monkeypatch.setattr("scraper.issue_crawl.MOST", 9)
    site = Site(PAPERS["F3"], FORTNIGHT[:1], pages=1, articles=40)
    with Server((site,)) as server:
        report = fetch(server, tmp_path)

    assert report.status == "partial"
    assert ["more than 9 files" in m.reason for m in report.missing] == [True]
    assert len(server.asked()) <= 9


def test_a_newspaper_without_address(tmp_path: Path) -> None:
    """A code without a definition cannot be fetched, and says so."""
    report = fetch_issue(Newspaper("abc", "abc"), FIRST, tmp_path, settings=Settings(delay=0))

    assert report.status == "failed"
    assert "no address" in report.missing[0].reason


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
    """An empty answer is asked for again; one that holds no piece we can read is kept and noted."""
    site = server.sites[0]
    empty, strange = [p for p in sorted(site.files) if "2024-02/05/content_58002_" in p][:2]
    site.files[empty] = replace(site.files[empty], body=b"")
    site.files[strange] = replace(site.files[strange], body=b"<html><body></body></html>")
    report = fetch(server, tmp_path)

    assert [m.reason for m in report.missing] == ["answered with an empty page"]
    assert report.missing[0].url.endswith(empty)
    assert responses(tmp_path, report)[strange] == 1
    assert report.note is not None
    assert strange in report.note


def test_a_calendar_that_cannot_be_had(server: Server, tmp_path: Path) -> None:
    """Where the server dies between front page and calendar, the day is failed, not a holiday."""
    day = min(HOLIDAYS)
    for name in ("navi", "period", "page"):
        server.faults[f"/npdb/html/2024-02/{name}.xml"] = Fault("status", status=500)
    report = fetch(server, tmp_path, day, retries=0)

    assert report.status == "failed"
    assert "the calendar cannot be had: 500" in report.missing[0].reason


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
