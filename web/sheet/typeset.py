"""A page's zones in, the page set in type out: headline sizes, boxes of text, rules, nameplate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, sqrt

from parser.layout.order import Layout, area_share
from parser.model import Article, Page
from web.sheet.copyfit import (
    BODIES,
    GAP,
    LEADING,
    LINE,
    PAD,
    SMALL,
    SMALL_LINE,
    STEP,
    Room,
    ems,
    headline_size,
    lines_of,
    pour,
)
from web.sheet.grid import COLUMNS, ROWS, Cells, Plot, survey
from web.sheet.model import Nameplate, PageSheet, SheetBox, SheetZone

#: The largest headline of the lead and of any other piece, and how size grows with ground.
_LEAD_TYPE, _TYPE = 5.6, 4.4
_LEAST_TYPE, _PER_GROUND = 1.6, 6.2
#: Headlines of pieces that are no stories, and of photos, keep small.
_KINDS = {"notice": 1.8, "pointer": 2.6, "ad": 2.6, "photo": 3.0}
#: Lesser headlines of the stack beside the main one.
_SECOND = 0.46
#: At most this part of a zone goes to its headlines while there is text to set.
_HEAD_SHARE = 0.46
_LEAST_NAMEPLATE = (18, 8)
_LEAST_FOLIO = 3
#: The tallest photo box that grid.css names, in lines.
_TALLEST = 60


@dataclass(frozen=True, slots=True)
class _Head:
    """The headline stack as it will be set: size and lines of the headline, height of all."""

    size: int
    lines: int
    height: float


class Setter:
    """Sets one page. Lengths are hundredths of the page's width."""

    def __init__(self, layout: Layout, page: Page) -> None:
        self._page = page
        self._layout = layout
        self._articles = {article.id: article for article in page.articles}
        self._index = {zone.article: place for place, zone in enumerate(layout.zones)}
        self._row = 100 * layout.height / layout.width / ROWS if layout.width else 1.0

    def set(self, sheet: PageSheet) -> PageSheet:
        """The sheet with every zone set, rules between them, and a nameplate where it has room."""
        found = survey(self._layout)
        set_zones = (
            self._zone(zone, plot)
            for zone in sheet.zones
            if (plot := found.plots[self._index[zone.id]]) is not None
        )
        return replace(
            sheet,
            zones=tuple(set_zones),
            rules=found.rules,
            nameplate=self._nameplate(found.free, sheet.newspaper_name),
        )

    def _zone(self, zone: SheetZone, found: Plot) -> SheetZone:
        article = self._articles[zone.id]
        width, room = self._across(found.head) - 2 * PAD, self._down(found.head) - 2 * PAD
        head = self._head(zone, article, width, room)
        rows = min(found.head.height, ceil((head.height + PAD) / self._row))
        made = replace(
            zone,
            place=_place(found.box),
            tight=room < 1.5 * LINE,
            size=head.size,
            second=second_size(head.size),
            lines=head.lines,
            rows=rows,
            plot=found,
        )
        if len(found.bands) > 1:
            below = found.head.top + rows
            return replace(
                made,
                shaped=True,
                head=_place(replace(found.head, bottom=below), found.box),
                boxes=self._bands(found, below, article),
            )
        return self._filled(made, article, Room(width, room - head.height))

    def _filled(self, zone: SheetZone, article: Article, room: Room) -> SheetZone:
        """A rectangular zone with its picture, above the text or beside it, and its text."""
        texts = [text for text in article.paragraphs if text.strip()]
        picture = _Photo(0, 0.0)
        if zone.picture is not None and room.height >= 6 * LINE:
            picture = _photo(zone, room, alone=not texts)
        left = Room(
            room.width - (picture.beside + GAP if picture.beside else 0),
            room.height
            - (0 if picture.beside else picture.height)
            - LINE * len(article.jumps)
            - 0.6,
        )
        if zone.kind == "ad":
            left = replace(left, height=left.height * 0.6)
        boxes = _best_boxes(texts, [left], [""], 0, self._bodies(zone))
        place = f"p{round(picture.height / LINE)}" if picture.height else ""
        return replace(zone, boxes=boxes, picture_place=place, beside=picture.beside)

    def _bands(self, found: Plot, below: int, article: Article) -> tuple[SheetBox, ...]:
        """The boxes of a zone that is no rectangle."""
        bands = [replace(band, top=min(band.bottom, below)) for band in found.bands]
        able = [band for band in bands if self._down(band) >= 2 * LINE]
        rooms = [Room(self._across(band) - 2 * PAD, self._down(band) - PAD) for band in able]
        places = [_place(band, found.box) for band in able]
        lead = max(article.jumps, key=lambda jump: jump.direction == "from", default=None)
        first = bool(lead and lead.direction == "from" and len(article.jumps) == 1)
        return _best_boxes(
            article.paragraphs, rooms, places, len(article.jumps), (0, 1, 2), first=first
        )

    def _bodies(self, zone: SheetZone) -> tuple[int, ...]:
        """The body sizes a zone may be set in."""
        if zone.kind in _KINDS:
            return (0,)
        return (0, 1, 2, 3) if zone.is_lead else (0, 1, 2)

    def _across(self, cells: Cells) -> float:
        return 100 * cells.width / COLUMNS

    def _down(self, cells: Cells) -> float:
        return self._row * cells.height

    def _head(self, zone: SheetZone, article: Article, width: float, height: float) -> _Head:
        """The stack: column name, kicker, headline, subheadline, by-line."""
        texts = any(text.strip() for text in article.paragraphs) or zone.picture is not None
        room = height * (_HEAD_SHARE if texts and height > 6 * LINE else 0.96)
        small = SMALL_LINE * (bool(zone.column_name) + bool(zone.byline))
        if not zone.headline:
            return _Head(0, 0, small)
        largest = self._largest(zone, article)
        seconds = sum(bool(text) for text in (zone.kicker, zone.subheadline))
        free = max(LINE, room - small - seconds * largest * _SECOND * LEADING)
        size, lines = headline_size(zone.headline, width, free, largest)
        second = second_size(size) * STEP
        tall = sum(
            lines_of(text, width, second) * second * 1.35
            for text in (zone.kicker, zone.subheadline)
            if text
        )
        return _Head(size, lines, small + tall + lines * size * STEP * LEADING + 0.6)

    def _largest(self, zone: SheetZone, article: Article) -> float:
        share = area_share(self._page, article) or self._share(article.id)
        grown = _LEAST_TYPE + _PER_GROUND * sqrt(share)
        most = _LEAD_TYPE if zone.is_lead else _KINDS.get(zone.kind, _TYPE)
        return min(most, grown + 1.0 * zone.is_lead)

    def _share(self, article_id: str) -> float:
        zone = self._layout.zones[self._index[article_id]]
        whole = self._layout.width * self._layout.height
        (x1, y1), _, (x2, y2), _ = zone.polygons[0][:4]
        return abs((x2 - x1) * (y2 - y1)) / whole if whole else 0.0

    def _nameplate(self, free: Cells, name: str) -> Nameplate | None:
        """The name across the free ground at the top of a first page; else a folio line."""
        if self._page.sequence != 1:
            strip = Cells(0, 0, COLUMNS, free.bottom)
            fits = free.width >= COLUMNS * 0.9 and free.height >= _LEAST_FOLIO
            return Nameplate(_place(strip), 0, folio=True) if fits else None
        if free.width < _LEAST_NAMEPLATE[0] or free.height < _LEAST_NAMEPLATE[1]:
            return None
        height = self._down(free)
        # With the letter-spacing of the stylesheet, and white on both sides.
        size = min(height * 0.5, self._across(free) * 0.88 / (max(1.0, ems(name)) * 1.1), 11.8)
        return Nameplate(_place(free), int(size / STEP), folio=False)


@dataclass(frozen=True, slots=True)
class _Photo:
    """A photo box as it will stand: its width where the text runs beside it, its height."""

    beside: int
    height: float


def _photo(zone: SheetZone, room: Room, *, alone: bool) -> _Photo:
    """The box with its caption, as high as whole lines; beside the text where that is wide."""
    assert zone.picture is not None
    words = f"{zone.picture.caption or ''} {zone.picture.credit or ''}".strip()
    apart = not alone and room.columns > 1 and zone.kind != "photo"
    beside = int(room.width * 0.52) if apart else 0
    width = beside or room.width
    caption = min(5, lines_of(words, width, SMALL)) * SMALL_LINE if words else 0.0
    tall = width * 0.72 + caption
    most = room.height - 0.3 if alone or beside else room.height * 0.6
    if alone:
        tall = most
    return _Photo(beside, min(_TALLEST, int(min(tall, most) / LINE)) * LINE)


def _best_boxes(
    texts: Sequence[str],
    rooms: Sequence[Room],
    places: Sequence[str],
    jumps: int,
    bodies: Sequence[int],
    *,
    first: bool = False,
) -> tuple[SheetBox, ...]:
    """The text in the largest body in which all of it fits, else as far as it goes in the smallest.

    `jumps` lines are kept for jump lines: in the last box, or the `first`.
    """
    best: tuple[SheetBox, ...] = ()
    for body in bodies:
        sized = [replace(room, body=BODIES[body]) for room in rooms]
        taken = [0] * len(sized)
        if sized:
            taken[0 if first else -1] = jumps
        poured = pour(texts, list(zip(sized, taken, strict=True)))
        whole = sum(len(passage.text) for box in poured for passage in box)
        if best and whole < sum(len(text) for text in texts if text.strip()):
            break
        best = tuple(
            SheetBox(place, room.columns, body, tuple(box))
            for place, room, box in zip(places, sized, poured, strict=False)
            if box
        )
    return best


def second_size(size: int) -> int:
    """The size of kicker and subheadline beside a headline of that size."""
    return max(round(SMALL / STEP), min(11, round(size * _SECOND)))


def _place(cells: Cells, frame: Cells | None = None) -> str:
    """The classes of a place on the grid of the page, or of the frame it lies in."""
    left, top = (frame.left, frame.top) if frame else (0, 0)
    return f"x{cells.left - left} w{cells.width} y{cells.top - top} h{cells.height}"
