"""A selector and a page in, elements out: plain CSS, names of tags, ids and classes in any case.

td.font02:precedes("td.font01")   elements that stand before the first of others, in the same box
td.font02:follows("td.font01")    elements that stand after it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from cssselect import SelectorError, parse
from cssselect import parser as css
from cssselect.xpath import HTMLTranslator, XPathExpr
from lxml import etree

from parser.markup.names import classes_of
from parser.markup.tree import Document, Element, has_text

Relation = Literal["precedes", "follows"]

_UPPER, _LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
_BOXES = ("table", "div", "body")


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector taken apart: where to start by index, and how to go on from there."""

    #: `#id`, `.class` or tag; "html" where only the whole page will do.
    start: str
    #: What else the start must be: its tag, further classes; an attribute with its value.
    tag: str = ""
    classes: tuple[str, ...] = ()
    attribute: tuple[str, str] | None = None
    #: The way down from the start: a tag or a path; None for the start itself.
    below: etree.XPath | str | None = None
    #: The tags, ids and classes that a page must have for any of this to be on it.
    names: frozenset[str] = frozenset()
    relation: Relation | None = None
    other: Selector | None = None


@dataclass(frozen=True, slots=True)
class _Compound:
    """One compound of a selector, as the index of a page has its names."""

    tag: str = ""
    id: str = ""
    classes: tuple[str, ...] = ()
    #: Name and value, "" for any.
    attribute: tuple[str, str] | None = None

    @property
    def names(self) -> list[str]:
        """What an element must be, the rarest first."""
        found = [f"#{self.id}"] if self.id else []
        return [*found, *(f".{one}" for one in self.classes), *([self.tag] if self.tag else [])]


class _Translator(HTMLTranslator):
    """CSS to XPath, with ids, classes and values of attributes in any case."""

    def xpath_attrib_includes(self, xpath: XPathExpr, name: str, value: str | None) -> XPathExpr:
        """One of the words of an attribute: a class."""
        return super().xpath_attrib_includes(xpath, _folded(name), value and value.lower())

    def xpath_attrib_equals(self, xpath: XPathExpr, name: str, value: str | None) -> XPathExpr:
        """The whole of an attribute: an id."""
        return super().xpath_attrib_equals(xpath, _folded(name), value and value.lower())


def _folded(attribute: str) -> str:
    return f"translate(normalize-space({attribute}), '{_UPPER}', '{_LOWER}')"


_TRANSLATOR = _Translator()


@cache
def selector(text: str) -> Selector:
    """The selector of an expression. Raises ValueError for one that is none."""
    try:
        groups = parse(text)
        if len(groups) != 1:
            return _anywhere(text, frozenset())
        tree, relation, other = _related_to(groups[0].parsed_tree)
        found = _taken_apart(tree)
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"no selector: {text!r} ({error})") from error
    if other is None:
        return found
    return replace(found, relation=relation, other=other, names=found.names | other.names)


def _anywhere(path: str, names: frozenset[str]) -> Selector:
    """A selector that starts from no name: its path is walked from the root of the page."""
    return Selector("html", below=etree.XPath(_TRANSLATOR.css_to_xpath(path)), names=names)


def _related_to(tree: css.Tree) -> tuple[css.Tree, Relation | None, Selector | None]:
    """A tree without the relation at its end, and that with the selector it names."""
    if isinstance(tree, css.CombinedSelector):
        last, relation, other = _related_to(tree.subselector)
        return css.CombinedSelector(tree.selector, tree.combinator, last), relation, other
    if isinstance(tree, css.Function) and tree.name in ("precedes", "follows"):
        if len(tree.arguments) != 1 or not isinstance(said := tree.arguments[0].value, str):
            raise SelectorError(f":{tree.name}() takes one selector in quotes")
        wanted: Relation = "precedes" if tree.name == "precedes" else "follows"
        return tree.selector, wanted, selector(said)
    return tree, None, None


def _taken_apart(tree: css.Tree) -> Selector:
    """The start of a selector and the way down; CSS beyond plain descendants is one path."""
    parts: list[css.Tree] = []
    plain = True
    here = tree
    while isinstance(here, css.CombinedSelector):
        parts.insert(0, here.subselector)
        plain = plain and here.combinator == " "
        here = here.selector
    compounds = [_compound(part) for part in (here, *parts)]
    first = compounds[0]
    if first is None or not first.names or not plain:
        path = _TRANSLATOR.selector_to_xpath(css.Selector(tree))
        return Selector("html", below=etree.XPath(path), names=_named(compounds))
    start, *others = first.names
    return Selector(
        start,
        next((one for one in others if one[0] != "."), ""),
        tuple(one for one in others if one[0] == "."),
        first.attribute,
        _way(parts, compounds[1:]),
        _named(compounds),
    )


def _named(compounds: list[_Compound | None]) -> frozenset[str]:
    """All names that a page must have for the compounds to be on it."""
    return frozenset(name for one in compounds if one is not None for name in one.names)


def _way(parts: list[css.Tree], compounds: list[_Compound | None]) -> etree.XPath | str | None:
    """How to go down: lxml finds a mere tag faster than any path."""
    if not parts:
        return None
    only = compounds[0] if len(compounds) == 1 else None
    if only is not None and only.tag and only == _Compound(tag=only.tag):
        return only.tag
    steps = (_TRANSLATOR.xpath(part) for part in parts)
    return etree.XPath("/".join(f"descendant::{step}" for step in steps))


def _compound(tree: css.Tree) -> _Compound | None:
    """A compound of tag, id, classes and at most one attribute; None for other CSS."""
    if isinstance(tree, css.Element):
        return _Compound(tag=(tree.element or "").lower())
    if not isinstance(tree, css.Hash | css.Class | css.Attrib):
        return None
    found = _compound(tree.selector)
    if found is None:
        return None
    if isinstance(tree, css.Hash):
        return replace(found, id=tree.id.lower())
    if isinstance(tree, css.Class):
        return replace(found, classes=(*found.classes, tree.class_name.lower()))
    if found.attribute is not None or tree.operator not in ("exists", "="):
        return None
    value = tree.value.value if tree.value is not None else ""
    return replace(found, attribute=(tree.attrib.lower(), (value or "").strip().lower()))


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
    return _related(found, other, wanted.relation == "precedes") if other is not None else []


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
