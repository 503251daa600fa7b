"""The paragraphs of a piece, or a caption, in; the words of them that are a byline or credit out.

Running prose is never one: what is taken must be read by the grammar to its last character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from parser.byline.dateline import HAN, match_opening
from parser.byline.fold import fold, trim
from parser.byline.people import is_likely, stands_alone
from parser.byline.read import LONGEST, Reading, parse_byline, read_line
from parser.model import Byline
from parser.vocabulary.names import NOT_NAMES
from parser.vocabulary.roles import SIGNS

#: How many paragraphs from either end are looked at.
REACH = 3
#: The longest paragraph that may be nothing but a byline, and the longest bracket with one.
LONGEST_LINE = 160
LONGEST_BRACKET = 600
LONGEST_TAIL = 80

_STOP = tuple("。！？!?”…")
_REPORTED = re.compile(
    rf"(?:记者|通讯员|特约记者|首席记者|实习记者)[ {HAN}·、]{{2,60}}?(?:报道|采写)(?=[ :,，：]|$)"
)
_NAMED = re.compile(
    rf"(?:(?:首席|实习|特约|全媒体|见习)?(?:记者|通讯员) ?"
    rf"[{HAN}]{{2,3}}(?:、[{HAN}]{{2,3}}){{0,8}} ?){{1,4}}(?= |$)"
)
_TEXT_TASKS = frozenset({"作者", "摄影", "记者", "执笔", "口述", "采写", "参与采写"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A byline found, and how good it is: tens for what it names, ones for where it stands."""

    byline: Byline
    rank: int


def find_byline(paragraphs: Sequence[str], *, issued: date | None = None) -> Byline | None:
    """The byline of a piece from its paragraphs, which stay as they are; None where none is.

    Its text is cut from the paragraphs as printed, several lines that are nothing but byline
    joined by a line break. People come before none; a dateline printed elsewhere in the piece than
    the people is kept beside them. `issued` as for `parse_byline`.
    """
    texts = [text for text in map(trim, paragraphs) if text]
    if not texts:
        return None
    candidates: list[Candidate] = []
    head = texts[:REACH]
    for index, text in enumerate(head):
        candidates += _opening(text, issued)
        candidates += _line(text, issued, edge=index in (0, len(texts) - 1))
    for text in reversed(texts[REACH:][-REACH:]):
        candidates += _line(text, issued, edge=text is texts[-1])
    for text in texts[:-REACH:-1]:
        candidates += _closing(text, issued)
    if not candidates:
        return None
    best = max(candidates, key=lambda candidate: candidate.rank)
    return _completed(best, candidates, texts, issued)


def _completed(
    best: Candidate, candidates: list[Candidate], texts: list[str], issued: date | None
) -> Byline:
    """With the lines that go on right after it, and the dateline printed elsewhere."""
    byline = best.byline
    if byline.text in texts and byline.authors:
        at = texts.index(byline.text)
        for text in texts[at + 1 : at + REACH]:
            more = _line(text, issued, edge=False)
            if not more or not more[0].byline.authors or more[0].rank // 10 < best.rank // 10:
                break
            authors = tuple(dict.fromkeys((*byline.authors, *more[0].byline.authors)))
            byline = replace(byline, text=f"{byline.text}\n{text}", authors=authors)
    if byline.dateline is None:
        dated = [c.byline.dateline for c in candidates if c.byline.dateline]
        byline = replace(byline, dateline=dated[0] if dated else None)
    return byline


def _rank(byline: Byline, base: int) -> int:
    if not byline.authors:
        return base + (10 if byline.dateline or byline.kind in ("staff", "wire") else 0)
    photo = all(author.role in ("摄影", "图", "供图", "参与采写") for author in byline.authors)
    return base + (20 if photo else 30)


def _opening(text: str, issued: date | None) -> list[Candidate]:
    """新华社北京8月9日电 （记者张三）近日…: the words before the report begins."""
    printed = text[: LONGEST_BRACKET + 100]
    line = fold(printed)
    start = 0
    while start < len(line) and line[start] in f"{SIGNS} ":
        start += 1
    if line[start : start + 1] == "(":
        return _opening_bracket(printed, line, start, issued)
    opening = match_opening(line, printed, start, issued, agency_needed=True)
    if opening is None:
        found = _REPORTED.match(line, start)
        return _checked(printed[: found.end()], issued, 5) if found else []
    end = opening.end
    people = _people_after(printed, line, end, issued)
    byline = parse_byline(printed[: people or end], issued=issued)
    return [Candidate(byline, _rank(byline, 5))]


def _opening_bracket(printed: str, line: str, start: int, issued: date | None) -> list[Candidate]:
    """【本报讯】, （本报北京8月9日电 记者张三）日前… and what names stand right after."""
    close = line.find(")", start, start + LONGEST_BRACKET)
    if close < 0:
        return []
    found = _checked(printed[: close + 1], issued, 5)
    if found and not found[0].byline.authors:
        people = _people_after(printed, line, close + 1, issued)
        found = _checked(printed[:people], issued, 5) if people else found
    return found


def _people_after(printed: str, line: str, end: int, issued: date | None) -> int | None:
    """Where the people end that stand right after opening words: in brackets, or up to 报道."""
    at = end
    while at < len(line) and line[at] == " ":
        at += 1
    if line[at : at + 1] == "(":
        close = line.find(")", at, at + LONGEST_BRACKET)
        if close > 0 and _is_credit(printed[at + 1 : close], issued, bare=True):
            return close + 1
        return None
    for pattern in (_REPORTED, _NAMED):
        found = pattern.match(line, at)
        if found and _is_credit(printed[at : found.end()], issued, bare=False):
            return found.end()
    return None


def _checked(printed: str, issued: date | None, base: int) -> list[Candidate]:
    """A candidate where all of the text is read."""
    text = trim(printed)
    if not _is_credit(text, issued, bare=False):
        return []
    byline = parse_byline(text, issued=issued)
    return [Candidate(byline, _rank(byline, base))]


def _line(text: str, issued: date | None, *, edge: bool) -> list[Candidate]:
    """A paragraph that is nothing but a byline; bare names only at the `edge` of the piece."""
    bracketed = fold(text[0]) == "(" and fold(text[-1]) == ")"
    longest = LONGEST_BRACKET if bracketed else LONGEST_LINE
    if len(text) > longest or text.startswith("—") or (text.endswith(_STOP) and not bracketed):
        return []
    if not _is_credit(text, issued, bare=edge, note=bracketed):
        return []
    byline = parse_byline(text, issued=issued)
    return [Candidate(byline, _rank(byline, 2 if edge else 1))]


def _closing(text: str, issued: date | None) -> list[Candidate]:
    """……。（记者 张三）: a bracket at the end of the last paragraph."""
    if fold(text[-1]) != ")":
        return _unbracketed_closing(text, issued)
    tail = text[-LONGEST_BRACKET:]
    at = fold(tail).rfind("(")
    before = trim(tail[:at]) if at > 0 else ""
    if not before:
        return []
    bare = before.endswith((*_STOP, ")", "）"))
    if not _is_credit(tail[at:], issued, bare=bare):
        return []
    byline = parse_byline(tail[at:], issued=issued)
    return [Candidate(byline, _rank(byline, 0))]


def _unbracketed_closing(text: str, issued: date | None) -> list[Candidate]:
    """……。文/本报记者 张三 图/本报记者 李四: after the last stop of the last paragraph."""
    tail = text[-LONGEST_TAIL:]
    at = max(tail.rfind(stop) for stop in _STOP) + 1
    rest = trim(tail[at:])
    if not at or not rest or not _is_credit(rest, issued, bare=False):
        return []
    byline = parse_byline(rest, issued=issued)
    return [Candidate(byline, _rank(byline, 0))] if byline.authors else []


def _is_credit(text: str, issued: date | None, *, bare: bool, note: bool = False) -> bool:
    """Whether the grammar reads the text to its last character, and finds somebody in it.

    `bare`: names without any role word count; `note`: 作者为…… does.
    """
    printed = trim(text)
    if not printed or len(printed) > LONGEST:
        return False
    reading = read_line(printed, issued)
    names = [name.text for group in reading.groups for name in group.names]
    if reading.unread:
        return False
    if reading.note and not (reading.opening and not reading.about_author):
        signed = note or fold(printed[:2]) == "作者"
        return signed and (bool(names) or reading.about_author)
    if reading.bare:
        return bare and bool(names) and all(map(stands_alone, names))
    return _credits_somebody(reading, names)


def _credits_somebody(reading: Reading, names: list[str]) -> bool:
    """A dateline, a commentator, or people under a role word, task or deed that is the text's."""
    if not names:
        return reading.opening is not None or any(g.role == "评论员" for g in reading.groups)
    owned = [g for g in reading.groups if g.role or g.deed or g.task in _TEXT_TASKS]
    if not owned and not reading.opening:
        return False
    odd = [name for name in names if not is_likely(name)]
    if all(group.deed in ("摄", "摄影报道") for group in reading.groups):
        return all(len(name) in (2, 3) and name not in NOT_NAMES for name in odd)
    if reading.opening and all(group.role for group in reading.groups):
        return all(len(name) < 5 for name in odd)
    agency = reading.opening is not None or any(group.agency for group in reading.groups)
    return not odd or (agency and 2 * len(odd) <= len(names) and all(len(n) < 5 for n in odd))


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """A caption as its words and its credit: (图为…, 本报记者 韩莹 摄); None for what is not there.

    Both are cut from the caption as printed, without the white space around them.
    """
    text = trim(caption)
    if not text:
        return None, None
    start = max(0, len(text) - LONGEST_TAIL - 1)
    for at in _cuts(fold(text[start:]), start == 0):
        at += start
        tail = trim(text[at:])
        if tail and not _has_stop(tail) and _is_picture_credit(tail):
            return trim(text[:at]) or None, tail
    return text, None


def _has_stop(tail: str) -> bool:
    """A sentence before the credit."""
    return any(char in _STOP for char in tail[:-1])


def _cuts(tail: str, whole: bool) -> list[int]:
    """Where a credit may begin: at the start of it all, after a stop or space, at a bracket."""
    cuts = [0] if whole else []
    return cuts + [
        at for at in range(1, len(tail)) if tail[at - 1] in "。！？!?”… )" or tail[at] == "("
    ]


def _is_picture_credit(tail: str) -> bool:
    reading = read_line(tail, None)
    if reading.unread or reading.skipped or reading.opening or reading.note:
        return False
    authors = [name.text for group in reading.groups for name in group.names]
    if not authors:
        return reading.source is not None and len(tail) <= 30 and " " not in fold(tail)
    deeds = {group.final_role() for group in reading.groups}
    plain = all(map(is_likely, authors))
    if not deeds & {"摄影", "图", "供图", "绘", "制图", "作者"} and not reading.picture:
        return plain and any(group.role for group in reading.groups)
    return plain or reading.source is not None or any(group.role for group in reading.groups)
