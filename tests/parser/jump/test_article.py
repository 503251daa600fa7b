"""Jump lines and references: every printed form, and what only looks like one."""

from __future__ import annotations

import csv
import lzma
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser.jump.article import extract, find_jumps, find_references
from parser.model import Article, Image, Jump, Repair
from tests.paths import SHARED

FORMS = [
    ("下转第三版", "to", ("03",), None),
    ("下转3版", "to", ("03",), None),
    ("下转A02版", "to", ("A02",), None),
    ("下转二版", "to", ("02",), None),
    ("（下转第 3 版）", "to", ("03",), None),
    ("（下转第\u3000三\u00a0版）", "to", ("03",), None),
    ("［ 下 转 第 ３ 版 ］", "to", ("03",), None),
    ("紧接第二版", "to", ("02",), None),
    ("转第四版", "to", ("04",), None),
    ("上接第一版", "from", ("01",), None),
    ("上接A1版", "from", ("A01",), None),
    ("◀上接A01版", "from", ("A01",), None),
    ("▲上接第1版▲", "from", ("01",), None),
    ("→下转第三版", "to", ("03",), None),
    ("【下转第三版)", "to", ("03",), None),
    ("(下转第三版", "to", ("03",), None),
    ("下转第三版〕", "to", ("03",), None),
    ("《下转第三版》", "to", ("03",), None),
    ("<下转F2版>", "to", ("F02",), None),
    ("〔下接十三版〕", "to", ("13",), None),
    ("〔下轉第拾貳版〕", "to", ("12",), None),
    ("續第二版", "from", ("02",), None),
    ("續昨第三版", "from", ("03",), None),
    ("上樓九版", "from", ("09",), None),
    ("下转第2版②", "to", ("02",), "②"),
    ("（上接第1版②）", "from", ("01",), "②"),
    ("（下转第2版(1)）", "to", ("02",), "(1)"),
    ("（下转第二版[二]）", "to", ("02",), "[二]"),
    ("（下转第二、三版）", "to", ("02", "03"), None),
    ("（下转第二版、第三版）", "to", ("02", "03"), None),
    ("（下转第二至四版）", "to", ("02", "03", "04"), None),
    ("（下转A02-A04版）", "to", ("A02", "A03", "A04"), None),
    ("（下转A02-04版）", "to", ("A02", "A03", "A04"), None),
    ("下转第二版右上角", "to", ("02",), None),
    ("（下转第二版左下角②）", "to", ("02",), "②"),
    ("（未完，下转第三版）", "to", ("03",), None),
    ("（下转A02）", "to", ("A02",), None),
    ("上接头版", "from", ("头版",), None),
    ("（接第一版）", "from", ("01",), None),
    ("（转4版）", "to", ("04",), None),
    ("（下转封底）", "to", ("封底",), None),
    ("（轉封二）", "to", ("封二",), None),
    ("（上接末版）", "from", ("末版",), None),
    ("【下转次版】", "to", ("次版",), None),
    ("（下转本版）", "to", ("本版",), None),
    ("（接前版）", "from", ("前版",), None),
    ("（下转首版）", "to", ("首版",), None),
    ("（上接A叠05版）", "from", ("A叠05",), None),
    ("（下转Ｃ疊３版）", "to", ("C叠03",), None),
    ("（下转特3版）", "to", ("特3",), None),
    ("（下转号外）", "to", ("号外",), None),
    ("（下转七版“民声”）", "to", ("07",), None),
    ("（下转A06版“关注·调查”）", "to", ("A06",), None),
    ("（下转5版《湖区新闻》）", "to", ("05",), None),
    ("·上接第5版·", "from", ("05",), None),
    ("■下转6版■", "to", ("06",), None),
    ("—— 下转第九版 ——", "to", ("09",), None),
    ("（下转第3版 下）", "to", ("03",), None),
    ("（上接第七版 中）", "from", ("07",), None),
    ("（下转第06-07版）", "to", ("06", "07"), None),
    ("（下转封四版）", "to", ("封四",), None),
    ("（下转第6版第7版）", "to", ("06", "07"), None),
    ("（上接3月8日第三版）", "from", ("03",), None),
    ("（上接前天A2版）", "from", ("A02",), None),
    ("（下转第四版，标题为《修桥人》）", "to", ("04",), None),
    ("（下转第四版，尾题“修桥人”）", "to", ("04",), None),
]


@pytest.mark.parametrize(("text", "direction", "pages", "mark"), FORMS)
def test_each_printed_form_alone(
    text: str, direction: str, pages: tuple[str, ...], mark: str | None
) -> None:
    """A marker that stands alone is read whole."""
    assert find_jumps(text) == [Jump(text, direction, pages, mark)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "direction", "pages", "mark"), FORMS)
def test_each_printed_form_at_an_edge(
    text: str, direction: str, pages: tuple[str, ...], mark: str | None
) -> None:
    """The same marker after a sentence, after a space, and before a text set off from it."""
    for line in (f"桥上风大。{text}", f"桥上风大， {text}", f"{text}　桥上的风大。"):
        assert [(jump.text, jump.pages, jump.mark) for jump in find_jumps(line)] == [
            (text, pages, mark)
        ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("老桥修好了（下转第三版）行人又多了起来。", "（下转第三版）"),
        ("老桥修好了 下转第三版 行人又多了起来。", "下转第三版"),
        ("老桥修好了下转第三版", "下转第三版"),
        ("▲上接A1版本报讯 老桥修好了。", "▲上接A1版"),
        ("◀上接第二版的老桥修好了。", "◀上接第二版"),
        ("上接第一版中方人员修好了老桥。", "上接第一版"),
        ("收在《桥志下转第三版）", "下转第三版）"),
        ("收在桥志（（下转第三版）", "（下转第三版）"),
        ("上接第一版老桥修好了，行人又多了起来。", "上接第一版"),
        ("（本报记者 丁一桥 下转第三版）", "下转第三版"),
    ],
)
def test_inside_a_line(line: str, text: str) -> None:
    """A marker within the last or first line of a paragraph is cut out exactly."""
    assert [jump.text for jump in find_jumps(line)] == [text]


@pytest.mark.parametrize(
    "prose",
    [
        "股价下转，成交清淡。",
        "他把转第二版证书交给馆员。",
        "转第二版证书",
        "伤者转第三医院继续治疗。",
        "接力社第二版已售罄。",
        "上接第一版的内容，编者另写了三章。",
        "他收藏着《转第三版》一书。",
        "请读者下转第三版。",
        "上接第二季度的走势。",
        "上接第一版本的软件。",
        "跌幅下转3%。",
        "（A04）",
        "（相关报道见第二版）",
        "稿件转第二编辑室。",
        "（未完）",
        "续",
    ],
)
def test_prose_and_references_are_no_jumps(prose: str) -> None:
    """转, 接 and 下转 in a sentence, pointers and references continue nothing."""
    assert find_jumps(prose) == []


@pytest.mark.parametrize(
    ("line", "text", "pages"),
    [
        ("桥通了。（相关报道见第二版）", "（相关报道见第二版）", ("02",)),
        ("名单见第九至十二版", "名单见第九至十二版", ("09", "10", "11", "12")),
        ("（篇目见第十四、十五、十六版）", "（篇目见第十四、十五、十六版）", ("14", "15", "16")),
        ("《桥志》（全文见第六、七版），对修桥", "（全文见第六、七版）", ("06", "07")),
        ("（见本报第一版昨天刊载河东专电）", "见本报第一版", ("01",)),
        ("（《修桥条例》全文见A15版）", "（《修桥条例》全文见A15版）", ("A15",)),
        ("（社论见第二版，讲话见第三版）", "（社论见第二版，讲话见第三版）", ("02", "03")),
        ("相关报道见第二版。", "相关报道见第二版", ("02",)),
    ],
)
def test_references(line: str, text: str, pages: tuple[str, ...]) -> None:
    """A reference is read with its brackets and all its pages, and is no jump."""
    assert [(one.text, one.pages) for one in find_references(line)] == [(text, pages)]
    assert find_jumps(line) == []


def test_two_references_side_by_side() -> None:
    """Two brackets are two references."""
    line = "桥通了。（讲话全文见A02版）（决定全文见A03版）"
    assert [one.pages for one in find_references(line)] == [("A02",), ("A03",)]


@pytest.mark.parametrize(
    "prose", ["难得一见第二版的人都在。", "我看第二版更好。", "（下转第三版）"]
)
def test_no_references(prose: str) -> None:
    """见 and 看 in a sentence point at no page; a jump line is no reference."""
    assert find_references(prose) == []


def test_two_jumps_share_one_bracket() -> None:
    """A part in the middle is continued from and to; the bracket is shared between the two."""
    first, second = find_jumps("（上接第一版 下转第三版）")
    assert (first.text, first.direction) == ("（上接第一版", "from")
    assert (second.text, second.direction) == ("下转第三版）", "to")


def _article(**fields: object) -> Article:
    return Article(id="hhrb-2031-03-05-02-01", **fields)  # type: ignore[arg-type]


def test_jump_lines_leave_the_paragraphs() -> None:
    """At the end and alone: out of the text, the emptied paragraph gone, repairs moved along."""
    before = _article(
        headline="老桥修好了",
        paragraphs=("（上接第一版）", "桥上风大。", "行人多了（下转第三版）"),
        repairs=(Repair("joined", "风", 1), Repair("duplicate", "（上接第一版）", 0)),
    )
    after = extract(before)
    assert after.paragraphs == ("桥上风大。", "行人多了")
    assert [jump.direction for jump in after.jumps] == ["from", "to"]
    assert [repair.paragraph for repair in after.repairs] == [0, None]
    assert extract(after) == after


def test_a_headline_that_is_only_a_jump_line() -> None:
    """上接A1版 over a tail is no headline."""
    after = extract(_article(headline="上接A1版", paragraphs=("桥上风大。",)))
    assert after.headline is None
    assert after.jumps == (Jump("上接A1版", "from", ("A01",)),)


@pytest.mark.parametrize(
    ("fields", "text", "left"),
    [
        ({"paragraphs": ("桥通了（下转", "第三版）")}, "（下转第三版）", ("桥通了",)),
        ({"paragraphs": ("桥通了（", "下转第三版）")}, "（下转第三版）", ("桥通了",)),
        ({"paragraphs": ("桥通了（下转第三版", "）")}, "（下转第三版）", ("桥通了",)),
        ({"byline": "记者丁一桥（上接", "paragraphs": ("第一版）桥",)}, "（上接第一版）", ("桥",)),
    ],
)
def test_a_jump_line_split_over_two_fields(
    fields: dict[str, object], text: str, left: tuple[str, ...]
) -> None:
    """The halves of a marker in two fields are one jump line."""
    after = extract(_article(headline="老桥", **fields))
    assert [jump.text for jump in after.jumps] == [text]
    assert after.paragraphs == left


def test_rules_around_a_marker_belong_to_it() -> None:
    """A field of nothing but rules and a marker is taken whole: nothing printed is lost."""
    after = extract(_article(headline="老桥", paragraphs=("桥通了。", "——（下转第三版）——")))
    assert after.paragraphs == ("桥通了。",)
    assert after.jumps[0].text == "——（下转第三版）——"


def test_a_jump_line_under_a_picture() -> None:
    """A caption gives up its jump line like any other field."""
    after = extract(_article(images=(Image(caption="老桥夜景。（下转第四版）"),)))
    assert after.images[0].caption == "老桥夜景。"
    assert after.jumps[0].pages == ("04",)


def test_a_two_way_word_looks_where_its_page_lies() -> None:
    """續第三版 on page 2 leads on; 續第一版 leads back."""
    onward = extract(_article(headline="老橋", paragraphs=("橋通了。", "續第三版")))
    back = extract(_article(headline="老橋", paragraphs=("續第一版", "橋通了。")))
    assert onward.jumps[0].direction == "to"
    assert back.jumps[0].direction == "from"


def test_a_two_way_word_at_the_end_leads_on_though_its_page_is_misprinted() -> None:
    """紧接第一版 at the end of a piece on page 2 leads on: the number is what is wrong."""
    for last in (("桥通了。", "紧接第一版"), ("风大。", "桥通了。（紧接第一版）")):
        after = extract(_article(headline="老桥", paragraphs=last))
        assert after.jumps[0].direction == "to"


def test_references_stay_in_the_text_and_are_listed() -> None:
    """A reference continues nothing and is left where it stands."""
    before = _article(headline="老桥", paragraphs=("桥通了。（相关报道见第二版）",))
    after = extract(before)
    assert after.paragraphs == before.paragraphs
    assert [one.pages for one in after.references] == [("02",)]
    assert extract(after) == after


PIECES = st.sampled_from(
    ["下转", "上接", "第", "三", "版", "（", "）", "A", "2", " ", "、", "至", "▲", "②", "桥", "。",
     "续", "见", "报道", "(", "《", "》", "\n", "转", "接", "紧接", "未完",
     "右上角", "　", "[", "]"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_mixture_is_read_and_taken_out_for_good(text: str) -> None:
    """No text breaks the reading; what is taken out stays out, and no character is lost."""
    find_jumps(text)
    find_references(text)
    half = len(text) // 2
    before = _article(headline=text[:half] or None, paragraphs=(text[half:], text))
    after = extract(before)
    assert extract(after) == after
    kept = "".join([after.headline or "", *after.paragraphs, *(jump.text for jump in after.jumps)])
    printed = "".join([before.headline or "", *before.paragraphs])
    assert sorted("".join(kept.split())) == sorted("".join(printed.split()))


@given(st.text(max_size=200))
@settings(max_examples=50)
def test_any_text_is_read(text: str) -> None:
    """Any text at all gives an answer."""
    find_jumps(text)
    find_references(text)


@pytest.mark.parametrize(
    "text",
    ["（下转第三版）" * 3000, "下转" * 20000, "第一、" * 20000, "（" * 40000, "见第" * 20000,
     "下转第" + "1、" * 30000, "上 接 " * 20000, "（" * 20000 + "见第二版" * 3000],
)  # fmt: skip
def test_hostile_text_does_not_hang(text: str) -> None:
    """The time grows with the text, not faster."""
    start = time.perf_counter()
    find_jumps(text)
    find_references(text)
    assert time.perf_counter() - start < 3


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_real_markers() -> None:
    """Every surface collected from real newspapers is read as what it is."""
    with (SHARED / "gold" / "markers.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    for row in rows:
        context = row["example_context"].replace("⏎", "\n")
        jumps, references = find_jumps(context), find_references(context)
        if row["type"].startswith("continuation"):
            assert [jump.text for jump in jumps] == [row["surface"]]
            assert jumps[0].direction == row["type"].removeprefix("continuation_")
        else:
            assert jumps == []
        if row["type"] == "crossref":
            assert row["surface"] in [one.text for one in references]


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_a_real_corpus_without_jump_lines_gives_none() -> None:
    """The corpus prints no jump line; none is found in its eleven million characters."""
    with lzma.open(SHARED / "corpus" / "rmrb2020-h1.jsonl.xz", "rt", encoding="utf-8") as lines:
        assert [line for line in lines if find_jumps(line.replace("\\n", "\n"))] == []


@pytest.mark.parametrize("verb", ["紧接", "转", "续转"])
def test_a_bare_mark_follows_the_last_words_of_an_article(verb: str) -> None:
    """Cut in mid-sentence, the text runs into 紧接第三版 without bracket or space."""
    marker = f"{verb}第三版"
    article = Article(
        "x-2020-01-01-01-01",
        headline="柳湾疏浚",
        paragraphs=("柳湾乡今天开工。", f"乡里决定继续推动工作{marker}", "（记者 季禾）"),
    )
    read = extract(article)
    assert [jump.text for jump in read.jumps] == [marker]
    assert read.jumps[0].direction == "to"
    assert read.paragraphs[1] == "乡里决定继续推动工作"
    assert extract(read) == read


@pytest.mark.parametrize(
    "text",
    [
        "他转第三版",
        "我们下转第三版的时候",
        "稿子转第三版\n又改了一遍。",
        "相关报道转第三版",
        "他说（下转第三版时发现）",
        "（记者在下转第三版时发现有误）",
    ],
)
def test_what_only_ends_like_a_bare_mark(text: str) -> None:
    """A subject before 转, words after it, or a line that is not the last: prose."""
    assert find_jumps(text) == []


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("（下转B02版·财经）", ("B02",)),
        ("（上接A01版：要闻）", ("A01",)),
        ("（下转第三版 综合新闻）", ("03",)),
        ("▶下转B02版·财经", ("B02",)),
        ("（下转第三版。）", ("03",)),
        ("（下转第二、三版……）", ("02", "03")),
        ("（下转第三版②。）", ("03",)),
    ],
)
def test_a_section_or_a_stop_belongs_to_the_jump_line(text: str, pages: tuple[str, ...]) -> None:
    """The section's name and a stop before the bracket are in the jump line's text."""
    for printed in (text, f"柳湾乡开工。{text}"):
        (jump,) = find_jumps(printed)
        assert (jump.text, jump.pages) == (text, pages)
        assert find_references(printed) == []


def test_a_page_before_a_word_that_begins_with_ben() -> None:
    """版 and 本航次 at the beginning of a tail; 版本 in prose."""
    (jump,) = find_jumps("▲上接A01版本航次的目标已经达到。")
    assert (jump.text, jump.pages) == ("▲上接A01版", ("A01",))
    assert find_jumps("这套软件上接第二版本继续开发") == []


def test_a_text_that_breaks_off_in_a_word_of_the_grammar() -> None:
    """流淌着的文|下转第八版: 文 is the text's, not the jump line's."""
    (jump,) = find_jumps("河水边流淌着的文下转第八版")
    assert jump.text == "下转第八版"
    (jump,) = find_jumps("正文下转第八版")
    assert jump.text == "正文下转第八版"
