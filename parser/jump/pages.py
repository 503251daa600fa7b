"""The pages of a jump line or reference as a pattern, and what they are as labels."""

from __future__ import annotations

import re

from parser.labels import CHINESE_DIGITS, chinese_number, make_label

GAP = " {0,4}"
#: A range longer than any newspaper is read as its two ends.
_LONGEST_RANGE = 64

_CHINESE = f"[{CHINESE_DIGITS}](?: {{0,2}}[{CHINESE_DIGITS}]){{0,4}}"
NUMBER = rf"(?:(?:[A-Z特]{{1,2}} ?-? ?)?(?:\d(?: ?\d){{0,2}}|{_CHINESE})|头)"
_JOIN = "[、和及与至到-]"
#: 第二、三版 · 2版 · A02至A04版 · 第二版和第三版: always ends in 版.
ANY_PAGES = rf"第?{GAP}{NUMBER}{GAP}版?(?:{GAP}{_JOIN}{GAP}第?{GAP}{NUMBER}{GAP}版?){{0,15}}(?<=版)"
#: 版本 is a word; 版 before 本报, 本市 and the like is not.
_WORD = r"(?!本(?![报刊台市省县区月周次届案书人来着]))"
PAGES = ANY_PAGES + _WORD
NO_WORD = re.compile(_WORD)
_ONE = re.compile(
    r"(?:(?P<letters>[A-Z特]{1,2}) ?-? ?)?"
    rf"(?:(?P<digits>\d(?: ?\d){{0,2}})|(?P<chinese>{_CHINESE}))|头"
)


def read_pages(folded: str) -> tuple[str, ...]:
    """The labels in a folded 第二、三版: ranges written out, letters carried on (A02-04)."""
    pages: list[str] = []
    letters, last, after = "", None, 0
    for one in _ONE.finditer(folded):
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
    return chinese_number(one["chinese"]) if one["chinese"] else 1
