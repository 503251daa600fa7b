"""A page with no regions in, a fitting front page out: every piece gets a zone of its own.

The first piece leads; the others follow in rows of columns, short ones stacked, each on ground that
suits the length of its text and the weight of its headlines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log, sqrt

from parser.layout.geometry import Box
from parser.layout.order import Layout, Zone, lead
from parser.model import Article, Page, Polygon

WIDTH, HEIGHT = 400.0, 575.0
#: Ground of one character of text with its share of the white around it.
_CHARACTER = 6.4 * 10.4
#: Room for the nameplate of a first page, for the folio line of another.
_NAMEPLATE, _FOLIO = 88.0, 26.0
_EDGE, _GUTTER = 4.0, 8.0
#: The narrowest column and the lowest piece that can still be set.
_NARROWEST, _LOWEST = WIDTH * 0.22, 46.0
#: A page with a piece flatter than this grows.
_FLATTEST = 26.0
#: Text beyond this many characters is not shown on the page, only opened.
_OPENING = 900
#: Pieces that may stand side by side or stacked in one row.
_ROW, _CROWDED_ROW, _CROWD = 5, 3, 60
_STEPS = 12
_LEAD_SHAPE, _SHAPE, _PHOTO_SHAPE = 1.9, 1.15, 1.0


@dataclass(frozen=True, slots=True)
class _Block:
    """A piece and the ground it asks for."""

    id: str
    #: What headlines, pictures and captions need, whatever happens to the text.
    fixed: float
    text: float
    shape: float
    #: Stands on a ground of its own across the page, as a lead does.
    leads: bool

    def ground(self, opened: float) -> float:
        """Ground with that part of the text shown."""
        return self.fixed + self.text * opened


def compose(page: Page) -> Layout:
    """Zones for all pieces, in about WIDTH × HEIGHT; taller where pieces are very many or flat.

    Deterministic. A page without pieces gives a layout without zones.
    """
    first = lead(page)
    blocks = [_block(article, article.id == first) for article in page.articles]
    blocks.sort(key=lambda block: not block.leads)
    top = _NAMEPLATE if page.sequence == 1 else _FOLIO
    if not blocks:
        return Layout(WIDTH, HEIGHT, (), composed=True)
    height = max(HEIGHT - top, len(blocks) * _LOWEST * _NARROWEST / WIDTH * 1.6)
    opened = _opened(blocks, WIDTH * height)
    grounds = {block.id: block.ground(opened) for block in blocks}
    height = min(height, max(sum(grounds.values()) / WIDTH, 0.5 * height))
    zones = tuple(_zones(blocks, grounds, Box(0.0, top, WIDTH, top + height)))
    lowest = min(zone.polygons[0][2][1] - zone.polygons[0][0][1] for zone in zones)
    if lowest < _FLATTEST:
        height *= min(3.0, (_FLATTEST + _GUTTER) / max(1.0, lowest + _GUTTER))
        zones = tuple(_zones(blocks, grounds, Box(0.0, top, WIDTH, top + height)))
    return Layout(WIDTH, round(top + height + _EDGE, 1), zones, composed=True)


def _block(article: Article, leads: bool) -> _Block:
    length = min(_OPENING, sum(map(len, article.paragraphs)))
    words = len(article.headline or "")
    size = 25.0 if leads else 15.0
    heads = size * size * 1.35 * max(words, 8)
    heads += 11.0 * 11.0 * 1.5 * (len(article.kicker or "") + len(article.subheadline or ""))
    pictures = sum(
        WIDTH * 0.3 * WIDTH * 0.22 + len(image.caption or "") * _CHARACTER * 0.8
        for image in article.images[:2]
    )
    photo = article.kind == "photo" or (bool(article.images) and length < 120)
    shape = _LEAD_SHAPE if leads else _PHOTO_SHAPE if photo else _SHAPE
    fixed = max(heads + pictures, _NARROWEST * _LOWEST)
    return _Block(article.id, fixed, length * _CHARACTER * (1.2 if leads else 1.0), shape, leads)


def _opened(blocks: Sequence[_Block], ground: float) -> float:
    """The part of all texts that the page has room for, 0 to 1."""
    fixed, text = sum(block.fixed for block in blocks), sum(block.text for block in blocks)
    return 1.0 if not text else min(1.0, max(0.15, (ground - fixed) / text))


def _zones(blocks: Sequence[_Block], grounds: dict[str, float], room: Box) -> Iterator[Zone]:
    """Rows down the page, each as high as its pieces need; together they fill the room."""
    rows = _rows(blocks, grounds)
    total, top = sum(grounds.values()), room.top
    for row in rows:
        height = room.height * sum(grounds[b.id] for cell in row for b in cell) / total
        left = room.left
        for cell, width in zip(row, _widths(row, grounds), strict=True):
            upper, whole = top, sum(grounds[b.id] for b in cell)
            for block in cell:
                lower = upper + height * grounds[block.id] / whole
                yield Zone(block.id, (_inset(Box(left, upper, left + width, lower)),))
                upper = lower
            left += width
        top += height


def _inset(box: Box) -> Polygon:
    """The box less its half of the gutters; none at the edges of the page but a margin."""
    left = box.left + (_EDGE if box.left <= 0 else _GUTTER / 2)
    right = box.right - (_EDGE if box.right >= WIDTH - 0.5 else _GUTTER / 2)
    x1, x2 = round(left, 1), round(right, 1)
    y1, y2 = round(box.top + _GUTTER / 2, 1), round(box.bottom - _GUTTER / 2, 1)
    return ((x1, y1), (x2, y1), (x2, y2), (x1, y2))


_Cell = tuple[_Block, ...]
_Row = tuple[_Cell, ...]


def _rows(blocks: Sequence[_Block], grounds: dict[str, float]) -> list[_Row]:
    """The best cut into rows: least shape faults over all pieces, by dynamic programming."""
    longest = _ROW if len(blocks) <= _CROWD else _CROWDED_ROW
    best: list[tuple[float, list[_Row]]] = [(0.0, [])]
    for end in range(1, len(blocks) + 1):
        choices = []
        for start in range(max(0, end - longest), end):
            fault, row = _best_row(tuple(blocks[start:end]), grounds)
            before = best[start]
            choices.append((before[0] + fault, [*before[1], row]))
        best.append(min(choices, key=lambda choice: choice[0]))
    return best[-1][1]


def _best_row(blocks: tuple[_Block, ...], grounds: dict[str, float]) -> tuple[float, _Row]:
    rated = [(_fault(row, grounds), row) for row in _arrangements(blocks)]
    return min(rated, key=lambda one: one[0])


def _arrangements(blocks: tuple[_Block, ...]) -> Iterator[_Row]:
    """Every way to set pieces side by side and stacked, each column in order."""
    if not blocks:
        yield ()
        return
    first, rest = blocks[0], blocks[1:]
    for chosen in range(1 << len(rest)):
        stack = tuple(b for place, b in enumerate(rest) if chosen >> place & 1)
        left = tuple(b for place, b in enumerate(rest) if not chosen >> place & 1)
        if len(stack) > 2 or (first.leads and stack):
            continue
        for others in _arrangements(left):
            yield ((first, *stack), *others)


def _widths(row: _Row, grounds: dict[str, float]) -> list[float]:
    """Column widths by ground, in twelfths of the page; they sum to its width."""
    whole = sum(grounds[b.id] for cell in row for b in cell)
    shares = [sum(grounds[b.id] for b in cell) / whole for cell in row]
    steps = [max(1, round(share * _STEPS)) for share in shares]
    steps[steps.index(max(steps))] += _STEPS - sum(steps)
    return [WIDTH * step / _STEPS for step in steps]


def _fault(row: _Row, grounds: dict[str, float]) -> float:
    """How far the pieces of a row are from their shapes; columns too narrow weigh most."""
    whole = sum(grounds[b.id] for cell in row for b in cell)
    height, fault = whole / WIDTH, 0.0
    for cell, width in zip(row, _widths(row, grounds), strict=True):
        ground = sum(grounds[b.id] for b in cell)
        for block in cell:
            tall = height * grounds[block.id] / ground
            weight = sqrt(grounds[block.id]) / WIDTH
            fault += weight * log(max(width, 1.0) / max(tall, 1.0) / block.shape) ** 2
            fault += 4.0 * max(0.0, _NARROWEST - width) / _NARROWEST
            fault += 2.0 * max(0.0, _LOWEST - tall) / _LOWEST
            fault += 0.6 * (block.leads and width < WIDTH / 2)
    return fault
