"""One printed line in, all that the grammar reads in it out: people, kind and dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from parser.byline.credit import Credit, Group, authors_of, read_credit
from parser.byline.dateline import Opening, match_opening
from parser.byline.fold import Segment, fold, fold_spaces, segments, trim
from parser.byline.notes import (
    caption_head,
    is_about_author,
    is_note,
    note_author,
    source_of,
    unit_of,
    without_shared,
)
from parser.byline.people import Name, stands_alone
from parser.model import Author, Byline, BylineKind, Dateline
from parser.vocabulary.roles import CITIES, DEEDS, PICTURE_ENDINGS, SOURCES, WIRES

#: A longer line is no byline; it comes back unread.
LONGEST = 2_000
_STAFF_WORDS = ("首席", "特派", "全媒", "融媒", "新媒体", "高级", "资深", "前方", "驻")


#: Which picture is meant: 图①：张三摄.
_ITEM_SIGNS = re.compile(r"图?[①-⑳❶-❿㈠-㈩⑴-⒇][①-⑳❶-❿㈠-㈩⑴-⒇、—至]{0,20} ?:?")


@dataclass(slots=True)
class Reading:
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


def parse_byline(text: str, *, issued: date | None = None) -> Byline:
    """The people, kind and dateline of a printed byline.

    `issued`, the day of the issue, gives the year (and month) that a dateline leaves out; without
    it such a day is None. Any text may come in: what cannot be read as a byline has no authors and
    the kind "other". Raises nothing.
    """
    printed = trim(text)
    if not printed or len(printed) > LONGEST:
        return Byline(printed)
    reading = read_line(printed, issued)
    return Byline(printed, kind_of(reading), people_of(reading), _dateline(reading, printed))


def parse_credit(text: str) -> tuple[Author, ...]:
    """The people of a picture credit: 本报记者 韩莹 摄 → (Author("韩莹", "摄影", "本报"),)."""
    return parse_byline(text).authors


def read_line(printed: str, issued: date | None) -> Reading:
    """All that a trimmed line says, before it is put into authors."""
    line, names = _ITEM_SIGNS.sub(_blank, fold(printed)), fold_spaces(printed)
    reading = Reading()
    opening = match_opening(line, printed, _first(line), issued)
    at = 0
    if opening:
        reading.opening, at = opening, opening.end
        reading.bare = False
    for part in segments(line, at):
        _read_segment(part, line, names, printed, reading, issued)
    return reading


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _first(line: str) -> int:
    """Where the first character that is no bracket, sign or space stands."""
    at = 0
    while at < len(line) and not line[at].isalnum():
        at += 1
    return at


def _read_segment(
    part: Segment, line: str, names: str, printed: str, reading: Reading, issued: date | None
) -> None:
    start, end = part.start, part.end
    if reading.opening is None:
        opening = match_opening(line, printed, start, issued, agency_needed=True)
        if opening and opening.end <= end:
            reading.opening, start = opening, opening.end
            reading.bare = False
    while start < end and line[start] == " ":
        start += 1
    start += caption_head(line[start:end])
    text = line[start:end].rstrip()
    if text and not _read_note(text, start, names, printed, reading):
        _read_credits(part, start, text, names, printed, reading)


def _read_note(text: str, start: int, names: str, printed: str, reading: Reading) -> bool:
    """Whether the stretch tells of author or text; who and which unit it names is kept."""
    named = note_author(text)
    if not named and not is_note(text):
        return False
    reading.note = True
    reading.about_author = reading.about_author or bool(named) or is_about_author(text)
    unit = unit_of(text)
    if unit:
        reading.unit = printed[start + unit[0] : start + unit[1]].strip()
    if named:
        name = "".join(names[start + named[0] : start + named[1]].split())
        reading.groups.append(Group(role="作者", names=[Name(name)], closed=True))
        reading.bare = False
    return True


def _read_credits(
    part: Segment, start: int, text: str, names: str, printed: str, reading: Reading
) -> None:
    """A stretch that is a source, a deed for the people before it, or people."""
    source = source_of(text)
    if source:
        reading.source = printed[start + source[0] : start + source[1]].strip()
        reading.picture = reading.picture or _of_picture(text)
        start, text = start + source[2], text[source[2] :]
    elif text in DEEDS and reading.groups:
        for group in reading.groups:
            group.deed = group.deed or text
        return
    if not text.strip():
        return
    shorter = without_shared(text)
    cut = names[start : start + len(text)]
    if shorter != text:
        cut = _same_cut(text, shorter, cut)
    _add(read_credit(shorter, cut), part, reading, shorter)


def _of_picture(text: str) -> bool:
    return text.endswith(PICTURE_ENDINGS) or text in SOURCES


def _same_cut(line: str, shorter: str, names: str) -> str:
    """`names` cut as `shorter` was cut from `line`: a middle part left out."""
    head = 0
    while head < len(shorter) and line[head] == shorter[head]:
        head += 1
    tail = len(shorter) - head
    return names[:head] + (names[-tail:] if tail else "")


def _add(credit: Credit, part: Segment, reading: Reading, text: str) -> None:
    """Groups of one stretch to those before; a list that goes on after a comma keeps its role."""
    groups = credit.groups
    previous = reading.groups[-1] if reading.groups else None
    if reading.note and not any(group.deed or group.agency for group in groups):
        return  # in a note, people are those credited with work
    if part.opener == "(" and len(text) == 1:
        return  # (左), [美]
    if part.opener == "(" and previous and previous.names and not _says_something(groups):
        _add_unit(groups, reading, text)
        return
    for group in groups:
        bare = not (group.role or group.task or group.deed or group.agency)
        if bare and part.opener == "," and previous and previous.role and not previous.deed:
            group.role, group.agency = previous.role, previous.agency
    reading.groups += groups
    reading.place = reading.place or credit.place
    reading.unread += credit.unread
    reading.skipped += credit.skipped
    if _says_something(groups):
        reading.bare = False


def _add_unit(groups: list[Group], reading: Reading, text: str) -> None:
    """张三(县融媒体中心), 张三摄(某影像): whose they are, in brackets after them."""
    if _of_picture(text):
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


def people_of(reading: Reading) -> tuple[Author, ...]:
    """Authors in printed order, each once for each role."""
    agency = reading.opening.agency if reading.opening else None
    authors: list[Author] = []
    if reading.bare and reading.unread:
        return ()
    for group in reading.groups:
        if reading.unread and group.is_bare() and not all(map(_alone, group.names)):
            continue
        if reading.bare and not reading.opening:
            # A name that stands alone is the author's; names run together are a guess already,
            # and get no role that is not printed.
            group.role = "作者" if all(name.certain for name in group.names) else None
            group.agency = group.agency or reading.unit
        agency = group.agency if group.agency and group.role == "记者" else agency
        authors += authors_of(group, agency)
    return tuple(dict.fromkeys(_sourced(author, reading) for author in authors))


def _alone(name: Name) -> bool:
    return stands_alone(name.text)


def _sourced(author: Author, reading: Reading) -> Author:
    """A photographer is his agency's: 张三摄（新华社发）."""
    if author.affiliation or not reading.source or not (author.role == "摄影" or reading.bare):
        return author
    return Author(author.name, author.role, reading.source, author.certain)


def _dateline(reading: Reading, printed: str) -> Dateline | None:
    """The dateline printed; else the place of 记者 张三 北京报道."""
    if reading.opening:
        return reading.opening.dateline(printed)
    if reading.place:
        return Dateline(reading.place, None, reading.place)
    return None


def kind_of(reading: Reading) -> BylineKind:
    """staff, wire, photo, contributed, commentary or other, by what is printed."""
    groups = [group for group in reading.groups if group.names or group.role or group.agency]
    roles = {group.final_role() for group in groups}
    if reading.about_author or (reading.note and not reading.opening):
        return "contributed"
    if reading.opening:
        agency = reading.opening.agency
        own = agency is not None and fold(agency) not in WIRES
        return "staff" if own else "wire"
    if any(group.role == "评论员" for group in groups):
        return "commentary"
    if "摄影" in roles or (reading.picture and not groups) or "供图" in roles:
        return "photo"
    if reading.source and reading.bare and (reading.picture or groups):
        return "photo"
    if reading.source and not groups:
        return "wire" if reading.source in WIRES else "other"
    return _kind_by_reporters(groups, reading)


def _kind_by_reporters(groups: list[Group], reading: Reading) -> BylineKind:
    reporters = [group for group in groups if group.role in ("记者", "实习生")]
    for group in reporters:
        if fold(group.agency or "") in WIRES:
            return "wire"
        if group.agency or group.qualifiers.startswith(_STAFF_WORDS):
            return "staff"
    if reporters:
        return "other"
    groups = [group for group in groups if group.names or group.role]
    contributors = {"作者", "通讯员", "特约记者", "图", "参与采写", "采写", "执笔"}
    if any(group.final_role() in contributors for group in groups):
        return "contributed"
    bare = reading.bare and any(group.names for group in groups) and not reading.unread
    return "contributed" if bare else "other"
