"""A newspaper's TOML definition in, a Newspaper out. What is wrong is named by file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from parser.errors import WrongDefinition
from parser.markup.select import selector
from parser.model import CODE
from parser.newspaper.families import FAMILY_CODES
from parser.newspaper.paper import PLACEHOLDER, Address, Newspaper

Table = Mapping[str, Any]

_TEXT_KEYS = ("code", "name", "place", "publisher", "family", "url_template", "seen")
_LIST_KEYS = ("names", "marks", "hosts", "columns")
_REQUIRED = ("code", "name", "family")
#: What one of `[[addresses]]` may say; `from` and `family` it must.
_ADDRESS_KEYS = ("from", "family", "url_template", "seen", "surveyed")
#: The fields of an article page a definition may add selectors for.
SELECTOR_KEYS = ("kicker", "headline", "subheadline", "byline", "body", "pictures", "captions")
#: Every key of a definition, for whoever writes about them.
KEYS = (*_TEXT_KEYS, *_LIST_KEYS, "surveyed", "selectors", "addresses")
#: Words of addresses that no newspaper can be called by.
RESERVED = frozenset(
    "by date oai iiif desk alerts login search batch suggest trend today".split()  # noqa: SIM905
)


def read_definition(path: Path) -> Newspaper:
    """A newspaper from its TOML file. Raises WrongDefinition naming file and key."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongDefinition(f"not readable as TOML ({error})", file=path) from error
    return newspaper_of(table, path)


def newspaper_of(table: Table, path: Path) -> Newspaper:
    """A newspaper from the table of its definition. Raises WrongDefinition naming file and key."""
    _known(table, KEYS, "", path)
    _there(table, _REQUIRED, "", path)
    texts: dict[str, Any] = {key: _text(table, key, path) for key in _TEXT_KEYS if key in table}
    lists: dict[str, Any] = {key: _texts(table, key, path) for key in _LIST_KEYS if key in table}
    if texts["code"] != path.stem or not CODE.fullmatch(texts["code"]):
        raise WrongDefinition(f"key 'code' must be the file's name, {path.stem!r}", file=path)
    if texts["code"] in RESERVED:
        raise WrongDefinition("key 'code' is a word of addresses", file=path)
    _check_address(texts, "", path)
    return Newspaper(
        surveyed=_surveyed(table, path),
        moved=_moved(table, path),
        selectors=_selectors(table, path),
        **texts,
        **lists,
    )


def _known(table: Table, keys: tuple[str, ...], under: str, path: Path) -> None:
    for key in table:
        if key not in keys:
            raise WrongDefinition(f"unknown key '{under}{key}'", file=path)


def _there(table: Table, keys: tuple[str, ...], under: str, path: Path) -> None:
    for key in keys:
        if key not in table:
            raise WrongDefinition(f"missing key '{under}{key}'", file=path)


def _text(table: Table, key: str, path: Path) -> str:
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        raise WrongDefinition(f"key {key!r} must be a text", file=path)
    return value


def _texts(table: Table, key: str, path: Path) -> tuple[str, ...]:
    value = table[key]
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise WrongDefinition(f"key {key!r} must be a list of texts", file=path)
    return tuple(value)


def _surveyed(table: Table, path: Path) -> bool:
    value = table.get("surveyed", False)
    if not isinstance(value, bool):
        raise WrongDefinition("key 'surveyed' must be true or false", file=path)
    return value


def _tables(table: Table, key: str, path: Path) -> list[Table]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise WrongDefinition(f"key {key!r} must be tables, each under [[{key}]]", file=path)
    return value


def _moved(table: Table, path: Path) -> tuple[Address, ...]:
    """The newer addresses, oldest first."""
    found: list[Address] = []
    for one in _tables(table, "addresses", path):
        _known(one, _ADDRESS_KEYS, "addresses.", path)
        _there(one, ("from", "family"), "addresses.", path)
        since = one["from"]
        if not isinstance(since, date) or isinstance(since, datetime):
            raise WrongDefinition("key 'addresses.from' must be a day like 2026-01-01", file=path)
        if found and found[-1].since is not None and since <= found[-1].since:
            raise WrongDefinition("key 'addresses.from' must grow from one to the next", file=path)
        texts = {key: _text(one, key, path) for key in _ADDRESS_KEYS[1:4] if key in one}
        _check_address(texts, "addresses.", path)
        found.append(Address(since=since, surveyed=_surveyed(one, path), **texts))
    return tuple(found)


def _selectors(table: Table, path: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    own = table.get("selectors", {})
    if not isinstance(own, dict):
        raise WrongDefinition("key 'selectors' must be a table", file=path)
    _known(own, SELECTOR_KEYS, "selectors.", path)
    for key in own:
        for expression in _texts(own, key, path):
            try:
                selector(expression)
            except ValueError as error:
                raise WrongDefinition(f"key {key!r}: {error}", file=path) from error
    return tuple((key, _texts(own, key, path)) for key in own)


def _check_address(texts: Mapping[str, str], under: str, path: Path) -> None:
    """The family must be one that is known, the template an address with a day in it."""
    if texts["family"] not in FAMILY_CODES:
        wrong = f"key '{under}family': no family {texts['family']!r}"
        raise WrongDefinition(wrong, file=path)
    template = texts.get("url_template")
    if template is None:
        return
    where = f"key '{under}url_template'"
    if not template.startswith(("http://", "https://")) or not PLACEHOLDER.search(template):
        raise WrongDefinition(f"{where} must be an address with {{date:…}}", file=path)
    if "{" in PLACEHOLDER.sub("", template):
        raise WrongDefinition(f"{where} holds a placeholder other than date", file=path)
