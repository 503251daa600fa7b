"""Kills commands at random moments and counts what is lost, doubled or left to mend by hand.

    python -m bench.kills --count 1000 --seed 1
    python -m bench.kills --count 50 --disk-full

Each round begins with a copy of a small archive, runs a command in a process of its own and ends
it with kill -9 at a random moment, or lets writes fail from a random byte on. Then the archive is
opened: every issue must be as it was before the command or as the command makes it. Then the
command is run again, to its end: the archive must be what it is without the kill, and verify must
find nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.kill_archives import FIRST, correction, first_archive, issue_lines, page_folder

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Command:
    """What is killed: a command line, on a data folder D with other files in W beside it."""

    name: str
    line: str
    #: What the second run may say besides 0: done already.
    again: tuple[int, ...] = (0,)


COMMANDS = (
    Command("ingest", "ingest {W}/lines.jsonl {W}/pages --data {D}"),
    Command("replace", "ingest {W}/correction.jsonl --replace --data {D}"),
    Command("reindex", "reindex --data {D}"),
    Command("backup", "backup {W}/backups --data {D}"),
    Command("restore", "restore {W}/kept --data {W}/new", (0, 1)),
    Command("withdraw", f"withdraw ycrb-{FIRST}-01-02 --data {{D}}", (0, 1)),
    Command("remove", f"remove ycrb {FIRST} --yes --data {{D}}", (0, 1)),
    Command("migrate", "stats --data {W}/old"),
)


@dataclass
class Place:
    """The folders of one round."""

    work: Path

    @property
    def data(self) -> Path:
        return self.work / "data"

    def words(self, command: Command) -> list[str]:
        return command.line.format(W=self.work, D=self.data).split()

    def archives(self, command: Command) -> list[Path]:
        """The data folders that must be whole after the command."""
        other = {"restore": "new", "migrate": "old"}.get(command.name)
        return [self.data, *([self.work / other] if other else [])]


def prepare(work: Path) -> Place:
    """What every round begins with a copy of."""
    from bench.kill_archives import old_archive

    place = Place(work)
    first_archive(place.data)
    issue_lines(work / "lines.jsonl")
    correction(work / "correction.jsonl")
    page_folder(work / "pages")
    old_archive(work / "old")
    run(["backup", str(work / "kept"), "--data", str(place.data)])
    run(["backup", str(work / "backups"), "--data", str(place.data)])
    return place


def run(words: list[str]) -> int:
    """A command to its end, quietly → its exit code."""
    _, status = os.waitpid(start(words), 0)
    return os.waitstatus_to_exitcode(status)


def start(words: list[str], most: int | None = None) -> int:
    """A command in a process of its own, in which no file grows beyond `most` bytes → its id."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        os.setsid()
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        if most is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        from banmian import main

        try:
            main(words)
        except SystemExit as end:
            code = int(end.code or 0)
    finally:
        # Whatever escaped is a foreign error.
        os._exit(code)


def held(folder: Path) -> dict[tuple[str, date, int], str]:
    """Every issue of an archive by its digest; {} where there is none yet."""
    from index import Archive
    from index.store import readings
    from parser.errors import NotHeld

    if not (folder / "banmian.db").exists():
        return {}
    try:
        with Archive(folder) as archive:
            keys = [(s.newspaper, s.date, s.edition_number) for s in archive.issues()]
            assert len(set(keys)) == len(keys)
            return {key: readings.digest(archive.issue(*key, as_read=True)) for key in keys}
    except NotHeld:
        return {}


def faults(folder: Path) -> list[str]:
    """What verify finds, once the archive was opened for writing."""
    from index import Archive

    with Archive(folder) as archive:
        found = archive.verify().faults
        stories = archive.search("渠 OR 水").total
        listed = sum(one.stories for one in archive.issues())
    return found if stories <= listed else [*found, f"{stories} of {listed} stories found"]


@dataclass
class Expected:
    """Archives before and after a command that nobody disturbs, and how long it takes."""

    before: list[dict[tuple[str, date, int], str]]
    after: list[dict[tuple[str, date, int], str]]
    seconds: float


def undisturbed(base: Place, command: Command, scratch: Path) -> Expected:
    """Run it once to its end."""
    place = Place(Path(shutil.copytree(base.work, scratch)))
    before = [held(folder) for folder in place.archives(command)]
    began = time.monotonic()
    _, status = os.waitpid(start(place.words(command)), 0)
    seconds = time.monotonic() - began
    assert os.waitstatus_to_exitcode(status) == 0, command.name
    after = [held(folder) for folder in place.archives(command)]
    shutil.rmtree(scratch)
    return Expected(before, after, seconds)


def judge(place: Place, command: Command, expected: Expected) -> Iterator[str]:
    """What is wrong after a round: lost, doubled, to be mended by hand."""
    sums = zip(place.archives(command), expected.before, expected.after, strict=True)
    for folder, before, after in sums:
        now = held(folder)
        for key in before.keys() | after.keys() | now.keys():
            if now.get(key) not in (before.get(key), after.get(key)):
                yield f"lost: {key} is {now.get(key)}"
        if extra := now.keys() - before.keys() - after.keys():
            yield f"doubled: {extra}"
    code = run(place.words(command))
    if code not in command.again:
        yield f"by hand: run again, it ends with {code}"
    for folder, after in zip(place.archives(command), expected.after, strict=True):
        if held(folder) != after:
            yield f"lost: after running again {folder.name} is not as it must be"
        yield from (f"by hand: {line}" for line in faults(folder))
    if command.name == "backup":
        code = run(["restore", str(place.work / "backups"), "--data", str(place.work / "back")])
        if code or held(place.work / "back") != expected.after[0]:
            yield "lost: the backup does not come back"


def rounds(
    count: int, rnd: random.Random, *, disk_full: bool = False, only: str | None = None
) -> Generator[tuple[str, str, list[str]]]:
    """Command, how it ended, and what was wrong, round by round."""
    chosen = [command for command in COMMANDS if only in (None, command.name)]
    with tempfile.TemporaryDirectory() as folder:
        base = prepare(Path(folder) / "base")
        known = {c.name: undisturbed(base, c, Path(folder) / "once") for c in chosen}
        for turn in range(count):
            command = chosen[turn % len(chosen)]
            place = Place(Path(shutil.copytree(base.work, Path(folder) / "round")))
            most = rnd.randrange(1, 2_000_000) if disk_full else None
            child = start(place.words(command), most)
            if not disk_full:
                time.sleep(rnd.random() * known[command.name].seconds * 1.05)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            code = os.waitstatus_to_exitcode(status)
            wrong = list(judge(place, command, known[command.name]))
            if code not in (0, 1, -signal.SIGKILL):
                wrong.append(f"foreign: it ended with {code}")
            yield command.name, "killed" if code == -signal.SIGKILL else f"exit {code}", wrong
            shutil.rmtree(place.work)


def main() -> None:
    """The table that docs/reliability.md shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--disk-full", action="store_true", help="no kill: a write fails")
    parser.add_argument("--only", choices=[command.name for command in COMMANDS])
    asked = parser.parse_args()
    ends: Counter[tuple[str, str]] = Counter()
    wrong: Counter[str] = Counter()
    rnd = random.Random(asked.seed)
    told = rounds(asked.count, rnd, disk_full=asked.disk_full, only=asked.only)
    try:
        for name, end, found in told:
            ends[name, end] += 1
            for line in found:
                wrong[line.partition(":")[0]] += 1
                print(f"{name} ({end}): {line}", file=sys.stderr, flush=True)
    finally:
        # An interrupt ends it early, with the table of what was done.
        print("| command | ended | rounds |\n|---|---|--:|")
        for (name, end), times in sorted(ends.items()):
            print(f"| {name} | {end} | {times} |")
        kinds = ("lost", "doubled", "by hand", "foreign")
        print(", ".join(f"{wrong[kind]} {kind}" for kind in kinds), flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
