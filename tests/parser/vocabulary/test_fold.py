"""The one folding: what each table makes equal, and that no text changes its length."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.traditional import HAN_BLOCKS, RARE_BLOCKS, simplified
from index.text.folding import fold as index_fold
from parser import labels
from parser.vocabulary import jumps, signs
from parser.vocabulary.fold import BLANKS, RARE, SIMPLE, WIDE, simple
from parser.vocabulary.openings import fold as byline_fold

TABLES: dict[str, Mapping[int, int | str | None]] = {
    "labels": labels.FOLD,
    "jumps": jumps.FOLD,
    "copies": signs.FOLDED,
    "simple": SIMPLE,
    "wide": WIDE,
    "blanks": BLANKS,
}


@pytest.mark.parametrize("name", TABLES)
@given(st.text(max_size=40))
def test_every_folding_keeps_the_length(name: str, text: str) -> None:
    """A place in folded text is the same place in the print."""
    assert len(text.translate(TABLES[name])) == len(text)


@given(st.text(max_size=40))
def test_bylines_fold_twice_as_once(text: str) -> None:
    """What is folded is folded for good."""
    assert byline_fold(byline_fold(text)) == byline_fold(text)
    assert len(byline_fold(text)) == len(text)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [("聯合國", "联合国"), ("後於乾", "后于干"), ("無論", "无论"), ("云州", "云州"), ("𠀀", "𠀀")],
)
def test_traditional_forms(printed: str, folded: str) -> None:
    """Traditional characters as simplified ones, each alone, by OpenCC."""
    assert simple(printed) == folded


def test_the_kept_table_is_opencc_s() -> None:
    """What is kept so that OpenCC need not be loaded is what OpenCC says."""
    assert simplified(HAN_BLOCKS) == SIMPLE
    assert simplified(RARE_BLOCKS) == RARE


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=20))
def test_search_and_bylines_fold_characters_alike(text: str) -> None:
    """The index's folding is built on the same table (numerals of dates are its own)."""
    plain = text.translate(dict.fromkeys(map(ord, "零一二三四五六七八九十〇"), "甲"))
    assert index_fold(plain) == byline_fold(plain)


def test_words_of_jump_lines_stay_words() -> None:
    """參 is a numeral, save in the jump lines' 參見."""
    assert "參見".translate(jumps.FOLD) == "参见"
    assert "第參版".translate(labels.FOLD) == "第三版"
