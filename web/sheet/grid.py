"""Zones of a page in, a grid of owned cells out: where text stands, where rules run, what is free.

The page is COLUMNS × ROWS cells whatever its size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from parser.layout.geometry import cuts, union_area
from parser.layout.order import Layout
from parser.model import Polygon

COLUMNS, ROWS = 100, 150
FREE = -1
#: White between two pieces that is no wider than this, in cells, has a rule in its middle.
_WHITE = 9
#: Rows of one depth differ by no more than this; a column narrower than that holds no text.
_EVEN, _NARROW = 2, 7
#: Ground less deep than this, in rows, holds no headline.
_SHALLOW = 6


@dataclass(frozen=True, slots=True)
class Cells:
    """A rectangle of cells, half open."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return max(0, self.right - self.left)

    @property
    def height(self) -> int:
        return max(0, self.bottom - self.top)

    @property
    def size(self) -> int:
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class Plot:
    """The ground of one piece that a reader sees: a head across, columns of one depth under it."""

    head: Cells
    #: Left to right; they begin where the head begins. One for a rectangle, two for an L.
    bands: tuple[Cells, ...]

    @property
    def box(self) -> Cells:
        """The rectangle around all of it."""
        return Cells(
            self.head.left, self.head.top, self.head.right, max(b.bottom for b in self.bands)
        )


Owners = list[list[int]]


@dataclass(frozen=True, slots=True)
class Survey:
    """What the grid tells of a layout."""

    #: One for each zone of the layout, in its order; None for a zone that shows nowhere.
    plots: tuple[Plot | None, ...]
    #: The thin rules between pieces, in the middle of the white, as the `d` of an SVG path in
    #: cells: a viewBox of COLUMNS × ROWS.
    rules: str
    #: The largest free rectangle that hangs from the top edge: room for a nameplate.
    free: Cells


@lru_cache(maxsize=128)
def survey(layout: Layout) -> Survey:
    """The layout on the grid; the last pages asked for are remembered."""
    ground = owners(layout)
    plots = tuple(plot(ground, index) for index in range(len(layout.zones)))
    return Survey(plots, rules(ground), free_top(ground))


def owners(layout: Layout) -> Owners:
    """Rows of cells, each with the index of the zone that shows there, or FREE.

    Where zones overlap the smaller shows; of equals the first.
    """
    ground: Owners = [[FREE] * COLUMNS for _ in range(ROWS)]
    sizes = [union_area(zone.polygons) for zone in layout.zones]
    for index in sorted(range(len(sizes)), key=lambda index: (-sizes[index], -index)):
        for polygon in layout.zones[index].polygons:
            for row, left, right in _runs(polygon, layout.width, layout.height):
                ground[row][left:right] = [index] * (right - left)
    return ground


def _runs(polygon: Polygon, width: float, height: float) -> Iterator[tuple[int, int, int]]:
    """Row by row, the cells whose middle lies inside."""
    for row in range(ROWS):
        for start, end in cuts(polygon, (row + 0.5) * height / ROWS):
            left, right = (_cell(x * COLUMNS / width) for x in (start, end))
            if left < right:
                yield row, left, right


def _cell(x: float) -> int:
    """The nearest edge between cells; the page's own edge for what lies beyond it."""
    return int(min(COLUMNS, x + 0.5)) if x > 0 else 0


def plot(ground: Owners, index: int) -> Plot | None:
    """Where that zone's words can stand; None where it shows nowhere.

    The head lies where the most ground hangs under it, so that a spur above it is left white.
    """
    best: tuple[int, Cells, list[int]] | None = None
    seen: tuple[int, int] | None = None
    for row in range(ROWS):
        if index not in ground[row] or (row and ground[row] == ground[row - 1]):
            continue
        left, right = _widest([owner == index for owner in ground[row]])
        if (left, right) == seen:
            continue
        seen = (left, right)
        depths = [_depth(ground, index, row, x) for x in range(left, right)]
        start, end = _widest([depth >= _SHALLOW for depth in depths])
        if start < end:
            left, depths = left + start, depths[start:end]
        if best is None or sum(depths) > best[0]:
            head = Cells(left, row, left + len(depths), row + min(depths))
            best = (sum(depths), head, depths)
    if best is None:
        return None
    _, head, depths = best
    return Plot(head, tuple(_bands(head, depths)) or (head,))


def _widest(row: Sequence[bool]) -> tuple[int, int]:
    """The longest run of True, half open; (0, 0) where there is none."""
    best, start = (0, 0), None
    for x, mine in enumerate((*row, False)):
        if mine:
            start = x if start is None else start
        elif start is not None:
            best = max(best, (start, x), key=lambda run: run[1] - run[0])
            start = None
    return best


def _depth(ground: Owners, index: int, row: int, x: int) -> int:
    deep = row
    while deep < ROWS and ground[deep][x] == index:
        deep += 1
    return deep - row


def _bands(head: Cells, depths: list[int]) -> Iterator[Cells]:
    start = 0
    for x in range(1, len(depths) + 1):
        if x < len(depths) and abs(depths[x] - depths[start]) <= _EVEN:
            continue
        if x - start >= _NARROW:
            bottom = head.top + min(depths[start:x])
            yield Cells(head.left + start, head.top, head.left + x, bottom)
        start = x


def rules(ground: Owners) -> str:
    """An SVG path of the rules between pieces, each line drawn once from end to end."""
    grown = _grown(ground)
    level = [
        (x, y, x + 1, y)
        for y, (above, below) in enumerate(pairwise(grown), 1)
        if above != below
        for x, (one, other) in enumerate(zip(above, below, strict=True))
        if _differ(one, other)
    ]
    upright = [
        (x, y, x, y + 1)
        for x, (left, right) in enumerate(pairwise(zip(*grown, strict=True)), 1)
        if left != right
        for y, (one, other) in enumerate(zip(left, right, strict=True))
        if _differ(one, other)
    ]
    return "".join(_lines(level)) + "".join(_lines(upright))


def _differ(one: int, other: int) -> bool:
    return one != other and FREE not in (one, other)


def _lines(pieces: list[tuple[int, int, int, int]]) -> Iterator[str]:
    """Pieces end to end become one line."""
    run: tuple[int, int, int, int] | None = None
    for piece in pieces:
        if run and run[2:] == piece[:2]:
            run = (*run[:2], *piece[2:])
            continue
        if run:
            yield "M{} {}L{} {}".format(*run)
        run = piece
    if run:
        yield "M{} {}L{} {}".format(*run)


def _grown(ground: Owners) -> Owners:
    """The white between two pieces divided between them: down the columns, then along the rows."""
    columns = [_divided(list(column)) for column in zip(*ground, strict=True)]
    return [_divided(list(row)) for row in zip(*columns, strict=True)]


def _divided(line: list[int]) -> list[int]:
    """Short runs of white between two owners, each half to its neighbour."""
    last: int | None = None
    for place, owner in enumerate(line):
        if owner == FREE:
            continue
        if last is not None and 1 < place - last <= _WHITE:
            middle = (last + place + 1) // 2
            line[last:middle] = [line[last]] * (middle - last)
            line[middle:place] = [owner] * (place - middle)
        last = place
    return line


def free_top(ground: Owners, deepest: int = ROWS // 3) -> Cells:
    """The largest free rectangle at the top edge, at most `deepest` rows high."""
    depths = [
        next((y for y in range(deepest) if ground[y][x] != FREE), deepest) for x in range(COLUMNS)
    ]
    found = [Cells(0, 0, 0, 0)]
    for depth in sorted(set(depths) - {0}):
        left, right = _widest([reach >= depth for reach in depths])
        found.append(Cells(left, 0, right, depth))
    return max(found, key=lambda cells: cells.size)
