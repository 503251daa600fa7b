"""Marks and boxes of today's templates: invented pages beside what each of them says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from parser.assembly import finished
from parser.newspaper import definition
from parser.source.files import Capture
from tests.parser.epaper.saved import read_pages
from tests.paths import FIXTURES

PAGES = sorted((FIXTURES / "marks").glob("*.html"))


def said(path: Path, file: str) -> dict[str, object]:
    """What one page is read as, in the words of the expectations."""
    capture = Capture(f"jizhou_2024-03-12/{file}", path.read_bytes())
    issues, errors = read_pages([capture], newspaper=definition("jizhou"), date=date(2024, 3, 12))
    assert [str(error) for error in errors] == []
    issue = finished(issues[0])
    (page,) = issue.pages
    (piece, *_) = page.articles
    return {
        "labels": list(issue.labels or [page.label]),
        "label": page.label,
        "section": page.section,
        "headlines": [article.headline for article in page.articles],
        "images": [[one.src, one.caption, one.credit] for one in piece.images],
        "repairs": [[one.kind, one.text] for one in piece.repairs],
        "paragraphs": list(piece.paragraphs),
        "kicker": piece.kicker,
        "headline": piece.headline,
        "subheadline": piece.subheadline,
        "byline": piece.byline,
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_marks(path: Path) -> None:
    """Each page gives the fields that lie beside it, and no field of another."""
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = said(path, expected.pop("file"))
    assert {field: found[field] for field in expected} == expected
