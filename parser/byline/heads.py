"""The beginning of a paragraph in; where the byline that a report opens with ends, out.

新华社北京8月9日电 （记者江渡）近日…: the words before the report begins, and who stands in them.
"""

from __future__ import annotations

from functools import lru_cache

from parser.byline.credits import reads_as_credit
from parser.byline.dateline import match_opening
from parser.patterns import late
from parser.vocabulary.openings import HAN, NO_ROLE, ROLE, fold
from parser.vocabulary.roles import SIGNS

#: The longest bracket with people.
LONGEST_BRACKET = 600
#: How much of a paragraph an opening may take.
LONGEST_HEAD = LONGEST_BRACKET + 100

#: Qualifiers of a role, whatever they are: what is found is read by the grammar anyhow.
_BEFORE = rf"[{HAN}]{{0,8}}?"
_PEOPLE = rf"[ {HAN}A-Za-z·、,.:/]"
_REPORTED = late(
    rf"{_BEFORE}(?:{ROLE}){NO_ROLE}{_PEOPLE}{{2,80}}?(?:报道|采写|文/图|图/文)(?=[ :,]|$)"
)
_NAMED = late(
    rf"(?:{_BEFORE}(?:{ROLE}){NO_ROLE}[ :]?"
    rf"[{HAN}]{{2,3}}(?:、[{HAN}]{{2,3}}){{0,8}} ?){{1,4}}(?= |$)"
)


@lru_cache(maxsize=256)
def head_end(printed: str) -> int | None:
    """Where the opening words and the people right after them end; None where there are none."""
    printed = printed[:LONGEST_HEAD]
    line = fold(printed)
    start = 0
    while start < len(line) and line[start] in f"{SIGNS} ":
        start += 1
    if line[start : start + 1] == "(":
        return _bracket_end(printed, line, start)
    opening = match_opening(line, printed, start, agency_needed=True)
    if opening is None:
        found = _REPORTED.match(line, start)
        return found.end() if found and reads_as_credit(printed[: found.end()]) else None
    return _people_end(printed, line, opening.end) or opening.end


def _bracket_end(printed: str, line: str, start: int) -> int | None:
    """【本报讯】, （本报北京8月9日电 记者江渡）日前… and what names stand right after."""
    close = line.find(")", start, start + LONGEST_BRACKET)
    if close < 0 or not reads_as_credit(printed[: close + 1]):
        role = match_role_in_brackets(line, start)
        return role if role and reads_as_credit(printed[:role]) else None
    more = _people_end(printed, line, close + 1)
    return more if more and reads_as_credit(printed[:more]) else close + 1


_ROLE_IN_BRACKETS = late(
    rf"(?:\( ?{_BEFORE}(?:{ROLE}) ?\) ?[{HAN}·]{{2,4}}(?:[ 、][{HAN}·]{{2,4}}){{0,5}}[ /]{{0,3}})"
    r"{1,4}(?=[ ,。:]|$)"
)


def match_role_in_brackets(line: str, start: int) -> int | None:
    """Where 【记者】江渡【通讯员】陈小舟 ends."""
    found = _ROLE_IN_BRACKETS.match(line, start)
    return found.end() if found else None


def _people_end(printed: str, line: str, end: int) -> int | None:
    """Where the people end that stand right after opening words: in brackets, or up to 报道."""
    at = end
    while at < len(line) and line[at] == " ":
        at += 1
    if line[at : at + 1] == "(":
        close = line.find(")", at, at + LONGEST_BRACKET)
        inside, head = printed[at + 1 : close], printed[: close + 1]
        credited = reads_as_credit(inside, bare=True) or reads_as_credit(head)
        return close + 1 if close > 0 and credited else None
    for pattern in (_REPORTED, _NAMED):
        found = pattern.match(line, at)
        if found and reads_as_credit(printed[at : found.end()]):
            return found.end()
    return None
