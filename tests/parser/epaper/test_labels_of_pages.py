"""Pages with labels that are no plain number, and pages that share one: captures in, issues out."""

from __future__ import annotations

from itertools import permutations

import pytest

from parser.model import Issue
from parser.newspaper import Newspaper
from parser.source.files import Capture
from tests.parser.epaper.saved import read_pages

PAPER = Newspaper("lhwb", "芦荷晚报")
#: Label as printed in 第…版, section, headline of its one piece, text.
Printed = tuple[str, str, str, str]


def captures(pages: list[Printed], *, listed: bool = True) -> list[Capture]:
    """Page views and article pages in the mark-up of family F1, each page with one piece."""
    entries = "".join(
        f'<a id="pageLink" href="node_{40 + n}.htm">第 {label} 版：{section}</a>'
        for n, (label, section, _, _) in enumerate(pages)
    )
    made: list[Capture] = []
    for n, (label, section, headline, text) in enumerate(pages):
        piece = f"content_{40 + n}_7.htm"
        view = (
            f'<html><body><map name=PagePicMap><area coords="1,{n},90,{n},90,40,1,40" '
            f'shape="polygon" href="{piece}"></map><img src="x.png" width="400" height="576" '
            f'usemap="#PagePicMap"><td id="currentBM"><strong>第{label}版：{section}</strong></td>'
            f'<div id="main-ed-articlenav-list"><a href="{piece}">{headline}</a></div>'
            f"<strong>2031年05月06日</strong><div id=bmdh>{entries if listed else ''}</div>"
            "</body></html>"
        )
        article = (
            f'<html><body><td id="currentBM"><strong>第{label}版：{section}</strong></td>'
            f"<strong>2031年05月06日</strong><founder-title>{headline}</founder-title>"
            f'<div id="ozoom"><founder-content><P>{text}</P></founder-content></div></body></html>'
        )
        made.append(
            Capture(f"node_{40 + n}.htm", view.encode(), content_type="text/html; charset=utf-8")
        )
        made.append(Capture(piece, article.encode(), content_type="text/html; charset=utf-8"))
    return made


def read(made: list[Capture]) -> Issue:
    issues, errors = read_pages(made, newspaper=PAPER)
    assert not errors
    (issue,) = issues
    return issue


FRONT: Printed = ("01", "头版", "芦荷开湖", "芦荷湖今天开湖，船家清早下水。")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("特2", "特2"),
        ("号外", "号外"),
        ("封底", "封底"),
        ("B叠03", "B叠03"),
        ("T04", "T04"),
        ("04-05", "04-05"),
        ("06/07", "06-07"),
        ("A02-A03", "A02-A03"),
        ("十 一", "11"),
        ("特刊1", "特刊1"),
        ("号外3", "号外3"),
        ("中缝", "中缝"),
        ("画刊", "画刊"),
        ("专2", "专2"),
        ("10·11", "10-11"),
        ("B06&B07", "B06-B07"),
        ("特B2", "特B2"),
    ],
)
def test_a_page_of_another_label_is_a_page_of_its_own(name: str, label: str) -> None:
    """It takes no other page's label, and its section is what stands after 版."""
    issue = read(captures([FRONT, (name, "湖事", "捕鱼记", "一网上来三百斤。")]))

    assert [(one.label, one.section) for one in issue.pages] == [("01", "头版"), (label, "湖事")]
    assert issue.labels == ("01", label)
    assert [len(one.articles) for one in issue.pages] == [1, 1]
    assert issue.pages[1].articles[0].id == f"lhwb-2031-05-06-{label}-01"


TWINS = [
    FRONT,
    ("05", "要闻", "捕鱼记", "一网上来三百斤，岸上的人都来帮忙。"),
    ("05", "专版", "织网人", "老织网人一天织两尺，手里的梭子不停。"),
    ("06", "副刊", "湖上的月亮", "月亮照在湖上，像一盏灯。"),
]


@pytest.mark.parametrize("listed", [True, False], ids=["listed", "not listed"])
def test_two_pages_of_one_label_are_two_pages(listed: bool) -> None:
    """Sections, zones and pieces of both are kept, whatever the order; ids stand once."""
    made = captures(TWINS, listed=listed)
    for order in list(permutations(made))[:: 40320 // 24]:
        issue = read(list(order))
        twins = [page for page in issue.pages if page.label == "05"]

        assert {page.section for page in twins} == {"要闻", "专版"}
        assert all(page.articles[0].regions for page in twins)
        assert {(page.section, page.articles[0].headline) for page in twins} == {
            ("要闻", "捕鱼记"),
            ("专版", "织网人"),
        }
        ids = [article.id for page in issue.pages for article in page.articles]
        assert len(set(ids)) == len(ids) == 4
        assert {one for one in ids if one.startswith("lhwb-2031-05-06-05-")} == {
            "lhwb-2031-05-06-05-01",
            "lhwb-2031-05-06-05-02",
        }


def test_a_second_capture_of_a_page_is_no_second_page() -> None:
    """The same pieces under another section's name are the same page."""
    made = captures(TWINS[:2])
    again = made[2].body.replace("要闻".encode(), "要闻版".encode())

    issue = read(
        [*made, Capture("node_41 (1).htm", again, content_type="text/html; charset=utf-8")]
    )

    assert [page.label for page in issue.pages] == ["01", "05"]
