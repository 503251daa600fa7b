"""A page of any make in, its likeliest headline and body out, by BeautifulSoup's forgiving tree.

For pages of no known family, and as the second reader that a drafted definition is tried with:
it knows CSS selectors, no template, and imports nothing of the readers of families.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString
from soupsieve import SelectorSyntaxError

from parser.markup.tree import one_line, paragraphs_of, parse

#: Fewer characters than this are no body.
LEAST = 40
#: Text of links, scripts and menus is nobody's body.
_SILENT = frozenset(
    (
        "a",
        "script",
        "style",
        "noscript",
        "select",
        "option",
        "textarea",
        "title",
        "button",
        "nav",
        "form",
    )
)
#: What stands around single lines of a body; the box around them holds it.
_LINES = frozenset(
    (
        "p",
        "span",
        "font",
        "br",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "sub",
        "sup",
        "center",
        "big",
        "small",
        "tt",
    )
)
_HEADINGS = ("h1", "h2", "h3")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.I)
_SITE_TAIL = re.compile(r"\s{0,9}[-_—|–]{1,3}\s{0,9}[^-_—|–]{1,30}$")
_NO_HEADLINE = re.compile(r"电子报|数字报|电子版|版权|首页|人民网")
#: Names of ids and classes that count pages or pieces say nothing of a template.
_NUMBERED = re.compile(r"\d{2,}")
_PLAIN = re.compile(r"[A-Za-z_][\w-]*")


@dataclass(frozen=True, slots=True)
class Found:
    """A field as the second reader finds it, and the CSS selector that leads to it."""

    selector: str
    text: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What a page of no known template seems to hold; None and () for what it does not."""

    headline: str | None = None
    headline_selector: str | None = None
    paragraphs: tuple[str, ...] = ()
    body_selector: str | None = None


def soup_of(page: bytes) -> BeautifulSoup:
    """The forgiving tree of a page in UTF-8."""
    # A page without any mark-up would be taken for the name of a file, with a warning.
    return BeautifulSoup(b"<html>" + page, "lxml", from_encoding="utf-8")


def guess(page: bytes, site_names: Iterable[str] = ()) -> Guess:
    """The densest block of text and the first heading of a page; `site_names` are no headlines."""
    soup = soup_of(page)
    head = headline(soup, frozenset(site_names))
    body = densest(soup)
    return Guess(
        head.text if head else None,
        head.selector if head else None,
        paragraphs(body) if body is not None else (),
        path_of(body) if body is not None else None,
    )


def first(soup: BeautifulSoup, selectors: Iterable[str]) -> Found | None:
    """The first of CSS selectors that leads to text, and this text; what is no CSS is passed by."""
    for selector in selectors:
        try:
            tags = soup.select(selector, limit=20)
        except SelectorSyntaxError:
            continue
        for tag in tags:
            if not _hidden(tag) and (text := one_line(tag.get_text(" "))):
                return Found(selector, text)
    return None


def headline(soup: BeautifulSoup, site_names: frozenset[str] = frozenset()) -> Found | None:
    """The first heading that is no name of the site, else the page's title without it."""
    for tag in soup.find_all(_HEADINGS):
        text = one_line(tag.get_text(" "))
        if 2 <= len(text) <= 120 and not _is_site(text, site_names) and not _hidden(tag):
            return Found(path_of(tag), text)
    for tag in soup.find_all("title"):
        text = _SITE_TAIL.sub("", one_line(tag.get_text(" ")))
        if text and not _is_site(text, site_names):
            return Found("title", text)
    return None


def densest(soup: BeautifulSoup) -> Tag | None:
    """The box whose own lines hold most text outside links; None under LEAST characters."""
    weights: dict[int, int] = {}
    boxes: dict[int, Tag] = {}
    for box, text in _lines(soup):
        boxes[id(box)] = box
        weights[id(box)] = weights.get(id(box), 0) + len(text)
    best = max(weights, key=lambda one: weights[one], default=None)
    return boxes[best] if best is not None and weights[best] >= LEAST else None


def paragraphs(box: Tag) -> tuple[str, ...]:
    """The paragraphs of a box, read as those of every body are."""
    return tuple(paragraphs_of(parse(str(box).encode(), "").root))


def path_of(tag: Tag) -> str:
    """A CSS selector that leads to a tag: its id, its class, else the way down from one of them."""
    parts: list[str] = []
    here: Tag | None = tag
    while here is not None and here.name != "[document]":
        name, sure = _step(here)
        parts.insert(0, name)
        if sure or len(parts) > 3:
            break
        here = here.parent
    return " ".join(parts)


def _step(tag: Tag) -> tuple[str, bool]:
    """One step of a way, and whether it is sure of itself."""
    name = tag.get("id")
    if isinstance(name, str) and _PLAIN.fullmatch(name) and not _NUMBERED.search(name):
        return f"#{name}", True
    classes = [one for one in tag.get_attribute_list("class") if one and _PLAIN.fullmatch(one)]
    if classes and not _NUMBERED.search(classes[0]):
        return f"{tag.name}.{classes[0]}", True
    return tag.name, tag.name in ("html", "body")


def _lines(soup: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    """Every shown text outside links, with the box that holds its lines."""
    shut: dict[int, bool] = {}
    for node in soup.descendants:
        if isinstance(node, Tag):
            above = node.parent
            silent = node.name in _SILENT or _hidden(node)
            shut[id(node)] = silent or (above is not None and shut.get(id(above), False))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            box = node.parent
            text = node.strip()
            if box is None or not text or shut.get(id(box), False):
                continue
            while box.name in _LINES and box.parent is not None:
                box = box.parent
            yield box, text


def _hidden(tag: Tag) -> bool:
    style = tag.get("style")
    return isinstance(style, str) and _HIDDEN.search(style) is not None


def _is_site(text: str, site_names: frozenset[str]) -> bool:
    return text in site_names or bool(_NO_HEADLINE.search(text))
