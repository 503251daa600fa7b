"""Text in, words out: the one place where words are cut, by jieba's dictionary through rjieba.

`cut` is for what is searched, `known_words` for what is judged: it makes no words of its own.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import log2
from threading import Lock
from typing import Protocol, cast

from parser.vocabulary.roles import OUTLETS, WIRES

#: The uses of all words of jieba's dictionary together.
_USES = 60_101_967
#: log2 of the share of a word that is not in the dictionary.
UNKNOWN = -30.0
_LOADING = Lock()


class Jieba(Protocol):
    """What is asked of rjieba."""

    def cut(self, text: str, hmm: bool = True, /) -> list[str]: ...
    def has_word(self, word: str, /) -> bool: ...
    def suggest_freq(self, word: str, /) -> int: ...


def cut(text: str) -> list[str]:
    """All of a text in words, in order; runs of unknown characters are guessed at."""
    return _jieba().cut(text)


def known_words(text: str) -> list[str]:
    """The likeliest words of the dictionary that make up a text, in order."""
    return _jieba().cut(text, False)


def is_word(text: str) -> bool:
    """Whether the whole text is one word of the dictionary."""
    return _jieba().has_word(text)


@lru_cache(maxsize=4096)
def weight(word: str) -> float:
    """log2 of a word's share in running text."""
    # A word of the dictionary stays whole if it is used as often as it is.
    return log2(max(1, _jieba().suggest_freq(word)) / _USES) if is_word(word) else UNKNOWN


def _jieba() -> Jieba:
    # Two threads that add words to it at once are an error of rjieba's.
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Jieba:
    # Its dictionary takes half a second to load: not before a word is asked for.
    import rjieba

    # jieba's user dictionary: names of the trade that it would cut apart, as 新京报. The same for
    # index and query, whatever is held: the words of a text never change with the archive.
    for name in (*WIRES, *OUTLETS):
        rjieba.add_word(name.lower(), None, None)
    return cast(Jieba, rjieba)
