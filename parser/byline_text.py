"""Printed text in, the same text with one spelling for each sign out, character for character.

Both have the same length, so that what is found in the one is cut from the other.
"""

from __future__ import annotations

import unicodedata

_TRADITIONAL = "電訊記報聯攝員實習約編輯譯華國發圖綜據駐專導責長臺視網評論項隨軍採寫場觀點執筆"
_SIMPLIFIED = "电讯记报联摄员实习约编辑译华国发图综据驻专导责长台视网评论项随军采写场观点执笔"
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


def is_format(char: str) -> bool:
    """Whether the character prints nothing."""
    return unicodedata.category(char).startswith(("C", "Z"))
