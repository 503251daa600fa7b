"""One printed line in, all that the grammar reads in it out: groups of people, opening, source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from parser.byline.dateline import Opening, match_opening
from parser.byline.groups import Group, StretchReading, read_stretch
from parser.byline.notes import (
    caption_head,
    is_about_author,
    is_note,
    note_author,
    source_of,
    unit_of,
    without_shared,
)
from parser.byline.people import Name
from parser.byline.stretches import Stretch, fold_blanks, stretches
from parser.patterns import late
from parser.vocabulary.openings import fold
from parser.vocabulary.places import CITIES, NATIONS
from parser.vocabulary.roles import DEEDS, PICTURE_ENDINGS, SOURCES

#: Which picture is meant: 图①：张三摄.
_ITEM_SIGNS = late(r"图?[①-⑳❶-❿㈠-㈩⑴-⒇][①-⑳❶-❿㈠-㈩⑴-⒇、—至]{0,20} ?:?")


@dataclass(slots=True)
class LineReading:
    """What has been read of a line so far."""

    groups: list[Group] = field(default_factory=list)
    opening: Opening | None = None
    note: bool = False
    source: str | None = None
    picture: bool = False
    place: str | None = None
    unread: str = ""
    skipped: str = ""
    unit: str | None = None
    #: A note says who the author is: 作者为某大学教授.
    about_author: bool = False
    #: Nothing but names so far: no role word, task or deed.
    bare: bool = True

    @property
    def names(self) -> list[str]:
        """Everybody in it, in printed order."""
        return [name.text for group in self.groups for name in group.names]


@dataclass(frozen=True, slots=True)
class _Line:
    """One line in three forms of one length."""

    printed: str
    folded: str
    #: Only its blanks are folded: names are cut from it.
    names: str

    def opening(self, start: int, *, sure: bool) -> Opening | None:
        return match_opening(self.folded, self.printed, start, agency_needed=sure)

    def words(self, start: int, end: int) -> StretchReading:
        return read_stretch(self.folded[start:end], self.names[start:end])


@lru_cache(maxsize=1024)
def read_line(printed: str) -> LineReading:
    """All that a trimmed line says, before it is put into authors.

    A line is asked by many, whether it is a credit and whose: what was read is not to be changed.
    """
    line = _Line(printed, _ITEM_SIGNS.sub(_blank, fold(printed)), fold_blanks(printed))
    reading = LineReading()
    opening = line.opening(_first(line.folded), sure=False)
    if opening:
        _open(opening, line, reading)
    for part in stretches(line.folded, opening.end if opening else 0):
        _read_stretch(part, line, reading)
    return reading


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _first(line: str) -> int:
    """Where the first character that is no bracket, sign or space stands."""
    at = 0
    while at < len(line) and not (line[at].isalnum() or line[at] == "“"):
        at += 1
    return at


def _open(opening: Opening, line: _Line, reading: LineReading) -> None:
    """The opening words, and the people in them: 本报驻北京记者江渡28日电."""
    reading.opening, reading.bare = opening, False
    if opening.people:
        reading.groups += line.words(*opening.people).groups


def _read_stretch(part: Stretch, line: _Line, reading: LineReading) -> None:
    start, end = part.start, part.end
    if reading.opening is None:
        opening = line.opening(start, sure=True)
        if opening and opening.end <= end:
            _open(opening, line, reading)
            start = opening.end
    while start < end and line.folded[start] == " ":
        start += 1
    start += caption_head(line.folded[start:end])
    text = line.folded[start:end].rstrip()
    if text and not _read_note(text, start, line, reading):
        _read_credits(replace(part, start=start), text, line, reading)


def _read_note(text: str, start: int, line: _Line, reading: LineReading) -> bool:
    """Whether the stretch tells of author or text; who and which unit it names is kept."""
    named = note_author(text)
    if not named and not is_note(text):
        return False
    reading.note = True
    reading.about_author = reading.about_author or bool(named) or is_about_author(text)
    unit = unit_of(text)
    if unit:
        reading.unit = line.printed[start + unit[0] : start + unit[1]].strip()
    if named:
        name = "".join(line.names[start + named[0] : start + named[1]].split())
        reading.groups.append(Group(role="作者", names=[Name(name)], closed=True))
        reading.bare = False
    return True


def _read_credits(part: Stretch, text: str, line: _Line, reading: LineReading) -> None:
    """A stretch that is a source, a deed for the people before it, or people."""
    start = part.start
    source = source_of(text)
    if source:
        reading.source = line.printed[start + source[0] : start + source[1]].strip()
        reading.picture = reading.picture or _of_picture(text)
        start, text = start + source[2], text[source[2] :]
    elif text in DEEDS and reading.groups:
        for group in reading.groups:
            group.deed = group.deed or text
        return
    if not text.strip():
        return
    shorter = without_shared(text)
    cut = line.names[start : start + len(text)]
    if shorter != text:
        cut = _same_cut(text, shorter, cut)
    _add(read_stretch(shorter, cut), part, reading, shorter)


def _of_picture(text: str) -> bool:
    return text.endswith(PICTURE_ENDINGS) or text in SOURCES


def _same_cut(line: str, shorter: str, names: str) -> str:
    """`names` cut as `shorter` was cut from `line`: a middle part left out."""
    head = 0
    while head < len(shorter) and line[head] == shorter[head]:
        head += 1
    tail = len(shorter) - head
    return names[:head] + (names[-tail:] if tail else "")


def _add(words: StretchReading, part: Stretch, reading: LineReading, text: str) -> None:
    """Groups of one stretch to those before; a list that goes on after a comma keeps its role."""
    groups = words.groups
    previous = reading.groups[-1] if reading.groups else None
    if reading.note and not any(group.deed or group.agency for group in groups):
        return  # in a note, people are those credited with work
    if part.opener == "(" and (len(text) == 1 or text in NATIONS):
        return  # (左), [美]
    if part.opener == "(" and previous and previous.names:
        if not _says_something(groups):
            _add_unit(groups, reading, text)
            return
        if _is_role_alone(groups) and _take_role(groups[0], reading):
            return
    if previous and part.opener == ")" and _is_role_alone([previous]):
        _role_before(previous, groups, reading)
    elif previous and part.opener == ",":
        _go_on(previous, groups)
    reading.groups += groups
    reading.place = reading.place or words.place
    reading.unread += words.unread
    reading.skipped += words.skipped
    if _says_something(groups):
        reading.bare = False


def _go_on(previous: Group, groups: list[Group]) -> None:
    """（本报记者江渡，陈小舟）: who stands after a comma has the role word before it."""
    if not previous.role or previous.deed:
        return
    for group in groups:
        if group.is_bare():
            group.role, group.agency = previous.role, previous.agency


def _is_role_alone(groups: list[Group]) -> bool:
    """【记者】, （本报记者）: a role word and nobody."""
    return len(groups) == 1 and bool(groups[0].role) and not groups[0].names and not groups[0].deed


def _take_role(role: Group, reading: LineReading) -> bool:
    """江渡 陈小舟（本报记者）: the role is that of the names before it that have none."""
    bare = [group for group in reading.groups if group.is_bare() and group.names]
    for group in bare:
        group.take_role(role)
    reading.bare = reading.bare and not bare
    return bool(bare)


def _role_before(role: Group, groups: list[Group], reading: LineReading) -> None:
    """【记者】江渡: the role in brackets is that of the names after it."""
    if groups and groups[0].is_bare() and groups[0].names:
        groups[0].take_role(role)
        reading.groups.remove(role)


def _add_unit(groups: list[Group], reading: LineReading, text: str) -> None:
    """张三(县融媒体中心), 张三摄(某影像): whose they are, in brackets after them."""
    named = bool(groups) and bool(groups[0].names)
    if _of_picture(text) or (reading.groups[-1].roles() == ("摄影",) and not named):
        reading.source, reading.picture = reading.source or text, True
    elif groups and groups[0].agency and not groups[0].names:
        last = reading.groups[-1]
        last.agency = last.agency or groups[0].agency
    elif text in CITIES:
        reading.skipped += text
    elif not groups or not groups[0].names:
        reading.unread += text


def _says_something(groups: list[Group]) -> bool:
    return any(g.role or g.task or g.deed for g in groups)
