"""What deploy/ holds works: nginx before the archive, and every command of ours that it names."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import click
import pytest

import tests.web.archive as web_archive
from banmian import main
from tests.paths import ROOT
from tests.web.test_server import STORY, running

DEPLOY = ROOT / "deploy"
NGINX = DEPLOY / "nginx.conf"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def served(data: Path, base: str) -> Iterator[str]:
    """An archive behind a proxy → its host and port."""
    port = str(free_port())
    with running(data, "--port", port, "--behind-proxy", "--base-url", base, "--workers", "1"):
        yield f"127.0.0.1:{port}"


@contextmanager
def nginx(folder: Path, archive: str, prefix: str = "") -> Iterator[str]:
    """nginx with our site before an archive → its address."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        if os.environ.get("BANMIAN_REQUIRE_NGINX") == "1":
            pytest.fail("no nginx on this machine, and one is required")
        pytest.skip("no nginx on this machine")
    port = free_port()
    site = NGINX.read_text("utf-8")
    for old, new in (
        ("127.0.0.1:8000", archive),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("location / {", f"location {prefix}/ {{"),
    ):
        assert old in site
        site = site.replace(old, new)
    temporary = "".join(
        f"{kind}_temp_path {folder};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log;"
        f"events {{}} http {{ access_log off; {temporary}\n{site}\n}}"
    )
    command = [
        program,
        "-p",
        str(folder),
        "-e",
        f"{folder}/error.log",
        "-c",
        f"{folder}/nginx.conf",
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as proxy:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            proxy.send_signal(signal.SIGTERM)
            proxy.wait(20)


def _wait_for(port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx does not listen")


class Still(HTTPRedirectHandler):
    """Redirects are shown, not followed."""

    def redirect_request(self, *args: object) -> None:
        """None."""


def asked(url: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of an answer, whatever it is."""
    request = Request(url, headers={name.replace("_", "-"): text for name, text in headers.items()})
    try:
        with build_opener(Still).open(request, timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read().decode("utf-8", "replace")
    except HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read().decode("utf-8", "replace")


def test_nginx_before_the_archive(tmp_path: Path) -> None:
    """Addresses are the base URL's, whatever a client forges; parts of a picture come as asked."""
    data = web_archive.build(tmp_path / "data")
    base = "https://archive.example.org"
    with served(data, base) as archive, nginx(tmp_path, archive) as proxy:
        forged = {"X_Forwarded_Host": "evil.example", "Host": "evil.example"}
        status, headers, page = asked(f"{proxy}/{STORY}", **forged)
        assert (status, headers["Server"].split("/")[0]) == (200, "nginx")
        assert f'rel="canonical" href="{base}/{STORY}"' in page
        assert "evil.example" not in page
        status, headers, _ = asked(f"{proxy}/ceshi", **forged)
        assert (status, headers["Location"]) == (308, f"{base}/ceshi/")
        picture = f"{proxy}/ceshi/2023-05-10/picture?src=images/p1.png"
        status, headers, part = asked(picture, Range="bytes=1-3")
        assert (status, headers["Content-Range"], part) == (206, "bytes 1-3/24", "PNG")
        status, _, _ = asked(picture, If_None_Match=asked(picture)[1]["Etag"])
        assert status == 304
        assert asked(f"{proxy}/metrics")[0] == 200


def test_nginx_with_a_path_of_its_own(tmp_path: Path) -> None:
    """Under /papers every link, style and redirect stays under /papers."""
    data = web_archive.build(tmp_path / "data")
    base = "https://archive.example.org/papers"
    with served(data, base) as archive, nginx(tmp_path, archive, "/papers") as proxy:
        status, _, page = asked(f"{proxy}/papers/{STORY}")
        assert status == 200
        links = re.findall(r'(?:href|src|action)="(/[^"]*)"', page)
        assert links
        assert all(link.startswith("/papers/") for link in links)
        assert asked(f"{proxy}/papers/static/app.css")[0] == 200
        status, headers, _ = asked(f"{proxy}/papers/ceshi")
        assert (status, headers["Location"]) == (308, f"{base}/ceshi/")


def commands(text: str) -> Iterator[list[str]]:
    """Every call of ours in a file: `banmian serve --host …`, in a list of strings or a line."""
    for line in text.replace('", "', " ").splitlines():
        found = re.search(r"(?:^|[\s/\"=])banmian ((?:[a-z]+)\b[^\"|;&\]]*)", line)
        if found and not line.lstrip().startswith("#"):
            yield shlex.split(found[1])


@pytest.mark.parametrize("path", sorted(p for p in DEPLOY.rglob("*") if p.is_file()), ids=str)
def test_every_command_named_is_one(path: Path) -> None:
    """The commands and options of units, containers and scripts exist."""
    for words in commands(path.read_text("utf-8")):
        if words[0] not in main.commands:
            continue
        command = main.commands[words[0]]
        known = {name for each in command.params for name in each.opts}
        assert {word for word in words if word.startswith("--")} <= known, words


def test_commands_are_found() -> None:
    """Container, compose, unit and script each name one."""
    for name in ("Containerfile", "compose.yaml", "systemd/banmian.service", "nightly.sh"):
        words = [found[0] for found in commands((DEPLOY / name).read_text("utf-8"))]
        assert {"serve", "fetch"} & set(words), name
    assert isinstance(main, click.Group)


@pytest.mark.parametrize("path", sorted((DEPLOY / "systemd").iterdir()), ids=lambda path: path.name)
def test_units_are_whole(path: Path) -> None:
    """Units can be read, and the scripts of ours that they name can be run."""
    unit = configparser.RawConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text("utf-8"))
    assert "Unit" in unit
    for name in re.findall(r"/opt/banmian/(deploy/\S+)", path.read_text("utf-8")):
        assert (ROOT / name).stat().st_mode & 0o111


def test_the_night_goes_on_after_a_failure(tmp_path: Path) -> None:
    """One newspaper that fails does not keep the next from being fetched; the end says 1."""
    told = tmp_path / "told"
    program = tmp_path / "banmian"
    program.write_text(f'#!/bin/sh\necho "$@" >> {told}\n[ "$2" != bad ]\n')
    program.chmod(0o755)
    env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "BANMIAN_PAPERS": "bad good"}

    ended = subprocess.run([DEPLOY / "nightly.sh"], env=env, check=False)

    assert ended.returncode == 1
    assert told.read_text().splitlines() == [
        "fetch bad latest --then ingest",
        "fetch good latest --then ingest",
    ]
