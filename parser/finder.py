"""A selector and a page in, elements out: as much of CSS as selectors.py needs, any case of names.

table.wz td.font01        tags, ids, classes, [attribute=value], descendants
td.font02 before td.font01   elements that stand before the first of others, in the same box
td.font02 after td.font01
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
    #: Further conditions on the start, and the way down from it; None for none.
    below: etree.XPath | None
    relation: str | None = None
    other: Selector | None = None


@cache
def selector(text: str) -> Selector:
    """The selector of an expression. Raises ValueError for one that is none."""
    for relation in ("before", "after"):
        head, found, tail = text.partition(f" {relation} ")
        if found:
            first, second = selector(head), selector(tail)
            return Selector(first.tag, first.name, first.css_class, first.below, relation, second)
    compounds = [_compound(part, text) for part in text.split()]
    if not compounds:
        raise ValueError("empty selector")
    start = compounds[0]
    classes = [one for one in start["classes"].lower().split(".") if one]
    path = _conditions(start, classes)
    path = f"self::*{path}" if path else "."
    path += "".join(f"/descendant::{_step(compound)}" for compound in compounds[1:])
    return Selector(
        start["tag"].lower() or None,
        start["id"].lower() or None,
        classes[0] if classes else None,
        None if path == "." else etree.XPath(path),
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
        value = compound["value"].strip("\"'").lower()
        test = (
            f"{_folded(compound['attribute'])}='{value}'" if value else f"@{compound['attribute']}"
        )
        found.append(f"[{test}]")
    return "".join(found)


def _folded(attribute: str) -> str:
    return f"translate(normalize-space(@{attribute}), '{_UPPER}', '{_LOWER}')"


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
    if wanted.below is None:
        return anchors
    found: dict[Element, None] = {}
    for anchor in anchors:
        found.update(dict.fromkeys(wanted.below(anchor)))
    return list(found)


def _related(found: list[Element], other: Element, before: bool) -> list[Element]:
    """Those before or after `other` in the smallest box around it that holds any."""
    wanted = set(found)
    for box in _boxes(other):
        inside = [element for element in box.iter() if element in wanted or element is other]
        if len(inside) > 1 and other in inside:
            place = inside.index(other)
            near = inside[:place] if before else inside[place + 1 :]
            return [one for one in near if one is not other and one not in _line(other)]
    return []


def _line(element: Element) -> set[Element]:
    """The elements around one: none of them stands beside it."""
    return set(element.iterancestors())


def _boxes(element: Element) -> Iterator[Element]:
    boxes = [parent for parent in element.iterancestors() if parent.tag in _BOXES]
    return iter(boxes[:3])
