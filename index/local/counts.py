"""A story's segments in, its words with their counts out: what the word index takes up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from index.store.documents import HEAD_FIELDS, Segment
from index.text.folding import fold
from index.text.words import has_letters, split


def count_words(segments: Iterable[Segment]) -> Counter[str]:
    """A story's segments → its words of two characters or more, counted; its headline twice."""
    texts = []
    for segment in segments:
        texts.append(segment.text)
        if segment.field in HEAD_FIELDS:
            texts.append(segment.text)
    # Counted first: to look at each different word once is half the work.
    counts = Counter(split(fold("\n".join(texts))))
    for word in [word for word in counts if len(word) < 2 or not has_letters(word)]:
        del counts[word]
    return counts
