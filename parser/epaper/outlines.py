"""Area maps in, polygons out: coordinates of every form seen, in the page's width × height."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import cos, pi, sin

from parser.model import Point, Polygon

_NUMBER = re.compile(r"[-+]?\d{1,9}(?:\.\d{1,12})?")
_PAD_MAP = re.compile(r"var\s{1,9}map_(\w{1,40})\s{0,9}=\s{0,9}(\{[^;]{2,400000}?\})\s{0,9};", re.S)
_OUTLINE = re.compile(r"\[(?:\s{0,9}\[[^\[\]]{1,80}\]\s{0,9},?){3,400}\s{0,9}\]")
_LINK = re.compile(r"[^\s\[\]\"',]{1,500}")
#: More corners than this is no outline of a piece.
MAX_CORNERS = 400
_CIRCLE = 16


@lru_cache(maxsize=4096)
def polygon(
    coords: str, shape: str = "", width: float | None = None, height: float | None = None
) -> Polygon | None:
    """The outline of an area, or None where it has none ("null", too few numbers, no surface).

    Corners may be integers, floats or percent ("12.5%", scaled to width × height, or to
    100 × 100 where those are not known); a rectangle may give two corners only.
    """
    numbers = _numbers(coords[:20000])
    if "." in coords:
        numbers = [round(number, 2) for number in numbers]
    if "%" in coords:
        numbers = [
            round(value / 100 * ((height or 100.0) if place % 2 else (width or 100.0)), 2)
            for place, value in enumerate(numbers)
        ]
    shape = shape.strip().lower()
    if shape.startswith("circ") and len(numbers) == 3:
        return _circle(*numbers)
    corners = list(zip(numbers[::2], numbers[1::2], strict=False))
    if len(corners) == 2:
        (left, top), (right, bottom) = corners
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return outline(corners)


def _numbers(coords: str) -> list[float]:
    parts = coords.split(",")
    if all(map(str.isdecimal, parts)):  # as most pages print them
        return list(map(float, parts))
    return list(map(float, _NUMBER.findall(coords)))


def outline(corners: Iterable[Point]) -> Polygon | None:
    """Corners, as printed, as a polygon: at least three, and some surface between them."""
    kept = tuple(corners)
    if not 3 <= len(kept) <= MAX_CORNERS or abs(area(kept)) < 0.5:
        return None
    return kept


def area(corners: Sequence[Point]) -> float:
    """The surface inside an outline, negative where it runs against the clock."""
    twice = 0.0
    x1, y1 = corners[-1]
    for x2, y2 in corners:
        twice += x1 * y2 - x2 * y1
        x1, y1 = x2, y2
    return twice / 2


def _circle(x: float, y: float, radius: float) -> Polygon | None:
    turns = [2 * pi * step / _CIRCLE for step in range(_CIRCLE)]
    corners = [(x + radius * cos(turn), y + radius * sin(turn)) for turn in turns]
    return outline((round(x, 2), round(y, 2)) for x, y in corners)


def extent(polygons: Iterable[Polygon]) -> tuple[float, float] | None:
    """Width and height of a page whose picture tells none: margins alike on both sides."""
    corners = [corner for one in polygons for corner in one]
    if not corners:
        return None
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return max(xs) + max(min(xs), 0.0), max(ys) + max(min(ys), 0.0)


def fits(polygons: Iterable[Polygon], width: float, height: float) -> bool:
    """Whether the outlines lie on a page of that size, give or take the thickness of a rule."""
    return all(x <= width * 1.05 and y <= height * 1.05 for one in polygons for x, y in one)


def pad_areas(text: str, layout: str = "") -> list[tuple[str, str]]:
    """Links and coordinates of a pad page: `var map_7 = {"a": "[[x%,y%],…]", "l": "[url]"}`.

    A pad page may hold the maps of all pages: `layout` is the number of its own.
    """
    found: list[tuple[str, str]] = []
    blocks = _PAD_MAP.findall(text)
    own = [(number, block) for number, block in blocks if number == layout]
    for _, block in own or blocks[:1]:
        try:
            table = json.loads(block)
        except (ValueError, RecursionError):
            continue
        outlines = _OUTLINE.findall(str(table.get("a")))
        links = _LINK.findall(str(table.get("l")))
        if len(outlines) == len(links):
            found += zip(links, outlines, strict=True)
    return found
