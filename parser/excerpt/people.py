"""A line in, whether it is a byline or a picture credit and nothing else."""

from __future__ import annotations

from parser.byline.people import is_likely
from parser.vocabulary import headlines as says

_LONGEST = 90


def is_byline(text: str) -> bool:
    """Whether the line names people and what they are, and says nothing more."""
    if len(text) > _LONGEST or says.NO_BYLINE.search(text):
        return False
    if says.MARKED_NAMES.match(text):
        return True
    return says.ROLE.search(text) is not None and _people_only(text.strip(says.MARKS))


def is_bare_name(text: str) -> bool:
    """Whether the line is a name alone: what stands so under a headline is its author."""
    name = "".join(text.split())
    return 2 <= len(name) <= 4 and is_likely(name)


def is_credit(text: str) -> bool:
    """Whether the line says who made a picture, and nothing more."""
    if len(text) > says.CREDIT_LENGTH:
        return False
    head = says.CREDIT_HEAD.match(text)
    if head:
        return _people_only(text[head.end() :].strip(says.MARKS))
    tail = says.CREDIT_TAIL.search(text)
    if tail is None or says.CAPTION.search(text):
        return False
    rest = text[: tail.start()].strip(says.MARKS)
    return not rest or _people_only(rest)


def _people_only(text: str) -> bool:
    words = [word for word in says.BETWEEN_PEOPLE.split(text) if word]
    return 0 < len(words) <= says.MOST_PEOPLE and all(says.PERSON.fullmatch(word) for word in words)
