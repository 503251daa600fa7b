"""Newspapers: definitions in TOML in, a Newspaper by its code, its name or its address out."""

from parser.newspaper.paper import Address, Newspaper
from parser.newspaper.recognise import Codes, Recognised, Signs, recognise
from parser.newspaper.shelf import OWN_DEFINITIONS, definition, newspapers

__all__ = [
    "OWN_DEFINITIONS",
    "Address",
    "Codes",
    "Newspaper",
    "Recognised",
    "Signs",
    "definition",
    "newspapers",
    "recognise",
]
