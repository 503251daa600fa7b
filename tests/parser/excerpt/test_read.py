"""Plain-text pages: invented ones with the faults of extraction, beside what they must become."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.errors import UnreadableSource
from parser.excerpt.blocks import Block
from parser.excerpt.lines import is_separator, read_lines
from parser.excerpt.read import read_excerpt
from parser.model import Article, Page
from parser.newspaper import Newspaper
from parser.repair.mend import repair
from parser.vocabulary.signs import RUN_TOGETHER
from tests.paths import FIXTURES, SEEDS, SHARED

PAGES = sorted((FIXTURES / "excerpts").glob("*.txt"))
NEWSPAPER = Newspaper(code="qyrb", name="清源日报", columns=("清江评论",))


def read(text: str) -> Page:
    """The page as read, its pieces repaired as every piece is."""
    page = read_excerpt(
        text, newspaper=NEWSPAPER, date=date(2022, 11, 5), label="01", source="page.txt"
    )
    return replace(page, articles=tuple(map(repair, page.articles)))


def head(article: Article) -> tuple[str | None, ...]:
    """Column name, kicker, headline, subheadline."""
    return article.column_name, article.kicker, article.headline, article.subheadline


def shown(article: Article) -> dict[str, object]:
    """What of a piece the expected files hold."""
    return {
        "kind": article.kind,
        "column_name": article.column_name,
        "kicker": article.kicker,
        "headline": article.headline,
        "subheadline": article.subheadline,
        "paragraphs": list(article.paragraphs),
        "images": [{"caption": one.caption, "credit": one.credit} for one in article.images],
        "repairs": [
            {"kind": one.kind, "paragraph": one.paragraph, "text": one.text}
            for one in article.repairs
        ],
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_becomes_what_is_expected(path: Path) -> None:
    """Every piece, headline line, paragraph, picture and repair of an invented page."""
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))

    assert [shown(article) for article in read(path.read_bytes().decode("utf-8")).articles] == (
        expected
    )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_line_ends_and_indents_change_nothing(path: Path) -> None:
    """The same page with CR LF, CR CR LF, a BOM and indents is read the same."""
    text = path.read_bytes().decode("utf-8").lstrip("\ufeff").replace("\r", "")
    plain = [shown(article) for article in read(text).articles]
    indented = "\n".join(f"　　{line}" if line.strip() else line for line in text.split("\n"))
    for other in (text.replace("\n", "\r\n"), text.replace("\n", "\r\r\n"), "\ufeff" + text):
        assert [shown(article) for article in read(other).articles] == plain
    if "wrapped" not in path.name:
        assert [shown(article) for article in read(indented).articles] == plain


def test_pieces_are_numbered_as_on_the_page() -> None:
    """Ids tell newspaper, date, label and order; each piece names its file."""
    page = read(PAGES[0].read_text("utf-8"))

    assert [article.id for article in page.articles] == [
        f"qyrb-2022-11-05-01-{order:02}" for order in range(1, len(page.articles) + 1)
    ]
    assert {article.source for article in page.articles} == {"page.txt"}


def test_the_seed_page() -> None:
    """The user's own page, on the fields this module and repair give."""
    path = SHARED / "seed" / "expected.json"
    if not path.exists():
        pytest.skip(f"no expected result of the seed: {path}")
    text = (SEEDS / "dtrb-2022-08-10-01.txt").read_bytes().decode("utf-8")
    expected = json.loads(path.read_text("utf-8"))["articles"]
    got = read(text).articles

    assert len(got) == len(expected)
    for article, want in zip(got, expected, strict=True):
        assert article.kind == want["kind"]
        assert head(article) == tuple(
            want[key] for key in ("column_name", "kicker", "headline", "subheadline")
        )
        jumps = [jump["text"] for jump in want["jumps"]]
        assert [text for text in article.paragraphs if text not in jumps] == want["paragraphs"]
        assert [(one.caption, one.credit) for one in article.images] == [
            (one["caption"], one["credit"]) for one in want["images"]
        ]
        assert sorted(one.kind for one in article.repairs) == sorted(
            one["kind"] for one in want["repairs"]
        )


BODY = "本报讯 (记者 季如风) 昨日,清源市在白鹭洲举行龙舟赛,二十四支队伍参加,岸上观众上万人。"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["甲地办乙事"], (None, None, "甲地办乙事", None)),
        (["主题一行", "副题一行"], (None, None, "主题一行", "副题一行")),
        (["主题一行", "——副题一行"], (None, None, "主题一行", "——副题一行")),
        (["宁远在调研时强调", "主题一行"], (None, "宁远在调研时强调", "主题一行", None)),
        (["宁远在调研时指出", "主题", "副题"], (None, "宁远在调研时指出", "主题", "副题")),
        (["宁远在调研时要求", "主题"], (None, "宁远在调研时要求", "主题", None)),
        (["宁远在会见客人时表示", "主题"], (None, "宁远在会见客人时表示", "主题", None)),
        (["停课不停学——", "主题"], (None, "停课不停学——", "主题", None)),
        (["奋进清源·山乡篇", "主题", "副题"], ("奋进清源·山乡篇", None, "主题", "副题")),
        (["【开放走笔】", "主题"], ("【开放走笔】", None, "主题", None)),
        (["（记录小康）", "主题"], ("（记录小康）", None, "主题", None)),
        (["“问渠”系列报道之四", "主题"], ("“问渠”系列报道之四", None, "主题", None)),
        (["清江评论", "主题"], ("清江评论", None, "主题", None)),
        (["主题", "（2022年11月1日）"], (None, None, "主题", "（2022年11月1日）")),
        (
            ["清江评论", "宁远在调研时强调", "主题", "——副题", "再一行"],
            ("清江评论", "宁远在调研时强调", "主题", "再一行 ——副题"),
        ),
        (["宁远强调要办好的事"], (None, None, "宁远强调要办好的事", None)),
        (["怎样让老街热闹起来？"], (None, None, "怎样让老街热闹起来？", None)),
    ],
)
def test_a_headline_stack_is_read_by_its_words(
    lines: list[str], expected: tuple[str | None, ...]
) -> None:
    """Kicker, column and subheadline by their words, the first other line the headline."""
    page = read("\n\n".join([*lines, BODY]))

    assert [head(article) for article in page.articles] == [expected]


@pytest.mark.parametrize(
    "opening",
    [
        "本报讯 (记者 季如风) 昨日,",
        "本报讯（通讯员 季如风）昨日，",
        "新华社清源11月4日电 昨日,",
        "新华社清源11月4日电 (记者季如风)昨日,",
        "据新华社清源11月4日电 昨日,",
        "中新社清源11月4日电 昨日,",
        "本报清源11月4日电 (记者季如风)昨日,",
        "清源日报讯 (记者 季如风) 昨日,",
        "本报记者 季如风 报道 昨日,",
        "（记者 季如风）昨日，",
    ],
)
def test_an_opening_begins_a_piece(opening: str) -> None:
    """Without a headline too, a report's opening words begin another piece."""
    report = opening + "清源市在白鹭洲举行龙舟赛,二十四支队伍参加,岸上观众上万人。"
    page = read("\n\n".join(["先有一条消息", BODY.replace("龙舟", "马拉松"), report]))

    assert [article.headline for article in page.articles] == ["先有一条消息", None]
    assert page.articles[1].paragraphs == (report,)


@pytest.mark.parametrize(
    "sentence",
    [
        "记者从市气象局了解到,未来三天清源市仍有大雨,请市民尽量减少外出,注意防范山洪。",
        "本报的老读者尹奶奶来电说,她家门口的路灯修好了,晚上出门再也不用打手电筒。",
        "据新华社的消息说法,类似的比赛在邻近的南屿市也举办过两次,每次都有上万人观看。",
        "新华社记者季如风拍下的照片登上了当天的报纸,比赛的场面让许多没有到场的人惊叹。",
    ],
)
def test_a_sentence_that_names_a_reporter_begins_nothing(sentence: str) -> None:
    """Prose about a newspaper or an agency is prose."""
    page = read("\n\n".join(["龙舟赛", BODY, sentence]))

    assert len(page.articles) == 1


def test_dispatches_of_one_day_under_one_headline_are_one_piece() -> None:
    """Two reports with the very same dateline and reporter need a headline each to be two."""
    first = "本报清源11月4日电 (记者季如风)清源市昨日与南屿市商定共建渔港,渔港可泊渔船三百艘。"
    second = "本报清源11月4日电 (记者季如风)清源市昨日与维城市商定互办画展,画展明年春天开幕。"

    assert len(read("\n\n".join(["清源与两市商定合作", first, second])).articles) == 1
    assert len(read("\n\n".join([first, second])).articles) == 2
    assert len(read("\n\n".join(["共建渔港", first, "互办画展", second])).articles) == 2


def test_sub_headings_stay_paragraphs() -> None:
    """A short line between two paragraphs of a piece begins no other."""
    page = read("\n\n".join(["龙舟赛", BODY, "鼓声惊起白鹭", BODY[20:], "岸上人潮", BODY[25:]]))

    assert len(page.articles) == 1
    assert "鼓声惊起白鹭" in page.articles[0].paragraphs


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("本报记者 季如风 摄", "credit"),
        ("本报记者季如风摄", "credit"),
        ("（季如风 摄）", "credit"),
        ("季 如摄（影像清源）", "credit"),
        ("新华社发（季如风摄）", "credit"),
        ("图/季如风", "credit"),
        ("罗伯特·洛维摄", "credit"),
        ("本報記者 季如風 攝", "credit"),
        ("图为渡口一角 季如风 摄", "caption"),
        ("11月3日，市民在渡口候船 季如风 摄", "caption"),
        ("渡口的清晨。（本报记者 季如风 摄）", "caption"),
        ("上图：渡口的清晨。", "caption"),
        ("光影摄人心", "stack"),
        ("大型纪录片《渡口》开拍", "stack"),
        ("本报记者 季如风 通讯员 罗一鸣", "byline"),
        ("■ 清源日报全媒体记者 季如风", "byline"),
        ("□首席记者季如风通讯员罗一鸣", "byline"),
        ("□ 季如风 罗一鸣", "byline"),
        ("本报评论员", "byline"),
        ("记者节这一天", "stack"),
        ("记者走进渡口", "stack"),
        ("（作者单位：清源一中）", "closing"),
        ("（据新华社清源11月4日电）", "closing"),
        ("（相关报道见第二版）", "closing"),
        ("（下转第三版）", "to"),
        ("▶下转A03版", "to"),
        ("上接第一版", "from"),
        ("第03版：民生", "furniture"),
        ("2022年11月5日 星期六", "furniture"),
        ("责编：季如风", "furniture"),
        ("第一条 渡船应当按时开行", "body"),
        ("问：渡船几点开？", "body"),
        ("渡船几点开，谁说了算", "stack"),
        ("渡船照常开行。", "body"),
        ("<br/>", "scrap"),
    ],
)
def test_kinds_of_lines(line: str, kind: str) -> None:
    """What a line of a page is, by its own words."""
    assert read_lines((Block("前面一段话说完了。", 0), Block(line, 1)))[1].kind == kind


def test_a_name_under_a_headline_is_its_author() -> None:
    """A name alone between headline and body is a paragraph, not a subheadline."""
    (article,) = read("\n\n".join(["清江晚渡", "谷青山", BODY[20:]])).articles

    assert head(article) == (None, None, "清江晚渡", None)
    assert article.paragraphs == ("谷青山", BODY[20:])


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n\n".join([BODY] * 5000), id="one opening over and over"),
        pytest.param("\n\n".join(f"{BODY}{n}" for n in range(5000)), id="thousands of pieces"),
        pytest.param("\n".join(f"标题行{n}" for n in range(20_000)), id="headlines alone"),
        pytest.param("今天" * 500_000, id="one line"),
        pytest.param("（" * 100_000 + "\n\n" + "记者" * 40, id="brackets"),
        pytest.param("\n\n".join(["季如风记者" * 14 + "摄"] * 500), id="names"),
    ],
)
def test_the_worst_page_takes_no_time(text: str) -> None:
    """Long pages and signs without end are read in seconds."""
    assert read(text).articles


def test_a_broken_off_paragraph_is_no_headline_of_a_picture() -> None:
    """What a column break left above a picture stays with its piece."""
    broken = "赛后，组委会还将向每支队伍赠送新编的龙舟志，并邀请老船工到学校讲课，同时"
    lines = ["龙舟赛开桨", BODY, broken, "图为龙舟赛现场。", "本报记者 季如风 摄", "渡船照开", BODY]
    first, photo, last = read("\n\n".join(lines)).articles

    assert first.paragraphs == (BODY, broken)
    assert (photo.kind, photo.headline, last.headline) == ("photo", None, "渡船照开")


def test_a_headline_again_is_a_duplicate() -> None:
    """A line of a stack printed twice stands once, and is recorded."""
    (article,) = read("\n\n".join(["龙舟赛开桨", "龙舟赛开桨", BODY])).articles

    assert head(article) == (None, None, "龙舟赛开桨", None)
    assert [(one.kind, one.text) for one in article.repairs] == [("duplicate", "龙舟赛开桨")]


def test_section_of_the_page() -> None:
    """第02版：要闻 is the page's, not a piece's."""
    page = read("\n\n".join(["第02版：要闻", "龙舟赛", BODY]))

    assert page.section == "要闻"
    assert [article.headline for article in page.articles] == ["龙舟赛"]


@pytest.mark.parametrize("text", ["", "\n\n \r\n", "\ufeff", "　　\n\n", "</p>", "<br/>\n\n</p"])
def test_no_words_is_an_error(text: str) -> None:
    """A page without a word is named in one clear error."""
    with pytest.raises(UnreadableSource, match="qyrb"):
        read(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "龙舟赛",
                "宁远在调研时强调",
                "——副题",
                "清江评论",
                BODY,
                BODY[20:],
                "本报记者 季如风 摄",
                "图为龙舟赛现场。",
                "（下转第三版）",
                "上接第一版",
                "本报记者 季如风",
                "</p",
                "第02版：要闻",
                "（作者单位：清源一中）",
                "",
            ]
        ),
        max_size=20,
    )
)
def test_no_line_is_lost(lines: list[str]) -> None:
    """Whatever the order of its lines, each stands in a piece, a repair or the page's section."""
    text = "\n\n".join(lines)
    try:
        page = read(text)
    except UnreadableSource:
        assert not any(line and line != "</p" for line in lines)
        return
    kept = [page.section or ""]
    for article in page.articles:
        kept += [part or "" for part in head(article)] + list(article.paragraphs)
        kept += [part or "" for one in article.images for part in (one.caption, one.credit)]
        kept += [one.text for one in article.repairs]
    whole = "\n".join(kept)

    assert all(line in whole or line == "第02版：要闻" for line in lines)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text gives a page or the one error for a page without words."""
    try:
        page = read(text)
    except UnreadableSource:
        return
    assert page.articles or page.section


SEPARATED = """1952年3月4日清江报 第2版

{page}
{column}
河堤植树五千株
沿河各村一起动手
【本报讯】沿河五个村的农民在河堤上种下五千株柳树,比去年多种了一倍。

{page}
{column}
小学校添了新桌椅
【本报讯】石桥小学添了六十套新桌椅,孩子们开学就能坐上,家长们都来看过了。
"""


@pytest.mark.parametrize(
    ("page", "column", "section", "name"),
    [
        ("第2版()", "专栏:", None, None),
        ("第２版（）", "专栏：", None, None),
        ("第2版(地方新闻)", "栏目:", "地方新闻", None),
        ("第二版( )", "专栏：春耕通讯", None, "春耕通讯"),
        ("第2版()", "作者：", None, None),
    ],
)
def test_separators_of_a_data_base_are_no_text(
    page: str, column: str, section: str | None, name: str | None
) -> None:
    """They end a piece, are recorded as mark-up, and what they say is kept."""
    made = read(SEPARATED.format(page=page, column=column))

    assert [article.headline for article in made.articles] == ["河堤植树五千株", "小学校添了新桌椅"]
    assert [len(article.paragraphs) for article in made.articles] == [1, 1]
    assert [article.column_name for article in made.articles] == [name, name]
    assert made.section == section
    for article in made.articles:
        said = [repair.text for repair in article.repairs if repair.kind == "markup"]
        assert said[-2:] == [page, column]


@pytest.mark.parametrize(
    "line", ["专栏:他写了十年的专栏,今天是最后一篇", "正文:第一章", "作者:张三"]
)
def test_a_line_that_says_more_is_text(line: str) -> None:
    """Only 专栏 and 栏目 carry a value out of the text, and a short one."""
    assert not is_separator(line)


SIDES = """河堤植树五千株

沿河五个村的农民在河堤上种下      石桥小学添了六十套新桌椅孩子
五千株柳树比去年多种了一倍村      们开学就能坐上家长们都来看过
里的老人说柳树长得快三年就能      木匠师傅说桌子是用去年的榆木
挡住风沙孩子们每天放学都去浇      做的一点钉子也没用全是榫卯接
水一株也没有枯死。                起来的很结实。
"""


def test_columns_run_together_are_said_to_be_that() -> None:
    """A page whose lines hold two columns is read, and a person is told not to trust it."""
    (first, *_) = read(SIDES).articles

    assert [one.note for one in first.repairs if one.kind == "doubtful"] == [RUN_TOGETHER]
    one_column = SIDES.replace("      ", "")
    assert not any(r.kind == "doubtful" for a in read(one_column).articles for r in a.repairs)


def test_a_read_page_is_repaired_by_the_road_of_all_pieces() -> None:
    """The excerpt hands over raw pieces: a paragraph printed twice still stands twice."""
    twice = "老街的路灯换成了新的，晚上亮堂多了，老人出门也放心。"
    page = read_excerpt(
        f"老街换了路灯\n\n本报讯 （记者 丁一桥） {twice}\n\n{twice}\n",
        newspaper=NEWSPAPER, date=date(2022, 11, 5), label="01", source="page.txt",
    )  # fmt: skip

    assert page.articles[0].paragraphs.count(twice) == 1
    assert all(repair(one) != one or not one.repairs for one in page.articles)
