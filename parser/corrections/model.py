"""One act of a person on an issue, as a frozen value and as JSON (contract §7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from parser.errors import WrongField
from parser.ids import split_id
from parser.labels import LABEL
from parser.model import CODE, Act, ProblemKind, Settled

#: Acts on one jump line, and those on one piece.
ON_JUMPS: frozenset[Act] = frozenset(("link", "unlink", "verdict"))
ON_PIECES: frozenset[Act] = ON_JUMPS | {"paragraph", "split", "merge", "kind"}


class _Unset:
    """Stands for a `before` that a file leaves out: whatever stands."""

    def __repr__(self) -> str:
        return "UNSET"


UNSET = _Unset()


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody changed, said or took back."""

    #: Given by the archive; None in a file not yet applied.
    id: str | None
    newspaper: str
    date: date
    act: Act
    #: An article id, a page label, or None for the issue.
    target: str | None = None
    #: The printed jump line, for link, unlink, verdict.
    jump: str | None = None
    #: The name of a field for `field`, the kind of a fault for `dismiss`.
    field: str | None = None
    #: Index into the paragraphs, from 0, for `paragraph`.
    paragraph: int | None = None
    before: Any = UNSET
    after: Any = None
    who: str | None = None
    #: Time zone aware.
    when: datetime | None = None
    why: str | None = None
    #: The correction that this one takes back.
    undoes: str | None = None
    #: Named where a day has several editions.
    edition: str | None = None


class _Line(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A correction as a line of a file has it."""

    id: str | None = None
    newspaper: str
    date: date
    target: str | None = None
    jump: str | None = None
    field: str | None = None
    paragraph: int | None = None
    act: Act
    before: Any = UNSET
    after: Any = None
    who: str | None = None
    when: datetime | None = None
    why: str | None = None
    undoes: str | None = None
    edition: str | None = None


def correction_from_json(data: Any, *, file: object = None) -> Correction:
    """The correction as it stands there. Raises WrongField, naming the field."""
    if not isinstance(data, Mapping):
        raise WrongField("a correction is a JSON object", file=file)
    given = dict(data)
    before = given.pop("before", UNSET)
    try:
        line = msgspec.convert(given, _Line, strict=True)
    except msgspec.ValidationError as error:
        raise WrongField(str(error), file=file) from error
    values = {name: getattr(line, name) for name in _Line.__struct_fields__}
    correction = Correction(**{**values, "before": before})
    wrong = meaningless(correction)
    if wrong:
        raise WrongField(wrong, newspaper=correction.newspaper, date=correction.date, file=file)
    return correction


def correction_to_json(correction: Correction) -> dict[str, Any]:
    """The correction as plain values, keys in the contract's order."""
    names = ("id", "newspaper", "date", "target", "jump", "field", "act")
    plain: dict[str, Any] = {name: getattr(correction, name) for name in names}
    plain["date"] = correction.date.isoformat()
    if correction.paragraph is not None:
        plain["paragraph"] = correction.paragraph
    if correction.before is not UNSET:
        plain["before"] = correction.before
    plain["after"] = correction.after
    plain |= {name: getattr(correction, name) for name in ("who", "when", "why", "undoes")}
    plain["when"] = correction.when.isoformat() if correction.when else None
    return plain | ({"edition": correction.edition} if correction.edition else {})


def meaningless(one: Correction) -> str | None:
    """What is wrong with the shape of a correction, in one line; None where nothing is."""
    if not CODE.fullmatch(one.newspaper):
        return f"not a newspaper code: {one.newspaper!r}"
    if one.undoes is not None:
        return None
    if one.act in ON_PIECES and not _is_piece(one.target):
        return f"{one.act} needs the id of a piece as its target, not {one.target!r}"
    if one.act in ON_JUMPS and not one.jump:
        return f"{one.act} needs the printed jump line"
    if one.act == "field" and not one.field:
        return "field needs the name of a field"
    return _wrong_after(one)


def _is_piece(target: str | None) -> bool:
    try:
        return target is not None and bool(split_id(target))
    except ValueError:
        return False


def _wrong_after(one: Correction) -> str | None:
    """What is wrong with what a correction puts in place."""
    after = one.after
    shape = _SHAPES.get(one.act)
    if shape is not None and not shape[0](after):
        return f"{one.act}: after is {shape[1]}, not {after!r}"
    if one.act == "paragraph":
        if one.paragraph is None or one.paragraph < 0:
            return "paragraph needs the number of a paragraph, from 0"
        if after is None and one.before is None:
            return "paragraph: neither text before nor text after"
    if one.act == "order" and not (one.target and LABEL.fullmatch(one.target)):
        return f"order needs a page label as its target, not {one.target!r}"
    if one.act == "dismiss" and one.field not in ProblemKind.__args__:  # type: ignore[attr-defined]
        return f"dismiss needs the kind of a fault in field, not {one.field!r}"
    return None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_split(value: object) -> bool:
    if not isinstance(value, Mapping) or set(value) - {"paragraph", "headline"}:
        return False
    at, headline = value.get("paragraph"), value.get("headline")
    whole = isinstance(at, int) and not isinstance(at, bool) and at >= 0
    return whole and (headline is None or isinstance(headline, str))


#: What `after` must be, for the acts that say so, and that in words.
_SHAPES: dict[Act, tuple[Any, str]] = {
    "link": (_is_piece, "the id of the other half"),
    "unlink": (lambda after: after is None, "null"),
    "verdict": (
        lambda after: after is None or after in Settled.__args__[:2],  # type: ignore[attr-defined]
        "printed-error, sound or null",
    ),
    "paragraph": (lambda after: after is None or _is_text(after), "text or null"),
    "split": (_is_split, '{"paragraph": n, "headline": …}'),
    "merge": (_is_piece, "the id of the piece that follows"),
    "kind": (lambda after: isinstance(after, str), "a kind"),
    "order": (
        lambda after: isinstance(after, list) and all(map(_is_piece, after)),
        "the ids of the page's pieces",
    ),
    "dismiss": (lambda after: isinstance(after, bool), "true or false"),
    "withdraw": (lambda after: isinstance(after, bool), "true or false"),
    "note": (_is_text, "text"),
}
