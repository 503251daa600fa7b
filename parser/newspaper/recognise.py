"""What a page shows of its newspaper in, that newspaper out, why, and what disagrees.

The property block wins over the title, that over the whole path, that over the host. A paper
without a definition is the one that its pages print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from parser.model import CODE
from parser.newspaper.definition import RESERVED
from parser.newspaper.paper import Newspaper
from parser.newspaper.printed_names import known_in, named_in, stated_name
from parser.newspaper.shelf import by_name, definition, is_defined, newspapers
from parser.newspaper.site import by_host, by_path, is_sisters, telling_folder

Sign = Literal["property", "title", "path", "host", "folder", "mark", "file name"]


#: A sign, what was read there, and the newspaper; None for one without a definition.
Told = tuple[Sign, str, Newspaper | None]


@dataclass(frozen=True, slots=True)
class Signs:
    """What of a page may tell whose it is; "" and () for what it lacks."""

    #: The property block's name of the paper.
    stated: str = ""
    titles: tuple[str, ...] = ()
    #: The piece's own headlines: a name in one of them is no newspaper's.
    headlines: Callable[[], tuple[str, ...]] = tuple
    url: str = ""
    #: The links of the page, where nothing surer tells.
    links: Callable[[], str] = str
    #: The code in the name of the file.
    code: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The newspaper of a page, and what told it."""

    newspaper: Newspaper
    sign: Sign
    #: What was read: the name, the address, the mark.
    read: str
    #: What on the page says otherwise, and what had to be made up, in words.
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Codes:
    """Codes given to newspapers without a definition; one name keeps one code."""

    #: Code → name of what is held already: an archive's newspapers.
    held: Mapping[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)

    def code_of(self, name: str, folder: str | None) -> str:
        """The folder, else the initials of the name; with 2, 3 … where another paper has it."""
        for code, known in (*self.given.items(), *self.held.items()):
            if known == name:
                return code
        stem = (folder or initials(name)).replace("-", "_")[:30]
        number = 1
        while True:
            code = stem if number == 1 else f"{stem}{number}"
            if self._free(code, name):
                self.given[code] = name
                return code
            number += 1

    def _free(self, code: str, name: str) -> bool:
        if code in RESERVED or not CODE.fullmatch(code) or is_defined(code):
            return False
        # A paper known by its folder alone is the one that prints its name on another page.
        holder = self.given.get(code) or self.held.get(code) or code
        return holder in (name, code) or name == code


def initials(name: str) -> str:
    """The first letters of a name in pinyin: hwqnb of 河湾青年报."""
    from pypinyin import Style, lazy_pinyin  # a fifth of a second, and few papers need it

    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore"))
    return "".join(letter for letter in letters.lower() if letter.isascii()) or "paper"


def recognise(signs: Signs, codes: Codes | None = None) -> Recognised | None:
    """The newspaper of a page; None where nothing tells."""
    codes = codes if codes is not None else Codes()
    found = _without_headline(list(_signs(signs)), signs) or list(_last_resorts(signs))
    if not found:
        return None
    sign, read, paper = found[0]
    notes = []
    if paper is None:
        paper = _undefined(read, signs, codes)
        said = (
            f"《{paper.name}》 has no definition" if paper.name != paper.code else "prints no name"
        )
        notes.append(f"{said}: read as {paper.code}")
    told = {*paper.called, paper.code}
    for other_sign, other_read, other in found[1:]:
        name = other.name if other is not None else other_read
        if name not in told and other_sign != "folder":
            told.add(name)
            notes.append(f"《{paper.name}》 by its {sign}, but 《{name}》 by its {other_sign}")
    return Recognised(paper, sign, read, tuple(notes))


def _signs(signs: Signs) -> Iterator[Told]:
    """Each sign with what was read, surest first."""
    paper = None
    if name := stated_name(signs.stated):
        paper = _of_name(name, signs)
        yield "property", name, paper
    yield from _titles(signs, paper)
    if signs.url:
        yield from _address(signs.url)
    if signs.code and is_defined(signs.code):
        yield "file name", signs.code, definition(signs.code)


def _of_name(name: str, signs: Signs) -> Newspaper | None:
    """The paper of a stated name; the file's code is asked first, which reads one definition."""
    if signs.code and is_defined(signs.code) and name in definition(signs.code).called:
        return definition(signs.code)
    return by_name().get(name) or known_in(name) or _shortened(name, signs.url)


def _shortened(name: str, url: str) -> Newspaper | None:
    """The paper of an address whose name a property cuts short: 大同 of 大同日报."""
    paper = by_path(url) or by_host(url) if url else None
    return (
        paper if paper is not None and any(one.startswith(name) for one in paper.called) else None
    )


def _last_resorts(signs: Signs) -> Iterator[Told]:
    """Where no sign tells: a mark in the links, else the code of a file, defined or not."""
    if marked := _marked(signs.links()):
        yield "mark", marked[0], marked[1]
    elif signs.code:
        yield "file name", signs.code, None


def _without_headline(found: list[Told], signs: Signs) -> list[Told]:
    """The signs without a title that another belies and that is the piece's own headline."""
    if len(found) < 2 or found[0][0] != "title" or found[0][2] in (None, found[1][2]):
        return found
    paper = found[0][2]
    headlines = "\n".join(signs.headlines())
    return found[1:] if paper and any(name in headlines for name in paper.called) else found


def _titles(signs: Signs, stated: Newspaper | None) -> Iterator[Told]:
    """What the titles name; nothing where they name the paper that is stated already."""
    if stated and any(name in title for title in signs.titles for name in stated.called):
        return
    for title in signs.titles:
        if paper := known_in(title):
            yield "title", title, paper
            return
    for title in signs.titles:
        for name in named_in(title):
            if not any(name in headline for headline in signs.headlines()):
                yield "title", name, None
                return


def _address(url: str) -> Iterator[Told]:
    if paper := by_path(url):
        yield "path", url, paper
        return
    folder = telling_folder(url)
    if folder and is_sisters(url):
        yield "folder", folder, None
    if paper := by_host(url):
        yield "host", url, paper


def _marked(links: str) -> tuple[str, Newspaper] | None:
    marks = ((mark, paper) for paper in newspapers() for mark in paper.marks)
    return next(((mark, paper) for mark, paper in marks if mark in links), None)


def _undefined(read: str, signs: Signs, codes: Codes) -> Newspaper:
    """A newspaper known by what it prints alone."""
    folder = telling_folder(signs.url) if signs.url else None
    own = signs.code if signs.code and not is_defined(signs.code) else None
    code = codes.code_of(read, own or folder)
    return Newspaper(code=code, name=read)
