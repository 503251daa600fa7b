"""What a probe says of a page is what the readers do; its draft of a definition reads the page."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from banmian import main
from parser.epaper.article import read_article_page
from parser.errors import BanmianError
from parser.markup.select import find, selector
from parser.markup.tree import line_of, parse
from parser.newspaper.definition import newspaper_of
from parser.probe import Field, Probe, draft, probe, probe_lines
from parser.probe.template import dated_template
from parser.source.files import Capture
from tests.newspaper_server import FIRST, FORTNIGHT, PAPERS, File, Server, Site
from tests.paths import FIXTURES

DAY = date(2026, 3, 2)
PAGES = sorted((FIXTURES / "families").rglob("*.[hs]*htm*"))
TEXT = (
    "本报讯（记者 甲某某）老街修缮完工，商户陆续回迁，石板路重新铺过，灯也换了。",
    "有人说，下雨天走在这里，听得见鞋底的声音，和三十年前一样，只是檐下少了卖糖的人。",
)
OWN = f"""<html><head><title>老街新颜 - 柳溪时报</title></head><body>
<div class="nav"><a href="/">首页</a></div><div class="lead">老街新颜</div>
<div class="story-text"><p>{TEXT[0]}</p><p>{TEXT[1]}</p></div></body></html>""".encode()
MARKED = f"""<html><head><title>河湾青年报</title></head><body><h1>老街新颜</h1>
<div id="ozoom"><p>　　{TEXT[0]}</p></div></body></html>
<!--enpproperty <founder-date>2026-03-02</founder-date><founder-title>老街新颜</founder-title>
<founder-pagenum>A03</founder-pagenum><founder-papername>河湾青年报</founder-papername>
<founder-type>1</founder-type> /enpproperty-->""".encode()


def field(found: Probe, name: str) -> Field:
    """A field of a probe."""
    return next(one for one in found.fields if one.name == name)


def test_what_a_page_is_and_why() -> None:
    """Newspaper with its sign, family, day, fields with rule and sample, what is not there."""
    found = probe(Capture("content_1.htm", MARKED))
    assert found.newspaper is not None
    assert (found.newspaper.code, found.sign) == ("hwqnb", "property: 河湾青年报")
    assert (found.kind, found.day, found.whole) == ("article", DAY, True)
    assert found.family == "F2 Founder classic"
    assert (field(found, "headline").sample, field(found, "headline").rule) == (
        "老街新颜",
        "property block",
    )
    assert field(found, "body").rule == "#ozoom"
    assert field(found, "kicker").sample is None
    text = "\n".join(probe_lines(found))
    assert "not found     kicker" in text
    assert "has no definition: read as hwqnb" in text


def test_what_is_missing_is_asked_for() -> None:
    """A page that tells no newspaper, no day and no piece says what would tell them."""
    found = probe(Capture("x.html", b"<html><body><p>x</p></body></html>"))
    assert not found.whole
    assert [need.partition(":")[0] for need in found.needs] == [
        "newspaper",
        "day",
        "headline",
        "body",
    ]
    assert "--newspaper" in "\n".join(probe_lines(found))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_rule_named_gives_what_it_is_said_to_give(path: Path) -> None:
    """On pages of every family, a selector that is named finds the field it stands beside."""
    body = path.read_bytes()
    found = probe(Capture(f"{path.parent.name}/{path.name}", body))
    for one in found.fields:
        assert (one.sample is None) == (one.rule is None), one
    document = parse(body, path.name)
    for name in ("headline", "kicker", "byline"):
        here = next((one for one in found.fields if one.name == name and one.rule), None)
        if here is None or here.rule is None or not _is_selector(here.rule):
            continue
        texts = [line_of(element) for element in find(document, here.rule)]
        assert any((here.sample or "")[:6].rstrip("…") in text for text in texts), here


def _is_selector(text: str) -> bool:
    try:
        selector(text)
    except ValueError:
        return False
    return not text.startswith(("<", "property", "first", "beside"))


def test_a_draft_reads_the_page_it_was_made_from(tmp_path: Path) -> None:
    """A template of no family: the draft's selectors read headline and body whole."""
    url = "https://paper.liuxi.example/lxsb/2026-03-02/a/17.html"
    text = draft(Capture(url, OWN, url=url), DAY)
    table = tomllib.loads(text)
    paper = newspaper_of(table, tmp_path / f"{table['code']}.toml")
    assert (paper.code, paper.name, paper.family) == ("lxsb", "柳溪时报", "X")
    assert paper.seen == "2026-03-02 page"
    assert paper.hosts == ("paper.liuxi.example",)
    view = read_article_page(Capture(url, OWN, url=url), paper)
    assert not view.generic
    assert view.paragraphs == TEXT
    assert paper.selectors_for("body") == ("div.story-text",)


def test_a_draft_of_a_known_family_needs_few_lines() -> None:
    """A page view of a known family gives the address with the day taken out."""
    with Server((Site(PAPERS["F1"], FORTNIGHT[:1], pages=2, articles=1),)) as server:
        paper = server.sites[0].paper.newspaper(server.host)
        url = paper.front_page(FIRST) or ""
        path = url.partition(server.host)[2]
        body = server.sites[0].files[path].body
    table = tomllib.loads(draft(Capture(url, body, url=url), DAY))
    assert table["family"] == "F1"
    assert table["url_template"] == paper.url_template


@pytest.mark.parametrize(
    ("url", "template"),
    [
        ("http://a.cn/html/2026-03/02/node_1.htm", "http://a.cn/html/{date:%Y-%m/%d}/node_1.htm"),
        ("http://a.cn/202603/02/node_1.html", "http://a.cn/{date:%Y%m/%d}/node_1.html"),
        (
            "https://a.cn/2026/20260302/20260302_001/20260302_001.html",
            "https://a.cn/{date:%Y}/{date:%Y%m%d}/{date:%Y%m%d}_001/{date:%Y%m%d}_001.html",
        ),
        ("http://a.cn/2026/03/02/01/default.htm", "http://a.cn/{date:%Y/%m/%d}/01/default.htm"),
        ("http://a.cn/node_1.htm", None),
    ],
)
def test_an_address_with_its_day_taken_out(url: str, template: str | None) -> None:
    """Every way addresses write a day becomes a placeholder."""
    assert dated_template(url) == template


def test_a_page_by_its_name_and_by_its_address(tmp_path: Path) -> None:
    """The command takes a file, a folder and a URL; exit 1 where something needed is missing."""
    run = CliRunner().invoke
    (tmp_path / "content_1.htm").write_bytes(MARKED)
    good = run(main, ["probe", str(tmp_path / "content_1.htm")])
    assert good.exit_code == 0, good.output
    assert "河湾青年报 (hwqnb)" in good.stdout
    (tmp_path / "x.html").write_bytes(b"<html><body><p>x</p></body></html>")
    assert run(main, ["probe", str(tmp_path)]).exit_code == 1
    drafted = run(main, ["probe", str(tmp_path / "content_1.htm"), "--toml"])
    assert tomllib.loads(drafted.stdout)["name"] == "河湾青年报"
    with Server((Site(PAPERS["F3"], FORTNIGHT[:1], pages=1, articles=1),)) as server:
        server.sites[0].files["/news/2026-03-02/content_1.htm"] = File(MARKED)
        asked = run(main, ["probe", f"http://{server.host}/news/2026-03-02/content_1.htm"])
        lost = run(main, ["probe", f"http://{server.host}/no/such.htm"])
    assert asked.exit_code == 0, asked.output
    assert "老街新颜" in asked.stdout
    assert lost.exit_code == 1
    assert "404" in lost.stderr
    assert run(main, ["probe", str(tmp_path / "gone.html")]).exit_code == 1


@pytest.mark.parametrize("body", [b"", b"\x00\x01", b"{", b"[]", b'{"a": 1}', b"<", b"<a" * 99])
def test_what_is_no_page_is_refused_or_probed(body: bytes) -> None:
    """Nothing that comes falls over."""
    try:
        found = probe(Capture("x.html", body))
    except BanmianError as error:
        said = str(error)
    else:
        said = "x.html" if not found.whole else ""
    assert "x.html" in said


def test_a_paper_of_json_is_probed() -> None:
    """Each field with its path; what the definition does not prove is said."""
    body = (FIXTURES / "json" / "jfjb.json").read_bytes()
    url = "http://www.81.cn/_szb/jfjb/2026/09/06/index.json"
    found = probe(Capture(url, body, url=url))
    assert (found.kind, found.day, found.whole) == ("JSON", date(2026, 9, 6), True)
    assert field(found, "headline").rule == "title"
    assert "unproven: the path of kicker" in found.notes
    unknown = probe(Capture("x.json", b'{"items": [{"t": "x"}]}'))
    assert not unknown.whole
    assert "[[json]]" in unknown.needs[0]


def test_a_draft_for_json_of_no_known_form(tmp_path: Path) -> None:
    """The paths that definitions know are tried; the draft reads the document it is made from."""
    document = {
        "data": [
            {
                "pageNo": "01",
                "pageName": "要闻",
                "articles": [
                    {"id": 1, "title": "渡口记", "author": "记者 江渡", "content": TEXT[0]}
                ],
            }
        ]
    }
    body = json.dumps(document, ensure_ascii=False).encode()
    url = "https://api.liuxi.example/lxsb/2026-03-02/list.json"
    text = draft(Capture(url, body, url=url), DAY)
    table = tomllib.loads(text)
    paper = newspaper_of(table, tmp_path / "lxsb.toml")
    assert paper.url_template == "https://api.liuxi.example/lxsb/{date:%Y-%m-%d}/list.json"
    found = probe(Capture(url, body, url=url), paper)
    assert found.whole, found.needs
    assert field(found, "headline").sample == "渡口记"
    assert field(found, "byline").rule == "author"
    assert field(found, "body").sample is not None
    bare = draft(Capture("x.json", b'{"x": [{"y": "z"}]}'), DAY)
    assert tomllib.loads(bare)["json"][0]["holds"] == "article"
