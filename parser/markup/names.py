"""What a page prints of tags, ids and classes in, the names of its index out.

The pages of a newspaper share them: each is taken apart once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_OPENING = re.compile(rb"<([A-Za-z][A-Za-z0-9:_.-]{0,99})")
#: What the parser puts in where a page leaves it out.
_IMPLIED = ("html", "head", "body", "p")


def tags_in(page: bytes) -> frozenset[str]:
    """All tags of a page (UTF-8) and maybe more: those in its comments and scripts."""
    return _tags(frozenset(_OPENING.findall(page)))


@lru_cache(maxsize=1024)
def _tags(printed: frozenset[bytes]) -> frozenset[str]:
    """Tags as the index has them, and those that the parser puts in."""
    return frozenset((*_IMPLIED, *(tag.decode().lower() for tag in printed)))


def names_of(attribute: str, value: str) -> Iterable[str]:
    """The names in the index that an id or a list of classes stands for, each once."""
    if attribute == "class":
        return dict.fromkeys(classes_of(value))
    return (id_of(value),) if value else ()


@lru_cache(maxsize=1024)
def shared(names: frozenset[str]) -> frozenset[str]:
    """The first of equal sets: what is looked up by a set is then found by identity."""
    return names


@lru_cache(maxsize=4096)
def id_of(name: str) -> str:
    """An id as the index has it; all pages of a newspaper share theirs."""
    return "#" + name.strip().lower()


@lru_cache(maxsize=4096)
def classes_of(names: str) -> tuple[str, ...]:
    """The classes of an element as the index has them."""
    return tuple("." + name for name in names.lower().split())
