"""Many readers and one writer at once: errors, waiting, memory; prints a table.

    python -m bench.load CORPUS [--stories N] [--minutes M] [--readers R] [--no-pauses]

Readers are threads of this process with a connection each, who pause 2 to 8 seconds between two
requests: half read stories, a fifth pages, three tenths search. The writer stores an issue every
five seconds in a process of its own. The server is `banmian serve`, as anyone starts it.
"""

from __future__ import annotations

import argparse
import http.client
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from urllib.parse import quote, urlsplit

from bench.search_corpus import pieces, queries
from bench.search_ways import Ours
from index import Archive
from parser.model import Article, Issue, Page

PAUSE = (2.0, 8.0)
#: Seconds between two issues of the writer, and between two looks at memory.
WRITES, LOOKS = 5.0, 5.0
KINDS = ("story", "page", "search")
WEIGHTS = (5, 2, 3)
HEADER = ("what", "requests", "a second", "p50 s", "p95 s", "p99 s", "worst s")


@dataclass
class Log:
    """What the readers saw."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    seconds: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    errors: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def add(self, kind: str, seconds: float, error: str | None) -> None:
        """One request."""
        with self.lock:
            self.seconds[kind].append(seconds)
            if error:
                self.errors.append(error)


@dataclass(frozen=True, slots=True)
class Addresses:
    """What readers ask for."""

    stories: tuple[str, ...]
    pages: tuple[str, ...]
    searches: tuple[str, ...]

    def one(self, kind: str, rnd: Random) -> str:
        """Any of that kind."""
        held = {"story": self.stories, "page": self.pages, "search": self.searches}
        return rnd.choice(held[kind])


def addresses(data: Path, corpus: Path) -> Addresses:
    """Stories and pages of a hundred issues; searches for words and strings of the corpus."""
    rnd = Random(7)
    stories, pages = [], []
    with Archive(data, writable=False) as archive:
        for summary in rnd.sample(archive.issues(), min(100, len(archive.issues()))):
            issue = archive.issue(summary.newspaper, summary.date)
            day = f"/{issue.newspaper}/{issue.date.isoformat()}"
            for page in issue.pages:
                pages.append(f"{day}/{page.label}/")
                stories += [f"{day}/{page.label}/{a.order}" for a in page.articles]
    asked = queries(corpus, 300, seed=11)
    words = (f'"{q.words[0]}"' if q.kind == "exact" else " ".join(q.words) for q in asked)
    return Addresses(tuple(stories), tuple(pages), tuple(f"/search?q={quote(w)}" for w in words))


def read(url: str, asked: Addresses, end: float, seed: int, pauses: bool, log: Log) -> None:
    """One reader until the end."""
    rnd, where = Random(seed), urlsplit(url)
    assert where.hostname is not None
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=60)
    if pauses:
        time.sleep(rnd.uniform(0, PAUSE[1]))
    while time.monotonic() < end:
        kind = rnd.choices(KINDS, WEIGHTS)[0]
        address, started, error = asked.one(kind, rnd), time.monotonic(), None
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                error = f"{answer.status} {address}"
        except (OSError, http.client.HTTPException) as failure:
            connection.close()
            error = f"{failure!r} {address}"
        log.add(kind, time.monotonic() - started, error)
        if pauses:
            time.sleep(rnd.uniform(*PAUSE))
    connection.close()


def write(data: Path) -> None:
    """Store an issue every few seconds until the parent ends this process."""
    day, rnd = date(1950, 1, 1), Random(5)
    with Archive(data) as archive:
        while True:
            text = "".join(chr(0x4E00 + rnd.randrange(3000)) for _ in range(400))
            made = tuple(
                Article(f"xieshou-{day}-01-{n:02}", headline=text[n : n + 12], paragraphs=(text,))
                for n in range(1, 41)
            )
            archive.add(Issue("xieshou", "写手日报", day, pages=(Page("01", 1, articles=made),)))
            day += timedelta(1)
            time.sleep(WRITES)


@contextmanager
def process(*command: str) -> Iterator[subprocess.Popen[str]]:
    """A process that ends with the block."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as started:
        try:
            yield started
        finally:
            started.terminate()
            started.wait(30)


def megabytes(root: int) -> float:
    """Memory of a process and all it started, pages that they share counted once."""
    total, waiting = 0.0, [root]
    while waiting:
        pid = waiting.pop()
        with suppress(OSError):
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += next(int(line.split()[1]) for line in rollup.splitlines() if "Pss:" in line)
            waiting += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    return total / 1024


def drain(stream: Iterable[str]) -> None:
    """Read the server's log, so that it never waits for us."""
    for line in stream:
        if '"level"' in line:
            print(line, file=sys.stderr, end="")


def measure(data: Path, corpus: Path, seconds: float, readers: int, pauses: bool) -> Log:
    """Start server, writer and readers; look at memory until the end."""
    asked, log = addresses(data, corpus), Log()
    serve = (sys.executable, "banmian.py", "serve", "--data", str(data), "--port", "0")
    writer = (sys.executable, "-m", "bench.load", "--write", str(data))
    with process(*serve) as server:
        assert server.stderr is not None
        # What it says of the index first is no address.
        url = next(line.strip() for line in server.stderr if line.startswith("http"))
        threading.Thread(target=drain, args=(server.stderr,), daemon=True).start()
        end = time.monotonic() + seconds
        at = [(url, asked, end, seed, pauses, log) for seed in range(readers)]
        threads = [threading.Thread(target=read, args=one) for one in at]
        with process(*writer):
            for thread in threads:
                thread.start()
            while time.monotonic() < end:
                time.sleep(min(LOOKS, max(0.1, end - time.monotonic())))
                log.memory.append(megabytes(server.pid))
            for thread in threads:
                thread.join()
    return log


def _part(held: list[float], part: float) -> float:
    """Below it lies that part of sorted numbers; 0 where there is none."""
    return held[min(len(held) - 1, int(len(held) * part))] if held else 0.0


def report(log: Log, seconds: float) -> str:
    """The table."""
    every = [one for kind in KINDS for one in log.seconds[kind]]
    rows: list[tuple[str, ...]] = [HEADER]
    for name, held in (*log.seconds.items(), ("all", every)):
        held = sorted(held)
        cuts = [f"{_part(held, part):.3f}" for part in (0.5, 0.95, 0.99, 1.0)]
        rows.append((name, str(len(held)), f"{len(held) / seconds:.1f}", *cuts))
    lines = [" | ".join(row) for row in rows]
    memory = [log.memory[at] for at in (0, len(log.memory) // 2, -1)] if log.memory else []
    lines.append(f"errors: {len(log.errors)} {json.dumps(log.errors[:5], ensure_ascii=False)}")
    lines.append("memory MB, beginning, middle, end: " + ", ".join(f"{mb:.0f}" for mb in memory))
    return "\n".join(lines)


def main() -> int:
    """Build the archive where none is given, measure, print; exit 1 where anything failed."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("corpus", nargs="?", type=Path)
    options.add_argument("--stories", type=int, default=100_000)
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--readers", type=int, default=50)
    options.add_argument("--no-pauses", action="store_true")
    options.add_argument("--data", type=Path, help="An archive that is there already.")
    options.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.write:
        write(given.write)
    if given.corpus is None:
        options.error("CORPUS is missing")
    with tempfile.TemporaryDirectory() as folder:
        data = given.data or Path(folder) / "data"
        if given.data is None:
            Ours().build(pieces(given.corpus, given.stories), data)
        seconds = given.minutes * 60
        log = measure(data, given.corpus, seconds, given.readers, not given.no_pauses)
    print(report(log, seconds))
    return 1 if log.errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
