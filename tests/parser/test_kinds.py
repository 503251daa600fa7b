"""Pieces that a reader takes for none are called what they are; articles stay articles."""

# ruff: noqa: E501 (one piece a line)

from __future__ import annotations

import json

import pytest

from parser.kinds import classify
from parser.model import Article, Dateline, Image, Jump, Reference
from tests.paths import SHARED

PICTURE = (Image("a.jpg"),)
LONG = "市民在新开放的滨江步道散步。" * 12


@pytest.mark.parametrize(
    ("piece", "kind"),
    [
        (Article("i", headline="全市工业开门红", paragraphs=("（A04）",)), "pointer"),
        (Article("i", headline="全市工业开门红", paragraphs=("▶ 详见第3版",)), "pointer"),
        (Article("i", headline="全市工业开门红", paragraphs=("见今日A02、A03版",)), "pointer"),
        (Article("i", headline="导读", paragraphs=("甲事 02", "乙事 03")), "pointer"),
        (Article("i", headline="今 日 导 读"), "pointer"),
        (Article("i", headline="一", paragraphs=("新桥合龙……02版", "社区食堂……03版")), "pointer"),
        (Article("i", headline="讲话", references=(Reference("（全文见第二版）", ("02",)),)), "pointer"),
        (Article("i", headline="公益广告"), "ad"),
        (Article("i", headline="广告", images=PICTURE), "ad"),
        (Article("i", headline="责任编辑"), "notice"),
        (Article("i", headline=None, paragraphs=("责编：某某 校对：某某", "美编：某某")), "notice"),
        (Article("i", headline="遗失声明", paragraphs=("某某遗失身份证一张，声明作废。",)), "notice"),
        (Article("i", headline="图片报道", paragraphs=("湿地晨光。", "某某摄（某视觉）")), "photo"),
        (Article("i", headline="雨后梯田", images=PICTURE), "photo"),
        (Article("i", headline="雨后梯田", images=PICTURE, paragraphs=("梯田如镜。记者 某某 摄",)), "photo"),
        (Article("i", headline="滨江步道", images=PICTURE, paragraphs=(LONG, LONG, LONG)), "article"),
        (Article("i", headline="一条短讯", paragraphs=("昨日，新桥通车。",)), "article"),
        (Article("i", headline="广告业的春天", paragraphs=("昨日，产业园开园。",)), "article"),
        (Article("i", headline="题", jumps=(Jump("（下转第二版）", "to", ("02",)),), references=()), "article"),
        (Article("i", headline="第八版", paragraphs=("第八版的故事，从第3版说起，很长。",)), "article"),
        (Article("i"), "article"),
    ],
)  # fmt: skip
def test_kinds(piece: Article, kind: str) -> None:
    """Each kind from what is printed."""
    assert classify(piece) == kind


@pytest.mark.parametrize(
    "headline",
    ["停水公告", "征文启事", "“云溪杯”征文启事", "云溪集团招聘公告", "云溪市交通管制通告", "寻人启事",
     "作废声明", "本报致歉声明", "何云溪先生讣告", "云溪区人民法院公告", "【拍卖公告】",
     "2031年招生公告", "云溪开发区土地出让公告", "放假通告"],
)  # fmt: skip
def test_the_name_of_a_notice(headline: str) -> None:
    """A headline that is nothing but the name of a notice makes one."""
    assert classify(Article("i", headline=headline, paragraphs=(LONG,))) == "notice"


@pytest.mark.parametrize(
    "headline",
    ["云溪置业有限公司关于召开临时股东大会的公告", "云溪农商银行股份有限公司债权转让暨催收公告",
     "青禾资产经营有限公司对云溪纺织厂等三户企业债权资产处置公告", "云溪建设集团有限公司减资公告",
     "关于滨江路封闭施工的通告", "云溪市人民政府关于征收房屋的公告", "云溪市中级人民法院公告送达启事",
     "云溪市任前公示", "青禾纺织有限公司管理人关于召开债权人会议的公告（第二号）"],
)  # fmt: skip
def test_a_notice_in_its_whole_name(headline: str) -> None:
    """A company's, a court's or an office's 公告 is a notice; ad is selling."""
    assert classify(Article("i", headline=headline, paragraphs=(LONG,))) == "notice"


def test_hereby() -> None:
    """What ends with 特此公告 is one, whatever stands above it."""
    piece = Article("i", headline="云溪水务", paragraphs=(LONG, "特此公告。"))
    assert classify(piece) == "notice"


@pytest.mark.parametrize(
    "headline",
    ["云溪集团关于招聘公告引发争议", "公司公告背后的账本", "证监会对两家公司公告：不予置评", "国家卫健委发布公告", "云溪集团发布招聘公告", "市民误撕停水公告", "一则寻人启事", "一份特殊的公告",
     "法院贴出悬赏公告", "云溪与青禾联合声明", "外交部声明", "二十国领导人峰会声明", "老人写下寻亲启事",
     "停水公告贴错了楼", "招聘启事里的新变化", "云溪县就停水致歉", "男子伪造法院拍卖公告"],
)  # fmt: skip
def test_news_of_a_notice(headline: str) -> None:
    """News about a notice, or what governments declare, is an article."""
    assert classify(Article("i", headline=headline, paragraphs=(LONG,))) == "article"


def test_signed_notices_are_news() -> None:
    """What an agency sends under a notice's name is news."""
    dateline = Dateline("新华社云溪1月2日电", "新华社", "云溪")
    piece = Article("i", headline="停水公告", paragraphs=(LONG,), dateline=dateline)
    assert classify(piece) == "article"


ISSUE = SHARED / "pages" / "hndaily_2026-07-23.json"


@pytest.mark.skipif(not ISSUE.is_file(), reason="the shared pages are not there")
def test_real_pointer_pages() -> None:
    """On a real front page the pieces that only name another page are pointers, and only they."""
    issue = json.loads(ISSUE.read_text("utf-8"))
    found: dict[str, list[str]] = {}
    for page in issue["pages"]:
        for one in page["articles"]:
            texts = tuple(text for text in one["content"].split("\n") if text.strip())
            piece = Article("i", headline=one["title"], paragraphs=texts)
            found.setdefault(classify(piece), []).append(one["title"])
            if len("".join(texts)) > 200:
                assert classify(piece) == "article", one["title"]
    assert found["pointer"]
