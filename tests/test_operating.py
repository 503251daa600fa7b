"""docs/operating.md says what works: every command in it is run, in order, on a real archive."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest

from parser.issue import read_issues
from parser.issue_json import dump_issue
from tests.newspaper_server import PAPERS, define, showcase
from tests.paths import ROOT, SEEDS

PAGE = (ROOT / "docs" / "operating.md").read_text("utf-8")
#: The installing lines are the README's, which CI runs in a clean clone.
BLOCKS = [b for b in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) if "git clone" not in b]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A `banmian` on the path, and an archive in which an issue was read twice."""
    program = tmp_path / "bin" / "banmian"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "banmian.py"}" "$@"\n')
    program.chmod(0o755)
    made = {
        **os.environ,
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "BANMIAN_DATA": str(tmp_path / "srv"),
        "BANMIAN_NEWSPAPERS": str(tmp_path),
    }
    (reading,) = read_issues([SEEDS / "jizhou-2024-03-12"], on_error=lambda error: None)
    first, *others = reading.issue.pages
    changed = replace(first.articles[0], headline="改过的标题")
    page = replace(first, articles=(changed, *first.articles[1:]))
    again = replace(reading.issue, pages=(page, *others))
    (tmp_path / "again.json").write_text(dump_issue(again), "utf-8")
    for path in (SEEDS, tmp_path / "again.json"):
        subprocess.run(["banmian", "ingest", path], env=made, check=True, capture_output=True)
    return made


def adapted(block: str, folder: Path) -> str:
    """The commands with the folders of this test, and the invented newspaper for a real one."""
    places = {
        "/srv/banmian": str(folder / "srv"),
        "/backups/banmian": str(folder / "backups"),
        "dtrb latest": "npdb 2024-02-08 --delay 0",
        "--port 8000": "--port 0",
    }
    for said, meant in places.items():
        block = block.replace(said, meant)
    return block


@pytest.mark.slow
def test_every_command_of_the_page_works(tmp_path: Path, environment: dict[str, str]) -> None:
    """Each block ends well, one after the other, as an operator would type them."""
    with showcase() as server:
        define(tmp_path, PAPERS["F3"].newspaper(server.host))
        for block in BLOCKS:
            if "banmian serve" in block:
                serve(adapted(block, tmp_path), environment)
                continue
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", adapted(block, tmp_path)],
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{block}{done.stdout}{done.stderr}"

    ran = set(re.findall(r"banmian ([a-z][a-z-]*)", "".join(BLOCKS)))
    assert {"serve", "fetch", "verify", "backup", "restore", "withdraw", "remove", "history"} <= ran


def serve(command: str, environment: dict[str, str]) -> None:
    """The server comes up, says that it lives, and stops when told."""
    process = subprocess.Popen(
        ["bash", "-c", f"exec {command.strip()}"],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        process.stderr.readline()
        port = listening(process.pid)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
            assert answer.status == 200
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def listening(process: int) -> int:
    """The port on which a process listens."""
    for _ in range(300):
        sockets = {
            str(link.readlink())[8:-1]
            for link in Path(f"/proc/{process}/fd").iterdir()
            if str(link.readlink()).startswith("socket:")
        }
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            parts = line.split()
            if parts[3] == "0A" and parts[9] in sockets:
                return int(parts[1].split(":")[1], 16)
        time.sleep(0.1)
    raise AssertionError("no port")


def test_the_page_is_whole() -> None:
    """Install, serve, nightly, backup, restore, upgrade, move, withdraw, watch: all are told."""
    for word in ("Install", "proxy", "night", "Back it up", "restore", "Upgrade", "move", "Watch"):
        assert word in PAGE, word
