"""What a search engine must do: the line between the archive and whatever finds and ranks.

An engine is told of stories in the transaction that stores them, and answers query trees. Nothing
above this line knows which engine there is, nor how it finds strings and words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from sqlalchemy import Connection

from index.request import Sort
from index.results import FacetValue
from index.search.tree import Node
from index.store.documents import Document

#: A search that takes longer is given up.
SECONDS = 5.0
TOO_LONG = f"{SECONDS:.0f} 秒内没有完成，已停止"

#: Lengths of time in which stories are counted.
Period = Literal["year", "month", "day"]
Progress = Callable[[int], object]
#: Facet → its values, as `index.results.Results` has them.
Facets = tuple[tuple[str, tuple[FacetValue, ...]], ...]


@dataclass(frozen=True, slots=True)
class RankedStories:
    """An engine's answer to a search: which stories, in what order, and what they are."""

    #: Exact, always.
    total: int
    #: Story numbers of the page asked for, best first, each with its score.
    stories: tuple[tuple[int, float], ...]
    facets: Facets
    #: The tree as it was searched, which may differ from the one asked for.
    tree: Node
    #: What a person should know about that, in plain words.
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """How many stories of each period match, and how many there are; periods as 2022-08."""

    hits: Mapping[str, int]
    stories: Mapping[str, int]
    #: As in `RankedStories`.
    tree: Node
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineState:
    """How an engine is."""

    #: Stories that it has still to take up or to drop.
    behind: int
    #: In one line, what keeps it from ranking as it should, and what to do; None where all is well.
    problem: str | None = None


class Engine(Protocol):
    """A search engine over the stories of one archive. Safe to use from several threads.

    Every question raises TimeoutError after SECONDS.
    """

    def record(
        self, connection: Connection, new: Mapping[int, Document], gone: Sequence[int]
    ) -> None:
        """Stories that are stored and removed, in the transaction that does it."""

    def catch_up(self, *, seconds: float | None = None) -> None:
        """Take up what was recorded; in `seconds` at most, with what is done kept."""

    def rebuild(self, progress: Progress = ...) -> int:
        """Begin anew from the archive's texts → how many stories. Raises ArchiveBusy."""

    def faults(self, progress: Progress = ...) -> list[str]:
        """Everything read again: what it holds that is not of the archive's texts, a line each."""

    def state(self) -> EngineState:
        """What it lags behind and what is wrong with it."""

    def search(
        self,
        tree: Node,
        *,
        filters: Sequence[Node] = (),
        sort: Sort = "relevance",
        facets: bool = True,
        limit: int = 10,
        offset: int = 0,
    ) -> RankedStories:
        """The stories for which the tree and every filter hold."""

    def matching(self, tree: Node, filters: Sequence[Node] = ()) -> Iterator[int]:
        """The numbers of all those stories, ascending: for work that needs no order."""

    def trend(self, tree: Node, filters: Sequence[Node], by: Period) -> PeriodCounts:
        """How many stories of each period match, beside those for which the filters hold."""

    def similar(self, story: int, limit: int) -> Sequence[tuple[int, float]]:
        """Stories that share the telling words of one, the likest first, each with its share."""

    def close(self) -> None:
        """Give back what is held open."""
