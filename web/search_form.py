"""The query string of a search in; what was asked, and what of it made no sense, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from flask import url_for

from index import Archive
from index.request import PROPERTIES, Search, Sort
from index.results import Results
from web.addresses import read_day

#: sort → what a reader calls it.
SORTS: dict[Sort, str] = {"relevance": "相关", "newest": "最新", "oldest": "最早"}
LIMIT = 10
#: More on one page is no reading; `search.csv` is for that.
MOST = 100
#: No archive has so many stories; larger numbers are a slip of the hand.
FARTHEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address says it."""

    search: Search
    #: What the address said that could not be used.
    notes: tuple[str, ...] = ()
    #: Dates as they were typed, so that a form can show them again.
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def q(self) -> str:
        """What was typed."""
        return self.search.query

    @property
    def anything(self) -> bool:
        """Whether something was asked at all."""
        return bool(self.q.strip() or self.filters)

    @property
    def filters(self) -> dict[str, str]:
        """The filters, by their names in addresses."""
        days = {"from": self.search.date_from, "to": self.search.date_to}
        held = {name: day.isoformat() for name, day in days.items() if day}
        return held | {each.option: value for each, value in self.search.filters()}

    def answer(self, archive: Archive, **instead: Any) -> Results:
        """Ask the archive; `instead` replaces sort, limit or offset."""
        return archive.search(self.search, **instead)

    def address(self, endpoint: str = "find.search", /, **changes: object) -> str:
        """The address of this search with something changed; None takes a thing away.

        Another search begins on its first page.
        """
        own: dict[str, object] = {"q": self.q or None, **self.filters}
        if self.search.sort != "relevance":
            own["sort"] = self.search.sort
        if self.search.limit != LIMIT:
            own["limit"] = self.search.limit
        merged: dict[str, Any] = own | changes
        return url_for(endpoint, **merged)


def read(args: Mapping[str, str]) -> Asked:
    """Read a query string. Nothing in it is an error: what makes no sense is named in `notes`."""
    notes: list[str] = []
    typed = {name: args.get(name, "").strip() for name in ("from", "to")}
    days = {name: _day(text, notes) for name, text in typed.items()}
    properties: dict[str, Any] = {e.name: _text(args, e.option) for e in PROPERTIES}
    search = Search(
        query=args.get("q", "").replace("\x00", ""),
        date_from=days["from"],
        date_to=days["to"],
        sort=_sort(args.get("sort") or "relevance", notes),
        limit=_number(args.get("limit"), LIMIT, 1, MOST),
        offset=_number(args.get("offset"), 0, 0, FARTHEST),
    )
    return Asked(replace(search, **properties), tuple(notes), typed)


def _sort(text: str, notes: list[str]) -> Sort:
    for sort in SORTS:
        if sort == text:
            return sort
    notes.append(f"排序“{text[:20]}”不认识，按相关排列")
    return "relevance"


def _text(args: Mapping[str, str], name: str) -> str | None:
    return args.get(name, "").replace("\x00", "").strip()[:100] or None


def _day(text: str, notes: list[str]) -> date | None:
    day = read_day(text)
    if text and day is None:
        notes.append(f"日期“{text[:20]}”看不懂，没有用上；要写成 2022-08-10 的样子")
    return day


def _number(text: str | None, otherwise: int, least: int, most: int) -> int:
    """A number within bounds; `otherwise` for what is none."""
    if text is None or not (text.isascii() and text.isdigit()):
        return otherwise
    return min(max(int(text[:12]), least), most)
