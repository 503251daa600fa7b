"""Bylines of every printed form in; people, roles, units and kinds out. All people are invented."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser.byline import parse_byline, parse_credit
from parser.model import Author
from tests.paths import SHARED

GOLD = SHARED / "gold" / "bylines.jsonl"

# text, then kind and people as name/role/affiliation ("-" for none, "?" after a guess)
FORMS = [
    ("本报记者 曲同山", "staff", "曲同山/记者/本报"),
    ("本报记者 曲同山 陶露 郑向前", "staff", "曲同山/记者/本报 陶露/记者/本报 郑向前/记者/本报"),
    ("记者曲同山", "other", "曲同山/记者/-"),
    ("（记者曲同山、通讯员陶露）", "other", "曲同山/记者/- 陶露/通讯员/-"),
    ("本报讯 (记者 曲同山 通讯员 陶露 郑向前)", "staff",
     "曲同山/记者/本报 陶露/通讯员/- 郑向前/通讯员/-"),
    ("本报讯【记者曲同山 通讯员陶露】", "staff", "曲同山/记者/本报 陶露/通讯员/-"),
    ("本报讯 记者曲同山、通讯员陶露报道", "staff", "曲同山/记者/本报 陶露/通讯员/-"),
    ("□首席记者曲同山通讯员陶小露", "staff", "曲同山/记者/- 陶小露/通讯员/-"),
    ("■ 云州日报全媒体记者 曲同山", "staff", "曲同山/记者/云州日报"),
    ("□ 高安日报全媒体记者 曲同山", "staff", "曲同山/记者/高安日报"),
    ("云州日报讯 （记者曲同山、通讯员陶露）", "staff", "曲同山/记者/云州日报 陶露/通讯员/-"),
    ("云州县融媒体中心记者 曲同山", "staff", "曲同山/记者/云州县融媒体中心"),
    ("新华社记者 曲同山 本报记者 陶露", "wire", "曲同山/记者/新华社 陶露/记者/本报"),
    ("本报驻埃及首席记者 曲同山", "staff", "曲同山/记者/本报"),
    ("本报开罗记者 曲同山", "staff", "曲同山/记者/本报"),
    ("中国青年报·中青在线记者 曲同山", "staff", "曲同山/记者/中国青年报·中青在线"),
    ("云州+记者 曲同山", "staff", "曲同山/记者/云州+"),
    ("本报特约记者 曲同山", "contributed", "曲同山/特约记者/本报"),
    ("本报特约撰稿 曲同山", "contributed", "曲同山/作者/本报"),
    ("本报通讯员 曲同山", "contributed", "曲同山/通讯员/本报"),
    ("通讯员 县委宣传部 曲同山", "contributed", "曲同山/通讯员/县委宣传部"),
    ("通讯员 曲同山 陶露（云州县融媒体中心）", "contributed",
     "曲同山/通讯员/云州县融媒体中心 陶露/通讯员/云州县融媒体中心"),
    ("通讯员 曲同山 县委宣传部 陶露", "contributed", "曲同山/通讯员/- 陶露/通讯员/县委宣传部"),
    ("实习生 曲同山", "other", "曲同山/实习生/-"),
    ("本报评论员", "commentary", ""),
    ("本报特约评论员 曲同山", "commentary", "曲同山/评论员/本报"),
    ("曲同山", "contributed", "曲同山/作者/-"),
    ("曲同山 陶露", "contributed", "曲同山/作者/- 陶露/作者/-"),
    ("（曲同山）", "contributed", "曲同山/作者/-"),
    ("曲同山郑向前", "contributed", "曲同山/-/-? 郑向前/-/-?"),
    ("云州蓝溪市  陶  露", "contributed", "陶露/作者/-"),
    ("作者：曲同山", "contributed", "曲同山/作者/-"),
    ("作者:□特约记者 曲同山", "contributed", "曲同山/特约记者/-"),
    ("责任编辑：曲同山 版式设计：陶露", "other", "曲同山/编辑/- 陶露/版式设计/-"),
    ("文字整理/曲同山", "other", "曲同山/编辑/-"),
    ("（曲同山整理）", "other", "曲同山/编辑/-"),
    ("口述：曲同山 整理：陶露", "other", "曲同山/口述/- 陶露/编辑/-"),
    ("本报记者 曲同山整理", "staff", "曲同山/记者/本报"),
    ("（本报记者曲同山、陶露参与采写）", "staff", "曲同山/记者/本报 陶露/记者/本报"),
    ("（综合本报记者曲同山、陶露报道）", "staff", "曲同山/记者/本报 陶露/记者/本报"),
    ("（综合本报记者曲同山、陶露和新华社记者采访整理）", "staff",
     "曲同山/记者/本报 陶露/记者/本报"),
    ("（本报记者曲同山、陶露，云州日报记者郑向前）", "staff",
     "曲同山/记者/本报 陶露/记者/本报 郑向前/记者/云州日报"),
    ("（作者为云州大学出版社副总编辑）", "contributed", ""),
    ("（作者为云州大使，本报驻埃及记者曲同山采访整理）", "contributed", "曲同山/记者/本报"),
    ("曲同山（作者单位：云州大学）", "contributed", "曲同山/作者/云州大学"),
    ("（曲同山系云州大学教授）", "contributed", "曲同山/作者/-"),
    ("（作者为学者，云州基金会前主席安东·别尔对本文亦有贡献）", "contributed", "安东·别尔/作者/-"),
]  # fmt: skip

PICTURES = [
    ("本报记者 曲同山 摄", "曲同山/摄影/本报"),
    ("（曲健为摄）", "曲健为/摄影/-"),
    ("新华社记者  陶  露摄", "陶露/摄影/新华社"),
    ("本报记者  曲同山  陶  露  摄影报道", "曲同山/摄影/本报 陶露/摄影/本报"),
    ("曲同山 陶 露摄影报道", "曲同山/摄影/- 陶露/摄影/-"),
    ("安东·别尔摄（新华社发）", "安东·别尔/摄影/新华社"),
    ("新华社发（曲同山 摄）", "曲同山/摄影/新华社"),
    ("曲同山摄（人民视觉）", "曲同山/摄影/人民视觉"),
    ("曲同山/摄", "曲同山/摄影/-"),
    ("文/本报记者 曲同山 图/本报记者 陶露", "曲同山/记者/本报 陶露/摄影/本报"),
    ("本报记者  陶  露文  新华社记者  林  柏摄", "陶露/记者/本报 林柏/摄影/新华社"),
    ("曲同山、陶露和新华社记者林柏摄", "曲同山/摄影/- 陶露/摄影/- 林柏/摄影/新华社"),
    ("郑博文 摄", "郑博文/摄影/-"),
    ("本报记者 曲同山 摄影 陶露", "曲同山/记者/本报 陶露/摄影/-"),
    ("本报记者 曲同山 通讯员 陶露 摄", "曲同山/摄影/本报 陶露/摄影/-"),
    ("图①②：曲同山摄 图③：陶露摄", "曲同山/摄影/- 陶露/摄影/-"),
    ("（本版图片均由本报记者曲同山摄）", "曲同山/摄影/本报"),
    ("云州文化馆供图", ""),
    ("图片由受访者提供", ""),
    ("新华社发", ""),
]


def said(authors: tuple[Author, ...]) -> str:
    """Authors in the short form of the tables above."""
    return " ".join(
        f"{a.name}/{a.role or '-'}/{a.affiliation or '-'}{'' if a.certain else '?'}"
        for a in authors
    )


@pytest.mark.parametrize(("text", "kind", "people"), FORMS)
def test_forms(text: str, kind: str, people: str) -> None:
    """Each printed form gives its people with role and unit, and its kind."""
    byline = parse_byline(text)
    assert (said(byline.authors), byline.kind, byline.text) == (people, kind, text)


@pytest.mark.parametrize(("text", "people"), PICTURES)
def test_picture_credits(text: str, people: str) -> None:
    """Who took a picture, and whose photographer that is."""
    assert said(parse_credit(text)) == people
    assert parse_byline(text).kind == "photo"


#: Who wrote and photographed stands twice, and signs the text.
BOTH = [
    ("文/图 曲同山", "contributed", "曲同山/作者/- 曲同山/摄影/-"),
    ("图/文 曲同山", "contributed", "曲同山/作者/- 曲同山/摄影/-"),
    ("文、图：曲同山", "contributed", "曲同山/作者/- 曲同山/摄影/-"),
    ("本报记者曲同山文/图", "staff", "曲同山/记者/本报 曲同山/摄影/本报"),
    ("（记者 曲同山 图/文）", "staff", "曲同山/记者/- 曲同山/摄影/-"),
    ("本报记者 林 文 文/图", "staff", "林文/记者/本报 林文/摄影/本报"),
    ("通讯员 陶露 文并摄", "contributed", "陶露/通讯员/- 陶露/摄影/-"),
    ("陶露 文·图", "contributed", "陶露/作者/- 陶露/摄影/-"),
    ("云州日报记者 曲同山 通讯员 陶露 图文", "staff",
     "曲同山/记者/云州日报 陶露/通讯员/- 曲同山/摄影/云州日报 陶露/摄影/-"),
    ("文、摄影：陶露", "contributed", "陶露/作者/- 陶露/摄影/-"),
    ("摄影/文 曲同山", "contributed", "曲同山/作者/- 曲同山/摄影/-"),
    ("（通讯员 陶露 文/图片）", "contributed", "陶露/通讯员/- 陶露/摄影/-"),
    ("本报记者 曲同山 文并摄影", "staff", "曲同山/记者/本报 曲同山/摄影/本报"),
    ("文并图/陶露", "photo", "陶露/作者/- 陶露/摄影/-"),
]  # fmt: skip
#: One of several did the one, another the other.
EACH = [
    ("图|陶露", "photo", "陶露/摄影/-"),
    ("图片／陶露", "photo", "陶露/摄影/-"),
    ("文｜曲同山 图｜陶露", "photo", "曲同山/作者/- 陶露/摄影/-"),
    ("撰文/曲同山 摄影/陶露", "photo", "曲同山/作者/- 陶露/摄影/-"),
]
#: Papers by what their names end in, short names, roles in brackets or after the names.
PAPERS = [
    ("华商报讯（记者 陶露）", "staff", "陶露/记者/华商报"),
    ("新快报讯 记者陶露 通讯员曲同山", "staff", "陶露/记者/新快报 曲同山/通讯员/-"),
    ("云州特区报讯（记者 陶露）昨天，大会召开。", "staff", "陶露/记者/云州特区报"),
    ("南国早报记者 陶露", "staff", "陶露/记者/南国早报"),
    ("华商报记者 陶露", "staff", "陶露/记者/华商报"),
    ("人民法院报讯（通讯员 陶露）", "staff", "陶露/通讯员/-"),
    ("新京讯 记者陶露", "staff", "陶露/记者/新京"),
    ("快报讯（记者 陶露）", "staff", "陶露/记者/快报"),
    ("齐鲁讯（记者 陶露）", "staff", "陶露/记者/齐鲁"),
    ("云晚讯（通讯员 陶露）", "staff", "陶露/通讯员/-"),
    ("【记者】陶露【通讯员】曲同山", "other", "陶露/记者/- 曲同山/通讯员/-"),
    ("【通讯员】陶露 曲同山", "contributed", "陶露/通讯员/- 曲同山/通讯员/-"),
    ("陶露 曲同山（本报记者）", "staff", "陶露/记者/本报 曲同山/记者/本报"),
    ("陶露（新华社记者）", "wire", "陶露/记者/新华社"),
    ("本报记者：陶露", "staff", "陶露/记者/本报"),
    ("通讯员：陶露 曲同山", "contributed", "陶露/通讯员/- 曲同山/通讯员/-"),
    ("（综合陶露、曲同山报道）", "other", "陶露/-/- 曲同山/-/-"),
    ("（综合新华社、云州日报报道）", "wire", ""),
    ("羊城晚报讯 记者曲同山、通讯员陶露报道：昨天，大会召开。", "staff",
     "曲同山/记者/羊城晚报 陶露/通讯员/-"),
    ("【大公报讯】记者陶露北京报道：大会召开。", "staff", "陶露/记者/大公报"),
    ("【大公報記者沈同遠、陳同舟香港報道】大會召開。", "staff",
     "沈同遠/记者/大公報 陳同舟/记者/大公報"),
    ("又电（记者陶露）近日，雨。", "wire", "陶露/记者/-"),
    ("本报驻北京记者曲同山28日电 发言人表示，各方应保持克制。", "staff", "曲同山/记者/本报"),
    ("【新华社记者曲同山、陶露云川县二十八日电】雨。", "wire",
     "曲同山/记者/新华社 陶露/记者/新华社"),
    ("【本报记者云州市电】今年，雨。", "staff", ""),
]  # fmt: skip
#: Names that no surname tells, and names with a dot of any kind.
NAMES_OF_PEOPLES = [
    "多杰扎西", "央金卓玛", "格桑多吉", "乌兰其其格", "阿拉坦巴根", "那顺巴雅尔", "艾合买提江",
    "古丽米热", "吐尔逊古丽", "努尔别克", "德吉央宗", "巴图孟和",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "people"), BOTH + EACH + PAPERS)
def test_forms_of_papers_and_pictures(text: str, kind: str, people: str) -> None:
    """文/图 in every form, papers by their endings and short names, roles around names."""
    byline = parse_byline(text)
    assert (said(byline.authors), byline.kind, byline.text) == (people, kind, text)


@pytest.mark.parametrize("name", NAMES_OF_PEOPLES)
def test_names_without_a_surname(name: str) -> None:
    """A Tibetan, Mongolian or Uyghur name without a dot is one, and no guess."""
    assert said(parse_byline(f"本报记者 {name}").authors) == f"{name}/记者/本报"


@pytest.mark.parametrize("dot", "·•．.‧")
def test_dots_in_names(dot: str) -> None:
    """Whatever sign stands between the parts, the person is one."""
    assert said(parse_byline(f"本报记者 安东{dot}别尔").authors) == "安东·别尔/记者/本报"
    assert said(parse_byline(f"［英］安东{dot}别尔").authors) == "安东·别尔/作者/-"


@pytest.mark.parametrize(
    "space", [" ", "  ", "\u3000", "\xa0", "\xa0\xa0", "\t", "\u2003", "\u3000 "]
)
def test_spaces_of_every_kind(space: str) -> None:
    """Padding inside names and gaps between them may be any white space."""
    text = space.join(["本报记者", "高", "炳", "游", "仪", "郑向前", "苏", "滨", "摄"])
    assert [author.name for author in parse_credit(text)] == ["高炳", "游仪", "郑向前", "苏滨"]
    assert all(author.certain for author in parse_credit(text))


def test_traditional_and_full_width() -> None:
    """Traditional keywords and full-width signs are read; names stay as printed."""
    assert said(parse_byline("本報記者　陳同山　攝").authors) == "陳同山/摄影/本報"
    assert said(parse_byline("文／陳同山").authors) == "陳同山/作者/-"


def test_what_stands_before_names_is_no_name() -> None:
    """综合, 等 and 和 are not read as people."""
    names = [a.name for a in parse_byline("（综合本报记者曲同山、陶露等报道）").authors]
    assert names == ["曲同山", "陶露"]


@pytest.mark.parametrize(
    "text",
    [
        "近日，市政府召开会议，研究部署下一步工作。",
        "记者近日从教育部门了解到，全市学校已做好准备。",
        "记者在现场看到",
        "安全",
        "卜算子·咏梅",
        "核心阅读",
        "8月9日",
        "（下转第三版）",
        "（一）",
        "",
        "   ",
    ],
)
def test_no_people_in_what_is_no_byline(text: str) -> None:
    """Prose, headings and signs name nobody."""
    assert parse_byline(text).authors == ()


def test_a_very_long_line_is_left_unread() -> None:
    """A megabyte is no byline: it comes back as it is, at once."""
    byline = parse_byline("记者张三、" * 200_000)
    assert (byline.authors, byline.kind) == ((), "other")
    assert len(byline.text) == 1_000_000


BITS = st.sampled_from(
    [*"张三李四王 、，（）()/:：·\u3000■①《》—", "记者", "通讯员", "本报", "本报讯", "新华社",
     "8月9日", "电", "摄", "文", "图", "整理", "作者为", "县委宣传部", "供图", "驻", "\0", "\ud800"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(BITS, max_size=30).map("".join))
def test_anything_is_read_without_error(text: str) -> None:
    """Any mixture is read the same twice, and every name is made of its characters."""
    byline = parse_byline(text)
    assert parse_byline(byline.text) == byline
    for author in byline.authors:
        assert author.name.strip() == author.name != ""
        assert set(author.name) <= {*text, " "}


NAMES = st.lists(
    st.sampled_from(["郑向前", "曲同山", "陶露", "林柏", "欧阳青", "高山", "安东·别尔", "吴小满"]),
    min_size=1,
    max_size=6,
    unique=True,
)


@given(NAMES, st.sampled_from(["本报记者", "新华社记者", "通讯员", "本报特约记者"]), st.booleans())
def test_lists_and_padded_lists_agree(names: list[str], role: str, padded: bool) -> None:
    """However the names are set, the same people are read."""
    shown = [f"{n[0]}  {n[1]}" if padded and len(n) == 2 else n for n in names]
    for text in (f"{role}  {'  '.join(shown)}", f"（{role}{'、'.join(names)}）"):
        assert [author.name for author in parse_byline(text).authors] == names


def _gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@pytest.mark.skipif(not GOLD.exists(), reason="needs shared/gold beside the repository")
def test_annotated_bylines() -> None:
    """People F1 ≥ 0.97, role F1 ≥ 0.96 and kinds ≥ 0.97 on the annotated real bylines."""
    wanted, got, kinds = set(), set(), 0
    cases = _gold()
    for number, case in enumerate(cases):
        byline = parse_byline(case["text"])
        wanted |= {(number, one["name"], one.get("role")) for one in case["people"]}
        got |= {(number, author.name, author.role) for author in byline.authors}
        kinds += byline.kind == case["kind"]
        assert (byline.dateline.place if byline.dateline else None) == case["place"]
    people = {w[:2] for w in wanted}, {g[:2] for g in got}
    assert 2 * len(people[0] & people[1]) / (len(people[0]) + len(people[1])) >= 0.97
    assert 2 * len(wanted & got) / (len(wanted) + len(got)) >= 0.96
    assert kinds / len(cases) >= 0.97
