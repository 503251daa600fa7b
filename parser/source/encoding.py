"""Bytes of a saved page in, text out: by header, meta, strict UTF-8, GB18030 or Big5."""

from __future__ import annotations

import codecs

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

from parser.errors import UnreadableSource

#: A page larger than this is no newspaper page; the largest real one seen has 0.1 MB.
MAX_BYTES = 8 * 1024 * 1024

_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"RIFF")
#: How Python's names of encodings begin that pages are written in.
_PAGE_CODECS = (
    *("utf-8", "ascii", "gb", "big5", "cp", "iso8859", "latin", "koi8", "mac"),
    *("euc", "shift_jis", "johab", "tis", "ptcp", "kz"),
)
#: The commonest characters of both scripts: text read in the wrong encoding has almost none.
_COMMON = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動日月报報"
)
_DAMAGE = 0.01
#: More bytes beyond the first of a character than this are no accident.
_SEVERAL = 11
#: Bytes that only stand inside a UTF-8 character.
_INNER = bytes(range(0x80, 0xC0))


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page, whatever its encoding; never fails on bytes that are text at all.

    Order: byte order mark, Content-Type header, meta element, strict UTF-8, GB18030 or Big5,
    whichever reads as Chinese. A page that is cut off in the middle of a character keeps what is
    whole. Raises UnreadableSource for pictures, archives and anything over MAX_BYTES.
    """
    text = as_utf8(body, content_type).decode("utf-8").replace("\ufeff", "")
    # Pages carry CR CR LF.
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def as_utf8(body: bytes, content_type: str | None = None) -> bytes:
    """The same text as UTF-8, line ends as they are, no control characters, no byte order mark.

    Most pages are UTF-8 already: their bytes go to the parser as they are.

    Raises UnreadableSource for what is too large, binary, or a picture.
    """
    if len(body) > MAX_BYTES:
        raise UnreadableSource(f"larger than {MAX_BYTES // 1024 // 1024} MB, no newspaper page")
    if body.startswith(_MAGIC):
        raise UnreadableSource("a picture or an archive, not a page")
    for mark, name in _BOMS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(name, "replace")
            return text.encode("utf-8", "replace").translate(None, _CONTROLS)
    if b"\x00" in body[:1024]:
        raise UnreadableSource("binary, not a page")
    # No byte of a wide character is a control in any encoding read here.
    return _as_utf8(body.translate(None, _CONTROLS), content_type)


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """The encodings the page claims, header before meta: the supersets that read them.

    Others than those of pages (idna, undefined, utf-16 without its mark) write no page, and some of
    them raise whatever the bytes are, or cost the square of their number.
    """
    claimed = (http_content_type_encoding(content_type), html_body_declared_encoding(body))
    names = dict.fromkeys(name for name in claimed if name is not None)
    return [name for name in names if name.startswith(_PAGE_CODECS)]


def _as_utf8(body: bytes, content_type: str | None) -> bytes:
    text = _strict(body, "utf-8")
    # Valid UTF-8 with several wide characters is UTF-8, whatever a copied meta element says.
    many = text is not None and len(body) - len(text) > _SEVERAL
    declared = _declared(body, content_type) if not many else []
    if text is not None and (not declared or declared[0] == "utf-8"):
        return body if _ends_whole(body) else text.encode("utf-8")
    for name in declared:
        if (found := _strict(body, name)) is not None:
            return found.encode("utf-8", "replace")
    if text is not None:
        return text.encode("utf-8")
    for name in declared or ["utf-8"]:
        found = body.decode(name, "replace")
        if found.count("\ufffd") <= _DAMAGE * len(found):
            return found.encode("utf-8", "replace")
    guesses = [body.decode(name, "replace") for name in ("gb18030", "big5hkscs")]
    return max(guesses, key=_readability).encode("utf-8", "replace")


def _ends_whole(body: bytes) -> bool:
    """Whether no character is cut off at the end."""
    try:
        body[-4:].lstrip(_INNER).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strict(body: bytes, name: str) -> str | None:
    """The text, where every byte fits; a character cut off at the very end is left away."""
    try:
        return body.decode(name)
    except UnicodeDecodeError:
        pass
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(body)
    except (UnicodeDecodeError, LookupError):
        return None


def _readability(text: str) -> float:
    """Share of everyday characters among the wide ones, less the unreadable ones."""
    wide = [char for char in text[:20000] if char > "\u2e7f"]
    if not wide:
        return 0.0
    return sum((char in _COMMON) - (char == "\ufffd") for char in wide) / len(wide)
