"""The README says what is: its transcripts are run, its commands and links exist."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from paths import ROOT, SHARED

from banmian import main

README = (ROOT / "README.md").read_text("utf-8")


def transcripts() -> Iterator[tuple[str, str]]:
    """Each `$ banmian …` line of a console block with the output printed below it."""
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for command, output in re.findall(r"\$ (banmian .*?)\n(.*?)(?=\n\$ |\Z)", block, re.DOTALL):
            yield command, output.strip("\n")


@pytest.mark.parametrize(("command", "printed"), list(transcripts()))
def test_transcripts_are_real(
    command: str, printed: str, seed_archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the README shows is what the command prints; … stands for lines left out."""
    if "../shared" in command and not SHARED.is_dir():
        pytest.skip("the shared pages are not here")
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("BANMIAN_DATA", str(seed_archive))

    output = CliRunner().invoke(main, shlex.split(command)[1:]).output

    pattern = r".*?".join(re.escape(part) for part in f"{printed}\n".split("…\n"))
    pattern = re.sub(r'took_ms":\\ [\d\\.]+', r'took_ms": [0-9.]+', pattern)
    assert re.fullmatch(pattern, output.strip("\n") + "\n", re.DOTALL), output


def test_there_are_transcripts() -> None:
    """parse, search and check are shown with their output."""
    shown = {command.split()[1] for command, _ in transcripts()}

    assert {"parse", "search", "check"} <= shown


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_links_lead_somewhere(target: str) -> None:
    """Every picture and page the README points at is in the repository."""
    assert (ROOT / target).exists()
