"""The commands of the contract, as a person or a script runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from banmian import main
from tests.paths import ROOT, SEEDS

SEED = SEEDS / "dtrb-2022-08-10-01.txt"
COMMANDS = ["demo", "fetch", "parse", "ingest", "search", "check", "reindex", "serve"]


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches(command: str) -> None:
    """--help says what a command does, and the command is in the README or a page of docs/."""
    result = run(command, "--help")

    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 5
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    assert any(f"banmian {command}" in page.read_text("utf-8") for page in pages)


def test_parse_prints_an_issue_a_line() -> None:
    """What parse prints, parse reads: the same again."""
    first = run("parse", SEED)
    again = run("parse", "-", stdin=first.stdout_bytes)

    assert first.exit_code == 0, first.output
    assert json.loads(first.stdout)["newspaper_name"] == "大同日报"
    assert again.stdout == first.stdout


def test_parse_takes_what_the_name_does_not_say(tmp_path: Path) -> None:
    """--newspaper, --date and --page stand in for a name."""
    path = tmp_path / "page.txt"
    path.write_bytes(SEED.read_bytes())

    without = run("parse", path)
    told = run("parse", path, "--newspaper", "dtrb", "--date", "2022-08-10", "--page", "01")

    assert without.exit_code == 1
    assert "say --newspaper, --date and --page" in without.stderr
    assert [a["id"] for p in json.loads(told.stdout)["pages"] for a in p["articles"]] == [
        a["id"] for p in json.loads(run("parse", SEED).stdout)["pages"] for a in p["articles"]
    ]


BAD = {
    "empty": ("dtrb-2022-08-10-01.txt", b"", "empty"),
    "only spaces": ("dtrb-2022-08-10-01.txt", "　\n \r\n".encode(), "empty"),
    "binary": ("dtrb-2022-08-10-01.txt", bytes(range(256)) * 8, "binary"),
    "no such day": ("dtrb-2022-02-31-01.txt", "版".encode(), "no such date"),
    "not an issue": ("dtrb-2022-08-10.json", b'{"a": 1}', "missing field newspaper"),
    "a wrong field": (
        "x.jsonl",
        b'{"newspaper":"dtrb","date":"2022-08-10","pages":[{"label":"01","articles":[{"x":1}]}]}',
        "unknown field `x` - at `$.pages[0].articles[0]`",
    ),
    "of no kind": ("page.docx", b"PK", "not a page"),
}


@pytest.mark.parametrize(("name", "body", "said"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("command", ["parse", "ingest"])
def test_bad_input_is_one_clear_line(
    tmp_path: Path, command: str, name: str, body: bytes, said: str
) -> None:
    """Exit 1, one line that names the file, nothing on stdout, no traceback."""
    path = tmp_path / name
    path.write_bytes(body)
    data = ["--data", tmp_path / "data"] if command == "ingest" else []

    result = run(command, path, *data)

    errors = [line for line in result.stderr.splitlines() if "error:" in line]
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(errors) == 1
    assert said in errors[0]
    assert name in errors[0]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    """A clear partial result: the good page is stored, the bad one named, exit 1."""
    (tmp_path / SEED.name).write_bytes(SEED.read_bytes())
    (tmp_path / "dtrb-2022-08-11-01.txt").write_bytes(b"")

    result = run("ingest", tmp_path, "--data", tmp_path / "data")

    assert result.exit_code == 1
    assert "1 added" in result.stderr
    assert "1 failed" in result.stderr


def test_ingest_twice_changes_nothing_and_a_correction_replaces(tmp_path: Path) -> None:
    """added, unchanged, replaced: and search follows."""
    data = tmp_path / "data"
    issue = json.loads(run("parse", SEED).stdout)
    issue["pages"][0]["articles"][1]["headline"] = "改正后的标题"

    assert "1 added" in run("ingest", SEED, "--data", data).stderr
    assert "1 unchanged" in run("ingest", SEED, "--data", data).stderr
    assert (
        "1 replaced" in run("ingest", "-", "--data", data, stdin=json.dumps(issue).encode()).stderr
    )
    assert run("search", '"坚守底线补齐短板"', "--data", data, "--json").stdout.count('"id"') == 0
    assert json.loads(run("search", "改正后的标题", "--data", data, "--json").stdout)["total"] == 1


def test_search_prints_the_contract(seed_archive: Path) -> None:
    """The JSON has the contract's names, and marks are offsets into the snippet's text."""
    answer = json.loads(run("search", '"防涝"', "--data", seed_archive, "--json").stdout)

    assert set(answer) == {"query", "understood", "total", "took_ms", "hits", "facets"}
    assert answer["total"] == len(answer["hits"]) >= 1
    for hit in answer["hits"]:
        assert {"id", "newspaper", "date", "pages", "headline", "score", "snippets"} <= set(hit)
        found = [s["text"][a:b] for s in hit["snippets"] for a, b in s["marks"]]
        assert set(found) == {"防涝"}


def test_search_in_plain_lines(seed_archive: Path) -> None:
    """A pipe gets text without colour, the words marked."""
    result = run("search", "卢东亮", "--newspaper", "dtrb", "--data", seed_archive)

    assert result.exit_code == 0
    assert "【卢东亮】" in result.stdout
    assert "\x1b[" not in result.stdout


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_check_names_the_page_not_held(seed_archive: Path, form: str) -> None:
    """The user's page jumps to page 3, which is not there: exit 1, and it is said."""
    result = run("check", "dtrb", "2022-08-10", "--format", form, "--data", seed_archive)

    assert result.exit_code == 1
    assert "page-not-held" in result.stdout
    assert "(下转第三版)" in result.stdout


def test_check_says_when_there_is_no_such_issue(seed_archive: Path) -> None:
    """An issue that is not held is an error, not an empty report."""
    result = run("check", "dtrb", "1999-01-01", "--data", seed_archive)

    assert result.exit_code == 1
    assert "no such issue" in result.stderr


def test_reindex_finds_the_same(tmp_path: Path) -> None:
    """The index is disposable."""
    data = tmp_path / "data"
    run("ingest", SEED, "--data", data)
    before = json.loads(run("search", "防涝", "--data", data, "--json").stdout)

    result = run("reindex", "--data", data)

    after = json.loads(run("search", "防涝", "--data", data, "--json").stdout)
    assert result.exit_code == 0, result.output
    assert before["hits"] == after["hits"]


@pytest.mark.parametrize(
    "arguments", [["search"], ["parse"], ["check", "dtrb", "2022-02-30"], ["x"]]
)
def test_wrong_usage_is_two(arguments: list[str]) -> None:
    """Wrong words on the line are told from failures."""
    assert run(*arguments).exit_code == 2


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A file where the folder should be: one clear line, exit 1."""
    blocked = tmp_path / "file"
    blocked.write_text("x")

    result = run("ingest", SEED, "--data", blocked / "data")

    assert result.exit_code == 1
    assert "error:" in result.stderr
    assert "Traceback" not in result.stderr


def test_output_that_is_cut_off_is_no_error(seed_archive: Path) -> None:
    """`banmian search … | head -1` ends quietly."""
    line = f'"{sys.executable}" -m banmian search 大同 --data "{seed_archive}" | head -1'
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": ""},
        check=False,
    )

    assert b"Traceback" not in result.stderr
    assert result.stdout.count(b"\n") == 1


def test_a_query_needs_no_quotes_of_its_own(tmp_path: Path) -> None:
    """Several words are one query, a minus sign leaves one out; a wrong option is named."""
    assert run("ingest", SEED, "--data", tmp_path).exit_code == 0

    one = run("search", "堡垒 -会议", "--data", tmp_path)
    several = run("search", "--limit", 3, "堡垒", "-会议", "--data", tmp_path)
    only = run("search", "-会议", "--data", tmp_path)
    wrong = run("search", "堡垒", "--newspapr", "dtrb", "--data", tmp_path)

    assert one.stdout == several.stdout
    assert "除去" in only.stderr
    assert (wrong.exit_code, "--newspapr" in wrong.stderr) == (2, True)
