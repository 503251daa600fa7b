"""Issue ↔ Issue JSON (contract §4): strict about names and types, lenient about what is absent."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, cast, get_args, get_type_hints

import msgspec

from parser.errors import WrongField
from parser.model import CODE, Continuation, Issue

SCHEMA = 1
#: Python names that JSON writes otherwise: `from` is a keyword in Python.
RENAMED = {Continuation: {"from": "head", "to": "tail"}}
#: Left out of a hand-written issue, these are made from what surrounds them.
NEEDED = ("newspaper", "date")
#: A label stands in URLs and ids: no slash, no dash, no white space.
LABEL = re.compile(r"[^\s/\\?#%\-.\x00-\x1f]{1,16}")


def issue_to_json(issue: Issue) -> dict[str, Any]:
    """The issue as plain values, keys in the contract's order, nothing left out."""
    plain: dict[str, Any] = to_plain(issue)
    for continuation in plain["continuations"]:
        _rename(continuation, {"head": "from", "tail": "to"})
    return {"schema": SCHEMA, **plain}


def to_plain(value: object) -> Any:
    """A dataclass, or a tuple of them, as JSON has it: lists for tuples, text for dates."""
    return msgspec.json.decode(msgspec.json.encode(value))


def dump_issue(issue: Issue, *, pretty: bool = False) -> str:
    """The issue as one line of JSON, or indented where `pretty`."""
    line = msgspec.json.encode(issue_to_json(issue))
    return (msgspec.json.format(line, indent=1) if pretty else line).decode()


def load_json(body: bytes | str, *, file: object = None) -> Any:
    """JSON text as plain values. Raises WrongField where it is not JSON."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WrongField(f"not JSON ({error})", file=file) from error


def issue_from_json(data: Any, *, file: object = None) -> Issue:
    """The issue as it stands there; ids, sequences and the newspaper's name filled in where absent.

    Raises WrongField, naming the path of the field.
    """
    if not isinstance(data, Mapping):
        raise WrongField("an issue is a JSON object", file=file)
    plain = {**data}
    where: dict[str, Any] = {"file": file}
    for name in NEEDED:
        if isinstance(plain.get(name), str):
            where[name] = plain[name]
    if plain.pop("schema", SCHEMA) != SCHEMA:
        raise WrongField(f"schema is not {SCHEMA}", **where)
    for name in NEEDED:
        if name not in plain:
            raise WrongField(f"missing field {name}", **where)
    try:
        plain = _checked(plain, Issue, "$")
        issue = msgspec.convert(_completed(plain), Issue, strict=True)
    except (_Unknown, msgspec.ValidationError) as error:
        raise WrongField(str(error), **where) from error
    _check_meaning(issue, where)
    return issue


class _Unknown(ValueError):
    """A field that Issue JSON does not have."""


def _rename(record: dict[str, Any], names: Mapping[str, str]) -> None:
    """Keys renamed in place, order kept."""
    for key in list(record):
        record[names.get(key, key)] = record.pop(key)


def _checked(record: Any, kind: type[Any], path: str) -> Any:
    """A copy of the record under Python's names; raises _Unknown for names not known."""
    if not isinstance(record, Mapping):
        return record
    record = {**record}
    names = RENAMED.get(kind, {})
    known = {field.name for field in fields(kind)} - set(names.values()) | set(names)
    for key in record:
        if key not in known:
            raise _Unknown(f"unknown field {key} - at `{path}`")
    _rename(record, names)
    for key, member in _members(cast(Hashable, kind)).items():
        if isinstance(value := record.get(key), list | tuple):
            at = f"{path}.{key}"
            record[key] = [_checked(v, member, f"{at}[{i}]") for i, v in enumerate(value)]
        elif isinstance(value, Mapping):
            record[key] = _checked(value, member, f"{path}.{key}")
    return record


@cache
def _members(kind: Hashable) -> dict[str, type[Any]]:
    """The fields of a dataclass that hold dataclasses, one or a tuple of them."""
    found = {}
    for name, hint in get_type_hints(kind).items():
        for part in (hint, *get_args(hint)):
            if is_dataclass(part) and isinstance(part, type):
                found[name] = part
    return found


def _completed(issue: dict[str, Any]) -> dict[str, Any]:
    """Absent names, sequences and article ids put in, so that printed words alone make an issue."""
    issue.setdefault("newspaper_name", issue["newspaper"])
    counted: dict[str, int] = {}
    for sequence, page in enumerate(_records(issue.get("pages")), start=1):
        page.setdefault("sequence", sequence)
        label = str(page.get("label"))
        for article in _records(page.get("articles")):
            counted[label] = counted.get(label, 0) + 1
            made = f"{issue['newspaper']}-{issue['date']}-{label}-{counted[label]:02d}"
            if article.get("id") is None:
                article["id"] = made
    return issue


def _records(value: Any) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list | tuple) else []


def _check_meaning(issue: Issue, where: Mapping[str, Any]) -> None:
    """What types cannot say: codes and labels fit for a URL, ids that tell where a piece stands."""
    if not CODE.fullmatch(issue.newspaper):
        raise WrongField(f"newspaper is not a short code: {issue.newspaper!r}", **where)
    seen: set[str] = set()
    for page in issue.pages:
        if not LABEL.fullmatch(page.label):
            raise WrongField(f"not a page label: {page.label!r}", **where)
        for article in page.articles:
            _check_id(article.id, issue.newspaper, issue.date, page.label, seen, where)


def _check_id(
    id_: str, newspaper: str, day: date, label: str, seen: set[str], where: Mapping[str, Any]
) -> None:
    start = f"{newspaper}-{day.isoformat()}-{label}-"
    if not id_.startswith(start) or not re.fullmatch(r"\d{1,6}", id_[len(start) :], re.ASCII):
        raise WrongField(f"id is not {start}<order>: {id_!r}", **where, page=label)
    if id_ in seen:
        raise WrongField(f"id stands twice: {id_}", **where, page=label)
    seen.add(id_)
