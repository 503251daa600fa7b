"""Values in, the Chinese words a reader sees out: dates, weekdays, pages, verdicts, kinds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from parser.labels import spoken
from parser.model import Kind, ProblemKind, RepairKind, Verdict
from parser.vocabulary import terms
from parser.vocabulary.terms import VerdictWords

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


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
    """第1版, A03版, 号外: as the parser's own sentences have it."""
    return spoken(label)


def pages_line(labels: Iterable[str]) -> str:
    """第1版→第3版."""
    return "→".join(map(spoken, labels))


def verdict(name: Verdict) -> VerdictWords:
    """The words of a verdict."""
    return terms.VERDICTS[name]


def kind(name: Kind) -> str:
    """文章, 图片 …"""
    return terms.KINDS[name]


def repair(name: RepairKind) -> str:
    """删去重复段 …"""
    return terms.REPAIRS[name]


def problem(name: ProblemKind) -> str:
    """有题无文 …"""
    return terms.PROBLEMS[name]


def number(value: int) -> str:
    """12,345: groups of three, as tables print them."""
    return f"{value:,}"
