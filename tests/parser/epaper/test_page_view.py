"""A page view tells label, section, lists, picture and PDF, however its template writes them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.epaper.page_names import label_in_address, label_in_file, label_in_key, read_name
from parser.epaper.page_view import PageView, read_page_view
from parser.newspaper import definition
from parser.source.files import Capture
from tests.paths import SHARED

X = definition("x")


def page(body: str, url: str | None = None, name: str = "v.html") -> Capture:
    return Capture(name, f"<html><body>{body}</body></html>".encode(), url)


def seen(capture: Capture) -> PageView:
    """The view of a page that is one."""
    found = read_page_view(capture, X)
    assert found is not None
    return found


def view(body: str, url: str | None = None, name: str = "v.html") -> PageView:
    """The view of a page with that body."""
    return seen(page(body, url, name))


@pytest.mark.parametrize(
    ("text", "label", "section"),
    [
        ("第01版:要闻", "01", "要闻"),
        ("第01版：要闻", "01", "要闻"),
        ("01版：要闻", "01", "要闻"),
        ("第 1 版：头版", "01", "头版"),
        ("第1版　　　　　　要闻", "01", "要闻"),
        ("A01： 头版", "A01", "头版"),
        ("第A01版：头版", "A01", "头版"),
        ("a2版 综合", "A02", "综合"),
        ("Ａ０３版：国际", "A03", "国际"),
        ("001版：头版", "001", "头版"),
        ("第三版：副刊", "03", "副刊"),
        ("(04) 文体", "04", "文体"),
        ("T12：特刊·封面", "T12", "特刊·封面"),
        ("第09版：砥砺奋进·特别报道⑧", "09", "砥砺奋进·特别报道⑧"),
        ("要闻 02版", "02", "要闻"),
        ("05版", "05", None),
        ("当前版：第一版", "01", None),
        ("本版：A03版 文化", "A03", "文化"),
    ],
)
def test_page_names(text: str, label: str, section: str | None) -> None:
    """Label and section are read from every form in which pages are named."""
    assert read_name(text, loose=True) == (label, section)


@pytest.mark.parametrize(
    "text",
    ["下一版", "2017年10月9日", "4下一版", "版面导航", "人民日报", "", "12月的风", "PDF", "第一批"],
)
def test_no_page_names(text: str) -> None:
    """Dates, headlines and navigation are no pages."""
    assert read_name(text) is None


@given(st.text(max_size=60))
def test_any_text_as_page_name(text: str) -> None:
    """Whatever a page calls itself, the label fits into an address."""
    if found := read_name(text, loose=True):
        assert found[0]
        assert not set(found[0]) & set(" /?#%-.")


def test_labels_in_names() -> None:
    """Labels stand in article addresses and in names of saved files."""
    assert label_in_key("nw.d110000renmrb_20220101_4-01.htm") == "01"
    assert label_in_file("x/rmrb_2022-01-01_p04_1.html") == "04"
    assert label_in_file("dtrb-2022-08-10-A02.html") == "A02"
    assert label_in_file("hbrb-pad_2023-02-11_art12.html") is None


PAGES = (
    "<ul><li><a id=pageLink href=node_1.htm>01版：要闻</a></li>"
    "<li><a id=pageLink href=./node_2.htm>02版：综合</a></li></ul>"
)
TITLES = "<ul><li><a href=content_1.htm>甲题</a></li><li><a href=content_2.htm>乙题</a></li></ul>"


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("http://a.example/html/2022/07/05/A1/default.htm?v=1", "A01"),
        ("http://a.example/html/2022/07/05/02/02_71.htm", "02"),
        ("x/2022/07/05/02/02_71.htm", "02"),
        ("http://a.example/html/2022/07/05/02/03_71.htm", None),
        ("http://a.example/02/default.htm", None),
    ],
)
def test_labels_in_addresses(address: str, label: str | None) -> None:
    """A page is a folder below the day in the addresses of one system."""
    assert label_in_address(address) == label


def test_page_that_prints_no_name() -> None:
    """The address tells the page where nothing on it does."""
    titles = TITLES.replace("content_", "02_")
    assert view(titles, "http://a.example/html/2022/07/05/02/default.htm").label == "02"


def test_own_entry_is_the_dotted_one() -> None:
    """A page without a printed name is the one that its own list marks with ./"""
    found = view(PAGES + TITLES)
    assert (found.label, found.section, found.sequence) == ("02", "综合", 2)


def test_own_entry_by_address() -> None:
    """Its own address tells which page of the list it is; links become addresses."""
    found = view(
        PAGES.replace("./", "") + TITLES, "http://a.example/html/2022-08/10/node_2.htm?v=1"
    )
    assert (found.label, found.date) == ("02", date(2022, 8, 10))
    assert found.articles[0].url == "http://a.example/html/2022-08/10/content_1.htm"
    assert found.pages[0].url == "http://a.example/html/2022-08/10/node_1.htm"


@pytest.mark.parametrize(
    "line", ["（下转第3版）", "上接A1版", "详见 第 02 版", "（相关报道见4版）"]
)
def test_the_page_of_a_jump_line_is_not_its_own(line: str) -> None:
    """A line that leads to another page does not name the page it stands on."""
    assert view(f"<p>{line}</p>{TITLES}").label is None


def test_pdf_of_its_own_entry() -> None:
    """Where each entry of the list has a PDF of its own, the page's is that of its entry."""
    pages = "".join(
        f"<li><a href=node_{n}.html>第A{n}版：要闻</a><a class=pdf href=A{n}.pdf></a>"
        for n in (1, 2)
    )
    assert view(f"<span class=l_t>第A2版：要闻</span><ul>{pages}</ul>{TITLES}").pdf == "A2.pdf"


def test_next_page_of_a_view_without_a_list() -> None:
    """Where no pages are listed, the link to the next one is kept; where they are, it is not."""
    link = "<a href=../02/default.htm>下一版 &gt;&gt;</a><a href=javascript:;>下一版</a>"
    address = "http://a.example/html/2022/07/05/01/default.htm"
    found = view(link + TITLES, address)
    assert (found.pages, found.next_page) == ((), address.replace("01/d", "02/d"))
    assert view(PAGES + link + TITLES, address).next_page is None
    assert view("<a href=javascript:;>下一版</a><p>下一版</p>" + TITLES, address).next_page is None


def test_pages_to_choose_from() -> None:
    """Where no links lead to the pages, a box that offers them is their list."""
    box = "<select><option>选择日期<option value=../../2022-08-09/Qpaper.html>2022年8月9日</select>"
    box += "<select><option value=Qpaper.html selected>第一版：要闻"
    box += "<option value=Qpaper_12.html>第二版：综合</select>"
    found = view(box + TITLES, "http://a.example/Html/2022-08-10/Qpaper_12.html")
    assert [(link.label, link.section) for link in found.pages] == [("01", "要闻"), ("02", "综合")]
    assert (found.label, found.pages[0].url.rpartition("/")[2]) == ("02", "Qpaper.html")
    assert [link.label for link in view(PAGES + box + TITLES).pages] == ["01", "02"]


def test_list_of_other_pages_is_not_taken() -> None:
    """A list of what else is in the issue does not add to this page's pieces."""
    areas = "<map name=m><area coords='1,1,9,1,9,9' href=content_1.htm></map>"
    other = "<ul><li><a href=content_7.htm>他版一</a></li><li><a href=content_8.htm>他版二</a></li>"
    other += "<li><a href=content_9.htm>他版三</a></li></ul>"
    found = view(f"<p class=ban>第01版:要闻</p>{areas}{other}{TITLES}")
    assert [link.title for link in found.articles] == ["甲题", "乙题"]


def test_navigation_is_no_title() -> None:
    """Links back and forth lead to pieces and name none."""
    found = view(
        PAGES
        + TITLES
        + "<a href=content_2.htm>下一篇<span>4</span></a><a href=content_1.htm>上一篇</a>"
    )
    assert [link.title for link in found.articles] == ["甲题", "乙题"]


def test_title_written_by_a_script() -> None:
    """document.write titles are read, breaks and escapes included."""
    found = view(
        PAGES
        + "<ul><li><a href=content_1.htm>"
        + '<script>document.write(view("甲<br>乙&amp;丙 "))</script></a></li>'
        "<li><a href=content_2.htm>丁</a></li></ul>"
    )
    assert [link.title for link in found.articles] == ["甲 乙&丙", "丁"]


def test_stack_hidden_beside_a_title() -> None:
    """pretitle~~~subtitle beside a title gives kicker and subheadline."""
    found = view(
        PAGES
        + "<ul><li><a href=content_1_2.htm>题</a><span style='display:none'>引~~~副</span></li>"
        "<li><a href=content_1_3.htm>题二</a><span style='display:none'>~~~</span></li></ul>"
    )
    assert [(a.kicker, a.subheadline) for a in found.articles] == [("引", "副"), (None, None)]


def test_disagreement_of_list_and_map_is_noted() -> None:
    """The list's order stands; that the map has another is said."""
    areas = "<map name=m><area coords='1,1,9,1,9,9' href=content_2.htm>"
    areas += "<area coords='1,11,9,11,9,19' href=content_1.htm></map>"
    found = view(f"<p class=ban>第01版:要闻</p>{areas}{TITLES}")
    assert [link.title for link in found.articles] == ["甲题", "乙题"]
    assert any("disagree" in note for note in found.notes)


def test_pieces_of_the_map_alone_are_kept() -> None:
    """A zone that leads to a piece of no list is a piece without a title."""
    areas = "<map name=m><area coords='1,1,9,1,9,9' href=content_2.htm>"
    areas += "<area coords='1,11,9,11,9,19' href=content_5.htm></map>"
    found = view(f"<p class=ban>第01版:要闻</p>{areas}{TITLES}")
    assert [(a.title, a.url) for a in found.articles][-1] == ("", "content_5.htm")


def test_zones_without_a_list_name_their_pieces() -> None:
    """What a zone shows under the pointer is the title of a piece that no list names."""
    areas = "<map name=m><area coords='1,1,9,1,9,9' href=content_2.htm tooltip=甲>"
    areas += "<area coords='1,11,9,11,9,19' href=content_5.htm title='' alt=乙>"
    areas += "<area coords='1,21,9,21,9,29' href=content_6.htm title=下一版></map>"
    found = view(f"<p class=ban>第01版:要闻</p>{areas}")
    assert [a.title for a in found.articles] == ["甲", "乙", ""]


@pytest.mark.parametrize(
    ("shown", "stated", "title"),
    [
        ("夏夜的…", "夏夜的风 吹过来", "夏夜的风 吹过来"),
        ("·夏夜的...", "夏夜的风", "夏夜的风"),
        ("夏夜的……", "点击阅读", "夏夜的……"),
        ("夏夜的风", "夏夜的风（第2版）", "夏夜的风"),
        ("·夏夜的风", "", "夏夜的风"),
    ],
)
def test_titles_cut_short_by_a_list(shown: str, stated: str, title: str) -> None:
    """A title that ends in points is the link's own title, where that goes on from it."""
    found = view(f"{PAGES}<ul><li><a href=content_1.htm title='{stated}'>{shown}</a></ul>")
    assert [a.title for a in found.articles] == [title]


@pytest.mark.parametrize(
    ("url", "name", "link"),
    [
        ("http://a.example/Html/2023-05-17/Qpaper.html", "v.html", "51.html"),
        ("http://a.example/x/html/2023-05-17/qpaper_9.html", "v.html", "./51.html"),
        (None, "x_2023-05-17/Qpaper.html", "51.htm"),
        ("http://a.example/html/qdrb/20230517/index.html", "v.html", "qdrb5120031.html"),
    ],
)
def test_pieces_by_where_their_links_stand(url: str | None, name: str, link: str) -> None:
    """A link with no telling name is a piece's by the address it makes on this page."""
    pages = "<a href=about.html>01版：要闻</a><a href=other.html>02版：综合</a>"
    found = view(f"{pages}<ul><li><a href={link}>夏夜的风</a></ul>", url, name)
    assert [a.title for a in found.articles] == ["夏夜的风"]


def test_number_of_the_issue() -> None:
    """总第12345期 at the head is the number."""
    assert view("<p>总第12345期</p>" + PAGES + TITLES).number == "12345"


def test_no_view() -> None:
    """A page with neither zones nor lists is no view."""
    assert read_page_view(page("<p>只有一段话。</p>"), X) is None


REAL = SHARED / "pages"


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared pages are not beside the repository")
@pytest.mark.parametrize(
    ("file", "label", "section", "pages", "articles", "size"),
    [
        ("rmrb-2017/rmrb_2017-10-16_node.html", "01", "要闻", 24, 5, (400, 575)),
        ("zglyb/zglyb_2017-10-13_node_1.html", "01", "旅游报01版", 7, 5, (349, 555)),
        ("jjjcb/jjjcb_2017-07-22_node_2.html", "01", "要闻", 4, 7, (350, 550)),
    ],
)
def test_real_page_views(
    file: str, label: str, section: str, pages: int, articles: int, size: tuple[int, int]
) -> None:
    """The saved page views of three newspapers are read as a person reads them."""
    found = seen(Capture(file, (REAL / file).read_bytes()))
    assert (found.label, found.section, found.sequence) == (label, section, 1)
    assert (len(found.pages), len(found.articles)) == (pages, articles)
    assert all(link.title for link in found.articles)
    assert (found.width, found.height) == size
    assert str(found.pdf).endswith(".pdf")
    assert len({area.url.partition("?")[0] for area in found.areas}) == articles
