"""What stands in a byline beside people: notes about the author, and sources of text or picture.

A folded stretch in; what sort of note it is, who is named in it, which source, out.
"""

from __future__ import annotations

import re

from parser.byline.people import is_name
from parser.patterns import late
from parser.vocabulary.agencies import KNOWN, is_paper
from parser.vocabulary.openings import HAN, any_of
from parser.vocabulary.roles import SENT_OUT, SOURCES

_ABOUT_AUTHOR = late(
    r"(?:本文|该文|译文)?(?:第[一二]|通讯)?(?:作者|讲述人|讲述者|口述人|译者|受访者)"
    r"(?:分别|均|都|皆|系|为(?!$)|是|单位|简介|介绍|曾任|现任|工作单位)"
)
_ABOUT_TEXT = late(
    r"(?:本文|原文|该文|原题|原载|转载|摘自|摘编|选自|节选|载(?=[0-9《])|刊载|刊于|据《|全文|本系列|文中|部分|应受访|"
    r"图片说明|照片选|此文|题目为|有删|略有|内容有|数据截至|更多)"
)
_NAME_IS = late(
    rf"(?:本文)?(?:作者)?:? ?(?P<name>[{HAN}·]{{2,16}}?) ?(?:系|为|现任)"
    rf"(?P<what>[{HAN}A-Za-z“”《》、·—（）()0-9 -]{{4,80}})"
)
_CONTRIBUTED = late(
    rf"(?:主席|教授|院长|主任|专家|研究员|负责人|博士|所长|记者|先生|女士|学者|秘书长|大使)"
    rf"(?P<name>[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}}){{1,4}}|[{HAN}]{{2,3}})"
    r"对(?:本文|此文|本报道)(?:亦|也|均)?有(?:重要)?贡献"
)
_SOURCE_WORD = r"(?:本版|本文|以上|上述)?(?:图片|照片|资料|数据|文字|题图|配图|视频|图表)"
_SOURCE_LABEL = late(
    rf"(?:{_SOURCE_WORD})?(?:均|皆)?(?:来源|出处|来自|由)[于自为]?[: ]*"
    r"(?P<org>[^ :]{2,60}?)(?:提供|供图)?(?= |$)"
)
_CAPTION_HEAD = late(
    r"(?:以上|本版|本文|本组|文中)?(?:配图|题图|[上下左右]图|图片|照片|图[0-9]*)"
    r"(?:均|皆|都)?(?:为|由) ?|[见如](?:左|右|上|下|题|首)?图[①-⑳0-9]*$"
)
_UNIT_OF = late(r"作者(?:工作)?单位(?:为|是|系)?[: ]*(?P<org>[^ :].{2,60})$")
_SENT_BY = "(?:均为|均由|由|据|综合|转自|来源)?"
_SENT_OUT = rf" ?(?:{any_of(SENT_OUT)})"
_FROM_AGENCY = late(rf"{_SENT_BY}(?P<org>[{HAN}A-Za-z0-9+]{{2,16}}?)(?P<sent>{_SENT_OUT}|等)?$")
_SUPPLIED = late(
    r"(?:图片|照片|图|视频)?(?:均|皆)?由?(?P<org>.{2,40}?)(?:供图|提供图片|提供|供稿)$"
)
_BARE = late(rf"(?P<org>{any_of(SOURCES)})$")
_SHARED = late(
    r"(?P<before>.*?)[及和、与](?P<org>[^及和、与]{2,12}?)(?:记者)?"
    r"(?P<deed>采访整理|综合报道|报道|整理|采写)?$"
)


def is_note(line: str) -> bool:
    """Whether the stretch describes the author or the text and credits nobody: 作者为……大使."""
    return bool(_ABOUT_AUTHOR.match(line) or _ABOUT_TEXT.match(line))


def is_about_author(line: str) -> bool:
    """Whether the stretch says who the author is: 作者为某大学教授."""
    return _ABOUT_AUTHOR.match(line) is not None


def note_author(line: str) -> tuple[int, int] | None:
    """Where the author's name stands in 张三系某大学教授 or ……保罗·布斯对本文亦有贡献."""
    found = _CONTRIBUTED.search(line)
    if found:
        return found.span("name")
    found = None if is_note(line) else _NAME_IS.match(line)
    if found and is_name(found["name"]):
        return found.span("name")
    return None


def source_of(line: str) -> tuple[int, int, int] | None:
    """Where the source stands and where it is over, in 新华社发, 人民视觉, 数据来源：国家统计局."""
    agency = _FROM_AGENCY.match(line)
    if agency and (agency["org"] in KNOWN or (agency["sent"] and is_paper(agency["org"]))):
        return (*agency.span("org"), agency.end())
    for pattern in (_BARE, _SOURCE_LABEL, _SUPPLIED):
        found = pattern.match(line)
        if found and not (pattern is _SUPPLIED and _people(found["org"])):
            return (*found.span("org"), found.end())
    return None


def unit_of(line: str) -> tuple[int, int] | None:
    """Where the unit stands in 作者单位：某大学."""
    found = _UNIT_OF.match(line)
    return found.span("org") if found else None


def caption_head(line: str) -> int:
    """How long the words are that only say which picture is meant: 配图为."""
    found = _CAPTION_HEAD.match(line)
    return found.end() if found else 0


def _people(text: str) -> bool:
    """张三供图 and 本报记者张三供图 are people, not an organisation."""
    words = re.split("[ 、]+", text.strip())
    return any(role in text for role in ("记者", "通讯员", "作者")) or all(map(is_name, words))


def without_shared(line: str) -> str:
    """…、李琰和新华社记者采访整理: without the agency that only shared the work."""
    found = _SHARED.match(line)
    if not found or not found["before"] or found["org"] not in KNOWN:
        return line
    return found["before"] + (found["deed"] or "")
