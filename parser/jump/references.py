"""One line of text in; the references in it (相关报道见第二版) out, with their places."""

from __future__ import annotations

import re
from bisect import bisect_left as bisect
from dataclasses import dataclass

from parser.jump.pages import GAP, PAGES, labels_in
from parser.jump.scan import any_of
from parser.model import Reference
from parser.patterns import late
from parser.vocabulary import jumps as grammar

#: How far a reference may reach to either side of its verb.
_REACH = 100
_STOPS = "。！？!?；;…”“\n"
_DAY = rf"(?:(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}){GAP}[月日]{GAP}){{0,2}}"
_REFERENCE = late(
    rf"(?P<verb>{any_of(grammar.REFERENCE_VERBS)}){GAP}"
    rf"(?:(?P<ours>本报|今日|今天|昨日|昨天|本期){GAP}){{0,2}}{_DAY}(?P<pages>{PAGES})"
    rf"(?:{GAP}(?:{'|'.join(grammar.CORNERS)}))?"
)
_SURE_VERBS = ("见",)
#: A reference to the front page is one to its number.
FRONT = {"头版": "01"}


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A reference and its place in the line."""

    start: int
    end: int
    reference: Reference


def scan_references(text: str, taken: list[tuple[int, int]]) -> list[FoundReference]:
    """The references of one line, in order; spans already `taken` by jump lines are left out."""
    if "版" not in text:
        return []
    folded = text.translate(grammar.FOLD)
    found: list[FoundReference] = []
    starts = [start for start, _ in taken]
    for match in _REFERENCE.finditer(folded):
        if match["verb"] == "转" and folded[match.start() - 1 : match.start()] in ("下", "紧"):
            continue  # 下转 is a jump line's verb, in prose too.
        near = bisect(starts, match.end()) - 1
        if near >= 0 and match.start() < taken[near][1]:
            continue
        span = _bracketed(folded, match) or _bare(folded, match)
        pages = tuple(FRONT.get(page, page) for page in labels_in(match["pages"]))
        if span is None or not pages:
            continue
        if found and found[-1].end > span[0]:
            found[-1] = _merged(text, found[-1], span, pages)
            continue
        found.append(FoundReference(*span, Reference(text[span[0] : span[1]].strip(), pages)))
    return found


def _merged(
    text: str, last: FoundReference, span: tuple[int, int], pages: tuple[str, ...]
) -> FoundReference:
    """（社论见第二版，全文见第三版）is one reference to two pages."""
    start, end = last.start, max(last.end, span[1])
    both = tuple(dict.fromkeys(last.reference.pages + pages))
    return FoundReference(start, end, Reference(text[start:end].strip(), both))


def _bracketed(folded: str, match: re.Match[str]) -> tuple[int, int] | None:
    """From bracket to bracket, where nothing but the reference stands between; else the clause."""
    low = max(0, match.start() - _REACH)
    opened = _still_open(folded, match.start(), low)
    if opened is None:
        return None
    rest = folded[match.end() : match.end() + _REACH]
    if rest.lstrip().startswith(")"):
        return opened, match.end() + rest.index(")") + 1
    if ")" not in rest:
        return (opened, match.end()) if not rest.strip() else None
    if rest.lstrip()[:1] in "、;。":
        return opened, match.end() + rest.index(")") + 1
    return _clause_start(folded, match.start(), opened + 1), match.end()


def _still_open(folded: str, verb: int, low: int) -> int | None:
    """The bracket still open at the verb; 《…》 and （…） closed before it are stepped over."""
    depth = 0
    for at in range(verb - 1, low - 1, -1):
        if folded[at] == ")":
            depth += 1
        elif folded[at] == "(":
            if depth == 0:
                return at
            depth -= 1
    return None


def _clause_start(folded: str, verb: int, low: int) -> int:
    """Where the words before the verb begin: after the last stop."""
    at = verb
    while at > low and folded[at - 1] not in _STOPS + "、":
        at -= 1
    return at


def _bare(folded: str, match: re.Match[str]) -> tuple[int, int] | None:
    """Without brackets: 见, a subject that can stand on a page, and an end of clause after it."""
    start = _clause_start(folded, match.start(), max(0, match.start() - _REACH))
    rest = folded[match.end() : match.end() + _REACH]
    after = rest[:1]
    ended = not after or after in _STOPS + "、 ()"
    if match["verb"] not in _SURE_VERBS:
        ended = ended and not folded[max(0, start - _REACH) : start].strip() and not rest.strip()
    subject = folded[start : match.start()]
    named = match["ours"] == "本报" or any(noun in subject for noun in grammar.REFERENCE_NOUNS)
    alone = not subject.strip() and not rest.strip()
    return (start, match.end()) if ended and (named or alone) else None
