"""Polygons of a page in, their boxes, areas and overlaps out. Units are those of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parser.model import Point, Polygon

#: Real zones have 4 to 29 corners; beyond this many, ground is reckoned in even bands.
_CORNERS = 200


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


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of them; there must be one at least."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
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


def union_area(polygons: Sequence[Polygon]) -> float:
    """The ground that all of them cover together, ground under two counted once."""
    if len(polygons) < 2:
        return sum(map(area, polygons))
    return sum(
        (bottom - top) * sum(right - left for left, right in _spans(polygons, (top + bottom) / 2))
        for top, bottom in _bands(polygons)
    )


def shared_area(one: Sequence[Polygon], other: Sequence[Polygon]) -> float:
    """The ground that both cover."""
    first, second = bounds(one), bounds(other)
    if first is None or second is None or not first.meet(second).area:
        return 0.0
    return sum(
        (bottom - top) * _common(_spans(one, middle), _spans(other, middle))
        for top, bottom in _bands((*one, *other))
        if first.top < (middle := (top + bottom) / 2) < first.bottom
        and second.top < middle < second.bottom
    )


_Span = tuple[float, float]


def _bands(polygons: Iterable[Polygon]) -> Iterable[_Span]:
    """The level bands between one corner and the next: in a band every edge runs straight.

    Beyond _CORNERS corners the bands are no longer those of the corners but as many even ones.
    """
    ys = sorted({y for polygon in polygons for _, y in polygon})
    if len(ys) > _CORNERS:
        step = (ys[-1] - ys[0]) / _CORNERS
        ys = [ys[0] + n * step for n in range(_CORNERS + 1)]
    return pairwise(ys)


def _spans(polygons: Iterable[Polygon], y: float) -> list[_Span]:
    """What the polygons together cover of the level line at y: apart, left to right."""
    found = sorted(span for polygon in polygons for span in cuts(polygon, y))
    apart: list[_Span] = []
    for left, right in found:
        if apart and left <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], right))
        else:
            apart.append((left, right))
    return apart


def cuts(polygon: Polygon, y: float) -> Iterable[_Span]:
    """What one polygon covers of the level line at y, by the even-odd rule."""
    turned = (*polygon[1:], polygon[0])
    edges = zip(polygon, turned, strict=True)
    xs = sorted(
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in edges
        if (y1 > y) != (y2 > y)
    )
    return zip(xs[::2], xs[1::2], strict=False)


def _common(one: Iterable[_Span], other: Sequence[_Span]) -> float:
    """The length that both cover."""
    return sum(
        max(0.0, min(right, end) - max(left, start)) for left, right in one for start, end in other
    )


def crosses_itself(polygon: Polygon) -> bool:
    """Whether two edges of an outline cut through each other; edges that only touch do not.

    Its cost is the square of the corners at worst, of which an outline has few.
    """
    if len(polygon) < 4:
        return False
    edges = sorted(
        (min(a[0], b[0]), max(a[0], b[0]), a, b)
        for a, b in zip(polygon, (*polygon[1:], polygon[0]), strict=True)
        if a != b
    )
    for place, (_, right, a, b) in enumerate(edges):
        for left, _, c, d in edges[place + 1 :]:
            if left >= right:
                break
            if _cross(a, b, c, d):
                return True
    return False


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the stretches a-b and c-d cut through each other, away from their ends."""
    sides = _side(a, b, c) * _side(a, b, d)
    return sides < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, point: Point) -> float:
    """Positive on one side of the line through a and b, negative on the other, 0 on it."""
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
