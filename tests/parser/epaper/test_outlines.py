"""Areas become polygons in the page's size, in every form that pages write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.epaper.outlines import MAX_CORNERS, area, extent, fits, pad_areas, polygon
from parser.epaper.page_view import read_page_view
from parser.newspaper import definition
from parser.source.files import Capture

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
    assert abs(abs(area(ring)) - 7854) < 250


@given(st.text(max_size=80), st.sampled_from(["", "poly", "rect", "circle", "图"]))
def test_any_text_for_coordinates(coords: str, shape: str) -> None:
    """Whatever stands there: an outline of three corners or more, or none."""
    found = polygon(coords, shape)
    assert found is None or 3 <= len(found) <= MAX_CORNERS


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 575)), min_size=3, max_size=29))
def test_outline_keeps_its_surface(corners: list[tuple[int, int]]) -> None:
    """Reading an outline never changes what it encloses."""
    found = polygon(",".join(f"{x},{y}" for x, y in corners))
    whole = abs(area([(float(x), float(y)) for x, y in corners]))
    assert (abs(area(found)) if found else 0) == pytest.approx(whole if whole >= 0.5 else 0)


def test_extent_and_fit() -> None:
    """A page without a size is as large as its zones, with margins alike on both sides."""
    assert extent([SQUARE]) == (120, 240)
    assert extent([]) is None
    assert fits([SQUARE], 110, 215)
    assert not fits([SQUARE], 90, 220)


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
    found = read_page_view(page, definition("x"))
    assert (found.label, found.section, found.sequence) == ("02", "民生", 2)
    assert [area.url for area in found.areas] == ["content_2.html"]
    assert [link.title for link in found.articles] == ["乙"]
    assert found.areas[0].polygon == ((10, 10), (50, 10), (50, 90))
    assert (found.width, found.height) == (100, 100)


def view(map_and_picture: str):
    """A page view with that map."""
    page = f"<html><body>{map_and_picture}<ul><li><a href=content_1.htm>甲题</a></li>"
    page += "<li><a href=content_2.htm>乙题</a></li></ul><p class=ban>第01版:要闻</p></body></html>"
    return read_page_view(Capture("v.html", page.encode()), definition("x"))


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
