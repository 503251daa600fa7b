"""Saved pages in any order become Issues; what cannot be placed is named, nothing else raises."""

from __future__ import annotations

import logging
import random
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser.epaper.place import GENERIC, TORN
from parser.errors import NoIssue, UnreadableSource
from parser.newspaper import Newspaper, definition
from parser.source.files import Capture
from tests.parser.epaper.saved import read_pages
from tests.paths import FIXTURES, SHARED

X = definition("x")
FAMILY_PAGES = sorted(
    path for path in (FIXTURES / "families").glob("*/*") if path.suffix.lower() != ".json"
)
BODY = (
    "<h1 id=Title>{title}</h1><div id=ozoom><founder-content><p>{text}</p></founder-content></div>"
)


def page(name: str, title: str = "题", text: str = "正文。", extra: str = "") -> Capture:
    """An article page under that name."""
    body = BODY.format(title=title, text=text)
    return Capture(name, f"<html><body>{extra}{body}</body></html>".encode())


def ids(captures: list[Capture], **said: object) -> list[str]:
    """The ids of all pieces of all issues."""
    issues, errors = read_pages(captures, **said)
    assert not errors
    return [a.id for issue in issues for one in issue.pages for a in one.articles]


def test_name_tells_newspaper_date_and_page() -> None:
    """rmrb_2022-01-01_p03_1.html needs no word from the user."""
    assert ids([page("d/abc_2022-01-01_p03_1.html")]) == ["abc-2022-01-01-03-01"]
    assert ids([page("d/abc-2022-01-01-A03.html")]) == ["abc-2022-01-01-A03-01"]


def test_folder_tells_the_date() -> None:
    """A mirrored site has its dates in folders."""
    found = ids([page("html/2022-08/10/content_1_2.htm")], newspaper=X, label="02")
    assert found == ["x-2022-08-10-02-01"]


LISTING = (
    "<p class=ban>第02版:要闻</p><p class=date>2021年09月02日</p>"
    "<map name=m><area coords='1,1,90,1,90,90,1,90' href=n15.html></map>"
    "<ul><li><a href=n15.html>灯塔</a><li><a href=n16.html>渡轮</a></ul>"
)


def test_pieces_that_tell_no_day_are_of_the_issue_that_lists_them() -> None:
    """Pages saved from one folder, of which only the page view prints the day."""
    view = Capture("v/index.html", f"<html><body>{LISTING}</body></html>".encode())
    captures = [page("v/n16.html", "渡轮"), view, page("v/n15.html", "灯塔")]
    issues, errors = read_pages(captures, newspaper=X)
    assert not errors
    (issue,) = issues
    assert (issue.date, issue.pages[0].label) == (date(2021, 9, 2), "02")
    assert [a.paragraphs for a in issue.pages[0].articles] == [("正文。",)] * 2


def test_pieces_that_no_issue_beside_them_lists_are_named() -> None:
    """The same name in another folder, or in the lists of two issues, is no sign."""
    first = Capture("v/index.html", f"<html><body>{LISTING}</body></html>".encode())
    other = LISTING.replace("09月02日", "09月03日")
    second = Capture("v/index_3.html", f"<html><body>{other}</body></html>".encode())
    _, errors = read_pages([first, page("w/n15.html")], newspaper=X)
    assert [(type(e), e.file, e.newspaper) for e in errors] == [(NoIssue, "w/n15.html", "x")]
    _, errors = read_pages([first, second, page("v/n15.html")], newspaper=X)
    assert [e.file for e in errors] == ["v/n15.html"]


def test_what_the_user_says_wins() -> None:
    """Newspaper and date given are newspaper and date."""
    found = ids([page("abc_2022-01-01_p03_1.html")], newspaper=X, date=date(2020, 2, 3))
    assert found == ["x-2020-02-03-03-01"]


@pytest.mark.parametrize(
    ("name", "said", "missing"),
    [
        ("a.html", {}, "newspaper"),
        ("a.html", {"newspaper": X}, "date"),
        ("a.html", {"newspaper": X, "date": date(2022, 1, 1)}, "page"),
    ],
)
def test_what_is_missing_is_said(name: str, said: dict[str, Any], missing: str) -> None:
    """A page that cannot be placed is one error that names the file and what is missing."""
    issues, errors = read_pages([page(name)], **said)
    assert issues == []
    assert len(errors) == 1
    assert missing in str(errors[0])
    assert name in str(errors[0])


def test_issues_of_many_dates_at_once() -> None:
    """One call sorts pages of several issues apart."""
    captures = [page(f"abc_2022-01-{n:02d}_p01_1.html") for n in (3, 1, 2)]
    issues, _ = read_pages(captures)
    assert [issue.date.day for issue in issues] == [1, 2, 3]


def test_same_piece_captured_twice_is_one_and_the_fuller() -> None:
    """Of two captures of a piece the fuller is kept, in any order."""
    url = "http://a.example/html/2022-08/10/content_5.htm"
    short = Capture("a.htm", page("a").body[:-60], url)
    full = Capture("b.htm", page("b", text="正文很长。" * 9).body, url)
    for captures in ([short, full], [full, short]):
        issues, _ = read_pages(captures, newspaper=X, label="01")
        (article,) = issues[0].pages[0].articles
        assert article.paragraphs == ("正文很长。" * 9,)


def test_pieces_of_no_list_stand_in_the_order_of_their_numbers() -> None:
    """content_9 comes before content_10."""
    captures = [page(f"html/2022-08/10/content_{n}.htm", f"题{n}", f"文{n}") for n in (10, 9, 100)]
    issues, _ = read_pages(captures, newspaper=X, label="01")
    assert [a.headline for a in issues[0].pages[0].articles] == ["题9", "题10", "题100"]


def test_generic_and_torn_pages_say_so() -> None:
    """A piece read without a template, or from half a page, carries a note."""
    text = "".join(f"<p>这一段写得足够长，让人认得出这里是正文，第{n}段。</p>" for n in range(4))
    plain = Capture(
        "abc_2022-01-01_p01_1.html", f"<body><h1>题</h1><div>{text}</div></body>".encode()
    )
    torn = Capture("abc_2022-01-01_p02_1.html", b"<html><body>" + page("x").body[12:-30])
    issues, _ = read_pages([plain, torn])
    notes = [[repair.note for repair in p.articles[0].repairs] for p in issues[0].pages]
    assert notes == [[GENERIC], [TORN]]


def test_a_page_that_only_leads_on_is_passed_over() -> None:
    """An entry page with a META REFRESH is no page of the newspaper, and no error."""
    entry = b'<html><head><META HTTP-EQUIV="REFRESH" CONTENT="0; URL=node_1.htm"></head></html>'
    assert read_pages([Capture("paperindex.htm", entry)], newspaper=X) == ([], [])


def test_pieces_without_a_capture_are_known_by_title_and_zone() -> None:
    """A listed piece that nobody saved is there, with its title, zone and address."""
    file = FIXTURES / "families" / "F3" / "node_101.htm"
    url = "http://e.example/html/2023-05/16/node_101.htm"
    issues, errors = read_pages([Capture(file.name, file.read_bytes(), url)], newspaper=X)
    assert errors == []
    first = issues[0].pages[0].articles[0]
    assert (first.headline, first.kicker) == ("三座新桥同日合龙", "云溪跨江通道工程取得突破")
    assert first.paragraphs == ()
    assert first.source == "http://e.example/html/2023-05/16/content_101_5001.htm"
    assert len(first.regions) == 1


def test_related_pieces_beside_a_piece_are_not_on_its_page() -> None:
    """A list of other pieces on an article page adds none to its page, but its own."""
    links = "<ul><li><a href=content_7.htm>相关甲</a></li>"
    links += "<li><a href=content_8.htm>相关乙</a></li></ul>"
    issues, _ = read_pages([page("abc_2022-01-01_p01_1.html", extra=links)])
    assert [a.headline for a in issues[0].pages[0].articles] == ["题"]
    url = "http://a.example/html/2022-01/01/content_8.htm"
    own = Capture("a.htm", page("a", extra=links).body, url)
    issues, _ = read_pages([own], newspaper=X, label="01")
    assert [a.headline for a in issues[0].pages[0].articles] == ["相关甲", "题"]


def test_standing_columns() -> None:
    """The words in brackets that a headline ends in are the column, where it is a known one."""
    paper = Newspaper("x", "x", columns=("走读云溪", "新数据"))
    ending = page("abc_2022-01-01_p01_1.html", title="用电量创新高（新数据 新看点）")
    other = page("abc_2022-01-01_p02_1.html", title="用电量创新高（上）")
    issues, _ = read_pages([ending, other], newspaper=paper)
    first, second = (one.articles[0] for one in issues[0].pages)
    assert (first.column_name, first.headline) == (
        "新数据 新看点",
        "用电量创新高（新数据 新看点）",
    )
    assert second.column_name is None


def test_monsters_are_refused_quickly() -> None:
    """A hundred megabytes of one tag, or attributes without end: an error, at once."""
    monsters = [
        b"<b>" * 35_000_000,
        b"<p>" * 40_000,
        b"<p " + b"a b=1 " * 100_000 + b">",
        b"",
        b"\x00" * 99,
    ]
    for body in monsters:
        issues, errors = read_pages([Capture("abc_2022-01-01_p01_1.html", body)])
        assert issues == []
        assert isinstance(errors[0], UnreadableSource)
        assert "abc_2022-01-01_p01_1.html" in str(errors[0])


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 9_000 + "深".encode(),
        b"<p>&amp;" + b"&nbsp;&lt;" * 200_000,
        "<title><script>document.write('题')</script></title><p class=ban>第".encode()
        + b" " * 300_000,
        b"<map name=m><area href=content_1.htm coords='" + "版面,1,".encode() * 90_000 + b"'>",
        b"<!--enpproperty " + b"<title><br>" * 9_000 + b"/enpproperty-->",
        "<div style=x id=ScroLeft>作者：".encode() * 2_000,
        b"<div onclick=\"location.href='20220811_002_1.htm'\">x" * 4_000,
        b"<div>" + b"<a href=x.pdf>01</a>" * 4_000,
        b"<div id=ozoom>" + b"<div>" * 4_000 + b"<img src=1.jpg>",
    ],
    ids=[
        "deep",
        "entities",
        "title",
        "polygon",
        "properties",
        "bylines",
        "onclick",
        "pdf",
        "boxes",
    ],
)
def test_worst_pages_end(body: bytes) -> None:
    """Depth, entities, text in polygons: whatever it is, it ends, with issues or our own errors."""
    read_pages([Capture("abc_2022-01-01_p01_1.html", body)])


@settings(max_examples=120)
@given(st.sampled_from(FAMILY_PAGES), st.integers(0, 4), st.randoms(use_true_random=False))
def test_broken_pages(path: Path, way: int, chance: random.Random) -> None:
    """Cut, shuffled, thinned and overwritten pages give issues or our own errors."""
    body = path.read_bytes()
    bits = re.split(rb"(?=<)", body)
    if way == 0:
        body = body[: chance.randrange(len(body))]
    elif way == 1:
        chance.shuffle(bits)
        body = b"".join(bits)
    elif way == 2:
        body = b"".join(bit for bit in bits if chance.random() > 0.2)
    elif way == 3:
        body = bytes(chance.randrange(256) if chance.random() < 0.02 else byte for byte in body)
    else:
        other = chance.choice(FAMILY_PAGES).read_bytes()
        body = body[: chance.randrange(len(body))] + other[chance.randrange(len(other)) :]
    logging.disable(logging.WARNING)
    try:
        issues, errors = read_pages([Capture("abc_2022-01-01_p01_1.html", body)])
    finally:
        logging.disable(logging.NOTSET)
    assert issues or errors or b"efresh" in body


@pytest.mark.skipif(not (SHARED / "pages").is_dir(), reason="the shared pages are not there")
@pytest.mark.parametrize("cut", [0.15, 0.4, 0.7, 0.95])
def test_real_page_cut_anywhere_keeps_its_head(cut: float) -> None:
    """A real page cut off keeps label and section, and what it has of its piece."""
    file = SHARED / "pages" / "rmrb-2022" / "rmrb_2022-01-01_p01_1.html"
    body = file.read_bytes()
    issues, _ = read_pages([Capture(file.name, body[: int(len(body) * cut)])])
    for issue in issues:
        assert (issue.newspaper, issue.date.isoformat()) == ("rmrb", "2022-01-01")
        assert [one.label for one in issue.pages] == ["01"]


@pytest.mark.skipif(not (SHARED / "pages").is_dir(), reason="the shared pages are not there")
def test_real_folder_of_many_dates() -> None:
    """A flat folder of article pages gives issues with labels, sections, zones and pieces."""
    folder = SHARED / "pages" / "rmrb-2022"
    captures = [Capture(file.name, file.read_bytes()) for file in sorted(folder.glob("*.html"))]
    issues, errors = read_pages(captures)
    assert errors == []
    held = {a.source: (p, a) for i in issues for p in i.pages for a in p.articles}
    for capture in captures:
        one, article = held[capture.name]
        assert re.findall(r"_p(\d\d)_", capture.name) == [one.label]
        assert one.section
        assert (one.width, one.height) == (400, 575)
        assert article.headline
        assert article.regions
        assert article.paragraphs or article.images
    assert all(issue.labels and issue.newspaper_name == "人民日报" for issue in issues)
