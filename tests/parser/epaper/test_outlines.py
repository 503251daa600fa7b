"""Areas become polygons in the page's size, in every form that pages write them."""

# ruff: noqa: E501 (mark-up in tables stays on one line)

from __future__ import annotations

from collections.abc import Callable

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.epaper.outlines import MAX_CORNERS, pad_areas, polygon, read_outline
from parser.epaper.page_size import extent, page_size
from parser.epaper.page_view import PageView, read_page_view
from parser.layout.geometry import area, crosses_itself
from parser.model import Polygon
from parser.newspaper import definition
from parser.source.files import Capture
from tests.paths import SHARED

SQUARE = ((10.0, 20.0), (110.0, 20.0), (110.0, 220.0), (10.0, 220.0))


@pytest.mark.parametrize(
    ("coords", "shape"),
    [
        ("10,20,110,20,110,220,10,220", "polygon"),
        (" 10 , 20 ; 110 20 110,220\n10,220 ", "POLYGON"),
        ("10.0,20.00,110.0,20.0,110.0,220.0,10.0,220.0", ""),
        ("10px,20px,110px,20px,110px,220px,10px,220px", ""),
        ("10,20,110,220", "rect"),
        ("2.5%,4%,27.5%,4%,27.5%,44%,2.5%,44%", "polygon"),
        ("2.50000000000000001%;4.0 %;27.5%;4%;27.5%;44%;2.5%;44%", "poly"),
        ("10.000000000000001,19.999999999999996,110,20,110,220,1e1,2.2E+2", "poly"),
        ("1.0e1 +20 110. 20 110 220 10 220", "poly"),
        ("１０，２０，１１０，２０，１１０，２２０，１０，２２０", "poly"),
        ("10,20;110,20;110,220;10,220;", "poly"),
        ("[[10,20],[110,20],[110,220],[10,220]]", "poly"),
    ],
)
def test_forms_of_one_square(coords: str, shape: str) -> None:
    """Integers, floats, percent, rectangles: all the same square."""
    assert polygon(coords, shape, width=400, height=500) == SQUARE


NO_OUTLINES = ["null", "", "1,2", "1,2,3", "5,5,5,5,5,5", "版面", "1,1,2,2,3,3", "a,b,c,d,e,f"]


def test_corners_stay_as_printed() -> None:
    """A doubled corner, or a first corner given again at the end, is kept."""
    found = polygon("10,20,10,20,110,20,110,220,10,220,10,20")
    assert found == ((10, 20), *SQUARE, (10, 20))


@pytest.mark.parametrize("coords", NO_OUTLINES)
def test_no_outline(coords: str) -> None:
    """What has no surface is no region."""
    assert polygon(coords) is None


def test_circle() -> None:
    """A circle is as good as its outline."""
    ring = polygon("100,100,50", "circle")
    assert ring is not None
    assert abs(area(ring) - 7854) < 250


@given(st.text(max_size=80), st.sampled_from(["", "poly", "rect", "circle", "图"]))
def test_any_text_for_coordinates(coords: str, shape: str) -> None:
    """Whatever stands there: an outline of three corners or more, or none."""
    found = polygon(coords, shape)
    assert found is None or 3 <= len(found) <= MAX_CORNERS


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 575)), min_size=3, max_size=29))
def test_outline_keeps_its_surface(corners: list[tuple[int, int]]) -> None:
    """Reading an outline never changes what it encloses."""
    found = polygon(",".join(f"{x},{y}" for x, y in corners))
    whole = area(tuple((float(x), float(y)) for x, y in corners))
    assert (area(found) if found else 0) == pytest.approx(whole if whole >= 0.5 else 0)


def test_extent_and_fit() -> None:
    """A page without a size is as large as its zones, with margins alike on both sides."""
    assert extent([SQUARE]) == (120, 240)
    assert extent([]) is None


FAR = ((900.0, 20.0), (990.0, 20.0), (990.0, 90.0), (900.0, 90.0))
LARGE = tuple((3 * x, 3 * y) for x, y in SQUARE)


@pytest.mark.parametrize(
    ("outlines", "printed", "size"),
    [
        ([SQUARE], [(400.0, 575.0)], (400, 575)),
        ([SQUARE, FAR], [(400.0, 575.0)], (400, 575)),
        ([FAR], [(400.0, 575.0)], (400, 575)),
        ([LARGE], [(115.0, 225.0)], (360, 720)),
        ([LARGE], [(115.0, 225.0), (400.0, 700.0)], (400, 700)),
        ([SQUARE], [(150.0, None)], (150, 240)),
        ([SQUARE], [], (120, 240)),
        ([], [(400.0, 575.0)], (400, 575)),
        ([], [], (None, None)),
    ],
)
def test_size_of_a_page(
    outlines: list[Polygon],
    printed: list[tuple[float, float | None]],
    size: tuple[int | None, int | None],
) -> None:
    """What the picture prints holds, unless most outlines are drawn for a larger one."""
    assert page_size(outlines, printed, percent=False) == size


@pytest.mark.parametrize(
    ("coords", "fault", "kept"),
    [
        ("10,20,110,20,110,220,10,220,55", "odd", False),
        ("10,20,110,20,110", "odd", False),
        ("10,20,abc,20,110,220,10,220", "unreadable", False),
        ("10,20,1e999,20,110,220", "unreadable", False),
        ("10,20,nan,20,110,220", "unreadable", False),
        (",".join(f"{n},{n * n % 97}" for n in range(MAX_CORNERS + 1)), "corners", False),
        ("9" * 50_000, "unreadable", False),
        ("null", None, False),
        ("10,20,110,20,110,220,10,220", None, True),
    ],
    ids=lambda value: str(value)[:30],
)
def test_faults_of_coordinates(coords: str, fault: str | None, kept: bool) -> None:
    """What is wrong with printed numbers is named; nothing is drawn from a guess."""
    found = read_outline(coords)
    assert (found.fault, found.polygon is not None) == (fault, kept)


def test_halves_that_outweigh_each_other_are_kept() -> None:
    """An outline that crosses itself in its middle has no surface by the formula, and is drawn."""
    assert polygon("0,0,100,50,100,0,0,50") == ((0, 0), (100, 50), (100, 0), (0, 50))


@pytest.mark.parametrize(
    ("corners", "crossed"),
    [
        (SQUARE, False),
        (((0, 0), (10, 10), (10, 0), (0, 10)), True),
        (((0, 0), (40, 0), (40, 20), (20, 20), (20, 40), (0, 40)), False),
        (((0, 0), (40, 0), (40, 40), (20, -10), (0, 40)), True),
        ((*SQUARE, SQUARE[0]), False),
        (((0, 0), (20, 0), (10, 10), (20, 20), (0, 20), (10, 10)), False),
    ],
)
def test_outlines_that_cross_themselves(corners: Polygon, crossed: bool) -> None:
    """Edges that cut through each other are a fault; corners that touch are none."""
    assert crosses_itself(corners) is crossed
    assert crosses_itself(tuple(reversed(corners))) is crossed


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=3, max_size=12))
def test_crossing_does_not_depend_on_the_start(corners: list[tuple[int, int]]) -> None:
    """Where an outline begins, and on which side it is mirrored, says nothing of its edges."""
    first = crosses_itself(tuple(corners))
    assert crosses_itself((*corners[1:], corners[0])) is first
    assert crosses_itself(tuple((y, x) for x, y in corners)) is first


@given(
    st.lists(
        st.tuples(*[st.floats(0, 575, allow_nan=False, allow_infinity=False)] * 2),
        min_size=3,
        max_size=20,
    ),
    st.sampled_from([",", ", ", ";", " ", "\n", " , "]),
    st.sampled_from([repr, "{:.15f}".format, "{:e}".format, "{:+.3f}".format, "{:g}".format]),
)
def test_numbers_in_any_spelling(
    corners: list[tuple[float, float]], between: str, spell: Callable[[float], str]
) -> None:
    """However long, however signed, whatever stands between: each number is one number."""
    printed = between.join(spell(number) for corner in corners for number in corner)
    found = read_outline(printed)
    assert found.fault is None
    wanted = [float(spell(number)) for corner in corners for number in corner]
    if found.polygon:
        numbers = [number for corner in found.polygon for number in corner]
        assert numbers == pytest.approx(wanted, abs=0.006)


def test_pad_map() -> None:
    """The zones that a pad page keeps in a script, with percent and links; its own page's only."""
    script = 'var map_12 = {"a":["[[1%,2%],[3%,4%],[5%,9%]]"],"l":["content_1.html"]};'
    other = script.replace("12", "13").replace("_1.", "_2.")
    assert pad_areas(script) == [("content_1.html", "[[1%,2%],[3%,4%],[5%,9%]]")]
    assert [link for link, _ in pad_areas(script + other, "13")] == ["content_2.html"]
    assert [link for link, _ in pad_areas(script + other, "")] == ["content_1.html"]
    assert pad_areas('var map_12 = {"a":1,"l":;};') == []


def test_pad_page() -> None:
    """A pad page view: its layout's number leads to its label, its zones are percent."""
    body = (
        '<p id="nowLayout" style="display:none">57</p><div id="nav-div-box">'
        '<a href="node_56.html" data-id="56">(01) 要闻</a>'
        '<a href="node_57.html" data-id="57">(02) 民生</a></div>'
        '<script>var map_56 = {"a":["[[1%,2%],[3%,4%],[5%,9%]]"],"l":["content_1.html"]};'
        'var map_57 = {"a":["[[10%,10%],[50%,10%],[50%,90%]]"],"l":["content_2.html"]};</script>'
        '<ul><li>01版</li><li><a href="content_1.html">甲</a></li><li>'
        '<a href="content_3.html">丙</a></li><li><a href="content_2.html">乙</a></li></ul>'
    )
    page = Capture("v.html", f"<html><body>{body}</body></html>".encode())
    found = seen(page)
    assert (found.label, found.section, found.sequence) == ("02", "民生", 2)
    assert [area.url for area in found.areas] == ["content_2.html"]
    assert [link.title for link in found.articles] == ["乙"]
    assert found.areas[0].polygon == ((10, 10), (50, 10), (50, 90))
    assert (found.width, found.height) == (100, 100)


def seen(capture: Capture) -> PageView:
    """The view of a page that is one."""
    found = read_page_view(capture, definition("x"))
    assert found is not None
    return found


def view(map_and_picture: str) -> PageView:
    """A page view with that map."""
    page = f"<html><body>{map_and_picture}<ul><li><a href=content_1.htm>甲题</a></li>"
    page += "<li><a href=content_2.htm>乙题</a></li></ul><p class=ban>第01版:要闻</p></body></html>"
    return seen(Capture("v.html", page.encode()))


def test_names_of_map_and_usemap_differ_in_case() -> None:
    """pagepicmap and #PagePicMap are the same map, and its picture the page's."""
    found = view(
        "<img src=logo.gif usemap=#other width=9 height=9>"
        '<MAP NAME="pagepicmap"><Area coords="1,1,90,1,90,90,1,90" href="content_1.htm"></MAP>'
        "<img src=p.jpg width=400 height=575 USEMAP=#PagePicMap>"
    )
    assert (found.image, found.width, found.height) == ("p.jpg", 400, 575)


def test_zones_shared_paired_overlapping_whole_page() -> None:
    """Text and picture of a piece share a zone or have one each; zones may overlap."""
    found = view(
        "<map name=m><area coords='0,0,400,0,400,575,0,575' href='content_1.htm?div=-1'>"
        "<area coords='9,9,99,9,99,99,9,99' href='content_2.htm?div=0'>"
        "<area coords='9,9,99,9,99,99,9,99' href='content_2.htm?div=-1'>"
        "<area coords='9,199,99,199,99,299,9,299' href='content_2.htm?div=-1'>"
        "<area coords='null' href='content_2.htm'></map><img src=p.jpg usemap=#m>"
    )
    assert [one.url.partition("?")[0] for one in found.areas].count("content_2.htm") == 2
    assert [one.title for one in found.articles] == ["甲题", "乙题"]
    assert (found.width, found.height) == (400, 575)


def test_coordinates_larger_than_the_picture_is_shown() -> None:
    """Zones drawn for the natural size of a picture that is shown small keep their own size."""
    found = view(
        "<map name=m><area coords='10,10,1190,10,1190,1690,10,1690' href='content_1.htm'></map>"
        "<img src=p.jpg width=350 height=500 usemap=#m>"
    )
    assert (found.width, found.height) == (1200, 1700)


@pytest.mark.parametrize(
    "printed",
    [
        'width="400" height="575"',
        'width="400px" height="575px"',
        'style="width:400px; height: 575px"',
        'data-width="400" data-height="575"',
        'width="100%" data-size="400x575"',
    ],
)
def test_size_printed_on_the_picture(printed: str) -> None:
    """The page is as large as its picture says, in whichever attribute it says it."""
    found = view(
        "<map name=m><area coords='92.98679775000001,20.3,211.000000000000003,20.3,"
        "211.000000000000003,500.25,92.98679775000001,500.25' href='content_1.htm'></map>"
        f"<img src=p.jpg {printed} usemap=#m>"
    )
    assert (found.width, found.height) == (400, 575)
    assert found.areas[0].polygon == (
        (92.99, 20.3),
        (211.0, 20.3),
        (211.0, 500.25),
        (92.99, 500.25),
    )


SVGS = {
    "links around": '<svg viewBox="0 0 400 575"><image xlink:href="p.jpg"/><a xlink:href="content_1.htm">'
    '<polygon points="1,2 90,2 90,80 1,80"/></a><a href="content_2.htm">'
    '<polygon points="1,90 90.5,90 90.5,180.25"/></a></svg>',
    "numbers of pieces": '<img src=p.jpg width=400 height=575><svg width="100%"><polygon class=area '
    'points="1,2 90,2 90,80 1,80" data-contentid="1" title="甲题"></polygon><polygon class=area '
    'points="1,90 90.5,90 90.5,180.25" data-contentid="2" title="乙题"></polygon></svg>',
    "own addresses": '<div><svg width=400 height=575><polygon data-url="content_1.htm" '
    'points="1 2 90 2 90 80 1 80"/><polygon onclick="open(\'content_2.htm\')" '
    'points="1 90 90.5 90 90.5 180.25"/></svg><img src="p.jpg"></div>',
}


@pytest.mark.parametrize("drawing", SVGS.values(), ids=SVGS)
def test_zones_drawn_as_polygons(drawing: str) -> None:
    """The polygons of an SVG over the page's picture are the zones of its pieces."""
    found = view(drawing)
    assert [(one.url, one.polygon) for one in found.areas] == [
        ("content_1.htm", ((1, 2), (90, 2), (90, 80), (1, 80))),
        ("content_2.htm", ((1, 90), (90.5, 90), (90.5, 180.25))),
    ]
    assert (found.width, found.height, found.image) == (400, 575, "p.jpg")
    assert [one.title for one in found.articles] == ["甲题", "乙题"]


def test_polygons_alone_name_their_pieces() -> None:
    """Where no list names the pieces, the titles of the polygons do; icons are no zones."""
    body = (
        '<p class=ban>第03版:电网</p><svg class=icon><polygon points="0,0 9,0 9,9"/></svg>'
        '<svg viewBox="0 0 800 1200"><polygon points="1,2 90,2 90,80" data-contentid="700123" '
        'title="线路通到山里"/><polygon points="1,90 90,90 90,180" data-contentid="700124" '
        'title="夜巡"/></svg>'
    )
    found = read_page_view(Capture("v.html", f"<body>{body}</body>".encode()), definition("x"))
    assert found is not None
    assert [one.title for one in found.articles] == ["线路通到山里", "夜巡"]
    assert (found.width, found.height, len(found.areas)) == (800, 1200, 2)


def test_entries_of_a_list_bear_the_numbers_of_polygons() -> None:
    """A list without links names the pieces of polygons by the number that both bear."""
    body = (
        '<p class=ban>第03版:电网</p><svg width=350 height=520><polygon points="1,2 90,2 90,80" '
        'data-contentid="81"/><polygon points="1,90 90,90 90,180" data-contentid="82"/></svg>'
        "<ul><li data-contentid=82>夜巡</li><li data-contentid=81>线路通到山里</li></ul>"
    )
    found = read_page_view(Capture("v.html", f"<body>{body}</body>".encode()), definition("x"))
    assert found is not None
    assert [one.title for one in found.articles] == ["线路通到山里", "夜巡"]


REAL = sorted((SHARED / "pages").glob("*/*.html")) if SHARED.exists() else []


@pytest.mark.skipif(not REAL, reason="the shared pages are absent")
def test_outlines_equal_the_printed_areas() -> None:
    """On all real pages every zone has the very numbers of its `<area>`."""
    areas = 0
    for path in REAL:
        body = path.read_bytes()
        found = read_page_view(Capture(path.name, body), definition("x"))
        printed = {
            tuple(float(number) for number in coords.split(","))
            for coords in lxml.html.fromstring(body).xpath("//area[@href]/@coords")
        }
        drawn = {
            tuple(number for corner in one.polygon for number in corner)
            for one in (found.areas if found else ())
            if one.polygon
        }
        assert drawn == printed, path.name
        areas += len(printed)
    assert areas > 300
