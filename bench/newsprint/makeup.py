"""A page's plan: random numbers in, pieces on a column grid out, with L-shapes, boxes and pictures.

Everything is in CSS pixels on a page of 1,000 × 1,440.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

WIDTH, HEIGHT = 1000.0, 1440.0
_MARGIN, _TOP, _BOTTOM = 30.0, 96.0, 1414.0
#: No piece is narrower (columns) or lower (pixels).
_FEWEST, _LOWEST = 2, 190.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a whole page is set."""

    columns: int
    #: Pixels between columns.
    gutter: float
    #: Body type in pixels.
    size: float
    leading: float
    serif: bool
    #: "none", "pieces" (between pieces) or "columns" (between columns too).
    rules: str

    @property
    def column(self) -> float:
        """Width of one column."""
        room = WIDTH - 2 * _MARGIN - (self.columns - 1) * self.gutter
        return room / self.columns

    def left(self, at: int) -> float:
        """Left edge of a column."""
        return _MARGIN + at * (self.column + self.gutter)


@dataclass(frozen=True, slots=True)
class Rect:
    """Columns `first` to `last` (not with it), from `top` to `bottom`."""

    first: int
    last: int
    top: float
    bottom: float

    @property
    def columns(self) -> int:
        return self.last - self.first

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(slots=True)
class Plot:
    """The ground of one piece: one rectangle, or two that make an L."""

    rects: list[Rect]
    #: "story", "boxed", "vertical" (headline beside the body), "photo", "ad".
    form: str = "story"
    #: A picture inside the body, by columns.
    picture: Rect | None = None
    #: Whether the lower part of an L is a row of its own, read after the upper one.
    rows: bool = False


@dataclass(slots=True)
class Makeup:
    """A page's style and its plots."""

    style: Style
    plots: list[Plot] = field(default_factory=list)


def draw_style(random: Random) -> Style:
    """One of many ways in which Chinese dailies set a page."""
    size = random.choice([12.0, 12.5, 13.0, 13.5, 14.0])
    return Style(
        columns=random.choice([5, 6, 6, 7, 8, 9]) if size < 13 else random.choice([5, 5, 6]),
        gutter=size * random.uniform(1.0, 2.0),
        size=size,
        leading=random.choice([1.4, 1.5, 1.6]),
        serif=random.random() < 0.6,
        rules=random.choice(["none", "none", "pieces", "columns"]),
    )


def draw_makeup(random: Random) -> Makeup:
    """A whole page: the ground divided again and again, some pieces bent around others."""
    makeup = Makeup(draw_style(random))
    ground = Rect(0, makeup.style.columns, _TOP, _BOTTOM)
    rects = _divided(ground, random, depth=0)
    for rect in rects:
        makeup.plots += _plots(rect, random)
    return makeup


def _divided(rect: Rect, random: Random, depth: int) -> list[Rect]:
    wide = rect.columns >= 2 * _FEWEST
    high = rect.height >= 2 * _LOWEST
    area = rect.columns * rect.height
    if not (wide or high) or area < 1100 or (area < 3400 and random.random() < 0.55):
        return [rect]
    if high and (not wide or random.random() < 0.6):
        at = rect.top + rect.height * random.uniform(0.3, 0.7)
        at = min(max(at, rect.top + _LOWEST), rect.bottom - _LOWEST)
        parts = [
            Rect(rect.first, rect.last, rect.top, at - 10),
            Rect(rect.first, rect.last, at + 10, rect.bottom),
        ]
    else:
        column = random.randint(rect.first + _FEWEST, rect.last - _FEWEST)
        parts = [
            Rect(rect.first, column, rect.top, rect.bottom),
            Rect(column, rect.last, rect.top, rect.bottom),
        ]
    return [one for part in parts for one in _divided(part, random, depth + 1)]


def _plots(rect: Rect, random: Random) -> list[Plot]:
    """The pieces of one rectangle: mostly one, sometimes one bent around another."""
    chance = random.random()
    if rect.columns >= 3 and rect.height > 420 and chance < 0.5:
        return _bent(rect, random)
    if rect.columns >= 4 and rect.height > 360 and chance < 0.65:
        at = random.randint(rect.first + 1, rect.last - 3)
        high = random.uniform(110, 170)
        top = rect.bottom - high if random.random() < 0.5 else rect.top + rect.height * 0.45
        return [Plot([rect], picture=Rect(at, at + 2, top, min(top + high, rect.bottom)))]
    if chance > 0.93 and rect.height < 420:
        return [Plot([rect], "ad")]
    if chance > 0.85 and rect.height < 480:
        return [Plot([rect], "photo")]
    if chance > 0.74 and rect.columns >= 3:
        return [Plot([rect], "vertical")]
    return [Plot([rect], "boxed" if chance > 0.64 else "story")]


def _bent(rect: Rect, random: Random) -> list[Plot]:
    """A piece in the shape of an L, and the one in its corner."""
    wide = random.randint(_FEWEST, max(_FEWEST, rect.columns - _FEWEST))
    at = rect.top + rect.height * random.uniform(0.5, 0.62)
    right = random.random() < 0.6
    first, last = (rect.last - wide, rect.last) if right else (rect.first, rect.first + wide)
    corner = Rect(first, last, at + 10, rect.bottom)
    upper = Rect(rect.first, rect.last, rect.top, at - 10)
    kept = (rect.first, first) if right else (last, rect.last)
    lower = Rect(*kept, at - 10, rect.bottom)
    form = random.choice(["story", "story", "boxed"])
    return [Plot([upper, lower], rows=random.random() < 0.35), Plot([corner], form)]
