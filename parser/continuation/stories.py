"""Links between parts in; the stories they make out, without rings and each part in one story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from parser.continuation.groups import Groups
from parser.continuation.parts import Part
from parser.model import Story

#: How two parts belong together: the tail goes on, or gives the whole again, or the whole's end.
LinkKind = Literal["cut", "repeated", "block"]


@dataclass(frozen=True, slots=True)
class Link:
    """Two parts, by their place in the issue."""

    head: int
    tail: int
    kind: LinkKind


class Links:
    """The links taken so far."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._taken: dict[tuple[int, int], Link] = {}
        self._joined: Groups[int] = Groups()

    def add(self, link: Link) -> bool:
        """Take the link; False where the two are already joined by others, as in a ring."""
        if (link.head, link.tail) in self._taken:
            return True
        if not self._joined.join(link.head, link.tail):
            return False
        self._taken[link.head, link.tail] = link
        return True

    def joined(self, first: int, second: int) -> bool:
        """Whether two parts are in one story already."""
        return self._joined.root(first) == self._joined.root(second)

    def stories(self) -> tuple[Story, ...]:
        """Stories of more than one part, in the order of their first parts."""
        following: defaultdict[int, list[int]] = defaultdict(list)
        for head, tail in self._taken:
            following[head].append(tail)
        tails = {tail for _, tail in self._taken}
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for start in sorted(following.keys() - tails):
            groups[self._joined.root(start)] += _walk(start, following)
        stories = [self._story(list(dict.fromkeys(group))) for group in groups.values()]
        return tuple(stories)

    def _story(self, order: list[int]) -> Story:
        parts = [self._parts[at] for at in order]
        return Story(
            id=parts[0].article.id,
            parts=tuple(part.article.id for part in parts),
            pages=tuple(dict.fromkeys(part.page for part in parts)),
        )


def _walk(start: int, following: dict[int, list[int]]) -> list[int]:
    """The parts reached from one, each before those that go on from it, in the issue's order."""
    found: list[int] = []
    stack = [start]
    while stack:
        at = stack.pop()
        if at not in found:
            found.append(at)
            stack += sorted(following.get(at, ()), reverse=True)
    return found
