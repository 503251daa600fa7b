"""docs/search.md: every example in it is understood as it says, every name in it is one."""

from __future__ import annotations

import re

import pytest

from index.request import PROPERTIES
from index.search import query
from index.search.engine import SECONDS
from index.search.trend import MOST_PERIODS
from index.search.wording import explain
from tests.paths import ROOT

PAGE = (ROOT / "docs" / "search.md").read_text("utf-8")
EXAMPLES = re.findall(r"^\| `(.+)` \| (.+。) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("typed", "understood"), EXAMPLES)
def test_an_example_is_understood_so(typed: str, understood: str) -> None:
    """The right column is what the archive answers to the left one."""
    read = query.parse(typed)
    assert explain(read.tree, (), read.notes, "relevance") == understood


def test_the_page_names_every_property() -> None:
    """Each name before a colon and each option of the command line stands there, and no other."""
    named = set(re.findall(r"`([^\s`:]+):`", PAGE))
    typed = {name for each in PROPERTIES for name in each.typed if name != "報紙"}
    assert len(EXAMPLES) > 20
    assert typed <= named
    assert named - typed == {"标题", "title", "headline", "日期", "时间", "date"}
    options = set(re.findall(r"`--([a-z]+)`", PAGE))
    assert options == {each.option for each in PROPERTIES} | {"from", "to"}


def test_the_page_gives_the_bounds() -> None:
    """The numbers on the page are those of the program."""
    for number, unit in (
        (query.MAX_LENGTH, "characters"),
        (query.MAX_LEAVES, "words and strings"),
        (query.MAX_DEPTH, "brackets"),
        (int(SECONDS), "seconds"),
        (MOST_PERIODS, "are counted"),
    ):
        assert f"{number:,} {unit}" in PAGE
