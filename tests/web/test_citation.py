"""References after GB/T 7714, byte for byte as the standard's newspaper examples have them."""

from __future__ import annotations

from datetime import date

import pytest

from parser.model import Article, Author, Image
from web.citation import Citation, cite, web_address
from web.words import bare_label, page_name, pages_line

FORM = "http://paper.people.com.cn/rmrb/html/2013-01/12/nw.D110000renmrb_20130112_5-02.htm"


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (
            Citation(
                ("丁文详",),
                "数字革命与竞争国际化",
                None,
                "中国青年报",
                date(2000, 11, 20),
                ("15",),
                None,
            ),
            "丁文详. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.",
        ),
        (
            Citation(
                (),
                "上海各路商界总联合会致外交部电",
                None,
                "民国日报",
                date(1925, 8, 14),
                ("4",),
                None,
            ),
            "上海各路商界总联合会致外交部电[N]. 民国日报，1925-08-14（4）.",
        ),
        (
            Citation(("张三", "李四"), "题", "副", "新华日报", date(2008, 8, 8), ("2", "5"), None),
            "张三，李四. 题：副[N]. 新华日报，2008-08-08（2, 5）.",
        ),
        (
            Citation(
                ("甲", "乙", "丙", "丁"), "题", None, "报", date(2008, 8, 8), ("A3",), "http://a/b"
            ),
            "甲，乙，丙，等. 题[N/OL]. 报，2008-08-08（A3）. http://a/b.",
        ),
    ],
)
def test_form_of_2025(citation: Citation, expected: str) -> None:
    """Full-width signs; /OL and URL together or not at all."""
    assert citation.gbt_2025() == expected


def test_form_of_2015() -> None:
    """Half-width signs, and the date of access beside a URL."""
    accessed = date(2013, 3, 20)
    subtitle = "访中国工程院院长周济"
    online = Citation(
        ("余建斌",), "我们的科技一直在追赶", subtitle, "人民日报", date(2013, 1, 12), ("2",), FORM
    )
    printed = Citation(
        ("丁文详",), "数字革命与竞争国际化", None, "中国青年报", date(2000, 11, 20), ("15",), None
    )

    assert online.gbt_2015(accessed) == (
        "余建斌. 我们的科技一直在追赶: 访中国工程院院长周济[N/OL]. "
        f"人民日报, 2013-01-12(2)[2013-03-20]. {FORM}."
    )
    assert (
        printed.gbt_2015(accessed) == "丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15)."
    )


def test_writers_are_cited_not_photographers() -> None:
    """Who wrote it, once each, over all parts; who took the pictures only where nobody wrote."""
    writer, camera = Author("江南", "记者"), Author("石见", "摄影")
    text = Article(
        "x-2023-05-10-01-01", headline="题", authors=(writer, camera), paragraphs=("文",)
    )
    tail = Article("x-2023-05-10-02-01", authors=(writer,), paragraphs=("文",))
    photo = Article("x-2023-05-10-01-02", images=(Image(None, "渠水到田头", None, (camera,)),))

    assert cite((text, tail), "报", date(2023, 5, 10), ("01", "02")).authors == ("江南",)
    cited = cite((photo,), "报", date(2023, 5, 10), ("01",))
    assert (cited.authors, cited.title) == (("石见",), "[渠水到田头]")


def test_subtitle_loses_its_dash() -> None:
    """——一条渠的四十年 is cited without the dash it is printed with."""
    article = Article("x-2023-05-10-01-01", headline="题", subheadline="——一条渠的四十年")

    assert cite((article,), "报", date(2023, 5, 10), ("001",)).subtitle == "一条渠的四十年"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("http://a.example/b.htm", True),
        ("HTTPS://A.example/", True),
        ("javascript:alert(1)", False),
        (" http://a.example/", False),
        ("http://a.example/\nx", False),
        ("data:text/html,x", False),
        ("content_1.htm", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_addresses(source: str | None, expected: bool) -> None:
    """Anything but plain http and https is no link."""
    assert web_address(source) == (source if expected else None)


@pytest.mark.parametrize(
    ("label", "bare", "name"),
    [
        ("01", "1", "第1版"),
        ("A03", "A3", "A03版"),
        ("010", "10", "第10版"),
        ("00", "00", "第0版"),
    ],
)
def test_labels_in_words(label: str, bare: str, name: str) -> None:
    """Zeros before a number are not read; letters are kept."""
    assert (bare_label(label), page_name(label)) == (bare, name)


def test_pages_of_a_story() -> None:
    """第1版→第3版, in reading order."""
    assert pages_line(("01", "03")) == "第1版→第3版"
