"""Issues as they were read, one after another, in little room: what history is made of.

The newest reading is what the other tables hold; each older one is kept as Issue JSON compressed
against the one that followed it, so that a changed sentence costs some hundred bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from typing import Any

import msgspec
import zstandard
from sqlalchemy import Connection, Row, insert, select, update

from index.results import ReadingSummary
from index.store import records, tables
from index.store.seals import seal, sealed
from parser.errors import ArchiveError, BanmianError, NotHeld
from parser.issue_json import RENAMED, issue_from_json
from parser.model import Issue
from parser.provenance import Provenance

_TABLE = tables.readings
#: Of so many readings one stands alone, so that none needs more than so many to be read.
_CHAIN = 16
_LEVEL = 12


def canonical(issue: Issue) -> bytes:
    """Issue JSON without what is absent, keys sorted: equal issues give equal bytes.

    A field that a later version adds and an issue lacks changes nothing.
    """
    return msgspec.json.encode(_present(issue), order="sorted")


def digest(issue: Issue) -> str:
    """SHA-256 of the issue, in hexadecimal."""
    return hashlib.sha256(canonical(issue)).hexdigest()


def note(connection: Connection, issue: int, read: Issue, origin: Provenance) -> int:
    """A line for the reading that the other tables hold, or are to hold → its number."""
    row = {
        "issue": issue,
        "captured_at": _naive(origin.captured_at),
        "stored_at": _naive(datetime.now(UTC)),
        "parser": origin.parser or program(),
        "input": origin.input,
        "digest": digest(read),
        "base": None,
        "body": None,
    }
    done = connection.execute(insert(_TABLE), sealed(_TABLE, row))
    assert done.inserted_primary_key is not None
    return int(done.inserted_primary_key[0])


def follow(
    connection: Connection, issue: int, held: Issue, read: Issue, origin: Provenance
) -> None:
    """Keep the issue as it is held, for `read` takes its place."""
    rows = _rows(connection, issue)
    number = note(connection, issue, read, origin)
    base = None if len(rows) % _CHAIN == 0 else number
    against = None if base is None else canonical(read)
    row = dict(rows[-1]._mapping) | {"base": base, "body": _packed(canonical(held), against)}
    row["seal"] = seal(_TABLE, row)
    connection.execute(update(_TABLE).where(_TABLE.c.number == row["number"]), row)


def history(connection: Connection, issue: int) -> tuple[ReadingSummary, ...]:
    """The readings of an issue, oldest first."""
    return tuple(
        ReadingSummary(
            number=place,
            captured_at=_aware(row.captured_at),
            stored_at=row.stored_at.replace(tzinfo=UTC),
            parser=row.parser,
            input=row.input,
            digest=row.digest,
            bytes=len(row.body or b""),
        )
        for place, row in enumerate(_rows(connection, issue), start=1)
    )


def load(connection: Connection, issue: int, place: int) -> Issue:
    """The reading of an issue at that place, 1 for the oldest. Raises NotHeld, ArchiveError."""
    rows = _rows(connection, issue)
    if not 1 <= place <= len(rows):
        raise NotHeld(f"no reading {place}, there are {len(rows)}")
    row = rows[place - 1]
    if row.body is None:
        return records.load(connection, issue)
    text = _text(connection, {r.number: r for r in rows}, row)
    try:
        return issue_from_json(msgspec.json.decode(text))
    except (BanmianError, msgspec.DecodeError) as error:
        raise ArchiveError(f"reading {place} cannot be read ({error})") from error


def faults(connection: Connection, issue: int) -> list[str]:
    """What is wrong with the readings of an issue: those whose digest is not that of their text."""
    found = []
    rows = _rows(connection, issue)
    if not rows:
        return ["no reading is noted"]
    for place, row in enumerate(rows, start=1):
        try:
            text = _text(connection, {r.number: r for r in rows}, row)
        except Exception as error:  # whatever a flipped bit makes of the rows
            found.append(f"reading {place} cannot be read ({type(error).__name__}: {error})")
        else:
            if hashlib.sha256(text).hexdigest() != row.digest:
                found.append(f"reading {place} is not what was stored (its digest differs)")
    return found


def note_all(connection: Connection) -> int:
    """A line for the reading of every issue that has none, as of 0.1.0 → how many."""
    noted = select(_TABLE.c.issue)
    wanted = select(tables.issues.c.number).where(tables.issues.c.number.not_in(noted))
    numbers = list(connection.scalars(wanted))
    for number in numbers:
        note(connection, number, records.load(connection, number), Provenance(parser="0.1.0"))
    return len(numbers)


def _rows(connection: Connection, issue: int) -> Sequence[Row[Any]]:
    wanted = select(_TABLE).where(_TABLE.c.issue == issue).order_by(_TABLE.c.number)
    return connection.execute(wanted).all()


def _text(connection: Connection, rows: dict[int, Row[Any]], row: Row[Any]) -> bytes:
    """The canonical text of a reading, by way of those it was compressed against."""
    way = [row]
    while way[-1].body is not None and way[-1].base is not None and len(way) <= len(rows):
        way.append(rows[way[-1].base])
    text: bytes | None = None
    for step in reversed(way):
        if step.body is None:
            text = canonical(records.load(connection, step.issue))
        else:
            text = _unpacked(step.body, text)
    assert text is not None
    return text


def _packed(text: bytes, against: bytes | None) -> bytes:
    packer = zstandard.ZstdCompressor(
        level=_LEVEL, dict_data=_dictionary(against), write_checksum=True
    )
    return packer.compress(text)


def _unpacked(body: bytes, against: bytes | None) -> bytes:
    return zstandard.ZstdDecompressor(dict_data=_dictionary(against)).decompress(body)


def _dictionary(text: bytes | None) -> zstandard.ZstdCompressionDict | None:
    if text is None:
        return None
    return zstandard.ZstdCompressionDict(text, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def _present(value: Any) -> Any:
    """A value of the model as Issue JSON has it, without what may be absent and is."""
    if isinstance(value, tuple):
        return [_present(one) for one in value]
    if not is_dataclass(value):
        return value
    names = RENAMED.get(type(value), {})  # type: ignore[arg-type]
    return {
        names.get(one.name, one.name): _present(held)
        for one in fields(value)
        for held in [getattr(value, one.name)]
        if not (one.default in (None, ()) and held == one.default)
    }


@cache
def program() -> str:
    """The version of this program."""
    return metadata.version("banmian")


def _naive(moment: datetime | None) -> datetime | None:
    """In UTC, without saying so: columns of databases differ in what they keep of zones."""
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None)


def _aware(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)
