"""A page's zones in, the page set in type out: headline sizes, boxes of text, rules, nameplate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

from parser.layout import Layout, area_share
from parser.model import Article, Page
from web import copyfit
from web.copyfit import LEADING, LINE, PAD, SMALL, SMALL_LINE, STEP, Room
from web.sheet import Nameplate, PageSheet, SheetBox, SheetZone
from web.sheet_grid import COLUMNS, ROWS, Cells, Owners, Plot, free_top, owners, plot, rules

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
        ground: Owners = owners(self._layout)
        zones = []
        for zone in sheet.zones:
            found = plot(ground, self._index[zone.id])
            if found is not None:
                zones.append(self._zone(zone, found))
        return replace(
            sheet, zones=tuple(zones), rules=rules(ground), nameplate=self._nameplate(ground)
        )

    def _zone(self, zone: SheetZone, found: Plot) -> SheetZone:
        article = self._articles[zone.id]
        width = self._across(found.head) - 2 * PAD
        shaped = len(found.bands) > 1
        room = self._down(found.head) - 2 * PAD
        head = self._head(zone, article, width, room)
        rows = min(found.head.height, -int(-(head.height + PAD) // self._row))
        bands = [_below(band, found.head.top + rows) for band in found.bands] if shaped else []
        picture = self._picture_rows(zone, article, width, room - head.height)
        boxes = (
            self._boxes(bands, article)
            if shaped
            else self._box(article, zone, width, room - head.height - picture)
        )
        frame = found.box
        return replace(
            zone,
            place=_place(frame),
            shaped=shaped,
            head=_place(replace(found.head, bottom=found.head.top + rows), frame) if shaped else "",
            size=head.size,
            second=second_size(head.size),
            lines=head.lines,
            rows=rows,
            plot=found,
            boxes=tuple(
                SheetBox(_place(band, frame) if band else "", columns, tuple(passages))
                for band, columns, passages in boxes
            ),
            picture_place=f"p{int(picture / LINE)}" if picture else "",
        )

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
        size, lines = copyfit.headline_size(zone.headline, width, free, largest)
        second = second_size(size) * STEP
        tall = sum(
            copyfit.lines_of(text, width, second) * second * 1.35
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

    def _picture_rows(self, zone: SheetZone, article: Article, width: float, room: float) -> float:
        """The height of the photo box with its caption, in whole lines; 0 for none."""
        if zone.picture is None or room < 6 * LINE:
            return 0.0
        alone = not any(text.strip() for text in article.paragraphs)
        words = f"{zone.picture.caption or ''} {zone.picture.credit or ''}"
        caption = min(5, copyfit.lines_of(words, width, SMALL)) * SMALL_LINE if words.strip() else 0
        tall = room - 0.2 if alone else min(room * 0.55, width * 0.62 + caption)
        return int(tall / LINE) * LINE

    def _box(
        self, article: Article, zone: SheetZone, width: float, height: float
    ) -> list[tuple[Cells | None, int, list[copyfit.Passage]]]:
        room = Room(width, height - (LINE if zone.jumps else 0) - 0.3)
        poured = copyfit.pour(article.paragraphs, [(room, 0)])[0]
        return [(None, room.columns, poured)] if poured else []

    def _boxes(
        self, bands: list[Cells], article: Article
    ) -> list[tuple[Cells | None, int, list[copyfit.Passage]]]:
        able = [band for band in bands if self._down(band) >= 2 * LINE]
        rooms = [Room(self._across(band) - 2 * PAD, self._down(band) - PAD) for band in able]
        taken = [1 if article.jumps and band is able[-1] else 0 for band in able]
        poured = copyfit.pour(article.paragraphs, list(zip(rooms, taken, strict=True)))
        return [
            (band, room.columns, box)
            for band, room, box in zip(able, rooms, poured, strict=False)
            if box
        ]

    def _nameplate(self, ground: Owners) -> Nameplate | None:
        """The name across the free ground at the top of a first page; else a folio line."""
        free = free_top(ground)
        if self._page.sequence != 1:
            strip = Cells(0, 0, COLUMNS, free.bottom)
            fits = free.width >= COLUMNS * 0.9 and free.height >= _LEAST_FOLIO
            return Nameplate(_place(strip), 0, folio=True) if fits else None
        if free.width < _LEAST_NAMEPLATE[0] or free.height < _LEAST_NAMEPLATE[1]:
            return None
        height = self._down(free)
        size = min(height * 0.5, self._across(free) * 0.9 / 4.6, 12.0)
        return Nameplate(_place(free), int(size / STEP), folio=False)


def second_size(size: int) -> int:
    """The size of kicker and subheadline beside a headline of that size."""
    return max(int(SMALL / STEP), min(11, round(size * _SECOND)))


def _below(band: Cells, row: int) -> Cells:
    return replace(band, top=min(band.bottom, row))


def _place(cells: Cells, frame: Cells | None = None) -> str:
    """The classes of a place on the grid of the page, or of the frame it lies in."""
    left, top = (frame.left, frame.top) if frame else (0, 0)
    return f"x{cells.left - left} w{cells.width} y{cells.top - top} h{cells.height}"
