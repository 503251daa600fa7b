"""Captures in, where a reading comes from out: when it was captured, and a digest of its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a reading comes from."""

    #: When the newest of its pages was captured; None where nothing says.
    captured_at: datetime | None = None
    #: SHA-256 of the bytes that were read, in hexadecimal; None where they were not at hand.
    input: str | None = None
    #: Version of the program that read them; None: this one.
    parser: str | None = None


#: Nothing is known of it.
NOWHERE = Provenance()


@dataclass(frozen=True, slots=True)
class Seen:
    """A capture whose bytes were read, without them."""

    #: Its name and, where it has one, its URL: what pages and pieces tell as their source.
    names: frozenset[str]
    digest: bytes
    captured_at: datetime | None = None


def seen(names: Iterable[str | None], body: bytes, captured_at: datetime | None = None) -> Seen:
    """Note a capture before its bytes are let go."""
    known = frozenset(name for name in names if name)
    return Seen(known, hashlib.sha256(body).digest(), captured_at)


def together(captures: Iterable[Seen]) -> Provenance:
    """The provenance of what was read from all of them, whatever their order."""
    held = list(captures)
    if not held:
        return NOWHERE
    times = [one.captured_at for one in held if one.captured_at]
    whole = hashlib.sha256(b"".join(sorted({one.digest for one in held})))
    return Provenance(max(times, default=None), whole.hexdigest())
