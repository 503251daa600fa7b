"""Search: every story that should be found and no other, true counts, marks that show why."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index import Archive
from index.results import Results
from index.search.batch import HEADER, cell, queries, table
from index.search.query import parse
from parser.model import Article, Author, Page, Story
from tests.index.cases import DAY, article, every_field, issue, one_page, page

STORIES: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "01-01": ("云川防汛工作会议召开", ("段拴木主持会议。", "会议强调，防汛工作要抓细抓实。")),
    "01-02": ("臺灣同胞到云川", ("二〇二二年八月九日，臺灣同胞參訪云川。", "ＧＤＰ增长３％。")),
    "01-03": ("水渠通水", ("天高云淡，川流不息。渠水到南坡村。", "南坡村的段拴木说，好。")),
    "02-01": (None, ("本版编辑卢东亮。", "No. 5 GDP\u00a0up，3版见。")),
    "02-02": ("小化妆包走俏", ("云川的小化妆包卖到海外。" * 30 + "末尾有个鹮字。",)),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The stories above, of two days and two newspapers, beside an issue with a joined story."""
    pages: dict[str, list[Article]] = {}
    for place, (headline, paragraphs) in STORIES.items():
        label, order = place.split("-")
        authors = (Author("柳溪舟"), Author("高连")) if place == "01-01" else (Author("柳溪舟"),)
        pages.setdefault(label, []).append(
            article(label, int(order), headline, *paragraphs, authors=authors)
        )
    day = date(2022, 8, 11)
    other = Page(
        "A01",
        1,
        articles=(
            Article(f"bhb-{day}-A01-01", kind="photo", headline="滨海防汛", paragraphs=("大潮。",)),
        ),
    )
    with Archive(tmp_path_factory.mktemp("archive")) as made:
        made.add(
            issue(
                page("01", *pages["01"], section="要闻"),
                page("02", *pages["02"], sequence=2, section="民生"),
            )
        )
        made.add(issue(other, day=day, code="bhb", name="滨海报"))
        yield made


def found(results: Results) -> set[str]:
    """What was found, as page and order."""
    return {hit.id[-5:] if hit.newspaper == "ycrb" else hit.id for hit in results.hits}


BH = "bhb-2022-08-11-A01-01"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"防汛工作"', {"01-01"}),
        ('"工作会议召"', {"01-01"}),
        ('"鹮"', {"02-02"}),
        ('"云川"', {"01-01", "01-02", "02-02"}),
        ('"云淡，川"', {"01-03"}),
        ('"段拴木主持会议。会议强调"', set()),
        ('"会议召开段拴木"', set()),
        ('"No. 5"', {"02-01"}),
        ('"no. 5"', {"02-01"}),
        ('"臺灣同胞"', {"01-02"}),
        ('"台湾同胞"', {"01-02"}),
        ("台湾", {"01-02"}),
        ("gdp", {"01-02", "02-01"}),
        ("卢东亮", {"02-01"}),
        ("段拴木", {"01-01", "01-03"}),
        ("小化妆", {"02-02"}),
        ("包", {"02-02"}),
        ("2022年8月9日", {"01-02"}),
        ("防汛", {"01-01", BH}),
        ("防汛 会议", {"01-01"}),
        ("防汛 -会议", {BH}),
        ("防汛 OR 水渠", {"01-01", "01-03", BH}),
        ("(防汛 OR 水渠) 段拴木", {"01-01", "01-03"}),
        ("标题:水渠", {"01-03"}),
        ("标题:段拴木", set()),
        ('标题:"云川"', {"01-01", "01-02"}),
        ("作者:高连", {"01-01"}),
        ("版:2", {"02-01", "02-02"}),
        ("版:a1", {BH}),
        ("版名:要闻 云川", {"01-01", "01-02"}),
        ("报纸:滨海报", {BH}),
        ("报纸:bhb", {BH}),
        ("类型:图片", {BH}),
        ("日期:2022-08-11", {BH}),
        ("日期:2022-08-11..2022-08-31 防汛", {BH}),
        ("-防汛 -云川", {"01-03", "02-01"}),
        ("'; DROP TABLE pairs; --", set()),
        ("NEAR(云川, 3) NOT 会议", set()),
    ],
)
def test_finds_just_these(archive: Archive, query: str, expected: set[str]) -> None:
    """Each query finds the stories that a reader would, and counts them."""
    results = archive.search(query, limit=100)
    assert found(results) == expected
    assert results.total == len(expected)


def test_exact_against_brute_force(archive: Archive) -> None:
    """Any run of characters of any text is found in just the texts that hold it."""
    rnd = random.Random(7)
    texts = {
        place: [text for text in (headline, *paragraphs) if text]
        for place, (headline, paragraphs) in STORIES.items()
    } | {BH: ["滨海防汛", "大潮。"]}
    for _ in range(300):
        text = rnd.choice([text for story in texts.values() for text in story])
        begin = rnd.randrange(len(text))
        wanted = text[begin : begin + rnd.randint(1, 8)]
        if not wanted.strip() or wanted != wanted.strip():
            continue
        expected = {place for place, story in texts.items() if any(wanted in t for t in story)}
        assert found(archive.search(f'"{wanted}"', limit=100)) == expected, wanted


def test_the_break_is_no_border(tmp_path: Path) -> None:
    """A string is found across the page break of a joined story, which is one hit."""
    head = article("01", 1, "云川开渠引水", "昨日开渠，清水一路流到南")
    tail = article("03", 1, None, "坡村。全村人都来看。")
    both = Story(head.id, (head.id, tail.id), ("01", "03"))
    made = issue(page("01", head), page("03", tail, sequence=3))
    with Archive(tmp_path) as archive:
        archive.add(replace(made, stories=(both,)))
        (hit,) = archive.search('"流到南坡村"').hits
        assert (hit.id, hit.pages) == (head.id, ("01", "03"))
        (snippet,) = [s for s in hit.snippets if s.field == "body"]
        assert snippet.text[slice(*snippet.marks[0])] == "流到南坡村"
        assert archive.search('"引水昨日"').total == 0
        assert archive.search("", newspaper="ycrb").total == 1


def test_marks_are_what_was_typed(archive: Archive) -> None:
    """Marks lie on the printed text, in headline and body, for folded matches too."""
    (hit,) = archive.search("台湾 2022年8月9日 gdp").hits
    marked = {s.field: [s.text[b:e] for b, e in s.marks] for s in hit.snippets}
    assert marked["headline"] == ["臺灣"]
    bodies = [s.text[b:e] for s in hit.snippets if s.field == "body" for b, e in s.marks]
    assert sorted(bodies) == sorted(["二〇二二年八月九日", "臺灣", "ＧＤＰ"])


def test_a_repeated_headline_is_shown_once(tmp_path: Path) -> None:
    """The parts of a story may print the same headline stack; a hit gives each text once."""
    stack = {"subheadline": "全线水渠昨日通水"}
    head = article("01", 1, "云川开渠引水", "水渠今年动工，", **stack)
    tail = article("03", 1, "云川开渠引水", "明年完工。", **stack)
    made = issue(page("01", head), page("03", tail, sequence=2))
    whole = replace(made, stories=(Story(head.id, (head.id, tail.id), ("01", "03")),))
    with Archive(tmp_path) as held:
        held.add(whole)
        (hit,) = held.search("水渠").hits
    texts = [snippet.text for snippet in hit.snippets]
    assert texts.count("全线水渠昨日通水") == 1
    assert len(texts) == len(set(texts)) == 2


def test_a_newspaper_is_named(archive: Archive) -> None:
    """What was understood gives the newspaper's name, not its code."""
    assert "报纸为“云川日报”" in archive.search("水渠", newspaper="ycrb").understood
    assert "报纸为“云川日报”" in archive.search("报纸:ycrb").understood


def test_marks_deep_in_a_long_paragraph(archive: Archive) -> None:
    """The passage is where the match is, short, and its marks fit it."""
    (hit,) = archive.search("鹮").hits
    (snippet,) = hit.snippets
    assert len(snippet.text) <= 120
    assert [snippet.text[b:e] for b, e in snippet.marks] == ["鹮"]


def test_lead_where_only_a_filter_matched(archive: Archive) -> None:
    """A hit found by a filter shows its beginning, unmarked."""
    for hit in archive.search("作者:柳溪舟", limit=10).hits:
        assert hit.snippets
        assert all(not snippet.marks for snippet in hit.snippets)


def test_facets_count_what_was_found(archive: Archive) -> None:
    """Every facet value, asked for, gives as many stories as it says."""
    results = archive.search("防汛 OR 云川", limit=100)
    assert {name for name, _ in results.facets} == {
        "newspaper",
        "year",
        "month",
        "page",
        "section",
        "author",
        "kind",
    }
    names = {"newspaper": "报纸", "page": "版", "section": "版名", "author": "作者", "kind": "类型"}
    names |= {"year": "日期", "month": "日期"}
    for name, values in results.facets:
        assert values
        for value in values:
            narrowed = archive.search(f'(防汛 OR 云川) {names[name]}:"{value.value}"')
            assert narrowed.total == value.count, (name, value)
    assert [v.label for v in results.facet("newspaper")] == ["云川日报", "滨海报"]


def test_sorting_and_paging(archive: Archive) -> None:
    """Pages follow on one another without gap or repeat, in each order."""
    for sort in ("relevance", "newest", "oldest"):
        whole = [hit.id for hit in archive.search("防汛 OR 云川", sort=sort, limit=99).hits]
        paged = [
            hit.id
            for offset in range(0, 6, 2)
            for hit in archive.search("防汛 OR 云川", sort=sort, limit=2, offset=offset).hits
        ]
        assert paged == whole
        days = [hit.date for hit in archive.search("防汛 OR 云川", sort=sort, limit=99).hits]
        if sort != "relevance":
            assert days == sorted(days, reverse=sort == "newest")


def test_filters_beside_the_query(archive: Archive) -> None:
    """The arguments narrow as the language does, and browse where nothing is typed."""
    assert archive.search("防汛", newspaper="bhb").total == 1
    assert archive.search("", newspaper="ycrb").total == 5
    assert archive.search("", page="02", author="柳溪舟").total == 2
    assert archive.search("", section="要闻").total == 3
    assert archive.search("", kind="photo").total == 1
    assert archive.search("", date_from=date(2022, 8, 11)).total == 1
    assert archive.search("", date_to=DAY).total == 5
    nothing = archive.search("")
    assert (nothing.total, "没有输入" in nothing.understood) == (0, True)
    backwards = archive.search("防汛", date_from=date(2022, 9, 1), date_to=DAY)
    assert (backwards.total, "之前" in backwards.understood) == (0, True)


def test_understood_says_how_strings_were_spelled(archive: Archive) -> None:
    """Where a string is printed nowhere, other spellings are shown and it is said; else counted."""
    nowhere = archive.search('"台湾同胞"')
    assert (nowhere.total, "没有一篇印作“台湾同胞”" in nowhere.understood) == (1, True)
    some = archive.search('"GDP"')
    assert (some.total, "另有 1 篇" in some.understood) == (1, True)
    assert archive.search('"台湾同胞"', newspaper="bhb").total == 0


@pytest.mark.parametrize(
    "query",
    [
        "",
        "防" * 10_000,
        '"' + "防汛" * 990 + '"',
        "，。！？",
        "OR OR",
        '"',
        "(((((",
        "* OR *",
        "a* b? *",
        'pairs MATCH "x"',
        "{head} : x",
        "^防汛 + 汛",
        "\x00\x01\x1f防汛",
        "\ud83d防汛\udc00",
        "\U0010ff41\U0010fffd",
        "防汛 " * 400,
        "-" * 500,
        "日期:9999-99",
        "版:" * 300,
        "标题:",
        '标题:"',
    ],
)
def test_bad_input_is_answered(archive: Archive, query: str) -> None:
    """The worst that can be typed is answered, with words that say what became of it."""
    results = archive.search(query)
    assert results.understood
    assert results.took_ms < 5_000
    assert results.query == query


def test_pages_far_beyond(archive: Archive) -> None:
    """Results beyond the last are none; the total stays true."""
    far = archive.search("云川", offset=999_990)
    assert (far.hits, far.total) == ((), 3)
    assert archive.search("云川", limit=0).hits == ()
    assert archive.search("云川", limit=-1, offset=-5).hits == ()


def test_headline_weighs_more(tmp_path: Path) -> None:
    """Of two stories with a word once, the one with it in the headline comes first."""
    body = "渠边的柳树发了芽，" * 5
    with Archive(tmp_path) as made:
        made.add(
            issue(
                page(
                    "01",
                    article("01", 1, "渠边柳树", body, body + "桃花开。"),
                    article("01", 2, "桃花开", body, body),
                )
            )
        )
        assert [hit.id[-2:] for hit in made.search("桃花").hits] == ["02", "01"]


def test_whole_words_rank_above_parts(tmp_path: Path) -> None:
    """和平 as a word comes before the same characters in other words, which are found too."""
    with Archive(tmp_path) as made:
        made.add(
            issue(
                page(
                    "01",
                    article("01", 1, "公告一则", "统一和平均分配有关。"),
                    article("01", 2, "公告二则", "热爱和平的人们相聚。"),
                )
            )
        )
        assert [hit.id[-2:] for hit in made.search("和平").hits] == ["02", "01"]


def test_newer_of_two_alike(tmp_path: Path) -> None:
    """Of two stories as good, the newer comes first."""
    with Archive(tmp_path) as made:
        for day in (date(2021, 5, 1), date(2022, 5, 1), date(2020, 5, 1)):
            made.add(one_page("水渠通水。", day=day))
        assert [hit.date.year for hit in made.search("水渠").hits] == [2022, 2021, 2020]


def test_captions_and_column_names_are_searched(tmp_path: Path) -> None:
    """What is printed beside the text is part of the story."""
    with Archive(tmp_path) as made:
        made.add(every_field())
        assert made.search('"图为渠首"').total == 1
        assert made.search('"牢记嘱托·云川篇"').total == 1
        assert made.search("韩岭 摄").total == 1


def test_trend(tmp_path: Path) -> None:
    """A trend is a share of what was printed, and shows where nothing is held."""
    with Archive(tmp_path) as made:
        made.add(one_page("水渠。", day=date(2022, 1, 5)))
        made.add(one_page("电站。", headline="电", day=date(2022, 1, 6)))
        made.add(one_page("水渠。", day=date(2022, 3, 5)))
        points = made.trend("水渠").points
        assert [(p.period, p.hits, p.stories, p.share) for p in points] == [
            ("2022-01", 1, 2, 0.5),
            ("2022-02", 0, 0, None),
            ("2022-03", 1, 1, 1.0),
        ]
        assert [p.period for p in made.trend("水渠", by="year").points] == ["2022"]
        assert len(made.trend("水渠", by="day").points) == 60
        assert made.trend("水渠", newspaper="none").points == ()


def test_similar(tmp_path: Path) -> None:
    """A story like another is found by its rare words, itself left out."""
    texts = ["云川水渠通水，南坡村浇地。", "水渠通水之后，南坡村小麦返青。", *"甲乙丙丁"]
    articles = [article("01", n, None, text) for n, text in enumerate(texts, 1)]
    with Archive(tmp_path) as made:
        made.add(issue(page("01", *articles)))
        assert [hit.id[-2:] for hit in made.similar(articles[0].id)] == ["02"]


def test_on_this_day(tmp_path: Path) -> None:
    """The same day of other years, the newest first."""
    with Archive(tmp_path) as made:
        for year in (2020, 2022):
            made.add(one_page("水。", day=date(year, 2, 28)))
        made.add(one_page("水。", day=date(2020, 2, 29)))
        assert [summary.date.year for summary in made.on_this_day(2, 28)] == [2022, 2020]
        assert len(made.on_this_day(2, 29)) == 1
        assert made.on_this_day(2, 30) == ()


def test_batch(archive: Archive) -> None:
    """A file of names becomes a table of hits with context, names without hits included."""
    listed = queries("\ufeff段拴木\n\n无此人\n段拴木\n")
    assert listed == ("段拴木", "无此人")
    lines = list(table(archive.batch(listed)))
    assert lines[0] == HEADER
    assert [(line[0], line[1], line[2]) for line in lines[1:]] == [
        ("段拴木", "1", "2"),
        ("段拴木", "2", "2"),
        ("无此人", "", "0"),
    ]
    assert {line[9] for line in lines[1:3]} == {"段拴木"}


@pytest.mark.parametrize("value", ["=1+1", "+8", "-云川", "@x", "\t=1", " =1", "＝1", "\n=1"])
def test_no_cell_is_a_formula(value: str) -> None:
    """A spreadsheet runs nothing that a newspaper printed."""
    assert cell(value).startswith("'")


def test_every_hit_once(archive: Archive) -> None:
    """An export gives all hits of a search, each once."""
    ids = [hit.id for hit in archive.every_hit("云川 OR 防汛")]
    assert len(ids) == len(set(ids)) == archive.search("云川 OR 防汛").total


def test_a_search_that_takes_too_long_says_so(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time is bounded, and the answer says that it was up."""
    monkeypatch.setattr("index.local.engine.SECONDS", -1.0)
    monkeypatch.setattr("index.store.database._STEPS", 1)
    results = archive.search('"云川"')
    assert (results.total, "没有完成" in results.understood) == (0, True)


def test_many_threads(archive: Archive) -> None:
    """Searches in several threads at once answer as one after another."""
    asked = ["防汛", '"云川"', "gdp", "段拴木", "版:2", "标题:水渠"] * 5
    alone = [archive.search(query).total for query in asked]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda query: archive.search(query).total, asked))
    assert together == alone


@pytest.mark.parametrize("query", ["防汛", '"云川"', "-防汛", "版:2", "没有的"])
def test_the_engine_lists_all_that_match(archive: Archive, query: str) -> None:
    """For work that needs no order: every story that a search finds, by its number, once."""
    numbers = list(archive._engine.matching(parse(query).tree))
    assert numbers == sorted(set(numbers))
    assert len(numbers) == archive.search(query).total


def test_a_trend_that_takes_too_long_says_so(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its time is bounded as that of a search."""
    monkeypatch.setattr("index.local.engine.SECONDS", -1.0)
    monkeypatch.setattr("index.store.database._STEPS", 1)
    trend = archive.trend('"云川"')
    assert (trend.points, "没有完成" in trend.understood) == ((), True)
