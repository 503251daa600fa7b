"""One line of text in; the jump lines in it out, each with its place and whether it is sure.

The words are data in `vocabulary.jumps`; here they become one expression and a judgement of the
surroundings, because 转第二版 in running prose points nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from parser.jump.pages import ANY_PAGES, GAP, LETTERS, labels_in
from parser.jump.surroundings import Span, Surroundings, after, before, span_of
from parser.labels import CHINESE_DIGITS
from parser.model import Direction, Jump
from parser.patterns import late
from parser.vocabulary import jumps as grammar

#: How near a bracket around two jump lines stands.
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
#: 上接12月1日第三版: a line into the paper of another day.
_DAY = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
_LINE = late(
    rf"(?:(?P<premark>[{_ITEMS}]){GAP})?"
    rf"(?P<lead>(?<![一-鿿])(?:{any_of(grammar.LEADS)}){GAP}[、。;:·]?{GAP})?"
    rf"(?P<verb>(?P<strong>{any_of(grammar.STRONG_VERBS)}|上 {{0,3}}接 {{0,3}})"
    rf"|(?P<weak>{any_of(grammar.WEAK_VERBS)}))"
    rf"(?:{GAP}(?:{any_of(grammar.BETWEEN)}|{_DAY})){{0,3}}{GAP}"
    rf"(?:(?P<pages>{ANY_PAGES})"
    rf"|(?P<bare>第?{GAP}{LETTERS}?\d{{1,3}}(?![0-9A-Z一-鿿%.])))"
    rf"{_AFTER}"
)
#: A glance at the text as printed: a verb with a page or a number within reach of it.
_GLANCE = late(r"[转接续轉續樓][^。！？]{0,24}?[版封号號0-9０-９]")


@dataclass(frozen=True, slots=True)
class Found:
    """A jump line and its place in the line it was found in."""

    start: int
    end: int
    jump: Jump
    #: Its verb looks both ways (續, 紧接): where it stands decides.
    two_way: bool = False


def glance(text: str) -> bool:
    """Whether a text can hold a jump line at all; what is no jump line may look like one here."""
    return _GLANCE.search(text) is not None


def scan(text: str, *, ending: bool = False) -> list[Found]:
    """The jump lines of one line of text, in order, not overlapping.

    `ending`: the article ends with this line, so 紧接第三版 may follow its words without a break.
    Raises ValueError for more than one line.
    """
    if "\n" in text:
        raise ValueError("one line at a time")
    if not glance(text):
        return []
    folded = text.translate(grammar.FOLD)
    found: list[Found] = []
    floor = 0
    for match in _LINE.finditer(folded):
        span = span_of(text, folded, match, floor)
        sure = Surroundings(text, folded, match, span).is_sure()
        if not (sure or (ending and _ends(folded, match, span))):
            continue
        if pages := labels_in(match["pages"] or match["bare"]):
            floor = span.end
            found.append(_found(text, folded, match, span, pages))
    return _share_brackets(text, folded, found)


def _found(
    text: str, folded: str, match: re.Match[str], span: Span, pages: tuple[str, ...]
) -> Found:
    mark = match["mark"] or match["premark"]
    where = match.start("mark") if match["mark"] else match.start("premark")
    jump = Jump(
        text=text[span.start : span.end].strip(),
        direction=_direction(folded, match, span),
        pages=pages,
        mark=text[where : where + len(mark)] if mark else None,
    )
    return Found(span.start, span.end, jump, _verb(match) in grammar.TWO_WAY)


def _share_brackets(text: str, folded: str, found: list[Found]) -> list[Found]:
    """（上接第一版 下转第三版）: the bracket around two belongs to them, its halves to each."""
    for at in range(len(found) - 1):
        first, last = found[at], found[at + 1]
        opening = folded[max(0, first.start - _NEAR) : first.start].rstrip()[-1:]
        closing = folded[last.end : last.end + _NEAR].lstrip()[:1]
        if folded[first.end : last.start].strip(" 、;▶") or opening + closing != "()":
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


def _direction(folded: str, match: re.Match[str], span: Span) -> Direction:
    verb = _verb(match)
    follows = bool(before(folded, span.start).strip())
    leads = bool(after(folded, span.end).strip())
    if verb in grammar.TWO_WAY and follows != leads:
        return "to" if follows else "from"
    named = grammar.STRONG_VERBS.get(verb) or grammar.WEAK_VERBS.get(verb)
    return "from" if named == "from" else "to"


def _ends(folded: str, match: re.Match[str], span: Span) -> bool:
    """Whether a weak verb with its page ends the line after words of the text, cut where it is."""
    verb, text = _verb(match), folded[: span.start].rstrip()
    if verb not in grammar.ENDING_VERBS or not match["pages"] or folded[span.end :].strip():
        return False
    if "转" in verb and text.endswith(grammar.NOT_BEFORE):
        return False
    # 相关报道转第三版, the whole line, is a reference.
    return not text.endswith(grammar.REFERENCE_NOUNS)
