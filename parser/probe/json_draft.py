"""A JSON document of no known form in, the draft of its newspaper's definition out, as TOML.

The paths that any definition knows are tried on the document, and what reads is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from parser.epaper.families import date_in
from parser.epaper.json_document import plain_text
from parser.epaper.whose import code_in_name
from parser.errors import ParseError, UnreadableSource
from parser.issue_json import load_json
from parser.newspaper import Codes, Newspaper, Signs, newspapers, recognise
from parser.newspaper.families import JSON
from parser.newspaper.json_path import values
from parser.newspaper.paper import Holds
from parser.newspaper.site import telling_folder
from parser.probe.template import dated_template
from parser.source.encoding import decode
from parser.source.files import Capture

_PAGE_FIELDS = ("label", "section", "image", "pdf")
_PIECE_FIELDS = ("id", "kicker", "headline", "subheadline", "byline", "body", "pictures")
_HOLDS: tuple[Holds, ...] = ("issue", "page", "article")


def draft_json(capture: Capture, seen_on: date) -> str:
    """A definition as TOML, to be looked through. Raises UnreadableSource for what is no JSON."""
    try:
        document = load_json(decode(capture.body, capture.content_type).lstrip("\ufeff"))
    except ParseError as error:
        raise UnreadableSource(error.message, file=capture.name) from error
    paper = _newspaper(capture)
    lines = [
        f'code = "{paper.code}"',
        f'name = "{paper.name}"' + ("" if paper.family else "  # not told by the document"),
        f'family = "{JSON}"',
    ]
    if capture.url and date_in(capture.url):
        lines.append(f'url_template = "{dated_template(capture.url)}"')
    lines += [f'seen = "{seen_on.isoformat()} document"', "", "[[json]]", *_table(document)]
    return "\n".join(lines) + "\n"


def _newspaper(capture: Capture) -> Newspaper:
    told = recognise(Signs(url=capture.url or "", code=code_in_name(capture.name)))
    if told is not None:
        return told.newspaper
    code = code_in_name(capture.name) or telling_folder(capture.url or "") or "paper"
    return Newspaper(code=Codes().code_of(code, code), name=code)


def _table(document: Any) -> Iterator[str]:
    """The lines of [[json]]: what the document holds, and a path for each field that reads."""
    pages_path = _first("pages", [document], _is_record)
    pages = values(document, pages_path) if pages_path is not None else [document]
    pieces_path = _first("articles", pages, _is_record)
    pieces = [one for page in pages for one in values(page, pieces_path)] if pieces_path else pages
    holds = (
        "issue" if pages_path is not None and pieces_path else "page" if pieces_path else "article"
    )
    yield f'holds = "{holds}"'
    found: dict[str, str | None] = {"pages": pages_path if holds == "issue" else None}
    found |= {name: _first(name, pages, _is_text) for name in _PAGE_FIELDS}
    found["articles"] = pieces_path
    found |= {name: _first(name, pieces, _is_text) for name in _PIECE_FIELDS}
    for name, path in found.items():
        if path is not None:
            yield f'{name} = "{path}"'
    missing = [name for name in ("label", "headline", "body") if found[name] is None]
    for name in missing:
        yield f'# {name} = "…": no path that is known reads; look at the keys of the document'
    for name in ("headline", "body") if holds == "article" else ("headline",):
        if name in missing:
            yield f'{name} = "{name}"  # a guess'


def _first(field: str, holders: Sequence[Any], fits: Any) -> str | None:
    """The first path of any definition that leads somewhere fitting in any of the holders."""
    for path in _known_paths(field):
        if any(fits(value) for holder in holders for value in values(holder, path)):
            return path
    return None


def _known_paths(field: str) -> list[str]:
    """Every path that a definition has for a field, those of days before those of pieces."""
    shapes = [shape for paper in newspapers() for shape in paper.json]
    ordered = sorted(shapes, key=lambda shape: _HOLDS.index(shape.holds))
    return list(dict.fromkeys(path for shape in ordered for path in shape.path(field)))


def _is_record(value: Any) -> bool:
    return isinstance(value, dict)


def _is_text(value: Any) -> bool:
    return bool(plain_text(value))
