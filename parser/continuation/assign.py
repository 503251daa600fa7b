"""Weighed pairs in; the ones that hold out: all at once, and only where nothing comes close."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from parser.assignment import best_places
from parser.continuation.candidates import Edge
from parser.continuation.groups import Groups

#: A pair that may be is better than none, however little speaks for it.
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Choice:
    """What became of the ends: pairs taken, and ends left to the editor with their candidates."""

    taken: tuple[Edge, ...]
    #: Heads and tails by their place, each with the pairs between which nothing decides.
    open_heads: dict[int, tuple[Edge, ...]] = field(default_factory=dict)
    open_tails: dict[int, tuple[Edge, ...]] = field(default_factory=dict)


def choose(edges: Sequence[Edge]) -> Choice:
    """The best set of pairs as a whole, less those with a rival within the margin."""
    able = [edge for edge in edges if edge.score > edge.floor]
    best = [edge for group in _groups(able) for edge in _assign(group)]
    table = _Table(able, best)
    rivals = {edge: table.rivals(edge) for edge in best}
    taken = tuple(edge for edge in best if not rivals[edge])
    return _with_open_ends(taken, rivals)


def _groups(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The edges in groups that share no end with each other."""
    joined: Groups[tuple[str, int]] = Groups()
    for edge in edges:
        joined.join(("tail", edge.tail), ("head", edge.head))
    groups: defaultdict[tuple[str, int], list[Edge]] = defaultdict(list)
    for edge in edges:
        groups[joined.root(("head", edge.head))].append(edge)
    return list(groups.values())


def _assign(group: list[Edge]) -> list[Edge]:
    """The pairs of one group with the greatest sum; an end may stay alone."""
    heads = sorted({edge.head for edge in group})
    tails = sorted({edge.tail for edge in group})
    if len(heads) == 1 or len(tails) == 1:
        return [max(group, key=lambda edge: (edge.score, -edge.head, -edge.tail))]
    held = {(edge.head, edge.tail): edge for edge in group}
    gains = [
        [max(held[head, tail].score, _LEAST) if (head, tail) in held else 0.0 for tail in tails]
        for head in heads
    ]
    places = ((heads[row], tails[column]) for row, column in best_places(gains))
    return [held[place] for place in places if place in held]


class _Table:
    """The pairs that may be, by their ends, and who holds each end in the best set."""

    def __init__(self, able: Sequence[Edge], best: Sequence[Edge]) -> None:
        self._pairs = {(edge.head, edge.tail): edge for edge in able}
        self._of_head: defaultdict[int, list[Edge]] = defaultdict(list)
        self._of_tail: defaultdict[int, list[Edge]] = defaultdict(list)
        for edge in able:
            self._of_head[edge.head].append(edge)
            self._of_tail[edge.tail].append(edge)
        self._holds_head = {edge.head: edge for edge in best}
        self._holds_tail = {edge.tail: edge for edge in best}

    def rivals(self, edge: Edge) -> tuple[Edge, ...]:
        """The pairs that could stand in this one's place at almost no loss to the whole."""
        found = [
            other
            for other in self._of_head[edge.head]
            if other.tail != edge.tail
            and self._loss(edge, other, self._holds_tail.get(other.tail)) < edge.margin
        ]
        found += [
            other
            for other in self._of_tail[edge.tail]
            if other.head != edge.head
            and self._loss(edge, other, self._holds_head.get(other.head)) < edge.margin
        ]
        return tuple(found)

    def _loss(self, edge: Edge, other: Edge, holder: Edge | None) -> float:
        """What the whole loses when `other` takes the place of `edge` and its holder gives way."""
        if holder is None:
            return edge.score - other.score
        left = (holder.head, edge.tail) if other.head == edge.head else (edge.head, holder.tail)
        instead = self._pairs.get(left)
        return edge.score + holder.score - other.score - (instead.score if instead else 0.0)


def _with_open_ends(taken: tuple[Edge, ...], rivals: dict[Edge, tuple[Edge, ...]]) -> Choice:
    """The choice with every end that lost to nothing but doubt, and the pairs in doubt."""
    heads: defaultdict[int, set[Edge]] = defaultdict(set)
    tails: defaultdict[int, set[Edge]] = defaultdict(set)
    for edge, others in rivals.items():
        for one in (edge, *others) if others else ():
            heads[one.head].add(one)
            tails[one.tail].add(one)
    sure_heads = {edge.head for edge in taken}
    sure_tails = {edge.tail for edge in taken}
    return Choice(taken, _settled(heads, sure_heads), _settled(tails, sure_tails))


def _settled(ends: dict[int, set[Edge]], sure: set[int]) -> dict[int, tuple[Edge, ...]]:
    return {
        end: tuple(sorted(found, key=lambda one: (-one.score, one.head, one.tail)))
        for end, found in sorted(ends.items())
        if end not in sure
    }
