"""One line of text in; the jump lines in it out, each with its place and whether it is sure.

The words are data in `vocabulary.jumps`; here they become one expression and a judgement of the
surroundings, because 转第二版 in running prose points nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from parser.jump.pages import ANY_PAGES, GAP, NO_WORD, read_pages
from parser.labels import CHINESE_DIGITS
from parser.model import Direction, Jump
from parser.vocabulary import jumps as grammar

#: How far around a jump line its brackets are looked for.
_BRACKET_REACH = 60
_NEAR = 8


def spaced(word: str) -> str:
    """The word as a pattern, with up to three spaces between its characters."""
    return " {0,3}".join(map(re.escape, word))


def any_of(words: tuple[str, ...] | dict[str, str]) -> str:
    """Any of the words as a pattern, the longest first."""
    return "|".join(spaced(word) for word in sorted(words, key=len, reverse=True))


_ITEMS = "".join(grammar.ITEM_RUNS)
_MARK = (
    rf"[{_ITEMS}]|\( ?(?:\d{{1,2}}|[{CHINESE_DIGITS}]{{1,3}}) ?\)|之 ?[一二三四五六七八九十]"
    rf"|[{grammar.ITEM_SYMBOLS}](?= {{0,4}}(?:[)▶]|$))"
)
#: A corner ends the line or stands before a sign: 版中方 is the beginning of a sentence.
_CORNER = rf"(?:{'|'.join(grammar.CORNERS)})(?= {{0,4}}(?:[)▶{_ITEMS}]|$)| )"
_AFTER = rf"(?:{GAP}{_CORNER})?(?:{GAP}(?P<mark>{_MARK}))?"
_LINE = re.compile(
    rf"(?:(?P<premark>[{_ITEMS}]){GAP})?"
    rf"(?P<lead>(?<![一-鿿])(?:{any_of(grammar.LEADS)}){GAP}[、。;:·]?{GAP})?"
    rf"(?P<verb>(?P<strong>{any_of(grammar.STRONG_VERBS)}|上 {{0,3}}接 {{0,3}})"
    rf"|(?P<weak>{any_of(grammar.WEAK_VERBS)}))"
    rf"(?:{GAP}(?:{any_of(grammar.BETWEEN)})){{0,3}}{GAP}"
    rf"(?:(?P<pages>{ANY_PAGES})"
    rf"|(?P<bare>第?{GAP}(?:[A-Z特]{{1,2}} ?-? ?)?\d{{1,3}}(?![0-9A-Z一-鿿%.])))"
    rf"{_AFTER}"
)
#: A glance at the text as printed: a verb with a page or a number within reach of it.
_GLANCE = re.compile(r"[转接续轉續樓][^。！？]{0,24}?[版0-9０-９]")
#: For each closing bracket the opening ones of its kind, and the closing ones.
_KINDS = (("（(﹙︵", "）)﹚︶"), ("［[", "］]"), ("《〈<＜", "》〉>＞"))
_OPENER = dict(zip(grammar.CLOSERS, grammar.OPENERS, strict=True))
_TWINS = {closer: closer for closer in grammar.CLOSERS}
for _open, _close in _KINDS:
    _OPENER.update(dict.fromkeys(_close, _open))
    _TWINS.update(dict.fromkeys(_close, _close))
#: The page's section, a part of the jump line: 下转B02版·财经.
_NAME = rf"(?!{'|'.join(grammar.NOT_AFTER)})(?:(?![版转接见时])[一-鿿]){{2,8}}"
_SECTION = re.compile(rf"{GAP}[{grammar.SECTION_SIGNS}]{GAP}{_NAME}(?={GAP}(?:[)▶]|$))")
#: In the jump line's own brackets no sign is needed, and a stop may stand: （下转第三版。）
_INSIDE = re.compile(rf"{_SECTION.pattern}|{GAP}(?:{_NAME}|[。.!！…、]{{1,2}})(?={GAP}\))")
_STOPS = "。！？!?；;…”’.:：）)"


@dataclass(frozen=True, slots=True)
class Found:
    """A jump line and its place in the line it was found in."""

    start: int
    end: int
    jump: Jump
    #: Its verb looks both ways (續, 紧接): where it stands decides.
    two_way: bool = False


@dataclass(frozen=True, slots=True)
class _Span:
    """A match with the brackets and arrows that belong to it."""

    start: int
    end: int
    opened: bool
    closed: bool
    signed_left: bool
    signed_right: bool


def glance(text: str) -> bool:
    """Whether a text can hold a jump line at all; what is no jump line may look like one here."""
    return _GLANCE.search(text) is not None


def scan(text: str, *, ending: bool = False) -> list[Found]:
    """The jump lines of one line of text, in order, not overlapping.

    `ending`: the article ends with this line, so 紧接第三版 may follow its words without a break.
    """
    if "\n" in text:
        raise ValueError("one line at a time")
    if not glance(text):
        return []
    folded = text.translate(grammar.FOLD)
    found: list[Found] = []
    floor = 0
    for match in _LINE.finditer(folded):
        span = _span(text, folded, match, floor)
        if not (_sure(text, folded, match, span) or (ending and _ends(folded, match, span))):
            continue
        pages = read_pages(match["pages"] or match["bare"])
        if not pages:
            continue
        floor = span.end
        mark = match["mark"] or match["premark"]
        where = match.start("mark") if match["mark"] else match.start("premark")
        jump = Jump(
            text=text[span.start : span.end].strip(),
            direction=_direction(folded, match, span),
            pages=pages,
            mark=text[where : where + len(mark)] if mark else None,
        )
        two_way = _verb(match) in grammar.TWO_WAY
        found.append(Found(span.start, span.end, jump, two_way))
    return _share_brackets(text, folded, found)


def _share_brackets(text: str, folded: str, found: list[Found]) -> list[Found]:
    """（上接第一版 下转第三版）: the bracket around two belongs to them, its halves to each."""
    for at in range(len(found) - 1):
        first, last = found[at], found[at + 1]
        before = folded[max(0, first.start - _NEAR) : first.start].rstrip()
        after = folded[last.end : last.end + _NEAR].lstrip()
        if folded[first.end : last.start].strip(" 、;▶") or before[-1:] + after[:1] != "()":
            continue
        start = folded.rindex("(", 0, first.start)
        end = folded.index(")", last.end) + 1
        found[at] = _stretched(text, first, start, last.start)
        found[at + 1] = _stretched(text, last, last.start, end)
    return found


def _stretched(text: str, found: Found, start: int, end: int) -> Found:
    jump = replace(found.jump, text=text[start:end].strip())
    return replace(found, start=start, end=end, jump=jump)


def _verb(match: re.Match[str]) -> str:
    return match["verb"].replace(" ", "")


def _direction(folded: str, match: re.Match[str], span: _Span) -> Direction:
    verb = _verb(match)
    before = bool(_before(folded, span.start).strip())
    after = bool(_after(folded, span.end).strip())
    if verb in grammar.TWO_WAY and before != after:
        return "to" if before else "from"
    named = grammar.STRONG_VERBS.get(verb) or grammar.WEAK_VERBS.get(verb)
    return "from" if named == "from" else "to"


def _span(text: str, folded: str, match: re.Match[str], floor: int) -> _Span:
    """The match widened by its own brackets and arrows; a bracket that holds more stays out."""
    left, opened_at, signed_left = match.start(), [], False
    at = left
    while at > floor and folded[at - 1] in " (▶":
        at -= 1
        if folded[at] != " ":
            left = at
            signed_left |= folded[at] == "▶"
            opened_at += [at] if folded[at] == "(" else []
    right, closed_at, signed_right = match.end(), [], False
    rest = (_INSIDE if opened_at else _SECTION).match(folded, right)
    at = right = rest.end() if rest else right
    while at < len(folded) and folded[at] in " )▶":
        if folded[at] != " ":
            right = at + 1
            signed_right |= folded[at] == "▶"
            closed_at += [at] if folded[at] == ")" else []
        at += 1
    if len(opened_at) > len(closed_at) and _closes_later(folded, right):
        left = opened_at[len(closed_at)] + 1
        opened_at = opened_at[: len(closed_at)]
    elif 0 < len(closed_at) < len(opened_at) and _before(folded, left).strip():
        # The outer bracket is the sentence's own: it was cut right after it.
        left = opened_at[len(closed_at)] + 1
        opened_at = opened_at[: len(closed_at)]
    elif len(closed_at) > len(opened_at) and (
        _opened_before(text, left, text[closed_at[-1]])
        or (
            _after(folded, right).strip()
            and (opened_at or text[closed_at[-1]] in grammar.TITLE_CLOSERS)
        )
    ):
        right = closed_at[len(opened_at)]
        closed_at = closed_at[: len(opened_at)]
    while folded[left] == " ":
        left += 1
    return _Span(left, right, bool(opened_at), bool(closed_at), signed_left, signed_right)


def _before(folded: str, at: int) -> str:
    """What stands before a place, as far as it matters; a long line is not copied for each."""
    return folded[max(0, at - _BRACKET_REACH) : at]


def _after(folded: str, at: int) -> str:
    return folded[at : at + _BRACKET_REACH]


def _closes_later(folded: str, at: int) -> bool:
    rest = _after(folded, at)
    close = rest.find(")")
    return close >= 0 and "(" not in rest[:close]


def _opened_before(text: str, at: int, closer: str) -> bool:
    """Whether a bracket of the closer's own kind stands open before the marker."""
    opener, twin = _OPENER[closer], _TWINS[closer]
    rest = text[max(0, at - _BRACKET_REACH) : at]
    return max(map(rest.rfind, opener)) > max(map(rest.rfind, twin))


def _ends(folded: str, match: re.Match[str], span: _Span) -> bool:
    """Whether a weak verb with its page ends the line after words of the text, cut where it is."""
    verb, before = _verb(match), folded[: span.start].rstrip()
    if verb not in grammar.ENDING_VERBS or not match["pages"] or folded[span.end :].strip():
        return False
    if "转" in verb and before.endswith(grammar.NOT_BEFORE):
        return False
    # 相关报道转第三版, the whole line, is a reference.
    return not before.endswith(grammar.REFERENCE_NOUNS)


def _sure(text: str, folded: str, match: re.Match[str], span: _Span) -> bool:
    """Whether the surroundings are those of a jump line, not of prose."""
    before, after = _before(folded, span.start), _after(folded, span.end)
    alone_left, alone_right = not before.strip(), not after.strip()
    left = alone_left or span.opened or span.signed_left or before[-1] in " " + _STOPS
    right = alone_right or span.closed or span.signed_right or after[0] in " )"
    enclosed = span.opened and span.closed
    if (match["lead"] or match["premark"]) and not (left or before[-1:] in "(、"):
        return False
    if (
        match["pages"]
        and not NO_WORD.match(folded, match.end("pages"))
        and not (
            # At the beginning of a line it is 上接A01版 before 本航次.
            match["strong"] and alone_left and not after.startswith(grammar.NOT_AFTER)
        )
    ):
        return False
    if match["bare"]:
        return bool(match["strong"]) and (enclosed or (left and alone_right))
    if match["weak"]:
        titled = text[span.start] in grammar.TITLE_OPENERS
        whole = (alone_left or left) and alone_right
        return not titled and (enclosed or whole or (alone_left and right))
    if enclosed or alone_right:
        return True
    if alone_left or span.opened:
        return right or span.signed_left or not after.startswith(grammar.NOT_AFTER)
    if span.closed:
        return True
    only_stops = not after.strip(" " + _STOPS)
    return (left or before[-1] in "(、") and (right or only_stops or after[0] in ")、")
