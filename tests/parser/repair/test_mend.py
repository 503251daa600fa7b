"""Repair: each kind of fault mended and named, clean text left alone, nothing lost."""

import json
import lzma
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.faults import PLANTERS
from parser.model import Article, Repair
from parser.repair.mend import repair
from tests.paths import SHARED

CORPUS = SHARED / "corpus" / "rmrb2020-h1.jsonl.xz"

#: Invented prose without a fault.
CLEAN = (
    "本报讯（记者 季如风）昨日，清源市在白鹭洲举行龙舟赛，二十四支队伍参加，岸上观众上万人。"
    "比赛从上午九点开始，鼓声传出很远，住在对岸的居民也打开窗子观看。",
    "比赛分为五百米和一千米两个项目。市体育局局长褚良工表示，明年还要邀请南屿和维城的队伍参加，"
    "把比赛办成三座城市共同的节日，让更多年轻人认识这条河。",
    "青竹村的队伍由十八名农民组成，平均年龄四十七岁。队长葛满仓强调，大家白天下田，傍晚才有时间"
    "练桨，能拿到第三名已经心满意足，明年希望有更多的年轻人加入队伍。",
    "赛后，组委会把《清源龙舟志》送给每一支队伍。这本书（共三卷）记下了沿河三十个村庄的划船故事，"
    "还收录了老船工传下来的号子和口诀，由市图书馆整理出版。",
    "市民公冶白带着孙子来看比赛。他说，小时候坐在父亲肩上看，如今换成孙子坐在自己肩上看，"
    "河水比从前清了，两岸的树也比从前密了，看得更加舒心。",
    "副市长符长河观看了比赛。",
)


def mended(*paragraphs: str, **fields: object) -> Article:
    """The article with these paragraphs, repaired."""
    return repair(Article("qyrb-2022-11-05-01-01", paragraphs=paragraphs, **fields))  # type: ignore[arg-type]


def kinds(article: Article) -> list[str]:
    """Kinds of its repairs, sorted."""
    return sorted(one.kind for one in article.repairs)


def test_clean_text_is_the_same_object() -> None:
    """Where nothing is wrong nothing is made anew."""
    article = Article("qyrb-2022-11-05-01-01", paragraphs=CLEAN)

    assert repair(article) is article


def test_a_duplicate_tells_which_paragraph_it_repeats() -> None:
    """The later copy goes; the repair has its text and the index of the first."""
    got = mended(*CLEAN[:3], CLEAN[1])

    assert got.paragraphs == CLEAN[:3]
    assert got.repairs == (Repair("duplicate", CLEAN[1], 1),)


def test_indices_follow_what_was_removed_and_joined() -> None:
    """Every index points into the paragraphs as they are after repair."""
    cut = CLEAN[2].index("，大家") + 1
    got = mended(CLEAN[0], CLEAN[1], CLEAN[0], CLEAN[2][:cut], CLEAN[2][cut:], CLEAN[3] + "</p")

    assert got.paragraphs == CLEAN[:4]
    assert {(one.kind, one.paragraph) for one in got.repairs} == {
        ("duplicate", 0),
        ("fragment", 2),
        ("joined", 2),
        ("markup", 3),
    }


@pytest.mark.parametrize("verb", ["指出", "要求", "强调", "说"])
def test_another_verb_of_saying_is_a_near_duplicate(verb: str) -> None:
    """强调 turned to 指出 and the like: the later goes."""
    got = mended(*CLEAN, CLEAN[1].replace("表示", verb))

    assert got.paragraphs == CLEAN
    assert kinds(got) == ["near-duplicate"]


@pytest.mark.parametrize("end", ["", "</p", "<p cl", "&nbs"])
def test_a_torn_copy_is_a_near_duplicate(end: str) -> None:
    """A copy broken off in mid-sentence goes, with the remains of its tag."""
    got = mended(*CLEAN, CLEAN[2][:40] + end)

    assert got.paragraphs == CLEAN
    assert [(one.kind, one.text) for one in got.repairs] == [
        ("near-duplicate", CLEAN[2][:40] + end)
    ]


def test_a_copy_without_its_beginning_is_a_near_duplicate() -> None:
    """The end of an earlier paragraph, from mid-sentence on, goes."""
    got = mended(*CLEAN, CLEAN[2][20:])

    assert got.paragraphs == CLEAN
    assert kinds(got) == ["near-duplicate"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("市里请来专家逐户查勘，为每一处民居建立档", "案，写明梁架、门窗和墙体的做法。"),
        ("他说手艺不能断，", "三个徒弟里有两个是大学毕业回来的年轻人，还有一个是他的女儿。"),
        ("读书会本周读《清源老街营造", "法式图说》，下周读《渡口》。"),
        ("改造中同步更换了水管（共计四十", "二公里），并在巷口设了消防栓。"),
        ("县志上写着，这座桥由乡人“各出一", "石，三年乃成”，桥名由此而来。"),
        ("车站今年加开夜车。乘客可以在候车室免费取用热水和毯", "子，也可以借用充电器。"),
        ("车站今年加开夜车。候车室里免费提供热水", "、毯子和充电器，很受欢迎。"),
    ],
)
def test_a_column_break_is_closed(before: str, after: str) -> None:
    """Within a word, after a comma, in a bracket, before a sign: joined, and the text kept."""
    got = mended(CLEAN[0], before, after, CLEAN[4])

    assert got.paragraphs == (CLEAN[0], before + after, CLEAN[4])
    assert [(one.kind, one.text, one.paragraph) for one in got.repairs] == [("joined", after, 1)]


def test_a_paragraph_cut_twice_is_one_again() -> None:
    """Three parts of one paragraph are joined one after another."""
    text = CLEAN[2] + CLEAN[3]
    got = mended(CLEAN[0], text[:27], text[27:64], text[64:], CLEAN[4])

    assert got.paragraphs == (CLEAN[0], text, CLEAN[4])
    assert kinds(got) == ["joined", "joined"]


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        (
            "他常常对年轻的桥工们讲起那座老桥，讲一代代人守桥的信念。",
            "念支撑他们走过了最难的十年，也把手艺传了下来。",
            "他常常对年轻的桥工们讲起那座老桥，讲一代代人守桥的信念支撑他们走过了最难的十年，也把手艺传了下来。",
        ),
        (
            "演员们到渡口住了三个星期，为的是让每一个动作都经得起端。",
            "端详，让每一句台词都带着水汽，这才有了首演的成功。",
            "演员们到渡口住了三个星期，为的是让每一个动作都经得起端详，让每一句台词都带着水汽，这才有了首演的成功。",
        ),
    ],
)
def test_an_overlap_is_taken_out_with_its_false_stop(before: str, after: str, whole: str) -> None:
    """The shared characters stand once, the stop goes, the note says so."""
    got = mended(CLEAN[0], before, after, CLEAN[4])

    assert got.paragraphs == (CLEAN[0], whole, CLEAN[4])
    assert [(one.kind, one.text) for one in got.repairs] == [("joined", after)]
    assert "前后重出" in (got.repairs[0].note or "")


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_an_overlap_around_a_repeat(size: int) -> None:
    """With a removed repeat between them, two halves that share characters are one."""
    text = CLEAN[2]
    before, after = text[:40] + "。", text[40 - size :]
    got = mended(CLEAN[0], before, CLEAN[0], after, CLEAN[4])

    assert got.paragraphs == (CLEAN[0], text, CLEAN[4])
    assert kinds(got) == ["duplicate", "joined"]


def test_what_follows_repeats_is_a_fragment() -> None:
    """What a repeat overwrote may be missing: the paragraph after it is kept and marked."""
    rest = CLEAN[2][9:]
    got = mended(CLEAN[0], CLEAN[1], CLEAN[0], CLEAN[1], rest, CLEAN[4])

    assert got.paragraphs == (CLEAN[0], CLEAN[1], rest, CLEAN[4])
    assert kinds(got) == ["duplicate", "duplicate", "fragment"]
    assert [(one.text, one.paragraph) for one in got.repairs if one.kind == "fragment"] == [
        (rest, 2)
    ]


def test_repeats_at_the_end_leave_no_fragment() -> None:
    """After the last repeat nothing can be missing."""
    assert kinds(mended(*CLEAN, CLEAN[0], CLEAN[1])) == ["duplicate", "duplicate"]


@pytest.mark.parametrize(
    ("torn", "clean", "tags"),
    [
        ("龙舟赛昨日开桨。</p", "龙舟赛昨日开桨。", ["</p"]),
        ("龙舟赛昨日开桨。<p cl", "龙舟赛昨日开桨。", ["<p cl"]),
        ("龙舟赛昨日开桨。&nbs", "龙舟赛昨日开桨。", ["&nbs"]),
        ("龙舟赛&nbsp;昨日开桨。", "龙舟赛 昨日开桨。", ["&nbsp;"]),
        ("<strong>龙舟赛</strong>昨日开桨。", "龙舟赛昨日开桨。", ["<strong>", "</strong>"]),
        ('龙舟赛昨日开桨。<span style="font', "龙舟赛昨日开桨。", ['<span style="font']),
        ("/p>龙舟赛昨日开桨。", "龙舟赛昨日开桨。", ["/p>"]),
    ],
)
def test_remains_of_mark_up(torn: str, clean: str, tags: list[str]) -> None:
    """Whole tags, torn tags and character references go, each recorded."""
    got = mended(torn)

    assert got.paragraphs == (clean,)
    assert [one.text for one in got.repairs] == tags
    assert set(kinds(got)) == {"markup"}


@pytest.mark.parametrize(
    "text",
    ["AT&T与R&D园区签约。", "当a<b时，取b。", "气温<5℃", "p>0.05，差异不显著。", "B&B民宿", "a&n"],
)
def test_signs_that_are_no_mark_up(text: str) -> None:
    """Ampersands and angle brackets of the text stay."""
    assert mended(text).paragraphs == (text,)


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(
            ("清江水，长又长，", "我家住在水中央。", "摇一橹，唱一唱，") * 3, id="a song's refrain"
        ),
        pytest.param(("加油！", "加油！", "加油！"), id="shouts"),
        pytest.param(
            (
                "第一条 摊主应当亮照经营，使用合格的计量器具，收摊时清扫干净。",
                "第二条 违反前款规定的，由集市办公室责令改正，并可以处以警告。",
                "第三条 买主发现缺斤少两的，可以要求退换，由摊主办理。",
                "违反前款规定的，由集市办公室责令改正，并可以处以警告。",
                "第四条 摊主应当亮照经营，使用合格的计量器具，收摊时清扫干净。",
                "违反前款规定的，由集市办公室责令改正，并可以处以警告。",
            ),
            id="a statute",
        ),
        pytest.param(
            (
                "（一）瞒报、谎报、缓报、漏报安全事件的，给予警告；",
                "（二）拒绝检查的。",
                CLEAN[1],
                "（一）瞒报、谎报、缓报、漏报安全事件的，给予警告；",
            ),
            id="items of lists",
        ),
        pytest.param(
            ("核心提示", CLEAN[4], CLEAN[0], CLEAN[1], CLEAN[4]), id="an abstract above the text"
        ),
        pytest.param(
            ("青竹村的队伍由十八名农民组成，平均年龄四十七岁", CLEAN[0], CLEAN[2]),
            id="a pulled quote",
        ),
        pytest.param(
            (CLEAN[0], "鼓声惊起白鹭", CLEAN[2], "桨手来自田间，", "掌声来自两岸。"), id="headings"
        ),
        pytest.param(
            (
                "尊敬的各位来宾，",
                "龙舟赛已经办了二十年，今天又见到许多老朋友，我代表组委会欢迎大家。",
            ),
            id="a letter's head",
        ),
        pytest.param(
            ("老船工说：“那时候船小，风大。", "“可谁也没有怕过。", "“因为岸上有人等着。”"),
            id="speech over paragraphs",
        ),
        pytest.param((CLEAN[1], "（记者 季如风 通讯员 罗一鸣）", "责编：季如风"), id="signatures"),
        pytest.param(
            (
                "市里正在推进清江两岸的各项整治工作。",
                "作为沿江最大的村，青竹村先拆了自家的围墙。",
                "这样的村庄还有很多，它们共同守护着一江清水。",
                "水清了，白鹭回来了，孩子们又在江边放风筝。",
            ),
            id="a word that ends one paragraph and begins another by chance",
        ),
        pytest.param(
            (
                "昨日清晨，江上雾大，渡船停航两个小时，旅客耐心等待并互相学习。",
                "习江南和冉西风是最早到渡口的两位船工，他们点起了雾灯。",
            ),
            id="a surname after the same character",
        ),
        pytest.param(
            (
                "甲队队员来自青竹村，平均年龄四十七岁，共有队员十八人，去年获得第三名。",
                "甲队队员来自青竹村，平均年龄四十八岁，共有队员十九人，今年获得第二名。",
            ),
            id="alike but for the numbers",
        ),
        pytest.param(
            ("全文如下：", "一、比赛分为五百米和一千米两个项目，", "二、每队队员不超过二十人，"),
            id="a list",
        ),
    ],
)
def test_what_is_meant_is_left(paragraphs: tuple[str, ...]) -> None:
    """Refrains, statutes, abstracts, headings, letters, speech: printed so, and kept so."""
    got = mended(*paragraphs)

    assert got.paragraphs == paragraphs
    assert got.repairs == ()


def test_earlier_repairs_stay_and_their_indices_follow() -> None:
    """Repairs that the article brought are kept; their paragraphs are found again."""
    brought = (Repair("markup", "<b>", None), Repair("fragment", CLEAN[3], 3, "kept"))
    got = mended(CLEAN[0], CLEAN[1], CLEAN[0], CLEAN[3], repairs=brought)

    assert got.repairs[:2] == (brought[0], Repair("fragment", CLEAN[3], 2, "kept"))


def test_a_jump_line_joins_nothing() -> None:
    """The broken-off paragraph before a jump line stays broken off."""
    broken = CLEAN[2] + "接下来，各支队伍还将继续向着更高的目标努"
    for jump in ("（下转第三版）", "下转第三版", "▶下转A02版"):
        assert mended(CLEAN[0], broken, jump).paragraphs == (CLEAN[0], broken, jump)


PARTS = [
    *CLEAN,
    CLEAN[1].replace("表示", "指出"),
    CLEAN[2][:17],
    CLEAN[2][17:],
    CLEAN[2][:40] + "。",
    CLEAN[2][39:],
    CLEAN[3][:18],
    CLEAN[3][18:],
    CLEAN[4] + "</p",
    "</p",
    "鼓声惊起白鹭",
    "清江水，长又长，",
    "（下转第三版）",
    "",
]


@given(st.lists(st.sampled_from(PARTS), max_size=14))
def test_repairing_again_changes_nothing(paragraphs: list[str]) -> None:
    """Repair of a repaired article is the article, in whatever order faults stand."""
    got = mended(*paragraphs)

    assert repair(got) == got


@given(st.lists(st.sampled_from(PARTS), max_size=14))
def test_nothing_printed_is_lost(paragraphs: list[str]) -> None:
    """Each paragraph is found in what is left, or as it was in a repair."""
    got = mended(*paragraphs)
    left = "\n".join(got.paragraphs)
    recorded = {one.text for one in got.repairs}
    tags = [one.text for one in got.repairs if one.kind == "markup"]

    for text in paragraphs:
        bare = text
        for tag in tags:
            bare = bare.replace(tag, "")
        # of an overlap the false stop goes; the note of the repair has it
        assert text in recorded or bare in left or bare.rstrip("。") in left


@given(
    st.lists(st.text(alphabet="一二念理的，。《》（）“”<>/p&;nbs 说a1", max_size=40), max_size=8)
)
@example(["<p<p>>", "&amp;lt;p&gt;"])
@example(["《&", "n》"])
@settings(max_examples=200)
def test_any_text_is_repaired_once(paragraphs: list[str]) -> None:
    """Nonsense too is repaired without an error, and once for all."""
    got = mended(*paragraphs)

    assert repair(got) == got


@pytest.mark.parametrize("name", PLANTERS)
def test_planted_faults_come_back(name: str) -> None:
    """A fault planted at a place of chance in clean prose is mended or left, never made worse."""
    rng = Random(11)
    back = planted = 0
    for _ in range(60):
        fault = PLANTERS[name](CLEAN, rng)
        if fault is None:
            continue
        planted += 1
        back += mended(*fault.faulty).paragraphs == fault.right

    assert planted >= 20
    assert back >= planted * FLOORS.get(name, 0.9)


#: Faults that leave no trace at some places, and what share comes back all the same.
FLOORS = {
    "cut within a clause": 0.6,
    "cut within a word": 0.75,
    "overlap of 1": 0.3,
    "overlap of 2": 0.2,
    "overlap of 3": 0.2,
    "torn copy": 0.85,
}


def corpus() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and paragraphs of each article of the corpus."""
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            texts = (text.strip("\u3000\xa0 \r") for text in record["body"].split("\n"))
            yield record["source_id"], tuple(text for text in texts if text)


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus: {CORPUS}")
def test_real_articles_are_left_alone() -> None:
    """Fewer than one article in a thousand is changed, real faults of the corpus included."""
    names = [name for name, texts in corpus() if mended(*texts).repairs]

    assert len(names) < 9, names


@pytest.mark.slow
@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param((CLEAN[1],) * 5000, id="one paragraph five thousand times"),
        pytest.param(tuple(f"{CLEAN[1][:-1]}，共{n}人，" for n in range(3000)), id="all cut"),
        pytest.param(tuple(f"（{n}）{CLEAN[1]}" for n in range(3000)), id="a long list"),
        pytest.param(("《" * 50_000, "<p " * 50_000, "&" * 50_000, "<" * 50_000), id="signs"),
        pytest.param(("今天上午，" * 50_000,) * 4, id="long paragraphs"),
    ],
)
def test_the_worst_text_takes_no_time(paragraphs: tuple[str, ...]) -> None:
    """Thousands of alike paragraphs, or one without end, are done in seconds."""
    got = mended(*paragraphs)

    assert repair(got) == got
