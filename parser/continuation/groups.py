"""Pairs of things in; the groups they fall into, out: the one union-find of linking."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Things joined so far; one never joined is a group of its own."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def root(self, one: T) -> T:
        """The thing that stands for the group of this one."""
        above = self._above
        above.setdefault(one, one)
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    def join(self, first: T, second: T) -> bool:
        """Make their groups one; False where they are one already."""
        head, tail = self.root(first), self.root(second)
        self._above[tail] = head
        return head != tail
