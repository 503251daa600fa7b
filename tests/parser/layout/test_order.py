"""Reading order, lead, area, and composed pages, on invented pages and on the demo newspaper."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser.layout.geometry import area, bounds, shared_area, union_area
from parser.layout.order import (
    area_share,
    disorders,
    geometric_order,
    lead,
    printed_layout,
    prominence,
    reading_order,
)
from parser.model import Article, Image, Page, Polygon
from tests.paths import FIXTURES
from web.sheet.compose import compose


def _box(left: float, top: float, right: float, bottom: float) -> Polygon:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _piece(order: int, *regions: Polygon, **more: Any) -> Article:
    plain: dict[str, Any] = {"headline": f"标题{order}", "paragraphs": ("正文。" * 40,)}
    return Article(id=f"t-2024-01-01-01-{order:02}", regions=regions, **{**plain, **more})


def _page(*articles: Article, **more: Any) -> Page:
    plain: dict[str, Any] = {"width": 400.0, "height": 600.0}
    return Page(label="01", sequence=1, articles=articles, **{**plain, **more})


def _places(ids: tuple[str, ...]) -> list[int]:
    return [int(article_id[-2:]) for article_id in ids]


L_SHAPE: Polygon = ((0, 60), (300, 60), (300, 200), (150, 200), (150, 320), (0, 320))


def test_areas_of_corners_overlaps_and_unions() -> None:
    """Shoelace, the ground of two that overlap counted once, and what both cover."""
    one, other = _box(0, 0, 10, 10), _box(5, 5, 15, 15)
    assert area(L_SHAPE) == 300 * 140 + 150 * 120
    assert union_area((one, other)) == 175
    assert shared_area((one,), (other,)) == 25
    assert shared_area((one,), (_box(20, 20, 30, 30),)) == 0
    assert area(((0, 0), (1, 1))) == 0
    assert shared_area((L_SHAPE,), (_box(100, 190, 200, 330),)) == 100 * 10 + 50 * 120


def test_area_share_counts_a_picture_on_its_own_text_once() -> None:
    """A piece whose picture has a zone inside the text's zone covers no more for it."""
    piece = _piece(1, _box(0, 0, 200, 300), _box(50, 50, 150, 150))
    assert area_share(_page(piece), piece) == pytest.approx(0.25)


def test_columns_are_read_left_to_right_and_each_from_the_top() -> None:
    """Main column first, then the rail beside it, whatever order the list has."""
    pieces = (
        _piece(1, _box(310, 60, 400, 300)),
        _piece(2, _box(310, 310, 400, 600)),
        _piece(3, _box(0, 300, 300, 600)),
        _piece(4, _box(0, 60, 300, 290)),
    )
    assert _places(geometric_order(_page(*pieces))) == [4, 3, 1, 2]


def test_a_band_across_the_page_is_read_before_what_stands_under_it() -> None:
    """The head of the page, then its columns, then its foot."""
    pieces = (
        _piece(1, _box(0, 500, 400, 600)),
        _piece(2, _box(205, 160, 400, 490)),
        _piece(3, _box(0, 160, 195, 490)),
        _piece(4, _box(0, 0, 400, 150)),
    )
    assert _places(geometric_order(_page(*pieces))) == [4, 3, 2, 1]


def test_an_l_comes_before_what_lies_in_its_notch() -> None:
    """No straight cut parts an L from its notch; the piece that begins higher opens."""
    pieces = (_piece(1, _box(160, 210, 300, 320)), _piece(2, L_SHAPE))
    assert _places(geometric_order(_page(*pieces))) == [2, 1]


def test_zones_that_overlap_at_their_seams_are_still_parted() -> None:
    """A few units of overlap, as zones drawn by hand have, change nothing."""
    pieces = (_piece(1, _box(0, 296, 400, 600)), _piece(2, _box(0, 0, 400, 303)))
    assert _places(geometric_order(_page(*pieces))) == [2, 1]


def test_a_piece_without_a_zone_stays_behind_its_neighbour() -> None:
    """The list tells where a piece belongs that the page does not place."""
    pieces = (_piece(1, _box(0, 300, 400, 600)), _piece(2), _piece(3, _box(0, 0, 400, 290)))
    assert _places(geometric_order(_page(*pieces))) == [3, 1, 2]
    first = (_piece(1), _piece(2, _box(0, 0, 400, 600)))
    assert _places(geometric_order(_page(*first))) == [1, 2]


def test_a_list_that_agrees_with_the_page_is_kept() -> None:
    """Row by row or column by column, both are ways to read; the list decides."""
    grid = [_box(x, y, x + 195, y + 190) for y in (0, 200, 400) for x in (0, 205)]
    by_rows = _page(*(_piece(n, box) for n, box in enumerate(grid, 1)))
    by_columns = _page(*(_piece(n, grid[i]) for n, i in enumerate((0, 2, 4, 1, 3, 5), 1)))
    for page in (by_rows, by_columns):
        assert disorders(page) == ()
        assert reading_order(page) == tuple(article.id for article in page.articles)


def test_a_list_against_the_page_is_noted_and_geometry_decides() -> None:
    """Both pieces are named."""
    pieces = (
        _piece(1, _box(0, 0, 400, 190)),
        _piece(2, _box(0, 400, 400, 600)),
        _piece(3, _box(0, 200, 400, 390)),
    )
    found = disorders(_page(*pieces))
    assert [(one.above[-2:], one.below[-2:]) for one in found] == [("03", "02")]
    assert _places(reading_order(_page(*pieces))) == [1, 3, 2]


def test_the_lead_may_be_listed_before_an_ear_above_it() -> None:
    """A small piece beside the nameplate stands higher than the lead and is listed after it."""
    pieces = (_piece(1, _box(100, 90, 400, 350)), _piece(2, _box(205, 0, 400, 80)))
    assert disorders(_page(*pieces)) == ()
    assert lead(_page(*pieces)) == pieces[0].id


def test_the_ear_beside_the_nameplate_does_not_lead() -> None:
    """Listed first and higher on the page, it still is no lead; on an inner page it is."""
    ear, below = _piece(1, _box(205, 0, 400, 110)), _piece(2, _box(0, 120, 200, 330))
    rest = _piece(3, _box(0, 340, 400, 600), kind="photo")
    front = _page(ear, below, rest)
    assert lead(front) == below.id
    assert lead(replace(front, sequence=2)) == ear.id
    beside = _page(ear, _piece(2, _box(0, 0, 200, 330)))
    assert lead(beside) in {article.id for article in beside.articles}


def test_the_lead_is_the_piece_that_stands_out() -> None:
    """Half a page at the top beats a strip listed first; a little more ground does not."""
    strip, half = _piece(1, _box(0, 0, 100, 60)), _piece(2, _box(110, 0, 400, 400))
    assert lead(_page(strip, half)) == half.id
    near = (_piece(1, _box(0, 0, 195, 300)), _piece(2, _box(205, 0, 400, 330)))
    assert lead(_page(*near)) == near[0].id


def test_high_on_the_page_counts_more_than_ground_at_the_foot() -> None:
    """A feature as large at the foot of the page does not lead."""
    foot, top = _piece(1, _box(0, 310, 400, 600)), _piece(2, _box(0, 0, 400, 300))
    assert prominence(_page(foot, top), top) > prominence(_page(foot, top), foot)
    assert lead(_page(foot, top)) == top.id


@pytest.mark.parametrize("kind", ["ad", "notice", "pointer", "photo"])
def test_what_is_no_story_does_not_lead_a_page_of_stories(kind: Any) -> None:
    """However large it is; alone on its page it leads for want of another."""
    large = _piece(1, _box(0, 0, 400, 500), kind=kind)
    small = _piece(2, _box(0, 510, 200, 600))
    assert lead(_page(large, small)) == small.id
    assert lead(_page(large)) == large.id


def test_ground_under_other_pieces_is_not_counted() -> None:
    """A zone drawn around the whole page leads only by what is left of it."""
    whole = _piece(1, _box(0, 0, 400, 600))
    upper, lower = _piece(2, _box(5, 40, 395, 380)), _piece(3, _box(5, 385, 395, 595))
    page = _page(upper, lower, whole)
    assert prominence(page, whole) < prominence(page, upper)
    assert lead(page) == upper.id


def test_two_pieces_that_share_one_zone_keep_the_order_of_the_list() -> None:
    """One outline for both: nothing to choose by but the list."""
    shared = _box(0, 0, 400, 300)
    page = _page(_piece(1, shared), _piece(2, shared), _piece(3, _box(0, 310, 400, 600)))
    assert _places(reading_order(page)) == [1, 2, 3]
    assert _places(geometric_order(page)) == [1, 2, 3]
    assert lead(page) == page.articles[0].id


def test_pages_without_pieces_or_regions_have_plain_answers() -> None:
    """Nothing to place, nothing to lead; the list where there is no geometry."""
    assert lead(_page()) is None
    assert reading_order(_page()) == ()
    bare = _page(_piece(1), _piece(2), width=None, height=None)
    assert _places(reading_order(bare)) == [1, 2]
    assert lead(bare) == bare.articles[0].id
    assert area_share(bare, bare.articles[0]) == 0
    assert printed_layout(bare) is None


def _demo_page(label: str) -> tuple[Page, list[dict[str, Any]]]:
    raw = json.loads((FIXTURES / "demo" / "expected.json").read_text(encoding="utf-8"))
    page = next(page for page in raw["pages"] if page["label"] == label)
    articles = tuple(
        Article(
            id=piece["id"],
            kind=piece["kind"],
            headline=piece["headline"],
            kicker=piece["kicker"],
            subheadline=piece["subheadline"],
            paragraphs=tuple(piece["paragraphs"]),
            images=tuple(Image(image["src"], image["caption"]) for image in piece["images"]),
            regions=tuple(tuple((x, y) for x, y in zone) for zone in piece["regions"]),
        )
        for piece in page["articles"]
    )
    made = Page(label=label, sequence=int(label), width=400, height=576, articles=articles)
    return made, page["articles"]


@pytest.mark.parametrize("label", ["01", "02", "03", "04"])
def test_the_demo_pages_lead_with_their_largest_headline(label: str) -> None:
    """What its make-up set largest is the lead, and its list agrees with the page."""
    page, pieces = _demo_page(label)
    assert lead(page) == pieces[0]["id"]
    assert disorders(page) == ()


@pytest.mark.parametrize("label", ["01", "02", "03", "04"])
def test_the_demo_pages_with_their_lists_shuffled_are_read_the_same_way(label: str) -> None:
    """Turned round, the list is contradicted, and geometry finds the lead first."""
    page, pieces = _demo_page(label)
    turned = replace(page, articles=page.articles[::-1])
    assert disorders(turned)
    assert lead(turned) == pieces[0]["id"]
    assert reading_order(turned)[0] == pieces[0]["id"]


_numbers = st.integers(min_value=-50, max_value=700).map(float)
_polygons = st.lists(st.tuples(_numbers, _numbers), min_size=3, max_size=9).map(tuple)
_pieces = st.lists(st.lists(_polygons, max_size=2), max_size=6)


@given(_pieces)
@settings(deadline=None, max_examples=40)
def test_any_zones_give_every_piece_once(zones: list[list[Polygon]]) -> None:
    """Random polygons, on and off the page, crossing themselves: an order of all, and a lead."""
    page = _page(*(_piece(n, *regions) for n, regions in enumerate(zones, 1)))
    ids = sorted(article.id for article in page.articles)
    assert sorted(reading_order(page)) == ids
    assert sorted(geometric_order(page)) == ids
    assert (lead(page) in ids) == bool(ids)
    assert all(0 <= area_share(page, article) <= 1 for article in page.articles)


def _crossing(zones: list[tuple[Polygon, ...]]) -> float:
    return sum(shared_area(one, other) for n, one in enumerate(zones) for other in zones[n + 1 :])


@given(st.lists(st.tuples(st.integers(0, 4000), st.booleans(), st.integers(0, 60)), max_size=24))
@settings(deadline=None, max_examples=60)
def test_a_composed_page_gives_every_piece_ground_of_its_own(
    pieces: list[tuple[int, bool, int]],
) -> None:
    """Whatever the lengths: all placed, none over another, none off the page, none too thin."""
    articles = tuple(
        _piece(
            n,
            headline="题" * title or None,
            paragraphs=("文" * length,) if length else (),
            images=(Image(None, "说明"),) if pictured else (),
        )
        for n, (length, pictured, title) in enumerate(pieces, 1)
    )
    made = compose(_page(*articles, width=None, height=None))
    assert made.composed
    assert sorted(zone.article for zone in made.zones) == [article.id for article in articles]
    assert _crossing([zone.polygons for zone in made.zones]) == 0
    for zone in made.zones:
        box = bounds(zone.polygons)
        assert box is not None
        assert 0 <= box.left < box.right <= made.width
        assert 0 <= box.top < box.bottom <= made.height
        assert box.width >= 20
        assert box.height >= 12


def test_a_composed_page_begins_with_the_lead_at_full_height() -> None:
    """The lead stands first and widest, under room for the nameplate; a short piece is small."""
    long, short = ("文" * 600,), ("文" * 60,)
    page = _page(
        _piece(1, paragraphs=long),
        _piece(2, paragraphs=short),
        _piece(3, paragraphs=long),
        _piece(4, paragraphs=(), kind="photo", images=(Image(None, "图为现场。"),)),
        width=None,
        height=None,
    )
    made = compose(page)
    boxes = {zone.article[-2:]: bounds(zone.polygons) for zone in made.zones}
    first, second, third = boxes["01"], boxes["02"], boxes["03"]
    assert first
    assert second
    assert third
    assert min(box.top for box in boxes.values() if box) == first.top > 60
    assert first.width >= made.width / 2
    assert second.area < third.area / 2


def test_two_hundred_pieces_are_still_composed() -> None:
    """A page that no paper prints grows longer, and stays quick."""
    made = compose(_page(*(_piece(n) for n in range(1, 201)), width=None, height=None))
    assert len(made.zones) == 200
    assert made.height > 1500
