"""Small nested records ↔ plain lists and dicts, for the JSON columns of the archive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from parser.model import Author, Dateline, Image, Polygon, Reference


def authors_out(authors: Iterable[Author]) -> list[list[Any]]:
    """Authors → [name, role, affiliation, certain] each."""
    return [[a.name, a.role, a.affiliation, a.certain] for a in authors]


def authors_in(rows: Iterable[list[Any]]) -> tuple[Author, ...]:
    """What `authors_out` made → Authors."""
    return tuple(Author(*row) for row in rows)


def dateline_out(dateline: Dateline | None) -> list[Any] | None:
    """Dateline → [text, agency, place, ISO date]."""
    if dateline is None:
        return None
    day = dateline.date.isoformat() if dateline.date else None
    return [dateline.text, dateline.agency, dateline.place, day]


def dateline_in(row: list[Any] | None) -> Dateline | None:
    """What `dateline_out` made → Dateline."""
    if row is None:
        return None
    text, agency, place, day = row
    return Dateline(text, agency, place, date.fromisoformat(day) if day else None)


def images_out(images: Iterable[Image]) -> list[list[Any]]:
    """Images → [src, caption, credit, authors] each."""
    return [[i.src, i.caption, i.credit, authors_out(i.authors)] for i in images]


def images_in(rows: Iterable[list[Any]]) -> tuple[Image, ...]:
    """What `images_out` made → Images."""
    return tuple(
        Image(src, caption, credit, authors_in(authors)) for src, caption, credit, authors in rows
    )


def references_out(references: Iterable[Reference]) -> list[list[Any]]:
    """References → [text, pages] each."""
    return [[r.text, list(r.pages)] for r in references]


def references_in(rows: Iterable[list[Any]]) -> tuple[Reference, ...]:
    """What `references_out` made → References."""
    return tuple(Reference(text, tuple(pages)) for text, pages in rows)


def regions_in(rows: Iterable[Iterable[Iterable[float]]]) -> tuple[Polygon, ...]:
    """Lists of lists of corners → polygons as the model has them."""
    return tuple(tuple((x, y) for x, y in polygon) for polygon in rows)
