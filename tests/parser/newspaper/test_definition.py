"""Newspapers come from TOML definitions; what is wrong there is named by file and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parser.errors import ParseError, WrongDefinition
from parser.newspaper import Newspaper, definition, newspapers, shelf
from parser.newspaper.definition import read_definition
from parser.newspaper.families import FAMILY_CODES

GOOD = """code = "yxrb"
name = "云溪日报"
family = "F3"
url_template = "http://epaper.yunxi.example/html/{date:%Y-%m/%d}/node_1.htm"
"""


def write(folder: Path, text: str, name: str = "yxrb") -> Path:
    """A definition on disk."""
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def test_papers_of_every_family() -> None:
    """The archive knows at least 120 papers, of every family, and 大同日报 among them."""
    known = newspapers()
    assert len(known) >= 120
    families = {address.family for paper in known for address in paper.addresses}
    assert families == FAMILY_CODES
    datong = definition("dtrb")
    assert datong.name == "大同日报"
    assert datong.front_page(date(2022, 8, 10)) == (
        "http://epaper.dtnews.cn/dtrb/html/2022-08/10/node_1.htm?v=1"
    )


def test_every_definition_says_how_sure_it_is() -> None:
    """No address is given without saying where it is from; one only read about says so."""
    for paper in newspapers():
        for address in paper.addresses:
            assert address.seen or not address.url_template, paper.code
            if "survey" in (address.seen or "") and "page" not in (address.seen or ""):
                assert address.surveyed, paper.code


def test_no_two_papers_share_a_name_or_an_address() -> None:
    """A name or a front page leads to one paper."""
    names = [name for paper in newspapers() for name in set(paper.called)]
    assert sorted(names) == sorted(set(names))
    day = date(2026, 3, 2)
    pages = [page for paper in newspapers() if (page := paper.front_page(day))]
    assert sorted(pages) == sorted(set(pages))


@pytest.mark.parametrize(
    ("code", "day", "address"),
    [
        (
            "gmrb",
            date(2025, 12, 31),
            "https://epaper.gmw.cn/gmrb/html/2025-12/31/nbs.D110000gmrb_01.htm",
        ),
        ("gmrb", date(2026, 9, 6), "https://epaper.gmw.cn/gmrb/html/layout/202609/06/node_01.html"),
        (
            "rmrb",
            date(2024, 11, 30),
            "http://paper.people.com.cn/rmrb/html/2024-11/30/nbs.D110000renmrb_01.htm",
        ),
        (
            "rmrb",
            date(2024, 12, 1),
            "http://paper.people.com.cn/rmrb/pc/layout/202412/01/node_01.html",
        ),
        ("hnrb", date(2026, 7, 23), "http://news.hndaily.cn/html/2026-07/23/node_1.htm"),
        ("hnrb", date(2022, 7, 23), "http://hnrb.hinews.cn/html/2022-07/23/node_1.htm"),
        ("jfjb", date(2026, 9, 6), "http://www.81.cn/_szb/jfjb/2026/09/06/index.json"),
        ("nmrb", date(2026, 9, 6), None),
        (
            "fzrb",
            date(2026, 9, 6),
            "http://epaper.legaldaily.com.cn/fzrb/content/20260906/Page01TB.htm",
        ),
    ],
)
def test_an_old_year_points_to_the_old_place(code: str, day: date, address: str | None) -> None:
    """Papers that moved are asked for where the issue of the day is."""
    assert definition(code).front_page(day) == address


MOVED = (
    GOOD
    + """
[[addresses]]
from = 2024-05-01
family = "F1"
url_template = "https://new.yunxi.example/pc/layout/{date:%Y%m/%d}/node_01.html"
seen = "2024 page"

[[addresses]]
from = 2026-01-01
family = "JSON"
surveyed = true

[[json]]
holds = "page"
articles = "list[]"
headline = ["title", "t"]
body = "text"
unproven = ["body"]
"""
)


def test_a_paper_that_moved(tmp_path: Path) -> None:
    """Each address from its day on; the newest where no day is asked for; sites of all."""
    paper = read_definition(write(tmp_path, MOVED))
    assert paper.family_on(date(2024, 4, 30)) == "F3"
    assert paper.family_on(date(2024, 5, 1)) == "F1"
    assert paper.family_on(None) == "JSON"
    assert (
        paper.front_page(date(2024, 4, 30))
        == "http://epaper.yunxi.example/html/2024-04/30/node_1.htm"
    )
    assert paper.front_page(date(2026, 1, 1)) is None
    assert paper.sites == ("epaper.yunxi.example", "new.yunxi.example")
    assert paper.address_on(None).surveyed
    assert paper.json[0].path("headline") == ("title", "t")
    assert paper.json[0].path("kicker") == ()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("from = 2024-05-01", 'from = "2024-05-01"'), "addresses.from"),
        (("from = 2024-05-01\n", ""), "addresses.from"),
        (("from = 2026-01-01", "from = 2024-05-01"), "addresses.from"),
        (('family = "F1"', 'family = "F0"'), "addresses.family"),
        (("%Y%m/%d}/node_01", "%Y%m}/{x}"), "addresses.url_template"),
        (('seen = "2024 page"', 'sen = "2024 page"'), "addresses.sen"),
        (("surveyed = true", 'surveyed = "yes"'), "surveyed"),
        (('holds = "page"', 'holds = "pages"'), "json.holds"),
        (('articles = "list[]"\n', ""), "json.articles"),
        (('articles = "list[]"', 'articles = "list[0]"'), "json.articles"),
        (('"title", "t"', '"title", 7'), "headline"),
        (('unproven = ["body"]', 'unproven = ["byline"]'), "json.unproven"),
        (('body = "text"', 'body = "text"\narticle_address = "a/{code}"'), "json.article_address"),
    ],
)
def test_wrong_tables_name_file_and_key(tmp_path: Path, change: tuple[str, str], key: str) -> None:
    """Addresses and JSON shapes are held to their keys, too."""
    assert change[0] in MOVED
    path = write(tmp_path, MOVED.replace(*change, 1))
    with pytest.raises(WrongDefinition) as caught:
        read_definition(path)
    assert f"'{key}'" in str(caught.value)
    assert str(path) in str(caught.value)


def test_looking_up_one_reads_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code is looked up in its own file alone, once."""
    read: list[Path] = []

    def noted(path: Path) -> Newspaper:
        read.append(path)
        return read_definition(path)

    monkeypatch.setattr(shelf, "read_definition", noted)
    definition.cache_clear()
    definition("dtrb")
    definition("dtrb")
    definition.cache_clear()
    assert [path.name for path in read] == ["dtrb.toml"]


def test_unknown_code_is_its_own_name() -> None:
    """A paper without a definition is called by its code, and has no address."""
    paper = definition("nosuch")
    assert (paper.name, paper.front_page(date(2022, 1, 1))) == ("nosuch", None)


@pytest.mark.parametrize("code", ["", "../dtrb", "DTRB", "a b", "大同", "x" * 60, "a/b"])
def test_what_can_be_no_code(code: str) -> None:
    """A code is part of paths and addresses: nothing else gets through."""
    with pytest.raises(ParseError):
        definition(code)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("name =", "nam ="), "nam"),
        (('name = "云溪日报"\n', ""), "name"),
        (('family = "F3"\n', ""), "family"),
        (('"F3"', '"F99"'), "family"),
        (('"云溪日报"', "7"), "name"),
        (('"云溪日报"', '" "'), "name"),
        (('code = "yxrb"', 'code = "other"'), "code"),
        (("{date:%Y-%m/%d}", "2022"), "url_template"),
        (("{date:%Y-%m/%d}", "{date:%Y}{day}"), "url_template"),
        (("http://", "ftp://"), "url_template"),
        (("url_template", 'columns = "a"\nurl_template'), "columns"),
        (("url_template", "names = [1]\nurl_template"), "names"),
        (('node_1.htm"', 'node_1.htm"\n[selectors]\nheadlin = ["h1"]'), "selectors.headlin"),
        (('node_1.htm"', 'node_1.htm"\n[selectors]\nheadline = "h1"'), "headline"),
        (('node_1.htm"', 'node_1.htm"\n[selectors]\nheadline = ["h1 >> x"]'), "headline"),
    ],
)
def test_wrong_definition_names_file_and_key(
    tmp_path: Path, change: tuple[str, str], key: str
) -> None:
    """Every wrong or missing key is an error with the file and the key in it."""
    path = write(tmp_path, GOOD.replace(*change))
    with pytest.raises(WrongDefinition) as caught:
        read_definition(path)
    assert f"'{key}'" in str(caught.value)
    assert str(path) in str(caught.value)


def test_definition_that_is_no_toml(tmp_path: Path) -> None:
    """A file that is not TOML, or not there, is named."""
    with pytest.raises(WrongDefinition, match=r"yxrb\.toml"):
        read_definition(write(tmp_path, "name = "))
    with pytest.raises(WrongDefinition, match=r"gone\.toml"):
        read_definition(tmp_path / "gone.toml")


def test_own_selectors(tmp_path: Path) -> None:
    """A definition may add what differs from its family."""
    path = write(tmp_path, GOOD + '[selectors]\nheadline = ["h2.our-title"]\n')
    paper = read_definition(path)
    assert paper.selectors_for("headline") == ("h2.our-title",)
    assert paper.selectors_for("kicker") == ()
