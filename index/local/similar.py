"""The telling words of a story in, stories that share them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.local.columns import Columns, Postings
from index.store.documents import HEAD_FIELDS, Segment

#: Words of a story that stand for it.
WORDS = 25
#: Of these, a story must share so much of their weight to be like it: of 10,000 real stories one in
#: a hundred shares as much with another by chance.
LEAST = 0.3
#: A word in more than this part of all stories, and in more than a few, says nothing here.
_COMMON = 0.25
_FEW = 2


def body(segments: Sequence[Segment]) -> str:
    """What a story is compared by: by-lines and column names would bring the same people."""
    texts: list[str] = []
    for segment in segments:
        if segment.field in HEAD_FIELDS:
            # What a headline says is said twice.
            texts.append(segment.text)
        if segment.field not in ("byline", "column_name"):
            texts.append(segment.text)
    return "\n".join(texts)


def weigh(
    columns: Columns, weights: Mapping[str, float], postings: Mapping[str, Postings]
) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """For each story, how much it shares of the weight of these words: 0 to 1."""
    stories = int(columns.live.sum())
    fit = [
        word
        for word in weights
        if word in postings and len(postings[word][0]) <= max(_FEW, _COMMON * stories)
    ][:WORDS]
    shared = np.zeros(columns.size, np.float32)
    whole = sum(weights[word] for word in fit)
    for word in fit:
        shared[postings[word][0]] += weights[word] / whole
    return shared
