"""A sheet in; whole pieces with their ground, in reading order, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parser.layout.geometry import Box, around
from parser.print.blocks import Block, Parts, Stack, overlap, parts_of
from parser.print.flow import flows_of
from parser.print.lines import Line, columns_of, lines_of, rejoined
from parser.print.sheet import Sheet

#: A frame around less than this (em, each way) is an ornament of a headline.
_SMALL_FRAME = 5.0


@dataclass(slots=True)
class Piece:
    """One piece as print shows it."""

    stack: Stack | None
    blocks: list[Block]
    #: Pictures with their captions.
    pictures: list[tuple[Box, Block | None]] = field(default_factory=list)
    #: Text inside a picture or an advertisement, in no column.
    loose: list[Line] = field(default_factory=list)

    @property
    def boxes(self) -> list[Box]:
        """The ground of its parts."""
        found = [block.box for block in self.blocks]
        found += [self.stack.box] if self.stack else []
        for picture, caption in self.pictures:
            found += [picture, *([caption.box] if caption else [])]
        return found + [Box(line.left, line.top, line.right, line.bottom) for line in self.loose]

    @property
    def bounds(self) -> Box:
        return around(self.boxes)

    def lines(self) -> Iterable[Line]:
        """All its lines."""
        yield from self.stack.lines if self.stack else ()
        for block in (*self.blocks, *(c for _, c in self.pictures if c)):
            yield from block.lines
        yield from self.loose


def pieces_of(sheet: Sheet) -> tuple[list[Piece], Parts]:
    """The pieces of a sheet in reading order, and its parts.

    Every line is in a piece or in the furniture of the page.
    """
    parts = parts_on(sheet)
    frames = frames_of(sheet.rules, parts.body)
    pieces = [Piece(flow.stack, list(flow.blocks)) for flow in flows_of(parts, frames, sheet.rules)]
    pieces = _joined(pieces, frames)
    pieces = _with_heads(pieces, parts.body)
    _with_pictures(pieces, sheet, parts, frames)
    return sorted(pieces, key=lambda piece: _place(piece, sheet)), parts


def parts_on(sheet: Sheet) -> Parts:
    """What the lines of a sheet are, before any of them is put together to pieces."""
    lines = lines_of(sheet.glyphs)
    columns = columns_of(lines)
    return parts_of(sheet, rejoined(lines, columns), columns)


def frames_of(rules: Sequence[Box], body: float) -> list[Box]:
    """Four rules that meet at their ends."""
    level = [rule for rule in rules if rule.width > _SMALL_FRAME * body]
    upright = [rule for rule in rules if rule.height > _SMALL_FRAME * body and rule.width < 4]
    near = 3.0
    frames: list[Box] = []
    for top in level:
        for bottom in level:
            if bottom.top < top.top + _SMALL_FRAME * body or abs(top.left - bottom.left) > near:
                continue
            if abs(top.right - bottom.right) > near:
                continue
            sides = [
                rule
                for rule in upright
                if abs(rule.top - top.top) < near and abs(rule.bottom - bottom.top) < near
            ]
            if any(abs(s.left - top.left) < near for s in sides) and any(
                abs(s.left - top.right) < near for s in sides
            ):
                frames.append(Box(top.left, top.top, top.right, bottom.top))
    return frames


def _joined(pieces: list[Piece], frames: Sequence[Box]) -> list[Piece]:
    """Display type that one frame holds, as in an advertisement, made one piece."""
    kept: list[Piece] = []
    for piece in pieces:
        frame = next((f for f in frames if _holds(f, piece.bounds)), None)
        home = None
        if frame is not None:
            home = next((k for k in kept if _holds(frame, k.bounds) and _display(k, piece)), None)
        if home is None:
            kept.append(piece)
        else:
            home.loose += piece.lines()
    return kept


def _with_heads(pieces: list[Piece], em: float) -> list[Piece]:
    """A line or two between a stack and its text, set apart from both, given to the stack."""
    kept = []
    for piece in pieces:
        lines = [line for block in piece.blocks for line in block.lines]
        home = None
        if piece.stack is None and 0 < len(lines) <= 2:
            home = next((p for p in pieces if p.stack and _heads(p, lines, em)), None)
        if home is not None and home.stack is not None:
            home.stack = Stack((*home.stack.lines, *lines), home.stack.upright)
        else:
            kept.append(piece)
    return kept


def _heads(piece: Piece, lines: Sequence[Line], em: float) -> bool:
    """Whether lines stand right under the stack of a piece and over its text."""
    if piece.stack is None or not piece.blocks:
        return False
    box = piece.stack.box
    text = piece.bounds
    return (
        -0.3 * em < lines[0].top - box.bottom < 1.6 * em
        and lines[-1].bottom < piece.blocks[0].top + 0.3 * em
        and text.left - em < lines[0].left
        and lines[0].right < text.right + em
    )


def _display(one: Piece, other: Piece) -> bool:
    """Whether two pieces in a frame are display type, as in an advertisement: hardly any text."""
    return all(sum(len(b.lines) for b in piece.blocks) < 4 for piece in (one, other))


def _holds(frame: Box, box: Box) -> bool:
    return frame.meet(box).area > 0.9 * box.area


def _with_pictures(pieces: list[Piece], sheet: Sheet, parts: Parts, frames: Sequence[Box]) -> None:
    """Every picture given to the piece it stands in, under or beside; else a piece of its own."""
    captions = {id(picture): block for picture, block in parts.captions}
    texts = list(pieces)
    for picture in sheet.pictures:
        caption = captions.get(id(picture))
        ground = _around(picture, caption)
        near = [p for p in texts if not _apart(frames, p.bounds, ground)]
        home = _home(near, ground, parts.body)
        if home is None:
            pieces.append(Piece(None, [], [(picture, caption)]))
        else:
            home.pictures.append((picture, caption))


def _apart(frames: Sequence[Box], one: Box, other: Box) -> bool:
    """Whether a frame holds one of two and not the other."""
    return any(_holds(frame, one) != _holds(frame, other) for frame in frames)


def _around(picture: Box, caption: Block | None) -> Box:
    if caption is None:
        return picture
    bottom = max(picture.bottom, caption.bottom)
    return Box(picture.left, picture.top, picture.right, bottom)


def _home(pieces: Sequence[Piece], ground: Box, em: float) -> Piece | None:
    """The piece a picture belongs to."""
    for piece in pieces:
        # A headline right above or below a picture and no text of its own: theirs.
        if piece.stack and not piece.blocks:
            box = piece.stack.box
            gap = max(ground.top - box.bottom, box.top - ground.bottom)
            if gap < 3 * em and overlap(box, ground) > 0.5 * min(box.width, ground.width):
                return piece
    best, most = None, 0.0
    for piece in pieces:
        touch = sum(_touch(block.box, ground, em) for block in piece.blocks)
        if touch > most:
            best, most = piece, touch
    if best is None or not _within(best, ground, em):
        return None
    return best


def _touch(box: Box, ground: Box, em: float) -> float:
    """The length along which a column touches a picture."""
    across = min(box.right, ground.right) - max(box.left, ground.left)
    along = min(box.bottom, ground.bottom) - max(box.top, ground.top)
    gap_level = max(ground.top - box.bottom, box.top - ground.bottom)
    gap_side = max(ground.left - box.right, box.left - ground.right)
    if across > 0 and gap_level < 2.5 * em:
        return across
    return along if along > 0 and gap_side < 2.5 * em else 0.0


def _within(piece: Piece, ground: Box, em: float) -> bool:
    """Whether a picture lies on the ground of a piece, not merely beside it."""
    boxes = [b.box for b in piece.blocks] + ([piece.stack.box] if piece.stack else [])
    left, right = min(b.left for b in boxes), max(b.right for b in boxes)
    top, bottom = min(b.top for b in boxes), max(b.bottom for b in boxes)
    return (
        left - 2 * em < ground.left
        and ground.right < right + 2 * em
        and top - 2 * em < ground.top
        and ground.bottom < bottom + 2 * em
    )


def _place(piece: Piece, sheet: Sheet) -> tuple[float, float]:
    """By rows of the page, then from left to right."""
    bounds = piece.bounds
    return round(bounds.top / (0.04 * sheet.height)), bounds.left


def outline(piece: Piece, em: float) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The ground of a piece as rectilinear polygons: the union of its parts, small gaps closed."""
    boxes = sorted(piece.boxes, key=lambda box: box.top)
    levels = sorted({edge for box in boxes for edge in (box.top, box.bottom)})
    bands: list[list[float]] = []
    for top, bottom in pairwise(levels):
        middle = (top + bottom) / 2
        across = [b for b in boxes if b.top <= middle <= b.bottom]
        if not across:
            # White between parts of a piece is of the narrower one.
            if bands and bottom - top < 4 * em:
                bands[-1][1] = bottom
            continue
        band = [top, bottom, min(b.left for b in across), max(b.right for b in across)]
        same = bands and abs(bands[-1][2] - band[2]) < em and abs(bands[-1][3] - band[3]) < em
        if same and bands[-1][1] == top:
            bands[-1][1] = bottom
            bands[-1][2], bands[-1][3] = min(bands[-1][2], band[2]), max(bands[-1][3], band[3])
        else:
            bands.append(band)
    return tuple(_polygon(run) for run in _touching(bands))


def _touching(bands: Sequence[Sequence[float]]) -> Iterable[list[Sequence[float]]]:
    """Bands that follow one another without a gap."""
    run: list[Sequence[float]] = []
    for band in bands:
        if run and (band[0] > run[-1][1] + 0.01 or band[2] > run[-1][3] or band[3] < run[-1][2]):
            yield run
            run = []
        run.append(band)
    if run:
        yield run


def _polygon(bands: Sequence[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    """Down the right edges and up the left ones."""
    right = [(b[3], y) for b in bands for y in (b[0], b[1])]
    left = [(b[2], y) for b in reversed(bands) for y in (b[1], b[0])]
    return tuple((round(x, 1), round(y, 1)) for x, y in (*right, *left))
