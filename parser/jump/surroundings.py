"""A match of jump words and the line around it in; its own span and whether it is sure, out.

转第二版 in running prose points nowhere: brackets, arrows, stops and the ends of the line decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from parser.jump.pages import GAP, NO_WORD
from parser.patterns import late
from parser.vocabulary import jumps as grammar

#: How far around a jump line its brackets are looked for.
_REACH = 60
#: For each closing bracket the opening ones of its kind, and the closing ones.
_KINDS = (("（(﹙︵", "）)﹚︶"), ("［[", "］]"), ("《〈<＜", "》〉>＞"))
_OPENER = dict(zip(grammar.CLOSERS, grammar.OPENERS, strict=True))
_TWINS = {closer: closer for closer in grammar.CLOSERS}
for _open, _close in _KINDS:
    _OPENER.update(dict.fromkeys(_close, _open))
    _TWINS.update(dict.fromkeys(_close, _close))
#: The page's section, a part of the jump line: 下转B02版·财经, 下转三版“聚焦”.
_NAME = rf"(?!{'|'.join(grammar.NOT_AFTER)})(?:(?![版转接见时])[一-鿿]){{2,8}}"
_QUOTED = r"[“\"][^“”\"()。]{1,12}[”\"]|\([^()。]{1,12}\)"
_SECTION = late(
    rf"{GAP}(?:[{grammar.SECTION_SIGNS}]{GAP}{_NAME}|[“\"][^“”\"()。]{{1,12}}[”\"])(?={GAP}(?:[)▶]|$))"
)
#: 下转第三版，标题为《渡口》: what the other half is called.
_TITLED = r"、 {0,2}[一-鿿]{0,6} {0,2}(?:\([^()。]{1,20}\)|[“\"][^“”\"()。]{1,20}[”\"])"
#: In the jump line's own brackets no sign is needed, and a stop or a corner may stand there:
#: （下转第三版。）, （下转第三版 上）.
_INSIDE = late(
    rf"{_SECTION.pattern}|{GAP}(?:{_NAME}|{_QUOTED}|{_TITLED}|[左右上下中]{{1,2}}|[。.!！…、]{{1,2}})(?={GAP}\))"
)
STOPS = "。！？!?；;…”’.:：）)"


@dataclass(frozen=True, slots=True)
class Span:
    """A match with the brackets, arrows and ornaments that belong to it."""

    start: int
    end: int
    opened: bool
    closed: bool
    signed_left: bool
    signed_right: bool


@dataclass(slots=True)
class _Side:
    """What belongs to a match on one side: how far it reaches, and its brackets from inside out."""

    edge: int
    brackets: list[int]
    signed: bool = False


def before(folded: str, at: int) -> str:
    """What stands before a place, as far as it matters; a long line is not copied for each."""
    return folded[max(0, at - _REACH) : at]


def after(folded: str, at: int) -> str:
    """What stands after a place, as far as it matters."""
    return folded[at : at + _REACH]


def span_of(text: str, folded: str, match: re.Match[str], floor: int) -> Span:
    """The match widened by its own brackets and arrows; a bracket that holds more stays out."""
    left = _leftward(folded, match.start(), floor)
    right = _rightward(folded, match.end(), opened=bool(left.brackets))
    many = len(left.brackets) - len(right.brackets)
    if many > 0 and _opens_more(folded, left, right):
        _leave_outer(left, len(right.brackets), inside=1)
    elif many < 0 and _closes_more(text, folded, left, right):
        _leave_outer(right, len(left.brackets), inside=0)
    while folded[left.edge] == " ":
        left.edge += 1
    if not (left.brackets or right.brackets):
        _take_ornaments(folded, left, right, floor)
    return Span(
        left.edge, right.edge, bool(left.brackets), bool(right.brackets), left.signed, right.signed
    )


def _leftward(folded: str, start: int, floor: int) -> _Side:
    side, at = _Side(start, []), start
    while at > floor and folded[at - 1] in " (▶":
        at -= 1
        if folded[at] != " ":
            side.edge = at
            side.signed |= folded[at] == "▶"
            side.brackets += [at] if folded[at] == "(" else []
    return side


def _rightward(folded: str, end: int, *, opened: bool) -> _Side:
    rest = (_INSIDE if opened else _SECTION).match(folded, end)
    at = rest.end() if rest else end
    side = _Side(at, [])
    while at < len(folded) and folded[at] in " )▶":
        if folded[at] != " ":
            side.edge = at + 1
            side.signed |= folded[at] == "▶"
            side.brackets += [at] if folded[at] == ")" else []
        at += 1
    return side


def _leave_outer(side: _Side, kept: int, *, inside: int) -> None:
    """Gives back the brackets beyond the first `kept`, and all that stands outside of them."""
    side.edge = side.brackets[kept] + inside
    side.brackets = side.brackets[:kept]


def _opens_more(folded: str, left: _Side, right: _Side) -> bool:
    """Whether the outer opening brackets are the sentence's own: closed later, or cut here."""
    cut_here = bool(right.brackets) and bool(before(folded, left.edge).strip())
    return _closes_later(folded, right.edge) or cut_here


def _closes_more(text: str, folded: str, left: _Side, right: _Side) -> bool:
    """Whether the outer closing bracket is of one opened before, or of what goes on after it."""
    outer = text[right.brackets[-1]]
    goes_on = bool(after(folded, right.edge).strip())
    of_title = bool(left.brackets) or outer in grammar.TITLE_CLOSERS
    return _opened_before(text, left.edge, outer) or (goes_on and of_title)


def _closes_later(folded: str, at: int) -> bool:
    rest = after(folded, at)
    close = rest.find(")")
    return close >= 0 and "(" not in rest[:close]


def _opened_before(text: str, at: int, closer: str) -> bool:
    """Whether a bracket of the closer's own kind stands open before the marker."""
    opener, twin = _OPENER[closer], _TWINS[closer]
    rest = text[max(0, at - _REACH) : at]
    return max(map(rest.rfind, opener)) > max(map(rest.rfind, twin))


def _take_ornaments(folded: str, left: _Side, right: _Side, floor: int) -> None:
    """·下转第3版·, ■下转第3版■: the same sign on both sides belongs to the line."""
    first, last = left.edge, right.edge
    while first > floor and folded[first - 1] == " ":
        first -= 1
    while last < len(folded) and folded[last] == " ":
        last += 1
    sign = folded[last : last + 1]
    if not sign or sign not in grammar.ORNAMENTS or first <= floor or folded[first - 1] != sign:
        return
    while first > floor and folded[first - 1] == sign:
        first -= 1
    while last < len(folded) and folded[last] == sign:
        last += 1
    left.edge, right.edge, left.signed, right.signed = first, last, True, True


class Surroundings:
    """What stands on either side of a match, in the words that the judgement uses."""

    def __init__(self, text: str, folded: str, match: re.Match[str], span: Span) -> None:
        self.text, self.folded, self.match, self.span = text, folded, match, span
        self.before, self.after = before(folded, span.start), after(folded, span.end)
        #: Nothing stands there.
        self.alone_left, self.alone_right = not self.before.strip(), not self.after.strip()
        #: What stands there is kept apart: by a bracket, an arrow, a blank, a stop.
        self.apart_left = (
            self.alone_left or span.opened or span.signed_left or self.before[-1] in " " + STOPS
        )
        self.apart_right = (
            self.alone_right or span.closed or span.signed_right or self.after[0] in " )"
        )
        self.enclosed = span.opened and span.closed

    def is_sure(self) -> bool:
        """Whether the surroundings are those of a jump line, not of prose."""
        if self._led_by_a_word() or self._part_of_a_word():
            return False
        if self.match["bare"]:
            return self._bare_is_sure()
        return self._weak_is_sure() if self.match["weak"] else self._strong_is_sure()

    def _led_by_a_word(self) -> bool:
        """Whether 请, 全文 and the like, or an item sign, follow a word without a break."""
        led = bool(self.match["lead"] or self.match["premark"])
        return led and not (self.apart_left or self.before[-1:] in "(、")

    def _part_of_a_word(self) -> bool:
        """Whether 版 begins 版本; at the beginning of a line it is 上接A01版 before 本航次."""
        if not self.match["pages"] or NO_WORD.match(self.folded, self.match.end("pages")):
            return False
        opens = self.match["strong"] and self.alone_left
        return not (opens and not self.after.startswith(grammar.NOT_AFTER))

    def _bare_is_sure(self) -> bool:
        """A number without 版: after a strong verb, set off on both sides."""
        set_off = self.enclosed or (self.apart_left and self.alone_right)
        return bool(self.match["strong"]) and set_off

    def _weak_is_sure(self) -> bool:
        """A verb that prose uses too: in brackets, or a line of its own; never a title."""
        titled = self.text[self.span.start] in grammar.TITLE_OPENERS
        at_end = self.apart_left and self.alone_right
        at_start = self.alone_left and self.apart_right
        return not titled and (self.enclosed or at_end or at_start)

    def _strong_is_sure(self) -> bool:
        """A verb that no prose uses: set off on one side at least, and no phrase goes on."""
        if self.enclosed or self.alone_right:
            return True
        if self.alone_left or self.span.opened:
            phrase = self.after.startswith(grammar.NOT_AFTER)
            return self.apart_right or self.span.signed_left or not phrase
        if self.span.closed:
            return True
        only_stops = not self.after.strip(" " + STOPS)
        ends = self.apart_right or only_stops or self.after[0] in ")、"
        return (self.apart_left or self.before[-1] in "(、") and ends
