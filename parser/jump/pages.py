"""The pages of a jump line or reference as a pattern, and what they are as labels."""

from __future__ import annotations

import re

from parser.labels import (
    CHINESE_DIGITS,
    COVERS,
    PLACES,
    SECTION,
    chinese_number,
    make_label,
)
from parser.patterns import late

GAP = " {0,4}"
#: A range longer than any newspaper is read as its two ends.
_LONGEST_RANGE = 64

_CHINESE = f"[{CHINESE_DIGITS}](?: {{0,2}}[{CHINESE_DIGITS}]){{0,4}}"
#: Before a number: A, 特, B叠; a single Chinese numeral before 叠 is a label's too.
LETTERS = rf"(?:{SECTION} ?-? ?)"
NUMBER = rf"{LETTERS}?(?:\d(?: ?\d){{0,2}}|{_CHINESE})"
#: Pages that are no number: 封三, 号外, 末版.
_WORDED = rf"(?:(?:{'|'.join(COVERS)})(?: ?版)?|号外|{'|'.join(PLACES)})"
_JOIN = "[、和及与至到-]"
_ITEM = rf"(?:{_WORDED}|第?{GAP}{NUMBER}{GAP}版?)"
#: 第二、三版 · 2版 · A02至A04版 · 封三 · 末版: ends in 版 but where a word names the page.
_ANOTHER = rf"{GAP}(?:{_JOIN}|(?<=版)(?=第)){GAP}{_ITEM}"
ANY_PAGES = rf"{_ITEM}(?:{_ANOTHER}){{0,15}}(?:(?<=版)|(?<=封[面底一二三四])|(?<=号外))"
#: 版本 is a word; 版 before 本报, 本市 and the like is not.
_WORD = r"(?!本(?![报刊台市省县区月周次届案书人来着]))"
#: A reference's pages: numbered, or 头版.
_NUMBERED = rf"(?:第?{GAP}{NUMBER}{GAP}版?|头版)"
PAGES = rf"{_NUMBERED}(?:{GAP}{_JOIN}{GAP}{_NUMBERED}){{0,15}}(?<=版){_WORD}"
NO_WORD = late(_WORD)
_ONE = late(
    rf"(?P<worded>{_WORDED})|(?:(?P<letters>{SECTION}) ?-? ?)?"
    rf"(?:(?P<digits>\d(?: ?\d){{0,2}})|(?P<chinese>{_CHINESE}))"
)


def labels_in(folded: str) -> tuple[str, ...]:
    """The labels in a folded 第二、三版: ranges written out, letters carried on (A02-04).

    A page that is named by a word stands as that word: 封三, 末版.
    """
    pages: list[str] = []
    letters, last, after = "", None, 0
    for one in _ONE.finditer(folded):
        if one["worded"]:
            word = one["worded"].replace(" ", "")
            pages.append(word.removesuffix("版") if word.startswith("封") else word)
            letters, last, after = "", None, one.end()
            continue
        letters = one["letters"] or letters
        number = _number(one)
        if number is None:
            continue
        between = folded[after : one.start()].strip(" 版第")
        if last is not None and between in ("-", "至", "到") and 0 < number - last < _LONGEST_RANGE:
            pages += [make_label(letters, value) for value in range(last + 1, number)]
        pages.append(make_label(letters, number))
        last, after = number, one.end()
    return tuple(dict.fromkeys(pages))


def _number(one: re.Match[str]) -> int | None:
    if one["digits"]:
        return int(one["digits"].replace(" ", ""))
    return chinese_number(one["chinese"])
