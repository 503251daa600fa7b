"""Captures read by several processes and into files: the same as by one, and done once."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from parser.bulk import Unit, parse_into, read_units, units_of
from parser.errors import BanmianError
from parser.issue import read_issues
from parser.issue_json import dump_issue
from parser.readers import Hints
from tests.paths import FIXTURES, ROOT

PAGE = "{headline}\n　　本报讯（记者 黎望川）{headline}，众人都说好。\n　　次日照旧。\n"


def pages(folder: Path, days: int) -> list[Path]:
    """A plain-text page for each of so many days, and one that cannot be read."""
    folder.mkdir(exist_ok=True)
    made = []
    for day in range(1, days + 1):
        made.append(folder / f"jizhou-2024-05-{day:02}-01.txt")
        made[-1].write_text(PAGE.format(headline=f"城东水厂通水第{day}天"), "utf-8")
    made.append(folder / "jizhou-2024-06-01-01.txt")
    made[-1].write_bytes(b"\x00\x01\x02")
    return made


def by_one(paths: list[Path]) -> tuple[list[str], list[str]]:
    """The issues as lines, and the errors, read by this process."""
    errors: list[BanmianError] = []
    lines = [dump_issue(one.issue) for one in read_issues(paths, on_error=errors.append)]
    return sorted(lines), sorted(map(str, errors))


@pytest.mark.parametrize("jobs", [1, 3])
def test_many_processes_read_what_one_reads(tmp_path: Path, jobs: int) -> None:
    """Issues and errors are the same, issues in order of their units."""
    paths = pages(tmp_path / "in", 7)
    errors: list[BanmianError] = []

    read = list(read_units(units_of(paths, Hints(), errors.append), jobs, errors.append))
    lines = [dump_issue(one.issue) for unit in read for one in unit]

    assert (sorted(lines), sorted(map(str, errors))) == by_one(paths)
    assert lines == sorted(lines)


def test_files_of_no_name_are_read_with_all_others() -> None:
    """They may belong to any issue: all is one unit, which gives what one process gives."""
    paths = [FIXTURES / "families" / "F1", FIXTURES / "families" / "F3"]
    errors: list[BanmianError] = []

    units = units_of(paths, Hints(), errors.append)
    lines = [dump_issue(one.issue) for unit in read_units(units, 2, errors.append) for one in unit]

    assert sorted(lines) == by_one(paths)[0]


def test_a_capture_is_parsed_into_a_folder_once(tmp_path: Path) -> None:
    """The second time nothing is made, and what was wrong is told again."""
    folder = tmp_path / "out"
    folder.mkdir()
    errors: list[BanmianError] = []
    units = units_of(pages(tmp_path / "in", 2), Hints(), errors.append)

    first = [parse_into(unit, folder) for unit in units]
    stamps = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    second = [parse_into(unit, folder) for unit in units]

    assert [one.held for one in first + second] == [False] * 3 + [True] * 3
    assert [(one.path, one.issues, one.errors) for one in first] == [
        (one.path, one.issues, one.errors) for one in second
    ]
    assert [len(one.errors) for one in first] == [0, 0, 1]
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == stamps


def test_other_bytes_or_words_make_another_file(tmp_path: Path) -> None:
    """The digest is of the bytes, the names and what is said."""
    folder = tmp_path / "out"
    folder.mkdir()
    page = pages(tmp_path / "in", 1)[0]

    def made(said: Hints) -> Path:
        (unit,) = units_of([page], said, lambda error: None)
        assert isinstance(unit, Unit)
        return parse_into(unit, folder).path

    plain, evening = made(Hints()), made(Hints(edition="晚报"))
    page.write_text(PAGE.format(headline="改了一个字"), "utf-8")

    assert len({plain, evening, made(Hints())}) == 3


@pytest.mark.slow
def test_killed_in_the_middle_it_goes_on(tmp_path: Path) -> None:
    """Whatever moment it is killed at: whole files only, and the second run makes the rest."""
    folder = tmp_path / "out"
    source = tmp_path / "in"
    pages(source, 25)
    command = [sys.executable, "banmian.py", "parse", str(source), "--to", str(folder)]
    for moment in (0.3, 0.5, 0.6, 0.7):
        run = subprocess.Popen([*command, "--jobs", "2"], cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(moment)
        run.send_signal(signal.SIGKILL)
        run.wait()
        for path in folder.glob("*.jsonl"):
            assert path.read_text("utf-8").endswith("}\n") or path.stat().st_size == 0
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)

    lines = [line for path in folder.glob("*.jsonl") for line in path.read_text().splitlines()]
    assert len(lines) == len(set(lines)) == 25
