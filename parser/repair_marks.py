"""What repair goes by: stops, brackets, openings, list signs, thresholds. Data only."""

from __future__ import annotations

import re

#: A paragraph that ends in one of these is finished.
FINAL_STOPS = "。！？!?…"
#: After a final stop, these may still close the paragraph.
CLOSERS = "”’」』）)》〉】]\"'"
#: A sentence begins with none of these.
NEVER_FIRST = "，。、；：！？）》”’」』】〉,;"
#: A paragraph cut after one of these goes on in the next.
COMMAS = "，、,"
#: Brackets that a paragraph of news does not leave open, with the sign that closes them.
#: Quotation marks are the exception: speech over several paragraphs opens them anew each time.
BRACKETS = {"《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "「": "」", "“": "”"}
#: How far into the next paragraph the closing sign is looked for, in characters.
BRACKET_REACH = 60

#: Verbs of saying that a repeated paragraph may exchange.
SAYING = re.compile("强调|指出|表示|要求|认为|提出|介绍|说道|[说称]")
#: Half-width punctuation beside full-width: one paragraph printed twice may differ in it.
FOLDED = str.maketrans("，、；：！？（）“”‘’．　\xa0", ",,;:!?()\"\"''.  ")
#: Final stops after folding.
FOLDED_STOPS = ".。!?…"
SPACES = re.compile(r"\s+")
#: What clauses are cut at, to find paragraphs that share one.
CLAUSES = re.compile(r"[,;:!?()\"'。…—]+")

#: 第三条, （一）, 1. ① ■: members of a list may be alike, and printed twice.
LISTED = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]{1,5}[条章节款项]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]"
    r"|[①-⑳㈠-㈩■□●○◆◇▲△▶★☆·•※]|——)"
)
#: An abstract printed over the text, whose sentences come again in it.
SUMMARY = re.compile(
    r"[\[【〔（(■●◎▍\s]{0,3}(?:核心(?:阅读|提示|内容)|内容(?:提要|摘要|提示|简介)|阅读提示|提要|摘要|导读|引[言子]"
    r"|编者按|编者的话|开栏的话|要点|看点|新闻提示|主要观点)[\]】〕）)：:\s]{0,3}$"
)
#: How many paragraphs after its heading such an abstract may hold.
SUMMARY_LENGTH = 8

#: A paragraph that opens a report: 本报讯, 新华社北京8月9日电.
OPENING = re.compile(r"[（(【〔]?\s?(?:本报|本网|新华社|新华网|中新社|人民网|据新华社|央视|记者)")
#: A jump line alone: nothing is joined to it.
JUMP = re.compile(r"[（(〔\[【◀▲▶→←\s]{0,3}(?:[上下]接|[下紧]转|紧接|转第|[上下]转)[^。，]{1,20}$")
#: The head of a letter: a comma ends it, and a paragraph follows.
SALUTATION = re.compile(
    r"(?:们|生|士|志|友|席|统|阁下|代表|委员|长|师|妈|爸|老师|你好|您好|亲爱的.*|尊敬的.*)[，,]$"
)

#: Single characters that begin a sentence as words of their own; an overlap of one character
#: proves nothing where the character is one of these.
STARTERS = frozenset(
    "问答据在能图从对以为将把被让使当如若但而且则或与和及并又也都就才还更最很太不没无未有是要会可应该需须请"
    "来去到走看听说想做打拿上下中前后左右东南西北今昨明年月日时春夏秋冬我你您他她它人这那此其各每某本全"
    "一二三四五六七八九十百千万亿两双几多少新老大小高低早晚近远山水风雨雪花树路车船国省市县区乡镇村党家户"
    "经由因随按依凭给向往自至于即虽然既只再已正曾同跟比像若谁何怎吃喝住行坐站戴穿读写学教用开关进出入回"
    "过起带送找买卖种养建造修办管抓推促保护防治救爱恨喜怕愿盼望等待"
)

#: Lengths in characters, chosen on 9,062 clean articles (bench/repair.py).
COPY_LENGTH = 20  # an identical paragraph further off
ADJACENT_COPY_LENGTH = 10  # an identical paragraph next to its copy
NEAR_LENGTH = 20  # one that differs in verbs of saying, or was cut off
TYPO_LENGTH = 40  # one that differs in single characters
TYPO_SHARE = 0.04  # ... in no more than this share of them
CLAUSE_LENGTH = 6  # shorter clauses are too common to tell paragraphs by
CUT_LENGTH = 20  # before a cut after a comma, or within a word
PROSE_LENGTH = 30  # before a cut between two words: with a full sentence before it
LONG_CLAUSE = 60  # ... or without one
TAIL_LENGTH = 12  # what the next paragraph must have at least
OVERLAP_REACH = 12  # how many characters may stand on both sides of a cut
VERSE_LINE = 20  # lines of verse and of lists are shorter
