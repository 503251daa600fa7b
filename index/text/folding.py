"""Printed text in, its folded form out, with the way back from every folded character to the print.

Folding makes equal what a reader takes for the same: traditional and simplified (by OpenCC, each
character alone), full and half width, upper and lower case, kinds of spaces, 〇 and 零, numerals in
dates and page numbers (二〇二二年八月十日 and 2022年8月10日, 第三版 and 第3版). It looks at single
characters and at numerals of dates only, so that a part of a text folds like that part alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from parser.vocabulary.fold import RARE, SIMPLE, WHITE, WIDE_LETTERS

#: Raised whenever folding gives other results than before: indexes built before are rebuilt.
FOLDING_VERSION = "1"

_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")
#: Half-width marks that Chinese text prints in full width.
_MARKS = dict(zip(",;:?!()", "，；：？！（）", strict=True))
#: Quotation marks of traditional print, and straight ones of careless typing.
_QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’"}
#: Blocks whose capitals have a small letter of one character.
_CASED = (range(0x41, 0x5B), range(0xC0, 0x250), range(0x370, 0x530))
#: Characters from here on fold to themselves.
_PLANES = 0x30000

#: A run of Chinese numerals, or a padded number before 月日号版; what they mean, `_arabic` decides.
_NUMERAL = re.compile(r"[零一二三四五六七八九十]+|0{1,2}[1-9][0-9]?(?=[月日号版])")
_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")
#: What a folded numeral may stand before; "" is the end of a text.
_COUNTED = frozenset("月日号版")
#: A year printed digit by digit: 二零二二.
_YEAR_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and where each of its characters stands in the printed one."""

    text: str
    #: Printed offsets of each folded character: where it begins and where it ends.
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def printed(self, begin: int, end: int) -> tuple[int, int]:
        """A run of folded characters → the run of printed ones, half open."""
        return self.begins[begin], self.ends[end - 1]


@cache
def _characters() -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Code point → code point of its folded form, for the planes that fold."""
    table = np.arange(_PLANES, dtype=np.uint32)
    for code in (code for block in _CASED for code in block):
        small = chr(code).lower()
        table[code] = ord(small) if len(small) == 1 else code
    for code, plain in WIDE_LETTERS.items():
        table[code] = ord(chr(plain).lower())
    table[list(WHITE)] = ord(" ")
    for printed, folded in (_MARKS | _QUOTES | {"〇": "零"}).items():
        table[ord(printed)] = ord(folded)
    for code, simple in (SIMPLE | RARE).items():
        table[code] = simple
    return table


def _simple(text: str) -> str:
    """Fold single characters; by table, ten times the speed of `str.translate` on Chinese."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = _characters()[np.minimum(codes, _PLANES - 1)]
    beyond = codes >= _PLANES
    folded[beyond] = codes[beyond]
    return folded.tobytes().decode("utf-32-le", "surrogatepass")


def fold(text: str) -> str:
    """The folded form of a text."""
    return _NUMERAL.sub(_arabic, _simple(text))


def fold_with_offsets(text: str) -> Folded:
    """The folded form of a text, with the way back to the print."""
    plain = _simple(text)
    pieces: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for begin, end, piece in _pieces(plain):
        pieces.append(piece)
        if end - begin == len(piece):
            begins.extend(range(begin, end))
            ends.extend(range(begin + 1, end + 1))
        else:
            begins.extend([begin] * len(piece))
            ends.extend([end] * len(piece))
    return Folded("".join(pieces), tuple(begins), tuple(ends))


def _pieces(plain: str) -> Iterator[tuple[int, int, str]]:
    """The runs of a text: begin, end, and what they fold to; numerals apart from the rest."""
    done = 0
    for match in _NUMERAL.finditer(plain):
        yield done, match.start(), plain[done : match.start()]
        yield match.start(), match.end(), _arabic(match)
        done = match.end()
    yield done, len(plain), plain[done:]


def _arabic(match: re.Match[str]) -> str:
    """A numeral of a date or a page number → Arabic digits; any other as it is."""
    found = match.group()
    if found[0] == "0":
        before = match.string[match.start() - 1 : match.start()]
        return found if before.isdigit() else found.lstrip("0")
    tens = _TENS.fullmatch(found)
    if tens is None and len(found) == _YEAR_LENGTH and "十" not in found:
        return found.translate(_DIGITS)
    if match.string[match.end() : match.end() + 1] not in _COUNTED:
        return found
    if tens is None:
        return found.translate(_DIGITS) if len(found) == 1 else found
    return "".join((tens[1] or "一", tens[2] or "零")).translate(_DIGITS)


def spans(needle: str, haystack: str) -> Iterator[tuple[int, int]]:
    """Where `needle` stands in `haystack`, from left to right, not overlapping."""
    if not needle:
        return
    at = haystack.find(needle)
    while at >= 0:
        yield at, at + len(needle)
        at = haystack.find(needle, at + len(needle))


def merge(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Runs in any order → runs in order, none overlapping or touching."""
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(marks):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)
