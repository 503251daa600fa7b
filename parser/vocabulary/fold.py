"""The one folding: signs that mean the same in, one of them out, character for character.

Traditional forms as simplified ones (OpenCC's tables, each character alone), full width as half
width, every kind of blank as a space. Lengths stay, so that what is found in folded text is cut
from the print. Grammars put these tables together and add the signs that are theirs alone.
"""

from __future__ import annotations

from parser.vocabulary.traditional import FORMS, PRINTED, RARE_FORMS, RARE_PRINTED

#: Code points of traditional characters → their simplified forms.
SIMPLE = dict(zip(map(ord, PRINTED), map(ord, FORMS), strict=True))
#: The same of rare characters, which only a search index needs.
RARE = dict(zip(map(ord, RARE_PRINTED), map(ord, RARE_FORMS), strict=True))
#: Full-width signs that have a half-width form, letters and digits apart from the others.
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
WIDE_LETTERS = {code: plain for code, plain in WIDE.items() if chr(plain).isalnum()}
WHITE = frozenset([0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000])
#: What prints nothing: joiners, marks of direction and of byte order.
_MARKS = (0xAD, 0x180E, 0x2028, 0x2029, 0x2060, 0x3164, 0xFEFF)
UNSEEN = frozenset([*range(0x200B, 0x2010), *_MARKS])
#: Damage rather than print: blanks where a person reads, never in an address.
CONTROLS = dict.fromkeys([*range(0x21), *range(0x7F, 0xA0)], 0x20)
BLANKS = dict.fromkeys(WHITE | UNSEEN, 0x20)
#: The numerals of one value, as used in figures that must not be altered.
NUMERALS = str.maketrans(
    "壹贰貳叁參肆伍陆陸柒捌玖拾佰零○兩两", "一二二三三四五六六七八九十百〇〇二二"
)


def simple(text: str) -> str:
    """The text in simplified characters, each taken alone."""
    return text.translate(SIMPLE)
