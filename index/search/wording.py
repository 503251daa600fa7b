"""A query tree in, plain Chinese words out: what was searched."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from index.request import BY_NAME, Sort, value_names
from index.search.tree import (
    All,
    And,
    DateRange,
    Exact,
    Filter,
    Node,
    Not,
    Nothing,
    Or,
    Term,
)

_SORTS: dict[Sort, str] = {"relevance": "", "newest": "，新的在前", "oldest": "，旧的在前"}


def describe(node: Node, newspapers: Mapping[str, str] = MappingProxyType({})) -> str:
    """The tree in words: 含词“防汛”，且含原文“大同市”，日期 2022-08-01 至 2022-08-31.

    `newspapers` are names by code.
    """
    match node:
        case Term():
            return f"{_place(node)}词“{node.text}”{_split(node)}"
        case Exact():
            return f"{_place(node)}原文“{node.text}”"
        case Filter(property, value):
            names = value_names(property, newspapers)
            return f"{BY_NAME[property].said}为“{names.get(value, value)}”"
        case DateRange(first, last):
            return f"日期{_span(first, last)}"
        case All():
            return "全部稿件"
        case Nothing():
            return "没有检索"
        case Not(child):
            return f"除去（{describe(child, newspapers)}）"
        case And(children):
            return "，且".join(_wrapped(child, newspapers) for child in children)
        case Or(children):
            return "，或".join(_wrapped(child, newspapers) for child in children)


def explain(
    node: Node,
    filters: tuple[Node, ...],
    notes: tuple[str, ...],
    sort: Sort,
    newspapers: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The whole line that answers a search; `newspapers` are names by code."""
    said = "，".join(describe(part, newspapers) for part in (node, *filters)) + _SORTS[sort]
    return "。".join((said, *notes)) + "。"


def _wrapped(node: Node, newspapers: Mapping[str, str]) -> str:
    said = describe(node, newspapers)
    return f"（{said}）" if isinstance(node, Or | And) else said


def _place(node: Term | Exact) -> str:
    return "标题含" if node.place == "title" else "含"


def _split(node: Term) -> str:
    if len(node.words) < 2:
        return ""
    return f"（拆为{'、'.join(node.words)}，都要有）"


def _span(first: object, last: object) -> str:
    if first is None:
        return f" {last} 及以前"
    if last is None:
        return f" {first} 及以后"
    return f" {first}" if first == last else f" {first} 至 {last}"
