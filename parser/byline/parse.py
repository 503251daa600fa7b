"""A printed byline or picture credit in; people, kind and dateline out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from parser.byline.credits import LONGEST, is_credit_reading
from parser.byline.groups import Group
from parser.byline.heads import head_end
from parser.byline.people import stands_alone
from parser.byline.read import LineReading, read_line
from parser.byline.stretches import trim
from parser.model import Author, Byline, BylineKind, Dateline
from parser.vocabulary.openings import fold
from parser.vocabulary.roles import WIRES

_STAFF_WORDS = ("首席", "特派", "全媒", "融媒", "新媒体", "高级", "资深", "前方", "驻")
_STOPS = "。！？"
_CLAUSES = frozenset("。，！？：")
_CONTRIBUTORS = frozenset({"作者", "通讯员", "特约记者", "图", "参与采写", "采写", "执笔"})


def parse_byline(text: str, *, issued: date | None = None) -> Byline:
    """The people, kind and dateline of a printed byline.

    `issued`, the day of the issue, gives the year (and month) that a dateline leaves out; without
    it such a day is None. Any text may come in: of a report, what it opens with is read; what
    cannot be read as a byline has no authors and the kind "other". Raises nothing.
    """
    printed = trim(text)
    if not printed or len(printed) > LONGEST:
        return Byline(printed)
    reading = read_line(printed)
    if _goes_on(printed, reading):
        end = head_end(printed)
        reading = read_line(printed[:end]) if end else reading
    return Byline(
        printed, kind_of(reading), people_of(reading), _dateline(reading, printed, issued)
    )


def _goes_on(printed: str, reading: LineReading) -> bool:
    """Whether more than a byline may stand in the line: it is then read no further than that."""
    if printed[-1] in _STOPS:
        return True
    more = reading.opening or reading.unread or not _CLAUSES.isdisjoint(printed)
    return bool(more) and not is_credit_reading(printed, reading, bare=True, note=True)


def parse_credit(text: str) -> tuple[Author, ...]:
    """The people of a picture credit: 本报记者 韩莹 摄 → (Author("韩莹", "摄影", "本报"),)."""
    return parse_byline(text).authors


def people_of(reading: LineReading) -> tuple[Author, ...]:
    """Authors in printed order, each once for each role; who photographed too, once more."""
    if reading.bare and reading.unread:
        return ()
    agency = reading.opening.agency if reading.opening else None
    authors: list[Author] = []
    pictured: list[Author] = []
    for group in _signing(reading):
        agency = group.agency if group.agency and group.role == "记者" else agency
        first, *more = group.roles()
        authors += _authors(group, first, agency)
        pictured += [one for role in more for one in _authors(group, role, agency)]
    return tuple(dict.fromkeys(_sourced(one, reading) for one in (*authors, *pictured)))


def _signing(reading: LineReading) -> list[Group]:
    """The groups of people who sign, with the role that a name has by standing alone."""
    groups: list[Group] = []
    for group in reading.groups:
        alone = all(stands_alone(name.text) for name in group.names)
        if reading.unread and group.is_bare() and not alone:
            continue
        if reading.bare and not reading.opening:
            # A name that stands alone is the author's, and so is a pen name; full names run
            # together may be reporters': they are a guess already, and get no role.
            full = all(stands_alone(name.text) for name in group.names)
            role = "作者" if all(name.certain for name in group.names) or not full else None
            group = replace(group, role=role, agency=group.agency or reading.unit)
        groups.append(group)
    return groups


def _authors(group: Group, role: str | None, agency: str | None) -> list[Author]:
    """Its people under one role; `agency` is that of the reporters who have none beside them."""
    unit = group.agency or (agency if group.is_staff() else None)
    return [Author(name.text, role, unit, name.certain) for name in group.names]


def _sourced(author: Author, reading: LineReading) -> Author:
    """A photographer is his agency's: 张三摄（新华社发）."""
    if author.affiliation or not reading.source or not (author.role == "摄影" or reading.bare):
        return author
    return replace(author, affiliation=reading.source)


def _dateline(reading: LineReading, printed: str, issued: date | None) -> Dateline | None:
    """The dateline printed; else the place of 记者 张三 北京报道."""
    if reading.opening and (dateline := reading.opening.dateline(printed, issued)):
        return dateline
    if reading.place:
        agency = reading.opening.agency if reading.opening else None
        return Dateline(reading.place, agency, reading.place)
    return None


def kind_of(reading: LineReading) -> BylineKind:
    """staff, wire, photo, contributed, commentary or other, by what is printed."""
    groups = [group for group in reading.groups if group.names or group.role or group.agency]
    if reading.about_author or (reading.note and not reading.opening):
        return "contributed"
    if reading.opening:
        return _kind_by_opening(reading)
    if any(group.role == "评论员" for group in groups):
        return "commentary"
    if _is_of_picture(reading, groups):
        return "photo"
    if reading.source and not groups:
        return "wire" if reading.source in WIRES else "other"
    if groups and all(group.agency and group.deed and not group.names for group in groups):
        # （综合新华社、云州日报报道）
        return "wire" if fold(groups[0].agency or "") in WIRES else "staff"
    return _kind_by_reporters(_signing(reading), reading)


def _kind_by_opening(reading: LineReading) -> BylineKind:
    agency = reading.opening.agency if reading.opening else None
    own = agency is not None and fold(agency) not in WIRES
    return "staff" if own else "wire"


def _is_of_picture(reading: LineReading, groups: list[Group]) -> bool:
    """Whether it credits pictures alone: who also wrote signs the text."""
    if any(group.wrote_and_pictured() for group in groups):
        return all(group.slashed for group in groups)
    roles = {role for group in groups for role in group.roles()}
    if roles & {"摄影", "供图"} or (reading.picture and not groups):
        return True
    return bool(reading.source and reading.bare and (reading.picture or groups))


def _kind_by_reporters(groups: list[Group], reading: LineReading) -> BylineKind:
    reporters = [group for group in groups if group.role in ("记者", "实习生")]
    for group in reporters:
        if fold(group.agency or "") in WIRES:
            return "wire"
        if group.agency or group.qualifiers.startswith(_STAFF_WORDS):
            return "staff"
    if reporters and not any(group.wrote_and_pictured() for group in reporters):
        return "other"
    if reporters:
        return "staff"
    named = [group for group in groups if group.names or group.role]
    if any(role in _CONTRIBUTORS for group in named for role in group.roles()):
        return "contributed"
    bare = reading.bare and any(group.names for group in named) and not reading.unread
    return "contributed" if bare else "other"
