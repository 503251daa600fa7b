"""The picture of a page and the outlines on it in, the size that these are drawn for out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parser.layout.geometry import bounds
from parser.markup.tree import Element
from parser.model import Polygon

#: Width and height as printed; None for a side that is not.
Size = tuple[float | None, float | None]

_LENGTH = re.compile(r"\s{0,9}(\d{2,5}(?:\.\d{1,20})?)\s{0,9}(?:px)?\s{0,9}", re.I)
_STYLE = r"(?:^|[;\s]){side}\s{{0,9}}:\s{{0,9}}(\d{{2,5}}(?:\.\d{{1,20}})?)\s{{0,9}}px"
_STYLES = tuple(re.compile(_STYLE.format(side=side), re.I) for side in ("width", "height"))
_PAIR = re.compile(r"\s{0,9}(\d{2,5})\s{0,3}[x×*,:]\s{0,3}(\d{2,5})\s{0,9}", re.I)
#: Pairs of attributes that print the size of a picture, the surest first.
_SIDES = (
    ("width", "height"),
    ("data-width", "data-height"),
    ("data-w", "data-h"),
    ("data-original-width", "data-original-height"),
    ("data-natural-width", "data-natural-height"),
    ("naturalwidth", "naturalheight"),
)
_PAIRS = ("data-size", "data-original-size")
#: Outlines may overrun the page by the thickness of a rule.
_TRIFLE = 1.05
#: A drawing for a larger picture overruns both sides by nearly the same factor.
_ALIKE = 1.25


def printed_sizes(picture: Element | None) -> list[Size]:
    """The sizes that a picture prints in its mark-up, the surest first."""
    if picture is None:
        return []
    found: list[Size] = [(_length(picture.get(w)), _length(picture.get(h))) for w, h in _SIDES]
    if style := picture.get("style"):
        matches = [pattern.search(style) for pattern in _STYLES]
        across, down = (float(one[1]) if one else None for one in matches)
        found.append((across, down))
    for name in _PAIRS:
        if match := _PAIR.fullmatch(picture.get(name) or ""):
            found.append((float(match[1]), float(match[2])))
    if view := viewed(picture):
        found.insert(0, view)
    return sorted(filter(any, found), key=lambda size: not all(size))


def viewed(drawing: Element) -> Size | None:
    """Width and height of an SVG's viewBox; its lower-case name is what HTML makes of it."""
    parts = (drawing.get("viewbox") or "").replace(",", " ").split()
    try:
        _, _, width, height = map(float, parts)
    except ValueError:
        return None
    return (width, height) if 0 < width < 1e5 and 0 < height < 1e5 else None


def _length(text: str | None) -> float | None:
    match = _LENGTH.fullmatch(text) if text else None
    return float(match[1]) if match else None


def page_size(outlines: Sequence[Polygon], sizes: Sequence[Size], *, percent: bool) -> Size:
    """What is printed on the picture, unless the outlines are drawn for a larger one.

    A side that is not printed is as long as the outlines reach, margins alike on both ends.
    """
    for width, height in sizes:
        if width and height and not _outgrown(outlines, width, height):
            return width, height
    first = sizes[0] if sizes else (None, None)
    if percent:
        return first[0] or 100.0, first[1] or 100.0
    spanned = extent(outlines)
    if spanned is None:
        return first
    if all(first):  # drawn for a larger picture than is shown
        return spanned
    across, down = (own or span for own, span in zip(first, spanned, strict=True))
    return (across, down) if not _outgrown(outlines, across, down) else spanned


def _outgrown(outlines: Sequence[Polygon], width: float, height: float) -> bool:
    """Whether most outlines leave the page, and as those of one larger in both directions do.

    An outline that alone lies off its page does not change the size of the page.
    """
    box = bounds(outlines)
    if box is None or 2 * sum(_fits(one, width, height) for one in outlines) >= len(outlines):
        return False
    across, down = box.right / width, box.bottom / height
    alike = across <= down * _ALIKE and down <= across * _ALIKE
    return alike and min(across, down) > 1 and box.left < width and box.top < height


def _fits(one: Polygon, width: float, height: float) -> bool:
    return all(x <= width * _TRIFLE and y <= height * _TRIFLE for x, y in one)


def extent(outlines: Iterable[Polygon]) -> tuple[float, float] | None:
    """Width and height of a page whose picture tells none: margins alike on both sides."""
    box = bounds(outlines)
    if box is None:
        return None
    return box.right + max(box.left, 0.0), box.bottom + max(box.top, 0.0)
