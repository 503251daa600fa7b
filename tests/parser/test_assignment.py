"""The best set of pairs as a whole: against every other set, on small tables, and in time."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.assignment import Gains, best_places
from parser.continuation.groups import Groups


def total(gains: Gains, places: list[tuple[int, int]]) -> float:
    return sum(gains[row][column] for row, column in places)


def best_of_all(gains: Gains) -> float:
    """By trying every way."""
    rows, columns = len(gains), len(gains[0])
    if rows > columns:
        return best_of_all([list(column) for column in zip(*gains, strict=True)])
    return max(
        sum(gains[row][column] for row, column in enumerate(chosen))
        for chosen in permutations(range(columns), rows)
    )


tables = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.floats(0, 30), min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


@given(tables)
def test_no_other_set_is_better(gains: list[list[float]]) -> None:
    """Each row and column once, as many as there can be, and the greatest sum."""
    places = best_places(gains)

    assert len(places) == min(len(gains), len(gains[0]))
    assert len({row for row, _ in places}) == len({column for _, column in places}) == len(places)
    assert total(gains, places) == pytest.approx(best_of_all(gains))


def test_nothing_to_place() -> None:
    """An empty table has no places."""
    assert best_places([]) == best_places([[]]) == []


def test_a_hundred_by_a_hundred_is_no_matter() -> None:
    """A hundred jump lines either way, every pair able: all are placed, better than by turns."""
    rng = random.Random(5)
    gains = [[rng.random() for _ in range(100)] for _ in range(100)]

    places = best_places(gains)

    assert len(places) == 100
    assert total(gains, places) > sum(gains[at][at] for at in range(100))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_groups_are_those_of_a_search(pairs: list[tuple[int, int]]) -> None:
    """Two things are in one group where a way of pairs leads from one to the other."""
    groups: Groups[int] = Groups()
    for first, second in pairs:
        groups.join(first, second)
    reached = {one: {one} for one in range(10)}
    for _ in range(10):
        for first, second in pairs:
            both = reached[first] | reached[second]
            for one in both:
                reached[one] = reached[one] | both

    for one in range(10):
        assert {other for other in range(10) if groups.root(other) == groups.root(one)} == reached[
            one
        ]
