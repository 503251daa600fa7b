"""What a probe finds, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from parser.newspaper import Newspaper

Kind = Literal["page view", "article", "JSON"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a page: what it holds, and the selector or rule that gave it."""

    name: str
    #: The beginning of what was found, on one line; None where nothing was.
    sample: str | None
    #: The selector, property, mark or rule; None where nothing was found.
    rule: str | None
    #: Whether a page of its kind is of use without it.
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Probe:
    """How one page is read."""

    #: File or address.
    name: str
    kind: Kind
    #: None where nothing tells whose it is.
    newspaper: Newspaper | None
    #: What told it, and what was read there.
    sign: str | None
    notes: tuple[str, ...]
    #: Code and name of the template family, and what told it; None for none that is known.
    family: str | None
    family_by: str | None
    day: date | None
    fields: tuple[Field, ...]
    #: What would be needed to read it whole.
    needs: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether newspaper, day and every needed field are there."""
        return not self.needs
