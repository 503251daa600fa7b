"""A folded line in, the stretches between its brackets, commas and stops out."""

from __future__ import annotations

from dataclasses import dataclass

from parser.vocabulary.openings import FOLD_BLANKS
from parser.vocabulary.roles import SIGNS

_OPAQUE = {"《": "》", "“": "”", "‘": "’", "〈": "〉", "「": "」", "『": "』"}
_BREAKS = "(),;。!?"


@dataclass(frozen=True, slots=True)
class Stretch:
    """[start:end] of a line, without brackets, commas or stops; `opener` is the sign before it."""

    start: int
    end: int
    opener: str


def trim(text: str) -> str:
    """Without the white space around it."""
    return text.strip("\ufeff\u200b \t\r\n\v\f\x85\xa0\u3000").strip()


def fold_blanks(text: str) -> str:
    """Only blanks made one kind; every character one."""
    return text.translate(FOLD_BLANKS)


def stretches(line: str, start: int = 0) -> list[Stretch]:
    """The stretches of a folded line from `start`; titles and quotations are not cut."""
    found: list[Stretch] = []
    opener, begin, closing = "", start, ""
    for at in range(start, len(line)):
        char = line[at]
        if closing:
            closing = "" if char == closing else closing
        elif char in _OPAQUE:
            closing = _OPAQUE[char]
        elif char in _BREAKS:
            found.append(Stretch(begin, at, opener))
            opener, begin = ("," if char in ";。!?" else char), at + 1
    found.append(Stretch(begin, len(line), opener))
    return [_without_signs(line, part) for part in found if line[part.start : part.end].strip()]


def _without_signs(line: str, part: Stretch) -> Stretch:
    start = part.start
    while start < part.end and line[start] in f" {SIGNS}-—":
        start += 1
    return Stretch(start, part.end, part.opener)
