"""What can be asked of the archive: one value for a search, and the properties of stories as data.

Whoever adds a property adds it here, as a field of `Search` and a line of PROPERTIES, and gives it
a value in `index.store.documents`; query, filters, facets, web and command line follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from parser.vocabulary.terms import KIND_NAMES

Sort = Literal["relevance", "newest", "oldest"]
PropertyName = Literal["newspaper", "page", "section", "author", "kind"]
#: How a value that was asked for is held against those there are: as a page's label (1 and 01), or
#: as text that folds alike, else that contains it.
Likeness = Literal["label", "text"]


@dataclass(frozen=True, slots=True)
class Property:
    """Something a story has that a search can ask for."""

    #: Its field in `Search`, its facet in `Results`.
    name: PropertyName
    #: Its column in the archive, its field in `index.store.documents.Document`.
    column: str
    #: Whether a story may have several.
    many: bool
    #: As a reader says it: 版次为“01”.
    said: str
    #: Names before a colon in a query: 版:01.
    typed: tuple[str, ...]
    #: Its name in addresses and, with two hyphens, on the command line.
    option: str
    #: What stands for a value on the command line, and what it does.
    metavar: str
    help: str
    likeness: Likeness = "text"
    #: What a reader calls its values, where that is not the value itself; of newspapers the
    #: archive knows the names.
    names: Mapping[str, str] | None = None


#: In the order in which facets are shown.
PROPERTIES: tuple[Property, ...] = (
    Property(
        name="newspaper",
        column="newspaper",
        many=False,
        said="报纸",
        typed=("报纸", "報紙", "newspaper", "paper"),
        option="newspaper",
        metavar="CODE",
        help="Stories of this newspaper.",
    ),
    Property(
        name="page",
        column="pages",
        many=True,
        said="版次",
        typed=("版", "版次", "page"),
        option="page",
        metavar="LABEL",
        help="Stories with a part on this page.",
        likeness="label",
    ),
    Property(
        name="section",
        column="sections",
        many=True,
        said="版名",
        typed=("版名", "版面", "section"),
        option="section",
        metavar="NAME",
        help="Stories on pages of this name, e.g. 要闻.",
    ),
    Property(
        name="author",
        column="authors",
        many=True,
        said="作者",
        typed=("作者", "记者", "署名", "author", "by"),
        option="by",
        metavar="NAME",
        help="Stories by this person.",
    ),
    Property(
        name="kind",
        column="kind",
        many=False,
        said="类型",
        typed=("类型", "kind"),
        option="kind",
        metavar="KIND",
        help="article, photo, pointer, notice or ad.",
        names=KIND_NAMES,
    ),
)
BY_NAME: Mapping[PropertyName, Property] = {each.name: each for each in PROPERTIES}


@dataclass(frozen=True, slots=True)
class Search:
    """A search: what was typed, the filters beside it, and which of the hits are wanted."""

    query: str = ""
    newspaper: str | None = None
    #: Both days included.
    date_from: date | None = None
    date_to: date | None = None
    page: str | None = None
    author: str | None = None
    section: str | None = None
    kind: str | None = None
    sort: Sort = "relevance"
    limit: int = 10
    offset: int = 0

    def filters(self) -> Iterator[tuple[Property, str]]:
        """The properties asked for, each with its value."""
        for each in PROPERTIES:
            if value := getattr(self, each.name):
                yield each, value


def value_names(name: PropertyName, newspapers: Mapping[str, str]) -> Mapping[str, str]:
    """What a reader calls the values of a property; `newspapers` are names by code."""
    return newspapers if name == "newspaper" else BY_NAME[name].names or {}
