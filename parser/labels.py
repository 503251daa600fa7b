"""Page labels: 第三版, A2版 and 第 3 版 in; "03" and "A02" out, and which mean one page.

A label read off a page view stays as printed ("001"); equality goes through `same_page`,
and through `find_label` where an issue's own labels are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from parser.vocabulary import fold

FOLD: dict[int, int] = {**fold.WIDE, **fold.BLANKS, **fold.NUMERALS}

_DIGITS = {mark: value for value, mark in enumerate("〇一二三四五六七八九")}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
CHINESE_DIGITS = "〇一二三四五六七八九十百廿卅卌"

_LABEL = re.compile(
    r"^第? {0,3}(?P<letters>[A-Z特]{0,3})[ .\-]{0,2}"
    rf"(?:(?P<digits>\d{{1,4}})|(?P<chinese>[{CHINESE_DIGITS}][{CHINESE_DIGITS} ]{{0,7}})"
    r"|(?P<front>头|頭))"
    r" {0,3}(?P<word>版)?(?: {0,3}[:|].{0,80}| .{1,80})?$"
)
_PARTS = re.compile(r"^([A-Z特]*)0*(\d+)$")


def chinese_number(text: str) -> int | None:
    """十三 → 13, 二十 → 20, 二〇 → 20, 廿五 → 25, 一百零二 → 102; None for anything else."""
    signs = "".join(text.translate(FOLD).split())
    if not signs or any(sign not in CHINESE_DIGITS for sign in signs):
        return None
    if all(sign in _DIGITS for sign in signs):
        return int("".join(str(_DIGITS[sign]) for sign in signs)) if len(signs) < 10 else None
    total, digit, unit = 0, None, 1000
    for sign in signs:
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
        elif sign in _TENS:
            if digit or unit <= 10:
                return None
            total, digit, unit = total + _TENS[sign], None, 10
        else:
            value = {"十": 10, "百": 100}[sign]
            if value >= unit:
                return None
            total, digit, unit = total + (digit or 1) * value, None, value
    return total + (digit or 0)


def make_label(letters: str, number: int) -> str:
    """Letters and number as a label: ("A", 2) → "A02"."""
    return f"{letters}{number:02d}"


def normalise_label(printed: str) -> str | None:
    """第三版 → "03", Ａ２ → "A02", 头版 → "01", 01版：要闻 → "01"; "001" stays. None: no label.

    Without 版 a Chinese numeral is taken for a label only where 第 or letters stand before it
    or it stands alone.
    """
    text = " ".join(printed.upper().translate(FOLD).split())
    found = _LABEL.match(text)
    if found is None or (found["front"] and not found["word"]):
        return None
    letters = found["letters"]
    if found["digits"]:
        return f"{letters}{found['digits'].zfill(2)}"
    number = 1 if found["front"] else chinese_number(found["chinese"])
    return None if number is None else make_label(letters, number)


def split_label(label: str) -> tuple[str, int] | None:
    """ "A02" → ("A", 2), "003" → ("", 3); None for what has no number."""
    found = _PARTS.match(label.upper().translate(FOLD).replace(" ", "").replace("-", ""))
    return (found[1], int(found[2])) if found else None


def same_page(a: str, b: str) -> bool:
    """Whether two labels name one page: "3", "03" and "003" do, "A1" and "A01" do."""
    if a == b:
        return True
    left = split_label(a)
    return left is not None and left == split_label(b)


def find_label(wanted: str, labels: Iterable[str], *, at: str | None = None) -> str | None:
    """The one of an issue's `labels` that a jump line printed on page `at` means by `wanted`.

    Where no label is the same page: A02 means "002" in an issue whose labels carry no letters,
    and 2 means "A02" where A is the only letter, or the letter of the page it is printed on.
    """
    known = list(labels)
    for label in known:
        if same_page(label, wanted):
            return label
    parts = split_label(wanted)
    if parts is None:
        return None
    letters, number = parts
    used = {split[0] for label in known if (split := split_label(label))}
    if letters == "A" and used == {""}:
        return find_label(str(number), known)
    if not letters and used and "" not in used:
        own = split_label(at) if at else None
        section = own[0] if own else min(used) if len(used) == 1 else None
        return find_label(make_label(section, number), known) if section else None
    return None


def label_key(label: str) -> tuple[str, int, str]:
    """A key that sorts labels in the order of a paper: 1, 2, 10, A01, A02, B01."""
    letters, number = split_label(label) or ("\uffff", 0)
    return letters, number, label
