"""Lists kept between commits say what an index that is opened anew says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest

from index.local.columns import Columns, Postings
from index.local.similar import WORDS, fitting, likest
from index.local.stamp import Tie
from index.local.whoosh_lists import PostingLists
from index.local.whoosh_words import WordIndex

WORDS_USED = ("秋收", "麦田", "水库", "灯火", "渡口", "账本", "集市")


def commit(words: WordIndex, tie: Tie, rnd: Random, new: range, held: set[int]) -> Tie:
    """Take up new stories, and drop a few."""
    writer = words.writer(lambda: tie)
    assert writer is not None
    gone = rnd.sample(sorted(held), len(held) // 7)
    writer.remove(gone)
    held.difference_update(gone)
    for number in new:
        writer.add(number, Counter(rnd.choices(WORDS_USED, k=4)))
        held.add(number)
    now = writer.commit()
    writer.release()
    return now


def told(words: WordIndex, tie: Tie) -> dict[str, dict[int, float]]:
    """Every word with its stories and counts."""
    lists = words.postings([*WORDS_USED, "不见"], lambda: tie)
    for numbers, _ in lists.values():
        assert len(set(numbers.tolist())) == len(numbers)
    return {
        word: dict(zip(*(part.tolist() for part in found), strict=True))
        for word, found in lists.items()
    }


@pytest.mark.parametrize("most", [1, 60, 2_000_000])
def test_lists_are_those_of_an_index_opened_anew(tmp_path: Path, most: int) -> None:
    """After commits, merges and removals nothing old is told, however little is kept."""
    rnd, held = Random(most), set[int]()
    kept = WordIndex(tmp_path)
    kept._lists = PostingLists(most)
    with kept.making() as tie:
        pass
    for step in range(24):
        tie = commit(kept, tie, rnd, range(step * 9, step * 9 + 9), held)
        anew = WordIndex(tmp_path)
        answer = told(kept, tie)
        assert answer == told(anew, tie)
        assert set().union(*answer.values()) == held
        anew.close()
    kept.close()


def test_no_more_words_are_looked_up_than_it_takes() -> None:
    """Words in too many stories are passed over; the first ones that tell are enough."""
    numbers = np.arange(100)
    columns = Columns(1, np.ones(100, np.bool_), numbers, numbers, {})
    weights = {f"词{n}": float(90 - n) for n in range(2 * WORDS)}
    asked: list[str] = []

    def look_up(words: Sequence[str]) -> dict[str, Postings]:
        asked.extend(words)
        return {
            word: (numbers[: 60 if int(word[1:]) < 3 else 2], np.ones(1, np.float32))
            for word in words
        }

    held = fitting(columns, weights, look_up)
    assert list(held) == list(weights)[3 : 3 + WORDS]
    assert asked == list(weights)[: 3 + WORDS]
    ((other, share),) = likest(columns, weights, held, 1, 5)
    assert other == 0
    assert share == pytest.approx(1.0)
