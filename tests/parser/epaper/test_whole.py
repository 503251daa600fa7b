"""A page that came may be an excuse, a check of the reader, empty or cut: each is told apart."""

from __future__ import annotations

from datetime import date

import pytest

from parser.epaper.article import article_view
from parser.epaper.page import open_page
from parser.epaper.whole import flaw_in, keeps_promise
from parser.errors import ParseError
from parser.newspaper import Newspaper
from parser.source.capture import Capture
from parser.source.wholeness import page_flaw
from tests.parser.epaper.saved import read_pages

PAPER = Newspaper("npdb", "南浦导报", family="F3")
BODY = "<p>霁河的水退了三尺，岸边的人家把船抬回院里。</p>"


def saved(title: str, inner: str, end: str = "</body></html>", cut: str | None = None) -> Capture:
    text = f"<html><head><title>{title}</title></head><body>{inner}{end}"
    return Capture("content_1.htm", text.encode(), cut=cut)


def template(headline: str, body: str = BODY) -> str:
    return f'<h1 id="Title">{headline}</h1><div id="ozoom"><founder-content>{body}'


FLAWED = {
    "a check": (saved("验证中", "<script>var a=1</script>"), "excuse"),
    "a check with words": (saved("安全验证", "<p>请拖动滑块完成验证</p>"), "excuse"),
    "a check in English": (saved("Just a moment...", "<h1>Checking</h1>"), "excuse"),
    "a number": (saved("404", "<h1>404</h1>"), "excuse"),
    "a number and words": (saved("404 - 页面不存在", "<p>返回首页</p>"), "excuse"),
    "of the paper's name": (saved("页面不存在_南浦导报", "<p>返回首页</p>"), "excuse"),
    "a headline": (saved("南浦导报", "<h2>您访问的页面不存在</h2>"), "excuse"),
    "a sentence alone": (saved("", "<p>抱歉，您要查看的文章已被删除！</p>"), "excuse"),
    "in the template's frame": (saved("南浦导报", template("页面不存在", "")), "excuse"),
    "a firewall": (saved("网站防火墙", "<p>您的请求带有不合法参数</p>"), "excuse"),
    "a script": (saved("", "<script>location.reload()</script>"), "script"),
    "cut in a sentence": (saved("霁河", template("霁河", BODY[:15]), ""), "cut"),
    "cut in a bracket": (saved("霁河", template("霁河", BODY + "<p>（作者："), ""), "cut"),
    "cut in a title": (saved("霁河", template("霁河", BODY + "<p>读《霁河：") + "<", ""), "cut"),
    "cut before the text": (saved("霁河", template("霁河", ""), ""), "cut"),
    "cut by its length": (saved("霁河", template("霁河"), "", "466 of 512 bytes"), "cut"),
    "cut by its record": (saved("霁河", template("霁河"), cut="WARC-Truncated: length"), "cut"),
}
WHOLE = {
    "a piece": saved("霁河水落", template("霁河水落")),
    "without its end": saved("霁河水落", template("霁河水落"), ""),
    "cut in a tag behind its end": saved("霁河水落", template("霁河水落") + "<", ""),
    "a headline with such a word": saved("验证中国速度", template("验证中国速度")),
    "a headline with a number": saved("404名学子还乡", template("404名学子还乡")),
    "a headline that is such a word": saved("请稍候", template("请稍候", BODY * 9)),
    "longer than it says": saved("霁河水落", template("霁河水落"), cut="9 of 12 bytes"),
    "a page of pictures": saved("图片", '<div id="ozoom"><img src="a.jpg"></div>'),
    "brackets that close": saved(
        "霁河水落", template("霁河水落", BODY + "<p>（选自《霁河》）"), ""
    ),
    "a poem": saved("渡口", template("渡口", "<p>水退三尺</p><p>船回院里</p>")),
}


def flaw_of(capture: Capture) -> str | None:
    page = open_page(capture)
    try:
        flaw = flaw_in(page, article_view(page, PAPER, None), capture.cut)
    except ParseError:
        flaw = flaw_in(page, None, capture.cut)
    return flaw.kind if flaw else None


@pytest.mark.parametrize(("capture", "kind"), FLAWED.values(), ids=FLAWED)
def test_what_is_no_whole_page(capture: Capture, kind: str) -> None:
    """By title, headline, sentence, script, emptiness, length, or a text without its end."""
    assert flaw_of(capture) == kind


def test_an_empty_page() -> None:
    """Blanks alone are no page."""
    found = page_flaw(b" \n ")

    assert found is not None
    assert found.kind == "empty"


@pytest.mark.parametrize("capture", WHOLE.values(), ids=WHOLE)
def test_what_is_a_whole_page(capture: Capture) -> None:
    """Nothing speaks against a piece whose words only look like an excuse."""
    assert flaw_of(capture) is None


def test_an_excuse_is_named_and_a_cut_page_kept() -> None:
    """Reading saved pages: the excuse becomes no piece; what is there of a cut one is kept."""
    pages = [
        Capture("npdb-2024-03-12-01/content_1.htm", FLAWED["a number"][0].body),
        Capture("npdb-2024-03-12-01/content_2.htm", FLAWED["cut in a sentence"][0].body),
        Capture("npdb-2024-03-12-01/content_3.htm", WHOLE["a piece"].body),
    ]
    issues, errors = read_pages(pages, newspaper=PAPER, date=date(2024, 3, 12), label="01")

    assert [a.headline for a in issues[0].pages[0].articles] == ["霁河", "霁河水落"]
    assert sorted(str(error).partition(":")[0] for error in errors) == [
        "an excuse instead of the page",
        "incomplete capture",
    ]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("霁河水落三尺", True),
        ("霁河两岸人家", True),
        ("社区食堂的账怎么算得平", False),
        ("", False),
    ],
)
def test_a_promise_of_the_list(title: str, kept: bool) -> None:
    """A page of no known template must have words of the headline that the list promised."""
    page = open_page(saved("霁河", f"<div>{BODY * 4}</div>"))

    assert keeps_promise(article_view(page, PAPER, None), title) is kept
