"""What became of a jump line, said to an editor in one short Chinese sentence."""

from __future__ import annotations

from collections.abc import Sequence

from parser.continuation.evidence import ScorePart
from parser.continuation.parts import Part
from parser.labels import same_page, spoken

_TITLE = 22
_MOST_NAMED = 3
#: Evidence worth naming when a pair is taken, and from which value on.
_NAMED = {
    "标题相同": 0.5,
    "标题相近": 0.5,
    "序号": 0.5,
    "断处词语": 0.5,
    "引号相合": 0.5,
    "用词相近": 0.5,
    "署名": 0.5,
    "下文见于全文": 0.5,
    "全文可证": 0.5,
}
_SAID = {"断处词语": "断句相接", "序号": "序号相同", "署名": "署名相同"}


def pages_name(labels: Sequence[str]) -> str:
    """Several pages: 第2版、第3版."""
    return "、".join(map(spoken, labels))


def title_of(part: Part) -> str:
    """《headline》, shortened; a piece without one by its first words."""
    headline = part.article.headline
    if headline:
        name = " ".join(headline.split())
        return f"《{name if len(name) <= _TITLE else name[:_TITLE] + '…'}》"
    return f"无题稿“{part.first[:12]}…”" if part.first else "无题稿"


def matched(part: Part, other: Part, to: bool, evidence: Sequence[ScorePart]) -> str:
    """The other half stands where it should."""
    what = "下文" if to else "上文"
    return f"{what}在{spoken(other.page)}{title_of(other)}：{_because(evidence)}。"


def mismatch(printed: Sequence[str], other: Part, to: bool, *, exists: bool) -> str:
    """The other half stands on another page."""
    what = "下文" if to else "上文"
    none = "" if exists else "（本期无此版）"
    return f"印作{pages_name(printed)}{none}，{what}却在{spoken(other.page)}{title_of(other)}。"


def _because(evidence: Sequence[ScorePart]) -> str:
    """The evidence that speaks for the pair."""
    pages = [one.name for one in evidence if one.name.endswith("页码") and one.weight > 0]
    said = ["两处页码相符"] if len(pages) > 1 else [f"{name}相符" for name in pages]
    for one in evidence:
        if one.weight > 0 and one.value >= _NAMED.get(one.name, 9.0):
            said.append(_SAID.get(one.name, one.name))
    return "，".join(dict.fromkeys(said)) or "文字相接"


def ambiguous(candidates: Sequence[Part], to: bool) -> str:
    """More than one piece may be the other half."""
    what = "下文" if to else "上文"
    if len(candidates) < 2:
        return f"{title_of(candidates[0])}可作{what}，但另有一稿同样争接，难以断定。"
    named = "、".join(f"{spoken(part.page)}{title_of(part)}" for part in candidates[:_MOST_NAMED])
    return (
        f"有{len(candidates)}篇可作{what}，难以断定：{named}{'等' if len(candidates) > 3 else ''}。"
    )


def cycle() -> str:
    """Jump lines that lead in a ring."""
    return "转接成环，首尾无从断定。"


def not_held(printed: Sequence[str], *, known: bool) -> str:
    """The page is not here."""
    if known:
        return f"本期有{pages_name(printed)}，但该版未收，无从核对。"
    return f"{pages_name(printed)}未收，本期共几版也不详，无从核对。"


def other_day() -> str:
    """The other half is in another issue."""
    return "所接在另一天的报上，不在本期。"


def no_such_page(printed: Sequence[str], labels: Sequence[str]) -> str:
    """The issue has no such page."""
    return f"本期共{len(labels)}版，没有{pages_name(printed)}。"


def nothing_there(printed: Sequence[str], part: Part, to: bool) -> str:
    """The page is here and the other half is not on it."""
    what = "下文" if to else "上文"
    if all(same_page(label, part.page) for label in printed):
        return f"指向本版自身，未见{what}。"
    return f"{pages_name(printed)}已收，未见{what}。"


def repeated(first: Part, second: Part) -> str:
    """The feed gives the whole text twice."""
    return f"{spoken(first.page)}与{spoken(second.page)}都收了全文。"


def merged(part: Part) -> str:
    """The feed put the halves together; both jump lines stand inside the text."""
    return f"上下文已并在{spoken(part.page)}一处，两处转接都在文中。"


def copied(whole: Part, head: Part, tail: Part) -> str:
    """The feed gives the halves, and the whole text once more."""
    return f"{spoken(whole.page)}又收了{spoken(head.page)}与{spoken(tail.page)}两处的全文。"


def block(first: Part, second: Part) -> str:
    """The whole text on one page, its end again on another, no jump line."""
    return f"{spoken(first.page)}收了全文，{spoken(second.page)}又收其后半。"
