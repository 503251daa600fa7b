"""A newspaper's TOML definition in, a Newspaper out; looked up by code, address or printed name."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import takewhile
from pathlib import Path
from urllib.parse import urlsplit

from parser.errors import ParseError, WrongDefinition
from parser.markup.select import selector
from parser.model import CODE

#: Environment variable that names a folder of the user's own definitions.
OWN_DEFINITIONS = "BANMIAN_NEWSPAPERS"
DEFINITIONS = Path(__file__).resolve().parents[1] / "seeds" / "newspapers"

_PLACEHOLDER = re.compile(r"\{date:[^{}]{1,40}\}")
_TEXT_KEYS = ("code", "name", "place", "publisher", "family", "url_template", "seen")
_LIST_KEYS = ("names", "marks", "hosts", "columns")
_REQUIRED = ("code", "name", "family")
#: The fields of an article page a definition may add selectors for.
SELECTOR_KEYS = ("kicker", "headline", "subheadline", "byline", "body", "pictures", "captions")


@dataclass(frozen=True, slots=True)
class Newspaper:
    """报纸: a title with a short code, and where its pages are found."""

    code: str
    name: str
    place: str | None = None
    publisher: str | None = None
    #: Template family, F1 … F13; None where it is not known.
    family: str | None = None
    #: Address of the first page of an issue, with `{date:%Y-%m/%d}` where the date stands.
    url_template: str | None = None
    #: Other names it prints.
    names: tuple[str, ...] = ()
    #: Parts of its links and pictures that no other newspaper's have: D110000renmrb.
    marks: tuple[str, ...] = ()
    #: Hosts beside that of the template that its articles and pictures come from.
    hosts: tuple[str, ...] = ()
    #: 栏目: its standing columns.
    columns: tuple[str, ...] = ()
    #: How sure the address is: "2022 survey".
    seen: str | None = None
    #: Field → selectors tried before those of all families.
    selectors: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def front_page(self, day: date) -> str | None:
        """Address of the first page of that day's issue; None where no template is known."""
        if self.url_template is None:
            return None
        return _PLACEHOLDER.sub(lambda found: day.strftime(found[0][6:-1]), self.url_template)

    def selectors_for(self, field: str) -> tuple[str, ...]:
        """This newspaper's own selectors of a field; () where it follows its family."""
        return next((found for key, found in self.selectors if key == field), ())

    @property
    def address(self) -> tuple[str, str]:
        """Host and the fixed part of the path before the date, for recognising its pages."""
        if self.url_template is None:
            return "", ""
        parts = urlsplit(self.url_template.partition("{")[0])
        return (parts.netloc or "").lower(), parts.path.rpartition("/")[0].lower()


@cache
def newspaper(code: str) -> Newspaper:
    """The newspaper with that code; one without a definition has its code for a name.

    Reads one file, once. Raises WrongDefinition (file and key named), ParseError for a string
    that can be no code.
    """
    if not CODE.fullmatch(code):
        raise ParseError(f"not a newspaper code: {code[:40]!r}")
    for folder in _folders():
        if (path := folder / f"{code}.toml").is_file():
            return read_definition(path)
    return Newspaper(code=code, name=code)


@cache
def newspapers() -> tuple[Newspaper, ...]:
    """Every newspaper with a definition, by code."""
    codes = {path.stem for folder in _folders() for path in folder.glob("*.toml")}
    return tuple(newspaper(code) for code in sorted(codes))


def _folders() -> tuple[Path, ...]:
    """Where definitions lie: the user's own folder, if there is one, then the shipped ones."""
    own = os.environ.get(OWN_DEFINITIONS)
    return (Path(own), DEFINITIONS) if own else (DEFINITIONS,)


def recognise(
    url: str | None = None, names: Iterable[str] = (), links: str = ""
) -> Newspaper | None:
    """The newspaper of a page: by its address, by a name it prints, by marks in its links.

    `names` are whole names as printed (paper name, parts of the title); None for no newspaper
    with a definition.
    """
    if url and (found := _by_address(url)):
        return found
    known = _names()
    for name in names:
        if found := known.get(name):
            return found
    return next((paper for mark, paper in _marks() if mark in links), None) if links else None


def _by_address(url: str) -> Newspaper | None:
    parts = urlsplit(url)
    host, path = parts.netloc.lower(), parts.path.lower()
    if not host:
        return None
    here = _addresses().get(host, ())
    shared = sorted(((_shared(known, path), n) for n, (known, _) in enumerate(here)), reverse=True)
    if not shared or (len(shared) > 1 and shared[0][0] == shared[1][0]):
        return None
    # Another part of the site (pictures, articles) still belongs to the only paper there.
    return here[shared[0][1]][1]


def _shared(known: str, path: str) -> int:
    """How many folders two paths begin with alike."""
    pairs = zip(known.split("/")[1:], path.split("/")[1:], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@cache
def _addresses() -> Mapping[str, tuple[tuple[str, Newspaper], ...]]:
    hosts: dict[str, tuple[tuple[str, Newspaper], ...]] = {}
    for paper in newspapers():
        host, path = paper.address
        if host:
            hosts[host] = (*hosts.get(host, ()), (path, paper))
    return hosts


@cache
def _names() -> Mapping[str, Newspaper]:
    return {name: paper for paper in newspapers() for name in (paper.name, *paper.names)}


@cache
def _marks() -> tuple[tuple[str, Newspaper], ...]:
    return tuple((mark, paper) for paper in newspapers() for mark in paper.marks)


def read_definition(path: Path) -> Newspaper:
    """A newspaper from its TOML file. Raises WrongDefinition naming file and key."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongDefinition(f"not readable as TOML ({error})", file=path) from error
    known = {*_TEXT_KEYS, *_LIST_KEYS, "selectors"}
    for key in table:
        if key not in known:
            raise WrongDefinition(f"unknown key {key!r}", file=path)
    for key in _REQUIRED:
        if key not in table:
            raise WrongDefinition(f"missing key {key!r}", file=path)
    texts = {key: _text(table, key, path) for key in _TEXT_KEYS if key in table}
    lists = {key: _texts(table, key, path) for key in _LIST_KEYS if key in table}
    _check(texts, path)
    return Newspaper(selectors=_selectors(table, path), **texts, **lists)  # type: ignore[arg-type]


def _text(table: Mapping[str, object], key: str, path: Path) -> str:
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        raise WrongDefinition(f"key {key!r} must be a text", file=path)
    return value


def _texts(table: Mapping[str, object], key: str, path: Path) -> tuple[str, ...]:
    value = table[key]
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise WrongDefinition(f"key {key!r} must be a list of texts", file=path)
    return tuple(value)


def _selectors(table: Mapping[str, object], path: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    own = table.get("selectors", {})
    if not isinstance(own, dict):
        raise WrongDefinition("key 'selectors' must be a table", file=path)
    for key in own:
        if key not in SELECTOR_KEYS:
            raise WrongDefinition(f"unknown key 'selectors.{key}'", file=path)
        for expression in _texts(own, key, path):
            try:
                selector(expression)
            except ValueError as error:
                raise WrongDefinition(f"key {key!r}: {error}", file=path) from error
    return tuple((key, _texts(own, key, path)) for key in own)


def _check(texts: Mapping[str, str], path: Path) -> None:
    """The values that must agree with something else."""
    if texts["code"] != path.stem or not CODE.fullmatch(texts["code"]):
        raise WrongDefinition(f"key 'code' must be the file's name, {path.stem!r}", file=path)
    if not re.fullmatch(r"F([1-9]|1[0-3]|2n)|X", texts["family"]):
        raise WrongDefinition(f"key 'family': no family {texts['family']!r}", file=path)
    template = texts.get("url_template")
    if template is None:
        return
    if not template.startswith(("http://", "https://")) or not _PLACEHOLDER.search(template):
        raise WrongDefinition("key 'url_template' must be an address with {date:…}", file=path)
    if "{" in _PLACEHOLDER.sub("", template):
        raise WrongDefinition("key 'url_template' holds a placeholder other than date", file=path)
