"""Many captures in; their issues out, by several processes, or as one file of Issue JSON each.

The work is cut into units: the files of one issue, as their names tell. A unit is read by one pure
function, which any scheduler may call (`parse_into`): the same bytes under the same names give the
same file, and what is there is not made again.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from parser.errors import BanmianError, OnError, ParseError
from parser.issue import Reading, groups_of, read_groups
from parser.issue_json import dump_issue
from parser.readers import Hints
from parser.source.files import STANDARD_INPUT

#: Units handed to the processes ahead of the one whose turn it is, for each process.
_AHEAD = 4


Files = tuple[tuple[Path, str], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """The files that are read together."""

    #: By the issue that their names tell, "" for none; each file with its name inside its folder.
    groups: tuple[tuple[str, Files], ...]
    #: What the user says of them.
    said: Hints

    @property
    def files(self) -> Files:
        """All of them."""
        return tuple(file for _, files in self.groups for file in files)

    @property
    def name(self) -> str:
        """For notes: the issue, else the first file."""
        return self.groups[0][0] or str(self.files[0][0])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a unit that was parsed into a folder."""

    path: Path
    issues: int
    #: A line for each thing that could not be read, the same when it is there already.
    errors: tuple[str, ...]
    #: Whether it was there, and nothing was done.
    held: bool


def units_of(paths: Iterable[Path], said: Hints, on_error: OnError) -> list[Unit]:
    """The files at these paths in units, in order.

    Files whose names tell no issue may belong to any: where there are some, all is one unit.
    """
    groups = [
        (name, tuple(files)) for name, files in sorted(groups_of(paths, said, on_error).items())
    ]
    if len(groups) > 1 and not groups[0][0]:
        return [Unit(tuple(groups), said)]
    return [Unit((group,), said) for group in groups]


def read_unit(unit: Unit) -> tuple[list[Reading], list[str]]:
    """The issues of a unit, and a line for each thing that could not be read."""
    errors: list[str] = []

    def note(error: BanmianError) -> None:
        errors.append(str(error))

    groups = {name: list(files) for name, files in unit.groups}
    return list(read_groups(groups, unit.said, note)), errors


def read_units(units: Iterable[Unit], jobs: int, on_error: OnError) -> Iterator[list[Reading]]:
    """The issues of each unit in order, by so many processes; one that dies takes only its unit."""
    waiting = list(units)
    piped = any(file == STANDARD_INPUT for unit in waiting for file, _ in unit.files)
    if jobs <= 1 or len(waiting) < 2 or piped:
        for unit in waiting:
            yield _told(read_unit(unit), on_error)
        return
    done = 0
    while done < len(waiting):
        try:
            for result in _by_processes(waiting[done:], jobs):
                done += 1
                yield _told(result, on_error)
        except BrokenProcessPool:
            yield _told(_alone(waiting[done]), on_error)
            done += 1


Result = tuple[list[Reading], list[str]]


def _told(result: Result, on_error: OnError) -> list[Reading]:
    readings, errors = result
    for line in errors:
        on_error(ParseError(line))
    return readings


def _by_processes(units: list[Unit], jobs: int) -> Iterator[Result]:
    """The results in order. Raises BrokenProcessPool where a process dies."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        futures: list[Future[Result]] = []
        for at in range(len(units)):
            while len(futures) < min(len(units), at + jobs * _AHEAD):
                futures.append(pool.submit(read_unit, units[len(futures)]))
            yield futures[at].result()
            # What was read is let go: a year of issues is never in memory at once.
            futures[at] = Future()


def _alone(unit: Unit) -> Result:
    """A unit in whose time a process died, once more in one of its own."""
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            return pool.submit(read_unit, unit).result()
    except BrokenProcessPool:
        return [], [f"the process that read it died: {unit.name}"]


def parse_into(unit: Unit, folder: Path) -> Outcome:
    """A unit's issues as `folder/DIGEST.jsonl`, whole or not at all; skipped where it is there.

    The digest is of the files' bytes and names, what is said of them, and this program's version.
    What could not be read stands beside it in `DIGEST.errors`. Raises OSError.
    """
    digest = _digest(unit)
    path, beside = folder / f"{digest}.jsonl", folder / f"{digest}.errors"
    if path.exists():
        lines = path.read_text("utf-8").count("\n")
        told = beside.read_text("utf-8").splitlines() if beside.exists() else []
        return Outcome(path, lines, tuple(told), held=True)
    readings, errors = read_unit(unit)
    if errors:
        _write(beside, "".join(f"{line}\n" for line in errors))
    _write(path, "".join(f"{dump_issue(reading.issue)}\n" for reading in readings))
    return Outcome(path, len(readings), tuple(errors), held=False)


def parse_units_into(units: list[Unit], folder: Path, jobs: int) -> Iterator[Outcome]:
    """`parse_into` for each unit in order, by so many processes."""
    if jobs <= 1:
        yield from (parse_into(unit, folder) for unit in units)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(parse_into, units, [folder] * len(units))


def _digest(unit: Unit) -> str:
    names = [name for name, _ in unit.groups]
    whole = hashlib.sha256(repr((version("banmian"), names, unit.said)).encode())
    for file, name in sorted(unit.files):
        with file.open("rb") as stream:
            body = hashlib.file_digest(stream, "sha256").digest()
        whole.update(name.encode("utf-8", "surrogateescape") + b"\0" + body)
    return whole.hexdigest()[:32]


def _write(path: Path, text: str) -> None:
    """A file that is there whole or not at all, whatever happens meanwhile."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
