"""The page as printed: copy-fitting, the grid, facsimile and re-set page, in a browser too."""

from __future__ import annotations

import re
import threading
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from werkzeug.serving import make_server

from parser.layout.order import Layout, Zone
from parser.model import Article, Continuation, Image, Issue, Jump, Page, Polygon
from web import create_app
from web.sheet.build import build, in_small
from web.sheet.copyfit import (
    BODIES,
    SMALLEST,
    Room,
    ems,
    headline_parts,
    headline_size,
    line_ends,
    pour,
    split_headline,
)
from web.sheet.grid import COLUMNS, ROWS, free_top, owners, survey
from web.sheet.model import PageSheet

DAY = date(2024, 1, 1)
IMAGE = "images/01.png"


def _box(left: float, top: float, right: float, bottom: float) -> Polygon:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _piece(label: str, order: int, *regions: Polygon, **more: Any) -> Article:
    plain: dict[str, Any] = {"headline": f"春风又绿江南岸{order}", "paragraphs": ("正文。" * 90,)}
    return Article(id=f"t-2024-01-01-{label}-{order:02}", regions=regions, **{**plain, **more})


def _page(label: str, *articles: Article, **more: Any) -> Page:
    plain: dict[str, Any] = {"width": 400.0, "height": 600.0, "image": IMAGE, "section": "要闻"}
    return Page(label=label, sequence=int(label), articles=articles, **{**plain, **more})


def _issue(*pages: Page, **more: Any) -> Issue:
    return Issue("t", "试刊", DAY, pages=pages, **more)


@pytest.fixture(scope="module")
def app(seed_archive: Path) -> Flask:
    """The app over the archive of the sample pages."""
    return create_app({"DATA": str(seed_archive)})


@pytest.fixture(autouse=True)
def _inside_a_request(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def _sheet(page: Page, *, text: bool = True, issue: Issue | None = None) -> PageSheet:
    return build(issue or _issue(page), page, lambda src: f"/picture?{src}", text=text)


# ------------------------------------------------------------------ copy-fitting


@given(
    st.text(alphabet="春风，。“”（）、又绿abc 12.5%江南岸《》", max_size=120), st.integers(3, 30)
)
def test_lines_join_up_to_the_text_and_keep_the_rules(text: str, measure: int) -> None:
    """Offsets rise to the end; a closing mark opens a line only where there was no way out."""
    ends = line_ends(text, float(measure))
    assert ends[-1] == len(text)
    assert ends == sorted(set(ends)) or text == ""
    for start in ends[:-1]:
        before = text[max(0, start - 4) : start]
        if text[start] in "，。、”）》" and not re.search(r"[，。、“”（）《》%.]", before):
            pytest.fail(f"{text!r} opens a line with {text[start]!r}")


def test_a_closing_mark_takes_a_character_down_with_it() -> None:
    """Ten characters to a line: the comma that would open the second takes the tenth along."""
    assert line_ends("一二三四五六七八九十，一二", 10) == [9, 13]
    assert line_ends("一二三四五六七八九“十一", 10) == [9, 12]
    assert line_ends("一二三四五六七八2024年", 9) == [8, 13]


@given(
    st.lists(st.text(alphabet="春风又绿，江南岸。", max_size=80), max_size=6),
    st.lists(st.tuples(st.integers(15, 70), st.integers(3, 40)), min_size=1, max_size=3),
)
def test_poured_text_is_the_opening_of_the_text_and_fits(
    paragraphs: list[str], sizes: list[tuple[int, int]]
) -> None:
    """Nothing is lost between boxes, nothing added, and no box takes more lines than it has."""
    rooms = [(Room(float(width), float(height)), 0) for width, height in sizes]
    boxes = pour(paragraphs, rooms)
    poured = "".join(passage.text for box in boxes for passage in box)
    assert "".join(text for text in paragraphs if text.strip()).startswith(poured)
    for (room, _), box in zip(rooms, boxes, strict=False):
        indents = [0.0 if passage.runs_in else 2.0 for passage in box]
        lines = [
            len(line_ends(passage.text, room.measure, indent))
            for passage, indent in zip(box, indents, strict=True)
        ]
        assert sum(lines) <= room.lines


@pytest.mark.parametrize("text", ["短", "春风又绿江南岸 明月何时照我还", "霁" * 40, "G20 峰会开幕"])
@pytest.mark.parametrize("width", [18.0, 40.0, 90.0])
def test_headlines_fit_the_room_they_are_given(text: str, width: float) -> None:
    """Lines × size stay within the height; the longest line within the width, where it can."""
    size, lines = headline_size(text, width, 20.0, 5.0)
    assert size <= 5.0 + 1e-9
    if size > SMALLEST:
        assert lines * size * 1.24 <= 20.0 + 1e-6
        assert ems(text) * size <= width * lines


def test_headlines_break_at_their_pauses_and_keep_quotations_whole() -> None:
    """Spaces, commas and brackets part a headline; a short quotation is one piece."""
    assert split_headline("加装电梯，怎样越过“最后一户”（调查）") == [
        "加装电梯，",
        "怎样越过“最后一户”",
        "（调查）",
    ]
    parts = headline_parts("怎样越过“最后一户” 38万亩")
    assert parts[0] == [("怎样", True), ("越过", True), ("“最后一户”", True)]
    assert parts[1] == [("38万亩", True)]


@pytest.mark.parametrize(
    ("headline", "whole"),
    [
        ("渔村老码头变身海洋科普馆", ["渔村", "码头", "海洋", "科普"]),
        ("山区小学添了图书馆和操场", ["山区", "小学", "图书馆", "操场"]),
        ("7月起城南公交线路调整", ["7月", "公交", "线路", "调整"]),
    ],
)
def test_a_headline_breaks_between_its_words(headline: str, whole: list[str]) -> None:
    """No word is broken over two lines, and nothing of the headline is lost."""
    (part,) = headline_parts(headline)
    unbroken = [text for text, one in part if one]

    assert "".join(text for text, _ in part) == headline
    assert all(any(word in text for text in unbroken) for word in whole)


@given(text=st.text(st.sampled_from("山区小学添图书馆操场，：“”（）《》 38A"), max_size=40))
def test_a_headline_keeps_its_characters(text: str) -> None:
    """Parts and pieces together are the headline without its spaces; none is empty."""
    pieces = [piece for part in headline_parts(text) for piece, _ in part]

    assert all(pieces)
    assert "".join(pieces) == "".join(text.split())


def test_short_text_is_set_larger_and_long_text_in_the_smallest_body() -> None:
    """The largest body in which all of it fits."""
    zone = _box(0, 100, 400, 590)
    short = _sheet(_page("01", _piece("01", 1, zone, paragraphs=("短文。" * 60,)))).zones[0]
    long = _sheet(_page("01", _piece("01", 1, zone, paragraphs=("长文。" * 900,)))).zones[0]
    assert (short.boxes[0].body, short.boxes[0].cut) == (max(BODIES), False)
    assert (long.boxes[0].body, long.boxes[0].cut) == (min(BODIES), True)


# ------------------------------------------------------------------ the grid


def test_the_smaller_of_two_overlapping_zones_shows() -> None:
    """And the larger keeps what is left, as an L."""
    whole, corner = Zone("a", (_box(0, 0, 400, 600),)), Zone("b", (_box(200, 300, 400, 600),))
    layout = Layout(400, 600, (corner, whole))
    ground = owners(layout)
    assert ground[140][90] == 0
    assert ground[140][10] == 1
    found = survey(layout).plots[1]
    assert found is not None
    assert [(band.left, band.right, band.bottom) for band in found.bands] == [
        (0, 50, ROWS),
        (50, COLUMNS, ROWS // 2),
    ]


def test_a_spur_above_a_zone_does_not_take_its_headline() -> None:
    """The head lies where most ground hangs under it, not in the thin strip on top."""
    spurred: Polygon = ((0, 100), (60, 100), (60, 130), (400, 130), (400, 500), (0, 500))
    found = survey(Layout(400, 600, (Zone("a", (spurred,)),))).plots[0]
    assert found is not None
    assert (found.head.left, found.head.right) == (0, COLUMNS)


def test_rules_run_in_the_middle_of_the_white() -> None:
    """One upright rule between two columns, one level rule under them, and none at the edges."""
    columns = [_box(0, 0, 195, 292), _box(205, 0, 400, 292), _box(0, 308, 400, 600)]
    layout = Layout(400, 600, tuple(Zone(str(n), (box,)) for n, box in enumerate(columns)))
    strokes = sorted(re.findall(r"M(\d+) (\d+)L(\d+) (\d+)", survey(layout).rules))
    assert strokes == [("0", "75", "100", "75"), ("50", "0", "50", "75")]


def test_the_nameplate_has_the_largest_free_ground_at_the_top() -> None:
    """Beside an ear, as a front page has it."""
    ear, below = _box(205, 0, 400, 80), _box(0, 90, 400, 600)
    free = free_top(owners(Layout(400, 600, (Zone("a", (ear,)), Zone("b", (below,))))))
    assert (free.left, free.top) == (0, 0)
    assert free.right in (51, 52)
    assert free.bottom in (22, 23)


def test_the_page_has_a_stylesheet_of_its_own_that_the_policy_names(app: Flask) -> None:
    """Every id that it places stands in the page, and its digest in the header; no other page's."""
    for page in ("jizhou/2024-03-12/01/?view=text", "dtrb/2022-08-10/01/"):
        answer = app.test_client().get(f"/{page}")
        style = html.fromstring(answer.text).xpath("string(//style)")
        digest = b64encode(sha256(style.encode()).digest()).decode()
        assert f"style-src 'self' 'sha256-{digest}';" in answer.headers["Content-Security-Policy"]
        ids = set(html.fromstring(answer.text).xpath("//@id"))
        assert set(re.findall(r"#(z\w+)", style)) <= ids
        assert {name for name in ids if re.fullmatch(r"z\d+", name)}
    plain = app.test_client().get("/").headers["Content-Security-Policy"]
    assert "sha256" not in plain


def test_a_place_in_the_stylesheet_is_the_zone_s_own() -> None:
    """Half the page's width, from a sixth of its height down, is 50 % and 16.67 %."""
    page = _page("01", _piece("01", 1, _box(200, 100, 400, 600)))
    assert "#z1{left:50%;top:16.6667%;width:50%;height:83.3333%}" in _sheet(page).style


# ------------------------------------------------------------------ the page


def _get(path: str) -> html.HtmlElement:
    from flask import current_app

    answer = current_app.test_client().get(f"/{path}")
    assert answer.status_code == 200
    return html.fromstring(answer.get_data(as_text=True))


JUMP = Jump("（下转第二版）", "to", ("02",))
BACK = Jump("（上接第一版）", "from", ("01",))


def _jumping(verdict: Any, tail: str | None) -> Issue:
    head = _piece("01", 1, _box(0, 100, 400, 600), jumps=(JUMP,))
    rest = _piece("02", 1, _box(0, 40, 400, 600), jumps=(BACK,))
    found = Continuation(head.id, tail, JUMP.text, verdict, "理由")
    return _issue(_page("01", head), _page("02", rest), continuations=(found,))


def test_a_matched_jump_line_is_a_link_to_the_other_half() -> None:
    """Both ways; and it says where it goes."""
    issue = _jumping("matched", "t-2024-01-01-02-01")
    there = _sheet(issue.pages[0], issue=issue).zones[0].jumps[0]
    back = _sheet(issue.pages[1], issue=issue).zones[0].jumps[0]
    assert there.url == "/t/2024-01-01/02/1"
    assert "第2版" in there.note
    assert there.onward
    assert back.url == "/t/2024-01-01/01/1"
    assert not back.onward


@pytest.mark.parametrize("verdict", ["no-tail", "page-not-held", "no-such-page", "ambiguous"])
def test_an_unmatched_jump_line_is_words_with_a_reason(verdict: Any) -> None:
    """Nothing to follow, something to read."""
    issue = _jumping(verdict, None)
    jump = _sheet(issue.pages[0], issue=issue).zones[0].jumps[0]
    assert jump.url is None
    assert jump.note


def test_a_page_with_picture_and_zones_is_a_facsimile_unless_text_is_asked_for() -> None:
    """And each offers the other; without a picture, or without zones, there is no choice."""
    placed, loose = _piece("01", 1, _box(0, 100, 400, 600)), _piece("01", 1)
    page = _page("01", placed)
    facsimile, text = _sheet(page, text=False), _sheet(page)
    assert facsimile.image
    assert facsimile.text_url == "/t/2024-01-01/01/?view=text"
    assert text.image is None
    assert text.picture_url == "/t/2024-01-01/01/"
    assert build(_issue(page), page, lambda src: None).text_url is None
    without = _sheet(_page("01", loose), text=False)
    assert without.composed
    assert without.image is None
    assert without.text_url is None


def test_zones_are_links_named_by_their_headlines_and_large_enough() -> None:
    """A zone without a headline is called by its caption; a thin one has a larger target."""
    page = _page(
        "01",
        _piece("01", 1, _box(0, 100, 400, 500)),
        _piece("01", 2, _box(0, 510, 400, 518), headline="责编"),
        _piece(
            "01",
            3,
            _box(0, 530, 200, 590),
            kind="photo",
            headline=None,
            paragraphs=(),
            images=(Image(None, "图为渡口。", "某某 摄"),),
        ),
    )
    first, thin, photo = _sheet(page, text=False).zones
    assert first.is_lead
    assert first.touch is None
    assert photo.name == "图为渡口。"
    assert thin.touch is not None
    x, y, width, height = thin.touch
    assert width >= 400 * 24 / 320
    assert height >= 400 * 24 / 320
    assert x >= 0
    assert y >= 0
    assert x + width <= 400
    assert y + height <= 600


def test_a_zone_is_drawn_before_what_stands_on_it() -> None:
    """So that the smaller one can be reached, whatever the list says."""
    page = _page(
        "01", _piece("01", 1, _box(100, 100, 200, 200)), _piece("01", 2, _box(0, 0, 400, 600))
    )
    assert [zone.id[-2:] for zone in _sheet(page, text=False).zones] == ["02", "01"]


def test_every_piece_is_in_the_list_with_the_lead_named() -> None:
    """Pieces without a zone too."""
    page = _page("01", _piece("01", 1, _box(0, 100, 400, 600)), _piece("01", 2))
    sheet = _sheet(page)
    assert [piece.id[-2:] for piece in sheet.pieces] == ["01", "02"]
    assert [piece.is_lead for piece in sheet.pieces] == [True, False]
    assert [zone.id[-2:] for zone in sheet.zones] == ["01"]


def test_a_page_of_very_many_pieces_is_a_list() -> None:
    """No grid can hold them."""
    page = _page("01", *(_piece("01", n) for n in range(1, 200)), width=None, height=None)
    sheet = _sheet(page)
    assert sheet.zones == ()
    assert len(sheet.pieces) == 199


@given(
    st.lists(
        st.tuples(
            st.lists(
                st.tuples(st.integers(-20, 420).map(float), st.integers(-20, 620).map(float)),
                min_size=3,
                max_size=8,
            ),
            st.text(max_size=30),
            st.text(max_size=200),
        ),
        max_size=6,
    )
)
@settings(deadline=None, max_examples=40)
def test_any_page_can_be_set(pieces: list[tuple[list[Any], str, str]]) -> None:
    """Random outlines, headlines and texts: both views and the small one come out."""
    page = _page(
        "01",
        *(
            _piece("01", n, tuple(outline), headline=head or None, paragraphs=(text,))
            for n, (outline, head, text) in enumerate(pieces, 1)
        ),
    )
    assert len(_sheet(page).pieces) == len(pieces)
    assert len(_sheet(page, text=False).pieces) == len(pieces)
    assert len(in_small(_issue(page), page).sheet.pieces) == len(pieces)


@pytest.mark.parametrize(
    "size", [(0.0, 0.0), (-5.0, 600.0), (None, None), (1e-9, 1e9), (400.0, 600.0)]
)
def test_pages_of_no_size_and_zones_out_of_all_bounds_are_set(size: Any) -> None:
    """Whatever the source claimed of width, height and corners."""
    wild: Polygon = ((-1e308, -1e308), (1e308, 0), (1e308, 1e308), (5, 5))
    page = _page("01", _piece("01", 1, wild), _piece("01", 2), width=size[0], height=size[1])
    for text in (True, False):
        assert len(_sheet(page, text=text).pieces) == 2
    assert in_small(_issue(page), page).sheet.pieces


def test_headlines_cannot_bring_markup_into_the_page(app: Flask) -> None:
    """What a newspaper printed is text, in the HTML and in the drawing."""
    nasty = '"><script>alert(1)</script>'
    piece = _piece("01", 1, _box(0, 100, 400, 600), headline=nasty, kicker=nasty, byline=nasty)
    sheet = _sheet(_page("01", piece))
    template = app.jinja_env.get_template("page/reset.html")
    assert "<script" not in str(template.module.reset(sheet))  # type: ignore[attr-defined]
    facsimile = app.jinja_env.get_template("page/facsimile.html").module
    assert "<script" not in str(facsimile.facsimile(replace(sheet, image="x")))  # type: ignore


def test_the_demo_front_page_is_a_picture_with_a_link_on_every_zone() -> None:
    """Eight links in reading order, called by their headlines; no script, no style."""
    body = _get("jizhou/2024-03-12/01/")
    links = body.xpath("//*[@class='facsimile']//a")
    assert len(links) == 8
    assert links[0].get("aria-label") == "头条：霁河两岸春潮急 百个项目破土来"
    assert all(link.get("href").startswith("/jizhou/2024-03-12/01/") for link in links)
    assert not body.xpath("//script | //*[@style]")


def test_the_demo_page_in_type_has_headlines_texts_and_jump_lines() -> None:
    """Each piece in a zone of its own, the lead's jump line a link to page 3."""
    body = _get("jizhou/2024-03-12/01/?view=text")
    zones = body.xpath("//ol[@class='zones']/li")
    assert len(zones) == 8
    assert "霁河两岸春潮急 百个项目破土来" in zones[0].text_content()
    assert zones[0].xpath(".//p[@class='jump-line']/a/@href") == ["/jizhou/2024-03-12/03/1"]
    assert not body.xpath("//script | //*[@style]")


def test_the_users_page_without_regions_is_composed() -> None:
    """Six pieces in zones that nobody printed, and the page says so."""
    body = _get("dtrb/2022-08-10/01/")
    assert len(body.xpath("//ol[@class='zones']/li")) == 6
    assert "此版式由本站" in body.text_content()


# ------------------------------------------------------------------ in a browser

OVERFLOW = """() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
  for (const zone of document.querySelectorAll('.zone')) {
    if (getComputedStyle(zone.querySelector('.gist')).display !== 'none') continue;
    const told = zone.querySelector('.text.cut, .jump-line:not(.from)');
    for (const box of [zone, ...zone.querySelectorAll('.text, .top')])
      if (box.scrollHeight > box.clientHeight + 2
          || box.scrollWidth > box.clientWidth + 2 && !(told && box.matches('.text')))
        found.push(zone.querySelector('.title').textContent + ' ' + box.className);
  }
  return found;
}"""
#: A headline is a link over the whole of its zone, where that is a rectangle; a zone of one line
#: has its second link in the list.
SMALL = """() => {
  const links = '.facsimile a, .ways a, .piece-list a, .zone:not(.tight) .title a';
  return [...document.querySelectorAll(links)]
    .filter(a => a.getClientRects().length)
    .map(a => a.closest('.zone:not(.shaped)') || a)
    .filter(a => { const r = a.getBoundingClientRect(); return r.width < 24 || r.height < 23.9; })
    .map(a => a.textContent);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    flags = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
    if not Path("/usr/bin/chromium").exists():
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """Where the app is served for the browser."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_pages_fit_at_every_width(browser: Any, address: str, width: int) -> None:
    """Nothing runs over, nothing scrolls sideways, every link can be touched."""
    tab = browser.new_page(viewport={"width": width, "height": 900})
    for path in (
        "/jizhou/2024-03-12/01/",
        *(f"/jizhou/2024-03-12/{n:02}/?view=text" for n in (1, 2, 3, 4)),
        "/dtrb/2022-08-10/01/",
    ):
        tab.goto(address + path)
        assert tab.evaluate(OVERFLOW) == [], (path, width)
        assert tab.evaluate(SMALL) == [], (path, width)
    tab.close()


@pytest.mark.browser
def test_a_zone_is_reached_and_followed_by_keyboard(browser: Any, address: str) -> None:
    """Tab to the second zone of the facsimile, Enter, and there is its story."""
    tab = browser.new_page(viewport={"width": 1200, "height": 900})
    tab.goto(f"{address}/jizhou/2024-03-12/01/")
    tab.focus(".facsimile a:nth-of-type(1)")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == "种下一片春天"
    outline = "getComputedStyle(document.activeElement.querySelector('polygon')).strokeWidth"
    assert tab.evaluate(outline) == "3px"
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert tab.url == f"{address}/jizhou/2024-03-12/01/2"
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/jizhou/2024-03-12/02/?view=text", "/dtrb/2022-08-10/01/"])
def test_a_page_in_type_prints_on_one_sheet(browser: Any, address: str, path: str) -> None:
    """A4, the whole page and nothing else on it."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(address + path)
    sheet = tab.pdf(format="A4")
    tab.emulate_media(media="print")
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    assert not tab.locator(".masthead").first.is_visible()
    assert tab.locator(".zone .text").first.is_visible()
    tab.close()
