"""Issues in; an archive that can be browsed and searched out.

The one place that knows the database and the engines.
"""

from index.archive import Archive
from index.store.backup import restore as bring_back

__all__ = ["Archive", "bring_back"]
