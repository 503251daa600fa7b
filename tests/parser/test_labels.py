"""Page labels: what is printed on a page, in a list and in a jump line, and which are one page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.labels import (
    chinese_number,
    find_label,
    halves,
    label_key,
    make_label,
    normalise_label,
    page_at,
    same_page,
    spoken,
)


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("第三版", "03"),
        ("三版", "03"),
        ("3版", "03"),
        ("第 3 版", "03"),
        ("第\u3000十\u00a0三\u3000版", "13"),
        ("A2", "A02"),
        ("Ａ０２版", "A02"),
        ("a02", "A02"),
        ("B-03版", "B03"),
        ("001", "001"),
        ("头版", "01"),
        ("01版：要闻", "01"),
        ("第 1 版：头版", "01"),
        ("A01： 头版", "A01"),
        ("第廿一版", "21"),
        ("特2版", "特2"),
        ("第特１版：专题", "特1"),
        ("第号外版", "号外"),
        ("號外", "号外"),
        ("封底", "封底"),
        ("Ｂ叠0２版", "B叠02"),
        ("C疊3", "C叠03"),
        ("第04-05版：专题", "04-05"),
        ("06／07", "06-07"),
        ("第 八—九 版", "08-09"),
        ("A12版-13版", "A12-A13"),
        ("B02、B03", "B02-B03"),
    ],
)
def test_printed_labels_become_one_form(printed: str, label: str) -> None:
    """Brackets of 第 and 版, spaces, width and numerals do not matter."""
    assert normalise_label(printed) == label


@pytest.mark.parametrize(
    "printed", ["", "要闻", "三农问题", "2022年", "3天", "头", "第版", "要闻版"]
)
def test_what_is_no_label_is_none(printed: str) -> None:
    """A word with a number in it is no page."""
    assert normalise_label(printed) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十三", 13),
        ("二十", 20),
        ("二〇", 20),
        ("一百零二", 102),
        ("廿五", 25),
        ("貳", 2),
    ],
)
def test_chinese_numbers(text: str, number: int) -> None:
    """Counting, place-value and formal numerals."""
    assert chinese_number(text) == number


@pytest.mark.parametrize("text", ["", "三个", "十百千", "十十", "百百", "一" * 20])
def test_what_is_no_chinese_number_is_none(text: str) -> None:
    """A string that is no number gives None, however long."""
    assert chinese_number(text) is None


def test_labels_of_one_page() -> None:
    """Zeros before the number do not matter; letters do."""
    assert same_page("3", "03")
    assert same_page("03", "003")
    assert same_page("A1", "A01")
    assert not same_page("A01", "B01")
    assert not same_page("01", "A01")
    assert not same_page("03", "13")
    assert same_page("2-3", "02-03")
    assert same_page("特1", "特01")
    assert not same_page("02-03", "02")
    assert not same_page("号外", "封面")


def test_a_jump_finds_its_page_among_the_labels_of_its_issue() -> None:
    """A02 means 002 where labels have no letters; 2 means the section it is printed in."""
    assert find_label("A02", ["001", "002"]) == "002"
    assert find_label("B02", ["001", "002"]) is None
    assert find_label("02", ["A01", "A02"]) == "A02"
    assert find_label("02", ["A01", "A02", "B01", "B02"], at="B01") == "B02"
    assert find_label("02", ["A01", "A02", "B01", "B02"]) is None
    assert find_label("02", ["01", "02", "A02"]) == "02"
    assert find_label("09", ["01", "02"]) is None
    assert find_label("02", []) is None
    assert find_label("03", ["01", "02-03", "04"]) == "02-03"
    assert find_label("03", ["01", "02-03", "03"]) == "03"
    assert find_label("07", ["A01", "A06-A08"], at="A01") == "A06-A08"
    assert find_label("封三", ["封面", "01", "封三"]) == "封三"


def test_labels_sort_as_a_paper_is_read() -> None:
    """2 before 10, numbers before sections."""
    labels = ["B01", "10", "A02", "2", "A01", "要闻", "03-04", "封面"]
    ordered = ["封面", "2", "03-04", "10", "A01", "A02", "B01", "要闻"]
    assert sorted(labels, key=label_key) == ordered


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("03", "第3版"),
        ("010", "第10版"),
        ("A02", "A02版"),
        ("特1", "特1版"),
        ("A叠01", "A叠01版"),
        ("02-03", "第2-3版"),
        ("A02-A03", "A02-A03版"),
        ("号外", "号外"),
        ("封三", "封三"),
        ("末版", "末版"),
        ("要闻", "要闻版"),
    ],
)
def test_a_page_has_one_name(label: str, name: str) -> None:
    """As newspapers print it: 第 before plain numbers only, no zero before them."""
    assert spoken(label) == name


@pytest.mark.parametrize(
    ("place", "at", "label"),
    [
        ("头版", "04", "01"),
        ("末版", "01", "04"),
        ("次版", "01", "02-03"),
        ("次版", "02-03", "04"),
        ("次版", "04", None),
        ("本版", "02-03", "02-03"),
        ("次版", "09", None),
        ("前版", "04", "02-03"),
        ("上版", "01", None),
        ("要闻版", "01", None),
    ],
)
def test_pages_named_by_their_place(place: str, at: str, label: str | None) -> None:
    """Resolved among the labels of the issue, from the page the jump line is printed on."""
    assert page_at(place, ["01", "02-03", "04"], at=at) == label


def test_two_numbers_that_are_no_double_page() -> None:
    """A year, a range too wide, a second number before the first."""
    assert normalise_label("02-40") is None
    assert normalise_label("03-02") is None
    assert normalise_label("A01-2022") is None
    assert halves("2022-08") == ("2022-08",)


@given(st.integers(1, 999), st.sampled_from(["", "A", "B", "特", "A叠", "特刊"]))
def test_a_made_label_reads_back(number: int, letters: str) -> None:
    """Every label we write is read as itself."""
    label = make_label(letters, number)
    assert normalise_label(label) == label
    assert normalise_label(f"第{label}版") == label


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Any text is a label or none; what is read reads as itself."""
    label = normalise_label(text)
    if label is not None:
        assert normalise_label(label) == label
    chinese_number(text)
    same_page(text, text[::-1])
    find_label(text, ["01", text])
