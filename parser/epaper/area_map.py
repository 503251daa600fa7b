"""A page in, its area map out: zones with their links, and the picture they are drawn on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parser.epaper.families import key_of
from parser.epaper.outlines import extent, fits, pad_areas, polygon
from parser.epaper.page import SavedPage, link_of
from parser.markup.select import find
from parser.markup.tree import Element, line_of, one_line
from parser.model import Polygon

_SIZE = re.compile(r"\s{0,9}(\d{2,5})(?:\.\d{1,4})?\s{0,9}(?:px)?\s{0,9}")
#: A title in an area says something in Chinese.
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_TITLES = ("title", "tooltip", "alt", "name")


@dataclass(frozen=True, slots=True)
class AreaMap:
    """The zones of a page, in the order of the map; an outline is None where it gives none."""

    areas: tuple[tuple[str, Polygon | None], ...] = ()
    width: float | None = None
    height: float | None = None
    image: str | None = None


def read_map(page: SavedPage) -> AreaMap:
    """The page's own map: the one with most links where there are several."""
    maps: dict[Element, list[Element]] = {}
    for element in page.document.having("area"):
        maps.setdefault(_map_of(element), []).append(element)
    links = {
        one: [(found, e) for e in areas if (found := link_of(e))] for one, areas in maps.items()
    }
    holder = max(links, key=lambda one: len(links[one]), default=None)
    picture = _picture(page, holder)
    width = _size(picture, "width")
    height = _size(picture, "height")
    raw = (
        [(link, e.get("coords") or "", e.get("shape") or "") for link, e in links[holder]]
        if holder is not None
        else [(link, coords, "") for link, coords in pad_areas(page.text, _layout(page))]
    )
    areas = tuple((link, polygon(coords, shape, width, height)) for link, coords, shape in raw)
    width, height = _page_size(areas, width, height, [coords for _, coords, _ in raw])
    src = (picture.get("src") or "").strip() if picture is not None else ""
    return AreaMap(_distinct(areas), width, height, src or None)


def _map_of(area: Element) -> Element:
    """The map an area stands in; the root of the page for one outside any."""
    holder = area
    while holder.tag != "map" and (parent := holder.getparent()) is not None:
        holder = parent
    return holder


def _layout(page: SavedPage) -> str:
    """The number of the layout that a pad page shows."""
    return next((line_of(one) for one in find(page.document, "#nowLayout")), "")


def zone_titles(page: SavedPage) -> dict[str, str]:
    """Keys of pieces and the titles that their zones show under the pointer, each its own."""
    found: dict[str, str] = {}
    for area in page.document.having("area"):
        told = (one_line(area.get(name) or "") for name in _TITLES)
        if title := next((text for text in told if _WORDS.search(text)), None):
            found.setdefault(key_of(link_of(area)), title)
    # The same words on every zone are no titles: 点击阅读.
    return found if len(set(found.values())) > len(found) // 2 else {}


def _picture(page: SavedPage, holder: Element | None) -> Element | None:
    """The picture of a map; names of map and usemap may differ in case."""
    name = (holder.get("name") or holder.get("id") or "") if holder is not None else ""
    fallback = None
    for image in page.document.having("img"):
        usemap = image.get("usemap")
        if usemap is not None:
            if usemap.strip().lstrip("#").lower() == name.strip().lower():
                return image
            fallback = image if fallback is None else fallback
    return fallback


def _size(picture: Element | None, side: str) -> float | None:
    match = _SIZE.fullmatch(picture.get(side) or "") if picture is not None else None
    return float(match[1]) if match else None


def _page_size(
    areas: tuple[tuple[str, Polygon | None], ...],
    width: float | None,
    height: float | None,
    coords: list[str],
) -> tuple[float | None, float | None]:
    """The size the zones are drawn for: the picture's as shown, else what the zones span."""
    outlines = [outline for _, outline in areas if outline]
    if width and height and fits(outlines, width, height):
        return width, height
    if any("%" in one for one in coords):
        return width or 100.0, height or 100.0
    spanned = extent(outlines)
    return spanned or (width, height)


def _distinct(
    areas: tuple[tuple[str, Polygon | None], ...],
) -> tuple[tuple[str, Polygon | None], ...]:
    """Each outline of a piece once: text and picture may share one (`?div=-1`, `?div=0`)."""
    outlines: dict[str, list[Polygon | None]] = {}
    kept: list[tuple[str, Polygon | None]] = []
    for link, outline in areas:
        known = outlines.setdefault(key_of(link), [])
        if outline not in known:
            known.append(outline)
            kept.append((link, outline))
    return tuple(kept)
