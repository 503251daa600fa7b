"""An article page or a page view in, the draft of its newspaper's definition out, as TOML.

Every family's selectors are tried on the page, and what reads is kept; where none reads, the
second reader's way to the headline and the body is written down. What is drafted is read again
before it is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from parser.epaper.article import ArticleView, article_view
from parser.epaper.families import date_in, family_of
from parser.epaper.forgiving import Guess, guess
from parser.epaper.json_document import is_json
from parser.epaper.page import SavedPage, open_page
from parser.epaper.page_view import PageView, page_view
from parser.epaper.whose import code_in_name, signs_of
from parser.errors import ParseError
from parser.markup.select import find, selector
from parser.markup.tree import has_text
from parser.newspaper import Codes, Newspaper, Recognised, recognise
from parser.newspaper.families import OWN_SITE
from parser.newspaper.recognise import initials
from parser.newspaper.site import telling_folder
from parser.probe.fields import article_fields
from parser.probe.json_draft import draft_json
from parser.probe.template import dated_template
from parser.source.files import Capture

#: Rules that are no selector: what they gave needs none.
_SELECTORS = ("kicker", "headline", "subheadline", "byline", "body", "pictures", "captions")
_PLACEHOLDER = "a name the pages print"


def draft(capture: Capture, seen_on: date) -> str:
    """A definition as TOML, to be looked through; lines that need a person say so.

    Raises UnreadableSource for what is no page.
    """
    if is_json(capture):
        return draft_json(capture, seen_on)
    page = open_page(capture)
    told = recognise(signs_of(page))
    paper = _newspaper(page, told)
    view = page_view(page, paper)
    url = page.url or page.properties.url
    lines = list(_head(page, paper, told, url, view, seen_on))
    kept = dict(_kept(page, paper))
    if kept:
        lines += ["", "[selectors]", *(f'{key} = ["{_quoted(one)}"]' for key, one in kept.items())]
    return "\n".join(lines) + "\n"


def _newspaper(page: SavedPage, told: Recognised | None) -> Newspaper:
    """The paper as far as it is known: its own code and name, or one made of what it prints."""
    if told is not None and not told.newspaper.family:
        return told.newspaper
    name = told.newspaper.name if told is not None else _PLACEHOLDER
    folder = telling_folder(page.url or "")
    code = code_in_name(page.name) or folder or initials(name if told else "paper")
    if told is not None:
        return Newspaper(code=told.newspaper.code, name=name)
    return Newspaper(code=Codes().code_of(name, code), name=name)


def _head(
    page: SavedPage,
    paper: Newspaper,
    told: Recognised | None,
    url: str | None,
    view: PageView | None,
    seen_on: date,
) -> Iterator[str]:
    if told is not None and told.newspaper.family:
        yield f"# {paper.code} has a definition already: this is what the page alone would give."
    yield f'code = "{paper.code}"'
    yield f'name = "{_quoted(paper.name)}"' + ("  # not told by the page" if told is None else "")
    yield f'family = "{_family(page, url, view)}"'
    yield from _address(url, view)
    yield f'seen = "{seen_on.isoformat()} page"'


def _family(page: SavedPage, url: str | None, view: PageView | None) -> str:
    if view is not None and view.family:
        return view.family
    found = family_of(url or page.name)
    return found[0].code if found else OWN_SITE


def _address(url: str | None, view: PageView | None) -> Iterator[str]:
    """The address of a page view with the day taken out; a piece's own tells the host alone."""
    first = _front(url, view)
    template = dated_template(first) if first else None
    if template:
        yield f'url_template = "{template}"'
        return
    if url and "://" in url:
        yield f'hosts = ["{url.split("/")[2]}"]'
    yield '# url_template = "…": the first page of an issue, with {date:%Y-%m/%d} for the day'


def _front(url: str | None, view: PageView | None) -> str | None:
    """The address of the issue's first page, as its list of pages or the page itself gives it."""
    listed = [link.url for link in view.pages] if view is not None else []
    found = family_of(url) if url else None
    own = [url] if url and found and found[1] == "page" else []
    return next((one for one in (*listed, *own) if one and "://" in one and date_in(one)), None)


def _kept(page: SavedPage, paper: Newspaper) -> Iterator[tuple[str, str]]:
    """The selectors that read this page, one a field; guessed ones where no family's does."""
    article = _read(page, paper)
    guessed = guess(page.raw, paper.called)
    found = {}
    if article is not None:
        for field in article_fields(page, paper, article):
            if field.rule and field.name in _SELECTORS and _is_selector(field.rule):
                found[field.name] = field.rule
    for name, own in _ways(guessed, article):
        found.setdefault(name, own)
    for name in _SELECTORS:
        if name in found and _reads(page, found[name], name):
            yield name, found[name]


def _ways(guessed: Guess, article: ArticleView | None) -> Iterator[tuple[str, str]]:
    """What the second reader adds where the first had to guess."""
    if article is None or article.generic:
        if guessed.body_selector:
            yield "body", guessed.body_selector
        if guessed.headline_selector and guessed.headline_selector != "title":
            yield "headline", guessed.headline_selector


def _read(page: SavedPage, paper: Newspaper) -> ArticleView | None:
    try:
        return article_view(page, paper, None)
    except ParseError:
        return None


def _is_selector(text: str) -> bool:
    try:
        selector(text)
    except ValueError:
        return False
    return not text.startswith("<") and " (" not in text


def _reads(page: SavedPage, expression: str, field: str) -> bool:
    """Whether a selector finds something on the page."""
    if not _is_selector(expression):
        return False
    found = find(page.document, expression)
    return bool(found) if field == "pictures" else any(map(has_text, found))


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
