"""The closed sets of the model in, the Chinese words an editor reads for each of them, out.

One table for all: a member added to a set without its words fails a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from parser.model import Act, Direction, Kind, ProblemKind, RepairKind, Settled, Verdict


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """How a verdict is told: a shape, a word, one line for a reader."""

    shape: str
    word: str
    #: For whoever wants to read on and cannot.
    plain: str


#: In the order an editor wants them: what must be looked at first.
VERDICTS: Final[dict[Verdict, VerdictWords]] = {
    "no-tail": VerdictWords("▽", "有头无尾", "所指的版上没有找到续文"),
    "no-head": VerdictWords("△", "有尾无头", "所指的版上没有找到前文"),
    "no-such-page": VerdictWords("×", "无此版", "本期没有这一版"),
    "ambiguous": VerdictWords("◇", "两可", "有不止一篇可能是它的另一半，尚待编辑判定"),
    "page-mismatch": VerdictWords("◪", "版次不符", "另一半找到了，但不在所印的版上"),
    "page-not-held": VerdictWords("○", "该版未收", "所指的版尚未收录"),
    "repeated": VerdictWords("◎", "两版重出", "来源在两个版上都给了全文"),
    "matched": VerdictWords("●", "已接上", "上下两半已经接上"),
}

#: What a person said of a jump line.
SETTLED: Final[dict[Settled, str]] = {
    "printed-error": "印错了",
    "sound": "无误",
    "linked": "已由编辑接上",
}

DIRECTIONS: Final[dict[Direction, str]] = {"to": "下转", "from": "上接"}

#: 稿件 is a piece of any kind.
KINDS: Final[dict[Kind, str]] = {
    "article": "文章",
    "photo": "图片",
    "pointer": "导读",
    "notice": "启事",
    "ad": "广告",
}
#: The same for a kind that comes as text, out of a database or an address.
KIND_NAMES: Final[Mapping[str, str]] = dict(KINDS.items())

REPAIRS: Final[dict[RepairKind, str]] = {
    "duplicate": "删去重复段",
    "near-duplicate": "删去近似重复段",
    "joined": "接合断开的段落",
    "fragment": "残段存疑",
    "markup": "清除残留标记",
    "doubtful": "识别存疑",
}

PROBLEMS: Final[dict[ProblemKind, str]] = {
    "page-missing": "缺版",
    "pieces-missing": "缺正文",
    "page-twice": "版次重复",
    "page-skipped": "版次跳缺",
    "empty-page": "空版",
    "columns-run-together": "栏序错乱",
    "headline-without-body": "有题无文",
    "body-without-headline": "有文无题",
    "empty-article": "空稿",
    "duplicate": "正文重复",
    "caption-without-picture": "有图说无图",
    "byline-twice": "署名两处",
    "article-without-region": "稿件无版位",
    "region-without-article": "版位无稿件",
    "region-outside": "版位出界",
    "region-crossed": "版位自交",
    "region-broken": "版位坐标有误",
    "order": "次序颠倒",
    "drift": "版式疑变",
}

#: What a person may do to an issue.
ACTS: Final[dict[Act, str]] = {
    "link": "接上",
    "unlink": "拆开",
    "verdict": "判定",
    "field": "改字段",
    "paragraph": "改段落",
    "split": "拆稿",
    "merge": "并稿",
    "kind": "改类型",
    "order": "改次序",
    "dismiss": "不作差错",
    "withdraw": "撤稿",
    "note": "附注",
}
