"""Values of a definition's TOML in, checked ones out; what is wrong is named by file and key."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parser.errors import WrongDefinition

Table = Mapping[str, Any]


def check_known(table: Table, keys: tuple[str, ...], under: str, path: Path) -> None:
    """No key but these stands there. Raises WrongDefinition."""
    for key in table:
        if key not in keys:
            raise WrongDefinition(f"unknown key '{under}{key}'", file=path)


def check_there(table: Table, keys: tuple[str, ...], under: str, path: Path) -> None:
    """Every one of these keys stands there. Raises WrongDefinition."""
    for key in keys:
        if key not in table:
            raise WrongDefinition(f"missing key '{under}{key}'", file=path)


def text_of(table: Table, key: str, path: Path) -> str:
    """The text under a key. Raises WrongDefinition."""
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        raise WrongDefinition(f"key {key!r} must be a text", file=path)
    return value


def texts_of(table: Table, key: str, path: Path) -> tuple[str, ...]:
    """The texts under a key. Raises WrongDefinition."""
    value = table[key]
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise WrongDefinition(f"key {key!r} must be a list of texts", file=path)
    return tuple(value)


def flag_of(table: Table, key: str, path: Path) -> bool:
    """Whether a key says true. Raises WrongDefinition."""
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise WrongDefinition(f"key {key!r} must be true or false", file=path)
    return value


def tables_of(table: Table, key: str, path: Path) -> list[Table]:
    """The tables under a key. Raises WrongDefinition."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise WrongDefinition(f"key {key!r} must be tables, each under [[{key}]]", file=path)
    return value
