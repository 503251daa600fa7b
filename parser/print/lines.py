"""The glyphs of a sheet in, its printed lines out: cut at the gutters, upright ones apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from statistics import median

from parser.print.sheet import Glyph

#: Baselines of one line differ by no more (em).
_LEVEL = 0.28
#: A gap of so much is a gutter, or a space between two words of a headline (em).
_GAP = 0.72
#: In a line driven out to its column, gaps are alike: a gutter is this much wider than they.
_STRETCHED = 1.45
#: An upright line has so many characters, a pitch between these (em).
_UPRIGHT, _PITCHES = 4, (0.8, 1.75)
#: A gap so much wider than the usual one of its line is a printed space (em).
_SPACES = {"latin": 0.15, "han": 0.17, "mixed": 0.4}
#: Marks whose ink is on the left of their em, and on its right.
_CLOSING, _OPENING = "，。、；：？！”’）》】〉」』〕…", "“‘（《【〈「『〔"


@dataclass(frozen=True, slots=True)
class Line:
    """Characters that are read one after another without a turn of the eye."""

    glyphs: tuple[Glyph, ...]
    size: float
    left: float
    right: float
    #: Top of the em box, and the baseline (of an upright line: of its last character).
    top: float
    bottom: float
    upright: bool = False

    @property
    def text(self) -> str:
        """The characters; a gap within a headline stands as a space, as do words of Latin."""
        if self.upright:
            return "".join(glyph.text for glyph in self.glyphs)
        return "".join(_spaced(self.glyphs))

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def bold(self) -> bool:
        return sum(glyph.bold for glyph in self.glyphs) * 2 > len(self.glyphs)


def _spaced(glyphs: Sequence[Glyph]) -> Iterator[str]:
    """The characters with a space where the gap is one: between Latin words, in a headline."""
    gaps = [b.x - a.right for a, b in pairwise(glyphs)]
    usual = median(gaps) if gaps else 0.0
    yield glyphs[0].text if glyphs else ""
    for before, glyph, gap in zip(glyphs, glyphs[1:], gaps, strict=False):
        latin = before.text.isascii() and glyph.text.isascii()
        mixed = before.text.isascii() != glyph.text.isascii()
        wide = _SPACES["mixed" if mixed else "latin" if latin else "han"]
        if gap - usual > wide * glyph.size and (latin or not _half(before, glyph)):
            yield " "
        yield glyph.text


def _half(before: Glyph, glyph: Glyph) -> bool:
    """Whether the white between two characters belongs to a mark."""
    return before.text in _CLOSING or glyph.text in _OPENING


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Every glyph in exactly one line; lines from top to bottom, then from left to right."""
    held = list(glyphs)
    upright, level = _upright(held)
    lines = [*upright, *(line for row in _rows(level) for line in _cut(row))]
    return sorted(lines, key=lambda line: (line.top, line.left))


def line_of(glyphs: Sequence[Glyph], *, upright: bool = False) -> Line:
    """A line of these glyphs, which are in order."""
    size = max(median(sorted(glyph.size for glyph in glyphs)), 0.1)
    first, last = glyphs[0], glyphs[-1]
    right = max(ink_right(glyph) for glyph in glyphs)
    top = min(glyph.y - 0.88 * glyph.size for glyph in glyphs)
    left = min(glyph.x for glyph in glyphs)
    bottom = last.y if upright else max(glyph.y for glyph in glyphs)
    return Line(tuple(glyphs), size, left if upright else first.x, right, top, bottom, upright)


def ink_right(glyph: Glyph) -> float:
    """Where its ink ends: a closing mark fills the left half of its em only."""
    return glyph.x + glyph.width * (0.5 if glyph.text in _CLOSING else 1.0)


def ink_left(glyph: Glyph) -> float:
    """Where its ink begins."""
    return glyph.x + glyph.width * (0.5 if glyph.text in _OPENING else 0.0)


Column = tuple[float, float]
#: A column within a column is one where it has at least this share of the lines.
_SUPPORT = 0.25


def columns_of(lines: Sequence[Line]) -> dict[Column, int]:
    """Left and right edges that three lines or more share, each with how many do."""
    seen: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        if not line.upright and line.width > 3 * line.size:
            for shift in (0.0, 0.5):
                seen[int(line.left / 3 + shift), int(line.right / 3 + shift)].append(line)
    found: dict[Column, int] = {}
    for alike in seen.values():
        if len(alike) >= 3:
            edges = min(one.left for one in alike), max(one.right for one in alike)
            found[edges] = max(len(alike), found.get(edges, 0))
    size = median(line.size for line in lines) if found else 0.0
    return {edges: n for edges, n in found.items() if not _indented(edges, size, found)}


def _indented(edges: Column, size: float, found: Mapping[Column, int]) -> bool:
    """Whether a column a little wider has the same ground: its indented or broken lines."""
    left, right = edges
    return any(
        found[other] >= found[edges]
        and other[0] - 0.3 * size <= left
        and right <= other[1] + 0.3 * size
        and 0.3 * size < (other[1] - other[0]) - (right - left) < 3.4 * size
        for other in found
        if other != edges
    )


def column_of(line: Line, columns: Mapping[Column, int]) -> Column | None:
    """The narrowest column that holds a line, those passed over that few lines are of."""
    slack = 0.6 * line.size
    holding = [
        edges
        for edges in columns
        if edges[0] - slack <= line.left and line.right <= edges[1] + slack
    ]
    if not holding:
        return None
    most = max(columns[edges] for edges in holding)
    known = [edges for edges in holding if columns[edges] >= max(3, _SUPPORT * most)]
    return min(known, key=lambda edges: (round((edges[1] - edges[0]) / line.size), -columns[edges]))


def rejoined(lines: Sequence[Line], columns: Mapping[Column, int]) -> list[Line]:
    """Lines that a wide space cut within their column made whole again."""
    rows: dict[Column, list[Line]] = defaultdict(list)
    kept: list[Line] = []
    for line in lines:
        home = None if line.upright else column_of(line, columns)
        if home is None:
            kept.append(line)
        else:
            rows[home].append(line)
    for column in rows.values():
        column.sort(key=lambda line: line.bottom)
        row: list[Line] = []
        for line in column:
            if row and line.bottom - row[0].bottom > _LEVEL * line.size:
                kept.append(_whole(row))
                row = []
            row.append(line)
        kept.append(_whole(row))
    return sorted(kept, key=lambda line: (line.top, line.left))


def _whole(row: Sequence[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    ordered = sorted(row, key=lambda line: line.left)
    return line_of([glyph for line in ordered for glyph in line.glyphs])


def _upright(glyphs: Sequence[Glyph]) -> tuple[list[Line], list[Glyph]]:
    """Lines set downwards, and the glyphs that are in none of them."""
    beside = _beside(glyphs)
    columns: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, glyph in enumerate(glyphs):
        if at not in beside:
            columns[round(glyph.size * 2), round(glyph.x / (0.25 * glyph.size))].append(at)
    lines: list[Line] = []
    taken: set[int] = set()
    for members in columns.values():
        members.sort(key=lambda at: glyphs[at].y)
        for run in _runs(members, glyphs):
            lines.append(line_of([glyphs[at] for at in run], upright=True))
            taken.update(run)
    return lines, [glyph for at, glyph in enumerate(glyphs) if at not in taken]


def _runs(members: Sequence[int], glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    """The glyphs of one column cut where the pitch is none of upright print."""
    run: list[int] = []
    for at in members:
        if run:
            pitch = (glyphs[at].y - glyphs[run[-1]].y) / glyphs[at].size
            if not _PITCHES[0] <= pitch <= _PITCHES[1]:
                if len(run) >= _UPRIGHT:
                    yield run
                run = []
        run.append(at)
    if len(run) >= _UPRIGHT:
        yield run


def _beside(glyphs: Sequence[Glyph]) -> set[int]:
    """The glyphs with another of their size on the same baseline, within a character."""
    beside: set[int] = set()
    order = sorted(range(len(glyphs)), key=lambda at: (glyphs[at].y, glyphs[at].x))
    for place, at in enumerate(order):
        one = glyphs[at]
        for other_at in order[place + 1 :]:
            other = glyphs[other_at]
            if other.y - one.y > 0.5 * one.size:
                break
            near = -0.3 * one.size < max(other.x - one.right, one.x - other.right) < 0.9 * one.size
            if near and 0.6 < other.size / one.size < 1.7:
                beside.update((at, other_at))
    return beside


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs with one baseline and about one size, from left to right."""
    rows: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        rows[_class(glyph.size)].append(glyph)
    for members in rows.values():
        members.sort(key=lambda glyph: glyph.y)
        row: list[Glyph] = []
        for glyph in members:
            if row and glyph.y - row[-1].y > _LEVEL * glyph.size:
                yield sorted(row, key=lambda one: one.x)
                row = []
            row.append(glyph)
        if row:
            yield sorted(row, key=lambda one: one.x)


def _class(size: float) -> int:
    """Sizes within some twelve per cent are set side by side: digits, small marks."""
    return round(log(max(size, 0.1)) / log(1.25))


def _cut(row: Sequence[Glyph]) -> Iterator[Line]:
    """A row cut at its gutters."""
    gaps = [ink_left(b) - ink_right(a) for a, b in pairwise(row)]
    start = 0
    for at, gap in enumerate(gaps):
        around = sorted((*gaps[max(start, at - 4) : at], *gaps[at + 1 : at + 5]))
        usual = max(0.0, median(around)) if around else 0.0
        size = row[at + 1].size
        if gap > max(_GAP * size, _STRETCHED * usual):
            yield line_of(row[start : at + 1])
            start = at + 1
    if row:
        yield line_of(row[start:])
