"""Printed coordinates in, polygons out: numbers of every form seen, in the page's units."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, isfinite, pi, sin
from typing import Literal

from parser.layout.geometry import area, crosses_itself
from parser.model import Point, Polygon

OutlineFault = Literal["odd", "unreadable", "corners"]
#: What a reader is told of coordinates that make no sound outline; kept with them as a repair.
OUTLINE_FAULTS: dict[OutlineFault, str] = {
    "odd": "版位坐标个数为单数",
    "unreadable": "版位坐标读不出",
    "corners": "版位拐角多得不成版位",
}

#: As platforms write them: 12, -3.5, .5, 92.98679775000001, 1.6e+2, 12.5%, 40px.
_NUMBER = re.compile(
    r"(?P<number>[-+]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:e[-+]?\d{1,4})?)"
    r"\s{0,3}(?P<unit>%|px)?",
    re.I,
)
#: What may stand between numbers: commas, semicolons, spaces, the brackets of a list.
_BETWEEN = re.compile(r"[\s,;，；、|\[\](){}\"']+")
_PAD_MAP = re.compile(r"var\s{1,9}map_(\w{1,40})\s{0,9}=\s{0,9}(\{[^;]{2,400000}?\})\s{0,9};", re.S)
_OUTLINE = re.compile(r"\[(?:\s{0,9}\[[^\[\]]{1,80}\]\s{0,9},?){3,400}\s{0,9}\]")
_LINK = re.compile(r"[^\s\[\]\"',]{1,500}")
#: More corners than this is no outline of a piece.
MAX_CORNERS = 400
#: No coordinates of so many corners are longer.
_LONGEST = 40_000
#: Less than this between the corners is no surface.
_LEAST = 0.5
_CIRCLE = 16


@dataclass(frozen=True, slots=True)
class Outline:
    """What printed coordinates say."""

    #: None where they enclose nothing: "null", too few numbers, no surface.
    polygon: Polygon | None = None
    fault: OutlineFault | None = None


@lru_cache(maxsize=4096)
def read_outline(
    coords: str, shape: str = "", width: float | None = None, height: float | None = None
) -> Outline:
    """The outline of an area, in page units, and what is wrong with it.

    Corners may be integers, floats or percent ("12.5%", scaled to width × height, or to
    100 × 100 where those are not known); a rectangle may give two corners only. Of an odd count of
    numbers nobody knows which one is missing: it draws nothing.
    """
    try:
        numbers = _numbers(coords, (width or 100.0, height or 100.0))
    except ValueError:
        return Outline(fault="unreadable")
    if shape.strip().lower().startswith("circ") and len(numbers) == 3:
        return Outline(outline(_circle(*numbers)))
    corners = list(zip(numbers[::2], numbers[1::2], strict=False))
    if len(numbers) == 4:
        (left, top), (right, bottom) = corners
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if len(corners) > MAX_CORNERS:
        return Outline(fault="corners")
    if len(numbers) > 3 and len(numbers) % 2:
        return Outline(fault="odd")
    found = outline(corners)
    if found is None and crosses_itself(tuple(corners)):
        found = tuple(corners)  # two halves that outweigh each other are a surface, and a fault
    return Outline(found)


def polygon(
    coords: str, shape: str = "", width: float | None = None, height: float | None = None
) -> Polygon | None:
    """The outline of an area, or None where it has none ("null", too few numbers, no surface)."""
    return read_outline(coords, shape, width, height).polygon


def _numbers(coords: str, size: tuple[float, float]) -> list[float]:
    """The numbers of coordinates, two decimals each. Raises ValueError for what is none."""
    if len(coords) > _LONGEST:
        raise ValueError("longer than any outline")
    parts = coords.split(",")
    try:
        numbers = list(map(float, parts))
    except ValueError:
        numbers = _spelled(unicodedata.normalize("NFKC", coords), size)
    if not all(map(isfinite, numbers)):
        raise ValueError("no number of a page")
    if coords.replace(",", "").isdecimal():  # as most pages print them
        return numbers
    return [round(number, 2) for number in numbers]


def _spelled(coords: str, size: tuple[float, float]) -> list[float]:
    """Numbers with whatever stands between them; percent become parts of the size."""
    found = list(_NUMBER.finditer(coords))
    if not found:
        return []
    if _BETWEEN.sub("", _NUMBER.sub("", coords)):
        raise ValueError("more than numbers")
    return [
        float(one["number"]) * (size[place % 2] / 100 if one["unit"] == "%" else 1.0)
        for place, one in enumerate(found)
    ]


def outline(corners: Iterable[Point]) -> Polygon | None:
    """Corners, as printed, as a polygon: at least three, and some surface between them."""
    kept = tuple(corners)
    if not 3 <= len(kept) <= MAX_CORNERS or area(kept) < _LEAST:
        return None
    return kept


def _circle(x: float, y: float, radius: float) -> list[Point]:
    turns = [2 * pi * step / _CIRCLE for step in range(_CIRCLE)]
    return [(round(x + radius * cos(t), 2), round(y + radius * sin(t), 2)) for t in turns]


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
