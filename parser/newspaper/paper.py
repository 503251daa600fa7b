"""What a definition says of a newspaper, as frozen values: its names, and where its pages are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

#: `{date:%Y-%m/%d}` in an address: where the day stands, and how it is written.
PLACEHOLDER = re.compile(r"\{date:[^{}]{1,40}\}")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a newspaper's issues are from a day on, and in which family's mark-up."""

    #: The first day whose issue is there; None for the oldest address that is known.
    since: date | None = None
    #: Template family, F1 … F13, X for a site of its own, JSON; None where it is not known.
    family: str | None = None
    #: Address of the first page of an issue, with `{date:%Y-%m/%d}` where the date stands.
    url_template: str | None = None
    #: Where this was learned, and when: "2022 survey".
    seen: str | None = None
    #: True where it was only read about: no page of it was seen by whoever wrote it down.
    surveyed: bool = False

    def front_page(self, day: date) -> str | None:
        """Address of the first page of that day's issue; None where no template is known."""
        if self.url_template is None:
            return None
        return PLACEHOLDER.sub(lambda found: day.strftime(found[0][6:-1]), self.url_template)

    @property
    def host(self) -> str:
        """Host and port, lower case; "" without a template."""
        return (urlsplit((self.url_template or "").partition("{")[0]).netloc or "").lower()

    @property
    def folder(self) -> str:
        """The fixed part of the path before the date, lower case, without a slash at its end."""
        return urlsplit((self.url_template or "").partition("{")[0]).path.rpartition("/")[0].lower()


#: What one of a newspaper's JSON documents holds: all pages of a day, one page, one piece.
Holds = Literal["issue", "page", "article"]


@dataclass(frozen=True, slots=True)
class JsonShape:
    """Where in one kind of a newspaper's JSON documents the fields are."""

    holds: Holds
    #: Field → the paths tried for it, in order.
    paths: tuple[tuple[str, tuple[str, ...]], ...]
    #: Where a page's and a piece's own documents are, with {date:…}, {label} and {id}.
    page_address: str | None = None
    article_address: str | None = None
    #: Fields whose paths were never held against a document of the newspaper.
    unproven: tuple[str, ...] = ()

    def path(self, field: str) -> tuple[str, ...]:
        """The paths of a field; () where the definition names none."""
        return next((found for key, found in self.paths if key == field), ())


@dataclass(frozen=True, slots=True)
class Newspaper:
    """报纸: a title with a short code, and where its pages are found."""

    code: str
    name: str
    place: str | None = None
    publisher: str | None = None
    #: The oldest address known; newer ones stand in `moved`.
    family: str | None = None
    url_template: str | None = None
    #: Other names it prints.
    names: tuple[str, ...] = ()
    #: Parts of its links and pictures that no other newspaper's have: D110000renmrb.
    marks: tuple[str, ...] = ()
    #: Hosts beside those of its addresses that its articles and pictures come from.
    hosts: tuple[str, ...] = ()
    #: 栏目: its standing columns.
    columns: tuple[str, ...] = ()
    #: How sure the oldest address is: "2022 survey".
    seen: str | None = None
    surveyed: bool = False
    #: Where it moved to, oldest first; each has a day from which it holds.
    moved: tuple[Address, ...] = ()
    #: Field → selectors tried before those of all families.
    selectors: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: Of a paper that comes as JSON.
    json: tuple[JsonShape, ...] = ()

    @property
    def addresses(self) -> tuple[Address, ...]:
        """All its addresses, oldest first."""
        first = Address(None, self.family, self.url_template, self.seen, self.surveyed)
        return (first, *self.moved)

    def address_on(self, day: date | None) -> Address:
        """Where the issue of a day is; without a day, where it is now."""
        held = [one for one in self.addresses if not day or one.since is None or one.since <= day]
        return held[-1]

    def front_page(self, day: date) -> str | None:
        """Address of the first page of that day's issue; None where no template is known."""
        return self.address_on(day).front_page(day)

    def family_on(self, day: date | None) -> str | None:
        """The family of that day's pages; without a day, of today's."""
        return self.address_on(day).family

    @property
    def called(self) -> tuple[str, ...]:
        """All names it prints."""
        return (self.name, *self.names)

    @property
    def sites(self) -> tuple[str, ...]:
        """Every host its pages may come from, each once, lower case."""
        own = [address.host for address in self.addresses]
        return tuple(dict.fromkeys(host.lower() for host in (*own, *self.hosts) if host))

    def selectors_for(self, field: str) -> tuple[str, ...]:
        """This newspaper's own selectors of a field; () where it follows its family."""
        return next((found for key, found in self.selectors if key == field), ())
