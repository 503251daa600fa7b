"""The lines of a headline stack in, column name, kicker, headline and subheadline out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parser.vocabulary import headlines as says

_LOOSE = re.compile(r"[\s·•・【】〔〕［］\[\]〖〗（）()“”《》]+")


@dataclass(frozen=True, slots=True)
class Stack:
    """A headline stack as read."""

    column_name: str | None = None
    kicker: str | None = None
    headline: str | None = None
    subheadline: str | None = None


def read_stack(lines: Sequence[str], columns: Sequence[str]) -> Stack:
    """What each line of a stack is, by its words alone: there are no type sizes left.

    Several lines of one kind are put together with a space.
    """
    known = {_loose(name) for name in columns}
    tags = [line for line in lines if _is_column(line, known)]
    rest = [line for line in lines if line not in tags]
    below = [line for line in rest if says.SUBHEADLINE_START.match(line)]
    if len(below) == len(rest):
        below = below[1:]  # no line but such lines: the first is the headline
    rest = [line for line in rest if line not in below]
    above: list[str] = []
    while len(rest) > 1 and says.KICKER_END.search(rest[0]):
        above.append(rest.pop(0))
    return Stack(
        column_name=" ".join(tags) or None,
        kicker=" ".join(above) or None,
        headline=rest[0] if rest else None,
        subheadline=" ".join(rest[1:] + below) or None,
    )


def _is_column(line: str, known: set[str]) -> bool:
    if _loose(line) in known:
        return True
    match = says.COLUMN.match(line)
    if match is None or says.SUBHEADLINE_START.match(line):
        return False
    bracketed = match["bracketed"]
    return not (bracketed and says.NO_COLUMN.search(bracketed))


def has_signal(lines: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether a line says by its words that a headline stack stands here."""
    known = {_loose(name) for name in columns}
    last = len(lines) - 1
    return any(
        (last and _is_column(line, known))
        or says.TAGGED.match(line)
        or (index < last and says.KICKER_END.search(line))
        or (index > 0 and says.SUBHEADLINE_START.match(line))
        for index, line in enumerate(lines)
    )


def _loose(text: str) -> str:
    return _LOOSE.sub("", text)
