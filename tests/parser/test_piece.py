"""The one road every piece takes: repaired, its jump line, byline, credits and kind read."""

from datetime import date

import pytest

from parser.model import Article, Author, Image
from parser.piece import read_piece

DAY = date(2026, 3, 2)
ID = "qcrb-2026-03-02-01-01"

RAW = Article(
    ID,
    kicker="春耕一线",
    headline="渠水到田头",
    paragraphs=(
        "本报讯（记者 何晚晴 通讯员 陆清和）三月的云川，渠水沿着新修的支渠流进麦田。",
        "灌区管理站站长程若川说，今年比往年早放水五天。（下转第三版）",
    ),
    images=(Image(src="p1.jpg", caption="图为村民在渠边查看水情。 本报记者 许明舟 摄"),),
)


def test_everything_is_read_once() -> None:
    """Byline, jump line and credit leave their places in the text for fields of their own."""
    piece = read_piece(RAW, issued=DAY)

    assert piece.byline == "本报讯（记者 何晚晴 通讯员 陆清和）"
    assert [a.name for a in piece.authors] == ["何晚晴", "陆清和"]
    assert [jump.pages for jump in piece.jumps] == [("03",)]
    assert piece.paragraphs[-1] == "灌区管理站站长程若川说，今年比往年早放水五天。"
    assert piece.images[0].credit == "本报记者 许明舟 摄"
    assert piece.images[0].authors == (Author("许明舟", "摄影", "本报"),)
    assert piece.kind == "article"


def test_read_twice_is_read_once() -> None:
    """Reading a piece that has been read changes nothing."""
    once = read_piece(RAW, issued=DAY)

    assert read_piece(once, issued=DAY) == once


@pytest.mark.parametrize(
    ("columns", "kicker", "column"),
    [(("春耕一线",), None, "春耕一线"), (("夏收",), "春耕一线", None), ((), "春耕一线", None)],
)
def test_a_standing_column_is_no_kicker(
    columns: tuple[str, ...], kicker: str | None, column: str | None
) -> None:
    """What the newspaper lists as a column is told apart from the kicker, and nothing else is."""
    piece = read_piece(RAW, issued=DAY, columns=columns)

    assert (piece.kicker, piece.column_name) == (kicker, column)


def test_a_printed_byline_line_wins_and_the_dateline_is_kept() -> None:
    """本报记者 in its own line, 新华社…电 at the opening: both are true."""
    piece = read_piece(
        Article(
            ID,
            headline="云川站开建",
            byline="本报记者 沈知远",
            paragraphs=("新华社云川3月1日电 云川站主体工程一日开工。",),
        ),
        issued=DAY,
    )

    assert piece.byline == "本报记者 沈知远"
    assert [a.name for a in piece.authors] == ["沈知远"]
    assert piece.dateline is not None
    assert (piece.dateline.agency, piece.dateline.place) == ("新华社", "云川")
    assert piece.dateline.date == date(2026, 3, 1)


def test_a_pointer_is_told() -> None:
    """A front-page pointer is kept, and called what it is."""
    piece = read_piece(Article(ID, headline="渠水到田头", paragraphs=("（A04）",)), issued=DAY)

    assert piece.kind == "pointer"
