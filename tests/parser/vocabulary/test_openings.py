"""One grammar of openings and credits: every word of its tables is known in every room."""

from __future__ import annotations

import pytest

from parser.byline import credit_of, ends_in_picture_credit, find_byline, parse_byline
from parser.continuation.parts import starts_piece
from parser.excerpt.blocks import Block
from parser.excerpt.lines import read_lines
from parser.excerpt.people import is_byline, is_credit
from parser.kinds import classify
from parser.model import Article, Image
from parser.vocabulary.openings import names_source, opening_words, opens_report
from parser.vocabulary.roles import (
    DEEDS,
    OUTLETS,
    OWN,
    PICTURE_DEEDS,
    ROLES,
    SHORT_NAMES,
    SOURCES,
    WIRES,
    WROTE_AND_PICTURED,
)

AGENCIES = OWN + WIRES + OUTLETS
BODY = "近日，云州市召开会议，研究部署下一步工作，各县区负责人参加。"
#: Papers that stand in no table.
PAPERS = ("云州日报", "蓝溪晚报", "云川都市报", "霁河特区报", "云州青年报", "南浦导报", "河湾报")


def kind_of_line(text: str) -> str:
    """What a page of plain text takes a line for."""
    return read_lines([Block(text, 0)])[0].kind


@pytest.mark.parametrize("agency", AGENCIES + PAPERS)
@pytest.mark.parametrize("form", ["{}讯（记者 陶露）", "{}云州8月9日电 ", "{}讯 记者陶露报道："])
def test_every_agency_opens_a_report(agency: str, form: str) -> None:
    """In linking, in plain text, in bylines: the same paragraph opens a report."""
    text = form.format(agency) + BODY
    assert opens_report(text)
    assert starts_piece(text)
    assert kind_of_line(text) == "opening"
    byline = find_byline([text, BODY])
    assert byline is not None
    assert byline.text == form.format(agency).strip().rstrip("：")
    assert [a.name for a in byline.authors] == (["陶露"] if "陶露" in form else [])


@pytest.mark.parametrize("agency", AGENCIES)
def test_every_agency_is_a_source(agency: str) -> None:
    """Nothing is joined to a paragraph that begins with one; its pictures are its own."""
    assert names_source(f"{agency}{BODY}")
    assert credit_of(f"{agency}记者 陶露 摄") is not None
    assert ends_in_picture_credit(f"{BODY}{agency}发（陶露摄）")


@pytest.mark.parametrize("name", SHORT_NAMES)
def test_every_short_name_opens_a_report(name: str) -> None:
    """南都讯（记者 …）: the paper's short name is no person."""
    byline = parse_byline(f"{name}讯（记者 陶露）")
    assert [(a.name, a.affiliation) for a in byline.authors] == [("陶露", name)]
    assert opens_report(f"{name}讯（记者 陶露）{BODY}")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_a_credit(role: str) -> None:
    """（通讯员 陶露）, 本报通讯员 陶露: in brackets before a report, and in a line of its own."""
    assert opens_report(f"（{role} 陶露）{BODY}")
    assert starts_piece(f"（{role} 陶露）{BODY}")
    line = f"本报{role} 陶露"
    found = credit_of(line)
    assert found is not None
    assert found.names == ("陶露",)
    assert is_byline(line) if found.text else is_credit(line)
    assert [(a.name, a.role) for a in parse_byline(line).authors] == [("陶露", ROLES[role])]


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_is_a_credit(deed: str) -> None:
    """（本报记者 陶小露整理）: whoever did it, whatever it was."""
    assert credit_of(f"（本报记者 陶小露{deed}）") is not None


@pytest.mark.parametrize("deed", PICTURE_DEEDS)
def test_every_picture_deed_credits_a_picture(deed: str) -> None:
    """In captions, in plain text and in telling what is a picture piece."""
    assert ends_in_picture_credit(f"云州街头。本报记者 陶小露 {deed}")
    line = f"本报记者 陶小露 {deed}"
    assert is_byline(line) if deed in WROTE_AND_PICTURED else is_credit(line)
    piece = Article("i", images=(Image("a.jpg"),), paragraphs=(f"云州街头。陶小露 {deed}",))
    assert classify(piece) == "photo"


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_credits_a_picture(source: str) -> None:
    """陶露摄（人民视觉）, and the source alone."""
    assert is_credit(f"陶露摄（{source}）")
    assert ends_in_picture_credit(f"云州街头。陶露摄（{source}）")


@pytest.mark.parametrize(
    "text",
    [BODY, "记者从云州市获悉，雨。", "记者在现场看到，桥已合龙。", "云州日报社社长来到蓝溪。",
     "喜讯传来", "通讯员培训班开班", "据介绍，新桥长三百米。", "本报记者站设在云州。", "简讯", ""],
)  # fmt: skip
def test_prose_opens_no_report(text: str) -> None:
    """Sentences about reporters, papers and news are none."""
    assert not opens_report(text)
    assert credit_of(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"新华社云州8月9日电（记者陶露）{BODY}", "新华社云州8月9日电（记者陶露）"),
        (f"本报云州8月9日讯{BODY}", "本报云州8月9日讯"),
        (f"本报讯（记者陶露）{BODY}", ""),
        (BODY, ""),
    ],
)
def test_words_of_an_opening(text: str, words: str) -> None:
    """Two dispatches of one day share them; without a day there are none to share."""
    assert opening_words(text) == words
