"""A capture of a newspaper's own JSON in, its pages and pieces as leaves of an issue out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date

from parser.epaper.families import key_of
from parser.epaper.json_document import JsonPage, open_json
from parser.epaper.json_paper import json_views
from parser.epaper.place import Leaf
from parser.errors import NoIssue
from parser.newspaper import Newspaper
from parser.source.files import Capture


def json_leaves(
    capture: Capture, newspaper: Newspaper | None, day: Date | None, label: str | None
) -> list[Leaf]:
    """What one JSON capture says of its issue, a leaf for each page and each piece.

    Raises UnreadableSource for what is no JSON, NoIssue where newspaper or day are not told.
    """
    page = open_json(capture, newspaper)
    found = day or page.day
    if found is None:
        message = "no date in it, in its address or its name"
        raise NoIssue(message, newspaper=page.newspaper.code, file=capture.name)
    return list(_leaves(page, found, label))


def _leaves(page: JsonPage, day: Date, label: str | None) -> Iterator[Leaf]:
    paper, name = page.newspaper, page.capture.name
    for one in json_views(page):
        if one.view is not None:
            key = key_of(page.source)
            yield Leaf(paper, day, name, key=key, view=one.view, article=None, label=label)
        for key, article in one.articles:
            yield Leaf(paper, day, name, key=key, view=None, article=article, label=label)
