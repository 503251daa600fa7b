"""Invented pages of every template family, read whole and held against what they must become."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from parser.epaper.families import date_in, family_of, key_of, shape_of
from parser.model import Issue
from parser.newspaper import Newspaper, definition, newspapers
from parser.newspaper.families import FAMILIES, JSON, OWN_SITE
from parser.source.files import Capture
from tests.parser.epaper.saved import read_pages
from tests.paths import FIXTURES

FOLDERS = sorted(path.parent for path in (FIXTURES / "families").glob("*/expected.json"))
FIELDS = ("kicker", "headline", "subheadline", "byline", "paragraphs")


def captures(folder: Path, expected: dict[str, Any]) -> list[Capture]:
    """The pages of a family as captures, named as a saved folder would name them."""
    name = expected.get("folder") or f"{expected['newspaper']}_{expected['date']}"
    return [
        Capture(f"{name}/{file}" if url is None else file, (folder / file).read_bytes(), url)
        for file, url in expected["files"].items()
    ]


def as_json(value: object) -> object:
    """Tuples as lists, dates as text: what a table of expectations holds."""
    return json.loads(json.dumps(value, default=str))


def read(folder: Path, expected: dict[str, Any], pages: list[Capture] | None = None) -> Issue:
    """The one issue of a family's pages."""
    paper = definition(expected["newspaper"]) if folder.name != "F2n-2020" else None
    known = None if folder.name in ("F2", "F2n-2020") else paper
    issues, errors = read_pages(pages or captures(folder, expected), newspaper=known)
    assert [str(error) for error in errors] == []
    assert len(issues) == 1
    return issues[0]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_family_reads_whole(folder: Path) -> None:
    """Labels, sections, zones, lists and pieces of each family come out exactly."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    issue = read(folder, expected)
    for key in ("newspaper", "newspaper_name", "date", "labels"):
        assert as_json(getattr(issue, key)) == expected[key], key
    assert len(issue.pages) == len(expected["pages"])
    for page, wanted in zip(issue.pages, expected["pages"], strict=True):
        for key in ("label", "sequence", "section", "width", "height", "image", "pdf"):
            assert getattr(page, key) == wanted[key], key
        assert [a.headline for a in page.articles] == [a["headline"] for a in wanted["articles"]]
        for article, piece in zip(page.articles, wanted["articles"], strict=True):
            for key in FIELDS:
                assert as_json(getattr(article, key)) == piece[key], (article.headline, key)
            images = [
                {k: asdict(i)[k] for k in ("src", "caption", "credit")} for i in article.images
            ]
            assert images == piece["images"]
            assert as_json(article.regions) == piece["regions"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_order_of_captures_does_not_matter(folder: Path) -> None:
    """Any order of files, and any file twice, gives the same issue."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    pages = captures(folder, expected)
    whole = read(folder, expected, pages)
    for seed in range(4):
        shuffled = [*pages, *pages]
        random.Random(seed).shuffle(shuffled)
        assert read(folder, expected, shuffled) == whole


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_article_without_its_page_view(folder: Path) -> None:
    """Article pages alone, in a flat folder, still become pieces with the same text."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    whole = read(folder, expected)
    held = {a.headline: a for page in whole.pages for a in page.articles if a.paragraphs}
    for capture in captures(folder, expected):
        issues, errors = read_pages(
            [capture], newspaper=definition(expected["newspaper"]), label="9"
        )
        assert not errors
        for article in (a for page in issues[0].pages for a in page.articles if a.paragraphs):
            assert article.paragraphs == held[article.headline].paragraphs
            assert article.kicker == held[article.headline].kicker


def test_ids_follow_the_order_of_the_page() -> None:
    """Ids count from 01 in the order of the list, captured or not."""
    for folder in FOLDERS:
        expected = json.loads((folder / "expected.json").read_text("utf-8"))
        for page in read(folder, expected).pages:
            orders = [article.order for article in page.articles]
            assert orders[:1] == [1]
            assert all(b == a + 1 for a, b in pairwise(orders))


@pytest.mark.parametrize("paper", newspapers(), ids=lambda paper: paper.code)
def test_address_of_a_definition_has_its_family_shape(paper: Newspaper) -> None:
    """Each definition's first page is told as a page view, and carries the day asked for."""
    for where in paper.addresses:
        address = where.front_page(date(2022, 8, 9))
        if address is None or where.family in ("F12", OWN_SITE, JSON):
            continue
        found = family_of(address)
        assert found is not None
        assert found[1] == "page"
        assert date_in(address) == date(2022, 8, 9)


def test_keys_and_shapes() -> None:
    """Links to one page share a key; folders count only where all names are alike."""
    assert key_of("./content_5.htm?div=-1") == key_of("../a/CONTENT_5.htm#x") == "content_5.htm"
    assert key_of("html/2022/01/02/01/default.htm") == "01/default.htm"
    assert key_of("Article.aspx?KID=7") == "article.aspx?kid=7"
    assert shape_of("content_58464_19.htm") == "content_9_9.htm"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("html/2022-08/10/node_1.htm", date(2022, 8, 10)),
        ("pc/layout/202208/10/node_1.html", date(2022, 8, 10)),
        ("20220810/html/index.htm", date(2022, 8, 10)),
        ("2022/08/10/01/default.htm", date(2022, 8, 10)),
        ("rmrb_2022-08-10_p01_1.html", date(2022, 8, 10)),
        ("content_20220231.htm", None),
        ("content_9720220810123.htm", None),
        ("html/2022-13/10/", None),
    ],
)
def test_date_in(text: str, day: date | None) -> None:
    """Days are read from every form of address, and never from a longer number."""
    assert date_in(text) == day


def test_families_are_told_apart() -> None:
    """Every family has a code of its own, and patterns that are no other's."""
    codes = [family.code for family in FAMILIES]
    assert len(set(codes)) == len(codes)
    assert family_of("http://a.example/x/about.php") is None
