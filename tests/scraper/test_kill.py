"""Killed at any moment, nothing captured is lost or doubled; and a month takes no more memory.

    python -m tests.scraper.test_kill 200

kills so many fetches, in rounds of twenty, of every family, calm and disturbed.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper import Settings, fetch_range
from tests.newspaper_server import FIRST, FORTNIGHT, HOLIDAYS, PAPERS, Fault, Server, Site
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


#: Kills of fetches into one data folder; more are made in rounds.
KILLS = 20


def killed(data: Path, seed: int, family: str, disturbed: bool) -> int:
    """Kill fetches of one newspaper at random moments and look at what is held; the kills.

    Where the server is disturbed, every ninth piece is first answered with an excuse: what is
    asked for again must be neither lost nor doubled.
    """
    site = Site(PAPERS[family], FORTNIGHT, pages=4, articles=10)
    days = (FORTNIGHT[0], FORTNIGHT[-1])
    moments, kills = random.Random(seed), 0
    pieces = sorted(path for path in site.files if "/content_" in path)
    excuse = Fault("instead", body="<title>验证中</title><script>go()</script>".encode())
    with Server((site,)) as server:
        if disturbed:
            server.faults |= {path: excuse for path in pieces[::9]}
        for _ in range(KILLS):
            before = len(server.asked())
            running = start(server, family, days, data, 0.002)
            while len(server.asked()) == before and running.poll() is None:
                time.sleep(0.002)
            time.sleep(moments.uniform(0, 0.25))
            if running.poll() is not None:
                running.communicate()
                break  # the site was too small to kill more fetches of it
            running.send_signal(signal.SIGKILL)
            running.communicate()
            kills += 1
        server.faults.clear()
        paper = site.paper.newspaper(server.host)
        settings = Settings(delay=0, allow_hosts=(server.host,))
        reports = list(fetch_range(paper, *days, data, settings=settings))
        asked = Counter(p for p in server.asked() if p in site.files and not p.endswith(".xml"))

    assert Counter(r.status for r in reports) == {"complete": 11, "none": 3}
    assert captured(data) == Counter(p for day in FORTNIGHT for p in site.paths(day))
    assert set(asked) == set(captured(data))
    if not disturbed:
        # Only what was on its way when a run was killed is asked for again.
        assert sum(asked.values()) - len(asked) <= kills
    assert not list(data.rglob("*.part"))
    return kills


@pytest.mark.slow
@pytest.mark.parametrize("disturbed", [False, True], ids=["calm", "disturbed"])
def test_killed_at_random_moments(disturbed: bool, tmp_path: Path) -> None:
    """The union of what killed runs and a last one captured is the site, each file once."""
    assert killed(tmp_path, 20240205, "F3", disturbed) > KILLS // 2


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


def main(count: int) -> None:
    """Kill so many fetches, round by round."""
    kills = turn = 0
    while kills < count:
        family = sorted(PAPERS)[turn % len(PAPERS)]
        with tempfile.TemporaryDirectory() as data:
            kills += killed(Path(data), turn, family, disturbed=turn // len(PAPERS) % 2 == 1)
        turn += 1
        print(f"{kills} kills, {family}: nothing lost, nothing doubled", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
