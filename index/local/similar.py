"""The telling words of a story in, stories that share them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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


def fitting(
    columns: Columns,
    weights: Mapping[str, float],
    look_up: Callable[[Sequence[str]], Mapping[str, Postings]],
) -> dict[str, Postings]:
    """The first words that tell stories apart, with these; no more are looked up than it takes."""
    most = max(_FEW, _COMMON * int(columns.live.sum()))
    left, found = list(weights), dict[str, Postings]()
    while left and len(found) < WORDS:
        wanted, left = left[: WORDS - len(found)], left[WORDS - len(found) :]
        held = look_up(wanted)
        found |= {word: each for word, each in held.items() if len(each[0]) <= most}
    return found


def likest(
    columns: Columns,
    weights: Mapping[str, float],
    held: Mapping[str, Postings],
    story: int,
    limit: int,
) -> list[tuple[int, float]]:
    """Other stories by how much they share of the weight of the words held, 0 to 1; best first."""
    shared = np.zeros(columns.size, np.float32)
    whole = sum(weights[word] for word in held)
    for word, (numbers, _) in held.items():
        shared[numbers] += weights[word] / whole
    shared[story] = 0
    alike = np.flatnonzero(shared >= LEAST)
    best = alike[np.argsort(-shared[alike], kind="stable")[:limit]]
    return [(int(number), float(shared[number])) for number in best]
