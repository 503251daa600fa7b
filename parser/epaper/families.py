"""An address in; its family, whether it is a page view or an article, its date and its key out."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

from parser.newspaper.families import FAMILIES, Family

LinkKind = Literal["page", "article"]


_YEAR, _MONTH, _DAY = r"((?:19|20)\d\d)", r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
#: 2022-08/10, 202208/10, 2022/08/10, 2022-08-10, 20220810 where no digit stands on either side.
_DATES = (
    re.compile(rf"(?<!\d){_YEAR}-?/?{_MONTH}[/-]{_DAY}(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}{_MONTH}{_DAY}(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}[-_.]{_MONTH}[-_.]{_DAY}(?!\d)"),
)
_STATIC = (".html", ".htm", ".shtml", ".shtm")
_COMMON_NAMES = frozenset(
    name + ending for name in ("index", "default", "node", "page", "paper") for ending in _STATIC
)
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=8192)
def family_of(address: str) -> tuple[Family, LinkKind] | None:
    """The family that an address or link belongs to, and what stands there; None for others."""
    path = urlsplit_path(address)
    for family in FAMILIES:
        if family.page.search(path):
            return family, "page"
        if family.article.search(path):
            return family, "article"
    return None


@lru_cache(maxsize=4096)
def date_in(address: str) -> date | None:
    """The day that a path, folder or file name carries; the last one where there are several."""
    for pattern in _DATES:
        for year, month, day in reversed(pattern.findall(address)):
            try:
                return date(int(year), int(month), int(day))
            except ValueError:
                continue
    return None


@lru_cache(maxsize=8192)
def key_of(address: str) -> str:
    """What two links to one page have in common within an issue: the file name, lower case.

    Query and fragment count only where the name is a program's (aspx, php); a name all folders
    share (index.html) takes its folder with it.
    """
    parts = address.strip().partition("#")[0]
    path, _, query = parts.partition("?")
    folders, _, name = unquote(path).replace("\\", "/").lower().rpartition("/")
    if not name.endswith(_STATIC):
        return f"{name}?{query.lower()}"
    return f"{folders.rpartition('/')[2]}/{name}" if name in _COMMON_NAMES else name


@lru_cache(maxsize=8192)
def shape_of(address: str) -> str:
    """A link's key with its numbers taken out: what all links of one kind on a page share."""
    return _DIGITS.sub("9", key_of(address))


def absolute(base: str | None, link: str) -> str:
    """The link as an address, where the page's own address is known; else as printed."""
    link = link.strip()
    if base is None or "://" not in base:
        return link
    try:
        return urljoin(base, link)
    except ValueError:  # an address torn beyond joining stays as it is printed
        return link


def urlsplit_path(address: str) -> str:
    """The path of an address or of a relative link, without query or fragment."""
    try:
        return urlsplit(address.strip()).path
    except ValueError:
        return address.partition("?")[0]
