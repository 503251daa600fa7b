"""bench/demo_paper/issue.toml in, the invented issue out, typed: pages, pieces, what is printed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a piece: which drawing, its words, and its box on the drawn page."""

    file: str
    drawing: str
    caption: str
    credit: str
    box: list[int]
    authors: list[list[str]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed piece as the source has it; an outline and boxes in pixels of the drawn page."""

    id: int
    headline: str
    polygon: list[list[int]]
    paragraphs: tuple[str, ...] = ()
    kind: str = "article"
    column_name: str | None = None
    kicker: str | None = None
    subheadline: str | None = None
    author_line: str | None = None
    byline: str | None = None
    authors: tuple[list[str], ...] = ()
    dateline: dict[str, str] | None = None
    jump: dict[str, Any] | None = None
    references: tuple[list[str], ...] = ()
    images: tuple[Picture, ...] = ()
    boxes: tuple[list[int], ...] = ()
    caption_box: list[int] | None = None
    headline_px: int = 24
    framed: bool = False
    inline_head: bool = False
    drawing: str | None = None
    box: list[int] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the source."""

    label: str
    section: str
    node: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The issue of the source."""

    code: str
    name: str
    date: str
    weekday: str
    lunar: str
    number: str
    slogan: str
    pages: tuple[Sheet, ...]

    @property
    def printed_date(self) -> str:
        """2024年03月12日."""
        return "{}年{}月{}日".format(*self.date.split("-"))


def read_source(path: Path) -> Paper:
    """The source, typed; an unknown key is a TypeError that names it."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    pages = tuple(
        Sheet(**{**page, "pieces": tuple(_piece(piece) for piece in page["pieces"])})
        for page in raw["pages"]
    )
    return Paper(**{**raw, "pages": pages})


def _piece(raw: dict[str, Any]) -> Piece:
    listed = {"paragraphs", "authors", "references", "boxes"}
    values: dict[str, Any] = {
        key: tuple(value) if key in listed else value for key, value in raw.items()
    }
    values["images"] = tuple(Picture(**image) for image in raw.get("images", ()))
    return Piece(**values)


def printed(piece: Piece) -> list[str]:
    """The paragraphs as the page has them, with the jump line where it stands in print."""
    lines = list(piece.paragraphs)
    if piece.jump is None:
        return lines
    text = piece.jump["text"]
    head = piece.jump["direction"] == "to"
    if piece.jump["place"] == "own":
        return [*lines, text] if head else [text, *lines]
    if head:
        return [*lines[:-1], lines[-1] + text]
    return [text + lines[0], *lines[1:]]
