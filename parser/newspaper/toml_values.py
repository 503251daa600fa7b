"""Values of a definition's TOML in, checked ones out; what is wrong is named by file and key."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parser.errors import WrongDefinition

Table = Mapping[str, Any]


def check_known(table: Table, keys: tuple[str, ...], under: str, path: Path) -> None:
    """Raises WrongDefinition where a table has a key that is none of these."""
    for key in table:
        if key not in keys:
            raise WrongDefinition(f"unknown key '{under}{key}'", file=path)


def check_there(table: Table, keys: tuple[str, ...], under: str, path: Path) -> None:
    """Raises WrongDefinition where a table lacks one of these keys."""
    for key in keys:
        if key not in table:
            raise WrongDefinition(f"missing key '{under}{key}'", file=path)


def text_of(table: Table, key: str, path: Path) -> str:
    """A text that is not empty. Raises WrongDefinition where it is anything else."""
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        raise WrongDefinition(f"key {key!r} must be a text", file=path)
    return value


def texts_of(table: Table, key: str, path: Path) -> tuple[str, ...]:
    """A list of texts. Raises WrongDefinition where it is anything else."""
    value = table[key]
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise WrongDefinition(f"key {key!r} must be a list of texts", file=path)
    return tuple(value)


def flag_of(table: Table, key: str, path: Path) -> bool:
    """True or false, false where nothing is said. Raises WrongDefinition for anything else."""
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise WrongDefinition(f"key {key!r} must be true or false", file=path)
    return value


def tables_of(table: Table, key: str, path: Path) -> list[Table]:
    """A list of tables, empty where none is. Raises WrongDefinition for anything else."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise WrongDefinition(f"key {key!r} must be tables, each under [[{key}]]", file=path)
    return value
