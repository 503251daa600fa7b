"""A selector and a page in, elements out: as much of CSS as selectors need, any case of names.

table.wz td.font01        tags, ids, classes, [attribute=value], descendants
td.font02 before td.font01   elements that stand before the first of others, in the same box
td.font02 after td.font01
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from lxml import etree

from parser.markup.tree import Document, Element, classes_of, has_text

_COMPOUND = re.compile(
    r"(?P<tag>[a-zA-Z][\w-]*)?(?:#(?P<id>[\w-]+))?(?P<classes>(?:\.[\w-]+)*)"
    r"(?:\[(?P<attribute>[\w-]+)(?:=(?P<value>[^\]]*))?\])?"
)
_UPPER, _LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
_BOXES = ("table", "div", "body")


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector taken apart: where to start by index, and how to go on from there."""

    #: `#id`, `.class` or tag.
    start: str
    #: What else the start must be: its tag, further classes; an attribute with its value.
    tag: str = ""
    classes: tuple[str, ...] = ()
    attribute: tuple[str, str] | None = None
    #: The way down from the start: a tag or a path; None for the start itself.
    below: etree.XPath | str | None = None
    #: The tags, ids and classes that a page must have for any of this to be on it.
    names: frozenset[str] = frozenset()
    relation: str | None = None
    other: Selector | None = None


@cache
def selector(text: str) -> Selector:
    """The selector of an expression. Raises ValueError for one that is none."""
    for relation in ("before", "after"):
        head, found, tail = text.partition(f" {relation} ")
        if found:
            one, other = selector(head), selector(tail)
            return replace(one, relation=relation, other=other, names=one.names | other.names)
    compounds = [_compound(part, text) for part in text.split()]
    if not compounds:
        raise ValueError("empty selector")
    first = compounds[0]
    start, *others = _names(first) or ["html"]
    return Selector(
        start,
        next((one for one in others if one[0] != "."), ""),
        tuple(one for one in others if one[0] == "."),
        (first["attribute"], _value(first)) if first["attribute"] else None,
        _way(compounds[1:]),
        frozenset(name for one in compounds for name in _names(one)),
    )


def _way(compounds: list[dict[str, str]]) -> etree.XPath | str | None:
    """How to go down: lxml finds a mere tag faster than any path."""
    if len(compounds) == 1 and compounds[0]["tag"] and not any(list(compounds[0].values())[1:]):
        return compounds[0]["tag"].lower()
    path = "/".join(f"descendant::{_step(compound)}" for compound in compounds)
    return etree.XPath(path) if path else None


def _compound(part: str, text: str) -> dict[str, str]:
    match = _COMPOUND.fullmatch(part)
    if match is None or not part:
        raise ValueError(f"no selector: {text!r}")
    return {name: value or "" for name, value in match.groupdict().items()}


def _classes(compound: dict[str, str]) -> list[str]:
    return [one for one in compound["classes"].lower().split(".") if one]


def _names(compound: dict[str, str]) -> list[str]:
    """What an element must be, as the index of a page has it: the rarest first."""
    named = ["#" + compound["id"].lower()] if compound["id"] else []
    tag = [compound["tag"].lower()] if compound["tag"] else []
    return [*named, *("." + one for one in _classes(compound)), *tag]


def _step(compound: dict[str, str]) -> str:
    classes = _classes(compound)
    named = f"[{_folded('id')}='{compound['id'].lower()}']" if compound["id"] else ""
    return f"{compound['tag'].lower() or '*'}{named}{_conditions(compound, classes)}"


def _conditions(compound: dict[str, str], classes: list[str]) -> str:
    found = [f"[contains(concat(' ', {_folded('class')}, ' '), ' {one} ')]" for one in classes]
    if compound["attribute"]:
        value = _value(compound)
        test = (
            f"{_folded(compound['attribute'])}='{value}'" if value else f"@{compound['attribute']}"
        )
        found.append(f"[{test}]")
    return "".join(found)


def _value(compound: dict[str, str]) -> str:
    return compound["value"].strip("\"'").lower()


def _folded(attribute: str) -> str:
    return f"translate(normalize-space(@{attribute}), '{_UPPER}', '{_LOWER}')"


def matching(document: Document, expressions: tuple[str, ...]) -> tuple[str, ...]:
    """Those of an ordered list whose tags, ids and classes the page has, in the order of the list.

    A page has few of the names that a list has: the rest costs nothing.
    """
    return possible(expressions, document.names)


@lru_cache(maxsize=8192)
def possible(expressions: tuple[str, ...], there: frozenset[str]) -> tuple[str, ...]:
    """The same of names alone; the pages of a template share both."""
    starts = _starts(expressions)
    hits = [hit for name in starts.keys() & there for hit in starts[name]]
    return tuple(expressions[place] for place, names in sorted(hits) if names <= there)


@cache
def _starts(expressions: tuple[str, ...]) -> dict[str, list[tuple[int, frozenset[str]]]]:
    """What selectors start from → their places in the list, with all the names they need."""
    starts: dict[str, list[tuple[int, frozenset[str]]]] = {}
    for place, text in enumerate(expressions):
        wanted = selector(text)
        starts.setdefault(wanted.start, []).append((place, wanted.names))
    return starts


def find(document: Document, text: str) -> list[Element]:
    """All elements a selector means, in document order."""
    wanted = selector(text)
    found = _start(document, wanted)
    if not found or wanted.other is None:
        return found
    others = _start(document, wanted.other)
    # A template may leave one of them empty above the one that says something.
    other = next(filter(has_text, others), others[0] if others else None)
    return _related(found, other, wanted.relation == "before") if other is not None else []


def _start(document: Document, wanted: Selector) -> list[Element]:
    anchors = document.having(wanted.start)
    if wanted.tag:
        anchors = [anchor for anchor in anchors if anchor.tag == wanted.tag]
    if wanted.classes or wanted.attribute:
        anchors = [anchor for anchor in anchors if _is(anchor, wanted)]
    if wanted.below is None:
        return anchors
    found: dict[Element, None] = {}
    below = wanted.below
    for anchor in anchors:
        inside = anchor.iterdescendants(below) if isinstance(below, str) else below(anchor)
        found.update(dict.fromkeys(inside))
    return list(found)


def _is(anchor: Element, wanted: Selector) -> bool:
    if wanted.classes:
        classes = classes_of(anchor.get("class", ""))
        if not all(one in classes for one in wanted.classes):
            return False
    if wanted.attribute is None:
        return True
    name, value = wanted.attribute
    given = anchor.get(name)
    return given is not None and value in ("", given.strip().lower())


def _related(found: list[Element], other: Element, before: bool) -> list[Element]:
    """Those before or after `other` in the smallest box around it that holds any."""
    wanted = set(found) - {other, *other.iterancestors()}
    for inside in _neighbourhoods(other):
        near = [element for element in inside if element in wanted or element is other]
        if len(near) > 1 and other in near:
            place = near.index(other)
            return near[:place] if before else near[place + 1 :]
    return []


def _neighbourhoods(element: Element) -> Iterator[Iterable[Element]]:
    """What stands around an element: beside it, then in wider and wider boxes."""
    parent = element.getparent()
    if parent is not None:
        yield parent
    boxes = [one for one in element.iterancestors() if one.tag in _BOXES]
    yield from (box.iter() for box in boxes[:3])
