"""Invented news for the tests of linking: a subject in, a piece of so many paragraphs out."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from parser.model import Article, Issue, Page


class Subject(NamedTuple):
    """What an invented piece is about."""

    headline: str
    place: str
    person: str
    thing: str
    unit: str


SUBJECTS = (
    Subject("老石桥修好了 河湾镇走亲近一程", "河湾镇", "丁一桥", "老石桥", "桥梁养护队"),
    Subject("梅子沟的果园装上了滴灌带", "梅子沟村", "沈望秋", "杏树滴灌", "林果合作社"),
    Subject("夜校开课 织机厂工人学识图", "北织机厂", "罗小满", "机械识图", "职工夜校"),
    Subject("渡口书屋十年借出两万册", "乌篷渡口", "顾远帆", "渡口书屋", "轮渡公司"),
    Subject("雪线村通了信使班车", "雪线村", "巴桑旺堆", "信使班车", "高原客运站"),
    Subject("盐场晒出第一池春盐", "海角盐场", "林听潮", "春盐滩池", "制盐分厂"),
    Subject("古戏台上唱新腔", "柳林古镇", "白玉兰", "皮影戏台", "非遗传习所"),
    Subject("蜂农追花两千里", "三岔岭", "马驮星", "椴树蜂蜜", "养蜂协会"),
)
_SENTENCES = (
    "{place}的{thing}，是{person}惦记了多年的一件事。",
    "“{thing}办不好，我睡不踏实。”{person}说，{unit}上下都憋着一股劲。",
    "入春以来，{unit}把{thing}排进了日程，{place}的老人天天来看进度。",
    "最难的是头一个月，{person}带着{unit}的六个年轻人，守着{thing}吃住。",
    "{place}有人担心花钱，{person}便把{thing}的账一笔一笔写在黑板上。",
    "到了收尾那天，{unit}请来邻近几处的同行，看{thing}经不经得起挑剔。",
    "同行们围着{thing}转了三圈，对{person}说，{place}这回做对了。",
    "如今{place}早晚都有人说起{thing}，孩子们还编了顺口溜。",
    "{unit}算过，{thing}一年能给{place}省下不少来回的工夫。",
    "{person}的下一步，是把{thing}的办法写成册子，送给更远的地方。",
)

_OTHERS = (
    "记者走进{place}时，{thing}正赶上最忙的时辰。",
    "带路的{person}话不多，只顾低头记数，衣袖上沾满了泥点。",
    "翻开{unit}的台账，去年此时的数字还只有现在的三成。",
    "转机来自一封信：省城的专家看中了{thing}，愿意上门指点。",
    "{person}连夜赶写计划书，天亮便骑车送到了车站。",
    "专家住了半个月，教会{unit}测土、看云、听水声。",
    "夏天那场大雨冲垮了围堰，损失不小，却没有一户退出。",
    "“{thing}教我们沉住气。”妇女们一边择菜，一边同记者算收成。",
    "傍晚收工，喇叭里念着当天的斤两，{place}家家竖起耳朵。",
    "明年开春，{person}打算再添两台水泵，把坡上的旱地也接进来。",
)


def paragraphs(subject: Subject, count: int = 5) -> tuple[str, ...]:
    """So many paragraphs of two sentences."""
    told = _OTHERS if subject in SUBJECTS[1::2] else _SENTENCES
    lines = [sentence.format(**subject._asdict()) for sentence in told[: 2 * count]]
    return tuple(lines[at] + lines[at + 1] for at in range(0, len(lines), 2))


def halves(subject: Subject, *, mid: bool = True) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A piece cut in two: in the middle of a sentence, or between paragraphs."""
    whole = paragraphs(subject)
    if not mid:
        return whole[:3], whole[3:]
    cut = len(whole[2]) // 2 + 3
    return (*whole[:2], whole[2][:cut]), (whole[2][cut:], *whole[3:])


def piece(page: str, order: int, headline: str | None, *texts: str) -> Article:
    """An article with its id."""
    return Article(f"hhrb-2031-03-05-{page}-{order:02d}", headline=headline, paragraphs=texts)


def issue(
    pages: dict[str, list[tuple[str | None, tuple[str, ...]]]],
    labels: tuple[str, ...] | None = None,
) -> Issue:
    """An issue of headlines and texts by page."""
    made = [
        Page(
            label,
            at,
            articles=tuple(
                piece(label, order, headline, *texts)
                for order, (headline, texts) in enumerate(pieces, 1)
            ),
        )
        for at, (label, pieces) in enumerate(pages.items(), 1)
    ]
    return Issue("hhrb", "河湾日报", date(2031, 3, 5), labels=labels, pages=tuple(made))


def filler(*numbers: int) -> list[tuple[str | None, tuple[str, ...]]]:
    """Whole pieces of other subjects."""
    return [(SUBJECTS[at].headline, paragraphs(SUBJECTS[at])) for at in numbers]
