"""A stretch of print that holds only people in, their names out, each with whether it was a guess.

Two clues: the layout (a name of two characters is padded to the width of three, 高  炳) and, where
names run together, the likelihood of surnames and given names.
"""

from __future__ import annotations

from dataclasses import dataclass

from parser.byline.likelihood import (
    DOTTED,
    HAN_RUN,
    LATIN,
    POOREST,
    RARE_SURNAME,
    best_split,
    is_compound,
    is_likely,
    is_made_of_words,
    is_name,
    is_pen_name,
    score,
    signs_a_piece,
    sound,
    stands_alone,
    surname,
)
from parser.patterns import late
from parser.vocabulary.names import NAME_DOTS, SOUND_CHARACTERS
from parser.vocabulary.openings import HAN

__all__ = [
    "Name",
    "is_likely",
    "is_name",
    "is_pen_name",
    "read_names",
    "score",
    "signs_a_piece",
    "stands_alone",
]

#: Longer runs are no names.
LONGEST_RUN = 40
#: Names read from a run score better than this, in bits, on the average; prose does worse.
POOREST_MEAN = -33.0
#: The same where most have no surname that is not rare: pen names, or words of prose.
POOREST_PEN = -26.0
#: Where all of them begin with a surname that is not rare, so much worse will do.
SURNAME_BONUS = 6.0
#: Bits by which names of three, printed with even gaps, must beat the usual names of two.
LAYOUT = 14.0

_DOT = late(rf" ?[{NAME_DOTS}] ?|(?<=[{HAN}])\.(?=[{HAN}])")


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
        if HAN_RUN.fullmatch(word.text):
            block.append(word)
            continue
        names += _layout(block)
        block = []
        if DOTTED.fullmatch(word.text) or LATIN.match(word.text):
            names.append(Name(word.text))
    return (*names, *_layout(block))


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    gap = 0
    for piece in text.split(" "):
        if not piece:
            gap += 1
            continue
        latin = bool(words) and LATIN.fullmatch(piece) and LATIN.match(words[-1].text)
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
        elif is_compound(text) and _given_follows(words, at):
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
    if len(text) % 2 == 0 and not any(is_compound(pair) for pair in pairs):
        likelier = sum(map(score, best_split(text))) - sum(map(score, pairs))
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
    ahead = score(char + following) if len(following) == 2 else float("-inf")
    back = float("-inf")
    if before and at and words[at - 1].text == before[-1].text and len(before[-1].text) == 2:
        back = score(before[-1].text + char)
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
    if is_made_of_words(text) or all(char in SOUND_CHARACTERS for char in text):
        best = best_split(text)
        if len(best) == 1 or is_made_of_words(text) or sound(text) > sum(map(score, best)):
            return [Name(text)]
    if is_compound(text[:2]) and len(text) == 4:
        return [Name(text)]
    if len(text) == 4 and is_made_of_words(text[2:]) and not is_name(text[:2]):
        return [Name(text)]
    names = best_split(text)
    marks = [score(name) for name in names]
    if not names or min(marks) < POOREST:
        return []
    surnamed = sum(surname(name[0]) > RARE_SURNAME for name in names)
    poorest = POOREST_MEAN if 2 * surnamed >= len(names) else POOREST_PEN
    if surnamed == len(names):
        poorest -= SURNAME_BONUS
    if len(names) > 1 and sum(marks) < poorest * len(marks):
        return []
    return [Name(name, certain=False) for name in names]
