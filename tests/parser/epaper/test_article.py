"""An article page gives its headline stack, byline line, paragraphs and pictures, each once."""

# ruff: noqa: E501 (mark-up in tables stays on one line)

from __future__ import annotations

import logging
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.epaper.article import ArticleView, read_article_page
from parser.epaper.pictures import split_lines
from parser.errors import BanmianError, ParseError
from parser.newspaper import Newspaper, definition
from parser.source.files import Capture

X = definition("x")


def read(body: str, paper: Newspaper = X) -> ArticleView:
    """The piece of a page with that body."""
    return read_article_page(Capture("a.html", f"<html><body>{body}</body></html>".encode()), paper)


def founder(body: str, head: str = "<h1 id=Title>题</h1>") -> ArticleView:
    """The piece of a page with that Founder body."""
    return read(f"{head}<div id=ozoom><founder-content>{body}</founder-content></div>")


STACKS = {
    "ids": "<p id=PreTitle>引</p><h2 id=Title>主</h2><p id=SubTitle>副</p>",
    "lower ids": "<p id=pretitle>引</p><h2 id=maintitle>主</h2><p id=subtitle>副</p>",
    "pad": "<font id=intro-title>引</font><font id=main-title>主</font><font id=sub-title>副</font>",
    "rows": "<table><tr><td class=font02>引</td></tr><tr><td class=font01>主</td></tr><tr><td class=font02>副</td></tr></table>",
    "detail": "<div class=newsdetatit><p>引</p><h3>主</h3><p>副</p><p><span class=Author>版次：02</span></p></div>",
    "intro and sub": "<div class=newsdetatit><p class=intro>引</p><h3>主</h3><p class=sub>副</p></div>",
    "headings": "<div class=article><h3>引</h3><h1>主</h1><h2>副</h2></div>",
    "text_c": "<div class=text_c><h3>引</h3><h1>主</h1><h2>副</h2></div>",
    "joyhua": "<div class=bmnr_con_yinti>引</div><div class=bmnr_con_biaoti>主</div><div class=bmnr_con_futi>副</div>",
    "neirong": "<div class=neirong><h3>引</h3><h2>主</h2><h4>副</h4></div>",
    "fzsyun": "<div id=news_content><h3>引</h3><h1>主</h1><h3>副</h3></div>",
    "fzsyun, an empty h1 first": "<div id=news_content><h1></h1><h3>引</h3><h1>主</h1><h3>副</h3></div>",
    "fzsyun class": "<h1 class=fl></h1><div class=main-content><h3>引</h3><h1>主</h1><h3>副</h3></div>",
    "uniflows": "<h5 class=yinti_title>引</h5><h2 class=content_title>主</h2><h5 class=futi_title>副</h5>",
    "uniflows box": "<div class=content_sro><h4>引</h4><h2 class=content-title>主</h2><h4>副</h4></div>",
    "uniflows h5": "<h5 class=yinti_title>引</h5><h2 class=content_title>主</h2><h5>副</h5>",
    "Qpaper": "<div id=yinti>引</div><div id=doctitle>主</div><div id=subdoctitle>副</div>",
    "npm": "<p><!--<npm:article-pretitle>-->引<!--</npm:article-pretitle>--></p><p><!--<npm:article-title>--><b>主</b>"
    "<!--</npm:article-title>--></p><p><!--<npm:article-subtitle>-->副<!--</npm:article-subtitle>--></p>",
}


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_headline_stacks(stack: str) -> None:
    """Kicker, headline and subheadline of every skin."""
    found = founder("<p>正文一。</p>", stack)
    assert (found.kicker, found.headline, found.subheadline) == ("引", "主", "副")
    assert found.paragraphs == ("正文一。",)


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_empty_stacks_stay_empty(stack: str) -> None:
    """Unused rows of a stack are None, not empty strings, and borrow nothing."""
    found = founder(
        "<p>正文一。</p><h2>小标题</h2><h3>又一个</h3>",
        stack.replace("引", "").replace("副", " &nbsp;"),
    )
    assert (found.kicker, found.headline, found.subheadline) == (None, "主", None)
    assert found.paragraphs == ("正文一。", "小标题", "又一个")


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("东贝<br>产销", "东贝 产销"),
        ("东贝\n  产销", "东贝 产销"),
        ("<p>东贝</p><p>产销</p>", "东贝 产销"),
        ("东贝&nbsp;&amp;&#20135;销", "东贝\u00a0&产销"),
        ("　　东贝产销　", "东贝产销"),
        ("<script>document.write('东贝<br/>产销')</script>", "东贝 产销"),
        ("东<sub>2</sub>产<font color=red>销</font>", "东2产销"),
    ],
)
def test_headline_breaks(printed: str, read_as: str) -> None:
    """A printed line break in a headline is one space; entities and inner tags are text."""
    assert founder("<p>文。</p>", f"<div id=Title>{printed}</div>").headline == read_as


def test_properties_fill_and_never_leak() -> None:
    """The property block is read, wherever its comment breaks, and is nowhere in the text."""
    block = "<articleid>1</articleid><title>甲 --> 乙</title><introtitle>引</introtitle><author>王五</author><paperid>1</paperid>/enpproperty-->"
    for page in (
        f"<!--enpproperty {block}",
        f"<!--enpproperty {block.replace('-->', '', 1)}",
        block.replace(" --> ", ""),
    ):
        found = founder(f"<!--enpcontent--><p>正文。</p><!--/enpcontent-->{page}", "")
        assert found.paragraphs == ("正文。",)
        assert found.kicker == "引"
        assert found.byline == "王五"
        assert "property" not in str(found)


def test_torn_property_block_at_the_end() -> None:
    """A page cut off inside its property block keeps its body, and no mark-up in it."""
    found = founder(
        "<p>正文。</p><!--enpproperty <articleid>1</articleid><title>题外", "<h1 id=Title>题</h1>"
    )
    assert found.paragraphs == ("正文。",)


@pytest.mark.parametrize(
    ("field", "byline"),
    [
        ("<p class=sec>本报记者  张  三<span class=date>2022年</span></p>", "本报记者  张  三"),
        ("<p class=sec><span class=date>《报》（2022年01月01日 第 01 版）</span></p>", None),
        ("<font id=author>2023年02月11日</font>", None),
        ("<font id=author>本报记者 李四</font>", "本报记者 李四"),
        ("<founder-author>新华社记者 赵六</founder-author>", "新华社记者 赵六"),
        ("<founder-author> </founder-author>", None),
        ("<p class=author>来源：某报</p>", None),
        (
            "<p class=datesource>本报记者 张三&nbsp; 字数：<text id=wordcount></text></p>",
            "本报记者 张三",
        ),
        ("<p class=datesource>《某报》（2024年03月11日 第A1版） 字数：</p>", None),
        ("<p class=datesource>《某刊》记者 张三</p>", "《某刊》记者 张三"),
        ("<table><tr><td class=others>作者：■ 本报记者 李四 来源：某报</table>", "■ 本报记者 李四"),
        ("<table><tr><td class=others>作者：&nbsp; 来源：某报</table>", None),
        ("<p class=news-param><span>编辑：某报</span><span>作者：赵六</span></p>", "赵六"),
        ("<div class=info>时间：2019-5-21　作者：周八</div>", "周八"),
        ("<div class=info>本报讯 字号 放大 缩小</div>", None),
        ("<div class=property>日期：2019-5-21 作者:王五 浏览次数:12</div>", "王五"),
        (
            "<div class=newsshow id=ScroLeft><div style='display:none;'>作者：孙七</div></div>",
            "孙七",
        ),
        ("<div class=newsshow id=ScroLeft><div style='display:none;'>作者：</div></div>", None),
    ],
)
def test_byline_lines(field: str, byline: str | None) -> None:
    """The line of authors as printed; a field that holds a date is none."""
    assert founder("<p>正文。</p>", f"<h1 id=Title>题</h1>{field}").byline == byline


def test_byline_in_the_row_of_a_subheadline() -> None:
    """A row below the headline that names a reporter is a byline, not a subheadline."""
    rows = "<table><tr><td class=font01>题</td></tr><tr><td class=font02>■ 本报记者 何某</td></tr></table>"
    found = founder("<p>文。</p>", rows)
    assert (found.subheadline, found.byline) == (None, "■ 本报记者 何某")


@pytest.mark.parametrize(
    ("rows", "subheadline", "byline"),
    [
        (["副题", "本报记者 何某"], "副题", "本报记者 何某"),
        (["", "王小明"], None, "王小明"),
        (["王小明 李思远"], None, "王小明 李思远"),
        (["上篇"], "上篇", None),
        (["副题一", "年味渐浓"], "副题一 年味渐浓", None),
        (["副题", "<a href=a.htm>上一篇</a> <a href=b.htm>下一篇</a>"], "副题", None),
        (["副题", "2022-08-11 来源：某报"], "副题", None),
    ],
)
def test_the_row_of_authors(rows: list[str], subheadline: str | None, byline: str | None) -> None:
    """The last row below a headline is a byline where it names people; links are no row at all."""
    cells = "".join(f"<tr><td class=font02>{row}</td></tr>" for row in rows)
    found = founder("<p>文。</p>", f"<table><tr><td class=font01>题</td></tr>{cells}</table>")
    assert (found.subheadline, found.byline) == (subheadline, byline)


def test_a_body_beside_an_empty_element_of_its_name() -> None:
    """Text that stands beside the element of a body, in the box of both, is the body."""
    found = read(
        "<table><tr><td class=font01>题</td></tr><tr><td class=font6><div id=ozoom>大</div>"
        "<p>　　甲的正文在这里。</p><p><img src=a.jpg></p></td></tr></table>"
    )
    assert found.paragraphs == ("大", "甲的正文在这里。")
    assert [i.src for i in found.images] == ["a.jpg"]


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        ("<p>　　甲。</p><P>　　乙。</P>", ["甲。", "乙。"]),
        ("<P>　　甲。\n<P>　　乙。", ["甲。", "乙。"]),
        ("<p>甲。</p><p>　　</p><p>&nbsp;&nbsp;</p><p>乙。</p>", ["甲。", "乙。"]),
        ("　　甲。<br>　　乙。<br><br>　　丙。", ["甲。", "乙。", "丙。"]),
        ("<p>甲。</p><p>　　乙。<br>　　丙。</p>", ["甲。", "乙。", "丙。"]),
        ("<p>甲。</p><p>春眠不觉晓，<br>处处闻啼鸟。</p>", ["甲。", "春眠不觉晓， 处处闻啼鸟。"]),
        ("<p>甲<font>乙</font><sub>2</sub>丙</p>", ["甲乙2丙"]),
        ("<p>甲，\n\t 乙。</p>", ["甲，乙。"]),
        ("<p>one\ntwo</p>", ["one two"]),
        ("<p>高  炳&nbsp; 游</p>", ["高  炳\u00a0 游"]),
        ("<div>甲。</div>乙。<div>丙。</div>", ["甲。", "乙。", "丙。"]),
        (
            "<p>甲。</p><script>var a='乙';</script><style>p{}</style><p style='display:none'>丙</p>",
            ["甲。"],
        ),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>", ["甲 乙"]),
        ("<table><tr><td>甲<br>丙</td><td>乙</td></tr></table>", ["甲 丙 乙"]),
    ],
)
def test_paragraphs(body: str, paragraphs: list[str]) -> None:
    """Indent and empty paragraphs go, all else stays as printed."""
    assert list(founder(body).paragraphs) == paragraphs


BODIES = {
    "F4": "<div class=bmnr_con_con><div id=zoom>{}</div></div>",
    "F5": "<div id=content_div>{}</div>",
    "F5 para": "<div class=para>{}</div>",
    "F6": "<span id=contenttext>{}</span>",
    "F8": "<div id=doccontent>{}</div>",
    "F8 class": "<div class=doccontent>{}</div>",
    "F9": "<div id=pgcontent>{}</div>",
    "F10": "<div id=news_content><cms-content>{}</cms-content></div>",
    "F11": "<td class=font6>{}</td>",
    "F11 Fuzhou": "<div id=zhenwenzone>{}</div>",
    "zjol": "<div class=main-article-con>{}</div>",
    "Ningbo": "<td class=xilan_content_tt>{}</td>",
    "newsdetatext": "<div class=newsdetatext>{}</div>",
    "workers": "<div id=ccontent>{}</div>",
    "marked": "<section><!--enpcontent-->{}<!--/enpcontent--></section>",
}


@pytest.mark.parametrize("holder", BODIES.values(), ids=BODIES)
def test_bodies_of_all_skins(holder: str) -> None:
    """Each template's body is found without its neighbours."""
    body = holder.format("<p>　　甲。</p><p>　　乙。</p>")
    found = read(f"<table><tr><td><h1 id=Title>题</h1></td>{body}</tr></table><p>版权所有</p>")
    assert found.paragraphs == ("甲。", "乙。")
    assert not found.generic


def test_hidden_second_copy_is_not_read() -> None:
    """The copy of the body that a page hides for its copy button is not the body."""
    copy = "<div style='display:none' id=articleContent><founder-content><p>正文。</p><p>另。</p></founder-content></div>"
    found = read(f"{copy}<h1 id=Title>题</h1><div id=ozoom><p>正文。</p></div>")
    assert found.paragraphs == ("正文。",)


def test_empty_body_is_empty() -> None:
    """A template's empty body is not filled with other text of the page."""
    found = read(
        "<h1 id=Title>图片</h1><div id=ozoom></div><div class=foot><p>"
        + "版权所有。" * 30
        + "</p></div>"
    )
    assert found.paragraphs == ()
    assert not found.generic


def test_what_holds_the_whole_piece_is_no_body() -> None:
    """Around an empty body, the box of headline, tools and body is not taken for it."""
    piece = "<h2 class=content_title>图片</h2><a href=x>放大</a><div id=pgcontent></div><a href=y>下一篇</a>"
    assert read(f"<div class=content>{piece}</div>").paragraphs == ()


@pytest.mark.parametrize(
    ("markup", "images"),
    [
        (
            "<table class=pci_c><tr><td><img src=a.jpg></td></tr><tr><td><p>　　图说。<br/>　　某某摄（某视觉） </p></td></tr></table>",
            [("a.jpg", "图说。", "某某摄（某视觉）")],
        ),
        (
            "<table class=pci_c><tr><td><img src=a.jpg></td></tr><tr><td><p></p></td></tr></table>",
            [("a.jpg", None, None)],
        ),
        (
            "<div class=attachment><img src=a.jpg><p class=att-content>甲图。</p><img src=b.jpg><p class=att-content>乙图。</p></div>",
            [("a.jpg", "甲图。", None), ("b.jpg", "乙图。", None)],
        ),
        (
            "<table bgcolor='#EFEFEF'><tr><td><img src=a.jpg></td></tr><tr><td>图说<BR>数据来源：统计局<BR>制图：某某</td></tr></table>",
            [("a.jpg", "图说 数据来源：统计局", "制图：某某")],
        ),
        (
            "<div id=ozoom><div align=center><img src=a.jpg><br>图说。某某 摄</div></div>",
            [("a.jpg", "图说。某某 摄", None)],
        ),
        (
            "<figure class=attachment><img src=a.jpg><figcaption>图说。</figcaption></figure>",
            [("a.jpg", "图说。", None)],
        ),
        (
            "<div class=attachment><img src=../../tplimg/logo.png><img src=a.jpg width=16><img src=c.jpg></div>",
            [("c.jpg", None, None)],
        ),
        (
            "<div class=attachment><img data-src=late.jpg src=blank.gif></div>",
            [("late.jpg", None, None)],
        ),
    ],
)
def test_pictures(markup: str, images: list[tuple[str, str | None, str | None]]) -> None:
    """Pictures with captions and credits; the furniture of the site is no picture."""
    found = founder("<p>正文。</p>", f"<h1 id=Title>题</h1>{markup}")
    assert [(i.src, i.caption, i.credit) for i in found.images] == images
    assert found.paragraphs == ("正文。",)


def test_picture_and_caption_before_a_pad_body() -> None:
    """On pad pages the paragraph after a picture, before the body, is its caption."""
    found = read(
        "<font id=main-title>题</font><div class=content id=content><img src=a.tif.1><p>  图说。</p>"
        "<founder-content><p>正文。</p></founder-content></div>"
    )
    assert [(i.src, i.caption) for i in found.images] == [("a.tif.1", "图说。")]
    assert found.paragraphs == ("正文。",)


def test_picture_inside_the_body_keeps_the_text_around_it() -> None:
    """Pictures between paragraphs are found, and no paragraph is lost to a caption."""
    found = founder("<p>甲。</p><p><img src=a.jpg></p><p>乙。</p>")
    assert [i.src for i in found.images] == ["a.jpg"]
    assert found.paragraphs == ("甲。", "乙。")


@pytest.mark.parametrize(
    ("block", "caption", "paragraphs"),
    [
        ("<div style='text-align: center;'><img src=a.jpg><br>渡口。</div>", "渡口。", 1),
        ("<P ALIGN=CENTER><img src=a.jpg></P><P ALIGN=CENTER>图为渡口。", "图为渡口。", 1),
        (
            "<center><a href=a.jpg><img src=a.jpg></a></center><center>某某 摄</center>",
            "某某 摄",
            1,
        ),
        ("<p align=center><img src=a.jpg></p><p align=center>小标题</p>", None, 2),
        ("<p align=center><img src=a.jpg></p><p align=center>渡口的早上。</p>", "渡口的早上。", 1),
        ("<p align=center><img src=a.jpg></p><p>某某来到渡口，见人就摄</p>", None, 2),
        ("<div><img src=a.jpg>乘船的人不多。</div>", None, 2),
        ("<center><img src=a.jpg>" + "船来了。" * 60 + "</center>", None, 2),
    ],
)
def test_words_in_the_middle_below_a_picture(
    block: str, caption: str | None, paragraphs: int
) -> None:
    """In a body, what is centred with a picture is its caption; all else stays a paragraph."""
    found = founder(f"{block}<p>正文。</p>")
    assert [(i.src, i.caption) for i in found.images] == [("a.jpg", caption)]
    assert len(found.paragraphs) == paragraphs


def test_credit_in_front() -> None:
    """作者：(某某) in front of a caption is its credit."""
    assert split_lines(["作者：(某某)   图说。"]) == ("图说。", "某某")


def test_generic_reader_says_so() -> None:
    """A page of no template gives its densest text, and is marked."""
    text = "".join(f"<p>这是第{n}段，写得不短，足够让人认出正文在这里。</p>" for n in "一二三四")
    found = read(f"<div><a href=/>首页</a></div><h1>某处的一篇文章</h1><div class=zw>{text}</div>")
    assert found.generic
    assert found.headline == "某处的一篇文章"
    assert len(found.paragraphs) == 4


def test_own_selectors_come_first_and_fall_through_loudly(caplog: pytest.LogCaptureFixture) -> None:
    """A paper's own selector wins; one that finds nothing is logged and passed over."""
    page = "<h4 class=ours>我们的题</h4><h1 id=Title>题</h1><div id=ozoom><p>文。</p></div>"
    own = Newspaper("x", "x", selectors=(("headline", ("h4.ours",)),))
    assert read(page, own).headline == "我们的题"
    gone = Newspaper("x", "x", selectors=(("headline", ("h4.gone",)),))
    with caplog.at_level(logging.WARNING):
        assert read(page, gone).headline == "题"
    assert "headline" in caplog.text


def test_nothing_there_is_an_error_that_names_the_file() -> None:
    """A page without any piece is our own error, with the file in it."""
    with pytest.raises(ParseError, match=r"a\.html"):
        read("<div><a href=x>x</a></div>")


TAGS = st.sampled_from(
    ["p", "P", "div", "font", "b", "br", "td", "table", "h2", "founder-content", "script", "span"]
)
WORDS = st.text(alphabet="甲乙丙丁戊己庚辛，。 \n", min_size=1, max_size=12)
BITS = st.one_of(
    WORDS, TAGS.map(lambda t: f"<{t}>"), TAGS.map(lambda t: f"</{t}>"), st.just("<img src=a.jpg>")
)


@given(st.lists(BITS, max_size=40))
def test_any_markup(bits: list[str]) -> None:
    """Random mark-up in a body: a piece, or our own error; never anything else."""
    try:
        found = founder("".join(bits))
    except BanmianError:
        return
    assert all(paragraph.strip() == paragraph and paragraph for paragraph in found.paragraphs)


@given(
    st.lists(
        st.text(alphabet="甲乙丙丁戊己庚辛壬癸子丑寅卯", min_size=1, max_size=20),
        min_size=1,
        max_size=12,
    ),
    st.data(),
)
def test_every_piece_of_text_once(texts: list[str], data: st.DataObject) -> None:
    """Whatever tags stand around its words, a body's text comes out once, in order."""
    pattern = st.sampled_from(
        ["<p>{}</p>", "<P>{}", "<div>{}</div>", "{}<br>", "<p><font>{}</font></p>", "<b>{}</b>"]
    )
    body = "".join(data.draw(pattern).format(text) for text in texts)
    found = founder(body)
    assert re.sub(r"\s", "", "".join(found.paragraphs)) == "".join(texts)
