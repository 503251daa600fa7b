"""Printed text in, the same text with one spelling for each sign out, character for character.

Both have the same length, so that what is found in the one is cut from the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from parser.vocabulary.roles import SIGNS

_TRADITIONAL = "電訊記報聯攝員實習約編輯譯華國發圖綜據駐專導責長臺視網評論項隨軍採寫場觀點執筆眾"
_SIMPLIFIED = "电讯记报联摄员实习约编辑译华国发图综据驻专导责长台视网评论项随军采写场观点执笔众"
_SAME = {
    **dict.fromkeys("（〔［【｛{[", "("),
    **dict.fromkeys("）〕］】｝}]", ")"),
    **dict.fromkeys("，﹐､", ","),
    **dict.fromkeys("；﹔", ";"),
    **dict.fromkeys("：∶︰﹕", ":"),
    **dict.fromkeys("／∕⁄|｜", "/"),
    **dict.fromkeys("•・‧∙⋅", "·"),
    **dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)),
}
_TABLE = {ord(char): same for char, same in _SAME.items()}
_TABLE |= {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_TABLE |= {
    code: " "
    for code in (*range(0x21), *range(0x7F, 0xA1), 0xAD, 0x1680, *range(0x2000, 0x2010), 0x2028)
}
_TABLE |= dict.fromkeys((0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF, 0x180E, 0x3164), " ")


def fold(text: str) -> str:
    """Half width, one kind of space and bracket, simplified keywords; every character one."""
    return text.translate(_TABLE)


def trim(text: str) -> str:
    """Without the white space around it."""
    return text.strip("\ufeff\u200b \t\r\n\v\f\x85\xa0\u3000").strip()


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch [start:end] without brackets, commas or stops; `opener` is the sign before it."""

    start: int
    end: int
    opener: str


_OPAQUE = {"《": "》", "“": "”", "‘": "’", "〈": "〉", "「": "」", "『": "』"}
_BREAKS = "(),;。!?"
_SPACES = {code: " " for code, same in _TABLE.items() if same == " "}


def fold_spaces(text: str) -> str:
    """Only spaces made one kind; every character one."""
    return text.translate(_SPACES)


def segments(line: str, start: int = 0) -> list[Segment]:
    """The stretches of a folded line from `start`; titles and quotations are not cut."""
    found: list[Segment] = []
    opener, begin, closing = "", start, ""
    for at in range(start, len(line)):
        char = line[at]
        if closing:
            closing = "" if char == closing else closing
        elif char in _OPAQUE:
            closing = _OPAQUE[char]
        elif char in _BREAKS:
            found.append(Segment(begin, at, opener))
            opener, begin = ("," if char in ";。!?" else char), at + 1
    found.append(Segment(begin, len(line), opener))
    return [_without_signs(line, part) for part in found if line[part.start : part.end].strip()]


def _without_signs(line: str, part: Segment) -> Segment:
    start = part.start
    while start < part.end and line[start] in f" {SIGNS}-—":
        start += 1
    return Segment(start, part.end, part.opener)
