"""Addresses in, the dates that newspaper sites write into them out."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from parser.epaper.families import date_in

#: The folder of a month in such an address: everything up to html/2022-08/ or layout/202208/.
_MONTH = re.compile(r"/(?P<month>(?:19|20)\d\d-?\d\d)/(?=\d\d(?:/|$))")


def date_in_url(url: str) -> date | None:
    """The date written in a URL's path, as the parser reads it; None where there is none."""
    return date_in(_path(url))


def host_of(url: str) -> str:
    """Host and port as written; "" for what is no address."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def month_folder(url: str) -> tuple[str, str] | None:
    """The folder that holds the months, and that of the URL's own month; None where not so laid."""
    found = _MONTH.search(url)
    if found is None:
        return None
    return url[: found.start() + 1], url[: found.end()]
