"""A code in, the newspaper defined under it out: the shipped definitions and the user's own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from parser.errors import ParseError
from parser.model import CODE
from parser.newspaper.definition import read_definition
from parser.newspaper.paper import Newspaper

#: Environment variable that names a folder of the user's own definitions.
OWN_DEFINITIONS = "BANMIAN_NEWSPAPERS"
DEFINITIONS = Path(__file__).resolve().parents[2] / "seeds" / "newspapers"


@cache
def definition(code: str) -> Newspaper:
    """The newspaper with that code; one without a definition has its code for a name.

    Reads one file, once. Raises WrongDefinition (file and key named), ParseError for a string
    that can be no code.
    """
    if not CODE.fullmatch(code):
        raise ParseError(f"not a newspaper code: {code[:40]!r}")
    path = _path(code)
    return read_definition(path) if path is not None else Newspaper(code=code, name=code)


def is_defined(code: str) -> bool:
    """Whether a definition of that code lies in one of the folders."""
    return CODE.fullmatch(code) is not None and _path(code) is not None


@cache
def newspapers() -> tuple[Newspaper, ...]:
    """Every newspaper with a definition, by code."""
    codes = {path.stem for folder in _folders() for path in folder.glob("*.toml")}
    return tuple(definition(code) for code in sorted(codes))


@cache
def by_name() -> Mapping[str, Newspaper]:
    """Every name that a defined newspaper prints."""
    return {name: paper for paper in newspapers() for name in paper.called}


def _path(code: str) -> Path | None:
    return _file_in(_folders(), code)


@cache
def _file_in(folders: tuple[Path, ...], code: str) -> Path | None:
    """Looked for once: every page of an issue asks for the same few codes."""
    return next((p for folder in folders if (p := folder / f"{code}.toml").is_file()), None)


def _folders() -> tuple[Path, ...]:
    """Where definitions lie: the user's own folder, if there is one, then the shipped ones."""
    own = os.environ.get(OWN_DEFINITIONS)
    return (Path(own), DEFINITIONS) if own else (DEFINITIONS,)
