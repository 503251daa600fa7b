"""A page in, the zones of its pieces out that are drawn as polygons of an SVG over its picture."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from parser.epaper.page import SavedPage, link_of
from parser.epaper.page_size import printed_sizes
from parser.markup.tree import Element, line_of

_HREFS = ("href", "xlink:href")
#: Where a polygon names its piece by number alone.
_NUMBERS = (
    "data-contentid", "data-content-id", "data-articleid", "data-article-id", "data-id",
    "data-aid", "data-cid", "data-newsid",
)  # fmt: skip
_SHAPES = ("polygon", "polyline", "rect")
_RUNS = re.compile(r"\d+")
_FLOATS = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_BEARERS = etree.XPath(f"//*[{' or '.join(f'@{name}' for name in _NUMBERS)}][not(ancestor::svg)]")


@dataclass(frozen=True, slots=True)
class Drawing:
    """The polygons that lead to pieces: link, coordinates, shape of each."""

    areas: tuple[tuple[str, str, str], ...] = ()
    #: The elements of the polygons with their links.
    elements: tuple[tuple[str, Element], ...] = ()
    #: What prints the size: the SVG, or the picture beside it.
    picture: Element | None = None
    #: Address of the picture, "" where it is not told.
    image: str = ""


def drawn_areas(page: SavedPage) -> Drawing:
    """The drawing with most polygons that lead to a piece."""
    drawings: dict[Element, list[tuple[str, Element]]] = {}
    numbers: dict[str, str] | None = None
    for shape in _SHAPES:
        for element in page.document.having(shape):
            drawing = next(element.iterancestors("svg"), None)
            if drawing is None:
                continue
            numbers = _numbered(page) if numbers is None else numbers
            if link := _link(element, numbers):
                drawings.setdefault(drawing, []).append((link, element))
    if not drawings:
        return Drawing()
    best = max(drawings, key=lambda one: len(drawings[one]))
    picture, image = _picture(best)
    stretched = _stretched_over(best)
    picture = picture if stretched is None else stretched[0]
    areas = tuple((link, _coords(one, stretched), "") for link, one in drawings[best])
    return Drawing(areas, tuple(drawings[best]), picture, image)


def listed_titles(page: SavedPage) -> dict[str, str]:
    """Numbers of pieces and what the entries of a list say that bear them: <li data-contentid>."""
    found: dict[str, str] = {}
    for element in _BEARERS(page.document.root):
        number = next((told for name in _NUMBERS if (told := element.get(name))), "").strip()
        if text := line_of(element):
            found.setdefault(number, text)
    return found


def _numbered(page: SavedPage) -> dict[str, str]:
    """The numbers in the links of a page, each with the first link that ends in it."""
    found: dict[str, str] = {}
    for _, link in page.document.links:
        if runs := _RUNS.findall(link):
            found.setdefault(runs[-1], link)
    return found


def _link(element: Element, numbers: dict[str, str]) -> str:
    """Where a polygon leads: its own link, that of the `a` around it, or its piece's number."""
    for holder in (element, *element.iterancestors("a")):
        if found := link_of(holder) or (holder.get("xlink:href") or "").strip():
            return found
    told = ""
    for holder in (element, *element.iterancestors("g")):
        number = next((said for name in _NUMBERS if (said := holder.get(name))), "").strip()
        told = told or number
        for sign in (number, (holder.get("id") or "").strip()):
            runs = _RUNS.findall(sign)
            if runs and (known := numbers.get(runs[-1])):
                return known
    return told


def _stretched_over(drawing: Element) -> tuple[Element, float, float] | None:
    """The picture that a drawing of other proportions is stretched over, and the drawing's size."""
    ratio = drawing.get("preserveaspectratio") or drawing.get("preserveAspectRatio") or ""
    box = _FLOATS.findall(drawing.get("viewbox") or drawing.get("viewBox") or "")
    holder = drawing.getparent()
    if ratio.strip() != "none" or len(box) != 4 or holder is None:
        return None
    width, height = float(box[2]), float(box[3])
    picture = next((one for one in holder.iter("img") if printed_sizes(one)), None)
    return None if picture is None or min(width, height) <= 0 else (picture, width, height)


def _coords(element: Element, stretched: tuple[Element, float, float] | None) -> str:
    """The coordinates of a shape; as shares of the picture that its drawing is stretched over."""
    coords = _points(element)
    if stretched is None:
        return coords
    _, *sides = stretched
    numbers = [float(one) for one in _FLOATS.findall(coords)]
    return ",".join(f"{100 * one / sides[at % 2]}%" for at, one in enumerate(numbers))


def _points(element: Element) -> str:
    if element.tag != "rect":
        return element.get("points") or ""
    try:
        sides = [float(element.get(name) or 0) for name in ("x", "y", "width", "height")]
    except ValueError:
        return ""
    x, y, width, height = sides
    return f"{x},{y},{x + width},{y + height}"


def _picture(drawing: Element) -> tuple[Element, str]:
    """What tells the size of a drawing, and the address of the picture under it."""
    inside = [one for one in drawing.iter("image") if any(one.get(name) for name in _HREFS)]
    beside = next((one for one in (drawing.getprevious(), drawing.getnext()) if _is(one)), None)
    if beside is None and (holder := drawing.getparent()) is not None:
        beside = next(holder.iter("img"), None)
    if inside:
        image = next(href for name in _HREFS if (href := inside[0].get(name)))
    else:
        image = (beside.get("src") or "") if beside is not None else ""
    sized = printed_sizes(drawing)
    return (drawing if sized or beside is None else beside), image.strip()


def _is(element: Element | None) -> bool:
    return element is not None and element.tag == "img"
