"""A line and a place in it in; the agencies, papers and units named there, as spans, out.

Tables of some two hundred names are looked up here rather than spelt out in every expression.
"""

from __future__ import annotations

from parser.vocabulary.roles import NO_PAPERS, OUTLET_ENDINGS, OUTLETS, OWN, UNIT_ENDINGS, WIRES

#: The paper itself, agencies, outlets.
KNOWN = frozenset(OWN + WIRES + OUTLETS)
#: The paper itself and agencies: their reports may name a place and no day.
OWN_OR_WIRES = frozenset(OWN + WIRES)
_LONGEST_KNOWN = max(map(len, KNOWN))
_LONGEST_PAPER, _LONGEST_UNIT = 16, 22
_NO_PAPER = frozenset(word[0] for word in NO_PAPERS)
#: After 报 these make another word: 报道, 报告.
_AFTER_NO_PAPER = frozenset("道告名刊经业摘务考警复价酬社")


def known_ends(line: str, at: int) -> list[int]:
    """Where the known names that begin at a place end, the longest first."""
    sizes = range(min(_LONGEST_KNOWN, len(line) - at), 1, -1)
    return [at + size for size in sizes if line[at : at + size] in KNOWN]


def paper_ends(line: str, at: int) -> list[int]:
    """Where a paper, station or site that begins at a place may end, the shortest first."""
    ends: list[int] = []
    for end in range(at + 1, min(len(line), at + _LONGEST_PAPER) + 1):
        if not _is_of_name(line[end - 1]):
            break
        if end - at > 1 and is_paper(line[at:end]) and line[end : end + 1] not in _after(line, end):
            ends.append(end)
    return ends


def _after(line: str, end: int) -> frozenset[str]:
    return _AFTER_NO_PAPER if line[end - 1] == "报" and end < len(line) else frozenset()


def agency_ends(line: str, at: int) -> list[int]:
    """Where agencies and papers that begin at a place may end, known ones first."""
    return list(dict.fromkeys((*known_ends(line, at), *paper_ends(line, at))))


def is_paper(name: str) -> bool:
    """Whether a name ends as papers, stations and sites do: 华商报, 云州广播电视台."""
    if name.endswith(OUTLET_ENDINGS):
        return len(name) > 2 or name in OUTLET_ENDINGS
    return len(name) > 1 and name[-1] == "报" and name[-2] not in _NO_PAPER


def known_behind(text: str) -> int:
    """Where the longest known name that ends a text begins; its length where none does."""
    for size in range(min(_LONGEST_KNOWN, len(text)), 1, -1):
        if text[-size:] in KNOWN:
            return len(text) - size
    return len(text)


def unit_behind(line: str, end: int) -> tuple[int, int] | None:
    """The agency, paper or unit that ends at a place of a line: 云州日报, 县委宣传部.

    Of what is run together with a known name only that name is taken: 陶露和新华社.
    """
    start = end
    while start > max(0, end - _LONGEST_UNIT) and _is_of_unit(line[start - 1]):
        start -= 1
    run = line[start:end]
    first, _, second = run.partition("·")  # 中国青年报·中青在线
    named = first if len(second) > 1 else run
    known = known_behind(named)
    if known < len(named):
        return start + known, end
    return (start, end) if len(run) > 1 and (run.endswith(UNIT_ENDINGS) or is_paper(run)) else None


def _is_of_unit(sign: str) -> bool:
    return sign == "·" or _is_of_name(sign)


def _is_of_name(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or sign == "+" or (sign.isascii() and sign.isalnum())
