"""The id of a piece taken apart and made: newspaper-date[-edition]-label-number.

The number is given when a piece is first stored and stays: it is an address, not a place.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

#: The second edition of a day is 2: `jizhou-2024-04-01-2-01-01`. A label may be double: 02-03.
_ID = re.compile(
    r"(?P<newspaper>[a-z0-9][a-z0-9_]{0,31})-(?P<date>\d{4}-\d\d-\d\d)(?:-(?P<edition>[2-9]))?"
    r"-(?P<label>[^-]{1,16}(?:-[^-]{1,16})?)-(?P<number>\d{1,6})",
    re.ASCII,
)


class PieceId(NamedTuple):
    """What an id says."""

    newspaper: str
    #: As written: 2022-08-10.
    date: str
    #: 1 for the only or first edition of the day.
    edition: int
    label: str
    number: int

    @property
    def day(self) -> str:
        """The day as it stands in an address: 2022-08-10, and -2 for the second edition."""
        return self.date if self.edition == 1 else f"{self.date}-{self.edition}"

    @property
    def stem(self) -> str:
        """What the ids of the issue begin with."""
        return stem_of(self.newspaper, self.date, self.edition)


def split_id(article_id: str) -> PieceId:
    """dtrb-2022-08-10-01-03 → dtrb, 2022-08-10, 1, 01, 3. Raises ValueError for what is no id."""
    found = _ID.fullmatch(article_id)
    if found is None:
        raise ValueError(f"not the id of a piece: {article_id!r}")
    edition = int(found["edition"] or 1)
    return PieceId(found["newspaper"], found["date"], edition, found["label"], int(found["number"]))


def stem_of(newspaper: str, day: date | str, edition: int = 1) -> str:
    """dtrb, 2022-08-10 → dtrb-2022-08-10; with -2 for the second edition of the day."""
    stem = f"{newspaper}-{day if isinstance(day, str) else day.isoformat()}"
    return stem if edition == 1 else f"{stem}-{edition}"


def make_id(stem: str, label: str, number: int) -> str:
    """dtrb-2022-08-10, 01, 3 → dtrb-2022-08-10-01-03."""
    return f"{stem}-{label}-{number:02d}"


def free_number(taken: Collection[int], wanted: int = 1) -> int:
    """The number wanted where it is free, else the one after all that were given."""
    return max(taken) + 1 if wanted in taken else wanted
