"""A page set in type in, the few marks that draw it in small out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from web.sheet.copyfit import LEADING, STEP, ems, line_ends, split_headline
from web.sheet.grid import COLUMNS, ROWS, Cells
from web.sheet.model import PageSheet, SheetZone

#: Grey lines stand for text: one every so many rows of the grid, in columns so many cells wide.
_EVERY, _COLUMN = 2, 24
#: Type below this part of the page's width is a grey line too.
_LEGIBLE = 1.9


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of type, a grey for lines of text, or a box for a picture; in the page's units."""

    kind: str
    x: float
    y: float
    size: float = 0.0
    text: str = ""
    width: float = 0.0
    height: float = 0.0


def marks(sheet: PageSheet) -> tuple[Mark, ...]:
    """What a thumbnail of the page draws, in the order it is drawn."""
    return tuple(_marks(sheet))


def _marks(sheet: PageSheet) -> Iterator[Mark]:
    across, down = sheet.width / COLUMNS, sheet.height / ROWS
    plate = sheet.nameplate
    if plate is not None and not plate.folio:
        x, w, y, h = (int(word[1:]) for word in plate.place.split())
        size = plate.size * STEP * across
        yield Mark(
            "plate", (x + w / 2) * across, (y + h / 2) * down + size / 3, size, sheet.newspaper_name
        )
    for zone in sheet.zones:
        yield from _zone_marks(zone, across, down)


def _zone_marks(zone: SheetZone, across: float, down: float) -> Iterator[Mark]:
    if zone.plot is None:
        return
    head = zone.plot.head
    size = zone.size * STEP * across
    legible = zone.headline is not None and zone.size * STEP >= _LEGIBLE
    if zone.headline and legible:
        second = zone.second * STEP * across * 1.35 if zone.kicker else 0.0
        middle = (head.left + head.right) / 2 * across
        for line, text in enumerate(_broken(zone.headline, zone.lines, head.width * across / size)):
            y = head.top * down + second + (line * LEADING + 1.05) * size
            yield Mark("title", round(middle, 1), round(y, 1), round(size, 2), text)
    top = head.top + (zone.rows if legible else 0)
    if zone.picture is not None and zone.picture_place:
        tall = int(zone.picture_place[1:]) * 2.5 * across / down
        width = zone.beside * across if zone.beside else (head.width - 2) * across
        yield Mark(
            "photo", (head.left + 1) * across, (top + 0.5) * down, width=width, height=tall * down
        )
        beside = ceil(zone.beside) + 1 if zone.beside else 0
        top += 0 if beside else ceil(tall)
    else:
        beside = 0
    path = "".join(
        stroke
        for band in zone.plot.bands
        for stroke in _strokes(
            Cells(band.left + beside, max(band.top, top), band.right, band.bottom)
        )
    )
    if path:
        yield Mark("grey", across, down, text=path)


def _broken(headline: str, lines: int, measure: float) -> list[str]:
    """The headline in about that many lines, none longer than the measure: at its pauses if so."""
    parts = split_headline(headline)
    if len(parts) == lines and all(ems(part) <= measure for part in parts):
        return parts
    even = min(measure, ems(headline) / max(1, lines) + 1.0)
    starts = [0, *line_ends(headline, even)]
    return [headline[a:b].strip() for a, b in pairwise(starts)]


def _strokes(cells: Cells) -> Iterator[str]:
    """Level strokes in cells, column by column."""
    columns = max(1, round(cells.width / _COLUMN))
    width = cells.width / columns
    for column in range(columns):
        left, right = cells.left + column * width + 1, cells.left + (column + 1) * width - 1
        for row in range(cells.top + 2, cells.bottom - 1, _EVERY):
            yield f"M{left:g} {row}H{right:g}"
