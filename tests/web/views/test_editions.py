"""Two editions of a day are two issues; what is withdrawn says so at its address."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index import Archive
from parser.continuation.linker import link
from parser.model import Article, Issue, Page, Picture
from tests.web.archive import PNG, plain
from web import create_app

DAY = date(2024, 4, 1)


def evening() -> Issue:
    """The second edition of a day: its ids and addresses have -2 behind the date."""
    piece = Article("ceshi-2024-04-01-2-01-01", headline="夜市亮灯", paragraphs=("夜市的灯亮了。",))
    page = Page("01", 1, "夜报", image="images/wan.png", articles=(piece,))
    return link(Issue("ceshi", "测试日报", DAY, edition="晚报", labels=("01",), pages=(page,)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("editions")
    with Archive(made) as archive:
        archive.add(plain(DAY, "早市开张", "晨练的人"))
        archive.add(evening(), (Picture("images/wan.png", "image/png", PNG),))
        archive.add(plain(DAY.replace(day=2), "撤下的一期"))
        archive.withdraw("ceshi-2024-04-01-01-02")
        archive.withdraw("ceshi-2024-04-02")
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return create_app({"DATA": folder}).test_client()


def test_each_edition_has_its_address(client: FlaskClient) -> None:
    """Issue, page, story, desk and data at -2; each edition leads to the other."""
    for rest in ("", "/01", "/01/1"):
        first = client.get(f"/ceshi/2024-04-01{rest}", follow_redirects=True).text
        second = client.get(f"/ceshi/2024-04-01-2{rest}", follow_redirects=True).text
        assert "早市开张" in first
        assert "夜市亮灯" not in first
        assert "夜市亮灯" in second
        assert "早市开张" not in second
        assert 'href="/ceshi/2024-04-01-2/' in second
    assert 'href="/ceshi/2024-04-01-2/"' in client.get("/ceshi/2024-04-01/").text
    assert 'href="/ceshi/2024-04-01/"' in client.get("/ceshi/2024-04-01-2/").text
    assert "晚报" in client.get("/ceshi/2024-04-01-2/").text
    assert client.get("/desk/ceshi/2024-04-01-2").status_code == 200
    assert client.get("/ceshi/2024-04-01-2.json").get_json()["edition"] == "晚报"
    assert client.get("/ceshi/2024-04-01-2/picture?src=images/wan.png").status_code == 200
    assert client.get("/ceshi/2024-04-01/picture?src=images/wan.png").status_code == 404


def test_a_search_leads_to_the_edition(client: FlaskClient) -> None:
    """The hit's address is that of its edition, and answers."""
    page = client.get("/search?q=夜市").text

    assert "/ceshi/2024-04-01-2/01/1" in page
    assert client.get("/ceshi/2024-04-01-2/01/1").status_code == 200


@pytest.mark.parametrize("day", ["2024-04-01-3", "2024-04-01-1", "2024-04-01-x", "2024-04-31-2"])
def test_an_edition_that_is_none(client: FlaskClient, day: str) -> None:
    """404, with ways on."""
    answer = client.get(f"/ceshi/{day}/")

    assert answer.status_code == 404
    assert "/ceshi/" in answer.text


@pytest.mark.parametrize(
    "address", ["/ceshi/2024-04-01/01/2", "/ceshi/2024-04-02/", "/ceshi/2024-04-02/01/1"]
)
def test_what_is_withdrawn_is_gone(client: FlaskClient, address: str) -> None:
    """410 in both forms, without a word of it; no list leads there."""
    answer = client.get(address)
    data = client.get(f"{address.rstrip('/')}.json")

    assert (answer.status_code, data.status_code) == (410, 410)
    assert "撤下" in answer.text
    assert "晨练" not in answer.text + data.text
    for listing in ("/", "/ceshi/", "/ceshi/2024-04-01/", "/search?q=晨练", "/search.csv?q=晨练"):
        assert f'{address}"' not in client.get(listing).text


def test_a_newspaper_of_which_all_is_withdrawn(tmp_path: Path) -> None:
    """Its addresses say 410, no calendar and no issue of another day: those are 404."""
    with Archive(tmp_path) as archive:
        archive.add(plain(DAY, "早市开张"))
        archive.withdraw(f"ceshi-{DAY}")
    client = create_app({"DATA": tmp_path, "TESTING": True}).test_client()
    found = {
        address: client.get(f"/ceshi/{address}").status_code
        for address in ("2024-04-01/", "2024-04-01.json", "2024-04-01/01/", "2024-04-01/01/1")
    }

    assert set(found.values()) == {410}, found
    assert client.get("/desk/ceshi/2024-04-01").status_code == 410
    for address in ("", "2024-04-02/", "2024-04-31/"):
        assert client.get(f"/ceshi/{address}").status_code == 404


def test_what_comes_back_answers(folder: Path, client: FlaskClient) -> None:
    """Restored, it stands where it stood."""
    with Archive(folder) as archive:
        archive.restore_withdrawn("ceshi-2024-04-01-01-02")
        assert "晨练" in client.get("/ceshi/2024-04-01/01/2").text
        archive.withdraw("ceshi-2024-04-01-01-02")
    assert client.get("/ceshi/2024-04-01/01/2").status_code == 410
