"""A selector and a page in, elements out: as much of CSS as selectors.py needs, any case of names.

table.wz td.font01        tags, ids, classes, [attribute=value], descendants
td.font02 before td.font01   elements that stand before the first of others, in the same box
td.font02 after td.font01
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from lxml import etree

from parser.markup import Document, Element

_COMPOUND = re.compile(
    r"(?P<tag>[a-zA-Z][\w-]*)?(?:#(?P<id>[\w-]+))?(?P<classes>(?:\.[\w-]+)*)"
    r"(?:\[(?P<attribute>[\w-]+)(?:=(?P<value>[^\]]*))?\])?"
)
_UPPER, _LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
_BOXES = ("table", "div", "body")


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector taken apart: where to start by index, and how to go on from there."""

    tag: str | None
    name: str | None
    css_class: str | None
    #: Further classes, and an attribute with its value, that the start must have.
    classes: tuple[str, ...] = ()
    attribute: tuple[str, str] | None = None
    #: The way down from the start; None for the start itself.
    below: etree.XPath | None = None
    relation: str | None = None
    other: Selector | None = None


@cache
def selector(text: str) -> Selector:
    """The selector of an expression. Raises ValueError for one that is none."""
    for relation in ("before", "after"):
        head, found, tail = text.partition(f" {relation} ")
        if found:
            return replace(selector(head), relation=relation, other=selector(tail))
    compounds = [_compound(part, text) for part in text.split()]
    if not compounds:
        raise ValueError("empty selector")
    start = compounds[0]
    classes = [one for one in start["classes"].lower().split(".") if one]
    path = "/".join(f"descendant::{_step(compound)}" for compound in compounds[1:])
    return Selector(
        start["tag"].lower() or None,
        start["id"].lower() or None,
        classes[0] if classes else None,
        tuple(classes[1:]),
        (start["attribute"], _value(start)) if start["attribute"] else None,
        etree.XPath(path) if path else None,
    )


def _compound(part: str, text: str) -> dict[str, str]:
    match = _COMPOUND.fullmatch(part)
    if match is None or not part:
        raise ValueError(f"no selector: {text!r}")
    return {name: value or "" for name, value in match.groupdict().items()}


def _step(compound: dict[str, str]) -> str:
    classes = [one for one in compound["classes"].lower().split(".") if one]
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


def matching(document: Document, expressions: tuple[str, ...]) -> list[str]:
    """Those of an ordered list whose start the page has at all, in the order of the list.

    A page has few of the ids and classes that a list names: the rest costs nothing.
    """
    names, tags = _starts(expressions)
    places = [place for hit in names.keys() & document.starts for place in names[hit]]
    places += [place for tag, place in tags if document.tags[tag]]
    return [expressions[place] for place in sorted(places)]


@cache
def _starts(
    expressions: tuple[str, ...],
) -> tuple[dict[str, list[int]], tuple[tuple[str, int], ...]]:
    """What expressions start from, with their places in the list: ids and classes, then tags."""
    names: dict[str, list[int]] = {}
    tags: list[tuple[str, int]] = []
    for place, text in enumerate(expressions):
        wanted = selector(text)
        if wanted.name is not None:
            names.setdefault(f"#{wanted.name}", []).append(place)
        elif wanted.css_class is not None:
            names.setdefault(f".{wanted.css_class}", []).append(place)
        else:
            tags.append((wanted.tag or "html", place))
    return names, tuple(tags)


def find(document: Document, text: str) -> list[Element]:
    """All elements a selector means, in document order."""
    wanted = selector(text)
    found = _start(document, wanted)
    if not found or wanted.other is None:
        return found
    others = _start(document, wanted.other)
    return _related(found, others[0], wanted.relation == "before") if others else []


def _start(document: Document, wanted: Selector) -> list[Element]:
    anchors = document.anchored(wanted.tag, wanted.name, wanted.css_class)
    if wanted.classes or wanted.attribute:
        anchors = [anchor for anchor in anchors if _has(anchor, wanted)]
    if wanted.below is None:
        return anchors
    found: dict[Element, None] = {}
    for anchor in anchors:
        found.update(dict.fromkeys(wanted.below(anchor)))
    return list(found)


def _has(anchor: Element, wanted: Selector) -> bool:
    names = anchor.get("class", "").lower().split()
    if not all(one in names for one in wanted.classes):
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
