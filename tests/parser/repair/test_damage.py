"""Damaged bytes are noted wherever they stand, once, and nothing else is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from parser.model import Article, Image
from parser.piece import read_piece
from parser.repair.damage import LOST, noted

DAY = date(2024, 3, 12)


@pytest.mark.parametrize(
    ("fields", "places"),
    [
        ({"paragraphs": ("完好。", f"坏{LOST}字{LOST}。")}, [1]),
        ({"headline": f"{LOST}题"}, [None]),
        ({"images": (Image("a.jpg", f"图为{LOST}。"),)}, [None]),
        ({"byline": f"记者 {LOST}", "paragraphs": (f"{LOST}。",)}, [None, 0]),
        ({"headline": "题", "paragraphs": ("文。",)}, []),
    ],
)
def test_damage_is_noted(fields: dict[str, Any], places: list[int | None]) -> None:
    """Each text with a lost character has a repair that shows it and where it stands."""
    found = noted(Article("x-2024-03-12-01-01", **fields))
    assert [one.paragraph for one in found.repairs] == places
    assert all(LOST in one.text for one in found.repairs)
    assert noted(found) == found


def test_a_piece_read_twice_is_noted_once() -> None:
    """Reading a piece that has been read adds no second note."""
    piece = Article("x-2024-03-12-01-01", headline="题", paragraphs=(f"本报讯 河{LOST}涨。",))
    once = read_piece(piece, issued=DAY)
    assert len(once.repairs) == 1
    assert read_piece(once, issued=DAY) == once
