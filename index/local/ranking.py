"""Matching stories in, how good each is and their order out.

A story is good where its words are rare and many for its length (BM25), where they stand in its
headline or lead, and where what was typed stands in it in one piece; of two as good, the newer one.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from index.local.columns import Ints, Postings
from index.local.selection import Selection
from index.request import Sort
from index.search.tree import And, Exact, Node, Or, Term, texts
from index.text.folding import fold
from index.text.words import cut

Scores = np.ndarray[tuple[int], np.dtype[np.float32]]

#: BM25's usual constants.
_K = 1.2
_B = 0.75
#: What it is worth that a word stands in the headline stack, in the lead; per rarity of the word.
HEAD = 1.0
LEAD = 0.3
#: What it is worth that the typed text stands in one piece; in the headline; in all the story.
WHOLE_HEAD = 1.0
WHOLE = 0.5
#: A word that is there only as part of other words weighs so much of a whole one.
PART = 0.3
#: At most so much for being new: it decides between near equals only.
FRESH = 0.05
#: Days after which a story is half as fresh.
_HALF = 365.0
#: A word in more than this part of all stories, and in more than so many, is looked for in
#: headlines only: to look for it in leads takes long and says little.
_COMMON = 0.05
_RARE = 1_000
#: Words looked at; a longer query is ranked by its first ones.
_MOST = 16


def words(tree: Node) -> tuple[str, ...]:
    """The words that a tree is ranked by."""
    each = (word for leaf in texts(tree) for word in _words(leaf))
    return tuple(dict.fromkeys(each))[:_MOST]


def scores(selection: Selection, held: Mapping[str, Postings], tree: Node, numbers: Ints) -> Scores:
    """How good each of the matching stories is; 0 and more.

    `held`: the live stories with each of `words`; without them only place and day tell.
    """
    total = np.zeros(selection.columns.size, np.float32)
    leaves = texts(tree)
    for word in words(tree):
        everywhere = not _has_or(tree)
        there = numbers if everywhere else selection.find(word, folded=True)
        _add_word(total, selection, word, held.get(word, _NOWHERE), there)
    for leaf in leaves[:_MOST]:
        if isinstance(leaf, Term) and len(leaf.words) > 1 and len(leaf.text) > 1:
            _add_whole(total, selection, fold(leaf.text))
    fresh = FRESH * _freshness(selection.columns.dates[numbers])
    return (total[numbers] + fresh).astype(np.float32)


def order(numbers: Ints, dates: Ints, scored: Scores, sort: Sort) -> Ints:
    """Places of the stories, best first; equals by day, then by place in the archive."""
    if sort == "oldest":
        return np.lexsort((numbers, dates))
    if sort == "newest":
        return np.lexsort((numbers, -dates))
    return np.lexsort((numbers, -dates, -scored))


def _words(leaf: Term | Exact) -> tuple[str, ...]:
    """What a story is searched for, and the words that jieba makes of it if they are others."""
    if isinstance(leaf, Exact):
        return (leaf.text,)
    return (*leaf.words, *(word for word in cut(fold(leaf.text)) if len(word) > 1))


def _has_or(tree: Node) -> bool:
    """Whether a story may match without one of the words."""
    return isinstance(tree, Or) or (isinstance(tree, And) and any(map(_has_or, tree.children)))


def _add_word(
    total: Scores,
    selection: Selection,
    word: str,
    held: Postings,
    there: Ints,
) -> None:
    """BM25 for whole words, a part of it for parts of words; more in the headline and lead."""
    columns = selection.columns
    stories = max(1, int(columns.live.sum()))
    documents, counts = held
    rarity = float(np.log(1 + stories / (1 + max(len(documents), 1))))
    gain = np.zeros(columns.size, np.float32)
    gain[there] = PART * rarity
    length = columns.lengths[documents] / columns.mean_length
    gain[documents] = rarity * counts * (_K + 1) / (counts + _K * (1 - _B + _B * length))
    total += gain
    total[_found(selection, word, "head")] += HEAD * rarity
    if len(documents) <= max(_RARE, _COMMON * stories):
        total[_found(selection, word, "lead")] += LEAD * rarity


def _add_whole(total: Scores, selection: Selection, typed: str) -> None:
    for place, worth in ((None, WHOLE), ("head", WHOLE_HEAD)):
        total[_found(selection, typed, place)] += worth


def _found(selection: Selection, text: str, place: str | None) -> Ints:
    places = (place,) if place else ()
    return selection.find(text, folded=True, places=places)


def _freshness(dates: Ints) -> Scores:
    """1 for the newest of the matching stories, half of it for each year before."""
    age = (dates.max(initial=0) - dates).astype(np.float32)
    fresh: Scores = np.exp2(-age / _HALF).astype(np.float32)
    return fresh


_NOWHERE = np.empty(0, np.int64), np.empty(0, np.float32)
