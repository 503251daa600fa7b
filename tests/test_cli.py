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
COMMANDS = [
    "demo",
    "fetch",
    "parse",
    "ingest",
    "search",
    "check",
    "reindex",
    "serve",
    "history",
    "stats",
    "verify",
    "remove",
    "withdraw",
    "restore-withdrawn",
]


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


def test_the_list_of_commands_is_whole() -> None:
    """`banmian --help` says of each command what it does in words that fit their line."""
    listed = run("--help").output.partition("Commands:\n")[2].splitlines()

    assert len(listed) == len(main.commands)
    assert not [line for line in listed if not line.endswith(".") or line.endswith("...")]


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


def test_ingest_twice_changes_nothing_and_a_correction_renews(tmp_path: Path) -> None:
    """added, unchanged, renewed: and search follows."""
    data = tmp_path / "data"
    issue = json.loads(run("parse", SEED).stdout)
    issue["pages"][0]["articles"][1]["headline"] = "改正后的标题"

    assert "1 added" in run("ingest", SEED, "--data", data).stderr
    assert "1 unchanged" in run("ingest", SEED, "--data", data).stderr
    assert (
        "1 renewed" in run("ingest", "-", "--data", data, stdin=json.dumps(issue).encode()).stderr
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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["parse {seed}", "search 大同 --json", "check", "--help"])
def test_a_full_output(command: str, seed_archive: Path) -> None:
    """Where nothing more can be written: one line, exit 1, whatever the command."""
    seed = SEEDS / "dtrb-2022-08-10-01.txt"
    words = [sys.executable, "-m", "banmian", *command.format(seed=seed).split()]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            words,
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "BANMIAN_DATA": str(seed_archive)},
            text=True,
        )

    lines = [line for line in done.stderr.splitlines() if "error" in line.lower()]
    assert done.returncode == 1
    assert lines == ["banmian: error: cannot write (No space left on device)"]
    assert "Traceback" not in done.stderr


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


MORNING = {"01": "城东水厂通水", "02": "石阶四十二级"}
EVENING = {"01": "夜市开张灯火明"}


def pages(folder: Path, headlines: dict[str, str], code: str = "jizhou") -> list[Path]:
    """A plain-text page of 2024-04-03 for each headline."""
    folder.mkdir(exist_ok=True)
    made = []
    for label, headline in headlines.items():
        made.append(folder / f"{code}-2024-04-03-{label}.txt")
        made[-1].write_text(
            f"{headline}\n　　本报讯（记者 黎望川）{headline}，众人都说好。\n　　次日照旧。\n",
            "utf-8",
        )
    return made


def total(query: str, data: Path) -> int:
    answer = json.loads(run("search", f'"{query}"', "--data", data, "--json").stdout)
    return int(answer["total"])


def test_pages_in_two_commands_are_one_issue(tmp_path: Path) -> None:
    """Page 2 joins page 1, and it is said; again, nothing changes."""
    data = tmp_path / "data"
    first, second = pages(tmp_path / "in", MORNING)

    assert "1 added" in run("ingest", first, "--data", data).stderr
    joined = run("ingest", second, "--data", data)
    again = run("ingest", second, first, "--data", data)

    assert joined.exit_code == 0
    assert "jizhou 2024-04-03: page 02 added" in joined.stderr
    assert "1 unchanged" in again.stderr
    assert [total(text, data) for text in MORNING.values()] == [1, 1]


def test_another_edition_without_its_name(tmp_path: Path) -> None:
    """The page is renewed, the other stays; stderr names --edition; the old one comes back."""
    data = tmp_path / "data"
    run("ingest", *pages(tmp_path / "in", MORNING), "--data", data)

    renewed = run("ingest", *pages(tmp_path / "late", EVENING), "--data", data)

    assert renewed.exit_code == 0
    assert "--edition" in renewed.stderr
    assert [total(text, data) for text in (*MORNING.values(), *EVENING.values())] == [0, 1, 1]
    older = run("history", "jizhou", "2024-04-03", "--json", 1, "--data", data).stdout
    back = run("ingest", "-", "--replace", "--data", data, stdin=older.encode())
    assert "1 replaced" in back.stderr
    assert [total(text, data) for text in (*MORNING.values(), *EVENING.values())] == [1, 1, 0]
    told = run("history", "jizhou", "2024-04-03", "--data", data)
    assert [line.split("\t")[0] for line in told.stdout.splitlines()] == ["1", "2", "3"]
    changed = run("history", "jizhou", "2024-04-03", "--diff", 1, 2, "--data", data).stdout
    assert "-　　" not in changed
    assert any(line.startswith("+") and "夜市" in line for line in changed.splitlines())


def test_two_editions_by_name(tmp_path: Path) -> None:
    """--edition makes an issue of its own, with -2 in its ids; each text is found once."""
    data = tmp_path / "data"
    run("ingest", *pages(tmp_path / "in", MORNING), "--data", data)
    late = pages(tmp_path / "late", EVENING)

    added = run("ingest", *late, "--edition", "晚报", "--data", data)
    parsed = json.loads(run("parse", *late, "--edition", "晚报").stdout)

    assert "1 added" in added.stderr
    assert parsed["edition"] == "晚报"
    assert parsed["pages"][0]["articles"][0]["id"] == "jizhou-2024-04-03-2-01-01"
    assert [total(text, data) for text in (*MORNING.values(), *EVENING.values())] == [1, 1, 1]
    assert (
        run("history", "jizhou", "2024-04-03", "--edition", "午报", "--data", data).exit_code == 1
    )


def test_a_night_of_care(tmp_path: Path) -> None:
    """verify, backup, withdraw, remove, restore, stats: each says what it did."""
    data, kept = tmp_path / "data", tmp_path / "kept"
    run("ingest", *pages(tmp_path / "in", MORNING), "--data", data)

    verified = run("verify", "--data", data)
    backed_up = run("backup", kept, "--data", data)
    hidden = run("withdraw", "jizhou-2024-04-03-02-01", "--reason", "来函", "--data", data)
    withdrawn = total("石阶四十二级", data)
    shown = run("restore-withdrawn", "jizhou-2024-04-03-02-01", "--data", data)
    asked = run("remove", "jizhou", "2024-04-03", "--data", data, stdin=b"n\n")
    removed = run("remove", "jizhou", "2024-04-03", "--yes", "--data", data)
    back = run("restore", kept, "--data", tmp_path / "new")
    assert back.exit_code == 0, back.output
    sums = json.loads(run("stats", "--json", "--data", tmp_path / "new").stdout)

    for done in (verified, backed_up, hidden, shown, removed, back):
        assert done.exit_code == 0, done.output
    assert "0 faults; read again: 1 database, 1 issues" in verified.stderr
    assert (withdrawn, total("石阶四十二级", data)) == (0, 0)
    assert asked.exit_code == 1
    assert "2 pages" in removed.stderr
    assert total("石阶四十二级", tmp_path / "new") == 1
    assert (sums["newspapers"][0]["issues"], sums["newspapers"][0]["pages"]) == (1, 2)


def test_verify_names_what_is_gone(tmp_path: Path) -> None:
    """A file of nobody: exit 1 and its name on stdout."""
    data = tmp_path / "data"
    run("ingest", *pages(tmp_path / "in", MORNING), "--data", data)
    (data / "pictures" / "ab").mkdir(parents=True)
    (data / "pictures" / "ab" / "cd").touch()

    result = run("verify", "--data", data)

    assert result.exit_code == 1
    assert result.stdout == "pictures/ab/cd: a file that no issue has\n"


def test_demo_leaves_others_alone(tmp_path: Path) -> None:
    """Only an empty folder or its own archive; anything else stays byte for byte."""
    data, other = tmp_path / "data", tmp_path / "other"
    run("ingest", *pages(tmp_path / "in", MORNING), "--data", data)
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    for folder in (data, other):
        before = {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
        refused = run("demo", "--no-serve", "--data", folder)
        assert refused.exit_code == 1
        assert "demo made" in refused.stderr
        after = {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
        assert {p.name for p in after} - {"banmian.db-shm", "banmian.db-wal"} == {
            p.name for p in before
        } - {"banmian.db-shm", "banmian.db-wal"}
    assert run("demo", "--no-serve", "--data", tmp_path / "new").exit_code == 0
    assert run("demo", "--no-serve", "--data", tmp_path / "new").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("reindex",),
        ("remove", "jizhou", "2024-03-12", "--yes"),
        ("withdraw", "jizhou-2024-03-12"),
        ("restore-withdrawn", "jizhou-2024-03-12"),
        ("verify",),
        ("backup", "{folder}/backups"),
    ],
)
def test_a_folder_without_an_archive_is_told_and_left_alone(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    """A slip of the pen in --data makes no empty archive, and is no success."""
    asked = [word.format(folder=tmp_path) for word in words]

    result = run(*asked, "--data", tmp_path / "arhcive")

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "no archive in this folder" in result.stderr
    assert list(tmp_path.iterdir()) == []
