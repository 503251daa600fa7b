"""Page labels: 第三版, A2版, 02-03版 in; "03", "A02", "02-03" out, and which mean one page.

A label read off a page view stays as printed ("001"); equality goes through `same_page`,
and through `find_label` where an issue's own labels are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parser.patterns import late
from parser.vocabulary import fold

FOLD: dict[int, int] = {**fold.WIDE, **fold.BLANKS, **fold.NUMERALS}

_SMALL = range(ord("a"), ord("z") + 1)
_FOLDED: dict[int, int] = {
    **fold.SIMPLE,
    **FOLD,
    **{code: code - 32 for code in _SMALL},
    **{code + 0xFEE0: code - 32 for code in _SMALL},
}

_DIGITS = {mark: value for value, mark in enumerate("〇一二三四五六七八九")}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
CHINESE_DIGITS = "〇一二三四五六七八九十百廿卅卌"

#: Pages that carry a word for a number, and what is said of them without 版.
COVERS = ("封面", "封一", "封二", "封三", "封四", "封底")
NAMED = (*COVERS, "号外", "增刊", "扉页", "插页")
#: Pages that a jump line names by their place: from the beginning, the end, or its own page on.
PLACES = {
    "头版": "first", "首版": "first",
    "末版": "last", "尾版": "last",
    "次版": "next", "下版": "next",
    "本版": "same",
    "上版": "before", "前版": "before",
}  # fmt: skip
#: What stands before a page's number: A, AA, 特, A叠, 特刊. Folded, as the patterns below.
SECTION = (
    "(?:[A-Z]{1,3}叠?|[A-Z]{0,2}特刊?|[甲乙丙丁一二三四五]叠|号外|增刊|专刊|副刊|画刊|周刊|[专增])"
)
_CHINESE = f"[{CHINESE_DIGITS}](?: {{0,3}}[{CHINESE_DIGITS}]){{0,7}}"
_ONE = rf"(?:{SECTION}[ .\-]{{0,2}})?(?:\d{{1,3}}|{_CHINESE})"
_AND = r" {0,2}版? {0,2}[-/~—–―、·&和至] {0,2}第?"
#: A page with a number, and a double page: 02-03, A02/A03, 第02版-第03版.
NUMBERED = _ONE
SPREAD = rf"{_ONE}{_AND}{_ONE}(?!\d)"
#: A spread of more pages than this is two numbers that mean something else.
_WIDEST = 8

#: A label stands in URLs and ids: no slash, no white space, and a dash only in a double page.
LABEL = late(r"(?![1-9]-)[^\s/\\?#%\-.\x00-\x1f]{1,16}(?:-(?!\d-)[^\s/\\?#%\-.\x00-\x1f]{2,16})?")

_TAIL = r" {0,3}(?P<word>版)?(?: {0,3}[:|].{0,80}| .{1,80})?$"
_NAMED = late(rf"^第? {{0,3}}(?P<named>{'|'.join(NAMED)}){_TAIL}")
_SINGLE = late(
    rf"^第? {{0,3}}(?:(?P<letters>{SECTION})[ .\-]{{0,2}})?"
    rf"(?:(?P<digits>\d{{1,4}})|(?P<chinese>{_CHINESE})|(?P<front>头)){_TAIL}"
)
_DOUBLE = late(rf"^第? {{0,3}}(?P<first>{_ONE}){_AND}(?P<second>{_ONE}){_TAIL}")
_PARTS = late(rf"^({SECTION}?)0*(\d+)$")


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


def folded(printed: str) -> str:
    """As the patterns here read it: simplified, half width, capitals; every character in place."""
    return printed.translate(_FOLDED)


def make_label(letters: str, number: int) -> str:
    """Letters and number as a label: ("A", 2) → "A02", ("特", 1) → "特1"."""
    return f"{letters}{number}" if _worded(letters) else f"{letters}{number:02d}"


def _worded(letters: str) -> bool:
    """Whether the number after it is printed without a zero: 特1, 号外2; A叠01 has its zero."""
    return not letters.isascii() and not letters.endswith("叠")


def normalise_label(printed: str) -> str | None:
    """第三版 → "03", Ａ２ → "A02", 头版 → "01", 01版：要闻 → "01"; "001" stays. None: no label.

    A double page is "02-03", a page with a word for a number that word: "号外", "特1".
    Without 版 a Chinese numeral is taken for a label only where 第 or letters stand before it
    or it stands alone.
    """
    text = " ".join(folded(printed).split())
    if (named := _NAMED.match(text)) is not None:
        return named["named"]
    if (double := _DOUBLE.match(text)) and (label := _spread(double["first"], double["second"])):
        return label
    found = _SINGLE.match(text)
    if found is None or (found["front"] and not found["word"]):
        return None
    letters = found["letters"] or ""
    if found["digits"]:
        return letters + (found["digits"] if _worded(letters) else found["digits"].zfill(2))
    number = 1 if found["front"] else chinese_number(found["chinese"])
    return None if number is None else make_label(letters, number)


def _spread(first: str, second: str) -> str | None:
    """Two labels that follow each other as the label of a double page: 02, 03 → "02-03"."""
    left, right = normalise_label(first), normalise_label(second)
    one, two = split_label(left or ""), split_label(right or "")
    if left is None or right is None or one is None or two is None:
        return None
    letters = two[0] or one[0]
    if letters != one[0] or not 0 < two[1] - one[1] < _WIDEST:
        return None
    return f"{left}-{right if two[0] else letters + right}"


def split_label(label: str) -> tuple[str, int] | None:
    """ "A02" → ("A", 2), "003" → ("", 3); None for what has no number, or two."""
    found = _PARTS.match(_tight(label))
    return (found[1], int(found[2])) if found else None


def _tight(label: str) -> str:
    """Without spaces, and without a dash after letters: B-03 is B03."""
    text = label.upper().translate(FOLD).replace(" ", "")
    return text if text[:1].isdigit() else text.replace("-", "", 1) if _dashed(text) else text


def _dashed(text: str) -> bool:
    before, _, after = text.partition("-")
    return bool(after) and after[0].isdigit() and not before[-1:].isdigit()


def halves(label: str) -> tuple[str, ...]:
    """The pages of a double page: "02-03" → ("02", "03"); any other label alone."""
    first, _, second = label.partition("-")
    one, two = split_label(first), split_label(second)
    if one is None or two is None or one[0] != two[0] or not 0 < two[1] - one[1] < _WIDEST:
        return (label,)
    between = (make_label(one[0], number) for number in range(one[1] + 1, two[1]))
    return (first, *between, second)


def same_page(a: str, b: str) -> bool:
    """Whether two labels name one page: "3", "03" and "003" do, "A1" and "A01" do."""
    if a == b:
        return True
    left = split_label(a)
    if left is not None:
        return left == split_label(b)
    first, second = halves(a), halves(b)
    return len(first) > 1 and list(map(split_label, first)) == list(map(split_label, second))


def find_label(wanted: str, labels: Iterable[str], *, at: str | None = None) -> str | None:
    """The one of an issue's `labels` that a jump line printed on page `at` means by `wanted`.

    Where no label is the same page: 03 means the double page 02-03, A02 means "002" in an issue
    whose labels carry no letters, and 2 means "A02" where A is the only letter, or the letter of
    the page it is printed on.
    """
    known = list(labels)
    if (found := _named(wanted, known)) is not None:
        return found
    parts = split_label(wanted)
    if parts is None:
        return None
    letters, number = parts
    used = {split[0] for label in known for half in halves(label) if (split := split_label(half))}
    if letters == "A" and used == {""}:
        return find_label(str(number), known)
    if not letters and used and "" not in used:
        own = split_label(halves(at)[0]) if at else None
        section = own[0] if own else min(used) if len(used) == 1 else None
        return find_label(make_label(section, number), known) if section else None
    return None


def _named(wanted: str, known: list[str]) -> str | None:
    """The label of that very page, else the double page it is a half of."""
    for label in known:
        if same_page(label, wanted):
            return label
    doubles = (label for label in known if "-" in label)
    return next((one for one in doubles if any(same_page(h, wanted) for h in halves(one))), None)


def page_at(place: str, labels: Sequence[str], *, at: str) -> str | None:
    """The label that 头版, 末版, 次版 or 本版 printed on page `at` means; None where it is none."""
    where = PLACES.get(place)
    if where == "same" or not labels:
        return at if where == "same" else None
    if where in ("first", "last"):
        return labels[0 if where == "first" else -1]
    here = next((n for n, label in enumerate(labels) if same_page(label, at)), None)
    if where is None or here is None:
        return None
    there = here + (1 if where == "next" else -1)
    return labels[there] if 0 <= there < len(labels) else None


def label_key(label: str) -> tuple[str, int, str]:
    """A key that sorts labels in the order of a paper: 封面, 1, 2-3, 10, A01, A02, B01, 号外."""
    if label in COVERS[:3]:
        return "", 0, str(COVERS.index(label))
    letters, number = split_label(halves(label)[0]) or ("\uffff", 0)
    return letters, number, label


def spoken(label: str) -> str:
    """A page as it is called everywhere: 第3版, A02版, 特1版, 第2-3版, 号外, 末版."""
    pages = [split_label(half) for half in halves(label)]
    numbers = [str(page[1]) for page in (pages[0], pages[-1]) if page is not None and not page[0]]
    if len(numbers) == 2:
        return f"第{'-'.join(dict.fromkeys(numbers))}版"
    return label if label in NAMED or label.endswith("版") else f"{label}版"
