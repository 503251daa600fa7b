"""An address in, the newspaper that has it out: by its whole path, or by its host alone.

A host often prints several papers, each in a folder of its own: a folder that is no definition's
is a sister paper's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import takewhile
from urllib.parse import unquote, urlsplit

from parser.newspaper.paper import Newspaper
from parser.newspaper.shelf import newspapers

#: Folders that sites of any newspaper have: they tell none.
_COMMON_WORDS = (
    "article articles attachement attachment c cms col col1 column con cont content data "
    "default dzb dzbz epaper file files h5 htm html html2 http https image images img index "
    "journal jpg l layout m media mobile mp n new newpaper news newspaper newspapers old pad "
    "page pages paper papers pc pdf pic pics picture pictures res resfile resource shtml site "
    "site1 site2 static staticsg szb szbz tplimg uniflows upload uploads wap web webpage2009 "
    "webpc www "
)
_COMMON = frozenset(_COMMON_WORDS.split())
#: No folder of a newspaper either: days, numbers, hosts.
_NO_CODE = re.compile(r"[\d_.-]*|.*[.:].*|\d{4}.*|.{33,}|.")
_CODE = re.compile(r"[a-z][a-z0-9_]*")


def folders_of(url: str) -> tuple[str, tuple[str, ...]]:
    """Host and folders of an address, lower case; "" for what is no address."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return "", ()
    folders = unquote(parts.path).lower().split("/")[1:-1]
    return parts.netloc.lower(), tuple(folder for folder in folders if folder)


def telling_folder(url: str) -> str | None:
    """The folder of an address that stands for a newspaper: xkb of /epaper/xkb/html/…"""
    return _telling(folders_of(url)[1])


def _telling(folders: tuple[str, ...]) -> str | None:
    return next((one for one in folders if _is_telling(one)), None)


def _is_telling(folder: str) -> bool:
    if folder in _COMMON or _NO_CODE.fullmatch(folder):
        return False
    return _CODE.fullmatch(folder.replace("-", "_")) is not None


def by_path(url: str) -> Newspaper | None:
    """The newspaper in whose folder an address lies, whole; None where it is none's alone."""
    return _by_path(*folders_of(url))


@lru_cache(maxsize=4096)
def _by_path(host: str, folders: tuple[str, ...]) -> Newspaper | None:
    telling = _telling(folders)
    best: dict[str, int] = {}
    for known, paper in _addresses().get(host, ()):
        own = _telling(known)
        same = telling == own if own is None or telling is None else own in folders
        if same and (own is not None or folders[: len(known)] == known):
            best[paper.code] = max(best.get(paper.code, 0), _alike(known, folders) + 1)
    return _only(host, best)


def by_host(url: str) -> Newspaper | None:
    """The newspaper that a host is of: the nearest of those that have it; None for a tie."""
    return _by_host(*folders_of(url))


@lru_cache(maxsize=4096)
def _by_host(host: str, folders: tuple[str, ...]) -> Newspaper | None:
    best: dict[str, int] = {}
    for known, paper in _addresses().get(host, ()):
        best[paper.code] = max(best.get(paper.code, 0), _alike(known, folders))
    return _only(host, best)


def is_sisters(url: str) -> bool:
    """Whether an address lies in a newspaper's folder that is no defined newspaper's."""
    host, folders = folders_of(url)
    telling = _telling(folders)
    if telling is None:
        return False
    known = [folder for path, _ in _addresses().get(host, ()) for folder in path]
    return not any(folder in known for folder in folders if _is_telling(folder))


def _only(host: str, best: Mapping[str, int]) -> Newspaper | None:
    """The one with most in common, where it is one."""
    most = [code for code, alike in best.items() if alike == max(best.values())]
    if len(most) != 1:
        return None
    return next(paper for _, paper in _addresses()[host] if paper.code == most[0])


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many folders two paths begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@cache
def _addresses() -> Mapping[str, tuple[tuple[tuple[str, ...], Newspaper], ...]]:
    """Host → the folders of each paper that has addresses or pieces there."""
    hosts: dict[str, tuple[tuple[tuple[str, ...], Newspaper], ...]] = {}
    for paper in newspapers():
        for address in paper.addresses:
            if address.host:
                folders = tuple(one for one in address.folder.split("/") if one)
                hosts[address.host] = (*hosts.get(address.host, ()), (folders, paper))
        for host in (one.lower() for one in paper.hosts):
            hosts[host] = (*hosts.get(host, ()), ((), paper))
    return hosts
