"""DATE on the command line: written in two ways, or latest, today, yesterday."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from banmian import main
from index import Archive
from parser.clock import today
from parser.model import Article, Issue, Page
from tests.paths import SEEDS

NEWEST = date(2031, 5, 6)


def run(*words: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=typed)


def issue(code: str, name: str, day: date) -> Issue:
    """A front page with one piece about 菱塘."""
    piece = Article(f"{code}-{day}-01-01", headline=f"{day}菱塘起捕", paragraphs=("菱塘水满。",))
    return Issue(code, name, day, labels=("01",), pages=(Page("01", 1, articles=(piece,)),))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two newspapers: one of three old days, one of yesterday and today."""
    folder = tmp_path_factory.mktemp("days")
    with Archive(folder) as archive:
        for back in (0, 1, 40):
            archive.add(issue("lhwb", "芦荷晚报", NEWEST - timedelta(days=back)))
        for back in (0, 1):
            archive.add(issue("hwqnb", "河湾青年报", today() - timedelta(days=back)))
    return folder


def test_every_form_names_its_day(data: Path) -> None:
    """latest is the newest of that newspaper; today and yesterday are those of Beijing."""
    asked = {
        "2031-05-06": ("lhwb", NEWEST),
        "20310506": ("lhwb", NEWEST),
        "latest": ("lhwb", NEWEST),
        "today": ("hwqnb", today()),
        "yesterday": ("hwqnb", today() - timedelta(days=1)),
    }
    for written, (code, day) in asked.items():
        checked = run("check", code, written, "--format", "json", "--data", data)
        history = run("history", code, written, "--json", 1, "--data", data)
        removed = CliRunner().invoke(
            main, ["remove", code, written, "--data", str(data)], input="n"
        )

        assert [one["date"] for one in json.loads(checked.stdout)] == [str(day)], written
        assert json.loads(history.stdout)["date"] == str(day), written
        assert f"Remove {code} {day} with 1 page" in removed.stderr, written


def test_ends_of_a_range(data: Path) -> None:
    """--from and --to of search and check take every form; latest is the filter's newspaper's."""
    found = {
        ("--newspaper", "lhwb", "--from", "latest"): 1,
        ("--newspaper", "lhwb", "--from", "20310505", "--to", "latest"): 2,
        ("--newspaper", "hwqnb", "--from", "yesterday"): 2,
        ("--newspaper", "hwqnb", "--to", "yesterday"): 1,
        ("--newspaper", "hwqnb", "--from", "today", "--to", "today"): 1,
    }
    for words, total in found.items():
        answer = run("search", "菱塘", *words, "--json", "--data", data)
        assert json.loads(answer.stdout)["total"] == total, words

    checked = run("check", "lhwb", "20310401", "--to", "latest", "--format", "json", "--data", data)
    assert len(json.loads(checked.stdout)) == 2


def test_parse_takes_the_day_of_today(tmp_path: Path) -> None:
    """--date today; latest has no meaning where nothing is stored, and that is said."""
    path = tmp_path / "page.txt"
    path.write_bytes((SEEDS / "dtrb-2022-08-10-01.txt").read_bytes())
    told = ["parse", path, "--newspaper", "dtrb", "--page", "01", "--date"]

    assert json.loads(run(*told, "today").stdout)["date"] == str(today())
    wrong = run(*told, "latest")
    assert (wrong.exit_code, "no latest" in wrong.stderr) == (2, True)


WRONG = [
    "2031-02-29",
    "20311301",
    "2031-5-6",
    "2031-0506",
    "203105-06",
    "Latest",
    "tomorrow",
    "٢٠٣١٠٥٠٦",
    "",
]


@pytest.mark.parametrize("written", WRONG)
@pytest.mark.parametrize(
    "line",
    [
        "check lhwb {}",
        "check lhwb 2031-05-06 --to {}",
        "history lhwb {}",
        "remove lhwb {}",
        "search 菱塘 --from {}",
        "search 菱塘 --to {}",
        "parse - --date {}",
        "fetch dtrb {}",
        "fetch dtrb 2031-05-06 --to {}",
    ],
)
def test_what_is_no_date(line: str, written: str) -> None:
    """Wrong usage in words, without the marks of a programmer's format."""
    result = run(*(word.format(written) for word in line.split()))

    assert result.exit_code == 2
    assert "no date" in result.stderr or "no calendar has the day" in result.stderr
    assert "%" not in result.stderr


@pytest.mark.parametrize(
    "line",
    ["check lhwb 2031-05-06 --to 2031-05-05", "fetch dtrb 2031-05-06 --to 20310505"],
)
def test_a_range_that_ends_before_it_begins(line: str, data: Path) -> None:
    """Wrong usage, said as that, not as an issue that is not there."""
    result = run(*line.split(), "--data", data)

    assert (result.exit_code, "is before" in result.stderr) == (2, True)


def test_latest_of_what_is_not_held(data: Path) -> None:
    """One line that names the newspaper."""
    for line in (
        "check xhzb latest",
        "history xhzb latest",
        "search 水 --newspaper xhzb --to latest",
    ):
        result = run(*line.split(), "--data", data)
        assert (result.exit_code, result.stderr) == (
            1,
            "banmian: error: no issue in the archive: xhzb\n",
        )


def test_a_newspaper_that_nobody_defined(tmp_path: Path) -> None:
    """fetch asks no server for a code that has no definition."""
    for day in ("latest", "2031-05-06"):
        result = run("fetch", "lhwb", day, "--data", tmp_path)
        assert result.exit_code == 1
        assert "no newspaper has this code in seeds/newspapers/: lhwb" in result.stderr


@pytest.mark.parametrize("command", ["demo", "serve"])
@pytest.mark.parametrize("port", ["-1", "65536", "99999", "http"])
def test_a_port_that_is_none(command: str, port: str, tmp_path: Path) -> None:
    """Wrong usage, found before the archive is opened."""
    assert run(command, "--port", port, "--data", tmp_path).exit_code == 2
    assert not any(tmp_path.iterdir())
