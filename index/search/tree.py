"""The query tree: what is searched, apart from how it was typed and from what engine answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.request import PropertyName

#: Where a text is looked for; "any" is the whole story.
Place = Literal["any", "title"]


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must all be in the story, in any order, in any spelling that folds alike."""

    #: As typed.
    text: str
    words: tuple[str, ...]
    place: Place = "any"


@dataclass(frozen=True, slots=True)
class Exact:
    """Characters that must stand in the story in that order, as printed."""

    text: str
    place: Place = "any"


@dataclass(frozen=True, slots=True)
class Filter:
    """A property with that value."""

    property: PropertyName
    value: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """Issues from one day to another, both included; None is open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class All:
    """Every story."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No story, for a reason that the notes of the query give."""


@dataclass(frozen=True, slots=True)
class Not:
    """Every story but those of `child`."""

    child: Node


@dataclass(frozen=True, slots=True)
class And:
    """What is in all children."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What is in one child or more."""

    children: tuple[Node, ...]


Node = Term | Exact | Filter | DateRange | All | Nothing | Not | And | Or


def texts(node: Node) -> tuple[Term | Exact, ...]:
    """The terms and strings that a story is searched for; those under Not left out."""
    if isinstance(node, Term | Exact):
        return (node,)
    if isinstance(node, And | Or):
        return tuple(found for child in node.children for found in texts(child))
    return ()
