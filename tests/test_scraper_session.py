"""One polite connection, against a real server that stumbles in every way."""

import contextlib
import gzip
import itertools
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path

import pytest
from newspaper_server import FIRST, PAPERS, Fault, File, Server, Site, raw_server

from parser.errors import FetchError, FetchRefused
from scraper.answer import Answer
from scraper.guard import Guard
from scraper.pace import Pace
from scraper.plan import Item
from scraper.records import group
from scraper.session import Session, Unreachable
from scraper.settings import Settings


@pytest.fixture
def server() -> Iterator[Server]:
    """One small issue, and room for faults."""
    with Server((Site(PAPERS["F3"], (FIRST,), pages=1, articles=1),)) as running:
        yield running


def session(server: Server, **said: object) -> Session:
    """A session with that server, in a hurry unless told otherwise."""
    quick: dict[str, object] = {"delay": 0, "backoff": 0.01, "retries": 2, "read_timeout": 5.0}
    settings = Settings(allow_hosts=(server.host,), **{**quick, **said})  # type: ignore[arg-type]
    return Session(Guard((), (server.host,)), settings, Pace())


def put(server: Server, path: str, body: bytes = b"<html>good</html>", **headers: str) -> str:
    """A file of the server; its URL."""
    given = tuple((key.replace("_", "-"), value) for key, value in headers.items())
    server.sites[0].files[path] = File(body, headers=given)
    return f"http://{server.host}{path}"


def test_an_answer_as_it_came(server: Server) -> None:
    """Status, headers, body, request and address are kept."""
    url = put(server, "/a.htm", X_Kept="as is")
    with session(server, contact="archive@example.cn") as asking:
        answer = asking.get(url)

    assert (answer.status, answer.body, answer.ip) == (200, b"<html>good</html>", "127.0.0.1")
    assert answer.header("x-kept") == "as is"
    assert ("Host", server.host) in answer.asked
    assert "archive@example.cn" in server.requests[-1].agent
    assert "Banmian" in server.requests[-1].agent


def test_rest_between_requests(server: Server) -> None:
    """By the server's own clock, no two requests come closer than the delay."""
    url = put(server, "/a.htm")
    with session(server, delay=0.2) as asking:
        for _ in range(4):
            asking.get(url)
    times = [request.at for request in server.requests]

    assert len(times) == 5
    assert min(b - a for a, b in itertools.pairwise(times)) >= 0.19


def test_crawl_delay_is_kept(server: Server) -> None:
    """A site that wants longer rests gets them, from its robots.txt on."""
    server.robots = "User-agent: *\nCrawl-delay: 0.3\n"
    url = put(server, "/a.htm")
    with session(server) as asking:
        asking.get(url)
        asking.get(url)
    times = [request.at for request in server.requests]

    assert min(b - a for a, b in itertools.pairwise(times)) >= 0.29


def test_request_rate_is_kept(server: Server) -> None:
    """Request-rate is another way to say it."""
    server.robots = "User-agent: *\nRequest-rate: 5/1\n"
    url = put(server, "/a.htm")
    with session(server) as asking:
        asking.get(url)
    times = [request.at for request in server.requests]

    assert times[1] - times[0] >= 0.19


def test_a_crawl_delay_beyond_reason(server: Server) -> None:
    """A site that wants an hour between requests is not asked at all."""
    server.robots = "User-agent: *\nCrawl-delay: 3600\n"
    with session(server) as asking, pytest.raises(FetchRefused, match="3600 s between"):
        asking.get(put(server, "/a.htm"))

    assert server.asked() == []


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /\n", False),
        ("User-agent: Banmian\nDisallow: /\n\nUser-agent: *\nAllow: /\n", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: banmian\nAllow: /\n", True),
        ("User-agent: *\nDisallow: /*.htm$\n", False),
        ("User-agent: *\nDisallow: /\nAllow: /a.htm\n", True),
        ("\ufeffUser-agent: *\nDisallow: /a\n", False),
        ("<html><body>欢迎</body></html>", True),
        ("", True),
        (None, True),
    ],
)
def test_robots_rules(server: Server, rules: str | None, allowed: bool) -> None:
    """What robots.txt forbids is never sent; no robots.txt forbids nothing."""
    server.robots = rules
    url = put(server, "/a.htm")
    with session(server) as asking:
        if allowed:
            assert asking.get(url).status == 200
        else:
            with pytest.raises(FetchRefused, match=r"robots\.txt forbids"):
                asking.get(url)

    assert server.asked() == (["/a.htm"] if allowed else [])


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_robots_not_there(server: Server, status: int) -> None:
    """4xx means that there are no rules (RFC 9309)."""
    server.faults["/robots.txt"] = Fault("status", status=status)
    with session(server) as asking:
        assert asking.get(put(server, "/a.htm")).status == 200


@pytest.mark.parametrize("fault", [Fault("status", status=503), Fault("cut")])
def test_robots_out_of_order(server: Server, fault: Fault) -> None:
    """A server that cannot say its rules is asked nothing else, and robots.txt only once."""
    server.faults["/robots.txt"] = fault
    with session(server) as asking:
        for _ in range(2):
            with pytest.raises(FetchRefused, match=r"robots\.txt cannot be read"):
                asking.get(put(server, "/a.htm"))

    assert server.asked() == []
    assert len(server.asked("/robots.txt")) == 3


def test_robots_behind_a_redirect(server: Server) -> None:
    """Rules behind a redirect on the same host are rules."""
    server.faults["/robots.txt"] = Fault("status", status=301, headers=(("Location", "/r.txt"),))
    put(server, "/r.txt", b"User-agent: *\nDisallow: /a\n")
    with session(server) as asking, pytest.raises(FetchRefused):
        asking.get(put(server, "/a.htm"))


def test_robots_elsewhere(server: Server) -> None:
    """Rules that lie on a host we do not go to cannot be known, so nothing is asked."""
    away = (("Location", "http://127.0.0.1:1/robots.txt"),)
    server.faults["/robots.txt"] = Fault("status", status=302, headers=away)
    with session(server) as asking, pytest.raises(FetchRefused, match="leads elsewhere"):
        asking.get(put(server, "/a.htm"))


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_heals_is_asked_again(server: Server, status: int) -> None:
    """Two stumbles and then an answer."""
    url = put(server, "/a.htm")
    server.faults["/a.htm"] = Fault("status", times=2, status=status)
    with session(server) as asking:
        assert asking.get(url).status == 200

    assert len(server.asked("/a.htm")) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_what_is_said_is_believed(server: Server, status: int) -> None:
    """Other refusals are answers, asked for once."""
    url = put(server, "/a.htm")
    server.faults["/a.htm"] = Fault("status", status=status)
    with session(server) as asking:
        assert asking.get(url).status == status

    assert len(server.asked("/a.htm")) == 1


def test_rests_grow(server: Server) -> None:
    """Each retry waits longer than the one before, and the last failure is named."""
    url = put(server, "/a.htm")
    server.faults["/a.htm"] = Fault("status", status=500)
    with (
        session(server, backoff=0.05, retries=3) as asking,
        pytest.raises(Unreachable, match="500 INTERNAL SERVER ERROR, after 4 tries") as caught,
    ):
        asking.get(url)
    times = [r.at for r in server.requests if r.path == "/a.htm"]
    rests = [b - a for a, b in itertools.pairwise(times)]

    assert caught.value.file == url
    assert rests[0] >= 0.049
    assert rests[1] >= 0.099
    assert rests[2] >= 0.199


def test_retry_after_seconds(server: Server) -> None:
    """429 with Retry-After: not a moment earlier."""
    url = put(server, "/a.htm")
    wait = Fault("status", times=1, status=429, headers=(("Retry-After", "1"),))
    server.faults["/a.htm"] = wait
    with session(server) as asking:
        asking.get(url)
    times = [r.at for r in server.requests if r.path == "/a.htm"]

    assert times[1] - times[0] >= 0.99


def test_retry_after_date(server: Server) -> None:
    """Retry-After as an HTTP date, whose seconds are whole ones."""
    url = put(server, "/a.htm")
    at = formatdate(time.time() + 2, usegmt=True)
    server.faults["/a.htm"] = Fault("status", times=1, status=503, headers=(("Retry-After", at),))
    with session(server) as asking:
        asking.get(url)
    times = [r.at for r in server.requests if r.path == "/a.htm"]

    assert times[1] - times[0] >= 0.9


@pytest.mark.parametrize("said", ["soon", "-5", "", "9" * 5000, "Mon, 99 Foo 2024"])
def test_retry_after_nonsense(server: Server, said: str) -> None:
    """What is no time is the usual rest, or a rest too long to wait for; never a crash."""
    url = put(server, "/a.htm")
    server.faults["/a.htm"] = Fault("status", times=1, status=429, headers=(("Retry-After", said),))
    with session(server) as asking:
        assert asking.get(url).status == 200


def test_retry_after_too_long(server: Server) -> None:
    """A server that wants an hour is left alone for the rest of the run."""
    server.faults["/a.htm"] = Fault("status", status=429, headers=(("Retry-After", "3600"),))
    with session(server) as asking:
        for path in ("/a.htm", "/b.htm"):
            with pytest.raises(Unreachable, match="asks for 3600 s of rest"):
                asking.get(put(server, path))

    assert server.asked() == ["/a.htm"]


def test_a_connection_cut_in_the_middle(server: Server) -> None:
    """Half a body is no body: asked again, and named where it stays so."""
    url = put(server, "/a.htm")
    server.faults["/a.htm"] = Fault("cut", times=1)
    with session(server) as asking:
        assert asking.get(url).body == b"<html>good</html>"
        server.faults["/a.htm"] = Fault("cut")
        with pytest.raises(Unreachable, match=r"broken connection.*after 3 tries"):
            asking.get(url)


def test_a_page_that_never_answers(server: Server) -> None:
    """The read time-out ends it."""
    server.faults["/a.htm"] = Fault("silent")
    start = time.monotonic()
    with (
        session(server, read_timeout=0.5, retries=1) as asking,
        pytest.raises(Unreachable, match=r"time-out.*after 2 tries"),
    ):
        asking.get(put(server, "/a.htm"))

    assert time.monotonic() - start < 3


def test_a_slow_drip(server: Server) -> None:
    """A byte now and then never trips the read time-out; the time for the whole file does."""
    server.faults["/a.htm"] = Fault("drip")
    start = time.monotonic()
    with (
        session(server, total_timeout=0.5, read_timeout=0.4) as asking,
        pytest.raises(Unreachable, match=r"took longer than 0\.5 s"),
    ):
        asking.get(put(server, "/a.htm"))

    assert 0.4 < time.monotonic() - start < 3
    assert len(server.asked("/a.htm")) == 1


@pytest.mark.parametrize(
    ("reply", "again"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-A: ", b"b"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
)
def test_drips_of_every_kind(reply: bytes, again: bytes) -> None:
    """The time for the whole file counts in headers, in empty answers and in chunks, too."""
    start = time.monotonic()
    settings = Settings(delay=0, retries=0, total_timeout=0.5, read_timeout=0.4, obey_robots=False)
    with (
        raw_server(reply, again) as host,
        Session(Guard((), (host,)), settings, Pace()) as asking,
        pytest.raises(Unreachable, match=r"took longer|more than 100 headers"),
    ):
        asking.get(f"http://{host}/a.htm")

    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"\x00\xff\xfe",
        b"HTTP/1.1",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.0\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\x00\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://a:b:c/\r\n\r\n",
        b"HTTP/1.1 302 Found\r\n\r\n",
        b"HTTP/1.1 200 \xe4\xb8\xad\r\nSet-Cookie: \xff=\x00;;;\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\nx",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot gzip",
    ],
)
def test_garbage_is_an_error_or_an_answer(reply: bytes) -> None:
    """Whatever stands at the other end, there is an answer or a FetchError, and it can be read."""
    settings = Settings(delay=0, retries=0, obey_robots=False, read_timeout=2.0)
    with (
        raw_server(reply) as host,
        Session(Guard((), (host,)), settings, Pace()) as asking,
        contextlib.suppress(FetchError),
    ):
        answer = asking.follow(f"http://{host}/a.htm")[-1]
        assert 100 <= answer.status < 1000
        assert group(answer, Item(answer.url, "article"), ("npdb", "2024-02-05"), None)
        answer.content(1000)


def test_an_endless_body(server: Server) -> None:
    """The size limit ends it, at once and for good."""
    server.faults["/a.htm"] = Fault("flood")
    with (
        session(server, max_bytes=1_000_000) as asking,
        pytest.raises(FetchError, match="larger than 1000000 bytes"),
    ):
        asking.get(put(server, "/a.htm"))

    assert len(server.asked("/a.htm")) == 1


def test_a_body_declared_too_large(server: Server) -> None:
    """What says it is too large is not even begun."""
    url = put(server, "/a.htm", b"x" * 2000)
    with (
        session(server, max_bytes=1000) as asking,
        pytest.raises(FetchError, match="larger than 1000 bytes: 2000"),
    ):
        asking.get(url)


def test_redirects_are_followed_by_hand(server: Server) -> None:
    """301, 302, 307 and 308, relative and absolute, each hop an answer of its own."""
    for n, status in enumerate((301, 302, 307, 308)):
        where = f"/{n + 1}.htm" if n % 2 else f"http://{server.host}/{n + 1}.htm"
        fault = Fault("status", status=status, headers=(("Location", where),))
        server.faults[f"/{n}.htm"] = fault
    put(server, "/4.htm")
    with session(server) as asking:
        chain = asking.follow(f"http://{server.host}/0.htm")

    assert [answer.status for answer in chain] == [301, 302, 307, 308, 200]
    assert chain[-1].url == f"http://{server.host}/4.htm"


def test_redirects_in_circles(server: Server) -> None:
    """A circle ends at once, an endless staircase soon."""
    server.faults["/a.htm"] = Fault("status", status=302, headers=(("Location", "/b.htm"),))
    server.faults["/b.htm"] = Fault("status", status=302, headers=(("Location", "/a.htm"),))
    for n in range(20):
        where = (("Location", f"/{n + 1}"),)
        server.faults[f"/{n}"] = Fault("status", status=302, headers=where)
    with (
        session(server) as asking,
        pytest.raises(FetchError, match="in circles"),
    ):
        asking.follow(f"http://{server.host}/a.htm")
    with session(server) as asking, pytest.raises(FetchError, match="too often"):
        asking.follow(f"http://{server.host}/0")

    assert len(server.asked()) < 12


def test_a_redirect_to_a_foreign_host(server: Server) -> None:
    """A second server on this machine stands for it, and is asked nothing."""
    with Server(()) as foreign:
        away = (("Location", f"http://{foreign.host}/b.htm"),)
        server.faults["/a.htm"] = Fault("status", status=302, headers=away)
        with (
            session(server) as asking,
            pytest.raises(FetchRefused, match="refused: not one of the newspaper's own hosts"),
        ):
            asking.follow(f"http://{server.host}/a.htm")

        assert foreign.requests == []


def test_a_redirect_into_what_robots_forbid(server: Server) -> None:
    """robots.txt is asked about every hop."""
    server.faults["/a.htm"] = Fault("status", status=302, headers=(("Location", "/private/x"),))
    with session(server) as asking, pytest.raises(FetchRefused, match=r"robots\.txt forbids"):
        asking.follow(f"http://{server.host}/a.htm")

    assert server.asked() == ["/a.htm"]


@pytest.mark.parametrize("where", ["file:///etc/passwd", "http://[::1", "http://", "javascript:0"])
def test_redirects_to_nowhere(server: Server, where: str) -> None:
    """A Location that is no web address is refused, not followed and not a crash."""
    server.faults["/a.htm"] = Fault("status", status=302, headers=(("Location", where),))
    with session(server) as asking, pytest.raises(FetchError):
        asking.follow(f"http://{server.host}/a.htm")


def test_unknown_agents_may_be_turned_away(server: Server) -> None:
    """403 to us is an answer; we do not put on another name."""
    server.unwelcome = "Banmian"
    with session(server) as asking:
        assert asking.get(put(server, "/a.htm")).status == 403

    assert len({request.agent for request in server.requests}) == 1


def test_nobody_there(server: Server) -> None:
    """A closed port is named as what it is."""
    guard = Guard((), ("127.0.0.1:1",))
    settings = Settings(delay=0, retries=0, obey_robots=False)
    with (
        Session(guard, settings, Pace()) as asking,
        pytest.raises(Unreachable, match="Connection refused, after 1 tr"),
    ):
        asking.get("http://127.0.0.1:1/a.htm")


def packed(body: bytes, packing: str) -> Answer:
    """An answer of a server that packs although we did not ask for it."""
    headers = (("Content-Encoding", packing),)
    return Answer("u", 200, "OK", headers, body, "/", (), None, datetime.now(UTC))


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        ("gzip", gzip.compress(b"x" * 100_000)),
        ("GZIP ", gzip.compress(b"x" * 100_000)),
        ("deflate", zlib.compress(b"x" * 100_000)),
        ("deflate", zlib.compress(b"x" * 100_000, wbits=-15)),
        ("identity", b"x" * 100_000),
        ("", b"x" * 100_000),
        ("gzip", b"x" * 100_000),
        ("utf-8", b"x" * 100_000),
    ],
)
def test_packed_answers_are_unpacked_within_limits(packing: str, body: bytes) -> None:
    """Every packing, and what only says it is packed; one byte more than allowed is too much."""
    assert packed(body, packing).content(100_000) == b"x" * 100_000
    with pytest.raises(FetchError, match="when unpacked"):
        packed(body, packing).content(99_999)


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        ("br", b"x"),
        ("zstd", b"x"),
        ("gzip, gzip", b"x"),
        ("gzip", gzip.compress(b"x" * 1000)[:-20]),
        ("gzip", b"\x1f\x8b" + b"\xff" * 50),
        ("deflate", b"\xff\xff\xff"),
    ],
)
def test_what_cannot_be_unpacked(packing: str, body: bytes) -> None:
    """Packings that no reader knows, streams that break off, bombs without an end."""
    with pytest.raises(FetchError, match="packed"):
        packed(body, packing).content(1000)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_certificates_are_checked(tmp_path: Path) -> None:
    """The name must be vouched for, whatever address we are connected to."""
    make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=epaper.test -addext"
    files = ["-keyout", str(tmp_path / "key"), "-out", str(tmp_path / "cert")]
    command = [*make.split(), "subjectAltName=DNS:epaper.test", *files]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    settings = Settings(delay=0, retries=0, obey_robots=False)
    with Server((Site(PAPERS["F3"], (FIRST,), 1, 1),), tls=context) as server:
        port = server.host.rpartition(":")[2]
        hosts = (f"epaper.test:{port}", f"other.test:{port}")
        guard = Guard((), hosts, resolver=lambda host, port: ["127.0.0.1"])
        with (
            Session(guard, settings, Pace()) as asking,
            pytest.raises(Unreachable, match=r"no safe connection: self.signed certificate"),
        ):
            asking.get(f"https://{hosts[0]}/a.htm")
        with Session(guard, settings, Pace()) as asking:
            asking._http.verify = str(tmp_path / "cert")
            assert asking.get(f"https://{hosts[0]}/a.htm").status == 404
            with pytest.raises(Unreachable, match="no safe connection: Hostname mismatch"):
                asking.get(f"https://{hosts[1]}/a.htm")


def test_a_name_that_leads_inward(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host of the newspaper whose address is private is refused, and nothing is connected."""

    def connect(*_: object, **__: object) -> socket.socket:
        raise AssertionError("connected")

    monkeypatch.setattr("scraper.wire.create_connection", connect)
    guard = Guard(("epaper.example.cn",), resolver=lambda host, port: ["192.168.0.10"])
    with (
        Session(guard, Settings(delay=0, retries=0, obey_robots=False), Pace()) as asking,
        pytest.raises(FetchRefused, match="private or reserved"),
    ):
        asking.get("http://epaper.example.cn/html/")


def test_a_name_that_nobody_knows() -> None:
    """A name without an address is a failure of the line, named as such."""

    def resolver(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    guard = Guard(("epaper.example.cn",), resolver=resolver)
    with (
        Session(guard, Settings(delay=0, retries=0, obey_robots=False), Pace()) as asking,
        pytest.raises(Unreachable, match="Name or service not known"),
    ):
        asking.get("http://epaper.example.cn/html/")


def test_rests_add_up_to_the_longest() -> None:
    """Delay, Retry-After and back-off run side by side, host by host, by any clock."""
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(lambda: now[0], sleep)
    pace.wait("a", 1.0)
    pace.ended("a")
    pace.rest("a", 5.0)
    pace.rest("a", 2.0)
    pace.wait("b", 1.0)
    assert slept == []
    pace.wait("a", 1.0)
    pace.ended("a")
    pace.wait("a", 1.5)

    assert slept == [5.0, 1.5]
