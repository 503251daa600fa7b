"""The counts of a search in; lists of links that narrow it, or take a narrowing away, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.request import PROPERTIES
from index.results import FacetValue, Results
from web.histogram import days_of, period_name
from web.search_form import Asked
from web.words import page_name

#: facet → its heading, in the order in which they are shown.
_FIRST, *_OTHERS = PROPERTIES
HEADINGS: dict[str, str] = {
    _FIRST.name: _FIRST.said,
    "year": "年",
    "month": "月",
    **{each.name: each.said for each in _OTHERS},
}
#: Values shown of one facet.
SHOWN = 12
#: facet → the filter in addresses that it sets.
_FILTERS: dict[str, str] = {each.name: each.option for each in PROPERTIES}


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value, its count, and the search it leads to."""

    label: str
    count: int
    url: str
    #: Whether the search has it already; the link takes it away again.
    on: bool


@dataclass(frozen=True, slots=True)
class FacetList:
    """One facet."""

    heading: str
    links: tuple[FacetLink, ...]
    #: How many values there are beyond those shown.
    more: int


def facet_lists(asked: Asked, results: Results) -> tuple[FacetList, ...]:
    """Every facet that has something to choose or to take away."""
    return tuple(_lists(asked, results))


def _lists(asked: Asked, results: Results) -> Iterator[FacetList]:
    for name, heading in HEADINGS.items():
        values = results.facet(name)
        if name == "month" and len(results.facet("year")) > 1:
            continue  # a year first
        links = tuple(_link(asked, name, value) for value in values[:SHOWN])
        if len(values) > 1 or any(link.on for link in links):
            yield FacetList(heading, links, len(values) - len(links))


def _link(asked: Asked, facet: str, value: FacetValue) -> FacetLink:
    changes, on = _changes(asked, facet, value.value)
    return FacetLink(_said(facet, value), value.count, asked.address(**changes), on)


def _said(facet: str, value: FacetValue) -> str:
    if facet in ("year", "month"):
        return period_name(value.value)
    return page_name(value.value) if facet == "page" else value.label


def _changes(asked: Asked, facet: str, value: str) -> tuple[dict[str, object], bool]:
    """What the link changes, and whether the search is narrowed by it already."""
    if facet in _FILTERS:
        name = _FILTERS[facet]
        on = asked.filters.get(name) == value
        return {name: None if on else value}, on
    first, last = days_of(value)
    on = (asked.filters.get("from"), asked.filters.get("to")) == (first, last)
    return ({"from": None, "to": None} if on else {"from": first, "to": last}), on
