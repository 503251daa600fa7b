"""A story in, stories that share its rare words out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from index.local.columns import Columns, Postings
from index.store.documents import Segment
from index.text.words import STOP_WORDS

#: Words of a story that stand for it.
WORDS = 25
#: Of these, a story must share so much of their weight to be like it.
LEAST = 0.18
#: A word in more than this part of all stories says nothing.
_COMMON = 0.25


def telling_words(counts: Counter[str], most: int) -> list[str]:
    """The words that may stand for a story, the most frequent first."""
    fit = ((count, word) for word, count in counts.items() if word not in STOP_WORDS)
    return [word for _, word in sorted(fit, reverse=True)[:most]]


def weigh(
    columns: Columns, counts: Counter[str], postings: Mapping[str, Postings]
) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """For each story, how much it shares of the weight of these words: 0 to 1."""
    stories = max(1, int(columns.live.sum()))
    weights = {
        word: min(counts[word], 5) * float(np.log((stories + 1) / len(found)))
        for word, (found, _) in postings.items()
        if 1 < len(found) <= max(2, _COMMON * stories)
    }
    chosen = sorted(weights, key=lambda word: weights[word], reverse=True)[:WORDS]
    shared = np.zeros(columns.size, np.float32)
    whole = sum(weights[word] for word in chosen)
    for word in chosen:
        found = postings[word][0]
        shared[found] += weights[word] / whole
    return shared


def body(segments: Sequence[Segment]) -> list[Segment]:
    """What a story is compared by: by-lines and column names would bring the same people."""
    return [segment for segment in segments if segment.field not in ("byline", "column_name")]
