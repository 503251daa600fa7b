"""One capture in, how it is read out. Nothing is stored, nothing raised for what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from parser.epaper.article import ArticleView, article_view
from parser.epaper.days import issue_day
from parser.epaper.families import family_of
from parser.epaper.json_document import JsonPage, is_json, open_json
from parser.epaper.json_paper import json_views
from parser.epaper.page import SavedPage, open_page
from parser.epaper.page_view import PageView, page_view
from parser.epaper.read import kind_of_page
from parser.epaper.whose import signs_of
from parser.errors import NoIssue, ParseError
from parser.newspaper import Newspaper, Recognised, definition, recognise
from parser.newspaper.families import FAMILIES
from parser.probe.fields import article_fields, page_fields, sample
from parser.probe.result import Field, Probe
from parser.source.files import Capture

NAMES = {family.code: family.name for family in FAMILIES}
#: Whose a page is of which nothing is known.
NOBODY = Newspaper(code="unknown", name="unknown")


def probe(capture: Capture, newspaper: Newspaper | None = None) -> Probe:
    """How a saved page or a JSON document is read. Raises UnreadableSource for what is neither."""
    if is_json(capture):
        return _of_json(capture, newspaper)
    return probe_page(open_page(capture), newspaper)


def probe_page(page: SavedPage, newspaper: Newspaper | None = None) -> Probe:
    """How an opened page is read; `newspaper` is whose it is, where that is said."""
    told = Recognised(newspaper, "property", "said") if newspaper else recognise(signs_of(page))
    paper = told.newspaper if told else NOBODY
    view = page_view(page, paper)
    kind = kind_of_page(page, view)
    article = _article(page, paper, view) if kind == "article" else None
    fields = [*_piece(page, paper, article, kind == "article"), *page_fields(page, view)]
    day = issue_day(page, view, None)
    family, by = _family(page, view, paper, day.date if day else None)
    return Probe(
        name=page.source,
        kind="article" if kind == "article" else "page view",
        newspaper=told.newspaper if told else None,
        sign=_sign(told, newspaper) if told else None,
        notes=(told.notes if told else ()) + (day.notes if day else ()),
        family=family,
        family_by=by,
        day=day.date if day else None,
        fields=tuple(fields),
        needs=tuple(_needs(told is not None, day is not None, kind, view, fields)),
    )


def _sign(told: Recognised, said: Newspaper | None) -> str:
    return "as said" if said else f"{told.sign}: {sample(told.read)}"


def _article(page: SavedPage, paper: Newspaper, view: PageView | None) -> ArticleView | None:
    named = (view.label, view.section) if view is not None and view.label else None
    try:
        return article_view(page, paper, named)
    except ParseError:
        return None


def _piece(
    page: SavedPage, paper: Newspaper, article: ArticleView | None, wanted: bool
) -> Iterator[Field]:
    if article is not None:
        yield from article_fields(page, paper, article)
    elif wanted:
        yield from (Field(name, None, None, needed=True) for name in ("headline", "body"))


def _family(
    page: SavedPage, view: PageView | None, paper: Newspaper, day: date | None
) -> tuple[str | None, str | None]:
    """The family of a page and what told it."""
    if found := family_of(page.url or page.properties.url or page.name):
        return _named(found[0].code), "the form of its address"
    defined = paper.family_on(day)
    if view is not None and view.family and view.family != defined:
        return _named(view.family), "the form of its links"
    return (_named(defined), "its definition") if defined else (None, None)


def _named(code: str) -> str:
    return f"{code} {NAMES[code]}" if code in NAMES else code


def _needs(
    known: bool, dated: bool, kind: str, view: PageView | None, fields: list[Field]
) -> Iterator[str]:
    """What would be needed to read the page whole, in words."""
    if not known:
        yield "newspaper: --newspaper CODE, or a definition with its host or a name it prints"
    if not dated:
        yield "day: --date, a name like CODE-2026-03-02-01.html, or an address with the day"
    if kind == "page" and (view is None or not view.articles):
        yield "articles: a list of links or an area map of a known family"
    for field in fields:
        if field.needed and field.sample is None:
            yield f"{field.name}: selectors.{field.name} in a definition (probe --toml drafts one)"


def _of_json(capture: Capture, newspaper: Newspaper | None) -> Probe:
    try:
        page = open_json(capture, newspaper)
    except NoIssue as error:
        return _unknown_json(capture, error)
    fields = tuple(_json_fields(page))
    needs = [
        f"{one.name}: json.{one.name} in its definition"
        for one in fields
        if not one.sample and one.needed
    ]
    if page.day is None:
        needs.insert(0, "day: --date, a name like CODE-2026-03-02.json, or an address with the day")
    return Probe(
        name=page.source,
        kind="JSON",
        newspaper=page.newspaper,
        sign="form, address or file name",
        notes=tuple(f"unproven: the path of {field}" for field in page.shape.unproven),
        family=f"JSON, a document of one {page.shape.holds}",
        family_by="[[json]] of its definition",
        day=page.day,
        fields=fields,
        needs=tuple(needs),
    )


def _unknown_json(capture: Capture, error: NoIssue) -> Probe:
    code = error.newspaper
    return Probe(
        name=capture.url or capture.name,
        kind="JSON",
        newspaper=definition(str(code)) if code else None,
        sign="as said" if code else None,
        notes=(),
        family=None,
        family_by=None,
        day=None,
        fields=(),
        needs=(f"{error.message}: a definition with [[json]], where its fields are",),
    )


def _json_fields(page: JsonPage) -> Iterator[Field]:
    """The first filled value of each field that the definition names a path of."""
    holders = {"page": page.pages, "piece": [a for one in page.pages for a in page.articles(one)]}
    views = json_views(page)
    yield Field("pages", str(len(page.pages)), _first_path(page, "pages"))
    pieces, texts = len(holders["piece"]), sum(len(view.articles) for view in views)
    counted = f"{pieces}, {texts} with a text" if pieces else None
    yield Field("articles", counted, _first_path(page, "articles"), needed=True)
    for name in ("label", "section", "image", "pdf"):
        yield _json_field(page, name, holders["page"])
    for name in ("id", "kicker", "headline", "subheadline", "byline", "body", "pictures"):
        yield _json_field(page, name, holders["piece"])


def _first_path(page: JsonPage, field: str) -> str | None:
    return next(iter(page.shape.path(field)), None)


def _json_field(page: JsonPage, name: str, holders: list[object]) -> Field:
    for path in page.shape.path(name):
        for holder in holders:
            if text := page.at(holder, path):
                return Field(name, sample(text), path, needed=name == "headline")
    return Field(name, None, None, needed=name == "headline")
