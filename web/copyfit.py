"""Words and the room for them in, sizes and cut text out: copy-fitting as a make-up editor does it.

All lengths are hundredths of the page's width, the unit `cqw` of its stylesheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from unicodedata import east_asian_width

#: Body type, its line, the white between two columns and around a piece.
BODY, LINE, GAP, PAD = 1.6, 2.5, 1.7, 0.5
#: Captions, by-lines, column names; and their line.
SMALL, SMALL_LINE = 1.4, 2.1
#: A headline is as many of these as its class says: t10 is 2 hundredths of the page.
STEP = 0.2
SMALLEST, LARGEST = 8, 34
LEADING = 1.24
#: The width of a column that reads well, in characters of body type.
_COLUMN = 13.0
#: Justified lines lose part of a character to punctuation that may not open a line.
_LOSS = 0.5
#: Room for the …… that ends a text not given in full.
_ELLIPSIS = 2.0


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
    """A box for text: width, height, and the columns it is set in."""

    width: float
    height: float

    @property
    def columns(self) -> int:
        """As many as read well, at most six."""
        return max(1, min(6, round((self.width + GAP) / (_COLUMN * BODY + GAP))))

    @property
    def measure(self) -> float:
        """Characters on a line."""
        inner = self.width - GAP * (self.columns - 1)
        return max(1.0, inner / self.columns / BODY - _LOSS)

    @property
    def lines(self) -> int:
        """Lines in all columns together."""
        return max(0, int(self.height / LINE + 0.02)) * self.columns


def ems(text: str) -> float:
    """The width of a line of type in its own size: a Han character is 1, a Latin one about half."""
    return sum(1.0 if east_asian_width(c) in "WFA" else 0.32 if c == " " else 0.56 for c in text)


def headline_size(text: str, width: float, height: float, largest: float) -> tuple[int, int]:
    """The size class and the lines of a headline that fits into `width` × `height`.

    The fewest lines that give the largest type; a line breaks at a space where there is one.
    Never below SMALLEST, which may not fit.
    """
    parts = [ems(part) for part in text.split()] or [1.0]
    best = (0.0, 1)
    for lines in range(1, 5):
        size = min(largest, width / (_longest(parts, lines) + 0.2), height / (lines * LEADING))
        if size > best[0] * 1.06:
            best = (size, lines)
    step = int(best[0] / STEP + 1e-6)
    return max(SMALLEST, min(LARGEST, step)), best[1]


def _longest(parts: Sequence[float], lines: int) -> float:
    """The shortest measure, in ems, at which the parts of a headline take that many lines."""
    measure = max(1.0, (sum(parts) + 0.32 * (len(parts) - 1)) / lines)
    while _lines_at(parts, measure) > lines:
        measure += 0.5
    return measure


def _lines_at(parts: Sequence[float], measure: float) -> int:
    lines, room = 0, 0.0
    for part in parts:
        if lines and part + 0.32 <= room:
            room -= part + 0.32
            continue
        # A part longer than a line breaks inside, and may lose a character to the break.
        needed = 1 if part <= measure else ceil((part + 0.5) / measure)
        lines, room = lines + needed, needed * measure - part
    return lines


#: What a headline does not break: a short quotation or title, a figure and what it counts.
_UNBROKEN = re.compile(r"“[^”]{1,8}”|《[^》]{1,8}》|[0-9A-Za-z.%·-]{1,12}[\u4e00-\u9fff]{0,2}")


def headline_parts(text: str) -> list[list[tuple[str, bool]]]:
    """A headline as it may break: parts between its spaces, each in pieces, True where unbroken."""
    parts = []
    for part in text.split():
        pieces: list[tuple[str, bool]] = []
        place = 0
        for found in _UNBROKEN.finditer(part):
            pieces += [(part[place : found.start()], False), (found[0], True)]
            place = found.end()
        pieces.append((part[place:], False))
        parts.append([piece for piece in pieces if piece[0]])
    return parts


def lines_of(text: str, measure: float, size: float = 1.0) -> int:
    """Lines a text takes at that measure, in characters of `size`."""
    return max(1, ceil(ems(text) * size / measure))


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
            passage = rest[0]
            indent = 0.0 if passage.runs_in else 2.0
            needed = max(1, ceil((ems(passage.text) + indent) / room.measure))
            if needed <= left:
                box.append(rest.pop(0))
                left -= needed
                continue
            last = _ELLIPSIS if place == len(rooms) - 1 else 0.0
            here, there = _split(passage.text, left * room.measure - indent - last)
            if here:
                box.append(Passage(here, passage.runs_in, runs_on=True))
            rest[0] = Passage(there, runs_in=bool(here) or passage.runs_in)
            break
        boxes.append(box)
    return boxes


def _split(text: str, room: float) -> tuple[str, str]:
    """What fits and what does not; punctuation never opens the second part."""
    width, place = 0.0, 0
    for place, character in enumerate(text):  # noqa: B007
        width += ems(character)
        if width > room:
            break
    else:
        return text, ""
    while place > 0 and text[place] in "，。、；：？！”’）》」』…—,.;:?!)":
        place -= 1
    return text[:place], text[place:]
