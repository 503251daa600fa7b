"""Words and the room for them in, sizes and cut text out: copy-fitting as a make-up editor does it.

The browser breaks and pours; here is decided what it cannot know: how large a headline may be, how
large the type of a text, and where the text of a piece that is no rectangle goes over from one of
its boxes to the next.

All lengths are hundredths of the page's width, the unit `cqw` of its stylesheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from unicodedata import east_asian_width

from parser.words import known_words

#: Body type, its line, the white between two columns and around a piece.
BODY, LINE, GAP, PAD = 1.6, 2.5, 1.7, 0.5
#: Captions, by-lines, column names; and their line.
SMALL, SMALL_LINE = 1.4, 2.1
#: Body sizes; the larger for a text that is short for its room.
BODIES = (BODY, 1.75, 1.95, 2.2)
#: Headlines.
SMALLEST, LARGEST = 1.6, 6.8
LEADING = 1.24
#: The width of a column that reads well, in characters of body type.
_COLUMN = 13.0
#: A line of type is never quite as full as reckoned.
_LOSS = 0.12
#: Characters that give way to the …… of a text not given in full.
_ELLIPSIS = 3
#: A text that fills this part of its room may still be too long, by marks that close a line.
_NEAR = 0.8


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or the part of one that stands in a box."""

    text: str
    #: It began in the box before: no indent.
    runs_in: bool = False
    #: It goes on in the next box: the last line is full.
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A box for text: width, height, the size of its type, and the columns it is set in."""

    width: float
    height: float
    body: float = BODY

    @property
    def line(self) -> float:
        """The height of a line."""
        return self.body * LINE / BODY

    @property
    def columns(self) -> int:
        """As many as read well, at most six."""
        return max(1, min(6, round((self.width + GAP) / (_COLUMN * self.body + GAP))))

    @property
    def measure(self) -> float:
        """Characters on a line."""
        inner = self.width - GAP * (self.columns - 1)
        return max(1.0, inner / self.columns / self.body - _LOSS)

    @property
    def lines(self) -> int:
        """Lines in all columns together."""
        return max(0, int(self.height / self.line + 0.02)) * self.columns


def ems(text: str) -> float:
    """The width of a line of type in its own size: a Han character is 1, a Latin one about half."""
    return sum(1.0 if east_asian_width(c) in "WFA" else 0.32 if c == " " else 0.56 for c in text)


def headline_size(text: str, width: float, height: float, largest: float) -> tuple[float, int]:
    """The size and the lines of a headline that fits into `width` × `height`.

    The fewest lines that give the largest type; a line breaks at a space where there is one.
    Never below SMALLEST, which may not fit.
    """
    parts = [_units(part) for part in headline_parts(text)] or [[1.0]]
    best = (0.0, 1)
    for lines in range(1, 5):
        size = min(largest, width / (_longest(parts, lines) + 0.2), height / (lines * LEADING))
        if size > best[0] * 1.06:
            best = (size, lines)
    size = int(best[0] * 10 + 1e-6) / 10
    return max(SMALLEST, min(LARGEST, size)), best[1]


def _units(pieces: Sequence[tuple[str, bool]]) -> list[float]:
    """The widths, in ems, of what a part of a headline can be broken into."""
    return [width for text, whole in pieces for width in ([ems(text)] if whole else map(ems, text))]


def _longest(parts: Sequence[Sequence[float]], lines: int) -> float:
    """The shortest measure, in ems, at which the parts of a headline take that many lines."""
    widths = [sum(part) for part in parts]
    measure = max(1.0, (sum(widths) + 0.32 * (len(parts) - 1)) / lines)
    while _lines_at(parts, measure) > lines:
        measure += 0.5
    return measure


def _lines_at(parts: Sequence[Sequence[float]], measure: float) -> int:
    lines, room = 0, 0.0
    for part in parts:
        width = sum(part)
        if lines and width + 0.32 <= room:
            room -= width + 0.32
            continue
        # A part longer than a line breaks between its words, and stands by itself.
        lines += 1 if width <= measure else _broken(part, measure)
        room = measure - width if width <= measure else 0.0
    return lines


def _broken(units: Sequence[float], measure: float) -> int:
    """Lines that one part takes; a mark that may not open a line may cost half a character."""
    lines, room = 1, measure - 0.5
    for unit in units:
        if unit > room:
            lines += max(1, ceil(unit / measure))
            room = measure
        room -= unit
    return lines


#: A headline breaks at its spaces, behind these, and before a short bracket.
_PAUSE = re.compile(r"\s+|(?<=[，；：！？])(?=[^”’）》\s])|(?=（[^）]{2,12}）)")


def split_headline(text: str) -> list[str]:
    """The parts between which a headline may break without harm."""
    return [part for part in _PAUSE.split(text) if part]


#: What a headline does not break: a short quotation or title, a figure and what it counts.
_UNBROKEN = re.compile(r"“[^”]{1,8}”|《[^》]{1,8}》|[0-9A-Za-z.%·-]{1,12}[\u4e00-\u9fff]{0,2}")
#: Nor a word of so many characters; a longer one is a name that newspapers break.
_WORD = range(2, 5)


def headline_parts(text: str) -> list[list[tuple[str, bool]]]:
    """A headline as it may break: parts between its spaces, each in pieces, True where unbroken."""
    parts = []
    for part in split_headline(text):
        pieces: list[tuple[str, bool]] = []
        place = 0
        for found in _UNBROKEN.finditer(part):
            pieces += [*_worded(part[place : found.start()]), (found[0], True)]
            place = found.end()
        parts.append([*pieces, *_worded(part[place:])])
    return parts


def _worded(text: str) -> Iterator[tuple[str, bool]]:
    """A text in its words, which are not broken, and what lies between them."""
    between = ""
    for word in known_words(text):
        if len(word) in _WORD and word.isalnum():
            if between:
                yield between, False
            yield word, True
            between = ""
        else:
            between += word
    if between:
        yield between, False


def lines_of(text: str, measure: float, size: float = 1.0) -> int:
    """Lines a text takes at that measure, in characters of `size`."""
    return max(1, ceil(ems(text) * size / measure))


def fits(paragraphs: Sequence[str], room: Room) -> bool:
    """Whether a text has room; reckoned by widths, and line by line where that is near."""
    reckoned = sum(lines_of(f"　　{text}", room.measure) for text in paragraphs)
    if not _NEAR * room.lines < reckoned <= room.lines:
        return reckoned <= room.lines
    return sum(len(line_ends(text, room.measure, 2.0)) for text in paragraphs) <= room.lines


def opening(paragraphs: Sequence[str], room: Room) -> tuple[str, ...]:
    """As many paragraphs as can stand in a room at all, and no longer than that."""
    left, shown = int(room.lines * (room.measure + 1) * 2) + 64, []
    for text in paragraphs:
        shown.append(text[:left])
        left -= len(text)
        if left <= 0:
            break
    return tuple(shown)


#: Marks that never open a line, and those that never end one.
_CLOSING = frozenset("，。、；：？！”’）》」』】〕…—·,.;:?!)]%℃")
_OPENING = frozenset("“‘（《「『【〔([")
_TOKEN = re.compile(r"[0-9A-Za-z.%,:+/-]{1,24}|.", re.DOTALL)


def line_ends(text: str, measure: float, indent: float = 0.0) -> list[int]:
    """Where each line of a paragraph ends, as offsets into it: Chinese rules of line breaking.

    A word of Latin letters or figures stays whole, closing marks do not open a line, opening marks
    do not end one.
    """
    ends: list[int] = []
    tokens = [(found.start(), found[0]) for found in _TOKEN.finditer(text)]
    width, place, first = indent, 0, 0
    while place < len(tokens):
        width += ems(tokens[place][1])
        if width > measure and place > first:
            place = _break(tokens, first, place)
            ends.append(tokens[place][0])
            width, first = 0.0, place
            continue
        place += 1
    return [*ends, len(text)]


def _break(tokens: Sequence[tuple[int, str]], first: int, place: int) -> int:
    """The token that opens the next line: `place`, or one shortly before it."""
    for earlier in range(place, max(first, place - 4), -1):
        if tokens[earlier][1] not in _CLOSING and tokens[earlier - 1][1] not in _OPENING:
            return earlier
    return place


def pour(paragraphs: Sequence[str], rooms: Sequence[tuple[Room, int]]) -> list[list[Passage]]:
    """The opening of a text, poured into rooms one after another; what finds no room is left.

    Each room comes with the lines that something else takes in it.
    """
    rest = [Passage(text) for text in paragraphs if text.strip()]
    boxes: list[list[Passage]] = []
    for place, (room, taken) in enumerate(rooms):
        box: list[Passage] = []
        left = room.lines - taken
        while rest and left > 0:
            passage = rest.pop(0)
            # No more of a text is looked at than could stand here.
            shown = passage.text[: int(left * room.measure * 4) + 64]
            ends = line_ends(shown, room.measure, 0.0 if passage.runs_in else 2.0)
            if len(ends) <= left and len(shown) == len(passage.text):
                box.append(passage)
                left -= len(ends)
                continue
            cut = ends[left - 1] if left <= len(ends) else len(shown)
            if place == len(rooms) - 1:
                cut = max(0, cut - _ELLIPSIS)
            box.append(Passage(passage.text[:cut], passage.runs_in, runs_on=True))
            rest.insert(0, Passage(passage.text[cut:], runs_in=True))
            break
        boxes.append(box)
    return boxes
