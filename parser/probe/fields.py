"""An opened page in, each field with the first rule that gives it out.

The rules are those of the readers, tried in the readers' order on the same tree: what is named is
the first of them that gives the very text the reader gave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from parser.epaper import article_selectors, page_selectors
from parser.epaper.article import ArticleView, find_body
from parser.epaper.founder import marked_text
from parser.epaper.page import SavedPage
from parser.epaper.page_names import read_name
from parser.epaper.page_view import PageView
from parser.markup.select import find, matching
from parser.markup.tree import Element, line_of
from parser.newspaper import Newspaper
from parser.probe.result import Field

#: Characters of a sample.
SAMPLE = 40
_MARKS = {
    "kicker": "article-pretitle",
    "headline": "article-title",
    "subheadline": "article-subtitle",
    "byline": "article-author",
}
_STATED = {"byline": "author"}
_LISTS = {
    "kicker": article_selectors.KICKER,
    "headline": article_selectors.HEADLINE,
    "subheadline": article_selectors.SUBHEADLINE,
    "byline": article_selectors.BYLINE,
    "pictures": article_selectors.PICTURES,
    "captions": article_selectors.CAPTIONS,
}
GUESSED = "densest block of text (BeautifulSoup)"


def sample(text: str | None) -> str | None:
    """The beginning of a text on one line; None for none."""
    line = " ".join((text or "").split())
    return (line if len(line) <= SAMPLE else f"{line[:SAMPLE]}…") or None


def article_fields(page: SavedPage, paper: Newspaper, view: ArticleView) -> Iterator[Field]:
    """The fields of a piece's own page."""
    for name in ("kicker", "headline", "subheadline", "byline"):
        text = getattr(view, name)
        rule = _rule(page, paper, name, text) if text else None
        yield Field(name, sample(text), rule, needed=name == "headline")
    body = find_body(page.document, paper)
    rule = _body_rule(page, paper, body) if body is not None else GUESSED
    text = " ".join(view.paragraphs)
    shown = f"{len(view.paragraphs)} paragraphs, {len(text)} characters: {sample(text)}"
    yield Field("body", shown if text else None, rule if text else None, needed=not view.images)
    yield _pictures(page, paper, view)
    yield _captions(page, paper, view)


def _rule(page: SavedPage, paper: Newspaper, field: str, text: str) -> str:
    """What gives a field of the headline stack: its property, its npm mark, the first selector."""
    if getattr(page.properties, _STATED.get(field, field)) == text and field != "byline":
        return "property block"
    if marked_text(page.document, _MARKS[field]) == text:
        return f"<npm:{_MARKS[field]}>"
    if found := _selected(
        page, paper, field, lambda got: bool(got) and (got in text or text in got)
    ):
        return found
    if getattr(page.properties, _STATED.get(field, field)) == text:
        return "property block"
    return (
        "first heading or title (BeautifulSoup)" if field == "headline" else "beside the headline"
    )


def _selected(
    page: SavedPage, paper: Newspaper, field: str, fits: Callable[[str], bool]
) -> str | None:
    own = paper.selectors_for(field)
    for expression in matching(page.document, own + _LISTS[field]):
        for element in find(page.document, expression):
            if fits(line_of(element) or element.get("src") or ""):
                return f"{expression} (of its definition)" if expression in own else expression
    return None


def _body_rule(page: SavedPage, paper: Newspaper, body: Element) -> str:
    own = paper.selectors_for("body")
    for expression in matching(page.document, own + article_selectors.BODY):
        found = find(page.document, expression)
        if any(one is body or body in one.iterancestors() for one in found):
            return f"{expression} (of its definition)" if expression in own else expression
    return "<!--enpcontent-->" if page.document.marks.get("enpcontent") else "<npm:article-content>"


def _pictures(page: SavedPage, paper: Newspaper, view: ArticleView) -> Field:
    sources = [image.src for image in view.images if image.src]
    if not sources:
        return Field("pictures", None, None)
    names = {src.rpartition("/")[2] for src in sources}
    rule = _selected(page, paper, "pictures", lambda got: got.rpartition("/")[2] in names)
    return Field("pictures", f"{len(sources)}: {sample(sources[0])}", rule or "inside the body")


def _captions(page: SavedPage, paper: Newspaper, view: ArticleView) -> Field:
    captions = [image.caption for image in view.images if image.caption]
    if not captions:
        return Field("captions", None, None)
    rule = _selected(page, paper, "captions", lambda got: bool(got) and got in captions)
    return Field("captions", sample(captions[0]), rule or "beside the picture")


def page_fields(page: SavedPage, view: PageView | None) -> Iterator[Field]:
    """The fields of a page view, and of what an article page repeats of it."""
    if view is None:
        return
    yield Field("label", view.label, _label_rule(page, view) if view.label else None)
    yield Field("section", sample(view.section), "with the label" if view.section else None)
    listed = f"{len(view.pages)}: {' '.join(link.label for link in view.pages[:8])}"
    rule = _linked(page, page_selectors.PAGE_LINKS, len(view.pages))
    yield Field("pages", listed if view.pages else None, rule if view.pages else None)
    titles = [link.title for link in view.articles if link.title]
    shown = f"{len(view.articles)}: {sample(titles[0] if titles else '')}"
    yield Field(
        "articles", shown if view.articles else None, "links to pieces" if view.articles else None
    )
    outlines = sum(area.polygon is not None for area in view.areas)
    zones = f"{outlines} of {len(view.areas)} with an outline"
    yield Field("zones", zones if view.areas else None, "area map" if view.areas else None)
    yield Field("page picture", view.image, _picture_rule(page, view) if view.image else None)
    yield Field("page PDF", view.pdf, _pdf_rule(page) if view.pdf else None)


def _label_rule(page: SavedPage, view: PageView) -> str:
    for expression in matching(page.document, page_selectors.PAGE_NAME):
        for element in find(page.document, expression):
            name = read_name(line_of(element), loose=True)
            if name is not None and name[0] == view.label:
                return expression
    return "property block" if page.properties.label == view.label else "list, print or address"


def _linked(page: SavedPage, expressions: Sequence[str], count: int) -> str:
    for expression in matching(page.document, tuple(expressions)):
        if len(find(page.document, expression)) >= max(count, 1):
            return expression
    return "links to page views"


def _picture_rule(page: SavedPage, view: PageView) -> str:
    name = (view.image or "").rpartition("/")[2]
    for expression in matching(page.document, page_selectors.PAGE_PICTURE):
        for element in find(page.document, expression):
            if (element.get("src") or "").endswith(name) and not page.document.having("area"):
                return expression
    return "picture of the area map"


def _pdf_rule(page: SavedPage) -> str:
    found = matching(page.document, page_selectors.PAGE_PDF)
    return found[0] if found else "link to a PDF"
