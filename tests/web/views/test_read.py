"""The pages a reader reads: home, calendar, issue, page, story, and the same as data."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

import tests.web.archive as web_archive
from index import Archive
from parser.continuation import linker as continuation
from parser.issue_json import issue_from_json
from parser.model import Article, Image, Issue, Page
from tests.paths import ROOT
from web import create_app

ISSUE = "/ceshi/2023-05-10/"
STORY = "/ceshi/2023-05-10/01/1"
#: One address of every kind of page.
KINDS = (
    "/",
    "/search",
    "/search?q=麦田",
    "/ceshi/",
    ISSUE,
    "/ceshi/2023-05-10/01/",
    STORY,
    "/desk/",
    "/desk/ceshi/2023-05-10",
    "/trend?q=麦田",
    "/batch",
    "/today?day=05-10",
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_archive.build(tmp_path_factory.mktemp("web") / "data")


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return create_app({"DATA": data, "TESTING": True}).test_client()


def tree(client: FlaskClient, address: str, status: int = 200) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, address
    return html.fromstring(answer.text)


def text(found: html.HtmlElement) -> str:
    return " ".join(found.text_content().split())


@pytest.mark.parametrize("address", KINDS)
def test_every_page_has_its_frame(client: FlaskClient, address: str) -> None:
    """Language, one h1, a skip link to the main part, a title, and no script."""
    page = tree(client, address)

    assert page.get("lang") == "zh-Hans"
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//a[@href='#main']")[0].getparent().tag == "body"
    assert page.xpath("//main[@id='main']")
    assert page.xpath("string(//title)").strip()
    assert not page.xpath("//script | //*[@style] | //*[@onclick]")


@pytest.mark.parametrize("address", KINDS)
def test_ids_are_given_once_and_labels_point_somewhere(client: FlaskClient, address: str) -> None:
    """Assistive technology follows ids: each stands once, each reference has its target."""
    page = tree(client, address)
    ids = page.xpath("//@id")
    named = [one for value in page.xpath("//@aria-labelledby | //@for") for one in value.split()]

    assert sorted(set(ids)) == sorted(ids)
    assert set(named) <= set(ids)


@pytest.mark.parametrize("address", KINDS)
def test_every_link_leads_somewhere(client: FlaskClient, address: str) -> None:
    """No page links to a page of ours that is not there."""
    for link in {link.split("#")[0] for link in tree(client, address).xpath("//a/@href")} - {""}:
        if link.startswith("/"):
            assert client.get(link).status_code == 200, link


def test_home_tells_true_numbers(client: FlaskClient) -> None:
    """Issues, days, pages missing and jump lines open, as the archive has them."""
    said = text(tree(client, "/"))

    assert "收录 3 / 366 天，4 版 9 篇；缺 1 版，1 处转版待核" in said
    assert "乡镇周刊" in said


def test_home_shows_front_pages_only(client: FlaskClient) -> None:
    """Every newspaper's newest front page comes before a second of one of them."""
    links = tree(client, "/").xpath("//ul[@class='fronts']/li/a/@href")

    assert links[:2] == ["/ceshi/2023-05-10/01/", "/xiangzhen/2023-05-09/01/"]
    assert all(link.endswith("/01/") for link in links)


def test_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    """Home, search and desk of an archive without an issue name the next command."""
    Archive(tmp_path / "data").close()
    empty = create_app({"DATA": tmp_path / "data", "TESTING": True}).test_client()

    assert "banmian demo" in empty.get("/").text
    assert "banmian ingest" in empty.get("/desk/").text
    assert "banmian ingest" in empty.get("/search?q=麦田").text


def test_no_archive_is_an_error_page(tmp_path: Path) -> None:
    """A data folder with nothing in it answers with a page, not with a traceback."""
    nothing = create_app({"DATA": tmp_path / "none"}).test_client().get("/")

    assert nothing.status_code in {404, 503}
    assert "<h1>" in nothing.text


def test_calendar_tells_days_apart(client: FlaskClient) -> None:
    """Held, partial, no paper, failed, not captured: each in words and by its sign."""
    days = {
        int(cell.xpath("string(.//*[@class='num'])")): (text(cell), cell.get("class").split()[1])
        for cell in tree(client, "/ceshi/?year=2023").xpath("//table[last()]//td[@class]")
    }

    assert days[8] == ("2023年5月8日 星期一，收录 1 版收", "held")
    assert days[10] == ("2023年5月10日 星期三，收录 2 版，缺 03 版缺", "partial")
    assert days[9][1] == "none"
    assert "当日无报" in days[9][0]
    assert days[7][1] == "failed"
    assert days[6][1] == "missing"
    assert days[11] == ("11", "outside")


def test_calendar_is_a_table_a_screen_reader_can_use(client: FlaskClient) -> None:
    """Caption, weekday headers, years as links, nothing that jumps on change."""
    page = tree(client, "/ceshi/?year=2023")
    table = page.xpath("//table")[0]

    assert text(table.find("caption")).startswith("2023年1月")
    assert [th.get("scope") for th in table.xpath(".//th")] == ["col"] * 7
    assert [text(a) for a in page.xpath("//nav[@aria-label='年份']//a")] == ["2022 年", "2023 年"]
    assert not page.xpath("//main//select")


@pytest.mark.parametrize("year", ["1066", "99999", "０９", "-1", "x", "9999"])
def test_calendar_of_no_year_is_still_a_page(client: FlaskClient, year: str) -> None:
    """A year nobody can mean never breaks the page."""
    tree(client, f"/ceshi/?year={year}")


#: Pages named otherwise than 第3版 and A03版: with a nought, with 第 before a letter, bare.
MISNAMED = re.compile(r"第\s*(?:0\d|[A-Z]\w*)\s*版|^(?:0\d|[A-Z]\d\d)$|^(?:0\d|[A-Z]\d\d) ")


@pytest.mark.parametrize("address", [*KINDS, "/ceshi/2023-05-10/09/", "/ceshi/2023-05-10/02/9"])
def test_a_page_has_one_name(client: FlaskClient, address: str) -> None:
    """第1版 and A03版 wherever a page is named to a reader, also by the style sheet.

    A re-set page prints its folio as newspapers do, and a search field shows what to type.
    """
    page = html.fromstring(client.get(address).text)
    places = page.xpath("//a | //td | //h1 | //h2 | //p | //li/span | //*[@class='label']")
    said = [text(one) for one in places if "folio" not in one.get("class", "")]

    assert not [one for one in said if MISNAMED.search(one)]
    assert "第" not in (ROOT / "web/static/app.css").read_text("utf-8")


def test_today_is_marked(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current day is told to the eye and to the ear."""

    monkeypatch.setattr("web.views.read.today", lambda: date(2023, 5, 10))
    page = tree(create_app({"DATA": data}).test_client(), "/ceshi/")

    assert page.xpath("//td[contains(@class, 'today')]//*[@aria-current='date']")


def test_issue_lists_pages_and_pieces(client: FlaskClient) -> None:
    """Masthead, neighbours in words, the strip with what is missing, contents by page."""
    page = tree(client, ISSUE)

    assert "第4321期" in text(page)
    assert "星期三" in text(page)
    assert page.xpath("//a[@rel='prev']/@href") == ["/ceshi/2023-05-08/"]
    assert not page.xpath("//a[@rel='next']")
    strip = [text(li) for li in page.xpath("//nav[@aria-label='本期各版']//li")]
    assert strip == ["第1版 要闻", "第2版 综合", "第3版 未收"]
    assert [text(h2) for h2 in page.xpath("//h2")] == ["第1版 要闻 看整版", "第2版 综合 看整版"]
    assert page.xpath("//li[@class='lead']//a/@href")[0] == STORY
    assert page.xpath("//a[text()='2022年']/@href") == ["/ceshi/2022-05-10/"]


def test_page_strip_marks_where_one_is(client: FlaskClient) -> None:
    """On a story over two pages both are marked."""
    current = tree(client, STORY).xpath("//nav[@aria-label='本期各版']//a[@aria-current]")

    assert [text(a) for a in current] == ["第1版 要闻", "第2版 综合"]


def test_story_is_whole_at_every_part(client: FlaskClient) -> None:
    """Each part's address shows the whole story and names the first part as canonical."""
    parts = [tree(client, STORY), tree(client, "/ceshi/2023-05-10/02/01")]

    bodies = {text(page.xpath("//div[@class='body']")[0]) for page in parts}
    assert len(bodies) == 1
    assert {page.xpath("//link[@rel='canonical']/@href")[0] for page in parts} == {
        f"http://localhost{STORY}"
    }


def test_a_later_part_leads_to_its_place(client: FlaskClient) -> None:
    """Whoever comes to the second page's address finds the way to where it begins."""
    first, second = (tree(client, f"/ceshi/2023-05-10/{part}") for part in ("01/1", "02/1"))

    assert not first.xpath("//p[starts-with(@class, 'onward')]")
    assert second.xpath("//p[starts-with(@class, 'onward')]/a/@href") == ["#p02-1"]


def test_break_stands_in_the_sentence(client: FlaskClient) -> None:
    """The paragraph is cut where the page was, and goes on without an indent after 第2版续."""
    body = tree(client, STORY).xpath("//div[@class='body']")[0]
    turn = body.xpath(".//div[@class='turn']")[0]

    assert turn.getprevious().text_content().endswith("因为去年冬天")
    assert turn.getnext().get("class") == "resumed"
    assert turn.getnext().text_content().startswith("闸板冻裂过一回")
    assert "第2版续" in text(turn)
    assert turn.get("id") == "p02-1"


def test_jump_lines_are_links_there_and_back(client: FlaskClient) -> None:
    """下转 leads to the other half's place, 上接 leads back to the first."""
    page = tree(client, STORY)
    out, back = page.xpath("//a[@class='jump']/@href")

    assert out == "/ceshi/2023-05-10/02/1#p02-1"
    assert back == "/ceshi/2023-05-10/01/1#p01-1"
    for link in (out, back):
        path, _, anchor = link.partition("#")
        assert tree(client, path).xpath(f"//*[@id='{anchor}']")


def test_lost_jump_line_says_why(client: FlaskClient) -> None:
    """A jump line that leads nowhere is words, with the reason, and no link."""
    lost = tree(client, "/ceshi/2023-05-10/01/2").xpath("//*[contains(@class, 'lost')]")[0]
    reasons = {
        c.jump: c.reason for c in web_archive.issue().continuations if c.head == web_archive.LOST.id
    }

    assert lost.tag == "span"
    assert text(lost) == f"（下转第二版） {reasons['（下转第二版）']}"


def test_every_jump_line_is_shown_once(client: FlaskClient) -> None:
    """Nothing printed is lost, nothing is printed twice."""
    jumps = tree(client, STORY).xpath("//*[contains(@class, 'jump')]/text()")

    assert [jump.strip() for jump in jumps] == ["（下转第二版）", "（上接第一版）"]


def test_story_shows_its_stack_and_its_people(client: FlaskClient) -> None:
    """Kicker, headline, subheadline; a guessed name is marked and explained."""
    page = tree(client, STORY)
    names = page.xpath("//p[@class='byline']//a")

    assert text(page.xpath("//h1")[0]) == "青石渠通水 三万亩麦田喝足"
    assert text(page.xpath("//p[@class='kicker']")[0]) == "全市农田水利会议召开"
    assert [text(name) for name in names] == ["江南", "高连？", "段拴？"]
    assert [name.get("aria-describedby") for name in names] == [None, "guess", "guess"]
    assert "高连段拴" in text(page.get_element_by_id("guess"))


def test_story_shows_repairs_on_request(client: FlaskClient) -> None:
    """校理 n 处 opens to the text as found."""
    details = tree(client, STORY).xpath("//details[@class='repairs']")[0]

    assert "校理 1 处" in text(details)
    assert "管水员老许沿着渠走了一遍。" in text(details.find(".//blockquote"))
    assert details.get("open") is None


def test_story_says_where_it_stood(client: FlaskClient) -> None:
    """Pages in order, a source for each part, a citation, references that lead on."""
    margin = tree(client, STORY).xpath("//aside")[0]

    assert "第1版→第2版" in text(margin)
    sources = margin.xpath(".//section[@class='source']//a/@href")
    assert sources == [
        "http://example.invalid/content_1.htm",
        "http://example.invalid/content_9.htm",
    ]
    assert "测试日报，2023-05-10（1, 2）" in text(margin)
    assert margin.xpath(".//a[text()='看第2版']/@href") == ["/ceshi/2023-05-10/02/"]


def test_story_carries_what_zotero_reads(client: FlaskClient) -> None:
    """A reference manager takes it for a newspaper article, with its people one by one."""
    page = tree(client, STORY)
    meta = {m.get("name"): m.get("content") for m in page.xpath("//meta[@name]")}

    assert meta["z:itemType"] == "newspaperArticle"
    assert meta["citation_title"] == "青石渠通水 三万亩麦田喝足：一条渠的四十年"
    assert meta["citation_firstpage"] == "1, 2"
    assert page.xpath("//meta[@name='citation_author']/@content") == ["江南", "高连", "段拴"]


def test_picture_is_shown_from_the_archive(client: FlaskClient) -> None:
    """A picture that is held is shown with its caption and credit."""
    figure = tree(client, STORY).xpath("//figure")[0]
    answer = client.get(figure.xpath("./img/@src")[0])

    assert figure.xpath("./img/@alt") == ["青石渠通水现场。"]
    assert answer.data == web_archive.PNG
    assert answer.mimetype == "image/png"


@pytest.mark.parametrize("label", ["1", "01", "001"])
def test_a_page_answers_to_its_number(client: FlaskClient, label: str) -> None:
    """1 and 01 are one page, with one permanent address."""
    page = tree(client, f"/ceshi/2023-05-10/{label}/")

    assert page.xpath("//link[@rel='canonical']/@href") == ["http://localhost/ceshi/2023-05-10/01/"]


@pytest.mark.parametrize(
    ("address", "names", "offers"),
    [
        ("/ceshi/2023-02-30/", "2023-02-30", "/ceshi/2022-05-10/"),
        ("/ceshi/2023-05-09/", "2023年5月9日", "/ceshi/2023-05-10/"),
        ("/ceshi/20230510/", "20230510", "/ceshi/2023-05-10/"),
        ("/ceshi/2023-13-01/", "2023-13-01", "/ceshi/2023-05-10/"),
        ("/ceshi/heute/", "heute", "/ceshi/"),
        ("/ceshi/0000-00-00/", "0000-00-00", "/ceshi/"),
        ("/nichts/", "nichts", "/ceshi/"),
        ("/nichts/2023-05-10/", "nichts", "/ceshi/"),
        ("/ceshi/2023-05-10/03/", "第3版", "/ceshi/2023-05-10/01/"),
        ("/ceshi/2023-05-10/01/9", "第 9 篇", "/ceshi/2023-05-10/01/"),
        ("/desk/ceshi/2023-02-30", "2023-02-30", "/ceshi/2022-05-10/"),
    ],
)
def test_not_found_names_it_and_offers_more(
    client: FlaskClient, address: str, names: str, offers: str
) -> None:
    """A 404 says what is missing and leads to its neighbours, as a page and as data."""
    page = tree(client, address, 404)
    plain = client.get(f"{address.rstrip('/')}.json")

    assert names in text(page.xpath("//h1")[0])
    assert offers in page.xpath("//main//a/@href")
    assert plain.status_code == 404
    assert offers in [offer["url"] for offer in plain.get_json()["offers"]]


def test_data_of_an_issue_is_its_issue_json(client: FlaskClient) -> None:
    """What `.json` gives reads back as the very issue that was stored."""
    assert issue_from_json(client.get("/ceshi/2023-05-10.json").get_json()) == web_archive.issue()


@pytest.mark.parametrize(
    ("address", "twin"),
    [
        ("/index.json", "/.json"),
        ("/ceshi.json", "/ceshi/.json"),
        ("/ceshi/2023-05-10.json", "/ceshi/2023-05-10/.json"),
        ("/ceshi/2023-05-10/01.json", "/ceshi/2023-05-10/01/.json"),
        ("/ceshi/2023-05-10/01/1.json", "/ceshi/2023-05-10/01/01.json"),
        ("/desk.json", "/desk/.json"),
    ],
)
def test_data_lies_at_both_addresses(client: FlaskClient, address: str, twin: str) -> None:
    """With and without the slash before .json."""
    first, second = client.get(address), client.get(twin)

    assert first.status_code == 200
    assert first.mimetype == "application/json"
    assert first.get_json() == second.get_json()


@pytest.mark.parametrize("address", KINDS)
def test_every_page_names_its_data(client: FlaskClient, address: str) -> None:
    """The link to the data works, wherever a page has one."""
    links = tree(client, address).xpath("//link[@type='application/json']/@href")

    assert len(links) == (address != "/batch")
    assert all(client.get(link).mimetype == "application/json" for link in links)


def test_data_of_a_page_and_of_a_story(client: FlaskClient) -> None:
    """A page is as in Issue JSON, with its issue; a story has its joined text and its parts."""
    page: Any = client.get("/ceshi/2023-05-10/01.json").get_json()
    story: Any = client.get("/ceshi/2023-05-10/02/1.json").get_json()

    assert page["label"] == "01"
    assert page["date"] == "2023-05-10"
    assert [a["id"] for a in page["articles"]] == [web_archive.HEAD.id, web_archive.LOST.id]
    assert story["id"] == web_archive.HEAD.id
    assert story["pages"] == ["01", "02"]
    assert [part["id"] for part in story["parts"]] == [web_archive.HEAD.id, web_archive.TAIL.id]
    joined = story["paragraphs"][1]
    offset = joined["breaks"][0]["offset"]
    assert joined["text"][offset:].startswith("闸板冻裂")
    assert len(story["continuations"]) == 2


def test_text_of_a_story_is_complete(client: FlaskClient) -> None:
    """Every paragraph of every part can be read on the page."""
    said = re.sub(r"\s", "", tree(client, STORY).xpath("string(//div[@class='body'])"))
    for part in (web_archive.HEAD, web_archive.TAIL):
        for paragraph in part.paragraphs:
            assert paragraph in said


def test_this_day_in_other_years(client: FlaskClient) -> None:
    """那年今日 lists the day of every year; a day of no calendar falls back to today."""
    links = tree(client, "/today?day=05-10").xpath("//ol[@class='then']//a/@href")

    assert links[0] == ISSUE
    assert "/ceshi/2022-05-10/" in links
    assert client.get("/today?day=02-30").status_code == 200
    assert client.get("/today?day=%EF%BC%91-1").status_code == 200


def test_pages_are_not_sent_twice(client: FlaskClient) -> None:
    """A page that did not change answers 304."""
    tag = client.get(STORY).headers["ETag"]

    assert client.get(STORY, headers={"If-None-Match": tag}).status_code == 304


def test_a_text_given_twice_is_printed_once(tmp_path: Path) -> None:
    """A feed that gives the whole text on both pages: one story, its text and picture once."""
    text_of_it = tuple(
        f"第{at}道闸门在清晨开启，渠水漫过{at * 7}号地块，管水员记下流量和时辰，合上了记录本。"
        for at in range(1, 7)
    )
    picture = Image("images/qu.png", "渠水到田头。")
    first, second = (
        Article(
            f"ceshi-2023-05-10-{label}-01",
            headline="六道闸门",
            paragraphs=text_of_it,
            images=(picture,),
        )
        for label in ("01", "02")
    )
    pages = (Page("01", 1, articles=(first,)), Page("02", 2, articles=(second,)))
    issue = continuation.link(Issue("ceshi", "测试日报", web_archive.DAY, pages=pages))
    assert [c.verdict for c in issue.continuations] == ["repeated"]
    with Archive(tmp_path) as archive:
        archive.add(issue)
    client = create_app({"DATA": tmp_path}).test_client()
    body = tree(client, "/ceshi/2023-05-10/02/1").xpath("//div[@class='body']")[0]

    assert text(body).count(text_of_it[3]) == 1
    assert text(body).count("渠水到田头。") == 1
    assert "来源在第2版又给了一遍全文" in text(body)
