"""Links that only a script of the page follows are links like all others."""

from __future__ import annotations

import pytest

from parser.epaper.page_view import PageView, read_page_view
from parser.newspaper import definition
from parser.source.files import Capture

URL = "http://a.example/2022/20220811/20220811_002/20220811_002.html"
PIECES = ["20220811_002_1.htm", "20220811_002_2.htm"]


def view(body: str) -> PageView:
    """The page view of a page with that body."""
    page = f"<html><body>{body}</body></html>".encode()
    found = read_page_view(Capture(URL, page, URL), definition("x"))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "row",
    [
        """<tr onclick="location.href='{0}'"><td>·</td><td>{1}</td></tr>""",
        """<TR ONCLICK="window.open('{0}')"><TD>{1}</TD></TR>""",
        """<tr data-url="{0}"><td>1</td><td>{1}</td></tr>""",
        """<tr><td><a href="javascript:;" onclick="go('{0}')">{1}</a></td></tr>""",
        """<tr><td><a href="javascript:go('{0}')">{1}</a></td></tr>""",
    ],
)
def test_rows_that_lead_to_pieces(row: str) -> None:
    """A row that a script makes a link is an entry of the list, with its title."""
    titles = ["田里的水声", "晒场上的灯"]
    rows = "".join(map(row.format, PIECES, titles))
    found = view(f"<p>第02版：田垄</p><table>{rows}</table>")
    assert [one.title for one in found.articles] == titles
    assert [one.url.rpartition("/")[2] for one in found.articles] == PIECES


@pytest.mark.parametrize(
    ("array", "printed", "labels"),
    [
        ('"001,002,003"', "第02版：田垄", ["01", "02", "03"]),
        ('"001,002,003"', "第002版：田垄", ["001", "002", "003"]),
        ("['001','002','003']", "第2版：田垄", ["01", "02", "03"]),
        ('"1,2,3"', "第02版：田垄", ["01", "02", "03"]),
        ('"001,003"', "第02版：田垄", []),
    ],
)
def test_pages_numbered_in_a_script(array: str, printed: str, labels: list[str]) -> None:
    """An array of page numbers is a list of pages, labelled as the page at hand is printed."""
    script = f"<script>var banciArray={array};</script>"
    found = view(f"{script}<p>{printed}</p><a href=20220811_002_1.htm>田里的水声</a>")
    assert [one.label for one in found.pages] == labels
    assert all(one.url.startswith("http://a.example/2022/20220811/") for one in found.pages)


def test_pages_in_a_drop_down_list() -> None:
    """Pages that can only be chosen from a list count; other choices do not."""
    options = "".join(
        f"<option value=../20220811_00{n}/20220811_00{n}.html>第0{n}版：版名</option>"
        for n in (1, 2)
    )
    found = view(f"<select><option value=b.html>别的报纸</option>{options}</select>")
    assert [one.label for one in found.pages] == ["01", "02"]


@pytest.mark.parametrize(
    ("titles", "read"),
    [(["甲的题目", "乙的题目"], ["甲的题目", "乙的题目"]), (["点击阅读"] * 2, ["", ""])],
)
def test_titles_of_areas(titles: list[str], read: list[str]) -> None:
    """Where no list gives titles, the zones do; the same words on each are none."""
    areas = "".join(
        f'<area coords="0,{n}0,50,{n}9" href="{piece}" title="{title}">'
        for n, (piece, title) in enumerate(zip(PIECES, titles, strict=True))
    )
    found = view(f"<p>第02版：田垄</p><map name=m>{areas}</map><img usemap=#m src=a.jpg>")
    assert [one.title for one in found.articles] == read


def test_days_of_a_calendar_are_no_pages() -> None:
    """Bare numbers that lead to pages of other days are no list of pages."""
    days = "".join(
        f"<td><a href=../../202208{n:02d}/202208{n:02d}_001/202208{n:02d}_001.html>{n}</a></td>"
        for n in range(1, 12)
    )
    found = view(f"<p>第02版：田垄</p><table><tr>{days}</tr></table><a href={PIECES[0]}>题</a>")
    assert found.pages == ()
