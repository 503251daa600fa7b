"""A text in, the words that tell it from others out: TF-IDF by jieba.analyse, cut by rjieba."""

from __future__ import annotations

import copy
import warnings
from functools import cache
from itertools import islice
from typing import Any

from index.text.folding import fold
from index.text.words import STOP_WORDS, has_letters, split


def telling_words(text: str, most: int) -> dict[str, float]:
    """The most telling words of a text with their weights, the heaviest first.

    How common a word is in Chinese at large stands in jieba's table; a word that is not in it
    counts as one of middling rarity.
    """
    weighed = _analyser().extract_tags(fold(text), topK=None, withWeight=True)
    fit = (pair for pair in weighed if pair[0] not in STOP_WORDS and has_letters(pair[0]))
    return dict(islice(fit, most))


class _Cutter:
    """Stands where jieba has its own cutter, which is slower and needs its own dictionary."""

    def cut(self, text: str) -> list[str]:
        """A folded text in jieba's pieces."""
        return split(text)


@cache
def _analyser() -> Any:
    # Its table of rarity takes most of a second to load: not before stories are compared.
    with warnings.catch_warnings():
        # jieba leaves the file of its table open.
        warnings.simplefilter("ignore")
        from jieba import analyse

    made = copy.copy(analyse.default_tfidf)
    made.tokenizer = _Cutter()
    return made
