"""One polite connection, against a real server that stumbles in every way."""

import itertools
import time
from collections.abc import Iterator
from email.utils import formatdate

import pytest

from parser.errors import FetchError, FetchRefused
from scraper.session import Unreachable
from tests.newspaper_server import FIRST, PAPERS, Fault, Server, Site
from tests.scraper.fetching import put, session


@pytest.fixture
def server() -> Iterator[Server]:
    """One small issue, and room for faults."""
    with Server((Site(PAPERS["F3"], (FIRST,), pages=1, articles=1),)) as running:
        yield running


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
    with (
        session(server, read_timeout=0.5, retries=1) as asking,
        pytest.raises(Unreachable, match=r"time-out.*after 2 tries"),
    ):
        asking.get(put(server, "/a.htm"))

    assert len(server.asked("/a.htm")) == 2


def test_a_slow_drip(server: Server) -> None:
    """A byte now and then never trips the read time-out; the time for the whole file does."""
    server.faults["/a.htm"] = Fault("drip")
    with (
        session(server, total_timeout=0.5, read_timeout=0.4) as asking,
        pytest.raises(Unreachable, match=r"took longer than 0\.5 s"),
    ):
        asking.get(put(server, "/a.htm"))

    assert len(server.asked("/a.htm")) == 1


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


def test_cookies_are_kept_out(server: Server) -> None:
    """What a site sets is never sent back to it."""
    put(server, "/a.htm", Set_Cookie="who=you; Path=/")
    with session(server) as asking:
        for _ in range(2):
            asking.get(f"http://{server.host}/a.htm")

    assert not [r for r in server.requests if "COOKIE" in dict(r.headers)]
