"""Paragraphs and captions in; the byline or credit in them out. People and places are invented."""

from __future__ import annotations

import json
import lzma
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.byline import find_byline, split_credit
from tests.paths import SHARED

CORPUS = SHARED / "corpus" / "rmrb2020-h1.jsonl.xz"
ISSUED = date(2022, 8, 10)
BODY = "近日，云州市召开会议，研究部署下一步工作。"


@pytest.mark.parametrize(
    ("opening", "people"),
    [
        ("本报讯 (记者 曲同山)", "曲同山"),
        ("本报讯（记者 曲同山 通讯员 陶露）", "曲同山 陶露"),
        ("新华社云州8月9日电", ""),
        ("新华社云州12月31日电\xa0（记者曲同山、陶露）", "曲同山 陶露"),
        ("据新华社云州8月9日电 （记者曲同山）", "曲同山"),
        ("本报云州3月26日电  （曲同山、陶露）", "曲同山 陶露"),
        ("（本报云州8月9日电 记者曲同山）", "曲同山"),
        ("【本报云州8月9日讯】", ""),
        ("本报讯 记者曲同山、通讯员陶露报道", "曲同山 陶露"),
        ("（本报记者 曲同山）", "曲同山"),
    ],
)
def test_openings(opening: str, people: str) -> None:
    """The words before the report begins are the byline, exactly as printed."""
    byline = find_byline([f"\u3000\u3000{opening} {BODY}", BODY], issued=ISSUED)
    assert byline is not None
    assert byline.text == opening
    assert [author.name for author in byline.authors] == people.split()


@pytest.mark.parametrize(
    ("paragraphs", "text"),
    [
        (["■ 云州日报全媒体记者 曲同山", BODY], "■ 云州日报全媒体记者 曲同山"),
        (["本报记者  陶  露", BODY, BODY], "本报记者  陶  露"),
        (["曲同山", BODY], "曲同山"),
        ([BODY, BODY, "（曲同山）"], "（曲同山）"),
        ([BODY, f"{BODY}（记者 曲同山）"], "（记者 曲同山）"),
        ([BODY, f"{BODY} （曲同山 文/图）"], "（曲同山 文/图）"),
        ([BODY] * 9 + ["（本报记者曲同山、陶露参与采写）"], "（本报记者曲同山、陶露参与采写）"),
        ([BODY, "曲同山摄（人民视觉）"], "曲同山摄（人民视觉）"),
        ([f"{BODY}文/本报记者 曲同山 图/陶露"], "文/本报记者 曲同山 图/陶露"),
        ([BODY, "（作者为云州大学教授）"], "（作者为云州大学教授）"),
    ],
)  # fmt: skip
def test_lines_and_closings(paragraphs: list[str], text: str) -> None:
    """A paragraph that is only a byline, at either end; a bracket at the very end."""
    byline = find_byline(paragraphs, issued=ISSUED)
    assert byline is not None
    assert byline.text == text


def test_people_come_before_a_dateline_which_is_kept() -> None:
    """People first; the dateline printed elsewhere stays beside them."""
    byline = find_byline(
        ["云州日报记者 曲同山", "新华社记者 陶露", BODY, BODY, "（本报云州8月9日电）"],
        issued=ISSUED,
    )
    assert byline is not None
    assert byline.text == "云州日报记者 曲同山\n新华社记者 陶露"
    assert [(a.name, a.affiliation) for a in byline.authors] == [
        ("曲同山", "云州日报"),
        ("陶露", "新华社"),
    ]
    assert byline.dateline is not None
    assert (byline.dateline.text, byline.dateline.date) == ("本报云州8月9日电", date(2022, 8, 9))


def test_writers_come_before_photographers() -> None:
    """A picture credit is the byline only where nobody else signs."""
    byline = find_byline(
        ["本报讯（记者 曲同山）日前，雨。", "图为云州街头。", "陶露摄（人民视觉）"]
    )
    assert byline is not None
    assert [author.name for author in byline.authors] == ["曲同山"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        [""],
        ["  ", "\u3000"],
        [BODY],
        ["记者近日从教育部门了解到，全市学校已做好准备。"],
        ["记者手记", BODY],
        ["回 信", BODY],
        ["安全", BODY],
        ["伊朗", BODY],
        ["卜算子·咏梅", "云州城外雨霏霏"],
        ["据云国电视台1月14日报道，会议在云州召开。"],
        ["云州通讯社援引官方2月9日消息，说，雨。"],
        ["过年是有关时间的仪式感，也是和文化密不可分的精神依归"],
        ["此刻，相信是一种力量"],
        ["东方红一号成为云州航天里程碑"],
        [BODY, "（本系列评论到此结束）"],
        [BODY, "（下转第三版）"],
        [BODY, "（应受访者要求，曲同山为化名）"],
        [BODY, "——云州市纪委书记 曲同山"],
        [BODY, "版式设计：曲同山"],
        ["新华社社长来到云州，会见了当地负责人。"],
        ["本报记者站设在云州。"],
        ["通讯员培训班开班", BODY],
    ],
)
def test_prose_is_no_byline(paragraphs: list[str]) -> None:
    """Running text, headings, notes and other people's credits are none."""
    assert find_byline(paragraphs, issued=ISSUED) is None


@pytest.mark.parametrize(
    ("caption", "words", "credit"),
    [
        ("图为工人赶制灯笼。 本报记者 曲同山 摄", "图为工人赶制灯笼。", "本报记者 曲同山 摄"),
        ("工人赶灯笼。\u3000\u3000曲同山摄（人民视觉）", "工人赶灯笼。", "曲同山摄（人民视觉）"),
        ("俯瞰云州。（曲同山 摄）", "俯瞰云州。", "（曲同山 摄）"),
        ("俯瞰云州 曲同山摄", "俯瞰云州", "曲同山摄"),
        ("俯瞰云州。云州文化馆供图", "俯瞰云州。", "云州文化馆供图"),
        ("俯瞰云州。新华社发", "俯瞰云州。", "新华社发"),
        ("云州（新城）街头。新华社记者  陶  露摄", "云州（新城）街头。", "新华社记者  陶  露摄"),
        ("本报记者 曲同山 摄", None, "本报记者 曲同山 摄"),
        ("图为工人赶制灯笼。", "图为工人赶制灯笼。", None),
        ("记者曲同山在云州拍摄灯笼。", "记者曲同山在云州拍摄灯笼。", None),
        ("", None, None),
    ],
)  # fmt: skip
def test_captions(caption: str, words: str | None, credit: str | None) -> None:
    """The words of a caption and the credit after them."""
    assert split_credit(caption) == (words, credit)


TEXT = st.text(
    st.sampled_from("张三李四记者本报讯新华社电摄文图（）()、，。 \u30008月9日/：■\x00"),
    max_size=80,
)


@given(st.lists(TEXT, max_size=6))
def test_bylines_are_cut_from_the_paragraphs(paragraphs: list[str]) -> None:
    """Whatever comes in, the byline is made of whole stretches of it."""
    byline = find_byline(paragraphs, issued=ISSUED)
    if byline is not None:
        for line in byline.text.split("\n"):
            assert any(line in text for text in paragraphs)


@given(TEXT)
def test_credits_are_cut_from_the_caption(caption: str) -> None:
    """Words and credit together are the caption, white space apart."""
    words, credit = split_credit(caption)
    joined = f"{words or ''}{credit or ''}"
    printable = caption.replace("\x00", "")
    assert "".join(joined.replace("\x00", "").split()) == "".join(printable.split())


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="needs shared/corpus beside the repository")
def test_real_openings_are_caught() -> None:
    """At least 99 of 100 real opening words are found, with their people and day."""
    opening = re.compile(r"(?:据)?(?:新华社|本报)[^。，]{1,40}日电\s*（记者[^）]+）")
    seen = good = 0
    for line in lzma.decompress(CORPUS.read_bytes()).decode().splitlines():
        article = json.loads(line)
        found = opening.match(article["body"])
        if found:
            issued = date.fromisoformat(article["date"])
            byline = find_byline(article["body"].split("\n"), issued=issued)
            seen += 1
            good += bool(byline and byline.authors and byline.dateline and byline.dateline.date)
    assert seen > 1000
    assert good / seen >= 0.99


#: Names in brackets after a role word, or in a line of their own after one.
_PRINTED = re.compile(
    r"(?:（(?:综合|据)?[^（）。，：]{0,24}?(?:记者|通讯员)(?!手记)\s{0,4}([^（）。：；]{2,80}?)"
    r"(?:采访整理|参与采写|报道|整理|摄)?）"
    r"|^[\s]*本报(?:驻[一-鿿]{2,6})?记者\s+([一-鿿\s]{2,30}?)(?:整理|摄|摄影报道)?$)"
)


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="needs shared/corpus beside the repository")
def test_no_printed_reporter_is_missed() -> None:
    """The names printed after a role word, wherever in a piece, are all authors."""
    seen = 0
    missed: list[str] = []
    for line in lzma.decompress(CORPUS.read_bytes()).decode().splitlines():
        article = json.loads(line)
        byline = find_byline(article["body"].split("\n"))
        authors = {author.name for author in byline.authors} if byline else set()
        for paragraph in article["body"].split("\n"):
            for found in _PRINTED.finditer(paragraph):
                printed = re.sub(r"[和与]?新华社.*|等$", "", found[1] or "")
                names = {"".join(name.split()) for name in printed.split("、")}
                names = {name for name in names if re.fullmatch("[一-鿿]{2,3}", name)}
                seen += len(names)
                missed += names - authors
    assert seen > 4000
    assert missed == []


@pytest.mark.parametrize(
    ("paragraphs", "people"),
    [
        ([BODY, "护士长（上图。本报记者陶小露摄）挥手送别。", BODY, BODY, BODY], "陶小露"),
        (["一、修渠", "本报记者 曲同山", BODY, BODY, BODY, "二、种树", "本报记者 陶露", BODY],
         "曲同山 陶露"),
        ([f"本报云州8月9日电（记者曲同山）{BODY}", BODY, BODY, BODY,
          f"又电（记者陶露）{BODY}", BODY, BODY, BODY], "曲同山 陶露"),
        ([BODY, BODY, BODY, BODY, f"{BODY}（本报记者曲同山、陶露参与采写）", BODY, BODY, BODY],
         "曲同山 陶露"),
        ([BODY, BODY, BODY, BODY, "【记者】曲同山 【通讯员】陶露"], "曲同山 陶露"),
        ([BODY, BODY, BODY, BODY, "本报记者：陶露"], "陶露"),
        (["谢小河摄", BODY, BODY, BODY, BODY, "本报记者 曲同山", BODY, BODY, BODY, BODY],
         "曲同山 谢小河"),
        ([f"据新华社云州8月9日电（记者曲同山、树文）{BODY}", BODY], "曲同山 树文"),
    ],
)  # fmt: skip
def test_everybody_credited_by_a_role(paragraphs: list[str], people: str) -> None:
    """In a package each part has a byline: its people are all the piece's authors."""
    byline = find_byline(paragraphs, issued=ISSUED)
    assert byline is not None
    assert [author.name for author in byline.authors] == people.split()


@pytest.mark.parametrize("name", ["水木", "木  铎", "一凡", "望海", "小丫", "青禾子"])
@pytest.mark.parametrize("form", ["（{}）", "{}"])
def test_pen_names_at_the_end(name: str, form: str) -> None:
    """A pen name signs in a paragraph of its own at the end, and in brackets after the text."""
    byline = find_byline([BODY, BODY, BODY, BODY, form.format(name)], issued=ISSUED)
    assert byline is not None
    assert [(a.name, a.role) for a in byline.authors] == [("".join(name.split()), "作者")]
    assert byline.kind == "contributed"
    if form != "{}":
        assert find_byline([BODY, BODY, BODY, BODY + form.format(name)], issued=ISSUED) is not None


@pytest.mark.parametrize(
    "note",
    [
        "（节选）",
        "（完）",
        "（待续）",
        "（有删节）",
        "（见下图）",
        "（资料图）",
        "（上）",
        "（成都）",
        "（温暖）",
        "谢谢",
        "完",
    ],
)
def test_notes_at_the_end_are_no_names(note: str) -> None:
    """What the paper says of the text, places and common words sign nothing."""
    assert find_byline([BODY, BODY, BODY, BODY, note], issued=ISSUED) is None
    assert find_byline([BODY, BODY, BODY, BODY + note], issued=ISSUED) is None
