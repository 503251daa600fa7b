"""BeautifulSoup reads pages of no template, and is the second reader of those of every family."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Comment, Tag
from hypothesis import example, given
from hypothesis import strategies as st

from parser.epaper.article import ArticleView, read_article_page
from parser.epaper.forgiving import densest, first, guess, headline, path_of, soup_of
from parser.errors import ParseError
from parser.newspaper import definition
from parser.source.capture import Capture
from tests.paths import FIXTURES, SHARED

TEXT = "".join(f"<p>第{n}天，船队沿着河岸往上游走，一路没有停。</p>" for n in "一二三四")
PAGE = (
    "<html><head><title>船队上行 - 某某网</title></head><body><div id=menu><a href=/>首页</a>"
    "<a href=/x>很长很长的一个栏目链接，长到看上去就像正文一样的栏目链接，而且还有</a></div>"
    "<h1>某某数字报</h1><h2 class=t>船队上行</h2><div class='zw big'>{}</div>"
    "<div style='display:none'>"
    + "藏起来的文字不是正文，再长也不是。" * 20
    + "</div></body></html>"
)


def test_a_page_of_no_template() -> None:
    """The densest shown text outside links is the body, the first heading of no site the title."""
    found = guess(PAGE.format(TEXT).encode(), ("某某网",))
    assert (found.headline, found.headline_selector) == ("船队上行", "h2.t")
    assert found.body_selector == "div.zw"
    assert len(found.paragraphs) == 4
    assert found.paragraphs[0].startswith("第一天，")


@pytest.mark.parametrize(
    "body",
    [
        TEXT,
        TEXT.replace("</p>", ""),
        TEXT.replace("<p>", "").replace("</p>", "<br>\n"),
        f"<b>{TEXT}</b>",
    ],
)
def test_bodies_of_any_make(body: str) -> None:
    """Paragraphs unclosed, broken by lines or wrapped: the same four."""
    assert len(guess(PAGE.format(body).encode()).paragraphs) == 4


def test_too_little_text_is_no_body() -> None:
    """A few words are no body; a site's name is no headline."""
    found = guess("<h1>某某电子报</h1><p>短。</p>".encode())
    assert (found.headline, found.paragraphs) == (None, ())


def test_selectors_are_tried_in_order() -> None:
    """The first that leads to shown text; what is no CSS is passed by."""
    soup = soup_of(PAGE.format(TEXT).encode())
    found = first(soup, ("#none", "td[", "div[style]", "h2.t", "h1"))
    assert found is not None
    assert (found.selector, found.text) == ("h2.t", "船队上行")
    assert first(soup, ("#none",)) is None


def test_a_path_leads_back() -> None:
    """The selector of a box or heading leads to it again."""
    soup = soup_of(PAGE.format(TEXT).encode())
    body, head = densest(soup), headline(soup)
    assert body is not None
    assert head is not None
    assert soup.select_one(path_of(body)) is body
    assert first(soup, (head.selector,)) == head


@given(st.text(max_size=300))
@example("index.html")
@example("http://a.example/")
@example("<?xml version='1.0'?><a>")
def test_any_text_as_page(text: str) -> None:
    """Whatever a page is, a guess is made or none; nothing is raised."""
    guess(text.encode("utf-8", "replace"))


# The same pages, read by somebody else.

PIECES = sorted(
    path
    for folder in ("families", "marks")
    for path in (FIXTURES / folder).rglob("*.*htm*")
    if path.suffix.lower() in (".html", ".htm", ".shtml")
)
REAL = sorted((SHARED / "pages" / "rmrb-2022").glob("*.html")) if SHARED.exists() else []


def ours(path: Path) -> ArticleView | None:
    """The piece that our own reader finds, None for a page view."""
    try:
        view = read_article_page(Capture(path.name, path.read_bytes()), definition("x"))
    except ParseError:
        return None
    return None if view.generic else view


def bare(text: str) -> str:
    """Text without white space, the way two readers can agree on it."""
    return re.sub(r"\s", "", text)


def shown(soup: BeautifulSoup) -> str:
    """All text of a page, comments, scripts and readings of characters left out."""
    for tag in soup.find_all(["script", "style", "rt", "rp"]):
        tag.decompose()
    texts = [text for text in soup.find_all(string=True) if not isinstance(text, Comment)]
    return bare("".join(map(str, texts)))


@pytest.mark.parametrize(
    "path",
    [p for p in PIECES if p.parent.name != "marks"],
    ids=lambda p: f"{p.parent.name}-{p.stem}",
)
def test_second_reader_finds_the_same_words(path: Path) -> None:
    """Headline and every paragraph of a piece stand in the page as BeautifulSoup reads it."""
    view = ours(path)
    if view is None or not view.paragraphs:
        return  # a page view
    soup = BeautifulSoup(path.read_bytes(), "html.parser")
    written = re.sub(r"<[^<>]*>", "", bare("".join(soup.find_all(string=True))))
    assert bare(view.headline or "") in written  # a script writes it in one skin
    text = shown(soup)
    for paragraph in view.paragraphs:
        assert bare(paragraph) in text


@pytest.mark.skipif(not REAL, reason="the shared pages are absent")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_second_reader_reads_the_same_piece(path: Path) -> None:
    """On real pages an independent reading by CSS selectors gives the same headline and body."""
    view = ours(path)
    soup = BeautifulSoup(path.read_bytes(), "html.parser")
    head = soup.select_one("div.article > h1")
    assert isinstance(head, Tag)
    assert bare(head.get_text()) == bare(view.headline or "" if view else "")
    texts = [bare(p.get_text()) for p in soup.select("#ozoom p")]
    assert [text for text in texts if text] == [bare(p) for p in (view.paragraphs if view else ())]
