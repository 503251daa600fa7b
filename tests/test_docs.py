"""The README says what is: its transcripts are run, its commands and links exist."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from banmian import main
from parser.newspaper import definition
from tests.newspaper_server import PAPERS, define, showcase
from tests.paths import ROOT

README = (ROOT / "README.md").read_text("utf-8")
CHINESE = (ROOT / "README.zh-Hans.md").read_text("utf-8")
#: Everything written for people that names commands and files.
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("deploy/**/*.md")])


def transcripts(of: str = "") -> Iterator[tuple[str, str]]:
    """Each `$ banmian …` line of a console block with `of` in it, and the output below it."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for block in filter(lambda block: of in block, blocks):
        for command, output in re.findall(
            r"\$ \.venv/bin/(banmian .*?)\n(.*?)(?=\n\$ |\Z)", block, re.DOTALL
        ):
            yield command, output.strip("\n")


ON_SERVER = list(transcripts("npdb"))
ON_SEEDS = [one for one in transcripts() if one not in ON_SERVER]


def agrees(printed: str, output: str) -> bool:
    """Whether the output is as printed, where … stands for lines, or the end of one, left out."""
    pattern = r".*?".join(re.escape(part) for part in f"{printed}\n".split("…\n"))
    return re.fullmatch(pattern, output.strip("\n") + "\n", re.DOTALL) is not None


@pytest.mark.parametrize(("command", "printed"), ON_SEEDS)
def test_transcripts_are_real(
    command: str, printed: str, seed_archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the README shows is what the command prints."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("BANMIAN_DATA", str(seed_archive))

    output = CliRunner().invoke(main, shlex.split(command)[1:]).output

    assert agrees(printed, output), output


def test_the_night_of_a_newspaper_is_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The transcript that fetches, against the server that the README starts."""
    monkeypatch.setenv("BANMIAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BANMIAN_NEWSPAPERS", str(tmp_path))
    definition.cache_clear()
    with showcase() as server:
        define(tmp_path, PAPERS["F3"].newspaper(server.host))
        for command, printed in ON_SERVER:
            here = command.replace("/tmp/npdb", str(tmp_path))
            output = CliRunner().invoke(main, shlex.split(here)[1:]).output
            assert agrees(printed, output.replace(server.host, "127.0.0.1:8001")), output
    definition.cache_clear()

    ran = {command.split()[1] for command, _ in ON_SERVER}
    assert ran == {"fetch", "search", "check", "verify", "backup"}


def test_there_are_transcripts() -> None:
    """parse, search and check are shown with their output."""
    shown = {command.split()[1] for command, _ in transcripts()}

    assert {"parse", "search", "check"} <= shown


def test_the_readme_is_short() -> None:
    """A newcomer reads it in one sitting; the rest is in docs/."""
    assert README.count("\n") <= 150


def test_both_readmes_say_the_same() -> None:
    """Same headings in the same order, same blocks of commands, same links, same figures."""
    for form in (r"^#+ ", r"```.*?```", r"\]\((?!README)([^)]+)\)", r"[01]\.\d{3}"):
        flags = re.MULTILINE | re.DOTALL
        assert re.findall(form, README, flags) == re.findall(form, CHINESE, flags), form


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every picture and page that a page points at is in the repository."""
    for target in set(re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_named_files_and_commands_exist(page: Path) -> None:
    """Every path of ours in back quotes is there, and every `banmian` command is one."""
    text = page.read_text("utf-8")
    for path in re.findall(
        r"`((?:parser|scraper|index|web|cli|bench|tests|docs|seeds)/[\w./-]*)`", text
    ):
        assert (ROOT / path).exists(), path
    for command in re.findall(r"(?:`|bin/)banmian ([a-z][a-z-]*)", text):
        assert command in main.commands, command
    for module in re.findall(r"python -m ((?:bench|tests|parser|index)\.[\w.]+)", text):
        assert (ROOT / Path(*module.split("."))).with_suffix(".py").exists(), module
