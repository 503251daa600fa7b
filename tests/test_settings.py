"""Options win over the environment, that over banmian.toml; every setting is in one table."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from banmian import main
from cli.base import data_option
from cli.settings import SETTINGS
from tests.paths import ROOT

PAGE = (ROOT / "docs" / "settings.md").read_text("utf-8")
ROOMS = ("cli", "parser", "scraper", "index", "web")


def test_every_setting_is_in_the_table() -> None:
    """What the program reads from the environment is a setting, and the page lists them all."""
    used = {
        name
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for name in re.findall(r"\bBANMIAN_[A-Z_]+", path.read_text("utf-8"))
    }

    assert used == {setting.variable for setting in SETTINGS}
    rows = re.findall(
        r"^\| `(BANMIAN_\w+)` \| (?:`(\w+)`)? ?\| (?:`([-\w]+)`)? ?\| (.+) \|$", PAGE, re.M
    )
    assert rows == [(s.variable, s.key or "", s.option or "", s.meaning) for s in SETTINGS]


def test_every_option_of_the_table_is_there() -> None:
    """An option that the table tells is an option of some command, of that variable."""
    options = {
        (param.opts[0], param.envvar)
        for command in main.commands.values()
        for param in command.params
        if isinstance(param, click.Option) and param.envvar
    }

    assert options <= {(s.option, s.variable) for s in SETTINGS if s.option}


@click.command()
@data_option
@click.option("--contact", envvar="BANMIAN_CONTACT")
def show(data: Path, contact: str | None) -> None:
    """What a command sees."""
    click.echo(f"{contact} {os.environ.get('BANMIAN_NEWSPAPERS')}")


@pytest.mark.parametrize(
    ("arguments", "environment", "seen"),
    [
        ([], {}, "file"),
        ([], {"BANMIAN_CONTACT": "environment"}, "environment"),
        (["--contact", "line"], {"BANMIAN_CONTACT": "environment"}, "line"),
        (["--contact", "line"], {}, "line"),
    ],
)
def test_what_wins(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], seen: str
) -> None:
    """Line, then environment, then file; afterwards the environment is as it was."""
    (tmp_path / "banmian.toml").write_text('contact = "file"\nnewspapers = "own"\n')
    before = dict(os.environ)

    result = CliRunner().invoke(show, ["--data", str(tmp_path), *arguments], env=environment)

    assert result.stdout == f"{seen} {tmp_path / 'own'}\n"
    assert dict(os.environ) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contakt = 'x'", "no such setting as contakt"),
        ("contact = 3", "contact is not a text"),
        ("contact = ''", "contact is not a text"),
        ("contact =", "settings cannot be read"),
        ("[contact]\nx = 1", "contact is not a text"),
        (b"contact = '\xff'", "settings cannot be read"),
    ],
)
def test_a_wrong_file_is_one_line(tmp_path: Path, text: str | bytes, said: str) -> None:
    """The file and the key are named, exit 1."""
    body = text if isinstance(text, bytes) else text.encode()
    (tmp_path / "banmian.toml").write_bytes(body)

    result = CliRunner().invoke(main, ["stats", "--data", str(tmp_path)])

    assert result.exit_code == 1
    assert said in result.stderr
    assert "banmian.toml" in result.stderr
    assert len(result.stderr.splitlines()) == 1
