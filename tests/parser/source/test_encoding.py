"""Bytes become text by header, meta, strict UTF-8, GB18030 and Big5, whatever a page claims."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.errors import UnreadableSource
from parser.source.encoding import MAX_BYTES, decode

TEXT = "<html><body><p>云溪日报：今日头版，记者柳青禾报道。三座新桥同日合龙，全长四点二公里。</p>"
TRADITIONAL = "<html><body><p>這個國家的報紙上，我們在發現新的時代，對於人民來說是大事。</p>"


#: Names Python knows as encodings of text, in which no page is written.
NO_PAGE = (
    *("undefined", "punycode", "idna", "utf-16", "utf-16-le", "utf-32", "utf-7"),
    *("unicode_escape", "raw_unicode_escape", "mbcs", "oem", "palmos", "hz", "iso2022_jp"),
)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "gbk", "utf-8-sig", "utf-16"])
def test_undeclared(codec: str) -> None:
    """Text in any of the usual encodings is read without being told."""
    assert decode(TEXT.encode(codec), None) == TEXT


def test_big5_undeclared_and_declared() -> None:
    """Big5 is told from GB18030 by what reads as Chinese."""
    body = TRADITIONAL.encode("big5")
    assert decode(body, None) == TRADITIONAL
    assert decode(body, "text/html; charset=Big5") == TRADITIONAL


def test_header_before_meta() -> None:
    """The Content-Type header wins over a meta element."""
    body = b"<meta charset=big5>" + TEXT.encode("gbk")
    assert decode(body, "text/html; charset=gbk").endswith(TEXT)


def test_meta_alone() -> None:
    """A meta element is believed where there is no header."""
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">{TEXT}镕'
    assert decode(page.encode("gbk"), None) == page


def test_utf8_that_claims_to_be_gb2312() -> None:
    """A page that is UTF-8 is UTF-8, whatever its copied meta element says."""
    page = f'<meta charset="gb2312">{TEXT}'
    assert decode(page.encode("utf-8"), None) == page


def test_unknown_or_non_text_charset_is_ignored() -> None:
    """A charset nobody knows, or one that is no text encoding, is as good as none."""
    for name in ("utf-9000", "base64", "x" * 19, *NO_PAGE):
        assert decode(f"<meta charset={name}>{TEXT}".encode(), None).endswith(TEXT)
        assert decode(TEXT.encode("gbk"), f"text/html; charset={name}") == TEXT


@pytest.mark.parametrize("name", [*NO_PAGE, "utf-8", "big5", "gbk", "latin-1"])
def test_no_charset_ends_a_run(name: str) -> None:
    """Whatever a page claims to be written in, any bytes of it are read or refused in time."""
    for body in (bytes(range(1, 256)) * 40, b"\xff" * 99, b"-" + b"a" * 400_000 + b"\xd8"):
        assert isinstance(decode(body, f"text/html; charset={name}"), str)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_cut_off_anywhere(codec: str) -> None:
    """A page that breaks off inside a character keeps all that is whole."""
    body = TEXT.encode(codec)
    for cut in range(len(body) - 40, len(body)):
        assert TEXT.startswith(decode(body[:cut], f"text/html; charset={codec}"))


def test_a_few_bad_bytes_do_not_change_the_encoding() -> None:
    """A damaged UTF-8 page is still read as UTF-8."""
    body = bytearray((TEXT * 20).encode())
    body[100] = 0xFF
    assert decode(bytes(body), None).count("柳青禾") >= 19


def test_line_ends_and_controls() -> None:
    """CR CR LF, CR LF and CR are one line end each; control characters are none."""
    assert decode(b"a\r\r\nb\r\nc\rd\x1e\x0b\x7fe", None) == "a\nb\nc\nde"
    assert decode("甲\x1e乙\x1f丙\r\r\n丁".encode(), None) == "甲乙丙\n丁"


def test_byte_order_mark_is_gone() -> None:
    """No byte order mark is left, at the start or further in."""
    assert decode(b"\xef\xbb\xbf" + TEXT.encode() + b"\xef\xbb\xbf", None) == TEXT


@pytest.mark.parametrize(
    "body",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"%PDF-1.4",
        b"PK\x03\x04",
        b"a\x00b",
        b"x" * (MAX_BYTES + 1),
    ],
    ids=["png", "jpeg", "pdf", "zip", "nul", "huge"],
)
def test_no_text_at_all(body: bytes) -> None:
    """Pictures, archives and monsters are refused, not guessed at."""
    with pytest.raises(UnreadableSource):
        decode(body, None)


@given(st.binary(max_size=400), st.sampled_from([None, "text/html", "text/html; charset=gbk"]))
def test_any_bytes(body: bytes, content_type: str | None) -> None:
    """Whatever the bytes: text without carriage returns, or our own error."""
    try:
        text = decode(body, content_type)
    except UnreadableSource:
        return
    assert "\r" not in text
    text.encode("utf-8")


@given(
    st.text(
        alphabet="的一是了我不在人们有来他这上着个地到大里说就去子得也和那要下看天时过出小么",
        min_size=4,
    )
)
def test_gbk_roundtrip(text: str) -> None:
    """Everyday Chinese in GBK is read back exactly, with a meta element to tell."""
    page = f"<meta charset=gbk>{text}"
    assert decode(page.encode("gbk"), None) == page
