"""PDF files: what is read of them, and how those that cannot be read are refused."""

import io
from pathlib import Path

import pypdfium2
import pytest

from parser.errors import UnreadableSource
from parser.issue import read_issues
from parser.print.fold import folded
from parser.print.pages import place_of
from parser.print.pdf import sheets
from parser.print.read import read_sheet
from tests.parser.print.setting import line, sheet


def empty_pdf(pages: int) -> bytes:
    """A PDF of empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(400, 600)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    "body",
    [b"", b"%PDF-1.7\n", b"<html>404</html>", empty_pdf(1)[:200], b"%PDF-1.4\n" + bytes(5000)],
    ids=["empty", "head", "html", "cut", "zeros"],
)
def test_what_is_no_pdf_is_one_error(body: bytes, tmp_path: Path) -> None:
    """One line that names the file, no other exception."""
    path = tmp_path / "rmrb2022010101.pdf"
    path.write_bytes(body)
    errors: list[Exception] = []

    assert list(read_issues([path], on_error=errors.append)) == []
    assert len(errors) == 1
    assert "rmrb2022010101.pdf" in str(errors[0])


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A book is no newspaper."""
    monkeypatch.setattr("parser.print.pdf.MOST_PAGES", 3)

    with pytest.raises(UnreadableSource, match="4 pages"):
        list(sheets(empty_pdf(4)))


def test_a_page_without_text_says_so() -> None:
    """A picture in a PDF has no text layer; that is told, not guessed at."""
    page = next(sheets(empty_pdf(1)))

    with pytest.raises(UnreadableSource, match="no text layer"):
        read_sheet(page, stem="a-2024-01-01-01", label="01", source="a.pdf")


@pytest.mark.parametrize("text", ["\ue000\ue001\ue002渡口", "\ufffd\ufffd渡口", "\x01\x02\x03渡口"])
def test_a_text_layer_without_characters_says_so(text: str) -> None:
    """Glyph numbers are no characters."""
    page = sheet(line(text * 20, 0, 50))

    with pytest.raises(UnreadableSource, match="no characters"):
        read_sheet(page, stem="a-2024-01-01-01", label="01", source="a.pdf")


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("⻔", "门"),
        ("⽉", "月"),
        ("⽇", "日"),
        ("︵", "（"),
        ("﹂", "」"),
        ("〇", "〇"),
        ("，", "，"),
        ("A", "A"),
    ],
)
def test_radicals_and_vertical_forms_are_folded(found: str, meant: str) -> None:
    """What is printed is a character, whatever the map of the file calls it."""
    assert folded(found) == meant


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("rmrb2022010101.pdf", ("rmrb", "2022-01-01", "01")),
        ("in/RMRB20220101A03.PDF", ("rmrb", "2022-01-01", "A03")),
        ("hwqnb-2024-03-12-02.pdf", ("hwqnb", "2024-03-12", "02")),
        ("hwqnb_20240312.pdf", ("hwqnb", "2024-03-12", None)),
    ],
)
def test_names_say_newspaper_day_and_page(name: str, place: tuple[str, str, str | None]) -> None:
    """As newspapers' own servers and people name them."""
    found = place_of(name, newspaper=None, day=None, page=None)

    assert (found.newspaper, found.date.isoformat(), found.page) == place
