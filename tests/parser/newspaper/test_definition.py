"""Newspapers come from TOML definitions; what is wrong there is named by file and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parser.errors import ParseError, WrongDefinition
from parser.newspaper import definition, newspapers, shelf
from parser.newspaper.definition import read_definition

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


def test_forty_papers_of_many_families() -> None:
    """The archive knows at least forty real papers, and 大同日报 among them."""
    known = newspapers()
    assert len(known) >= 40
    assert len({paper.family for paper in known}) >= 8
    datong = definition("dtrb")
    assert datong.name == "大同日报"
    assert datong.front_page(date(2022, 8, 10)) == (
        "http://epaper.dtnews.cn/dtrb/html/2022-08/10/node_1.htm?v=1"
    )


def test_every_definition_says_how_sure_it_is() -> None:
    """No address is given without saying where it is from."""
    assert all(paper.seen for paper in newspapers() if paper.url_template)


def test_looking_up_one_reads_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code is looked up in its own file alone, once."""
    read: list[Path] = []
    original = shelf.read_definition
    monkeypatch.setattr(shelf, "read_definition", lambda p: read.append(p) or original(p))
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
