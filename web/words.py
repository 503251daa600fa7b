"""Values in, the Chinese words a reader sees out: dates, weekdays, pages, verdicts, kinds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """How a verdict is told: a shape, a word, one line for a reader."""

    shape: str
    word: str
    #: For whoever wants to read on and cannot.
    plain: str


#: Every verdict, in the order an editor wants them: what must be looked at first.
VERDICTS: dict[str, VerdictWords] = {
    "no-tail": VerdictWords("▽", "有头无尾", "所指的版上没有找到续文"),
    "no-head": VerdictWords("△", "有尾无头", "所指的版上没有找到前文"),
    "no-such-page": VerdictWords("×", "无此版", "本期没有这一版"),
    "ambiguous": VerdictWords("◇", "两可", "有不止一篇可能是它的另一半，尚待编辑判定"),
    "page-mismatch": VerdictWords("◪", "版次不符", "另一半找到了，但不在所印的版上"),
    "page-not-held": VerdictWords("○", "该版未收", "所指的版尚未收录"),
    "repeated": VerdictWords("◎", "两版重出", "来源在两个版上都给了全文"),
    "matched": VerdictWords("●", "已接上", "上下两半已经接上"),
}

#: Verdicts after which a reader can read on.
JOINED = frozenset({"matched", "page-mismatch", "repeated"})

REPAIRS = {
    "duplicate": "删去重复段",
    "near-duplicate": "删去近似重复段",
    "joined": "接合断开的段落",
    "fragment": "残段存疑",
    "markup": "清除残留标记",
}

KINDS = {
    "article": "稿件",
    "photo": "图片",
    "pointer": "导读",
    "notice": "启事",
    "ad": "广告",
}

PROBLEMS: dict[str, str] = {
    "page-twice": "版次重复",
    "page-skipped": "版次跳缺",
    "empty-page": "空版",
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
}


def full_date(day: date) -> str:
    """2022年8月10日."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """星期三."""
    return WEEKDAYS[day.weekday()]


def bare_label(label: str) -> str:
    """The label without leading zeros, letters kept: 01 → 1, A03 → A3. As citations want it."""
    head = label.rstrip("0123456789")
    digits = label[len(head) :]
    return head + (digits.lstrip("0") or digits)


def page_name(label: str) -> str:
    """第1版, 第A03版: zeros before a plain number are not read aloud."""
    return f"第{bare_label(label) if label.isdigit() else label}版"


def pages_line(labels: Iterable[str]) -> str:
    """第1版→第3版."""
    return "→".join(page_name(label) for label in labels)


def verdict(name: str) -> VerdictWords:
    """The words of a verdict; an unknown one is shown as it is."""
    return VERDICTS.get(name, VerdictWords("？", name, name))


def kind(name: str) -> str:
    """稿件, 图片 …; an unknown one as it is."""
    return KINDS.get(name, name)


def repair(name: str) -> str:
    """删去重复段 …; an unknown one as it is."""
    return REPAIRS.get(name, name)


def problem(name: str) -> str:
    """有题无文 …; an unknown one as it is."""
    return PROBLEMS.get(name, name)


def number(value: int) -> str:
    """12,345: groups of three, as tables print them."""
    return f"{value:,}"
