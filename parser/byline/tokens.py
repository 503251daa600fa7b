"""A stretch of a byline in, its tokens out: role words, tasks before a name, deeds after it, words.

The grammar of `vocabulary.roles` put into regular expressions; nothing is understood here yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from parser.byline.likelihood import is_made_of_words
from parser.byline.people import is_name
from parser.byline.place import place_behind
from parser.patterns import late
from parser.vocabulary.agencies import KNOWN, is_paper, unit_behind
from parser.vocabulary.names import COMPOUND_SURNAMES
from parser.vocabulary.openings import HAN, NO_ROLE, QUALIFIER, ROLE, any_of
from parser.vocabulary.roles import (
    DEEDS,
    DOUBTFUL_DEEDS,
    TASKS,
    WROTE_AND_PICTURED,
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
    #: Of a task: a slash stands after it, no colon.
    slashed: bool = False


_POSTED = "(?<=本报)|(?<=新华社)|(?<=本刊)|(?<=中央社)"
_POSTING = rf"(?:驻[{HAN}]{{1,10}}? ?|(?:{_POSTED})[{HAN}]{{2,5}}? ?)??"
_ROLE = late(
    rf"(?P<qualifiers>{QUALIFIER}{_POSTING}{QUALIFIER})"
    rf"(?P<role>{ROLE}){NO_ROLE}(?: ?[:/])?"
)


def _spaced(words: Iterable[str]) -> str:
    """Any of the words, the longest first, with spaces around the signs in them."""
    spaced = (re.sub("[/、·&]", " ?[/、·&] ?", word) for word in sorted(words, key=len)[::-1])
    return "|".join(spaced)


_BOTH = _spaced(WROTE_AND_PICTURED)
_TASK = late(
    rf"(?<![{HAN}A-Za-z/])(?:本版|本期|本文)?(?:(?P<both>{_BOTH})|(?P<task>{any_of(TASKS)}))"
    r" ?[:/](?! ?(?:[图摄文]|摄影|图片|文字|撰文|报道)(?![^ ]))"
)
_ANY_TASK = late(
    rf"(?<![{HAN}A-Za-z/])(?P<both>(?!))?(?P<task>[{HAN}]{{2,6}})"
    rf"(?<!记者)(?<!通讯员)(?<!评论员) ?:(?=[ {HAN}])"
)
_TASK_FIRST = late(
    rf" *(?:(?P<both>{_BOTH})|(?P<task>{any_of(tuple(t for t in TASKS if len(t) > 1))}))"
    rf"(?= +[{HAN}]|(?:本报|本刊|新华社|[{HAN}]{{0,8}}记者|通讯员))"
)
_PIECE = late(rf"(?:{_spaced(DEEDS)})(?![^ 、,])|[^ 、/|&,]+|[、/|&,]")
_SEPARATOR = late(r"[、/|&,]")
_STRONG = tuple(
    sorted((deed for deed in DEEDS if deed not in DOUBTFUL_DEEDS), key=len, reverse=True)
)
_STRONG_END = late(rf"(?:{any_of(_STRONG)})$")
_FROM = late(rf"(?P<name>[{HAN}]{{0,8}}?)发自(?P<place>[{HAN}]{{2,8}})")
_SUPPLIED = late(r"(?P<who>.{2,30}?)(?:供图|提供)")


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
    # A pattern is searched anew only when its last find has been passed: one pass over the line.
    found = {pattern: pattern.search(line, at) for pattern in (_TASK, _ROLE, _ANY_TASK)}
    while at < len(line):
        mark = min(filter(None, found.values()), key=re.Match.start, default=None)
        if mark is None:
            return
        yield _role(mark) if mark is found[_ROLE] else _task(mark)
        at = mark.end()
        for pattern, last in found.items():
            if last and last.start() < at:
                found[pattern] = pattern.search(line, at)


def _task(found: re.Match[str]) -> Token:
    text = "图文" if found["both"] else found["task"]
    slashed = found.group().endswith("/")
    return Token("task", text, found.start(), found.end(), slashed=slashed)


def _role(found: re.Match[str]) -> Token:
    """A role word with its agency or unit, unless what looks like one is a person: 李会 通讯员."""
    line, start = found.string, found.start()
    agency = unit_behind(line, start - (line[start - 1 : start] == " "))
    if agency:
        name = line[slice(*agency)]
        if name not in KNOWN and not is_paper(name) and is_name(name):
            agency = None
    start = agency[0] if agency else start
    return Token("role", found["role"], start, found.end(), agency, found["qualifiers"].strip())


def _words(line: str, start: int, end: int) -> Iterator[Token]:
    """Words between spaces; a separator (、) is a gap."""
    at = start
    for piece in _PIECE.finditer(line[start:end]):
        at = start + piece.start()
        kind: Literal["gap", "word"] = "gap" if _SEPARATOR.fullmatch(piece.group()) else "word"
        yield Token(kind, piece.group().replace(" ", ""), at, start + piece.end())


def _deeds(tokens: list[Token]) -> list[Token]:
    """Deeds parted from the names they are printed after: first the plain, then the doubtful."""
    plain = [part for token in tokens for part in _plain_deed(token)]
    parted = [
        part for index in range(len(plain)) for part in _doubtful_deed(plain[index], plain, index)
    ]
    return _tasks_inside(_both(parted))


def _tasks_inside(tokens: list[Token]) -> list[Token]:
    """本报记者 张三 摄影 李四: a task that stands alone between people.

    A word that can also be a deed is one only if no deed comes after it.
    """
    result = list(tokens)
    deed_after = False
    for index in range(len(tokens) - 2, 0, -1):
        before, token, after = tokens[index - 1 : index + 2]
        alone = before.end < token.start and after.start > token.end and after.kind != "deed"
        task = alone and len(token.text) > 1 and token.text in TASKS
        if token.kind in ("word", "deed") and task and not (deed_after and token.text in DEEDS):
            result[index] = Token("task", token.text, token.start, token.end)
        deed_after = deed_after or (after.kind == "deed" and result[index].kind != "task")
    return result


def _both(tokens: list[Token]) -> list[Token]:
    """文, / and 图 as one deed."""
    result: list[Token] = []
    for token in tokens:
        before = [t for t in result[-2:] if t.kind != "gap"][-1:] if token.kind == "deed" else []
        if before and before[0].text + token.text in ("文图", "图文", "文摄", "摄文"):
            del result[result.index(before[0]) :]
            token = Token("deed", "图文", before[0].start, token.end)
        result.append(token)
    return result


def _plain_deed(token: Token) -> list[Token]:
    text = token.text
    if token.kind != "word":
        return [token]
    origin = _FROM.fullmatch(text)
    if origin:
        at = token.start + origin.start("place")
        place = Token("place", origin["place"], at, token.end)
        name = Token("word", origin["name"], token.start, token.start + origin.end("name"))
        return [name, place] if origin["name"] else [place]
    supplied = _SUPPLIED.fullmatch(text)
    if supplied and not is_name(supplied["who"]):  # 受访者供图
        return [Token("gap", text, token.start, token.end)]
    strong = _STRONG_END.search(text)
    if strong is None:
        return [token]
    if strong.group() == "报道":
        behind = place_behind(text[: strong.start()])
        if behind is not None:
            return _place_at(token, behind, strong.start())
    return _cut(token, strong.start())


def _doubtful_deed(token: Token, tokens: list[Token], index: int) -> list[Token]:
    text = token.text
    if token.kind != "word" or text[-1] not in DOUBTFUL_DEEDS:
        return [token]
    if len(text) == 1:
        return [token] if _part_of_padded_name(tokens, index) else _cut(token, 0)
    return _cut(token, len(text) - 1) if _ends_in_deed(text, tokens, index) else [token]


def _place_at(token: Token, at: int, end: int) -> list[Token]:
    """沈知远北京报道: the name, the place and the deed."""
    place = Token("place", token.text[at:end], token.start + at, token.start + end)
    name = Token("word", token.text[:at], token.start, token.start + at)
    return [name, place] if at else [place]


def _cut(token: Token, size: int) -> list[Token]:
    """A word as `size` characters of a name and a deed."""
    middle = token.start + size
    deed = Token("deed", token.text[size:], middle, token.end)
    return [Token("word", token.text[:size], token.start, middle), deed] if size else [deed]


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
    if after and last + 1 == len(tokens) and tokens[last].text in DOUBTFUL_DEEDS:
        after -= 1  # a deed at the very end: 李 四 文 王 五 图
    return (before + 1 + after) % 2 == 0


def _ends_in_deed(text: str, tokens: list[Token], index: int) -> bool:
    """刘晓宇文 and 吴 君文 end in a deed, 付文 and 欧阳晓文 do not, 于石图 does."""
    rest = text[:-1]
    after = tokens[index + 1 :]
    if after and after[0].text == text[-1] and len(rest) > 1:
        return False  # 王博文 文
    if len(rest) == 1:
        return _singles_before(tokens, index) % 2 == 1
    if (rest[:2] in COMPOUND_SURNAMES and len(rest) == 3) or is_made_of_words(text):
        return False
    if len(rest) == 2 and text[-1] != "图":
        # 王文 李明摄 wrote and photographed; 王博文 摄 is one person.
        others = bool(after) and after[0].text not in DEEDS
        return others and is_name(rest) and any(token.text[-1:] in "摄图" for token in after)
    return is_name(rest)
