"""What robots.txt says is kept, to the letter and to the second."""

import itertools
from collections.abc import Iterator

import pytest

from parser.errors import FetchRefused
from tests.newspaper_server import FIRST, PAPERS, Fault, Server, Site
from tests.scraper.fetching import put, session


@pytest.fixture
def server() -> Iterator[Server]:
    """One small issue, and room for faults."""
    with Server((Site(PAPERS["F3"], (FIRST,), pages=1, articles=1),)) as running:
        yield running


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


def test_a_redirect_into_what_robots_forbid(server: Server) -> None:
    """robots.txt is asked about every hop."""
    server.faults["/a.htm"] = Fault("status", status=302, headers=(("Location", "/private/x"),))
    with session(server) as asking, pytest.raises(FetchRefused, match=r"robots\.txt forbids"):
        asking.follow(f"http://{server.host}/a.htm")

    assert server.asked() == ["/a.htm"]
