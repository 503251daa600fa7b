"""A data folder in, the search engine of its archive out: who alone knows which there are."""

from __future__ import annotations

from index.local.engine import LocalEngine
from index.search.engine import Engine
from index.store.database import Store


def open_engine(store: Store, *, heal: bool = False) -> Engine:
    """The engine of an archive; `heal`: it mends itself beside the searches.

    Raises ArchiveBusy, ArchiveNotWritable.
    """
    return LocalEngine(store, heal=heal)
