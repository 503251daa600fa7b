"""What a word index must do, and which there are: the line behind which Whoosh can be exchanged.

A word index says how often words stand in stories. What a story contains is decided elsewhere,
exactly; here is only how much it is about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from index.store.columns import Ints
from index.store.documents import Segment
from index.words.counts import Counts

#: Name → where it is. The first is what a new archive gets; `banmian reindex --words` changes it.
WORD_INDEXES = {
    "whoosh": ("index.words.whoosh_words", "WhooshWords"),
    "fts5": ("index.words.fts_words", "FtsWords"),
}
DEFAULT = next(iter(WORD_INDEXES))


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


class WordIndex(Protocol):
    """The words of one archive. Safe to use from several threads."""

    def is_there(self) -> bool:
        """Whether there is an index that this program made for this archive."""

    def make(self) -> None:
        """Begin with an empty index, in place of whatever is there."""

    def writer(self) -> Writer | None:
        """A writer; None where another process or thread has it."""

    def postings(self, words: Iterable[str]) -> dict[str, tuple[Ints, Counts]]:
        """Each word → the numbers of the stories with it as a whole word, and how often."""

    def discard(self) -> None:
        """Take it off the disk."""

    def close(self) -> None:
        """Give back what is held open."""


def word_index(name: str, folder: Path, stamp: str, *, writable: bool = True) -> WordIndex:
    """The word index of that name in a data folder; only the one that is used is imported.

    `stamp` ties it to its archive. Raises KeyError for a name there is not.
    """
    module, kind = WORD_INDEXES[name]
    made = getattr(import_module(module), kind)(folder, stamp, writable=writable)
    return cast(WordIndex, made)


def discard_others(name: str, folder: Path) -> None:
    """Take the word indexes of other names off the disk."""
    for other in WORD_INDEXES:
        if other != name:
            word_index(other, folder, "").discard()
