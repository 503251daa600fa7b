"""A page's zones in, the page set in type out: headline sizes, boxes of text, rules, nameplate."""

from __future__ import annotations

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
    Passage,
    Room,
    ems,
    fits,
    headline_size,
    lines_of,
    opening,
    pour,
)
from web.sheet.grid import COLUMNS, ROWS, Cells, Plot, survey
from web.sheet.model import Nameplate, PageSheet, SheetBox, SheetZone
from web.sheet.style import style

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
#: A picture: its height by its width; the most it takes of a zone's height over a text, and of its
#: width beside one (layout.css has the same).
PICTURE, _OVER, _BESIDE = 0.72, 0.6, 0.52


@dataclass(frozen=True, slots=True)
class _Head:
    """The headline stack as it will be set: size and lines of the headline, height of all."""

    size: float
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
        zones = tuple(
            self._zone(zone, plot)
            for zone in sheet.zones
            if (plot := found.plots[self._index[zone.id]]) is not None
        )
        plate = self._nameplate(found.free, sheet.newspaper_name)
        made = replace(sheet, zones=zones, rules=found.rules, nameplate=plate)
        return replace(made, style=style(made))

    def _zone(self, zone: SheetZone, found: Plot) -> SheetZone:
        article = self._articles[zone.id]
        width, height = self._across(found.head) - 2 * PAD, self._down(found.head) - 2 * PAD
        head = self._head(zone, article, width, height)
        rows = min(found.head.height, ceil((head.height + PAD) / self._row))
        made = replace(
            zone,
            plot=found,
            tight=height < 1.5 * LINE,
            size=head.size,
            second=_second(head.size),
            lines=head.lines,
            rows=rows,
        )
        if len(found.bands) > 1:
            below = found.head.top + rows
            boxes = self._bands(found, below, article)
            return replace(made, head=replace(found.head, bottom=below), boxes=boxes)
        return self._filled(made, article, Room(width, height - head.height))

    def _filled(self, zone: SheetZone, article: Article, room: Room) -> SheetZone:
        """A rectangular zone: whether its picture is shown, and the type of its text."""
        texts = [text for text in article.paragraphs if text.strip()]
        pictured = zone.picture is not None and room.height >= 6 * LINE
        beside = pictured and bool(texts) and room.columns > 1 and zone.kind != "photo"
        if beside:
            room = replace(room, width=room.width * (1 - _BESIDE) - GAP)
        elif pictured and texts:
            room = replace(room, height=room.height - _picture_height(zone, room))
        room = replace(room, height=room.height - LINE * len(article.jumps) - 0.6)
        bodies = BODIES[: 1 if zone.kind in _KINDS else len(BODIES) - (not zone.is_lead)]
        fitting = (body for body in reversed(bodies) if fits(texts, replace(room, body=body)))
        room = replace(room, body=next(fitting, bodies[0]))
        shown = () if room.lines <= 0 else opening(texts, room)
        box = SheetBox(
            1 if zone.kind == "ad" else room.columns,
            room.body,
            tuple(map(Passage, shown)),
            cut=not fits(texts, room),
        )
        boxes = (box,) if shown else ()
        return replace(zone, boxes=boxes, pictured=pictured, beside=beside)

    def _bands(self, found: Plot, below: int, article: Article) -> tuple[SheetBox, ...]:
        """The boxes of a zone that is no rectangle, with the largest type in which all of it fits.

        Lines are kept for jump lines: in the last box, or the first for 上接.
        """
        bands = [replace(band, top=min(band.bottom, below)) for band in found.bands]
        places = [band for band in bands if self._down(band) >= 2 * LINE]
        rooms = [Room(self._across(band) - 2 * PAD, self._down(band) - PAD) for band in places]
        back = [jump.direction == "from" for jump in article.jumps] == [True]
        taken = [0] * len(rooms)
        if taken:
            taken[0 if back else -1] = len(article.jumps)
        whole = sum(len(text) for text in article.paragraphs if text.strip())
        best: tuple[SheetBox, ...] = ()
        for body in BODIES[:3]:
            sized = [replace(room, body=body) for room in rooms]
            poured = pour(article.paragraphs, list(zip(sized, taken, strict=True)))
            if best and sum(len(p.text) for box in poured for p in box) < whole:
                break
            best = tuple(
                SheetBox(room.columns, body, tuple(box), place=place)
                for place, room, box in zip(places, sized, poured, strict=True)
                if box
            )
        return best

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
        seconds = [text for text in (zone.kicker, zone.subheadline) if text]
        free = max(LINE, room - small - len(seconds) * largest * _SECOND * LEADING)
        size, lines = headline_size(zone.headline, width, free, largest)
        second = _second(size)
        tall = sum(lines_of(text, width, second) * second * 1.35 for text in seconds)
        return _Head(size, lines, small + tall + lines * size * LEADING + 0.6)

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
            return Nameplate(strip, 0, folio=True) if fits else None
        if free.width < _LEAST_NAMEPLATE[0] or free.height < _LEAST_NAMEPLATE[1]:
            return None
        height = self._down(free)
        # With the letter-spacing of the stylesheet, and white on both sides.
        size = min(height * 0.5, self._across(free) * 0.88 / (max(1.0, ems(name)) * 1.1), 11.8)
        return Nameplate(free, int(size * 5) / 5, folio=False)


def _picture_height(zone: SheetZone, room: Room) -> float:
    """What a picture over its text takes, caption and all."""
    assert zone.picture is not None
    words = f"{zone.picture.caption or ''} {zone.picture.credit or ''}".strip()
    caption = min(5, lines_of(words, room.width, SMALL)) * SMALL_LINE if words else 0.0
    return min(room.width * PICTURE + caption, room.height * _OVER)


def _second(size: float) -> float:
    """The size of kicker and subheadline beside a headline of that size."""
    return max(SMALL, min(2.2, round(size * _SECOND, 1)))
