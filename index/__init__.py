"""Issues in; an archive that can be browsed and searched out.

The one place that knows the database and the engines.
"""

from index.archive import Archive

__all__ = ["Archive"]
