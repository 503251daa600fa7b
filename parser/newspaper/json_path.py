"""A JSON document and a path in, the values there out: paperInfo[].xyList[].title.

Names between dots; `[]` after a name goes through a list, `*` through all members of an object;
an empty path is the value itself.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_STEP = re.compile(r"(?P<name>\*|[^.\[\]*\s]{1,60})(?P<each>\[\])?|\[\]")


@cache
def steps_of(path: str) -> tuple[tuple[str, bool], ...]:
    """A path taken apart: names, and whether each is gone through. Raises ValueError for none."""
    steps = []
    for part in path.split(".") if path else ():
        match = _STEP.fullmatch(part)
        if match is None:
            raise ValueError(f"no path: {path!r}")
        steps.append((match["name"] or "", match["each"] is not None or part == "[]"))
    return tuple(steps)


def values(document: Any, path: str) -> list[Any]:
    """All values at a path, in order; [] where there are none. None is no value."""
    found = [document]
    for name, each in steps_of(path):
        found = [value for one in found for value in _members(one, name)]
        if each:
            found = [value for one in found if isinstance(one, list) for value in one]
    return [value for value in found if value is not None]


def _members(value: Any, name: str) -> list[Any]:
    if not name:
        return [value]
    if not isinstance(value, dict):
        return []
    if name == "*":
        return list(value.values())
    return [value[name]] if name in value else []


def first_of(document: Any, paths: tuple[str, ...]) -> list[Any]:
    """The values at the first of several paths that has any which is not empty."""
    for path in paths:
        if found := [value for value in values(document, path) if value not in ("", [], {})]:
            return found
    return []
