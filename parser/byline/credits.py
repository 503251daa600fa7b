"""A printed line in; whether it is a credit and nothing else, and whose, out.

A credit says who wrote, photographed or edited: it is what the grammar reads to the last
character. Every room that asks whether a line is one asks here; thresholds are its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from parser.byline.groups import Group
from parser.byline.people import is_likely, signs_a_piece, stands_alone
from parser.byline.read import LineReading, read_line
from parser.byline.stretches import trim
from parser.patterns import late
from parser.vocabulary.agencies import KNOWN
from parser.vocabulary.names import NOT_NAMES
from parser.vocabulary.openings import fold
from parser.vocabulary.roles import DEEDS, PICTURE_DEEDS, ROLES, SENT_OUT, SOURCES, TASKS

#: A longer line is no byline or credit; it is left unread.
LONGEST = 2_000
#: A credit that is a line of its own is no longer.
LONGEST_CREDIT = 160

_TEXT_TASKS = frozenset({"作者", "摄影", "记者", "执笔", "口述", "采写", "参与采写", "图文"})
_PICTURE_ROLES = frozenset({"摄影", "供图", "绘", "制图", "绘图", "画", "漫画"})
#: What the words of a credit end in: a line without any of these has none.
_LAST = frozenset(word[-1] for word in (*ROLES, *TASKS, *DEEDS, *SOURCES, *SENT_OUT, *KNOWN))
_STOPS = "。！？!?…"
_EDITOR = late(r"[ —-]{0,6}(?:编 {0,3}者|编辑部|本报编辑部)$")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a line that is nothing but a credit says."""

    names: tuple[str, ...]
    #: Of a picture: somebody's or some agency's.
    picture: bool
    #: Of a text: who wrote and photographed has both.
    text: bool
    #: Opening words with day or place are in it: （本报北京8月9日电 记者 江渡）.
    dated: bool = False
    #: 本报评论员: the paper's own voice, named or not.
    commentary: bool = False


def credit_of(text: str) -> Credit | None:
    """What a line credits, where it is nothing but a credit; None for anything else.

    Names alone are none: whether 江渡 under a headline signs, its place must say.
    """
    printed = trim(text)
    if not 0 < len(printed) <= LONGEST_CREDIT or any(stop in printed[:-1] for stop in _STOPS):
        return None
    line = fold(printed)
    if _EDITOR.match(line):
        return Credit((), picture=False, text=True)
    if _LAST.isdisjoint(line):
        return None
    reading = read_line(printed)
    if not (
        is_picture_reading(printed, reading)
        or is_credit_reading(printed, reading, bare=False, note=line[:1] == "(")
        or _credits_editors(reading)
    ):
        return None
    roles = {role for group in reading.groups for role in group.roles()}
    return Credit(
        names=tuple(reading.names),
        picture=reading.picture or any(map(_pictures, reading.groups)),
        text=reading.opening is not None or any(map(_writes, reading.groups)),
        dated=reading.opening is not None,
        commentary="评论员" in roles,
    )


def _pictures(group: Group) -> bool:
    """Whether its people made or sent a picture."""
    return group.deed in PICTURE_DEEDS or bool(_PICTURE_ROLES & {*group.roles()})


def _writes(group: Group) -> bool:
    """Whether its people wrote, too or only."""
    return group.wrote_and_pictured() or not _pictures(group)


def is_credit(text: str) -> bool:
    """Whether a paragraph is nothing but a credit: （记者 …）, 责任编辑 …"""
    return credit_of(text) is not None


def _credits_editors(reading: LineReading) -> bool:
    """责编：江渡 版式：陈小舟: everybody stands under a task."""
    named = [group for group in reading.groups if group.names]
    return not reading.unread and bool(named) and all(g.task or g.role or g.deed for g in named)


def reads_as_credit(
    text: str, *, bare: bool = False, note: bool = False, pen: bool = False
) -> bool:
    """Whether the grammar reads the text to its last character, and finds somebody in it.

    `bare`: names without any role word count; `pen`: pen names too; `note`: 作者为…… does.
    """
    printed = trim(text)
    if not printed or len(printed) > LONGEST:
        return False
    return is_credit_reading(printed, read_line(printed), bare=bare, note=note, pen=pen)


def is_credit_reading(
    printed: str, reading: LineReading, *, bare: bool, note: bool = False, pen: bool = False
) -> bool:
    """The same of a line that has been read."""
    names = reading.names
    if reading.unread:
        return False
    if reading.note and not (reading.opening and not reading.about_author):
        signed = note or fold(printed[:2]) == "作者"
        return signed and (bool(names) or reading.about_author)
    if reading.bare:
        stand = all(stands_alone(name) or (pen and signs_a_piece(name)) for name in names)
        return bare and bool(names) and stand
    return _credits_somebody(reading, names)


def _credits_somebody(reading: LineReading, names: list[str]) -> bool:
    """A dateline, a commentator, or people under a role word, task or deed that is the text's."""
    if not names:
        compiled = bool(reading.groups) and all(g.agency and g.deed for g in reading.groups)
        commented = any(group.role == "评论员" for group in reading.groups)
        return reading.opening is not None or commented or compiled
    owned = any(g.role or g.deed or g.task in _TEXT_TASKS for g in reading.groups)
    return (owned or reading.opening is not None) and _are_plausible(reading, names)


def _are_plausible(reading: LineReading, names: list[str]) -> bool:
    """Whether what stands in the places of names may be names: the surer the words, the odder."""
    odd = [name for name in names if not is_likely(name)]
    taken = all(group.deed in ("摄", "摄影报道") for group in reading.groups)
    if taken:
        return all(len(name) in (2, 3) and name not in NOT_NAMES for name in odd)
    opened = reading.opening is not None
    if opened and all(group.role for group in reading.groups):
        return all(len(name) < 5 for name in odd)
    agency = opened or any(group.agency for group in reading.groups)
    few = 2 * len(odd) <= len(names) and all(len(name) < 5 for name in odd)
    return not odd or (agency and few)


def is_picture_reading(printed: str, reading: LineReading) -> bool:
    """Whether a line that has been read says who made a picture, and nothing more."""
    if reading.unread or reading.skipped or reading.opening or reading.note:
        return False
    names = reading.names
    if not names:
        return reading.source is not None and len(printed) <= 30 and " " not in fold(printed)
    roles = {role for group in reading.groups for role in group.roles()}
    plain = all(map(is_likely, names))
    roled = any(group.role for group in reading.groups)
    if not roles & (_PICTURE_ROLES | {"作者"}) and not reading.picture:
        return plain and roled
    return plain or reading.source is not None or roled
