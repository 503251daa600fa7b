"""What we decline to ask is refused before anything is sent."""

import socket

import pytest

from parser.errors import FetchRefused
from parser.newspaper import Newspaper
from scraper.guard import Guard, forbidden, guard_of
from scraper.settings import Settings
from scraper.transport import Limits, _Pinned

PUBLIC = ("8.8.8.8", "223.5.5.5", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808")
FORBIDDEN = (
    "127.0.0.1",
    "127.8.8.8",
    "::1",
    "0.0.0.0",
    "::",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "100.100.100.200",
    "169.254.169.254",
    "169.254.0.1",
    "168.63.129.16",
    "192.0.0.192",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.251",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "feff:ffff::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    "not an address",
    "",
)


@pytest.mark.parametrize("address", FORBIDDEN)
def test_address_is_forbidden(address: str) -> None:
    """Loopback, private, link-local, metadata, shared, multicast, reserved, also within IPv6."""
    assert forbidden(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_address_is_public(address: str) -> None:
    """Public unicast addresses may be connected to."""
    assert forbidden(address) is None


GUARD = Guard(("epaper.example.cn", "*.paper.example", "odd.example:8080"))


@pytest.mark.parametrize(
    "url",
    [
        "http://epaper.example.cn/html/",
        "https://EPAPER.example.cn:443/",
        "http://epaper.example.cn./",
        "http://a.paper.example/",
        "http://a.b.paper.example/",
        "http://odd.example:8080/x",
    ],
)
def test_own_hosts(url: str) -> None:
    """The hosts of the definition, declared subdomains, declared ports."""
    GUARD.check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.cn/",
        "http://epaper.example.cn.evil.example/",
        "http://evilpaper.example/",
        "http://paper.example/",
        "http://odd.example/",
        "http://epaper.example.cn:8080/",
        "http://epaper.example.cn:22/",
        "http://epaper.example.cn@127.0.0.1/",
        "http://user:pass@epaper.example.cn/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::1",
        "http://epaper.example.cn:99999/",
        "ftp://epaper.example.cn/",
        "file:///etc/passwd",
        "gopher://epaper.example.cn/",
        "javascript:alert(1)",
        "//epaper.example.cn/",
        "http:///html/",
        "",
    ],
)
def test_foreign_addresses(url: str) -> None:
    """Other hosts, ports, schemes, logins and torn addresses."""
    with pytest.raises(FetchRefused):
        GUARD.check_url(url)


def test_one_bad_address_spoils_the_name() -> None:
    """A name that points outward and inward is refused whole."""
    guard = Guard(("epaper.example.cn",), resolver=lambda host, port: ["8.8.8.8", "10.0.0.1"])

    with pytest.raises(FetchRefused, match=r"10\.0\.0\.1"):
        guard.addresses("epaper.example.cn", 80)


def test_test_servers_are_on_this_machine() -> None:
    """What is allowed for tests cannot lead anywhere else."""
    guard = Guard((), ("server.test:81",), resolver=lambda host, port: ["8.8.8.8"])
    guard.check_url("http://server.test:81/")

    with pytest.raises(FetchRefused, match="not this machine"):
        guard.addresses("server.test", 81)


def test_loopback_needs_its_port() -> None:
    """Another server on this machine is a foreign host."""
    guard = Guard((), ("127.0.0.1:8001",))
    guard.check_url("http://127.0.0.1:8001/")

    with pytest.raises(FetchRefused):
        guard.check_url("http://127.0.0.1:8002/")


def test_the_address_checked_is_the_address_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name service that changes its mind between check and connection is asked only once."""
    answers = [["127.0.0.1"], ["127.0.0.2"]]
    connected: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("scraper.transport.create_connection", connect)
    guard = Guard((), ("server.test:81",), resolver=lambda host, port: answers.pop(0))
    kind = type("Kind", (_Pinned,), {"guard": guard, "limits": Limits(1, 1)})
    with pytest.raises(Exception, match="cannot connect"):
        kind("server.test", 81).connect()

    assert connected == [("127.0.0.1", 81)]
    assert len(answers) == 1


def test_a_forbidden_address_is_never_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check comes before the connection."""

    def connect(*_: object, **__: object) -> socket.socket:
        raise AssertionError("connected")

    monkeypatch.setattr("scraper.transport.create_connection", connect)
    guard = Guard(("epaper.example.cn",), resolver=lambda host, port: ["169.254.169.254"])
    kind = type("Kind", (_Pinned,), {"guard": guard, "limits": Limits(1, 1)})

    with pytest.raises(FetchRefused, match="metadata"):
        kind("epaper.example.cn", 80).connect()


def test_another_peer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the socket ends elsewhere than at the address checked, it is closed unused."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        real = socket.create_connection(("127.0.0.1", port))
        monkeypatch.setattr("scraper.transport.create_connection", lambda *_, **__: real)
        guard = Guard((), (f"server.test:{port}",), resolver=lambda host, port: ["127.0.0.9"])
        kind = type("Kind", (_Pinned,), {"guard": guard, "limits": Limits(1, 1)})

        with pytest.raises(FetchRefused, match=r"instead of 127\.0\.0\.9"):
            kind("server.test", port).connect()
        assert real.fileno() == -1


def test_hosts_come_from_the_definition() -> None:
    """The host of the template, with its port where it has one."""
    plain = Newspaper("a", "甲", url_template="http://Epaper.example.cn/{date:%Y}/node_1.htm")
    ported = Newspaper("b", "乙", url_template="http://b.example:8080/{date:%Y}/node_1.htm")

    assert guard_of(plain).hosts == ("epaper.example.cn",)
    assert guard_of(ported).hosts == ("b.example:8080",)
    assert guard_of(Newspaper("c", "丙")).hosts == ()


def test_a_definition_may_mean_this_machine() -> None:
    """Said with address and port, and no other server on it."""
    here = Newspaper(
        "a", "甲", url_template="http://127.0.0.1:8001/{date:%Y}/", hosts=("b.example",)
    )
    guard = guard_of(here)
    named = Newspaper("b", "乙", url_template="http://localhost:8001/{date:%Y}/")
    private = Newspaper("c", "丙", url_template="http://10.0.0.1:8001/{date:%Y}/")

    assert (guard.hosts, guard.local) == (("b.example",), ("127.0.0.1:8001",))
    assert guard.addresses("127.0.0.1", 8001) == ["127.0.0.1"]
    with pytest.raises(FetchRefused):
        guard.check_url("http://127.0.0.1:8002/")
    for paper in (named, private):
        host = guard_of(paper).hosts[0].partition(":")[0]
        with pytest.raises(FetchRefused):
            guard_of(paper).addresses(host, 8001)


@pytest.mark.parametrize(
    "wrong",
    [{"delay": -1.0}, {"max_bytes": 0}, {"read_timeout": 0.0}, {"contact": "a@b\r\nX-Evil: 1"}],
)
def test_settings_that_make_no_sense(wrong: dict[str, object]) -> None:
    """Limits below zero and headers of more than a line are refused at once."""
    with pytest.raises(ValueError):  # noqa: PT011 - any of the messages
        Settings(**wrong)  # type: ignore[arg-type]


def test_the_user_agent_is_honest() -> None:
    """Name, version and whom to write to."""
    assert Settings(contact="archive@example.cn").agent.startswith("Banmian/0.1 (newspaper")
    assert "archive@example.cn" in Settings(contact="archive@example.cn").agent
