"""A page of no known template in, its densest block of text and its likeliest headline out."""

from __future__ import annotations

import re
from collections.abc import Collection

from parser.markup.select import find
from parser.markup.tree import Document, Element, hidden, line_of, one_line
from parser.newspaper import Newspaper

#: Fewer characters than this are no body.
_LEAST = 40
_HEADINGS = ("h1", "h2", "h3")
_SITE = re.compile(r"\s{0,9}[-_—|–]{1,3}\s{0,9}[^-_—|–]{1,30}$")
_NO_HEADLINE = re.compile(r"电子报|数字报|电子版|版权|首页|人民网")


def densest(document: Document, skip: Collection[Element]) -> Element | None:
    """The element whose own paragraphs hold most text outside links; None under 40 characters."""
    weights: dict[Element, int] = {}
    for element in document.root.iter("p", "div", "td", "span", "font", "br"):
        holder = element.getparent() if element.tag in ("p", "span", "font", "br") else element
        if holder is None or element in skip or hidden(element):
            continue
        text = element.tail if element.tag == "br" else element.text
        weight = len((text or "").strip())
        if weight:
            weights[holder] = weights.get(holder, 0) + weight
    if not weights:
        return None
    best = max(weights, key=lambda one: weights[one])
    return best if weights[best] >= _LEAST else None


def plain_headline(document: Document, newspaper: Newspaper) -> str | None:
    """The first heading that is no name of the site, else the page's title without it."""
    for tag in _HEADINGS:
        for element in find(document, tag):
            text = line_of(element)
            if 2 <= len(text) <= 120 and not _is_site(text, newspaper):
                return text
    for element in document.having("title"):
        text = _SITE.sub("", one_line(element.text or ""))
        if text and not _is_site(text, newspaper):
            return text
    return None


def _is_site(text: str, newspaper: Newspaper) -> bool:
    return text == newspaper.name or bool(_NO_HEADLINE.search(text))
