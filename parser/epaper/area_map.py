"""A page in, its area map out: the zones of its pieces with their links, and the page's size.

Most pages have `<map><area>`, some an SVG with a polygon for each piece, pad pages a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from parser.epaper.families import key_of
from parser.epaper.outlines import OutlineFault, pad_areas, read_outline
from parser.epaper.page import SavedPage, link_of
from parser.epaper.page_size import Size, page_size, printed_sizes
from parser.epaper.polygons import drawn_areas, listed_titles
from parser.markup.select import find
from parser.markup.tree import Element, line_of, one_line
from parser.model import Polygon

#: A title in an area says something in Chinese.
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_TITLES = ("title", "tooltip", "alt", "name", "data-title", "data-original-title")


@dataclass(frozen=True, slots=True)
class Area:
    """A zone of the page and the piece it leads to."""

    #: As printed in a map, absolute in a page view.
    url: str
    #: None where the map gives no outline.
    polygon: Polygon | None
    #: What is wrong with the printed coordinates, and these.
    fault: OutlineFault | None = None
    coords: str = ""


@dataclass(frozen=True, slots=True)
class AreaMap:
    """The zones of a page in the order of the map, and the size they are drawn for."""

    areas: tuple[Area, ...] = ()
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
    if holder is None or not links[holder]:
        drawn = drawn_areas(page)
        if drawn.areas:
            return _read(tuple(drawn.areas), _sizes(drawn.picture), drawn.image)
    picture = _picture(page, holder)
    raw = (
        [(link, e.get("coords") or "", e.get("shape") or "") for link, e in links[holder]]
        if holder is not None
        else [(link, coords, "") for link, coords in pad_areas(page.text, _layout(page))]
    )
    src = (picture.get("src") or "").strip() if picture is not None else ""
    return _read(tuple(raw), _sizes(picture), src)


def _sizes(picture: Element | None) -> tuple[Size, ...]:
    return tuple(printed_sizes(picture))


@lru_cache(maxsize=256)
def _read(raw: tuple[tuple[str, str, str], ...], sizes: tuple[Size, ...], image: str) -> AreaMap:
    """The map of links with their coordinates and shapes, drawn on a picture of such sizes.

    All pages of pieces repeat the map of their page.
    """
    first = sizes[0] if sizes else (None, None)
    areas = [_area(link, coords, shape, first) for link, coords, shape in raw]
    outlines = [area.polygon for area in areas if area.polygon]
    width, height = page_size(outlines, sizes, percent=any("%" in coords for _, coords, _ in raw))
    return AreaMap(_distinct(areas), width, height, image or None)


def _area(link: str, coords: str, shape: str, size: tuple[float | None, float | None]) -> Area:
    found = read_outline(coords, shape, *size)
    return Area(link, found.polygon, found.fault, coords if found.fault else "")


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
    drawn = drawn_areas(page).elements
    listed = listed_titles(page) if drawn else {}
    for link, element in (*_areas(page), *drawn):
        told = [one_line(element.get(name) or "") for name in _TITLES]
        told.append(listed.get(element.get("data-contentid") or link, ""))
        if title := next((text for text in told if _WORDS.search(text)), None):
            found.setdefault(key_of(link), title)
    # The same words on every zone are no titles: 点击阅读.
    return found if len(set(found.values())) > len(found) // 2 else {}


def _areas(page: SavedPage) -> Iterator[tuple[str, Element]]:
    for area in page.document.having("area"):
        yield link_of(area), area


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


def _distinct(areas: Sequence[Area]) -> tuple[Area, ...]:
    """Each outline of a piece once: text and picture may share one (`?div=-1`, `?div=0`)."""
    known: dict[tuple[str, Polygon | None], Area] = {}
    for area in areas:
        known.setdefault((key_of(area.url), area.polygon), area)
    return tuple(known.values())


def addressed(area: Area, url: str) -> Area:
    """The area with the absolute address of its piece."""
    return area if area.url == url else replace(area, url=url)
