"""Folding makes equal what a reader takes for the same, and knows the way back to the print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.folding import fold, fold_with_offsets, merge, spans

AWKWARD = "〇零一二十廿月日号版年0123AＡａ臺台灣湾 \u3000\xa0，,「“é\U0010ff00😀"
TEXT = st.text(st.sampled_from(AWKWARD) | st.characters(), max_size=40)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("臺灣", "台湾"),
        ("ＧＤＰ增长３％", "gdp增长3％"),
        ("ＧＤＰ", "gdp"),
        ("二〇二二年八月十日", "2022年8月10日"),
        ("二零二二年十二月三十一日", "2022年12月31日"),
        ("08月05日", "8月5日"),
        ("第三版", "第3版"),
        ("第03版", "第3版"),
        ("二十八版", "28版"),
        ("云川\u3000日报\xa0讯", "云川 日报 讯"),
        ("(柳溪舟)", "（柳溪舟）"),
        ("「引水」", "“引水”"),
    ],
)
def test_what_folds_alike(printed: str, folded: str) -> None:
    """Spellings of one thing fold to one form."""
    assert fold(printed) == folded


@pytest.mark.parametrize("text", ["三个月", "十全十美", "一心一意", "百分之二十", "2008年", "20版"])
def test_what_stays(text: str) -> None:
    """Numerals that are no date and no page number stay as printed."""
    assert fold(text) == text


@given(TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded text folds to itself, but for numerals that only then stand in a date."""
    once = fold(text)
    assert fold(once) == fold(fold(once))


@given(TEXT)
def test_offsets_agree_with_folding(text: str) -> None:
    """The text with offsets is the folded text, and every offset lies in the print, in order."""
    way = fold_with_offsets(text)
    assert way.text == fold(text)
    assert len(way.begins) == len(way.ends) == len(way.text)
    assert all(0 <= b < e <= len(text) for b, e in zip(way.begins, way.ends, strict=True))
    assert list(way.begins) == sorted(way.begins)


@given(st.text(st.sampled_from("甲乙臺灣ＡＢ aé「，"), max_size=30), st.data())
def test_a_part_folds_like_that_part_alone(text: str, data: st.DataObject) -> None:
    """Without numerals, folding is a matter of single characters."""
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    assert fold(text)[begin:end] == fold(text[begin:end])


def test_back_to_the_print() -> None:
    """A folded run marks the whole numeral it came from."""
    text = "到二〇二二年八月二十日止"
    way = fold_with_offsets(text)
    begin = way.text.index("8月20日")
    first, last = way.printed(begin, begin + len("8月20日"))
    assert text[first:last] == "八月二十日"


def test_spans_and_merge() -> None:
    """Runs do not overlap, and those that touch are one."""
    assert list(spans("aa", "aaaaa")) == [(0, 2), (2, 4)]
    assert list(spans("", "abc")) == []
    assert merge([(4, 6), (0, 2), (1, 3), (6, 7)]) == ((0, 3), (4, 7))
