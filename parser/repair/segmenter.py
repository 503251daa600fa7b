"""Words at a cut: is a word divided between two strings? Short texts in, their words out."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from math import log2
from pathlib import Path

#: Characters looked at on each side of a cut: enough for the words there to settle.
REACH = 12
#: Characters in the longest word of the list.
_LONGEST = 4
#: log2 of the share of a word that is not in the list.
_UNKNOWN = -30.0
#: Common words; its head says where they are from and how to read it.
_LIST = Path(__file__).with_suffix(".txt")


@cache
def _weights() -> dict[str, float]:
    """Each common word with log2 of its share in running text. Read once, when first asked for."""
    powers: dict[str, int] = {}
    for line in _LIST.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        size, power, run = line.split(" ")
        step = int(size)
        powers |= {run[at : at + step]: int(power) for at in range(0, len(run), step)}
    whole = log2(sum(2.0**power for power in powers.values()))
    return {word: power - whole for word, power in powers.items()}


def words(text: str) -> list[str]:
    """The likeliest words of a short text, in order; together they are the text.

    A run of ASCII letters or digits is one word, any other character that is not in the list too.
    """
    weights = _weights()
    best: list[tuple[float, int]] = [(0.0, 0)]  # for each offset: weight so far, last word's length
    for end in range(1, len(text) + 1):
        run = _ascii_run(text, end)
        if run > 1:
            best.append((best[end - run][0] + _UNKNOWN, run))
            continue
        sizes = range(1, min(_LONGEST, end) + 1)
        options = [
            (best[end - size][0] + weights.get(text[end - size : end], _UNKNOWN), size)
            for size in sizes
            if size == 1 or text[end - size : end] in weights
        ]
        best.append(max(options))
    return _traced(text, best)


def _ascii_run(text: str, end: int) -> int:
    """Length of the run of ASCII letters and digits that ends there."""
    start = end
    while start and text[start - 1].isascii() and text[start - 1].isalnum():
        start -= 1
    return end - start


def _traced(text: str, best: list[tuple[float, int]]) -> list[str]:
    """The words along the best path, from the end back."""
    found: list[str] = []
    end = len(text)
    while end:
        size = best[end][1]
        found.append(text[end - size : end])
        end -= size
    return found[::-1]


def bounds(text: str) -> frozenset[int]:
    """Offsets at which a word of the text begins or ends."""
    return frozenset(accumulate(map(len, words(text)), initial=0))


def divided(before: str, after: str) -> tuple[str, float] | None:
    """The word cut in two between the texts, and how much likelier it is than the two halves.

    The measure is log2 of the odds; None where words end at the cut.
    """
    left, right = before[-REACH:], after[:REACH]
    offset = 0
    for word in words(left + right):
        if offset < len(left) < offset + len(word):
            return word, _weight(left + right) - _weight(left) - _weight(right)
        offset += len(word)
    return None


def _weight(text: str) -> float:
    weights = _weights()
    return sum(weights.get(word, _UNKNOWN) for word in words(text))


def is_word(text: str) -> bool:
    """Whether the whole text is one word."""
    return len(words(text)) == 1
