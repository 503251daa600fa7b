"""What a search engine must do: the line between the archive and whatever finds and ranks words.

An engine takes up stories by number and answers query trees. `index/local_engine.py` is the first:
exact phrases in the archive's own database select, a word index (`index/word_index.py`) ranks.
Nothing above this line knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.documents import Segment
from index.facets import Facets
from index.results import Sort
from index.tree import Node


@dataclass(frozen=True, slots=True)
class Found:
    """An engine's answer: which stories, in what order, and what they are."""

    #: Exact, always.
    total: int
    #: Story numbers of the page asked for, best first, each with its score.
    stories: tuple[tuple[int, float], ...]
    facets: Facets
    #: The tree as it was searched, which may differ from the one asked for.
    tree: Node
    #: What a person should know about that, in plain words.
    notes: tuple[str, ...] = ()


class Writer(Protocol):
    """Takes stories up and drops them; nothing is found or lost before `commit`."""

    @property
    def is_full(self) -> bool:
        """Whether it holds as much as one commit should; what it takes of memory grows with it."""

    def add(self, number: int, segments: Iterable[Segment]) -> None:
        """Take up a story; one that is there already stays as it is."""

    def remove(self, numbers: Iterable[int]) -> None:
        """Drop stories; those that are not there are no error."""

    def commit(self) -> None:
        """Make it all visible and lasting; the writer is done."""

    def cancel(self) -> None:
        """Forget it all; the writer is done."""


class Engine(Protocol):
    """A search engine over the stories of one archive."""

    def writer(self) -> Writer | None:
        """A writer; None where there is one at work already, here or in another process."""

    def search(
        self,
        tree: Node,
        *,
        filters: Sequence[Node] = (),
        sort: Sort = "relevance",
        facets: bool = True,
        limit: int = 10,
        offset: int = 0,
    ) -> Found:
        """The stories for which the tree and every filter hold. Raises TimeoutError."""
