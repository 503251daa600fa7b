"""An opened page in, the newspaper it is of out, with what told it."""

from __future__ import annotations

import re

from parser.epaper.article_selectors import HEADLINE
from parser.epaper.page import SavedPage
from parser.errors import NoIssue
from parser.markup.select import find, matching
from parser.markup.tree import line_of
from parser.newspaper import Codes, Recognised, Signs, recognise

_FILE_CODE = re.compile(r"(?:^|/)([a-z][a-z0-9]{1,15})(?:[-_][a-z]{1,8})?[-_]\d{4}-?\d\d-?\d\d")
#: Marks are looked for in so many links: every one of a newspaper's own has its mark.
_LINKS = 200
_HEADLINES = 20


def whose(page: SavedPage, codes: Codes | None = None) -> Recognised:
    """The newspaper of a page and what told it. Raises NoIssue where nothing tells."""
    found = recognise(signs_of(page), codes)
    if found is None:
        raise NoIssue("no newspaper told by it or its name: say --newspaper", file=page.name)
    return found


def signs_of(page: SavedPage) -> Signs:
    """What of a page may tell whose it is."""
    titles = (line_of(one) or (one.text or "") for one in page.document.having("title"))
    return Signs(
        stated=page.properties.newspaper or "",
        titles=tuple(title for title in titles if title != page.properties.headline),
        headlines=lambda: _headlines(page),
        url=page.url or page.properties.url or "",
        links=lambda: _links(page),
        code=code_in_name(page.name),
    )


def code_in_name(name: str) -> str:
    """The code in the name of a saved file: rmrb_2022-01-01_p01_1.html; "" where there is none."""
    match = _FILE_CODE.search(name.lower())
    return match[1] if match else ""


def _headlines(page: SavedPage) -> tuple[str, ...]:
    """The piece's own headline, wherever it stands but in the title."""
    found = [page.properties.headline or ""]
    for expression in (*matching(page.document, HEADLINE), "h1", "h2", "h3"):
        found += [line_of(one) for one in find(page.document, expression)[:_HEADLINES]]
    return tuple(found)


def _links(page: SavedPage) -> str:
    areas = (one.get("href") or "" for one in page.document.having("area"))
    return " ".join((*areas, *(link for _, link in page.document.links[:_LINKS])))
