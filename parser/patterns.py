"""A regular expression's text in; a pattern that is compiled when it is first used, out.

Compiling every grammar costs a fifth of a second, and one page or one question needs few of them.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a compiled pattern; once one of its methods was asked for, that is its own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Only called for what is not there yet."""
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, found)
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, when it is first used. A mistake in the pattern shows only then."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
