"""A page set in type in, the few marks that draw it in small out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from web.sheet.copyfit import LEADING, ems, line_ends, split_headline
from web.sheet.grid import COLUMNS, ROWS, Cells
from web.sheet.model import PageSheet, SheetZone

#: Type below this part of the page's width is a grey line too.
_LEGIBLE = 1.9
#: A picture takes so many rows for each column of its width.
_PICTURE_ROWS = 0.75
#: Columns of text, in cells.
_COLUMN = 24


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of type, or a box: grey lines for text, even grey for a picture; in page units."""

    kind: str
    x: float
    y: float
    size: float = 0.0
    text: str = ""
    width: float = 0.0
    height: float = 0.0


def marks(sheet: PageSheet) -> tuple[Mark, ...]:
    """What a thumbnail of the page draws, in the order it is drawn."""
    across, down = sheet.width / COLUMNS, sheet.height / ROWS
    made: list[Mark] = []
    plate = sheet.nameplate
    if plate is not None and not plate.folio:
        size, place = plate.size * across, plate.place
        middle = (place.top + place.bottom) / 2 * down + size / 3
        centre = (place.left + place.right) / 2 * across
        made.append(Mark("plate", centre, middle, size, sheet.newspaper_name))
    for zone in sheet.zones:
        made += _zone(zone, across, down)
    return tuple(made)


def _zone(zone: SheetZone, across: float, down: float) -> Iterator[Mark]:
    if zone.plot is None:
        return
    head, top = zone.plot.head, zone.plot.head.top
    if zone.headline and zone.size >= _LEGIBLE:
        size = zone.size * across
        under = zone.second * across * 1.35 if zone.kicker else 0.0
        middle = (head.left + head.right) / 2 * across
        for line, text in enumerate(_broken(zone.headline, zone.lines, head.width / zone.size)):
            y = head.top * down + under + (line * LEADING + 1.05) * size
            yield Mark("title", round(middle, 1), round(y, 1), round(size, 2), text)
        top += zone.rows
    left = head.left
    if zone.pictured:
        right = (head.left + head.right) // 2 if zone.beside else head.right
        bottom = min(head.bottom, top + round((right - left) * _PICTURE_ROWS))
        yield _box("photo", Cells(left, top, right, bottom), across, down)
        left, top = (right, top) if zone.beside else (left, bottom)
    for band in zone.plot.bands:
        lines = Cells(max(left, band.left), max(band.top, top), band.right, band.bottom)
        if lines.width > 2 and lines.height > 2:
            yield from (_box("grey", column, across, down) for column in _columns(lines))


def _columns(cells: Cells) -> Iterator[Cells]:
    columns = max(1, round(cells.width / _COLUMN))
    edges = [cells.left + cells.width * n // columns for n in range(columns + 1)]
    return (replace(cells, left=left, right=right) for left, right in pairwise(edges))


def _box(kind: str, cells: Cells, across: float, down: float) -> Mark:
    x, y = (cells.left + 1) * across, (cells.top + 0.5) * down
    width, height = (cells.width - 2) * across, (cells.height - 1) * down
    return Mark(kind, round(x, 1), round(y, 1), width=round(width, 1), height=round(height, 1))


def _broken(headline: str, lines: int, measure: float) -> list[str]:
    """The headline in about that many lines, none longer than the measure: at its pauses if so."""
    parts = split_headline(headline)
    if len(parts) == lines and all(ems(part) <= measure for part in parts):
        return parts
    even = min(measure, ems(headline) / max(1, lines) + 1.0)
    starts = [0, *line_ends(headline, even)]
    return [headline[a:b].strip() for a, b in pairwise(starts)]
