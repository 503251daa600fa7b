"""Printed text in, the same text with one spelling for each sign out, character for character.

Both have the same length, so that what is found in the one is cut from the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from parser.vocabulary.fold import BLANKS, CONTROLS, SIMPLE, WIDE_LETTERS
from parser.vocabulary.names import NAME_DOTS
from parser.vocabulary.roles import SIGNS

_SIGNS: dict[str, int | str] = {
    **dict.fromkeys("（〔［【｛{[", "("),
    **dict.fromkeys("）〕］】｝}]", ")"),
    **dict.fromkeys("，﹐､", ","),
    **dict.fromkeys("；﹔", ";"),
    **dict.fromkeys("：∶︰﹕", ":"),
    **dict.fromkeys("／∕⁄|｜", "/"),
    **dict.fromkeys(NAME_DOTS[1:], NAME_DOTS[0]),
}
_BLANKS = BLANKS | CONTROLS
_TABLE: dict[int, int | str] = {**SIMPLE, **WIDE_LETTERS, **_BLANKS, **str.maketrans(_SIGNS)}


def fold(text: str) -> str:
    """Half width, one kind of space and bracket, simplified keywords; every character one."""
    return text.translate(_TABLE)


def trim(text: str) -> str:
    """Without the white space around it."""
    return text.strip("\ufeff\u200b \t\r\n\v\f\x85\xa0\u3000").strip()


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch [start:end] without brackets, commas or stops; `opener` is the sign before it."""

    start: int
    end: int
    opener: str


_OPAQUE = {"《": "》", "“": "”", "‘": "’", "〈": "〉", "「": "」", "『": "』"}
_BREAKS = "(),;。!?"


def fold_spaces(text: str) -> str:
    """Only spaces made one kind; every character one."""
    return text.translate(_BLANKS)


def segments(line: str, start: int = 0) -> list[Segment]:
    """The stretches of a folded line from `start`; titles and quotations are not cut."""
    found: list[Segment] = []
    opener, begin, closing = "", start, ""
    for at in range(start, len(line)):
        char = line[at]
        if closing:
            closing = "" if char == closing else closing
        elif char in _OPAQUE:
            closing = _OPAQUE[char]
        elif char in _BREAKS:
            found.append(Segment(begin, at, opener))
            opener, begin = ("," if char in ";。!?" else char), at + 1
    found.append(Segment(begin, len(line), opener))
    return [_without_signs(line, part) for part in found if line[part.start : part.end].strip()]


def _without_signs(line: str, part: Segment) -> Segment:
    start = part.start
    while start < part.end and line[start] in f" {SIGNS}-—":
        start += 1
    return Segment(start, part.end, part.opener)
