"""Names and a place run together in (江渡北京, 沈知远、江渡 云州); where the place begins out."""

from __future__ import annotations

import re

from parser.byline.people import is_likely, read_names, score
from parser.vocabulary.openings import is_town
from parser.vocabulary.places import CITIES

#: A place run together with a name has at least and at most so many characters.
_SHORTEST, _LONGEST = 2, 8
#: Bits by which a place of two characters, or one that ends as places do, is the likelier.
_BONUS = 6.0
#: A name of a person ends in none of these.
_OFFICES = "市县区省镇乡旗盟村"
#: Bits that a character of a place is worth, as one of a name is.
_PLACE_BITS = 8.0


def split_place(text: str) -> int:
    """Where the place begins in 江渡北京, 江渡 北京: names before it, at the end where none is."""
    before, gap, after = text.rstrip().rpartition(" ")
    if gap and "、" not in after and (is_town(after) or not is_likely(after)):
        return len(before)
    known = known_place(text)
    if known is not None:
        return known
    if _are_people(text) and text[-1] not in _OFFICES:
        return len(text)
    return _guess_place(text, max(text.rfind("、"), text.rfind(" ")) + 1)


def known_place(text: str) -> int | None:
    """Where a place that the tables know begins, behind people or alone; None where none does."""
    for size in range(min(len(text), _LONGEST), _SHORTEST - 1, -1):
        before = text[:-size].rstrip(" ")
        if text[-size:] in CITIES and (not before or _are_people(before)):
            return len(before)
    return None


def place_behind(text: str) -> int | None:
    """The same of 江渡云川县 too, which ends as places do; None where no place is sure."""
    known = known_place(text)
    if known is not None or not is_town(text) or _are_people(text):
        return known
    at = _guess_place(text, max(text.rfind("、"), text.rfind(" ")) + 1)
    return at or None


def _guess_place(text: str, last: int) -> int:
    """The likeliest end of the name that begins at `last`, with a place no table has after it."""
    ends: dict[int, float] = {}
    for size in (2, 3, 4):
        name, place = text[last : last + size], text[last + size :]
        if _SHORTEST <= len(place) <= _LONGEST and is_likely(name):
            usual = _BONUS * (is_town(place) or len(place) == 2)
            ends[last + size] = score(name) + usual - _PLACE_BITS * len(place)
    return max(ends, key=ends.__getitem__) if ends else 0


def _are_people(text: str) -> bool:
    """Whether the text is names parted by signs, the last of them one name and no more."""
    runs = [run.strip() for run in re.split("[、,]", text) if run.strip()]
    names = [read_names(run) for run in runs]
    sizes = [sum(len(name.text.replace(" ", "")) for name in some) for some in names]
    whole = sizes == [len(run.replace(" ", "")) for run in runs]
    guessed = any(not name.certain for some in names for name in some)
    return bool(runs) and whole and not guessed and all(is_likely(n.text) for m in names for n in m)
