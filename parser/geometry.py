"""Polygons of a page in, their boxes, areas and overlaps out. Units are those of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parser.model import Polygon

#: Beyond this many corners ground is reckoned from boxes: real zones have 4 to 29.
_CORNERS = 80


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Never negative."""
        return max(0.0, self.right - self.left)

    @property
    def height(self) -> float:
        """Never negative."""
        return max(0.0, self.bottom - self.top)

    @property
    def area(self) -> float:
        """Width × height."""
        return self.width * self.height

    def meet(self, other: Box) -> Box:
        """What both cover; of no width or no height where they do not meet."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )


def bounds(polygons: Iterable[Polygon]) -> Box | None:
    """The smallest box around all corners; None where there are none."""
    corners = [corner for polygon in polygons for corner in polygon]
    if not corners:
        return None
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def area(polygon: Polygon) -> float:
    """By the shoelace formula; 0 for fewer than three corners."""
    if len(polygon) < 3:
        return 0.0
    turned = (*polygon[1:], polygon[0])
    pairs = zip(polygon, turned, strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def contains(polygon: Polygon, x: float, y: float) -> bool:
    """Whether the point lies inside, by the even-odd rule."""
    inside = False
    turned = (*polygon[1:], polygon[0])
    for (x1, y1), (x2, y2) in zip(polygon, turned, strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def union_area(polygons: Sequence[Polygon]) -> float:
    """The ground that all of them cover together, ground under two counted once.

    Exact for zones with upright and level edges, as printed zones have; close for others.
    """
    if len(polygons) < 2:
        return sum(map(area, polygons))
    if sum(map(len, polygons)) > _CORNERS:
        around = bounds(polygons)
        return min(sum(map(area, polygons)), around.area if around else 0.0)
    return sum(
        cell.area
        for cell in _cells(polygons)
        if any(contains(polygon, *_middle(cell)) for polygon in polygons)
    )


def shared_area(one: Sequence[Polygon], other: Sequence[Polygon]) -> float:
    """The ground that both cover. Exact for zones with upright and level edges."""
    first, second = bounds(one), bounds(other)
    if first is None or second is None or not first.meet(second).area:
        return 0.0
    together = (*one, *other)
    if sum(map(len, together)) > _CORNERS:
        return first.meet(second).area
    return sum(
        cell.area
        for cell in _cells(together)
        if any(contains(polygon, *_middle(cell)) for polygon in one)
        and any(contains(polygon, *_middle(cell)) for polygon in other)
    )


def _cells(polygons: Iterable[Polygon]) -> Iterable[Box]:
    """The grid that all corners draw: within a cell no upright or level edge passes."""
    corners = [corner for polygon in polygons for corner in polygon]
    xs, ys = sorted({x for x, _ in corners}), sorted({y for _, y in corners})
    for top, bottom in pairwise(ys):
        for left, right in pairwise(xs):
            yield Box(left, top, right, bottom)


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2
