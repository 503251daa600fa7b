"""A stretch of a byline in, its tokens out: role words, tasks before a name, deeds after it, words.

The grammar of parser.roles put into regular expressions; nothing is understood here yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from parser.byline_dateline import HAN, any_of
from parser.names import COMPOUND_SURNAMES
from parser.person import is_name
from parser.roles import (
    CITIES,
    DEEDS,
    DOUBTFUL_DEEDS,
    OUTLETS,
    OWN,
    QUALIFIERS,
    ROLES,
    TASKS,
    UNIT_ENDINGS,
    WIRES,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `text` is cut from the folded line at [start:end]."""

    kind: Literal["role", "task", "deed", "word", "gap", "place"]
    text: str
    start: int
    end: int
    #: Of a role: agency or unit printed right before it, and its qualifiers.
    agency: tuple[int, int] | None = None
    qualifiers: str = ""


_KNOWN = any_of(OWN + WIRES + OUTLETS)
_UNIT = rf"(?<![{HAN}A-Za-z0-9·])[{HAN}A-Za-z0-9]{{2,18}}?(?:{any_of(UNIT_ENDINGS)})"
_QUALIFIER = rf"(?:{any_of(QUALIFIERS)}|驻[{HAN}]{{1,10}}?)"
_ROLE = re.compile(
    rf"(?:(?P<agency>{_KNOWN}|{_UNIT}) ?)??(?P<qualifiers>(?:{_QUALIFIER} ?){{0,4}})"
    rf"(?P<role>{any_of(tuple(ROLES))})(?! ?(?:站|部|协会|手记|感言|观察|节|证|会|团))(?: ?[:/])?"
)
_BOTH = r"文 ?[/、·&] ?[图摄]|[图摄] ?[/、·&] ?文|图文|文图"
_TASK = re.compile(
    rf"(?<![{HAN}A-Za-z/])(?:(?P<both>{_BOTH})|(?P<task>{any_of(TASKS)})) ?[:/](?! ?[图摄文])"
)
_TASK_FIRST = re.compile(
    rf" *(?:(?P<both>{_BOTH})|(?P<task>{any_of(tuple(t for t in TASKS if len(t) > 1))}))"
    rf"(?= +[{HAN}]|(?:{_KNOWN}|记者|通讯员))"
)
_SEPARATOR = re.compile(r"[、/|&,]")
_STRONG = tuple(
    sorted((deed for deed in DEEDS if deed not in DOUBTFUL_DEEDS), key=len, reverse=True)
)
_STRONG_END = re.compile(rf"(?:{any_of(_STRONG)})$")
_FROM = re.compile(rf"发自 ?([{HAN}]{{2,8}})")


def tokenise(line: str) -> list[Token]:
    """The tokens of a folded stretch without brackets, in order."""
    tokens: list[Token] = []
    at = 0
    for mark in _marks(line):
        tokens += _words(line, at, mark.start)
        tokens.append(mark)
        at = mark.end
    tokens += _words(line, at, len(line))
    return _deeds(tokens)


def _marks(line: str) -> Iterator[Token]:
    """Role words and tasks with their colons, from left to right."""
    at = 0
    first = _TASK_FIRST.match(line)
    if first:
        yield _task(first)
        at = first.end()
    while at < len(line):
        role, task = _ROLE.search(line, at), _TASK.search(line, at)
        if task and (role is None or task.start() <= role.start()):
            yield _task(task)
            at = task.end()
        elif role:
            yield _role(role)
            at = role.end()
        else:
            return


def _task(found: re.Match[str]) -> Token:
    text = "图文" if found["both"] else found["task"]
    return Token("task", text, found.start(), found.end())


def _role(found: re.Match[str]) -> Token:
    """A role word, unless what looks like its unit is a person: 李会 通讯员."""
    agency = found.span("agency") if found["agency"] else None
    start = found.start()
    if found["agency"] and not re.fullmatch(_KNOWN, found["agency"]) and is_name(found["agency"]):
        agency, start = None, found.start("qualifiers")
    return Token("role", found["role"], start, found.end(), agency, found["qualifiers"].strip())


def _words(line: str, start: int, end: int) -> Iterator[Token]:
    """Words between spaces; a separator (、) is a gap."""
    at = start
    for piece in re.finditer(r"[^ 、/|&,]+|[、/|&,]", line[start:end]):
        at = start + piece.start()
        kind: Literal["gap", "word"] = "gap" if _SEPARATOR.fullmatch(piece.group()) else "word"
        yield Token(kind, piece.group(), at, start + piece.end())


def _deeds(tokens: list[Token]) -> list[Token]:
    """Deeds parted from the names they are printed after."""
    result: list[Token] = []
    for index, token in enumerate(tokens):
        if token.kind != "word":
            result.append(token)
            continue
        result += _part(token, tokens, index)
    return _both(result)


def _both(tokens: list[Token]) -> list[Token]:
    """文, / and 图 as one deed."""
    result: list[Token] = []
    for token in tokens:
        if token.kind == "deed" and [t.kind for t in result[-2:]] == ["deed", "gap"]:
            first = result[-2]
            if first.text + token.text in ("文图", "图文", "文摄", "摄文"):
                result[-2:] = [Token("deed", "图文", first.start, token.end)]
                continue
        result.append(token)
    return result


def _part(token: Token, tokens: list[Token], index: int) -> list[Token]:
    text = token.text
    origin = _FROM.fullmatch(text)
    if origin:
        return [Token("place", origin[1], token.start + origin.start(1), token.end)]
    if text in DEEDS:
        stays = text in DOUBTFUL_DEEDS and _part_of_padded_name(tokens, index)
        return [token] if stays else [Token("deed", text, token.start, token.end)]
    strong = _STRONG_END.search(text)
    if strong:
        size = strong.start()
        if strong.group() == "报道" and text[:size] in CITIES:
            return [Token("place", text[:size], token.start, token.start + size)]
    elif text[-1] in DOUBTFUL_DEEDS and _ends_in_deed(text, tokens, index):
        size = len(text) - 1
    else:
        return [token]
    middle = token.start + size
    return [
        Token("word", text[:size], token.start, middle),
        Token("deed", text[size:], middle, token.end),
    ]


def _singles_before(tokens: list[Token], index: int) -> int:
    """How many words of one character stand right before."""
    count = 0
    while index - count > 0 and _is_single(tokens[index - count - 1]):
        count += 1
    return count


def _is_single(token: Token) -> bool:
    return token.kind == "word" and len(token.text) == 1


def _part_of_padded_name(tokens: list[Token], index: int) -> bool:
    """付 文 is a name, 张三 文 and 李 四 文 王 五 摄 are not."""
    before = _singles_before(tokens, index)
    after = 0
    while index + after + 1 < len(tokens) and _is_single(tokens[index + after + 1]):
        after += 1
    last = index + after
    if after and last + 1 == len(tokens) and tokens[last].text in DEEDS:
        after -= 1  # a deed at the very end: 李 四 文 王 五 摄
    return (before + 1 + after) % 2 == 0


def _ends_in_deed(text: str, tokens: list[Token], index: int) -> bool:
    """刘晓宇文 and 吴 君文 end in a deed, 付文 and 欧阳晓文 do not, 于石图 does."""
    rest = text[:-1]
    if len(rest) == 1:
        return _singles_before(tokens, index) % 2 == 1
    if rest[:2] in COMPOUND_SURNAMES and len(rest) == 3:
        return False
    if len(rest) == 2 and text[-1] != "图":
        others = [t.text for t in tokens[index + 1 :] if t.kind == "word"]
        return is_name(rest) and any(word[-1] in "摄图" for word in others)
    return is_name(rest)
