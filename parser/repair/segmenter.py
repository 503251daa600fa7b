"""Words at a cut: is a word divided between two strings? Short texts in, their words out."""

from __future__ import annotations

from itertools import accumulate

from parser.words import known_words, weight

#: Characters looked at on each side of a cut: enough for the words there to settle.
REACH = 12


def bounds(text: str) -> frozenset[int]:
    """Offsets at which a word of the text begins or ends."""
    return frozenset(accumulate(map(len, known_words(text)), initial=0))


def divided(before: str, after: str) -> tuple[str, float] | None:
    """The word cut in two between the texts, and how much likelier it is than the two halves.

    The measure is log2 of the odds; None where words end at the cut.
    """
    left, right = before[-REACH:], after[:REACH]
    offset = 0
    for word in known_words(left + right):
        if offset < len(left) < offset + len(word):
            return word, _weight(left + right) - _weight(left) - _weight(right)
        offset += len(word)
    return None


def _weight(text: str) -> float:
    return sum(map(weight, known_words(text)))
