"""Selectors are plain CSS; the index that makes them fast changes nothing of what they mean."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from parser.epaper import article_selectors, page_selectors
from parser.markup.select import find, matching, selector
from parser.markup.tree import line_of, parse

PAGE = """<html><body><DIV CLASS="box Wide" id=Top><h3>引</h3><h1 class=t>题</h1><h3>副</h3>
<p align="CENTER">中</p><p data-n=1>一</p></DIV>
<table><tr><td class=font02>上</td></tr><tr><td class=font01>主</td></tr>
<tr><td class=font02>下</td></tr></table><ul><li>甲</li><li class=on>乙</li></ul></body></html>"""


def found(text: str) -> list[str]:
    """What the elements of a selector say."""
    return [line_of(element) for element in find(parse(PAGE.encode(), "p.html"), text)]


@pytest.mark.parametrize(
    "text",
    [
        "h1", "div.box h3", "#Top > h1", "div#Top.box.Wide p", "[data-n]", "p[data-n='1']",
        "h1 + h3", "h1 ~ p", "li:not(.on)", "li:first-child", "h1, li.on", "ul > li.on",
        "td.font01, td.font02", "div *", "body div h1.t", "* > h1",
    ],
)  # fmt: skip
def test_plain_css(text: str) -> None:
    """What a second engine of CSS finds, in the order of the page."""
    soup = BeautifulSoup(PAGE, "lxml")
    assert found(text) == [tag.get_text() for tag in soup.select(text)]
    assert found(text)


@pytest.mark.parametrize("text", ["H1", ".WIDE h1", "#TOP h1", "DIV.Box H1.T", "p[align=center]"])
def test_any_case(text: str) -> None:
    """Pages write tags, ids, classes and values in any case, and so may selectors."""
    assert len(found(text)) == 1


def test_relations() -> None:
    """Elements before or after others in the smallest box that holds both."""
    assert found('h3:precedes("h1")') == ["引"]
    assert found('#Top h3:follows("#Top h1.t")') == ["副"]
    assert found("td.font02:precedes('td.font01')") == ["上"]
    assert found('td.font02:follows("td.font01")') == ["下"]
    assert found('td.font02:follows("td.gone")') == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "td[",
        "td.font02 before(",
        "..x",
        "h3:precedes(h1 h2)",
        "td:gone(1)",
        "h1:precedes('td[')",
    ],
)
def test_no_selector(text: str) -> None:
    """What is no CSS is refused when it is read, not when a page is."""
    with pytest.raises(ValueError, match="selector"):
        selector(text)


LISTS = [
    (module.__name__.rpartition(".")[2], name, list_)
    for module in (article_selectors, page_selectors)
    for name, list_ in vars(module).items()
    if name.isupper() and isinstance(list_, tuple) and name not in ("FURNITURE", "AROUND_BODY")
]


@pytest.mark.parametrize(("module", "name", "expressions"), LISTS)
def test_all_lists_are_selectors(module: str, name: str, expressions: tuple[str, ...]) -> None:
    """Every expression of every list is CSS, and is passed over where its names are missing."""
    document = parse(PAGE.encode(), "p.html")
    there = matching(document, expressions)
    for text in expressions:
        selector(text)
        assert text in there or find(document, text) == [], (module, name)
