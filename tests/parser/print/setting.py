"""Text set by hand into columns: a Sheet whose truth is known, without a browser or a file."""

from __future__ import annotations

from collections.abc import Sequence

from parser.layout.geometry import Box
from parser.print.sheet import Glyph, Sheet

SIZE, LEADING = 10.0, 15.0


def line(text: str, x: float, y: float, size: float = SIZE) -> list[Glyph]:
    """Characters side by side; a space is white."""
    glyphs, at = [], x
    for one in text:
        wide = 0.5 * size if one == " " else size
        if one != " ":
            glyphs.append(Glyph(one, at, y, size, wide))
        at += wide
    return glyphs


def down(text: str, x: float, y: float, size: float) -> list[Glyph]:
    """Characters below one another."""
    return [Glyph(one, x, y + 1.1 * size * at, size, size) for at, one in enumerate(text)]


def poured(
    paragraphs: Sequence[str], columns: Sequence[tuple[float, float, float, float]]
) -> list[Glyph]:
    """Paragraphs with an indent of two characters, poured into columns (x, y, width, height)."""
    lines = []
    wide = round(columns[0][2] / SIZE)
    for text in paragraphs:
        rest = f"\u3000\u3000{text}"
        lines += [rest[at : at + wide] for at in range(0, len(rest), wide)]
    glyphs: list[Glyph] = []
    for x, y, _, height in columns:
        for row in range(int(height // LEADING)):
            if not lines:
                return glyphs
            text = lines.pop(0)
            for at, one in enumerate(text):
                if one != "\u3000":
                    glyphs.append(Glyph(one, x + at * SIZE, y + (row + 1) * LEADING, SIZE, SIZE))
    assert not lines, "the text does not fit"
    return glyphs


def sheet(
    *parts: Sequence[Glyph], rules: Sequence[Box] = (), pictures: Sequence[Box] = ()
) -> Sheet:
    """A page of 500 × 700 points."""
    glyphs = tuple(glyph for part in parts for glyph in part)
    return Sheet(500.0, 700.0, glyphs, tuple(rules), tuple(pictures))
