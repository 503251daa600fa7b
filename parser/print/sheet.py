"""One printed page as glyphs, rules and pictures: what PDF and scan give to all that follows.

Lengths are in points from the upper left corner; y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from parser.layout.geometry import Box


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character where it stands."""

    text: str
    #: Left edge of its em box, and its baseline.
    x: float
    y: float
    #: Its em: font size × matrix, never the ink.
    size: float
    #: How far the next character stands.
    width: float
    bold: bool = False
    #: How sure a recogniser was, 1 for a text layer.
    confidence: float = 1.0

    @property
    def right(self) -> float:
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of print."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    #: Thin lines, level or upright, as boxes.
    rules: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    #: What was folded while reading: (as found, as kept), each kind once.
    folded: tuple[tuple[str, str], ...] = ()
