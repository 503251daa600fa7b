"""The invented newspaper in seeds/: whole, true to its family, and equal to its source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from parser.errors import BanmianError
from parser.issue import read_issues
from parser.issue_json import issue_to_json
from tests.paths import FIXTURES, SEEDS

FOLDER = SEEDS / "jizhou-2024-03-12"
EXPECTED = json.loads((FIXTURES / "demo" / "expected.json").read_text(encoding="utf-8"))
PAGES = [page["label"] for page in EXPECTED["pages"]]


def _page(label: str) -> dict[str, Any]:
    found: dict[str, Any] = next(page for page in EXPECTED["pages"] if page["label"] == label)
    return found


def _node(label: str) -> html.HtmlElement:
    number = _page(label)["articles"][0]["source"].split("_")[1]
    return html.fromstring((FOLDER / f"node_{number}.htm").read_bytes())


def _lines(name: str) -> list[str]:
    tree = html.fromstring((FOLDER / name).read_bytes())
    return [node.text_content().lstrip("\u3000") for node in tree.xpath("//*[@id='ozoom']//p")]


@pytest.mark.parametrize("label", PAGES)
def test_the_area_map_and_the_list_name_every_piece_in_order(label: str) -> None:
    """Areas and list both lead to the pieces the source has."""
    tree, pieces = _node(label), [piece["source"] for piece in _page(label)["articles"]]
    assert tree.xpath("//map[@name='PagePicMap']/area/@href") == pieces
    assert tree.xpath("//*[@id='main-ed-articlenav-list']//a/@href") == pieces


@pytest.mark.parametrize("label", PAGES)
def test_zones_lie_on_the_page_and_do_not_share_ground(label: str) -> None:
    """Every corner is on the page; no corner of a zone lies inside another zone."""
    page = _page(label)
    zones = [piece["regions"][0] for piece in page["articles"]]
    for x, y in (corner for zone in zones for corner in zone):
        assert 0 <= x <= page["width"]
        assert 0 <= y <= page["height"]
    centres = [(min(x for x, _ in z) + 3, min(y for _, y in z) + 3) for z in zones]
    for place, centre in enumerate(centres):
        assert [n for n, zone in enumerate(zones) if _inside(centre, zone)] == [place]


def _inside(point: tuple[float, float], zone: list[list[float]]) -> bool:
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(zone, zone[1:] + zone[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize("label", PAGES)
def test_every_picture_named_is_there(label: str) -> None:
    """Page picture and pictures of pieces lie beside the pages; no page picture over 250 kB."""
    page = _page(label)
    named = [page["image"], *(i["src"] for a in page["articles"] for i in a["images"])]
    for name in named:
        assert (FOLDER / name).read_bytes().startswith(b"\x89PNG")
    assert (FOLDER / page["image"]).stat().st_size < 250_000


@pytest.mark.parametrize("label", PAGES)
def test_the_saved_pages_print_what_the_source_says(label: str) -> None:
    """Paragraphs of each saved piece, with its jump line put back, are those of the source."""
    for piece in _page(label)["articles"]:
        text = "".join(_lines(piece["source"]))
        printed = "".join(piece["paragraphs"])
        for jump in piece["jumps"]:
            printed = (
                printed + jump["text"] if jump["direction"] == "to" else (jump["text"] + printed)
            )
        assert text == printed, piece["headline"]


def test_it_holds_the_cases_it_was_written_for() -> None:
    """Jumps that come back, one lost, one on the wrong page, photo, column, wire, pointer, ad."""
    pieces = [piece for page in EXPECTED["pages"] for piece in page["articles"]]
    kinds = {piece["kind"] for piece in pieces}
    assert kinds == {"article", "photo", "pointer", "notice", "ad"}
    assert sum(len(piece["jumps"]) for piece in pieces) == 7
    assert any(piece["column_name"] for piece in pieces)
    assert any(piece["kicker"] and piece["subheadline"] for piece in pieces)
    agencies = {piece["dateline"]["agency"] for piece in pieces if piece["dateline"]}
    assert agencies == {"新华社", "本报"}
    roles = {person["role"] for piece in pieces for person in piece["authors"]}
    assert {"记者", "通讯员", "实习生", "评论员", "摄影"} <= roles


@pytest.fixture(scope="module")
def parsed() -> dict[str, Any]:
    """What the whole reader makes of the folder, as Issue JSON."""
    failures: list[BanmianError] = []
    readings = list(read_issues([FOLDER], on_error=failures.append))
    assert failures == []
    assert len(readings) == 1
    return issue_to_json(readings[0].issue)


def _plain(value: Any) -> Any:
    """Numbers alike, and only the keys the source speaks of."""
    if isinstance(value, dict):
        silent = {"mark", "certain", "repairs"}
        return {key: _plain(each) for key, each in value.items() if key not in silent}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return float(value) if isinstance(value, int) else value


FIELDS = (
    "id",
    "column_name",
    "kicker",
    "headline",
    "subheadline",
    "byline",
    "dateline",
    "paragraphs",
    "images",
    "jumps",
)


def test_the_reader_finds_what_the_source_says(parsed: dict[str, Any]) -> None:
    """Every page and piece, field by field, as the source printed it."""
    for key in ("newspaper", "newspaper_name", "date", "labels"):
        assert parsed[key] == EXPECTED[key]
    assert [page["label"] for page in parsed["pages"]] == PAGES
    for want, got in zip(EXPECTED["pages"], parsed["pages"], strict=True):
        for key in ("section", "width", "height", "image"):
            assert _plain(got[key]) == _plain(want[key]), (want["label"], key)
        for piece, found in zip(want["articles"], got["articles"], strict=True):
            for key in (*FIELDS, "references", "regions", "source"):
                assert _plain(found[key]) == _plain(piece[key]), (piece["id"], key)


def test_every_jump_line_ends_where_the_source_sent_it(parsed: dict[str, Any]) -> None:
    """Two come back, one comes back on another page than printed, one never does."""
    keys = ("from", "to", "jump", "verdict")
    found = [{key: one[key] for key in keys} for one in parsed["continuations"]]
    for want in EXPECTED["continuations"]:
        assert want in found
    assert len(found) == sum(
        len(piece["jumps"]) for page in EXPECTED["pages"] for piece in page["articles"]
    )


def test_nothing_on_the_saved_pages_points_out_of_the_folder() -> None:
    """Pages, pieces and pictures are all there."""
    for path in FOLDER.glob("*.htm"):
        tree = html.fromstring(path.read_bytes())
        for link in tree.xpath("//area/@href | //*[@id='ozoom']//@src | //*[@id='pageLink']/@href"):
            assert (FOLDER / Path(link).name).exists(), (path.name, link)
