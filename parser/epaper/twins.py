"""Captures of one issue in; the same out, pages that print one label told apart for the time.

Two pages both printed 03 are two pages: each keeps its section and its zones. While the issue is
put together the second is called 03 and its place among them, after a sign that no label has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from parser.epaper.families import key_of
from parser.epaper.lists import PageLink
from parser.epaper.page_view import PageView
from parser.epaper.place import Leaf
from parser.ids import make_id, split_id
from parser.model import Page

_SIGN = "\0"


@dataclass(frozen=True, slots=True)
class _Twin:
    """One of the pages of a label: what links to it share, and its section."""

    key: str | None
    section: str | None


_Twins = Mapping[str, Sequence[_Twin]]


def printed(label: str) -> str:
    """The label as the page has it."""
    return label.partition(_SIGN)[0]


def told_apart(leaves: Sequence[Leaf]) -> Sequence[Leaf]:
    """The captures with the labels of such pages made different; as they are where none is."""
    found = _twins(leaves)
    return [_renamed(leaf, found, _homes(leaves)) for leaf in leaves] if found else leaves


def numbered_on(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages under their printed labels, the ids of a later one going on from the first's."""
    counts: Counter[str] = Counter()
    made: list[Page] = []
    for page in pages:
        label = printed(page.label)
        first, counts[label] = counts[label], counts[label] + len(page.articles)
        articles = (
            replace(one, id=make_id(split_id(one.id).stem, label, first + n))
            for n, one in enumerate(page.articles, 1)
        )
        same = label == page.label
        made.append(page if same else replace(page, label=label, articles=tuple(articles)))
    return tuple(made)


def _twins(leaves: Sequence[Leaf]) -> _Twins:
    """The labels that two pages or more carry, with those pages."""
    lists = [leaf.view.pages for leaf in leaves if leaf.view is not None]
    found: defaultdict[str, list[_Twin]] = defaultdict(list)
    for link in max(lists, key=len, default=()):
        found[link.label].append(_Twin(key_of(link.url), link.section))
    for leaf in leaves:
        if leaf.article is None and leaf.view is not None and leaf.view.label:
            known = found[leaf.view.label]
            if not any(_is_same(twin, leaf, leaf.view, leaves) for twin in known):
                known.append(_Twin(leaf.key, leaf.view.section))
    return {label: twins for label, twins in found.items() if len(twins) > 1}


def _is_same(twin: _Twin, leaf: Leaf, view: PageView, leaves: Sequence[Leaf]) -> bool:
    """Whether a page view is of that page; a second capture of it lists the same pieces."""
    if twin.key == leaf.key or None in (twin.section, view.section) or twin.section == view.section:
        return True
    other = next((one.view for one in leaves if one.key == twin.key and one.article is None), None)
    return other is None or bool(_pieces(other) & _pieces(view))


def _pieces(view: PageView) -> set[str]:
    return {key_of(link.url) for link in view.articles}


def _homes(leaves: Sequence[Leaf]) -> dict[str, str]:
    """Keys of pieces with the key of the page view that lists them."""
    return {
        key: leaf.key
        for leaf in leaves
        if leaf.article is None and leaf.view is not None
        for key in _pieces(leaf.view)
    }


def _renamed(leaf: Leaf, found: _Twins, homes: Mapping[str, str]) -> Leaf:
    """The capture with the label of its own page, and of those it lists, made different."""
    home = leaf.key if leaf.article is None else homes.get(leaf.key)
    view, article = leaf.view, leaf.article
    if view is not None:
        label = view.label and _name(found, view.label, home, view.section)
        view = replace(view, label=label, pages=tuple(_renamed_links(found, view.pages)))
    if article is not None and article.label:
        article = replace(article, label=_name(found, article.label, home, article.section))
    return replace(leaf, view=view, article=article)


def _renamed_links(found: _Twins, links: Iterable[PageLink]) -> Iterable[PageLink]:
    for link in links:
        yield replace(link, label=_name(found, link.label, key_of(link.url), link.section))


def _name(found: _Twins, label: str, key: str | None, section: str | None) -> str:
    """The label, and the place of the page among those that carry it, from the second on."""
    twins = found.get(label, ())
    by_key = (n for n, twin in enumerate(twins) if key is not None and twin.key == key)
    by_section = (n for n, twin in enumerate(twins) if section and twin.section == section)
    place = next(by_key, None)
    place = next(by_section, 0) if place is None else place
    return f"{label}{_SIGN}{place}" if place else label
