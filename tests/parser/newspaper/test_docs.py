"""docs/newspapers.md says what is: each key, family and file in it exists, none is left out."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from parser.newspaper.definition import KEYS, TABLE_KEYS, newspaper_of
from parser.newspaper.families import FAMILY_CODES
from tests.paths import ROOT

PAGE = (ROOT / "docs" / "newspapers.md").read_text("utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
WHOLE = next(one for one in EXAMPLES if one.startswith("code"))


def table(heading: str) -> set[str]:
    """The codes in the first column of the table below a heading."""
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("|")]
    return {code.strip(" `") for cell in cells[2:] for code in cell.split(",")}


def test_every_key_is_told() -> None:
    """The table of keys has each key once, and nothing else."""
    assert table("Keys") == set(KEYS)


def test_every_key_of_a_table_is_told() -> None:
    """What [selectors], [[addresses]] and [[json]] may hold stands on the page."""
    for keys in TABLE_KEYS.values():
        for key in keys:
            assert f"`{key}`" in PAGE, key


def test_every_family_is_told() -> None:
    """The table of families is that of the code."""
    assert table("Families") == FAMILY_CODES


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_are_sound(example: str, tmp_path: Path) -> None:
    """Every piece of TOML is one that a definition may hold."""
    text = example if example.startswith("code") else WHOLE + example
    assert newspaper_of(tomllib.loads(text), tmp_path / "yxrb.toml").code == "yxrb"


def test_every_file_named_is_there() -> None:
    """Paths on the page lead somewhere."""
    for name in re.findall(r"`((?:parser|tests|seeds|docs)/[\w./]+)`", PAGE):
        assert (ROOT / name).exists(), name
