"""Stretches that hold only people in; names, and whether they are guesses, out."""

from __future__ import annotations

import pytest

from parser.byline.people import is_name, read_names, stands_alone


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("高  炳  游  仪  苏  滨", "高炳 游仪 苏滨"),
        ("高  炳 游  仪", "高炳 游仪"),
        ("申小林 尚 林", "申小林 尚林"),
        ("张 小 明", "张小明"),
        ("张 小 明  李 小 红", "张小明 李小红"),
        ("欧阳 青", "欧阳青"),
        ("欧阳青青", "欧阳青青"),
        ("诸葛 青山", "诸葛青山"),
        ("确·胡提", "确·胡提"),
        ("高山 安东·别尔", "高山 安东·别尔"),
        ("安东 · 别尔", "安东·别尔"),
        ("安东•别尔", "安东·别尔"),
        ("扎西次仁", "扎西次仁"),
        ("阿尔达别克", "阿尔达别克"),
        ("Rob Marlow", "Rob Marlow"),
        ("黄河 安全 张力", "黄河 安全 张力"),
    ],
)
def test_layout(text: str, names: str) -> None:
    """Padding and gaps say where names begin: such readings are certain."""
    found = read_names(text)
    assert [name.text for name in found] == ([names] if names.isascii() else names.split())
    assert all(name.certain for name in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("曲同山郑向前", "曲同山 郑向前"),
        ("高连段小虎", "高连 段小虎"),
        ("王小明李强欧阳青", "王小明 李强 欧阳青"),
        ("欧 阳 青 青", "欧阳青青"),
        ("王 小 红 李 小 明", "王小红 李小明"),
    ],
)
def test_guesses(text: str, names: str) -> None:
    """Names run together are parted at the likeliest place and marked as guesses."""
    found = read_names(text)
    assert [name.text for name in found] == names.split()
    assert not any(name.certain for name in found)


@pytest.mark.parametrize("text", ["", " ", "近日从教育部门了解到", "8月9日", "。，！", "张" * 100])
def test_no_names(text: str) -> None:
    """Prose, signs and endless runs hold nobody."""
    assert read_names(text) == ()


def test_nothing_is_lost() -> None:
    """A single character that fits no name is kept, as a guess."""
    assert [(n.text, n.certain) for n in read_names("张小明 肖")] == [
        ("张小明", True),
        ("肖", False),
    ]


@pytest.mark.parametrize(
    "word", ["安全", "温暖", "回信", "伊朗", "卜算子·咏梅", "核心阅读", "的", ""]
)
def test_words_do_not_stand_alone(word: str) -> None:
    """Headings, places and tunes are no people where nothing around them says so."""
    assert not stands_alone(word)


@pytest.mark.parametrize("name", ["曲同山", "陶露", "欧阳青", "安东·别尔", "扎西", "陳同山"])
def test_names_stand_alone(name: str) -> None:
    """A full name is one without any word beside it."""
    assert stands_alone(name)
    assert is_name(name)
