"""Whatever is typed is read: as it was meant where that can be known, with a note where not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.dates import parse_range
from index.search.query import MAX_LENGTH, parse
from index.search.tree import All, And, DateRange, Exact, Filter, Not, Nothing, Or, Term
from index.search.wording import describe, explain
from index.text.words import search_words


def term(text: str, *words: str) -> Term:
    """A term of these words, or of its text."""
    return Term(text, words or (text,))


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("防汛", term("防汛")),
        ("防汛 抗旱", And((term("防汛"), term("抗旱")))),
        ("防汛　AND 抗旱", And((term("防汛"), term("抗旱")))),
        ("“防汛抗旱”", Exact("防汛抗旱")),
        ('"防汛"', Exact("防汛")),
        ("「防汛」", Exact("防汛")),
        ('"A  b"', Exact("A  b")),
        ("防汛 -会议", And((term("防汛"), Not(term("会议"))))),
        ('-"会议"', Not(Exact("会议"))),
        ("防汛 OR 抗旱", Or((term("防汛"), term("抗旱")))),
        ("防汛 | 抗旱", Or((term("防汛"), term("抗旱")))),
        ("(防汛 OR 抗旱) 云川", And((Or((term("防汛"), term("抗旱"))), term("云川")))),
        ("（防汛 OR 抗旱）", Or((term("防汛"), term("抗旱")))),
        ("标题:防汛", Term("防汛", ("防汛",), "title")),
        ("title：“防汛 工作”", Exact("防汛 工作", "title")),
        ("作者：柳溪舟", Filter("author", "柳溪舟")),
        ("author:柳溪舟", Filter("author", "柳溪舟")),
        ("版:3", Filter("page", "3")),
        ("版名:要闻", Filter("section", "要闻")),
        ('报纸:"云川 日报"', Filter("newspaper", "云川 日报")),
        ("日期:2022-08", DateRange(date(2022, 8, 1), date(2022, 8, 31))),
        ("date:2022-08-01..2022-08-31", DateRange(date(2022, 8, 1), date(2022, 8, 31))),
        ("", All()),
        ("  \x00 ", All()),
    ],
)
def test_what_is_meant(typed: str, tree: object) -> None:
    """The language reads as people guess it."""
    assert parse(typed).tree == tree
    assert tree == All() or not parse(typed).notes


@pytest.mark.parametrize(
    ("typed", "tree", "note"),
    [
        ("“防汛", Exact("防汛"), "引号没有配对"),
        ("(防汛", term("防汛"), "左括号没有配对"),
        ("防汛)", term("防汛"), "右括号没有配对"),
        ("OR OR", Nothing(), "没有可检索的词"),
        ("防汛 OR", term("防汛"), "OR 的一边没有词"),
        ("，。！", Nothing(), "没有可检索的字"),
        ("***", Nothing(), "通配符"),
        ("防* 汛", And((term("防"), term("汛"))), "通配符"),
        ('""', Nothing(), "引号里没有字"),
        ("日期:去年", Nothing(), "看不懂"),
        ("日期:2022-02-30", Nothing(), "看不懂"),
        ("日期:2022-09-01..2022-08-01", Nothing(), "之前"),
        ("防" * (MAX_LENGTH + 1), Nothing(), "没有检索"),
    ],
)
def test_what_is_wrong_is_said(typed: str, tree: object, note: str) -> None:
    """A fault is passed over or ends the search, and the note says which."""
    read = parse(typed)
    assert read.tree == tree
    assert any(note in said for said in read.notes)


def test_unknown_field_is_text() -> None:
    """A word before a colon that names no field is a word like others."""
    read = parse("时刻:晚")
    assert read.tree == And((term("时刻"), term("晚"))) or read.tree == And(
        (term("时刻"), Term(":晚", ("晚",)))
    )
    assert "没有“时刻”这个检索项" in read.notes[0]


NONSENSE = "防汛 \"“”()（）-OR|:：*标题版日期作者2022-08..'\\%^~\ud800\x00"


@given(st.text(st.sampled_from(NONSENSE) | st.characters()))
def test_nothing_typed_is_an_error(typed: str) -> None:
    """Any text is read and echoed."""
    read = parse(typed)
    assert explain(read.tree, (), read.notes, "relevance").endswith("。")


@pytest.mark.parametrize("typed", ["(" * 1900, "-" * 1900, "OR " * 600, '"' * 1999, "标题:" * 600])
def test_long_nonsense_is_read_at_once(typed: str) -> None:
    """Depth and length are bounded."""
    parse(typed)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022年", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022年8月", date(2022, 8, 1), date(2022, 8, 31)),
        ("2022年8月10日", date(2022, 8, 10), date(2022, 8, 10)),
        ("二〇二二年八月十日", date(2022, 8, 10), date(2022, 8, 10)),
        ("2022/8/10", date(2022, 8, 10), date(2022, 8, 10)),
        ("20220810", date(2022, 8, 10), date(2022, 8, 10)),
        ("2022-08..", date(2022, 8, 1), None),
        ("..2022-02", None, date(2022, 2, 28)),
        ("2021至2022年3月", date(2021, 1, 1), date(2022, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_days(typed: str, first: date | None, last: date | None) -> None:
    """Days, months and years are read as people write them."""
    assert parse_range(typed) == (first, last)


@pytest.mark.parametrize("typed", ["", "..", "abc", "2022-13", "2022-08-01..x", "1..2..3", "0000"])
def test_no_days(typed: str) -> None:
    """What is no day is none."""
    assert parse_range(typed) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("段拴虎", ("段拴虎",)),
        ("卢东亮", ("卢东亮",)),
        ("防汛工作", ("防汛", "工作")),
        ("群众的智慧", ("群众", "智慧")),
        ("的", ("的",)),
        ("健康码", ("健康码",)),
        ("新京报记者", ("新京报", "记者")),
        ("中国水利报讯", ("中国水利报", "讯")),
        ("市长王强调", ("市长", "王强调")),
        ("《云川》", ("云川",)),
        ("2022年8月10日", ("2022年8月10日",)),
        ("ＧＤＰ", ("gdp",)),
    ],
)
def test_typed_words(typed: str, words: tuple[str, ...]) -> None:
    """Names that jieba does not know stay whole; marks and words of grammar go."""
    assert search_words(typed) == words


def test_plain_words() -> None:
    """The echo says what was searched."""
    said = describe(parse("防汛工作 -“会议” (作者:柳溪舟 OR 日期:2022)").tree)
    assert said == (
        "含词“防汛工作”（拆为防汛、工作，都要有），且除去（含原文“会议”），"
        "且（作者为“柳溪舟”，或日期 2022-01-01 至 2022-12-31）"
    )
