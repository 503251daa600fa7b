"""What is not shown: withdrawn pieces and issues, kept apart from the issues that hold them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from index.results import Withdrawal
from index.store import tables
from index.store.seals import seal, sealed
from parser.errors import NotHeld, WrongField
from parser.ids import PieceId, split_id
from parser.model import Continuation, Issue

_TABLE = tables.withdrawals


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked to be withdrawn: an issue, or with `piece` a story of it."""

    newspaper: str
    date: date
    edition_number: int
    #: The id of a piece; None for the whole issue.
    piece: str | None = None


def target_of(asked: str) -> Target:
    """jizhou-2024-03-12-01-03 is a piece, jizhou-2024-03-12 or …-2 an issue. Raises WrongField."""
    # An issue's name is the beginning of every id in it.
    for piece, id_ in ((asked, asked), (None, f"{asked}-01-1")):
        try:
            named: PieceId = split_id(id_)
            day = date.fromisoformat(named.date)
        except ValueError:
            continue
        return Target(named.newspaper, day, named.edition, piece)
    raise WrongField(f"not the id of a piece or issue: {asked!r}")


def hidden(
    connection: Connection, newspaper: str, day: date, edition: int
) -> frozenset[str | None]:
    """Ids of the withdrawn pieces of an issue; None among them where all of it is withdrawn."""
    here = _of_day(newspaper, day, edition)
    return frozenset(connection.scalars(select(_TABLE.c.target).where(here)))


def withdraw(
    connection: Connection, target: Target, pieces: Iterable[str], reason: str | None
) -> None:
    """Note that the issue, or those pieces of it, are not shown. Raises NotHeld: so already."""
    held = hidden(connection, target.newspaper, target.date, target.edition_number)
    wanted = [piece for piece in (pieces if target.piece else (None,)) if piece not in held]
    asked = target.piece or ""
    if not wanted:
        raise NotHeld("withdrawn already", **_where(target))
    rows = [
        {
            "newspaper": target.newspaper,
            "date": target.date,
            "edition_number": target.edition_number,
            "target": piece,
            "asked": asked,
            "reason": reason,
            "at": datetime.now(UTC).replace(tzinfo=None),
            "restored_at": None,
        }
        for piece in wanted
    ]
    connection.execute(insert(_TABLE), [sealed(_TABLE, row) for row in rows])


def restore(connection: Connection, target: Target) -> None:
    """Show it again, with all that was withdrawn at once with it. Raises NotHeld."""
    here = _of_day(target.newspaper, target.date, target.edition_number)
    rows = connection.execute(select(_TABLE).where(here)).mappings().all()
    acts = {row["asked"] for row in rows if row["target"] == target.piece}
    if not acts:
        raise NotHeld("not withdrawn", **_where(target))
    now = datetime.now(UTC).replace(tzinfo=None)
    for row in rows:
        if row["asked"] in acts:
            changed = {**row, "restored_at": now}
            changed["seal"] = seal(_TABLE, changed)
            connection.execute(update(_TABLE).where(_TABLE.c.number == row["number"]), changed)


def listed(connection: Connection) -> tuple[Withdrawal, ...]:
    """All that is withdrawn now, the first first."""
    rows = connection.execute(
        select(_TABLE).where(_TABLE.c.restored_at.is_(None)).order_by(_TABLE.c.number)
    )
    return tuple(
        Withdrawal(
            newspaper=row.newspaper,
            date=row.date,
            edition_number=row.edition_number,
            target=row.target,
            reason=row.reason,
            at=row.at.replace(tzinfo=UTC),
        )
        for row in rows
    )


def shown(issue: Issue, ids: frozenset[str | None]) -> Issue:
    """The issue without the pieces of those ids, and without what is told of them."""
    if not ids:
        return issue
    if None in ids:
        return replace(issue, pages=(), continuations=(), stories=())
    pages = tuple(
        replace(page, articles=tuple(a for a in page.articles if a.id not in ids))
        for page in issue.pages
    )
    return replace(
        issue,
        pages=pages,
        continuations=tuple(c for c in issue.continuations if not _tells(c, ids)),
        stories=tuple(s for s in issue.stories if not ids.intersection(s.parts)),
    )


def shows(issue: Issue, ids: frozenset[str | None], src: str) -> bool:
    """Whether a picture is of something that is shown: of no piece, or of one not withdrawn."""
    if None in ids:
        return False
    bearers = {a.id for p in issue.pages for a in p.articles if any(i.src == src for i in a.images)}
    pages = {p.image for p in issue.pages}
    return src in pages or not bearers or not bearers <= ids


def _tells(one: Continuation, ids: frozenset[str | None]) -> bool:
    return any(end is not None and end in ids for end in (one.head, one.tail))


def _of_day(newspaper: str, day: date, edition: int) -> ColumnElement[bool]:
    return and_(
        _TABLE.c.newspaper == newspaper,
        _TABLE.c.date == day,
        _TABLE.c.edition_number == edition,
        _TABLE.c.restored_at.is_(None),
    )


def _where(target: Target) -> dict[str, str]:
    named = {"newspaper": target.newspaper, "date": target.date.isoformat()}
    return {**named, "file": target.piece} if target.piece else named
