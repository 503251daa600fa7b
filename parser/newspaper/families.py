"""Template families of Chinese e-papers as data: what the addresses of their pages look like."""

from __future__ import annotations

import re
from dataclasses import dataclass


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
        r"(?:^|/)(?:shtml/\w+/\d{8}/(?:v[a-z]{0,2}\d{1,3}|index)\.s?html"
        r"|(?:v[a-z]{0,2}\d{1,3}|index)\.shtml)$",
        r"(?:^|/)(?:\d+\.shtml|shtml/\w+/\d{8}/\d+\.s?html)$",
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

#: A site of its own, read by its definition's selectors or by what every family tries.
OWN_SITE = "X"
#: A paper whose pages are JSON: its definition says where the fields are.
JSON = "JSON"
#: What a definition may name.
FAMILY_CODES = frozenset((*(family.code for family in FAMILIES), OWN_SITE, JSON))
