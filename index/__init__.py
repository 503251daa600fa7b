"""Issues in; an archive that can be browsed and searched out.

The one place that knows the database and the engines. The archive is loaded when it is first asked
for: commands that need none start without it.
"""

from typing import TYPE_CHECKING, Any

from index.request import Search

if TYPE_CHECKING:
    from index.archive import Archive
    from index.store.backup import restore as bring_back

__all__ = ["Archive", "Search", "bring_back"]


def __getattr__(name: str) -> Any:
    if name == "Archive":
        from index.archive import Archive

        return Archive
    if name == "bring_back":
        from index.store.backup import restore

        return restore
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
