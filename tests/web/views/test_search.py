"""Searching in the browser: marks, facets, histogram, filters, paging, tables and feeds."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

import tests.web.archive as web_archive
from index import Archive
from index.printing import results_json
from index.results import FacetValue
from index.search.trend import TrendPoint
from web import create_app
from web.highlights import runs
from web.histogram import columns, draw

ATOM = {"a": "http://www.w3.org/2005/Atom", "o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_archive.build(tmp_path_factory.mktemp("search") / "data")


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return create_app({"DATA": data, "TESTING": True}).test_client()


def tree(client: FlaskClient, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.text)


def text(found: html.HtmlElement) -> str:
    return " ".join(found.text_content().split())


def titles(page: html.HtmlElement) -> list[str]:
    return [text(h2) for h2 in page.xpath("//ol[@class='hits']//h2")]


def test_hits_show_why(client: FlaskClient) -> None:
    """A headline that leads to the story, where it stood, and the words that matched, marked."""
    page = tree(client, "/search?q=青石渠")
    hit = page.xpath("//ol[@class='hits']/li")[0]

    assert hit.xpath(".//h2/a/@href") == ["/ceshi/2023-05-10/01/1"]
    assert "测试日报 · 2023年5月10日 · 第1版→第2版" in text(hit)
    assert set(hit.xpath(".//mark/text()")) <= {"青石渠", "青石", "渠"}
    assert hit.xpath(".//mark")


def test_a_story_on_two_pages_is_one_hit(client: FlaskClient) -> None:
    """The total is that of stories, and a phrase over the page break is found."""
    over_the_break = quote('"因为去年冬天闸板冻裂过一回"')
    page = tree(client, f"/search?q={over_the_break}")

    assert titles(page) == ["青石渠通水 三万亩麦田喝足"]
    assert text(page.xpath("//p[contains(@class, 'understood')]")[0]).startswith("1 篇。")


def test_what_was_understood_is_echoed(client: FlaskClient, data: Path) -> None:
    """The page says in words what was searched, as the archive itself says it."""
    with Archive(data, writable=False) as archive:
        results = archive.search("麦田 -食堂", date_from=web_archive.DAY)

    assert results.understood in text(tree(client, "/search?q=麦田 -食堂&from=2023-05-10"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("newspaper=xiangzhen", ["乡镇赶集"]),
        ("q=麦田&to=2022-12-31", ["麦田开镰"]),
        ("q=麦田&from=2023-05-09", ["青石渠通水 三万亩麦田喝足"]),
        ("by=江南", ["青石渠通水 三万亩麦田喝足"]),
        ("q=公益&page=02", ["公益广告"]),
        ("q=麦田&section=要闻", ["青石渠通水 三万亩麦田喝足"]),
        ("kind=ad", ["公益广告"]),
    ],
)
def test_filters(client: FlaskClient, query: str, found: list[str]) -> None:
    """Newspaper, dates, author, page, section and kind each narrow the search."""
    page = tree(client, f"/search?{query}")

    assert titles(page)[: len(found)] == found
    total = int(page.xpath("string(//p[contains(@class, 'understood')]/strong)"))
    assert total == len(titles(page))


def test_sort_by_date(client: FlaskClient) -> None:
    """Newest and oldest are each other's reverse in time."""
    newest, oldest = (
        tree(client, f"/search?q=麦田&sort={sort}").xpath("//ol//time/@datetime")
        for sort in ("newest", "oldest")
    )

    assert newest == sorted(newest, reverse=True)
    assert oldest == sorted(oldest)


def test_facets_have_true_counts_and_lead_there(client: FlaskClient) -> None:
    """Each facet link gives exactly as many stories as it says."""
    page = tree(client, "/search?q=麦田")
    links = page.xpath("//details[@class='facets']//li[a]")

    assert len(links) >= 6
    for link in links:
        count = int(link.xpath("string(.//span[@class='count'])"))
        narrowed = tree(client, link.xpath("./a/@href")[0])
        assert int(narrowed.xpath("string(//p[contains(@class, 'understood')]/strong)")) == count


def test_a_facet_can_be_taken_away(client: FlaskClient) -> None:
    """A chosen facet is marked as chosen, and its link leads back."""
    on = tree(client, "/search?q=麦田&newspaper=ceshi").xpath("//a[@aria-current='true']")
    chosen = next(a for a in on if "测试日报" in text(a))

    assert "取消" in text(chosen)
    assert parse_qs(urlsplit(chosen.get("href")).query) == {"q": ["麦田"]}


def test_histogram_has_numbers(client: FlaskClient) -> None:
    """The picture says its numbers in its title, and a table says them again."""
    page = tree(client, "/search?q=麦田")
    title = text(page.xpath("//svg/title")[0])
    rows = {
        text(row.find("th")): int(text(row.find("td"))) for row in page.xpath("//table/tbody/tr")
    }

    assert title == "每月篇数：2022年5月 1 篇，2023年5月 4 篇"
    assert rows["2022年5月"] == 1
    assert rows["2022年6月"] == 0
    assert sum(rows.values()) == int(
        page.xpath("string(//p[contains(@class,'understood')]/strong)")
    )


def test_histogram_of_many_years_is_by_year() -> None:
    """A bar for each year where months would be too thin to see."""
    drawn = draw([FacetValue(f"{year}-03", "", year - 1990) for year in range(1991, 2001)])

    assert drawn is not None
    assert drawn.unit == "年"
    assert [bar.count for bar in drawn.bars] == list(range(1, 11))
    assert drawn.bars[-1].height == 100
    assert draw([FacetValue("2020-01", "", 3)]) is None
    assert draw([]) is None


def test_paging_reaches_every_hit_once(client: FlaskClient) -> None:
    """Following 下一页 gives all hits, none twice; going back leads to the first page."""
    address, seen = "/search?q=麦田&limit=2", []
    while address:
        page = tree(client, address)
        seen += page.xpath("//ol[@class='hits']//h2/a/@href")
        address = next(iter(page.xpath("//a[@rel='next']/@href")), "")
    total = int(page.xpath("string(//p[contains(@class, 'understood')]/strong)"))

    assert len(seen) == len(set(seen)) == total
    assert "offset" not in tree(client, page.xpath("//a[@rel='prev']/@href")[0]).xpath(
        "string(//a[@rel='prev']/@href)"
    )


def test_beyond_the_last_page(client: FlaskClient) -> None:
    """An offset past the end says so and leads back."""
    page = tree(client, "/search?q=麦田&offset=9999")

    assert "没有这么多页" in text(page)
    assert titles(tree(client, page.xpath("//main//a[text()='到最后一页']/@href")[0]))


def test_nothing_found_says_what_would(client: FlaskClient) -> None:
    """The empty answer echoes the search, loosens it, and says what is held."""
    page = tree(client, f"/search?q={quote('“天外来客” 麦田')}&newspaper=ceshi")
    said = text(page)

    assert "没有找到" in said
    assert "测试日报收录了 2022年5月10日 至 2023年5月10日 的 3 期" in said
    for link in page.xpath("//div[@class='state']//a/@href"):
        assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("q=麦田&from=2023-02-30", "日期“2023-02-30”看不懂"),
        ("q=麦田&to=gestern", "日期“gestern”看不懂"),
        ("q=麦田&sort=luck", "排序“luck”不认识"),
    ],
)
def test_what_makes_no_sense_is_named(client: FlaskClient, query: str, note: str) -> None:
    """A filter that cannot be used is named, and the rest is searched."""
    page = tree(client, f"/search?{query}")

    assert note in text(page.xpath("//ul[contains(@class, 'notes')]")[0])
    assert titles(page)


@pytest.mark.parametrize(
    "q",
    [
        "",
        " ",
        "*",
        '"',
        "“”",
        "((((",
        "OR OR",
        "-",
        "日期:",
        "日期:2023-02-30",
        "标题:",
        "a" * 10_000,
        "麦" * 3_000,
        "'; DROP TABLE issues; --",
        "NEAR(麦 田)",
        "\x00麦田\x07",
        "\ud7ff\uffff",
        "%_%",
    ],
)
def test_nothing_typed_breaks_the_page(client: FlaskClient, q: str) -> None:
    """Whatever is typed, the answer is a page, data, a table and a feed that can be read."""
    asked = {"q": q}

    assert client.get("/search", query_string=asked).status_code == 200
    assert client.get("/search.json", query_string=asked).get_json()["total"] >= 0
    assert client.get("/search.csv", query_string=asked).status_code == 200
    etree.fromstring(client.get("/search.atom", query_string=asked).data)


@pytest.mark.parametrize(
    "query", ["limit=-1", "limit=x", "offset=-5", f"offset={'9' * 400}", "limit=٣", "offset=1e9"]
)
def test_odd_numbers_are_bounded(client: FlaskClient, query: str) -> None:
    """Limits and offsets that no one means are taken for the nearest that can be."""
    assert client.get(f"/search?q=麦田&{query}").status_code == 200


def test_json_has_the_shape_of_the_contract(client: FlaskClient, data: Path) -> None:
    """`/search.json` gives what `banmian search --json` prints."""
    with Archive(data, writable=False) as archive:
        expected = results_json(archive.search("麦田", sort="oldest", limit=3))
    got = client.get("/search.json?q=麦田&sort=oldest&limit=3").get_json()

    assert list(got) == ["query", "understood", "total", "took_ms", "hits", "facets"]
    for key in ("query", "understood", "total", "hits", "facets"):
        assert got[key] == json.loads(json.dumps(expected[key]))


def test_csv_opens_in_a_spreadsheet(client: FlaskClient) -> None:
    """A byte order mark, a header, a line for each hit."""
    answer = client.get("/search.csv?q=麦田")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))

    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.mimetype == "text/csv"
    assert len(rows) == 5
    assert rows[0]["网址"].startswith("http://localhost/")


@pytest.mark.parametrize("headline", ["=1+1", "+1", "-2", "@SUM(A1)", "＝1", "\t=1", " =1"])
def test_csv_runs_no_formula(tmp_path: Path, headline: str) -> None:
    """A headline that a spreadsheet would run is text there."""
    with Archive(tmp_path) as archive:
        archive.add(web_archive.plain(web_archive.DAY, f"{headline}麦田"))
    answer = create_app({"DATA": tmp_path}).test_client().get("/search.csv?q=麦田")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))

    assert rows[0]["标题"].startswith("'")


def test_feed_of_a_search(client: FlaskClient) -> None:
    """Atom with ids that stay, the newest first, and the total."""
    answer = client.get("/search.atom?q=麦田")
    feed = etree.fromstring(answer.data)
    ids = feed.xpath("a:entry/a:id/text()", namespaces=ATOM)

    assert answer.mimetype == "application/atom+xml"
    assert ids[0] == "tag:localhost,2023-05-10:ceshi-2023-05-10-01-01"
    assert len(set(ids)) == 5
    assert feed.xpath("string(o:totalResults)", namespaces=ATOM) == "5"
    assert feed.xpath("string(a:updated)", namespaces=ATOM) == "2023-05-10T00:00:00+08:00"
    assert ids == etree.fromstring(client.get("/search.atom?q=麦田").data).xpath(
        "a:entry/a:id/text()", namespaces=ATOM
    )


def test_feed_of_nothing_is_a_feed(client: FlaskClient) -> None:
    """A search that finds nothing yet can be subscribed to."""
    feed = etree.fromstring(client.get("/search.atom?q=天外来客").data)

    assert not feed.xpath("a:entry", namespaces=ATOM)
    assert feed.xpath("string(a:updated)", namespaces=ATOM)


def test_opensearch_names_templates_that_work(client: FlaskClient) -> None:
    """A browser can search here from its own box."""
    found = etree.fromstring(client.get("/opensearch.xml").data)
    for template in found.xpath("//o:Url/@template", namespaces=ATOM):
        assert client.get(template.replace("{searchTerms}", "麦田")).status_code == 200


def test_trend_is_a_share_with_gaps(client: FlaskClient) -> None:
    """Each month has its hits of its stories; months without an issue are gaps, not zeros."""
    points = client.get("/trend.json?q=麦田&newspaper=ceshi").get_json()["points"]
    by_month = {point["period"]: point for point in points}

    assert by_month["2022-05"] == {"period": "2022-05", "hits": 1, "stories": 1, "share": 1.0}
    assert by_month["2022-06"]["share"] is None
    assert by_month["2023-05"]["stories"] == 7
    assert "没有收录" in text(tree(client, "/trend?q=麦田&newspaper=ceshi"))


def test_columns_keep_gaps() -> None:
    """The tallest column is full height; a gap has no share."""
    first, gap = columns([TrendPoint("2022", 1, 4), TrendPoint("2023", 0, 0)])

    assert (first.height, first.share) == (100, 0.25)
    assert gap.share is None


def test_batch_answers_every_line(client: FlaskClient) -> None:
    """Names typed and names in a file, those without a hit too; context around the mark."""
    handed = (io.BytesIO("\ufeff天外来客\r\n江南\r\n".encode()), "names.txt")
    page = html.fromstring(client.post("/batch", data={"names": "麦田\n麦田", "file": handed}).text)

    assert "3 行检索式" in text(page)
    assert "没有找到" in text(page)
    assert "麦田" in page.xpath("//td/mark/text()")


def test_batch_as_a_table(client: FlaskClient) -> None:
    """The same for a spreadsheet, and no cell that it would run."""
    answer = client.post("/batch", data={"names": "麦田\n=1+1", "form": "csv"})
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))

    assert answer.mimetype == "text/csv"
    assert [row[0] for row in rows].count("麦田") == 5
    assert rows[-1][0] == "'=1+1"


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], ["麦田一片"]),
        ([(0, 2)], ["[麦田]", "一片"]),
        ([(2, 4), (0, 1)], ["[麦]", "田", "[一片]"]),
        ([(1, 3), (2, 99)], ["麦", "[田一]", "[片]"]),
        ([(-3, 1), (4, 9), (2, 2)], ["[麦]", "田一片"]),
    ],
)
def test_marks_never_change_the_text(marks: list[tuple[int, int]], expected: list[str]) -> None:
    """Runs give the printed text again, whatever the offsets."""
    made = list(runs("麦田一片", marks))

    assert "".join(run.text for run in made) == "麦田一片"
    assert [f"[{run.text}]" if run.marked else run.text for run in made] == expected
