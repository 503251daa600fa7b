"""A line in, whether it is a byline or a picture credit and nothing else."""

from __future__ import annotations

from parser.byline import credit_of
from parser.byline.people import is_likely
from parser.vocabulary import headlines as says

_LONGEST = 90


def is_byline(text: str) -> bool:
    """Whether the line names people and what they are, and says nothing more."""
    if len(text) > _LONGEST:
        return False
    if says.MARKED_NAMES.match(text):
        return True
    found = credit_of(text)
    signed = found is not None and (bool(found.names) or found.commentary)
    return found is not None and signed and found.text and not found.dated


def is_bare_name(text: str) -> bool:
    """Whether the line is a name alone: what stands so under a headline is its author."""
    name = "".join(text.split())
    return 2 <= len(name) <= 4 and is_likely(name)


def is_credit(text: str) -> bool:
    """Whether the line says who made a picture, and nothing more."""
    if len(text) > says.CREDIT_LENGTH:
        return False
    found = credit_of(text)
    return found is not None and found.picture and not found.text
