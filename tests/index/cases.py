"""Issues with invented text for the tests of the archive and of search."""

from __future__ import annotations

from datetime import date

from parser.model import (
    Article,
    Author,
    Continuation,
    Dateline,
    Image,
    Issue,
    Jump,
    Page,
    Reference,
    Repair,
    Story,
)

DAY = date(2022, 8, 10)


def article(
    label: str, order: int, headline: str | None, *paragraphs: str, **more: object
) -> Article:
    """An article of the invented 云川日报 of DAY."""
    made = f"ycrb-{DAY}-{label}-{order:02d}"
    return Article(made, headline=headline, paragraphs=paragraphs, **more)  # type: ignore[arg-type]


def issue(*pages: Page, day: date = DAY, code: str = "ycrb", name: str = "云川日报") -> Issue:
    """An issue of these pages."""
    return Issue(code, name, day, pages=pages)


def page(label: str, *articles: Article, sequence: int = 1, section: str | None = None) -> Page:
    """A page of these articles."""
    return Page(label, sequence, section=section, articles=articles)


def one_page(*paragraphs: str, headline: str = "云川开渠引水", day: date = DAY) -> Issue:
    """An issue of one page with one article."""
    made = Article(f"ycrb-{day}-01-01", headline=headline, paragraphs=paragraphs)
    return issue(page("01", made), day=day)


def every_field() -> Issue:
    """An issue in which every field of the model has a value, awkward ones among them."""
    dateline = Dateline("新华社云川8月9日电", "新华社", "云川", date(2022, 8, 9))
    head = article(
        "01",
        1,
        "云川开渠引水",
        "本报讯 (记者 柳溪舟)昨日，云川开渠，水到南",
        "",
        "他说：“水来了。”😀\x00\u3000",
        column_name="牢记嘱托·云川篇",
        kicker="贺远山调研水利时强调",
        subheadline="——记云川水利建设者",
        byline="本报讯 (记者 柳溪舟 通讯员 高连段拴木)",
        authors=(Author("柳溪舟", "记者", "本报"), Author("高连", "通讯员", None, certain=False)),
        dateline=dateline,
        images=(
            Image("a.jpg", "图为渠首。", "本报记者 韩岭 摄", (Author("韩岭", "摄影", "本报"),)),
            Image(None, None, None),
        ),
        jumps=(Jump("(下转第三版②)", "to", ("03",), "②"),),
        references=(Reference("（相关报道见第二版）", ("02", "04")),),
        regions=(((0, 0), (10.5, 0), (10.5, 20)), ((1, 2), (3, 4), (5, 6))),
        repairs=(Repair("joined", "编》等", 1, "栏尾"), Repair("markup", "</p", None, None)),
        source="content_1.htm",
    )
    tail = article(
        "03", 1, None, "坡村。全村人都来看。", jumps=(Jump("(上接第一版)", "from", ("01",)),)
    )
    photo = article("03", 2, "渠首晨光", kind="photo")
    return Issue(
        "ycrb",
        "云川日报",
        DAY,
        number="第8888号",
        labels=("01", "02", "03"),
        pages=(
            Page("01", 1, "要闻", 400, 575.0, "p1.png", "p1.pdf", "node_1.htm", (head,)),
            Page("03", 3, None, None, None, None, None, None, (tail, photo)),
        ),
        continuations=(
            Continuation(head.id, tail.id, "(下转第三版②)", "matched", "版次、文意相合", 0.97),
            Continuation(None, tail.id, "(上接第一版)", "matched", "同上", None),
        ),
        stories=(Story(head.id, (head.id, tail.id), ("01", "03")),),
    )
