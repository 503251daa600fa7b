"""A stretch of print that holds only people in, their names out, each with whether it was a guess.

Two clues: the layout (a name of two characters is padded to the width of three, 高  炳) and, where
names run together, the likelihood of surnames and given names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from parser.names import (
    COMPOUND_SURNAMES,
    FIRST_GIVEN,
    LAST_GIVEN,
    NAME_DOTS,
    NOT_NAMES,
    SOUND_CHARACTERS,
    SURNAMES,
    TIBETAN_WORDS,
    TRADITIONAL_SURNAMES,
)

#: Longer runs are no names.
LONGEST_RUN = 40
#: Names read from a run score better than this, in bits, on the average; prose does worse.
POOREST_MEAN = -33.0
#: And each of them better than this.
POOREST = -46.0

#: Bits by which names of three, printed with even gaps, must beat the usual names of two.
LAYOUT = 14.0

_SURNAME = {char: log2(share / 100) for share, chars in SURNAMES for char in chars}
_FIRST = {char: step - log2(10_000) for step, chars in FIRST_GIVEN for char in chars}
_LAST = {char: step - log2(10_000) for step, chars in LAST_GIVEN for char in chars}
_RARE_GIVEN = -4 - log2(10_000)
_NO_SURNAME = -16.0
#: Surnames below this are too rare to make a name of a word.
RARE_SURNAME = log2(0.0005)
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〇"
_DOT = re.compile(rf" ?[{NAME_DOTS}] ?")
_DOTTED = re.compile(rf"[{_HAN}A-Za-z.]{{1,12}}(?:·[{_HAN}A-Za-z.]{{1,12}}){{1,5}}")
_HAN_RUN = re.compile(rf"[{_HAN}]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'’-]*")


@dataclass(frozen=True, slots=True)
class Name:
    """One name without padding; `certain` is False where another reading is possible."""

    text: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Word:
    """Characters with no space between them, and the spaces before them."""

    text: str
    gap: int


def read_names(text: str) -> tuple[Name, ...]:
    """The people of a stretch without 、 or other separators but spaces; () where it holds none.

    Spaces of one kind are expected (U+0020); the width of a gap counts.
    """
    words = _words(_DOT.sub("·", text.strip(" ")))
    names: list[Name] = []
    block: list[_Word] = []
    for word in words:
        if _HAN_RUN.fullmatch(word.text):
            block.append(word)
            continue
        names += _layout(block)
        block = []
        if _DOTTED.fullmatch(word.text) or _LATIN.match(word.text):
            names.append(Name(word.text))
    return (*names, *_layout(block))


def is_name(text: str) -> bool:
    """Whether the characters alone, without a role beside them, can be taken for a person."""
    if "·" in text:
        return _is_dotted_name(text)
    if text in NOT_NAMES or not 2 <= len(text) <= 6 or not _HAN_RUN.fullmatch(text):
        return False
    if _is_tibetan(text) or text[:2] in COMPOUND_SURNAMES:
        return True
    if len(text) > 3:
        return len(text) == 4 and _score(text) > POOREST
    return _surname(text[0]) > _NO_SURNAME and _score(text) > POOREST


def _is_dotted_name(text: str) -> bool:
    """杰克·陈, 确·胡热, J·K·罗琳; but no tune: 卜算子·咏梅."""
    if not _DOTTED.fullmatch(text):
        return False
    parts = [part for part in text.split("·") if not part.isascii()]
    chars = [char for part in parts for char in part if len(part) > 1]
    return 3 * sum(char in SOUND_CHARACTERS for char in chars) >= 2 * len(chars)


def stands_alone(text: str) -> bool:
    """Whether the characters are a name even with nothing printed around them to say so."""
    common = _surname(text[:1]) > RARE_SURNAME or text[:2] in COMPOUND_SURNAMES
    return is_name(text) and (common or "·" in text or _is_tibetan(text))


def is_likely(text: str) -> bool:
    """Whether a word that stands where a name stands is one: Latin and 阿尔达克 too."""
    sound = len(text) > 2 and all(char in SOUND_CHARACTERS for char in text)
    if "·" in text:
        return _DOTTED.fullmatch(text) is not None
    return is_name(text) or sound or _LATIN.match(text) is not None


def is_pen_name(text: str) -> bool:
    """Whether the characters are no surname and given name, yet may be signed: 水木, 月青."""
    han = 2 <= len(text) <= 3 and _HAN_RUN.fullmatch(text) is not None
    return han and text not in NOT_NAMES and not is_name(text)


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    gap = 0
    for piece in text.split(" "):
        if not piece:
            gap += 1
            continue
        latin = bool(words) and _LATIN.fullmatch(piece) and _LATIN.match(words[-1].text)
        if latin and gap <= 1:
            words[-1] = _Word(f"{words[-1].text} {piece}", words[-1].gap)
        else:
            words.append(_Word(piece, gap))
        gap = 1
    return words


def _layout(words: list[_Word]) -> list[Name]:
    """Names from words and gaps: single characters belong together, longer words stand alone."""
    names: list[Name] = []
    at = 0
    while at < len(words):
        text = words[at].text
        if len(text) == 1:
            end = at
            while end < len(words) and len(words[end].text) == 1:
                end += 1
            taken, at = _singles(words, at, end, names)
            names += taken
        elif text in COMPOUND_SURNAMES and _given_follows(words, at):
            names.append(Name(text + words[at + 1].text))
            at += 2
        else:
            names += [Name(text)] if len(text) <= 3 else _run(text)
            at += 1
    return names


def _given_follows(words: list[_Word], at: int) -> bool:
    """After 欧阳: one or two characters that are a given name (two singles are a padded name)."""
    if at + 1 >= len(words) or len(words[at + 1].text) > 2:
        return False
    return at + 2 >= len(words) or len(words[at + 1].text) == 2 or len(words[at + 2].text) > 1


def _singles(
    words: list[_Word], start: int, end: int, before: list[Name]
) -> tuple[list[Name], int]:
    """Names from words[start:end], all of one character; and where to go on."""
    block = words[start:end]
    text = "".join(word.text for word in block)
    if len(block) == 1:
        return _lone(words, start, before)
    if len(block) <= 3:
        return [Name(text)], end
    groups = _by_gaps(block)
    if groups:
        return [Name(group) for group in groups], end
    pairs = [text[i : i + 2] for i in range(0, len(text), 2)]
    if len(text) % 2 == 0 and not any(pair in COMPOUND_SURNAMES for pair in pairs):
        likelier = sum(map(_score, _best_split(text))) - sum(map(_score, pairs))
        if likelier < LAYOUT or len(text) > LONGEST_RUN:
            return [Name(pair) for pair in pairs], end
    return [Name(name.text, certain=False) for name in _run(text)], end


def _by_gaps(block: list[_Word]) -> list[str]:
    """Groups of two or three parted by the widest gap; [] where the gaps do not say so."""
    gaps = {word.gap for word in block[1:]}
    if len(gaps) != 2:
        return []
    groups = [block[0].text]
    for word in block[1:]:
        if word.gap == max(gaps):
            groups.append(word.text)
        else:
            groups[-1] += word.text
    return groups if all(2 <= len(group) <= 3 for group in groups) else []


def _lone(words: list[_Word], at: int, before: list[Name]) -> tuple[list[Name], int]:
    """A single character between longer words: part of the next name, or of the one before."""
    char = words[at].text
    following = words[at + 1].text if at + 1 < len(words) else ""
    ahead = _score(char + following) if len(following) == 2 else float("-inf")
    back = float("-inf")
    if before and at and words[at - 1].text == before[-1].text and len(before[-1].text) == 2:
        back = _score(before[-1].text + char)
    certain = len(words) == 2
    if back > ahead:
        return [Name(before.pop().text + char, certain)], at + 1
    if len(following) == 2:
        return [Name(char + following, certain)], at + 2
    return [Name(char, certain=False)], at + 1


def _run(text: str) -> list[Name]:
    """Names from four or more characters in a row; [] where they are no names."""
    if len(text) > LONGEST_RUN:
        return []
    if _is_tibetan(text) or all(char in SOUND_CHARACTERS for char in text):
        best = _best_split(text)
        if len(best) == 1 or _is_tibetan(text) or _sound(text) > sum(map(_score, best)):
            return [Name(text)]
    if text[:2] in COMPOUND_SURNAMES and len(text) == 4:
        return [Name(text)]
    names = _best_split(text)
    scores = [_score(name) for name in names]
    if not names or min(scores) < POOREST:
        return []
    plain = len(names) == 1 or all(_surname(name[0]) > RARE_SURNAME for name in names)
    if sum(scores) < (POOREST_MEAN - 6 * plain) * len(scores):
        return []
    return [Name(name, certain=False) for name in names]


@lru_cache(maxsize=4096)
def _best_split(text: str) -> tuple[str, ...]:
    """The likeliest row of names of two to four characters that makes up the text."""
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())]
    for end in range(1, len(text) + 1):
        ways = []
        for size in (2, 3, 4):
            before = best[end - size] if end >= size else None
            if before:
                name = text[end - size : end]
                ways.append((before[0] + _score(name), (*before[1], name)))
        best.append(max(ways) if ways else None)
    whole = best[-1]
    return whole[1] if whole else ()


@lru_cache(maxsize=8192)
def _score(name: str) -> float:
    """Log2 of the likelihood that these characters are one person's name."""
    if len(name) == 2:
        return max(_full(name, 1, -1.5), _given_only(name, -8.5))
    if len(name) == 3:
        compound = _full(name, 2, -2) if name[:2] in COMPOUND_SURNAMES else _NO_SURNAME * 9
        return max(_full(name, 1, -0.7), compound, _given_only(name, -12.0))
    if len(name) == 4 and name[:2] in COMPOUND_SURNAMES:
        return _full(name, 2, -2)
    if len(name) == 4:  # 郑薛飞腾: both parents' surnames
        return _surname(name[0]) + _full(name[1:], 1, -8)
    return _sound(name)


def _full(name: str, size: int, prior: float) -> float:
    """Surname of `size` characters, then one or two of a given name."""
    family = _surname(name[0]) if size == 1 else log2(0.001)
    given = name[size:]
    if len(given) == 2 and given[0] == given[1]:  # 田豆豆: the second follows from the first
        return prior + family + _FIRST.get(given[0], _RARE_GIVEN) - 4
    first = _FIRST.get(given[0], _RARE_GIVEN) if len(given) == 2 else 0.0
    return prior + family + first + _LAST.get(given[-1], _RARE_GIVEN)


def _given_only(name: str, prior: float) -> float:
    """A name signed without a surname."""
    return prior + sum(
        max(_FIRST.get(char, _RARE_GIVEN), _LAST.get(char, _RARE_GIVEN)) for char in name
    )


def _sound(name: str) -> float:
    """A foreign or minority name written by its sound, without dots: 阿尔达克."""
    if len(name) < 3 or not all(char in SOUND_CHARACTERS for char in name):
        return _NO_SURNAME * len(name)
    return -7.0 - 7.2 * len(name)


def _surname(char: str) -> float:
    return _SURNAME.get(TRADITIONAL_SURNAMES.get(char, char), _NO_SURNAME)


def _is_tibetan(text: str) -> bool:
    """扎西, 尼玛次仁: nothing but words of Tibetan names."""
    if len(text) % 2 or not 2 <= len(text) <= 6:
        return False
    return all(text[i : i + 2] in TIBETAN_WORDS for i in range(0, len(text), 2))
