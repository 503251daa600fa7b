"""What filters, facets and sorting need of every story, as arrays in memory: one entry a story.

Loaded from the archive in one go (100,000 stories: under half a second) and again when it changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection

from index.request import PROPERTIES, PropertyName

Ints = np.ndarray[tuple[int], np.dtype[np.int64]]
#: One truth value for each place; places are story numbers.
Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]
#: How often a word stands in each of some stories.
Counts = np.ndarray[tuple[int], np.dtype[np.float32]]
#: The stories with a word, and how often, side by side.
Postings = tuple[Ints, Counts]


@dataclass(frozen=True, slots=True)
class Values:
    """One property of the stories: its distinct values, and which story has which of them."""

    names: tuple[str, ...]
    #: Story numbers and value numbers side by side; a story may have several values or none.
    stories: Ints
    values: Ints

    def having(self, chosen: Iterable[int], size: int) -> Mask:
        """The stories that have one of the chosen values."""
        wanted = np.zeros(len(self.names) + 1, np.bool_)
        wanted[list(chosen)] = True
        mask = np.zeros(size, np.bool_)
        mask[self.stories[wanted[self.values]]] = True
        return mask

    def count(self, mask: Mask) -> Ints:
        """How many of the masked stories have each value."""
        return np.bincount(self.values[mask[self.stories]], minlength=len(self.names))


@dataclass(frozen=True, slots=True)
class Columns:
    """All stories of one state of the archive; every mask is as long as the highest number + 1."""

    generation: int
    live: Mask
    #: Days since 0001-01-01; 0 where there is no story of that number.
    dates: Ints
    #: Characters; 0 where there is no story of that number.
    lengths: Ints
    #: In the order of PROPERTIES.
    values: Mapping[PropertyName, Values]

    @property
    def mean_length(self) -> float:
        """Characters of a story, on average; 1 where there is none."""
        return max(1.0, float(self.lengths.sum()) / max(1, int(self.live.sum())))

    @property
    def size(self) -> int:
        """Length of every mask."""
        return len(self.live)


def generation(connection: Connection) -> int:
    """A number that grows with every change of the archive."""
    found = connection.exec_driver_sql("SELECT value FROM state WHERE name = 'generation'").scalar()
    return int(found or 0)


def load(connection: Connection) -> Columns:
    """Read the columns of all stories."""
    now = generation(connection)
    names = ", ".join(each.column for each in PROPERTIES)
    listed = connection.exec_driver_sql(f"SELECT number, date, length, {names} FROM stories")
    rows = listed.fetchall()
    numbers = np.array([row[0] for row in rows], np.int64)
    size = int(numbers.max(initial=0)) + 1
    live = np.zeros(size, np.bool_)
    live[numbers] = True
    dates = np.zeros(size, np.int64)
    ordinals = {day: date.fromisoformat(day).toordinal() for day in {row[1] for row in rows}}
    dates[numbers] = [ordinals[row[1]] for row in rows]
    lengths = np.zeros(size, np.int64)
    lengths[numbers] = [row[2] for row in rows]
    values: dict[PropertyName, Values] = {}
    for at, each in enumerate(PROPERTIES, 3):
        held = [row[at] for row in rows]
        values[each.name] = _several(numbers, held) if each.many else _single(numbers, held)
    return Columns(now, live, dates, lengths, values)


def _single(numbers: Ints, values: Sequence[str]) -> Values:
    names = {name: place for place, name in enumerate(dict.fromkeys(values))}
    return Values(tuple(names), numbers, np.array([names[v] for v in values], np.int64))


def _several(numbers: Ints, lists: Sequence[str]) -> Values:
    """JSON lists, each of the different ones parsed once, → the pairs of story and value."""
    different = list(dict.fromkeys(lists))
    each = dict(zip(different, json.loads(f"[{','.join(different)}]"), strict=True))
    parsed: list[list[str]] = [each[raw] for raw in lists]
    flat = [value for values in parsed for value in values]
    lengths = np.array([len(values) for values in parsed], np.int64)
    names = {name: place for place, name in enumerate(dict.fromkeys(flat))}
    places = np.array([names[value] for value in flat], np.int64)
    return Values(tuple(names), np.repeat(numbers, lengths), places)
