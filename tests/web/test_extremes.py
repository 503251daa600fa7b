"""Archives at the ends: nothing, one story, days at the ends of time, a century without papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from index import Archive
from tests.web.archive import capture, plain
from web import create_app

#: One address of every kind of page that needs no issue.
PAGES = (
    "/",
    "/search?q=麦田",
    "/search?q=麦田&from=0001-01-01&to=9999-12-31",
    "/search.csv?q=麦田",
    "/search.atom?q=麦田",
    "/desk/",
    *(f"/trend?q=麦田&by={by}" for by in ("year", "month", "day")),
    "/batch?names=麦田",
    "/today?day=01-01",
    "/today?day=12-31",
    "/opensearch.xml",
    "/robots.txt",
    "/readyz",
    "/metrics",
)
OF_A_PAPER = ("/ceshi/", "/ceshi/?year=1", "/ceshi/?year=9999", "/ceshi/?year=1950")
#: What one page may weigh.
MOST_BYTES = 600_000
LAST = date(9999, 12, 31)


def archive(folder: Path, *days: date) -> FlaskClient:
    """A client over an archive with a small issue of each day."""
    with Archive(folder) as made:
        for day in days:
            made.add(plain(day, "麦田开镰"))
    return create_app({"DATA": folder}).test_client()


def every_page(client: FlaskClient, *more: str) -> None:
    """Each answers, as a page of reasonable length, and its data does too."""
    for address in (*PAGES, *more):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert len(answer.data) < MOST_BYTES, address
        path, _, query = address.partition("?")
        if answer.mimetype == "text/html" and path != "/batch":
            data = client.get(f"{path.rstrip('/') or '/index'}.json?{query}")
            assert data.status_code == 200, address


def links(client: FlaskClient, address: str) -> Iterator[str]:
    """Where a page leads, within the archive."""
    page = html.fromstring(client.get(address).data)
    yield from (str(link) for link in page.xpath("//main//a/@href") if str(link).startswith("/"))


def test_an_archive_with_nothing(tmp_path: Path) -> None:
    """Every page says what to do first."""
    client = archive(tmp_path)

    every_page(client)
    assert "banmian" in client.get("/").text
    assert client.get("/ceshi/").status_code == 404


def test_an_archive_with_one_story(tmp_path: Path) -> None:
    """No neighbour, no other year, nothing similar: everything answers."""
    client = archive(tmp_path, date(2023, 5, 10))

    day = "/ceshi/2023-05-10"
    every_page(client, *OF_A_PAPER, f"{day}/", f"{day}/01/", f"{day}/01/1", f"/desk{day}")


@pytest.mark.parametrize(
    "days",
    [
        (date.min,),
        (LAST,),
        (date.min, LAST),
        (date.min, date(1949, 10, 1), date(2023, 5, 10), LAST),
    ],
)
def test_days_at_the_ends_of_time(tmp_path: Path, days: tuple[date, ...]) -> None:
    """A printed or misread year 1 or 9999 is a day like any other, on every page."""
    client = archive(tmp_path, *days)
    own = [f"/ceshi/{day.isoformat()}" for day in days]

    every_page(
        client,
        *OF_A_PAPER,
        *(f"{day}/{rest}" for day in own for rest in ("", "01/", "01/1")),
        *(f"/desk{day}" for day in own),
    )
    for address in ("/", "/ceshi/", "/search?q=麦田"):
        for link in links(client, address):
            assert client.get(link).status_code == 200, link


@pytest.mark.slow
def test_a_century_of_days_without_a_paper(tmp_path: Path) -> None:
    """36,500 days captured of which no paper came: the calendar shows them a year at a time."""
    with Archive(tmp_path) as made:
        for back in range(36_500):
            made.record_capture(capture(date(2023, 5, 10) - timedelta(back), "none"))
        made.add(plain(date(2023, 5, 10), "麦田开镰"))
    client = create_app({"DATA": tmp_path}).test_client()

    every_page(client, *OF_A_PAPER)
