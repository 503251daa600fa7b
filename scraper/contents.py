"""A capture in, the page view and the pieces in it out, whether it is a page or a paper's JSON."""

from __future__ import annotations

from parser.epaper.article import ArticleView, read_article_page
from parser.epaper.json_document import is_json, open_json
from parser.epaper.json_paper import json_views, whole_view
from parser.epaper.page_view import PageView, read_page_view
from parser.newspaper import Newspaper
from parser.source.capture import Capture


def view_of(capture: Capture, newspaper: Newspaper) -> PageView | None:
    """The page view in a capture; of JSON all its pages as one, with what is still to be asked for.

    Raises ParseError for what is neither.
    """
    if is_json(capture):
        return whole_view(open_json(capture, newspaper))
    return read_page_view(capture, newspaper)


def pieces_of(capture: Capture, newspaper: Newspaper) -> list[ArticleView]:
    """The pieces in a capture: a page has one, a JSON document several. Raises ParseError."""
    if not is_json(capture):
        return [read_article_page(capture, newspaper)]
    return [piece for one in views_in(capture, newspaper) for piece in one[1]]


def views_in(
    capture: Capture, newspaper: Newspaper
) -> list[tuple[PageView | None, list[ArticleView]]]:
    """Each page of a JSON document with its pieces; [] for a page of mark-up. Raises ParseError."""
    if not is_json(capture):
        return []
    views = json_views(open_json(capture, newspaper))
    return [(one.view, [piece for _, piece in one.articles]) for one in views]
