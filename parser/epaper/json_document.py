"""A capture of a newspaper's JSON in, the document out, with the paper whose form it has.

Where the fields are is told by the paper's definition, in paths.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from functools import cache
from typing import Any

from parser.epaper.days import printed_days
from parser.epaper.families import date_in
from parser.epaper.whose import code_in_name
from parser.errors import NoIssue, ParseError, UnreadableSource
from parser.issue_json import load_json
from parser.markup.tree import one_line
from parser.newspaper import Newspaper, Signs, newspapers, recognise
from parser.newspaper.json_path import first_of, values
from parser.newspaper.paper import JsonShape
from parser.source.capture import Capture
from parser.source.encoding import decode

_TAG = re.compile(r"<[^<>]{0,300}>")
#: What an issue as this program prints it has, and no paper's own JSON.
_ISSUE_KEYS = frozenset(("newspaper", "date"))
#: A day's document says more than a page's, and that more than a piece's.
_RANK = {"issue": 0, "page": 1, "article": 2}
_TELLING = ("label", "articles", "headline")


@dataclass(frozen=True, slots=True)
class JsonPage:
    """One JSON document of a newspaper, opened: what it holds, and where that is."""

    capture: Capture
    document: Any
    newspaper: Newspaper
    shape: JsonShape
    day: Date | None

    @property
    def source(self) -> str:
        """The address where it is known, else the file's name."""
        return self.capture.url or self.capture.name

    def one(self, holder: Any, field: str) -> str | None:
        """A field of a page or a piece on one line, tags taken out; None where it holds nothing."""
        found = [plain_text(value) for value in first_of(holder, self.shape.path(field))]
        return next((text for text in found if text), None)

    def at(self, holder: Any, path: str) -> str | None:
        """The first filled text at one path of a page or a piece; None for none."""
        return next((text for one in values(holder, path) if (text := plain_text(one))), None)

    def many(self, holder: Any, field: str) -> list[Any]:
        """All values of a field; [] for none."""
        return first_of(holder, self.shape.path(field))

    @property
    def pages(self) -> list[Any]:
        """The pages in it; a page's or a piece's document is its own."""
        return self.many(self.document, "pages") if self.shape.holds == "issue" else [self.document]

    def articles(self, page: Any) -> list[Any]:
        """The pieces of one of its pages."""
        return [page] if self.shape.holds == "article" else self.many(page, "articles")


def is_json(capture: Capture) -> bool:
    """Whether a capture is JSON, by how it begins."""
    return capture.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def is_papers_own(capture: Capture, newspaper: Newspaper | None = None) -> bool:
    """Whether JSON is a newspaper's own and not Issue JSON, which names newspaper and date."""
    if b'"newspaper"' in capture.body[:400]:
        return False
    try:
        document = load_json(capture.body)
    except ParseError:
        return False
    first = document[0] if isinstance(document, list) and document else document
    if isinstance(first, dict) and first.keys() & _ISSUE_KEYS == _ISSUE_KEYS:
        return False
    known = newspaper or _addressed(capture)
    return bool(_fitting(document, (known,) if known else ()))


def open_json(capture: Capture, newspaper: Newspaper | None = None) -> JsonPage:
    """The document of a capture. `newspaper` is whose it is, where that is known.

    Raises UnreadableSource for what is no JSON, NoIssue where no definition fits it.
    """
    text = decode(capture.body, capture.content_type)
    try:
        document = load_json(text.lstrip("\ufeff"))
    except ParseError as error:
        raise UnreadableSource(error.message, file=capture.name) from error
    known = newspaper or _addressed(capture)
    fitting = _fitting(document, (known,) if known else ())
    papers = {paper.code for paper, _ in fitting}
    if len(papers) != 1:
        why = "of more than one paper's form: say --newspaper" if papers else "of no known form"
        code = newspaper.code if newspaper else None
        raise NoIssue(f"JSON {why}", newspaper=code, file=capture.name)
    paper, shape = fitting[0]
    page = JsonPage(capture, document, paper, shape, None)
    return replace(page, day=_day(page))


def _addressed(capture: Capture) -> Newspaper | None:
    """The paper of a document by its address or the name of its file, where it comes as JSON."""
    found = recognise(Signs(url=capture.url or "", code=code_in_name(capture.name)))
    return found.newspaper if found and found.newspaper.json else None


def _fitting(document: Any, papers: Sequence[Newspaper] = ()) -> list[tuple[Newspaper, JsonShape]]:
    """The definitions that a document fits, each with the first of its shapes that does."""
    found = []
    for paper in papers or _papers():
        shapes = (one for one in paper.json if papers or _is_telling(one))
        if shape := next((one for one in shapes if _fits(document, one)), None):
            found.append((paper, shape))
    # A page's form is more than a piece's, which many have.
    most = min((_RANK[shape.holds] for _, shape in found), default=0)
    return [one for one in found if _RANK[one[1].holds] == most]


@cache
def _papers() -> tuple[Newspaper, ...]:
    return tuple(paper for paper in newspapers() if paper.json)


def _is_telling(shape: JsonShape) -> bool:
    """Whether a form is known well enough to tell whose it is: a guess at keys fits anybody's."""
    return shape.holds != "article" and not set(shape.unproven) & set(_TELLING)


def _fits(document: Any, shape: JsonShape) -> bool:
    """Whether a document has what one of its kind must have."""
    if shape.holds == "article":
        return all(_texts(document, shape, field) for field in ("headline", "body"))
    pages = first_of(document, shape.path("pages")) if shape.holds == "issue" else [document]
    if shape.holds == "issue" and not any(_texts(page, shape, "label") for page in pages):
        return False
    pieces = [piece for page in pages for piece in first_of(page, shape.path("articles"))]
    return any(_texts(piece, shape, "headline") for piece in pieces)


def _texts(holder: Any, shape: JsonShape, field: str) -> bool:
    return any(isinstance(one, str | int) for one in first_of(holder, shape.path(field)))


def _day(page: JsonPage) -> Date | None:
    """The day of the issue: by the address, the document, the name of the file."""
    if page.capture.url and (found := date_in(page.capture.url)):
        return found
    for text in map(str, page.many(page.document, "date")):
        if found := date_in(text) or next((one.first for one in printed_days(text)), None):
            return found
    return date_in(page.capture.name)


def plain_text(value: Any) -> str:
    """A value on one line: tags out, a break as a space."""
    if isinstance(value, bool | dict | list | float):
        return ""
    return one_line(html.unescape(_TAG.sub(" ", str(value))))
