"""Killed at any moment, nothing captured is lost or doubled; and a month takes no more memory."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper import Settings, fetch_range
from tests.newspaper_server import FIRST, FORTNIGHT, HOLIDAYS, PAPERS, Server, Site
from tests.paths import ROOT

#: A fetch as a program of its own, which can be killed; it prints each day's memory in kilobytes.
PROGRAM = """
import sys
from datetime import date
sys.path.insert(0, ".")
from tests.newspaper_server import PAPERS
from scraper import Settings, fetch_range
host, family, first, last, data, delay = sys.argv[1:]
paper = PAPERS[family].newspaper(host)
settings = Settings(delay=float(delay), allow_hosts=(host,))
days = date.fromisoformat(first), date.fromisoformat(last)
for report in fetch_range(paper, *days, data, settings=settings):
    with open("/proc/self/statm") as memory:
        used = int(memory.read().split()[1]) * 4
    print(report.date, report.status, report.got, used, flush=True)
"""


def start(
    server: Server, family: str, days: tuple[object, object], data: Path, delay: float
) -> subprocess.Popen[str]:
    arguments = [server.host, family, str(days[0]), str(days[1]), str(data), str(delay)]
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def captured(data: Path) -> Counter[str]:
    """How often each path has a response, over all files."""
    found: Counter[str] = Counter()
    for path in sorted((data / "warc").rglob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                if record.rec_type == "response":
                    url = record.rec_headers.get_header("WARC-Target-URI")
                    found["/" + url.split("/", 3)[3]] += 1
                record.content_stream().read()
    return found


@pytest.mark.slow
def test_killed_at_twenty_random_moments(tmp_path: Path) -> None:
    """The union of what twenty killed runs and a last one captured is the site, each file once."""
    site = Site(PAPERS["F3"], FORTNIGHT, pages=4, articles=10)
    days = (FORTNIGHT[0], FORTNIGHT[-1])
    moments = random.Random(20240205)
    kills = 0
    with Server((site,)) as server:
        while kills < 20:
            before = len(server.asked())
            running = start(server, "F3", days, tmp_path, 0.002)
            while len(server.asked()) == before and running.poll() is None:
                time.sleep(0.002)
            time.sleep(moments.uniform(0, 0.25))
            assert running.poll() is None, "the site is too small to kill twenty fetches of it"
            running.send_signal(signal.SIGKILL)
            running.communicate()
            kills += 1
        paper = site.paper.newspaper(server.host)
        settings = Settings(delay=0, allow_hosts=(server.host,))
        reports = list(fetch_range(paper, *days, tmp_path, settings=settings))
        asked = Counter(p for p in server.asked() if p in site.files and not p.endswith(".xml"))

    assert Counter(r.status for r in reports) == {"complete": 11, "none": 3}
    assert captured(tmp_path) == Counter(p for day in FORTNIGHT for p in site.paths(day))
    assert set(asked) == set(captured(tmp_path))
    # Only what was on its way when a run was killed is asked for again.
    assert sum(asked.values()) - len(asked) <= kills
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.slow
def test_a_month_of_real_size(tmp_path: Path) -> None:
    """30 days of 8 pages with 80 articles: all there, and memory does not grow with days."""
    days = [FIRST + timedelta(days=n) for n in range(30)]
    site = Site(PAPERS["F1"], days, pages=8, articles=10)
    with Server((site,)) as server:
        running = start(server, "F1", (days[0], days[-1]), tmp_path, 0)
        output, _ = running.communicate(timeout=900)
    lines = [line.split() for line in output.splitlines()]
    used = [int(line[3]) for line in lines]
    held = captured(tmp_path)

    assert running.returncode == 0
    assert Counter(line[1] for line in lines) == {"complete": 27, "none": len(HOLIDAYS)}
    assert held == Counter(p for day in days for p in site.paths(day))
    assert len([path for path in held if "content_" in path]) == 27 * 80
    assert used[-1] - used[4] < 8 * 1024, f"kilobytes day by day: {used}"
