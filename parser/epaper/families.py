"""Template families of Chinese e-papers as data: what the addresses of their pages look like.

An address in; its family, whether it is a page view or an article, its date and its key out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

LinkKind = Literal["page", "article"]


@dataclass(frozen=True, slots=True)
class Family:
    """One template family; the patterns are searched in the path of an address, any case."""

    code: str
    name: str
    page: re.Pattern[str]
    article: re.Pattern[str]
    #: A link to a piece beside a page view, where its name alone is not telling; None for most.
    piece: re.Pattern[str] | None = None


def _family(code: str, name: str, page: str, article: str, piece: str | None = None) -> Family:
    alone = re.compile(piece, re.I) if piece else None
    return Family(code, name, re.compile(page, re.I), re.compile(article, re.I), alone)


#: Most telling shape first: a path is of the first family it fits.
FAMILIES = (
    _family(
        "F2n",
        "Founder nbs/nw",
        r"(?:^|/)nbs\.D\d{3,9}[a-z0-9]+_[a-z]?\d+\.html?$",
        r"(?:^|/)nw\.D\d{3,9}[a-z0-9]+_\d{8}_\d+-[a-z]?\d+\.html?$",
    ),
    _family(
        "F5",
        "shtml",
        r"(?:^|/)(?:shtml/\w+/\d{8}/)?(?:v[a-z]{0,2}\d{1,3}|index)\.shtml$",
        r"(?:^|/)\d+\.shtml$",
    ),
    _family(
        "F6",
        "PaperIndex",
        r"(?:^|/)(?:Page\d+[a-z]{0,3}|IssueIndex|PaperIndex)\.html?$",
        r"(?:^|/)Arti(?:cel|cle)\w+\.html?$",
    ),
    _family(
        "F7",
        "szbz",
        r"szbz/\d{8}/(?:szbz[a-z]?\d{1,3}|index)\.html?$",
        r"(?:^|/)szbz(?:/\d{8}/)?\w{5,}\.html?$",
    ),
    _family(
        "F4",
        "joyhua",
        r"(?:^|/)\d{8}/html/(?:index|page_\w{1,4})\.html?$",
        r"(?:^|/)(?:\d{8}/html/content_\d+|(?:page_\w{1,4}|index)_content_\w+)\.html?$",
    ),
    _family(
        "F8",
        "Qpaper",
        r"(?:^|/)Qpaper\w*\.html?$",
        r"Html/\d{4}-\d\d-\d\d/\w*\d+\.html?$",
        r"(?:\./)?\d+\.html?$",
    ),
    _family(
        "F9",
        "uniflows",
        r"/\d{4}/\d\d/\d\d/\w{1,4}/default\.html?$",
        r"(?:/\d{4}/\d\d/\d\d/\w{1,4}/|^|/)[a-z]?\d{1,3}_\d+\.html?$",
    ),
    _family(
        "F11",
        "YYYYMMDD_001",
        r"(?:^|/)\d{8}_[a-z]?\d{1,4}\.html?$",
        r"(?:^|/)\d{8}_[a-z]?\d{1,4}_\d+\.html?$",
    ),
    _family(
        "F13",
        "edition",
        r"(?:^|/)edition\d+(?:_\w+)?\.html?$",
        r"(?:/\d{4}-\d\d/\d\d/article\w+|(?:^|/)content/\d{4}-\d\d/\d\d/"
        r"(?!(?:edition|index|node|content|page|con|col)_?)\w*\d)\.html?$",
    ),
    _family(
        "F1",
        "Founder new layout",
        r"(?:/\d{6}/\d\d/(?:node_?|col_?|l|n_)[a-z]{0,4}\d{1,4}[a-z]?\.html?"
        r"|(?:layout|column|col)/(?:\d{6}/\d\d/)?\w+\.html?)$",
        r"(?:/\d{6}/\d\d/(?:content_?|con_?|c_?)\w*\d\.html?|(?:^|/)content_\d+\.html)$",
    ),
    _family(
        "F10",
        "fzsyun",
        r"/\d{4}-\d\d/\d\d/node_\w+\.html$",
        r"/\d{4}-\d\d/\d\d/content_\d+\.html$",
    ),
    _family(
        "F3",
        "wz/npm",
        r"(?!)",  # its page views look like those of F2: told by the links in them
        r"(?:^|/)content_\d+_\d+\.html?$",
    ),
    _family(
        "F2",
        "Founder classic",
        r"(?:^|/)node(?:_\w+)?\.html?$",
        r"(?:^|/)content_\w*\d\.html?$",
    ),
    _family(
        "F12",
        "Qingdao",
        r"html/\w+/\d{8}/(?:index|[a-z]+\d{1,3})\.html?$",
        r"(?:html/\w+/\d{8}/[a-z]+|^(?:\./)?[a-z]{1,6}b)\d{4,9}\.html?$",
    ),
)

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
