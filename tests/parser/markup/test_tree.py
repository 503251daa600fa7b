"""The index of a page: what is asked for is what stands in its tree, however it is printed."""

from __future__ import annotations

import pytest
from lxml import etree

from parser.markup.tree import parse

PAGE = """<DIV ID=" Mitte " CLASS="ban Ban  li"><founder-title>渡口</founder-title>
<!-- <ruby>江</ruby> --><script>document.write("<dl></dl>")</script>
<!--enpcontent--><P>一<BR>二<o:p>三</o:p><!--/enpcontent--><a href=" node_1.htm ">头版</a><a>无</a>
""".encode()


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("div", 1),
        ("#mitte", 1),
        (".ban", 1),
        (".li", 1),
        ("founder-title", 1),
        ("p", 1),
        ("br", 1),
        ("body", 1),  # put in by the parser
        ("html", 1),
        ("a", 2),
        ("ruby", 0),  # in a comment
        ("dl", 0),  # in a script
        ("#ban", 0),
        (".mitte", 0),
        ("table", 0),
    ],
)
def test_the_index_has_what_stands_in_the_tree(name: str, count: int) -> None:
    """Tags, ids and classes are found in any case, and nothing that a comment or script prints."""
    assert len(parse(PAGE, "node_1.html").having(name)) == count


def test_every_tag_of_a_tree_is_among_the_names_of_its_page() -> None:
    """No tag that the parser makes of a page is missing from the names it is told by."""
    document = parse(PAGE, "node_1.html")
    tags = {one.tag for one in document.root.iter(etree.Element)}
    assert tags <= document.names


def test_marks_and_links_of_a_page() -> None:
    """Comments that mark a field are kept by what they say, links by their trimmed address."""
    document = parse(PAGE, "node_1.html")
    assert set(document.marks) == {"enpcontent", "/enpcontent"}
    assert [link for _, link in document.links] == ["node_1.htm"]
