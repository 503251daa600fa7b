"""Connections go only where the guard allows, and end when their time is up."""

import contextlib
import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest

from parser.errors import FetchError, FetchRefused
from scraper.guard import Guard
from scraper.pace import Pace
from scraper.plan import Item
from scraper.session import Session, Unreachable
from scraper.settings import Settings
from scraper.warc_records import group
from tests.newspaper_server import FIRST, PAPERS, Server, Site, raw_server


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
    settings = Settings(delay=0, retries=0, total_timeout=0.5, read_timeout=0.4, obey_robots=False)
    with (
        raw_server(reply, again) as host,
        Session(Guard((), (host,)), settings, Pace()) as asking,
        pytest.raises(Unreachable, match=r"took longer|more than 100 headers"),
    ):
        asking.get(f"http://{host}/a.htm")


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


def test_nobody_there() -> None:
    """A closed port is named as what it is."""
    guard = Guard((), ("127.0.0.1:1",))
    settings = Settings(delay=0, retries=0, obey_robots=False)
    with (
        Session(guard, settings, Pace()) as asking,
        pytest.raises(Unreachable, match="Connection refused, after 1 tr"),
    ):
        asking.get("http://127.0.0.1:1/a.htm")


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

    monkeypatch.setattr("scraper.transport.create_connection", connect)
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
