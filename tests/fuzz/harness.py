"""Mutated inputs in, the counts of what became of them out.

    python -W ignore -m tests.fuzz.harness pages 20000
    python -W ignore -m tests.fuzz.harness issues 20000
    python -W ignore -m tests.fuzz.harness archives 2000

A foreign exception, more than five seconds of processor time, or more than a gigabyte of memory is
a fault; each is printed with the number that makes its input again.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from index import Archive
from parser.check.report import Report
from parser.errors import BanmianError
from parser.issue import Reading, read_issues
from parser.issue_json import dump_issue
from parser.readers import Hints
from tests.fuzz.mutate import mutated, mutated_json
from tests.paths import ROOT
from web import create_app

SEEDS = Path(__file__).parent / "seeds"
FIXTURES = ROOT / "tests" / "fixtures"
#: Seconds of processor time for one input, and bytes of memory for all.
SLOW, LARGE = 5.0, 1024**3
GIVEN_UP = 20.0


@dataclass
class Tally:
    """What became of the inputs."""

    inputs: int = 0
    read: int = 0
    refused: int = 0
    foreign: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    slowest: float = 0.0

    @property
    def memory(self) -> int:
        """Most bytes this process ever had."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

    def __str__(self) -> str:
        return (
            f"{self.inputs} inputs: {self.read} read, {self.refused} refused, "
            f"{len(self.foreign)} foreign exceptions, {len(self.slow)} over {SLOW:g} s "
            f"(slowest {self.slowest:.2f} s), {self.memory / 1024**2:.0f} MB"
        )


@cache
def pages() -> tuple[bytes, ...]:
    """Invented pages of all families, and plain texts."""
    found = sorted((*SEEDS.glob("*.html"), *(FIXTURES / "families").rglob("*.*htm*")))
    texts = sorted((FIXTURES / "excerpts").glob("*.txt"))
    return tuple(path.read_bytes() for path in (*found, *texts) if path.is_file())


@cache
def issues() -> tuple[str, ...]:
    """Issue JSON of the invented newspapers."""
    folders = sorted((FIXTURES / "families").iterdir())
    read = [
        dump_issue(reading.issue)
        for folder in (ROOT / "seeds" / "jizhou-2024-03-12", *folders[:6])
        for reading in read_issues([folder], on_error=lambda _: None)
    ]
    return tuple(text for text in read if len(text) < 60_000)


def make_page(chance: random.Random, folder: Path) -> Path:
    """One page, or two put together, with something wrong."""
    body = chance.choice(pages())
    if chance.random() < 0.2:
        other = chance.choice(pages())
        body = body[: chance.randrange(len(body) + 1)] + other[chance.randrange(len(other) + 1) :]
    path = folder / chance.choice(("yxrb-2024-03-12-01.html", "page.htm", "yxrb-2024-03-12-01.txt"))
    path.write_bytes(mutated(body, chance))
    return path


def make_issue(chance: random.Random, folder: Path) -> Path:
    """One Issue JSON with wrong values or wrong bytes."""
    text = chance.choice(issues())
    if chance.random() < 0.85:
        body = json.dumps(mutated_json(json.loads(text), chance), ensure_ascii=True).encode()
    else:
        body = mutated(text.encode(), chance)
    path = folder / "issue.json"
    path.write_bytes(body)
    return path


def make_archive(chance: random.Random, folder: Path) -> Path:
    """A WARC or zip of a few pages, some of them wrong, with wrong bytes of its own."""
    bodies = [chance.choice(pages()) for _ in range(chance.choice((1, 3, 8)))]
    bodies = [mutated(body, chance) if chance.random() < 0.3 else body for body in bodies]
    name = chance.choice(("yxrb-2024-03-12.warc", "yxrb-2024-03-12.warc.gz", "yxrb-2024-03-12.zip"))
    body = _zip(bodies, chance) if name.endswith(".zip") else _warc(bodies, name, chance)
    path = folder / name
    path.write_bytes(mutated(body, chance) if chance.random() < 0.95 else body)
    return path


def _zip(bodies: list[bytes], chance: random.Random) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", chance.choice((0, 8, 8, 12, 14))) as archive:
        for number, body in enumerate(bodies):
            archive.writestr(f"content_{number}.htm", body)
    return out.getvalue()


def _warc(bodies: list[bytes], name: str, chance: random.Random) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=name.endswith(".gz"))
    for number, body in enumerate(bodies):
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        url = f"http://paper.example/html/2024-03/12/content_{chance.randrange(number + 1)}.htm"
        made = writer.create_warc_record(
            url, "response", payload=BytesIO(body), length=len(body), http_headers=http
        )
        writer.write_record(made)
    return out.getvalue()


class Shelf:
    """An archive and its web pages, for issues that were read although something was wrong."""

    def __init__(self, folder: Path) -> None:
        self._archive = Archive(folder)
        self._client = create_app({"DATA": folder, "TESTING": True}).test_client()

    def take(self, reading: Reading) -> None:
        """Store an issue, and look at it. Raises what the archive or the web raises."""
        issue = reading.issue
        self._archive.add(issue, pictures=reading.pictures)
        held = self._archive.issue(issue.newspaper, issue.date)
        assert held.newspaper == issue.newspaper
        label = issue.pages[0].label if issue.pages else "01"
        day = f"/{issue.newspaper}/{issue.date.isoformat()}"
        for address in (f"{day}/", f"{day}/{label}/", f"/{issue.newspaper}/", "/search?q=记者"):
            self._client.get(address, follow_redirects=True)
        self._client.get(f"/desk{day}")

    def close(self) -> None:
        self._archive.close()


@contextmanager
def shelf(wanted: bool) -> Iterator[Shelf | None]:
    """A shelf in a folder of its own, where one is wanted."""
    if not wanted:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        held = Shelf(Path(folder))
        try:
            yield held
        finally:
            held.close()


class TooSlow(BaseException):
    """One input has taken so long that it is given up."""


def _give_up(number: int, frame: object) -> None:
    raise TooSlow


Make = Callable[[random.Random, Path], Path]
KINDS: dict[str, Make] = {"pages": make_page, "issues": make_issue, "archives": make_archive}
#: Inputs after which a new archive is begun, so that each is stored in a small one.
_ROUND = 200


def fuzz(kind: str, count: int, start: int = 0, stored: bool = True) -> Tally:
    """Read inputs of a kind, `count` of them from number `start`; store and show what is read."""
    tally = Tally()
    signal.signal(signal.SIGVTALRM, _give_up)
    with tempfile.TemporaryDirectory() as folder:
        for first in range(start, start + count, _ROUND):
            with shelf(stored) as held:
                for number in range(first, min(first + _ROUND, start + count)):
                    _one(kind, number, Path(folder), held, tally)
    return tally


def _one(kind: str, number: int, folder: Path, held: Shelf | None, tally: Tally) -> None:
    path = KINDS[kind](random.Random(f"{kind} {number}"), folder)
    tally.inputs += 1
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, GIVEN_UP)
    refused: list[BanmianError] = []
    try:
        for reading in read_issues([path], on_error=refused.append, hints=_hints(path)):
            tally.read += 1
            Report("json").add(reading.issue)
            dump_issue(reading.issue)
            if held is not None:
                held.take(reading)
    except BanmianError as error:
        refused.append(error)
    except TooSlow:
        tally.slow.append(f"{kind} {number}: given up: {traceback.format_exc(limit=-6)}")
    except Exception:
        tally.foreign.append(f"{kind} {number}: {traceback.format_exc(limit=-4)}")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    for told in map(str, refused):
        if "\n" in told:
            tally.foreign.append(f"{kind} {number}: more than one line: {told}")
    tally.refused += bool(refused)
    took = time.process_time() - begun
    tally.slowest = max(tally.slowest, took)
    if took > SLOW:
        tally.slow.append(f"{kind} {number}: {took:.1f} s")
    path.unlink()


def _hints(path: Path) -> Hints | None:
    from datetime import date

    return Hints("yxrb", date(2024, 3, 12), "01") if path.name == "page.htm" else None


def main(arguments: list[str] | None = None) -> int:
    """The long run. Exit 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("count", type=int)
    parser.add_argument("--start", type=int, default=0, help="number of the first input")
    parser.add_argument("--no-archive", action="store_true", help="read only, store nothing")
    said: Any = parser.parse_args(arguments)
    tally = fuzz(said.kind, said.count, said.start, not said.no_archive)
    for fault, times in Counter((*tally.foreign, *tally.slow)).items():
        print(times, fault)
    print(f"{said.kind} {said.start} to {said.start + said.count - 1}, {tally}")
    return int(bool(tally.foreign or tally.slow or tally.memory > LARGE))


if __name__ == "__main__":
    sys.exit(main())
