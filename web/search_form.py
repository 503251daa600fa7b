"""The query string of a search in; what was asked, and what of it made no sense, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import url_for

from index import Archive
from index.results import Results, Sort
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

    q: str = ""
    newspaper: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    page: str | None = None
    author: str | None = None
    section: str | None = None
    kind: str | None = None
    sort: Sort = "relevance"
    limit: int = LIMIT
    offset: int = 0
    #: What the address said that could not be used.
    notes: tuple[str, ...] = ()
    #: Dates as they were typed, so that a form can show them again.
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        """Whether something was asked at all."""
        return bool(self.q.strip() or self.filters)

    @property
    def filters(self) -> dict[str, str]:
        """The filters, by their names in addresses."""
        held = {
            "newspaper": self.newspaper,
            "from": self.date_from and self.date_from.isoformat(),
            "to": self.date_to and self.date_to.isoformat(),
            "page": self.page,
            "by": self.author,
            "section": self.section,
            "kind": self.kind,
        }
        return {name: value for name, value in held.items() if value}

    def answer(self, archive: Archive, **instead: Any) -> Results:
        """Ask the archive; `instead` replaces sort, limit or offset."""
        bounds = {"sort": self.sort, "limit": self.limit, "offset": self.offset}
        return archive.search(self.q, **(self.terms | bounds | instead))

    @property
    def terms(self) -> dict[str, Any]:
        """The filters, as the archive takes them."""
        return {
            "newspaper": self.newspaper,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "page": self.page,
            "author": self.author,
            "section": self.section,
            "kind": self.kind,
        }

    def address(self, endpoint: str = "find.search", /, **changes: object) -> str:
        """The address of this search with something changed; None takes a thing away.

        Another search begins on its first page.
        """
        own: dict[str, object] = {"q": self.q or None, **self.filters}
        if self.sort != "relevance":
            own["sort"] = self.sort
        if self.limit != LIMIT:
            own["limit"] = self.limit
        merged: dict[str, Any] = own | changes
        return url_for(endpoint, **merged)


def read(args: Mapping[str, str]) -> Asked:
    """Read a query string. Nothing in it is an error: what makes no sense is named in `notes`."""
    notes: list[str] = []
    typed = {name: args.get(name, "").strip() for name in ("from", "to")}
    days = {name: _day(text, notes) for name, text in typed.items()}
    return Asked(
        q=args.get("q", "").replace("\x00", ""),
        newspaper=_text(args, "newspaper"),
        date_from=days["from"],
        date_to=days["to"],
        page=_text(args, "page"),
        author=_text(args, "by"),
        section=_text(args, "section"),
        kind=_text(args, "kind"),
        sort=_sort(args.get("sort") or "relevance", notes),
        limit=_number(args.get("limit"), LIMIT, 1, MOST),
        offset=_number(args.get("offset"), 0, 0, FARTHEST),
        notes=tuple(notes),
        typed=typed,
    )


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
