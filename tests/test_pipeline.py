"""The whole road through the command line: fetch from a server, ingest, search, check."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.newspaper_server import FORTNIGHT, PAPERS, Fault, Server, Site, define
from tests.paths import ROOT

FAMILIES = sorted(PAPERS)
DAYS = FORTNIGHT[:6]


def defined(tmp_path: Path, family: str, server: Server) -> str:
    paper = PAPERS[family].newspaper(server.host)
    define(tmp_path / "newspapers", paper)
    return paper.code


def banmian(*arguments: object, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, with its archive in tmp_path/data."""
    environment = {
        **os.environ,
        "BANMIAN_DATA": str(tmp_path / "data"),
        "BANMIAN_NEWSPAPERS": str(tmp_path / "newspapers"),
    }
    return subprocess.run(
        [sys.executable, "-m", "banmian", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_fetched_then_found(tmp_path: Path, family: str) -> None:
    """What the server had is captured, stored, found and checked; a holiday is no failure."""
    site = Site(PAPERS[family], DAYS, pages=2, articles=3)
    with Server((site,)) as server:
        code = defined(tmp_path, family, server)
        fetched = banmian(
            *("fetch", code, DAYS[0], "--to", DAYS[-1], "--delay", 0, "--then", "ingest"),
            tmp_path=tmp_path,
        )
        asked = len(server.asked())
        again = banmian("fetch", code, DAYS[0], "--to", DAYS[-1], "--delay", 0, tmp_path=tmp_path)
    found = banmian("search", '"告示贴在村口"', "--json", "--limit", 100, tmp_path=tmp_path)
    checked = banmian("check", code, "--format", "json", tmp_path=tmp_path)

    assert fetched.returncode == 0, fetched.stdout + fetched.stderr
    assert f"{len(DAYS) - 1} complete, 0 partial, 1 none" in fetched.stderr
    assert json.loads(found.stdout)["total"] == (len(DAYS) - 1) * 2 * 3
    assert again.returncode == 0
    assert len(server.asked()) - asked <= 3, "a resumed run asks for days without paper alone"
    report = json.loads(checked.stdout)
    assert len(report) == len(DAYS) - 1
    assert all(not issue["continuations"] for issue in report)


@pytest.mark.slow
def test_what_fails_is_named(tmp_path: Path) -> None:
    """A page that never comes: exit 1, its URL and reason in the table, the rest is kept."""
    site = Site(PAPERS["F3"], DAYS[:1], pages=3, articles=2)
    with Server((site,)) as server:
        code = defined(tmp_path, "F3", server)
        lost = sorted(path for path in site.files if "content_" in path)[0]
        server.faults[lost] = Fault("status", status=404)
        result = banmian(
            "fetch", code, DAYS[0], "--delay", 0, "--then", "ingest", tmp_path=tmp_path
        )

    assert result.returncode == 1
    assert "1 partial" in result.stderr
    assert f"http://{server.host}{lost}" in result.stdout
    assert "1 added" in result.stderr


@pytest.mark.slow
def test_a_warc_needs_nothing_else(tmp_path: Path) -> None:
    """A captured issue is read elsewhere, by its file alone: no definition, no other file."""
    site = Site(PAPERS["F3"], DAYS[:1], pages=2, articles=2)
    with Server((site,)) as server:
        code = defined(tmp_path, "F3", server)
        banmian("fetch", code, DAYS[0], "--delay", 0, tmp_path=tmp_path)
    (warc,) = (tmp_path / "data").rglob("*.warc.gz")
    (tmp_path / "newspapers" / f"{code}.toml").unlink()
    parsed = banmian("parse", warc, tmp_path=tmp_path)

    issue = json.loads(parsed.stdout)
    assert parsed.returncode == 0, parsed.stderr
    assert (code, str(DAYS[0])) == (issue["newspaper"], issue["date"])
    assert [len(page["articles"]) for page in issue["pages"]] == [2, 2]


@pytest.mark.parametrize(
    "arguments", [["--delay", "-1"], ["--to", "2020-01-01"], ["--then", "dance"]]
)
def test_fetch_refuses_nonsense(tmp_path: Path, arguments: list[str]) -> None:
    """Wrong usage is told before anything is asked of anyone."""
    result = banmian("fetch", "npdb", "2024-02-05", *arguments, tmp_path=tmp_path)

    assert result.returncode == 2
    assert "Error:" in result.stderr


def largest(*arguments: object, tmp_path: Path) -> int:
    """The most memory the command held at once, in kilobytes."""
    environment = {
        **os.environ,
        "BANMIAN_DATA": str(tmp_path / "data"),
        "BANMIAN_NEWSPAPERS": str(tmp_path / "newspapers"),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "banmian", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss


@pytest.mark.slow
def test_a_month_of_real_size(tmp_path: Path) -> None:
    """30 days of 8 pages and 80 articles, fetched, ingested, searched: memory stays level."""
    month = tuple(FORTNIGHT[0] + timedelta(days=n) for n in range(30))
    site = Site(PAPERS["F3"], month, pages=8, articles=10)
    with Server((site,)) as server:
        code = defined(tmp_path, "F3", server)
        banmian("fetch", code, month[0], "--to", month[-1], "--delay", 0, tmp_path=tmp_path)
    warcs = sorted((tmp_path / "data").rglob("*.warc.gz"))
    a_third = largest("ingest", *warcs[: len(warcs) // 3], tmp_path=tmp_path)
    whole = largest("ingest", *warcs, tmp_path=tmp_path)
    found = banmian("search", '"告示贴在村口"', "--json", tmp_path=tmp_path)

    assert json.loads(found.stdout)["total"] == len(warcs) * 80
    assert len(warcs) == len(site.days)
    assert whole < a_third * 1.25
