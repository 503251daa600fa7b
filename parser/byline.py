"""A byline, credit or dateline as printed in; people with roles, agency, place and day out.

`parse_byline` reads any line; `find_byline` and `split_credit` say which words of a piece are one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from parser.byline_credit import Credit, Group, authors_of, read_credit
from parser.byline_dateline import Opening, match_opening
from parser.byline_notes import is_note, note_author, source_of, without_shared
from parser.byline_text import Segment, fold, fold_spaces, segments, trim
from parser.model import Author, Byline, BylineKind, Dateline
from parser.person import Name
from parser.roles import DEEDS, WIRES

#: A longer line is no byline; it comes back unread.
LONGEST = 2_000
_STAFF_WORDS = ("首席", "特派", "全媒", "融媒", "新媒体", "高级", "资深", "前方", "驻")


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
    line, names = fold(printed), fold_spaces(printed)
    reading = Reading()
    opening = match_opening(line, printed, _first(line), issued)
    at = 0
    if opening:
        reading.opening, at = opening, opening.end
        reading.bare = False
    for part in segments(line, at):
        _read_segment(part, line, names, printed, reading, issued)
    return reading


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
    text = line[start:end]
    if not text.strip():
        return
    author = None if is_note(text) and "对" not in text else note_author(text)
    if author:
        name = "".join(names[start + author[0] : start + author[1]].split())
        reading.groups.append(Group(role="作者", names=[Name(name)], closed=True))
        reading.note, reading.bare = True, False
    elif is_note(text):
        reading.note, reading.bare = True, False
    else:
        _read_credits(part, start, text, names, printed, reading)


def _read_credits(
    part: Segment, start: int, text: str, names: str, printed: str, reading: Reading
) -> None:
    """A stretch that is a source, a deed for the people before it, or people."""
    stripped = text.strip()
    offset = start + len(text) - len(text.lstrip())
    source = source_of(stripped)
    if source:
        reading.source = printed[offset + source[0] : offset + source[1]].strip()
        reading.picture = reading.picture or stripped.endswith(("图", "提供", "视觉", "中国"))
        reading.bare = False
        return
    if stripped in DEEDS and reading.groups:
        for group in reading.groups:
            group.deed = group.deed or stripped
        return
    shorter = without_shared(stripped)
    cut = names[offset : offset + len(stripped)]
    if shorter != stripped:
        cut = _same_cut(stripped, shorter, cut)
    _add(read_credit(shorter, cut), part, reading, shorter)


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
    if reading.note and not any(g.deed or g.agency for g in groups):
        return  # in a note, people are those credited with work
    if part.opener == "(" and previous and previous.names and not _says_something(groups):
        if text.endswith(("发", "视觉", "中国", "图片")):
            reading.source = reading.source or text
        return
    for group in groups:
        bare = not (group.role or group.task or group.deed or group.agency)
        if bare and part.opener == "," and previous and previous.role and not previous.deed:
            group.role, group.agency = previous.role, previous.agency
    reading.groups += groups
    reading.place = reading.place or credit.place
    reading.unread += credit.unread
    if any(g.role or g.task or g.deed for g in groups):
        reading.bare = False


def _says_something(groups: list[Group]) -> bool:
    return any(g.role or g.task or g.deed for g in groups)


def people_of(reading: Reading) -> tuple[Author, ...]:
    """Authors in printed order, each once for each role."""
    if reading.bare and not _bare_names_hold(reading):
        return ()
    agency = reading.opening.agency if reading.opening else None
    authors: list[Author] = []
    for group in reading.groups:
        if not reading.note and not reading.opening and reading.bare:
            group.role = "作者" if all(n.certain for n in group.names) else None
        agency = group.agency if group.agency and group.role == "记者" else agency
        authors += authors_of(group, agency)
    if reading.source:
        authors = [_sourced(author, reading.source) for author in authors]
    return tuple(dict.fromkeys(authors))


def _bare_names_hold(reading: Reading) -> bool:
    """Names without any role word count only where the line is nothing else."""
    return not reading.unread and sum(len(group.names) for group in reading.groups) <= 12


def _sourced(author: Author, source: str) -> Author:
    return Author(author.name, author.role, author.affiliation or source, author.certain)


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
    if reading.note:
        return "contributed"
    if reading.opening:
        own = reading.opening.agency is not None and reading.opening.agency not in WIRES
        return "staff" if own else "wire"
    if any(group.role == "评论员" for group in groups):
        return "commentary"
    if "摄影" in roles or (reading.picture and not groups) or "供图" in roles:
        return "photo"
    if reading.source and not groups:
        return "wire" if reading.source in WIRES else "photo"
    return _kind_by_reporters(groups, reading)


def _kind_by_reporters(groups: list[Group], reading: Reading) -> BylineKind:
    reporters = [group for group in groups if group.role in ("记者", "实习生")]
    for group in reporters:
        if group.agency in WIRES:
            return "wire"
        if group.agency or group.qualifiers.startswith(_STAFF_WORDS):
            return "staff"
    if reporters:
        return "other"
    contributors = {"作者", "通讯员", "特约记者", "图", "参与采写", "采写", "执笔"}
    if any(group.final_role() in contributors for group in groups):
        return "contributed"
    bare = reading.bare and any(group.names for group in groups) and not reading.unread
    return "contributed" if bare else "other"
