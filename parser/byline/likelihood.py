"""Characters in; how likely they are a person's name, in bits, out, and whether they can be one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import log2

from parser.patterns import late
from parser.vocabulary.fold import SIMPLE, simple
from parser.vocabulary.names import (
    COMPOUND_SURNAMES,
    FIRST_GIVEN,
    LAST_GIVEN,
    NOT_NAMES,
    NOTE_ENDS,
    NOTE_STARTS,
    SOUND_CHARACTERS,
    SURNAMES,
)
from parser.vocabulary.peoples import NAME_TAILS, NAME_WORDS
from parser.vocabulary.places import CITIES
from parser.words import weight

#: A name is likelier than this.
POOREST = -46.0
NO_SURNAME = -16.0
_ODD_THREE = -14.0
#: Log2 of the share of a word too common to be signed.
_COMMON_WORD = -19.0
#: Prose has fewer surnames than one in so many characters.
_SPARSE = 4
#: Surnames below this are too rare to make a name of a word.
RARE_SURNAME = log2(0.0005)


def _weights(steps: Iterable[tuple[float, str]]) -> dict[str, float]:
    """Each character with the weight of its step, and its traditional form with the same."""
    weights = {char: weight for weight, chars in steps for char in chars}
    forms = {chr(code): chr(same) for code, same in SIMPLE.items() if chr(same) in weights}
    return {form: weights[same] for form, same in forms.items()} | weights


_SURNAME = _weights((log2(share / 100), chars) for share, chars in SURNAMES)
_FIRST = _weights((step - log2(10_000), chars) for step, chars in FIRST_GIVEN)
_LAST = _weights((step - log2(10_000), chars) for step, chars in LAST_GIVEN)
#: What surnames of two characters begin with, in both forms.
_COMPOUND_HEADS = {name[0] for name in COMPOUND_SURNAMES}
_COMPOUND_HEADS |= {chr(code) for code, same in SIMPLE.items() if chr(same) in _COMPOUND_HEADS}
#: What the words of minority names begin with.
_WORD_HEADS = {word[:2] for word in NAME_WORDS}
_RARE_GIVEN = -4 - log2(10_000)
#: Of a given name, wherever in it the character stands.
_GIVEN = {
    char: max(_FIRST.get(char, _RARE_GIVEN), _LAST.get(char, _RARE_GIVEN))
    for char in _FIRST.keys() | _LAST.keys()
}
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〇"
HAN_RUN = late(rf"[{_HAN}]+")
DOTTED = late(rf"[{_HAN}A-Za-z.]{{1,12}}(?:·[{_HAN}A-Za-z.]{{1,12}}){{1,5}}")
LATIN = late(r"[A-Za-z][A-Za-z.'’-]*")


@lru_cache(maxsize=8192)
def is_name(text: str) -> bool:
    """Whether the characters alone, without a role beside them, can be taken for a person."""
    if "·" in text:
        return _is_dotted_name(text)
    if text in NOT_NAMES or not HAN_RUN.fullmatch(text):
        return False
    if is_made_of_words(text):
        return True
    if not 2 <= len(text) <= 6:
        return False
    if is_compound(text[:2]):
        return True
    if len(text) > 3:  # 郑薛飞腾: both parents' surnames
        both = min(map(surname, text[:2])) > RARE_SURNAME
        return len(text) == 4 and both and score(text) > POOREST
    return surname(text[0]) > NO_SURNAME and score(text) > POOREST


def _is_dotted_name(text: str) -> bool:
    """杰克·陈, 确·胡热, J·K·罗琳; but no tune: 卜算子·咏梅."""
    if not DOTTED.fullmatch(text):
        return False
    parts = [part for part in text.split("·") if not part.isascii()]
    chars = [char for part in parts for char in part if len(part) > 1]
    return 3 * sum(char in SOUND_CHARACTERS for char in chars) >= 2 * len(chars)


def stands_alone(text: str) -> bool:
    """Whether the characters are a name even with nothing printed around them to say so."""
    common = surname(text[:1]) > RARE_SURNAME or is_compound(text[:2])
    return is_name(text) and (common or "·" in text or is_made_of_words(text))


def is_likely(text: str) -> bool:
    """Whether a word that stands where a name stands is one: Latin and 阿尔达克 too."""
    sound = len(text) > 2 and all(char in SOUND_CHARACTERS for char in text)
    if "·" in text:
        return DOTTED.fullmatch(text) is not None
    return is_name(text) or sound or LATIN.match(text) is not None


def is_pen_name(text: str) -> bool:
    """Whether the characters are no surname and given name, yet may be signed: 水木, 月青."""
    han = 2 <= len(text) <= 3 and HAN_RUN.fullmatch(text) is not None
    return han and text not in NOT_NAMES and not is_name(text) and text[-1] not in "电讯電訊"


def signs_a_piece(text: str) -> bool:
    """Whether a pen name may stand alone at the end of a piece: no common word, note or place."""
    if not (is_pen_name(text) or (is_name(text) and len(text) < 4)):
        return False
    note = text[0] in NOTE_STARTS or text[-1] in NOTE_ENDS
    return not note and text not in CITIES and weight(text) < _COMMON_WORD


@lru_cache(maxsize=4096)
def best_split(text: str) -> tuple[str, ...]:
    """The likeliest row of names of two to four characters that makes up the text."""
    if _SPARSE * sum(char in _SURNAME for char in text) < len(text):
        return ()
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())]
    for end in range(1, len(text) + 1):
        ways = []
        for size in (2, 3, 4):
            before = best[end - size] if end >= size else None
            if before:
                name = text[end - size : end]
                ways.append((before[0] + score(name), (*before[1], name)))
        best.append(max(ways) if ways else None)
    whole = best[-1]
    return whole[1] if whole else ()


@lru_cache(maxsize=8192)
def score(name: str) -> float:
    """Log2 of the likelihood that these characters are one person's name."""
    if len(name) == 2:
        return max(_full(name, 1, -1.5), _given_only(name, -8.5))
    if len(name) == 3:
        compound = _full(name, 2, -2) if is_compound(name[:2]) else NO_SURNAME * 9
        # Unknown surnames are rarer than pen names of two characters.
        prior = -0.7 if surname(name[0]) > NO_SURNAME else _ODD_THREE
        return max(_full(name, 1, prior), compound, _given_only(name, -20.0))
    if len(name) == 4 and is_compound(name[:2]):
        return _full(name, 2, -2)
    if len(name) == 4 and surname(name[1]) > NO_SURNAME:  # 郑薛飞腾: both parents' surnames
        return surname(name[0]) + _full(name[1:], 1, -8)
    return sound(name)


def _full(name: str, size: int, prior: float) -> float:
    """Surname of `size` characters, then one or two of a given name."""
    family = surname(name[0]) if size == 1 else log2(0.001)
    given = name[size:]
    if len(given) == 2 and given[0] == given[1]:  # 田豆豆: the second follows from the first
        return prior + family + _FIRST.get(given[0], _RARE_GIVEN) - 4
    first = _FIRST.get(given[0], _RARE_GIVEN) if len(given) == 2 else 0.0
    return prior + family + first + _LAST.get(given[-1], _RARE_GIVEN)


def _given_only(name: str, prior: float) -> float:
    """A name signed without a surname."""
    return prior + sum([_GIVEN.get(char, _RARE_GIVEN) for char in name])


def sound(name: str) -> float:
    """A foreign or minority name written by its sound, without dots: 阿尔达克."""
    if len(name) < 3 or not all(char in SOUND_CHARACTERS for char in name):
        return NO_SURNAME * len(name)
    return -7.0 - 7.2 * len(name)


def is_compound(text: str) -> bool:
    """Whether the characters are a surname of two: 欧阳, 歐陽."""
    return text[:1] in _COMPOUND_HEADS and simple(text) in COMPOUND_SURNAMES


def surname(char: str) -> float:
    return _SURNAME.get(char, NO_SURNAME)


#: The longest word of such a name, and the longest name without a dot.
_LONGEST_WORD = max(map(len, NAME_WORDS))
_LONGEST_WORDED = 12


def is_made_of_words(text: str) -> bool:
    """扎西, 尼玛次仁, 玉素甫江: nothing but words of Tibetan, Mongolian or Turkic names."""
    if text[:2] not in _WORD_HEADS or len(text) > _LONGEST_WORDED:
        return False
    reached = {0}
    for end in range(2, len(text) + 1):
        sizes = range(2, min(_LONGEST_WORD, end) + 1)
        if any(end - n in reached and text[end - n : end] in NAME_WORDS for n in sizes):
            reached.add(end)
    last = len(text)
    return last in reached or (last > 2 and last - 1 in reached and text[-1] in NAME_TAILS)
