"""What a search engine must do: the line between the archive and whatever finds and ranks words.

An engine takes up stories by number and answers query trees. `local_engine` is the first: exact
phrases in the archive's own database select, a word index ranks. Nothing above this line knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.results import Sort
from index.search.facets import Facets
from index.search.tree import Node
from index.words.word_index import Writer


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
