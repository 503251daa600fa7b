"""A small archive of an invented newspaper, and the app over it, for the tests of the web."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from index import Archive
from index.results import CaptureRecord
from parser.continuation.linker import link
from parser.model import Article, Author, Image, Issue, Jump, Page, Picture, Reference, Repair

DAY = date(2023, 5, 10)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 16
#: Mark-up where a newspaper has words.
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
LEFT = ((0.0, 100.0), (200.0, 100.0), (200.0, 500.0), (0.0, 500.0))
RIGHT = ((200.0, 100.0), (400.0, 100.0), (400.0, 500.0), (200.0, 500.0))

HEAD = Article(
    "ceshi-2023-05-10-01-01",
    column_name="河上新事",
    kicker="全市农田水利会议召开",
    headline="青石渠通水 三万亩麦田喝足",
    subheadline="——一条渠的四十年",
    byline="本报记者 江南 通讯员 高连段拴",
    authors=(
        Author("江南", "记者", "本报"),
        Author("高连", "通讯员", None, certain=False),
        Author("段拴", "通讯员", None, certain=False),
    ),
    paragraphs=(
        "青石渠昨天正式通水，沿渠三万亩麦田浇上了返青水。",
        "管水员老许沿着渠走了一遍，他说最担心的是第三道闸门，因为去年冬天",
    ),
    images=(Image("images/qu.png", "青石渠通水现场。", "石见 摄", (Author("石见", "摄影"),)),),
    jumps=(Jump("（下转第二版）", "to", ("02",)),),
    references=(Reference("（相关报道见第二版）", ("02",)),),
    regions=(LEFT,),
    repairs=(Repair("duplicate", "管水员老许沿着渠走了一遍。", 1, "与前段相同"),),
    source="http://example.invalid/content_1.htm",
)
LOST = Article(
    "ceshi-2023-05-10-01-02",
    headline="社区食堂的账",
    paragraphs=("食堂开张半年，账本记到第四册，负责人说，",),
    jumps=(Jump("（下转第二版）", "to", ("02",)),),
    regions=(RIGHT,),
    source="javascript:alert(3)",
)
TAIL = Article(
    "ceshi-2023-05-10-02-01",
    headline="青石渠通水 三万亩麦田喝足",
    paragraphs=(
        "闸板冻裂过一回，青石渠管理站连夜换了新的闸板。",
        "老许说，水到麦田，心里就踏实了。",
    ),
    jumps=(Jump("（上接第一版）", "from", ("01",)),),
    regions=(LEFT,),
    source="http://example.invalid/content_9.htm",
)
ATTACK = Article(
    "ceshi-2023-05-10-02-02",
    column_name=HOSTILE,
    kicker=HOSTILE,
    headline=f"书市开门 {HOSTILE}",
    subheadline=HOSTILE,
    byline=HOSTILE,
    authors=(Author(HOSTILE, HOSTILE, HOSTILE),),
    paragraphs=(f"书市在旧车站开门。{HOSTILE}",),
    images=(Image("javascript:alert(4)", HOSTILE, HOSTILE),),
    references=(Reference(HOSTILE, ("02",)),),
    repairs=(Repair("markup", HOSTILE, 0, HOSTILE),),
    source=f"http://example.invalid/{HOSTILE}",
)
BARE = Article("ceshi-2023-05-10-02-04", headline="堤坝检修告一段落", regions=(RIGHT,))
ADVERT = Article("ceshi-2023-05-10-02-03", kind="ad", headline="公益广告")


def issue() -> Issue:
    """Two of three pages: a story that jumps, a jump line that leads nowhere, hostile text."""
    first = Page("01", 1, "要闻", 400.0, 600.0, "images/p1.png", articles=(HEAD, LOST))
    second = Page("02", 2, "综合", 400.0, 600.0, articles=(TAIL, ATTACK, ADVERT, BARE))
    made = Issue("ceshi", "测试日报", DAY, None, "第4321期", ("01", "02", "03"), (first, second))
    return link(made)


def plain(day: date, *headlines: str, newspaper: str = "ceshi") -> Issue:
    """An issue of one page, a piece for each headline."""
    pieces = tuple(
        Article(
            f"{newspaper}-{day.isoformat()}-01-{at:02}",
            headline=headline,
            paragraphs=(f"{headline}，这是第{at}件事。", "麦田里一片绿。"),
        )
        for at, headline in enumerate(headlines, 1)
    )
    name = {"ceshi": "测试日报"}.get(newspaper, "乡镇周刊")
    return link(
        Issue(newspaper, name, day, labels=("01",), pages=(Page("01", 1, None, articles=pieces),))
    )


def build(folder: Path) -> Path:
    """The archive in that folder."""
    pictures = (
        Picture("images/p1.png", "image/png", PNG),
        Picture("images/qu.png", "image/png", PNG),
        Picture("page.html", "text/html", b"<script>alert(5)</script>"),
    )
    with Archive(folder) as archive:
        archive.add(issue(), pictures)
        archive.add(plain(date(2023, 5, 8), "麦田听课记", "新桥合龙"))
        archive.add(plain(date(2022, 5, 10), "麦田开镰"))
        archive.add(plain(date(2023, 5, 9), "乡镇赶集", newspaper="xiangzhen"))
        archive.record_capture(capture(date(2023, 5, 9), "none"))
        archive.record_capture(capture(date(2023, 5, 7), "failed"))
    return folder


def capture(day: date, status: str) -> CaptureRecord:
    """A line of the capture log."""
    return CaptureRecord(
        "ceshi",
        day,
        status,  # type: ignore[arg-type]
        expected=0,
        got=0,
        missing=(),
        finished_at=datetime(2023, 5, 11, tzinfo=UTC),
    )
