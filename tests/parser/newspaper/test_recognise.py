"""Whose page: property over title over path over host; sister papers; papers of no definition."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.model import CODE
from parser.newspaper import OWN_DEFINITIONS, Codes, Signs, definition, newspapers, recognise, shelf
from parser.newspaper.definition import RESERVED
from parser.newspaper.recognise import initials
from parser.newspaper.site import telling_folder
from tests.paths import SHARED

PAPERS = {
    "yxrb": ("云溪日报", "http://epaper.yunxi.example/yxrb/html/{date:%Y-%m/%d}/node_1.htm"),
    "yxwb": ("云溪晚报", "http://epaper.yunxi.example/yxwb/html/{date:%Y-%m/%d}/node_1.htm"),
    "shanrb": (
        "山城日报",
        "http://szb.shancheng.example/scrb/pc/layout/{date:%Y%m/%d}/node_01.html",
    ),
    "hw": ("河湾报", "https://hewan.example/html/{date:%Y-%m/%d}/node_1.htm"),
}


@pytest.fixture(autouse=True)
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Four invented newspapers beside the shipped ones, for this test alone."""
    from parser.newspaper import printed_names, site

    for code, (name, address) in PAPERS.items():
        text = f'code = "{code}"\nname = "{name}"\nfamily = "X"\nurl_template = "{address}"\n'
        (tmp_path / f"{code}.toml").write_text(text, "utf-8")
    monkeypatch.setenv(OWN_DEFINITIONS, str(tmp_path))
    caches = (
        shelf.newspapers,
        shelf.definition,
        shelf.by_name,
        printed_names.known_in,
        site._addresses,
        site._by_path,
        site._by_host,
    )
    for each in caches:
        each.cache_clear()
    yield
    monkeypatch.undo()
    for each in caches:
        each.cache_clear()


def test_a_code_and_a_name_know_each_other() -> None:
    """The invented papers are found like any."""
    assert definition("yxrb").name == "云溪日报"
    assert {"yxrb", "dtrb"} <= {paper.code for paper in newspapers()}


@pytest.mark.parametrize(
    ("signs", "name", "sign", "notes"),
    [
        (Signs(stated="云溪晚报"), "云溪晚报", "property", 0),
        (Signs(stated="《云溪晚报》数字报"), "云溪晚报", "property", 0),
        (Signs(stated="云溪晚报", titles=("云溪日报",)), "云溪晚报", "property", 1),
        (
            Signs(stated="云溪", url="http://epaper.yunxi.example/yxwb/html/2026-03/02/1.htm"),
            "云溪晚报",
            "property",
            0,
        ),
        (Signs(stated="数字报", titles=("云溪晚报",)), "云溪晚报", "title", 0),
        (Signs(titles=("渡口记_云溪晚报数字报",)), "云溪晚报", "title", 0),
        (
            Signs(
                titles=("云溪晚报",),
                url="http://epaper.yunxi.example/yxrb/html/2026-03/02/content_1.htm",
            ),
            "云溪晚报",
            "title",
            1,
        ),
        (
            Signs(url="http://epaper.yunxi.example/yxwb/html/2026-03/02/content_1.htm"),
            "云溪晚报",
            "path",
            0,
        ),
        (Signs(url="http://epaper.yunxi.example/YXWB/res/1.htm"), "云溪晚报", "path", 0),
        (Signs(url="https://hewan.example/resfile/2026-03-02/01/x.htm"), "河湾报", "host", 0),
        # a sister paper that is not defined: by what it prints, else by its folder
        (
            Signs(
                stated="山城法治报",
                url="http://szb.shancheng.example/shanchengfzb/pc/con/202603/02/content_1.html",
            ),
            "山城法治报",
            "property",
            2,
        ),
        (
            Signs(
                titles=("山城法治报 2026年03月02日",),
                url="http://szb.shancheng.example/shanchengfzb/pc/con/202603/02/content_1.html",
            ),
            "山城法治报",
            "title",
            2,
        ),
        (
            Signs(url="http://szb.shancheng.example/shanchengfzb/pc/con/202603/02/content_1.html"),
            "shanchengfzb",
            "folder",
            2,
        ),
        (Signs(code="yxrb"), "云溪日报", "file name", 0),
        (Signs(code="yxrb", titles=("云溪晚报",)), "云溪晚报", "title", 1),
        (Signs(links=lambda: "nw.D110000renmrb_20220101_1-01.htm"), "人民日报", "mark", 0),
    ],
)
def test_the_surest_sign_wins_and_the_others_are_named(
    signs: Signs, name: str, sign: str, notes: int
) -> None:
    """Property over title, title over whole path, that over the host; each that differs is told."""
    found = recognise(signs)
    assert found is not None
    assert (found.newspaper.name, found.sign, len(found.notes)) == (name, sign, notes), found


@pytest.mark.parametrize(
    ("signs"),
    [
        Signs(),
        Signs(url="http://nowhere.example/"),
        Signs(url="not an address"),
        Signs(titles=("今年首份台风预报",)),
        Signs(titles=("两国发表联合公报",)),
        Signs(titles=("光明数字报",)),
        Signs(titles=("我和晚报的故事",)),
        Signs(titles=("云溪日报评论员文章",)),
    ],
)
def test_what_tells_no_newspaper(signs: Signs) -> None:
    """No address, no name: a headline that ends like a newspaper's name is none."""
    assert recognise(signs) is None


@pytest.mark.parametrize("title", ["一份老晨报", "云溪晚报：老街新颜"])
def test_a_headline_names_no_newspaper(title: str) -> None:
    """A piece about a newspaper, or by another one, is of the paper whose address it has."""
    url = "http://epaper.yunxi.example/yxrb/html/2026-03/02/content_1.htm"
    found = recognise(Signs(titles=(title,), headlines=lambda: (title,), url=url))
    assert found is not None
    assert found.newspaper.code == "yxrb"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("云溪日报数字报", "yxrb"),
        ("云溪日报社", "yxrb"),
        ("云溪日报电子阅报栏", "yxrb"),
        ("云溪日报社数字报", "yxrb"),
        ("云溪日报社－电子版", "yxrb"),
        ("云溪日报多媒体数字报刊平台", "yxrb"),
        ("云溪日报数字报纸", "yxrb"),
        ("云溪日报手机报", "yxrb"),
        ("云溪日报网上读报", "yxrb"),
        ("《云溪日报》", "yxrb"),
        ("《云溪日报》电子报", "yxrb"),
        ("【云溪日报】数字报", "yxrb"),
        ("欢迎光临云溪日报社网站", "yxrb"),
        ("云溪日报（电子版）", "yxrb"),
        ("云溪日报(数字报)", "yxrb"),
        ("云溪日报：渡口记", "yxrb"),
        ("渡口记｜云溪日报", "yxrb"),
        ("第01版：要闻_云溪日报", "yxrb"),
        ("云溪日报 第A01版", "yxrb"),
        ("云溪日报20260302", "yxrb"),
        ("云溪日报二〇二六年三月二日", "yxrb"),
        ("云 溪 日 报", "yxrb"),
        ("雲溪日報數字報", "yxrb"),
        ("云溪日报-云溪新闻网", "yxrb"),
        ("中国旅游报社-电子报平台", None),
        ("新云溪日报", None),
        ("云溪日报海外版", None),
    ],
)
def test_names_in_titles(title: str, code: str | None) -> None:
    """A name stands in a title with all that sites put around it; a longer name is another's."""
    found = recognise(Signs(titles=(title,)))
    assert found is not None
    assert found.newspaper.code == (code or found.newspaper.code)
    assert (found.newspaper.code == "yxrb") == (code == "yxrb")


def test_a_press_is_not_taken_off_too_far() -> None:
    """中国旅游报社 is 中国旅游报, whether it has a definition or not."""
    for title in ("中国旅游报社", "中国旅游报社-电子报平台"):
        found = recognise(Signs(titles=(title,)))
        assert found is not None
        assert found.newspaper.name == "中国旅游报"


def test_codes_of_papers_without_a_definition() -> None:
    """The folder, else initials; 2, 3 where another has it; one name keeps its code."""
    codes = Codes(held={"hwcb": "海卫晨报", "qnb2": "青南报"})
    assert codes.code_of("河湾晨报", None) == "hwcb2"
    assert codes.code_of("河湾晨报", "hewan") == "hwcb2"
    assert codes.code_of("海湾晨报", None) == "hwcb3"
    assert codes.code_of("海卫晨报", "other") == "hwcb"
    assert codes.code_of("青南报", None) == "qnb2"
    assert codes.code_of("云中日报", "yxrb") == "yxrb2"
    assert codes.code_of("柳溪报", "desk") == "desk2"


def test_a_folder_and_the_name_printed_elsewhere_are_one_paper() -> None:
    """Pages that print no name have their folder's code, as those that print it."""
    for order in ((None, "柳溪报"), ("柳溪报", None)):
        codes = Codes()
        assert {codes.code_of(name or "lxb", "lxb") for name in order} == {"lxb"}


@given(st.text(max_size=20), st.none() | st.from_regex(r"[a-z][a-z0-9_-]{0,40}", fullmatch=True))
def test_every_code_given_is_one(name: str, folder: str | None) -> None:
    """Whatever is printed, the code fits into addresses and is no reserved word."""
    code = Codes().code_of(name, folder)
    assert CODE.fullmatch(code)
    assert code not in RESERVED


def test_initials_know_readings() -> None:
    """重庆 is read chóngqìng, as every reader does."""
    assert initials("重庆晨报") == "cqcb"
    assert initials("长沙晚报") == "cswb"


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("http://ep.site.example/epaper/xkb/html/2026-03/02/node_1.htm", "xkb"),
        ("http://szb.site.example/pc/layout/202603/02/node_1.html", None),
        ("https://www.site.example/shtml/sxnmb/20260302/v1.shtml", "sxnmb"),
        ("https://site.example/html/2026-03/02/1.htm", None),
    ],
)
def test_the_folder_that_tells_a_paper(url: str, folder: str | None) -> None:
    """What any site has in its addresses tells no paper."""
    assert telling_folder(url) == folder


TABLE = SHARED / "reference" / "newspapers.tsv"


@pytest.mark.skipif(not TABLE.exists(), reason="no folder of shared references beside this one")
def test_no_surveyed_paper_takes_another_ones_name() -> None:
    """Of some five hundred surveyed papers each is itself where it states its name."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    for row in rows:
        name = "".join(row["newspaper"].split())
        url = row["url_template"].replace("{date}", "2026-03/02")
        found = recognise(Signs(stated=name, url=url))
        if not name.isascii():
            assert found is not None, name
            assert name in found.newspaper.called, (name, found)
