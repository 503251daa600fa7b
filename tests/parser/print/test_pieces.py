"""Sheets set by hand, and what pieces are found on them."""

from hypothesis import given
from hypothesis import strategies as st

from parser.layout.geometry import Box
from parser.model import Article
from parser.print.pieces import pieces_of
from parser.print.read import read_sheet
from parser.print.sheet import Sheet
from tests.parser.print.setting import down, line, poured, sheet

#: Sentences of other words for each piece, so that a line astray shows.
RIVER = "渡口的石阶一级一级没进水里，撑船的人把缆绳绕在木桩上，等早市散了再走。"
HILL = "山上的茶园今年开得早，采茶的队伍清晨五点就出了门，篓子一只接一只摆满田埂。"
TOWN = "镇里新修的书房亮到夜里十点，窗下坐着做功课的孩子，也坐着刚下班的工人。"


def articles(page: Sheet) -> list[Article]:
    """The pieces of a sheet as they are read."""
    return list(read_sheet(page, stem="npdb-2024-01-01-01", label="01", source="a.pdf").articles)


def test_columns_under_a_headline_are_one_piece() -> None:
    """Text runs from the foot of a column to the head of the next, paragraphs whole."""
    texts = [RIVER * 2, RIVER + HILL, TOWN]
    columns = [(20.0, 60.0, 100.0, 150.0), (135.0, 60.0, 100.0, 150.0), (250.0, 60.0, 100.0, 150.0)]

    found = articles(sheet(line("渡口清晨", 120, 50, 24), poured(texts, columns)))

    assert [one.headline for one in found] == ["渡口清晨"]
    assert list(found[0].paragraphs) == texts


def test_two_pieces_side_by_side() -> None:
    """A piece ends where its last line does; the next column under another headline is another."""
    left = [(20.0, 60.0, 100.0, 150.0), (135.0, 60.0, 100.0, 150.0)]
    right = [(250.0, 60.0, 100.0, 150.0), (365.0, 60.0, 100.0, 150.0)]

    found = articles(
        sheet(
            line("渡口清晨", 60, 50, 24),
            poured([RIVER * 3], left),
            line("茶山早采", 300, 50, 24),
            poured([HILL * 3], right),
        )
    )

    assert {one.headline: one.paragraphs for one in found} == {
        "渡口清晨": (RIVER * 3,),
        "茶山早采": (HILL * 3,),
    }


def test_a_piece_bent_around_another() -> None:
    """Long columns go on beside the piece in the corner."""
    bent = [(20.0, 60.0, 100.0, 400.0), (135.0, 60.0, 100.0, 150.0), (250.0, 60.0, 100.0, 150.0)]
    corner = [(135.0, 270.0, 100.0, 150.0), (250.0, 270.0, 100.0, 150.0)]

    found = articles(
        sheet(
            line("渡口清晨", 120, 50, 24),
            poured([RIVER * 3, HILL * 4], bent),
            line("书房夜读", 190, 260, 20),
            poured([TOWN * 4], corner),
        )
    )

    assert {one.headline: one.paragraphs for one in found} == {
        "渡口清晨": (RIVER * 3, HILL * 4),
        "书房夜读": (TOWN * 4,),
    }


def test_text_runs_around_a_picture() -> None:
    """The column above a picture goes on below it; the picture is the piece's."""
    columns = [
        (20.0, 60.0, 100.0, 240.0),
        (135.0, 60.0, 100.0, 75.0),
        (135.0, 225.0, 100.0, 75.0),
        (250.0, 60.0, 100.0, 240.0),
    ]
    picture = Box(135, 145, 235, 220)

    page = sheet(
        line("渡口清晨", 120, 50, 24),
        poured([RIVER * 5, HILL * 3, TOWN], columns),
        pictures=[picture],
    )
    found = articles(page)

    assert len(found) == 1
    assert found[0].paragraphs == (RIVER * 5, HILL * 3, TOWN)
    assert len(found[0].images) == 1


def test_a_headline_set_downwards_heads_the_column_beside_it() -> None:
    """竖题: read from top to bottom, text to its right."""
    columns = [(60.0, 60.0, 100.0, 150.0), (175.0, 60.0, 100.0, 150.0)]

    found = articles(sheet(down("渡口清晨", 22, 75, 22), poured([RIVER * 3], columns)))

    assert [(one.headline, one.paragraphs) for one in found] == [("渡口清晨", (RIVER * 3,))]


def test_a_tail_without_a_headline_is_a_piece() -> None:
    """（上接第一版） opens a piece by itself, right under the text of another."""
    column = [(20.0, 60.0, 100.0, 90.0)]
    tail = [(20.0, 160.0, 100.0, 150.0)]

    found = articles(
        sheet(
            line("渡口清晨", 20, 50, 24),
            poured([RIVER], column),
            line("（上接第一版）", 20, 160, 10),
            poured([HILL * 2], tail),
        )
    )

    assert [one.paragraphs for one in found] == [(RIVER,), ("（上接第一版）", HILL * 2)]


def test_kicker_headline_subheadline() -> None:
    """引题 / 主题 / 副题 by size and place; a space in a headline is kept."""
    columns = [(20.0, 90.0, 100.0, 150.0), (135.0, 90.0, 100.0, 150.0)]

    found = articles(
        sheet(
            line("全市春季农业现场会召开", 60, 40, 12),
            line("渡口清晨 百舸待发", 20, 66, 24),
            line("——河湾见闻", 80, 82, 13),
            poured([RIVER * 3], columns),
        )
    )

    assert (found[0].kicker, found[0].headline, found[0].subheadline) == (
        "全市春季农业现场会召开",
        "渡口清晨 百舸待发",
        "——河湾见闻",
    )


@given(st.lists(st.tuples(st.floats(0, 480), st.floats(10, 690), st.floats(4, 60)), max_size=24))
def test_no_glyph_is_lost(places: list[tuple[float, float, float]]) -> None:
    """Whatever stands where: every glyph is in one piece or in the furniture, none twice."""
    page = sheet([one for x, y, size in places for one in line("渡", x, y, size)])

    pieces, parts = pieces_of(page)

    held = [glyph for piece in pieces for one in piece.lines() for glyph in one.glyphs]
    held += [glyph for one in parts.furniture for glyph in one.glyphs]
    assert sorted(held, key=repr) == sorted(page.glyphs, key=repr)
