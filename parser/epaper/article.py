"""An article page in, the raw piece out: headline stack, byline line, paragraphs, pictures.

Nothing is read from the words here: bylines, jump lines and kinds are found later, in one place for
pieces of every origin.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parser.epaper import article_selectors as selectors
from parser.epaper.author_line import (
    AUTHOR_LABEL,
    DAY_LINE,
    META,
    author_line,
    is_author_row,
    names_authors,
)
from parser.epaper.founder import marked, marked_text
from parser.epaper.page import SavedPage, open_page
from parser.epaper.page_names import Name, name_of
from parser.epaper.pictures import article_pictures
from parser.errors import ParseError
from parser.markup.select import find, matching
from parser.markup.tree import (
    Document,
    Element,
    has_text,
    hidden,
    line_of,
    paragraphs_of,
    texts_of,
    within,
)
from parser.model import Image, Repair
from parser.newspaper import Newspaper
from parser.source.files import Capture

#: What a reader is told of a reading that is left out of the text.
READING = "注音另记"
#: No field stands in more elements than this.
MOST = 40

if TYPE_CHECKING:
    from parser.epaper.forgiving import Guess

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What an article page says of its own piece; None and () for what it does not."""

    kicker: str | None
    headline: str | None
    subheadline: str | None
    #: The printed line of authors, as it stands.
    byline: str | None
    paragraphs: tuple[str, ...]
    images: tuple[Image, ...]
    #: The page it stands on, where the article page tells.
    label: str | None
    section: str | None
    #: True where no known template fitted and the densest block of text was taken.
    generic: bool
    source: str
    #: What is set beside the text and not in it: readings of characters.
    repairs: tuple[Repair, ...] = ()

    @property
    def size(self) -> int:
        """How much text it holds: of two captures of a piece the fuller one is kept."""
        heads = (self.kicker, self.headline, self.subheadline, self.byline)
        captions = sum(len(one.caption or "") for one in self.images)
        return sum(len(head or "") for head in heads) + sum(map(len, self.paragraphs)) + captions


def read_article_page(capture: Capture, newspaper: Newspaper) -> ArticleView:
    """The piece of an article page.

    Raises UnreadableSource for what is no page, ParseError where no piece is found on it.
    """
    page = open_page(capture)
    return article_view(page, newspaper, name_of(page, (), page.key))


def article_view(page: SavedPage, newspaper: Newspaper, name: Name | None) -> ArticleView:
    """The article layer of an opened page; `name`: what its page is called, where that is told.

    Raises ParseError where no piece is found on it.
    """
    document = page.document
    body = find_body(document, newspaper)
    stack = _Stack(page, newspaper, body)
    headline = stack.text("headline", "article-title", selectors.HEADLINE)
    kicker = stack.text("kicker", "article-pretitle", selectors.KICKER)
    subheadline = stack.text("subheadline", "article-subtitle", selectors.SUBHEADLINE)
    byline = _byline(stack, page)
    if byline is None and subheadline and names_authors(subheadline):
        byline, subheadline = subheadline, None
    images, taken = article_pictures(page, body, newspaper)
    paragraphs = tuple(paragraphs_of(body, stack.used | taken)) if body is not None else ()
    if headline is None:
        headline, kicker = kicker, None
    if body is None or headline is None:
        guessed = _guessed(page, newspaper)
        headline = headline or guessed.headline
        if body is None:
            told = {headline, kicker, subheadline, byline, *(one.caption for one in images)}
            paragraphs = tuple(text for text in guessed.paragraphs if text not in told)
    if headline is None and not paragraphs and not images:
        raise ParseError("no piece found on the page", newspaper=newspaper.code, file=page.name)
    label, section = name or (None, None)
    return ArticleView(
        kicker=kicker,
        headline=headline,
        subheadline=subheadline,
        byline=byline,
        paragraphs=paragraphs,
        images=images,
        label=label,
        section=section,
        generic=body is None and bool(paragraphs),
        source=page.source,
        repairs=tuple(_readings(document, body)),
    )


def _guessed(page: SavedPage, newspaper: Newspaper) -> Guess:
    """What the forgiving reader makes of a page; loaded for such pages alone, it is slow to."""
    from parser.epaper.forgiving import guess

    return guess(page.raw, (newspaper.name, *newspaper.names))


def _readings(document: Document, body: Element | None) -> Iterator[Repair]:
    """注音 of a body: 渡（dù）, set over a character and no part of the sentence."""
    inside = {body} if body is not None else set()
    for ruby in document.having("ruby"):
        said = "".join(one.text or "" for one in ruby.iter("rt")).strip()
        if said and within(ruby, inside):
            yield Repair("markup", f"{line_of(ruby)}（{said}）", note=READING)


def find_body(document: Document, newspaper: Newspaper) -> Element | None:
    """The element that holds the body: the first that has text, else the first there is.

    A template's body that is empty is an empty body: a photo, a pointer. What holds it and the
    headline too is the whole piece, not its body.
    """
    empty: Element | None = None
    for expression in matching(document, newspaper.selectors_for("body") + selectors.BODY):
        for element in find(document, expression)[:MOST]:
            if _shown(element):
                if has_text(element) and not _is_whole(document, element, empty):
                    return _around(document, element)
                empty = element if empty is None else empty
    for comment in document.marks.get("enpcontent", []):
        parent = comment.getparent()
        if parent is not None and _shown(parent):
            return parent
    for comment in marked(document, "article-content"):
        return comment.getparent()
    return _around(document, empty) if empty is not None else None


def _around(document: Document, element: Element) -> Element:
    """A body, or the box around it where most of the text stands outside the body's element."""
    boxes = {box for name in selectors.AROUND_BODY for box in document.having(name)}
    for holder in element.iterancestors("td", "div") if boxes else ():
        if holder in boxes:
            inside = sum(map(len, texts_of(element)))
            outer = sum(map(len, texts_of(holder)))
            return holder if not inside or outer > 2 * inside else element
    return element


def _is_whole(document: Document, element: Element, body: Element | None) -> bool:
    """Whether an element holds both a body found before and a headline."""
    if body is None or not within(body, {element}):
        return False
    heads = matching(document, selectors.HEADLINE)
    return any(within(head, {element}) for one in heads for head in find(document, one)[:MOST])


def _shown(element: Element) -> bool:
    return not hidden(element) and not any(map(hidden, element.iterancestors()))


class _Stack:
    """Finds the fields above a body, and remembers the elements that held them."""

    def __init__(self, page: SavedPage, newspaper: Newspaper, body: Element | None) -> None:
        self.page = page
        self.newspaper = newspaper
        self.bodies = {body} if body is not None else set()
        self.around = {body, *body.iterancestors()} if body is not None else set()
        self.used: set[Element] = set()
        self.inside = False

    def text(self, field: str, mark: str, expressions: tuple[str, ...]) -> str | None:
        """One field: its property or npm mark where that holds something, else by selectors."""
        element_text = self._selected(field, expressions)
        stated = getattr(self.page.properties, field)
        text = stated or marked_text(self.page.document, mark) or element_text
        if text is None and field == "headline":
            log.warning("%s: no selector finds a headline", self.page.name)
        return text or None

    def _selected(self, field: str, expressions: tuple[str, ...]) -> str | None:
        own = self.newspaper.selectors_for(field)
        if own and not matching(self.page.document, own):
            log.warning("%s: %s: its own selectors find nothing", self.page.name, field)
        for expression in matching(self.page.document, own + expressions):
            found = find(self.page.document, expression)[:MOST]
            elements = [element for element in found if self._stands(field, element)]
            if expression in selectors.AUTHOR_LAST and elements and is_author_row(elements[-1]):
                elements = elements[:-1]
            texts = [(e, text) for e in elements if (text := line_of(e)) and not META.match(text)]
            if field == "headline":
                texts = texts[:1]
                self.inside = bool(texts) and within(texts[0][0], self.bodies)
            else:
                texts = [(e, text) for e, text in texts if not _is_furniture(e, text)]
            if texts:
                self.used.update(element for element, _ in texts)
                return " ".join(dict.fromkeys(text for _, text in texts))
        return None

    def _stands(self, field: str, element: Element) -> bool:
        """Whether an element can hold the field: shown, of no other field, above the body."""
        if element in self.used or hidden(element) or _holds_author(element):
            return False
        if element in self.around:
            return field == "headline" and element in self.bodies
        return field == "headline" or self.inside or not within(element, self.bodies)


def _is_furniture(element: Element, text: str) -> bool:
    """Whether a line beside a headline is one of links only, or of the day and the source."""
    links = set(element.iter("a"))
    return bool(DAY_LINE.fullmatch(text)) or bool(links and not line_of(element, links))


def _holds_author(element: Element) -> bool:
    return (
        element.tag != "founder-author" and next(element.iter("founder-author"), None) is not None
    )


def _byline(stack: _Stack, page: SavedPage) -> str | None:
    """The printed line of authors; a field that holds a date, a page or nothing is none."""
    document = page.document
    if text := author_line(marked_text(document, "article-author")):
        return text
    apart = matching(document, selectors.NOT_BYLINE)
    beside = {element for expression in apart for element in find(document, expression)}
    own = stack.newspaper.selectors_for("byline")
    for expression in matching(document, own + selectors.BYLINE):
        for element in find(document, expression)[:MOST]:
            if element in stack.used or within(element, stack.bodies):
                continue
            raw = line_of(element, beside)
            if expression in selectors.LABELLED_BYLINE and not AUTHOR_LABEL.match(raw):
                continue
            if expression in selectors.AUTHOR_LAST and _is_furniture(element, raw):
                continue
            if text := author_line(raw):
                stack.used.add(element)
                return text
    return author_line(page.properties.author or "")
