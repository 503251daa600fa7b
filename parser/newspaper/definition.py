"""A newspaper's TOML definition in, a Newspaper out. What is wrong is named by file and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

from parser.errors import WrongDefinition
from parser.markup.select import selector
from parser.model import CODE
from parser.newspaper.families import FAMILY_CODES
from parser.newspaper.json_path import steps_of
from parser.newspaper.paper import PLACEHOLDER, Address, Holds, JsonShape, Newspaper
from parser.newspaper.toml_values import (
    Table,
    check_known,
    check_there,
    flag_of,
    tables_of,
    text_of,
    texts_of,
)

_TEXT_KEYS = ("code", "name", "place", "publisher", "family", "url_template", "seen")
_LIST_KEYS = ("names", "marks", "hosts", "columns")
_REQUIRED = ("code", "name", "family")
#: What one of `[[addresses]]` may say; `from` and `family` it must.
_ADDRESS_KEYS = ("from", "family", "url_template", "seen", "surveyed")
#: The fields of an article page a definition may add selectors for.
SELECTOR_KEYS = ("kicker", "headline", "subheadline", "byline", "body", "pictures", "captions")
#: Where in a JSON document a field is; an article's come from its own document or its page's.
JSON_FIELDS = (
    *("date", "pages", "label", "section", "image", "pdf", "articles", "id", "kicker", "headline"),
    *("subheadline", "byline", "body", "pictures", "captions"),
)
_JSON_TEXTS = ("page_address", "article_address")
#: Without these a document of its kind cannot be told from others.
_JSON_NEEDED: dict[Holds, tuple[str, ...]] = {
    "issue": ("pages", "label", "articles", "headline"),
    "page": ("articles", "headline"),
    "article": ("headline", "body"),
}
_BLANK = re.compile(r"\{(?:date:[^{}]{1,40}|label|id)\}")
#: Every key of a definition, for whoever writes about them.
KEYS = (*_TEXT_KEYS, *_LIST_KEYS, "surveyed", "selectors", "addresses", "json")
#: Those of its tables.
TABLE_KEYS = {
    "addresses": _ADDRESS_KEYS,
    "selectors": SELECTOR_KEYS,
    "json": ("holds", *JSON_FIELDS, *_JSON_TEXTS, "unproven"),
}
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
    check_known(table, KEYS, "", path)
    check_there(table, _REQUIRED, "", path)
    texts: dict[str, Any] = {key: text_of(table, key, path) for key in _TEXT_KEYS if key in table}
    lists: dict[str, Any] = {key: texts_of(table, key, path) for key in _LIST_KEYS if key in table}
    if texts["code"] != path.stem or not CODE.fullmatch(texts["code"]):
        raise WrongDefinition(f"key 'code' must be the file's name, {path.stem!r}", file=path)
    if texts["code"] in RESERVED:
        raise WrongDefinition("key 'code' is a word of addresses", file=path)
    _check_address(texts, "", path)
    return Newspaper(
        surveyed=flag_of(table, "surveyed", path),
        moved=_moved(table, path),
        selectors=_selectors(table, path),
        json=tuple(_shape(one, path) for one in tables_of(table, "json", path)),
        **texts,
        **lists,
    )


def _moved(table: Table, path: Path) -> tuple[Address, ...]:
    """The newer addresses, oldest first."""
    found: list[Address] = []
    for one in tables_of(table, "addresses", path):
        check_known(one, _ADDRESS_KEYS, "addresses.", path)
        check_there(one, ("from", "family"), "addresses.", path)
        since = one["from"]
        if not isinstance(since, date) or isinstance(since, datetime):
            raise WrongDefinition("key 'addresses.from' must be a day like 2026-01-01", file=path)
        if found and found[-1].since is not None and since <= found[-1].since:
            raise WrongDefinition("key 'addresses.from' must grow from one to the next", file=path)
        texts = {key: text_of(one, key, path) for key in _ADDRESS_KEYS[1:4] if key in one}
        _check_address(texts, "addresses.", path)
        found.append(Address(since=since, surveyed=flag_of(one, "surveyed", path), **texts))
    return tuple(found)


def _selectors(table: Table, path: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    own = table.get("selectors", {})
    if not isinstance(own, dict):
        raise WrongDefinition("key 'selectors' must be a table", file=path)
    check_known(own, SELECTOR_KEYS, "selectors.", path)
    for key in own:
        for expression in texts_of(own, key, path):
            try:
                selector(expression)
            except ValueError as error:
                raise WrongDefinition(f"key {key!r}: {error}", file=path) from error
    return tuple((key, texts_of(own, key, path)) for key in own)


def _shape(table: Table, path: Path) -> JsonShape:
    """One kind of JSON document: a path or a list of paths for each field."""
    check_known(table, TABLE_KEYS["json"], "json.", path)
    holds: Any = table.get("holds")
    if holds not in get_args(Holds):
        wrong = f"key 'json.holds' must be one of {', '.join(get_args(Holds))}"
        raise WrongDefinition(wrong, file=path)
    check_there(table, _JSON_NEEDED[holds], "json.", path)
    found = {key: _paths(table, key, path) for key in JSON_FIELDS if key in table}
    unproven = texts_of(table, "unproven", path) if "unproven" in table else ()
    for field in unproven:
        if field not in found:
            raise WrongDefinition(f"key 'json.unproven': no path of {field!r}", file=path)
    blanks = {key: text_of(table, key, path) for key in _JSON_TEXTS if key in table}
    for key, address in blanks.items():
        if "{" in _BLANK.sub("", address):
            wrong = f"key 'json.{key}' holds a placeholder other than date, label and id"
            raise WrongDefinition(wrong, file=path)
    return JsonShape(holds, tuple(found.items()), unproven=unproven, **blanks)


def _paths(table: Table, key: str, path: Path) -> tuple[str, ...]:
    found = (table[key],) if isinstance(table[key], str) else texts_of(table, key, path)
    for one in found:
        try:
            steps_of(one)
        except ValueError as error:
            raise WrongDefinition(f"key 'json.{key}': {error}", file=path) from error
    return found


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
