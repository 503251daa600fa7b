"""A PDF in, its pages with raw pieces out, and which newspaper, day and page it is of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from parser.errors import ParseError, UnreadableSource
from parser.labels import LABEL, normalise_label
from parser.model import CODE, Page
from parser.print.pdf import sheets
from parser.print.read import printed_label, read_sheet
from parser.source.capture import Capture

#: rmrb2022010101.pdf, rmrb-2022-01-01-01.pdf, RMRB20220101A03.PDF
_NAME = re.compile(
    r"(?<![A-Za-z])(?P<newspaper>[a-z]{2,16})[-_]?(?P<y>(?:19|20)\d\d)[-_]?(?P<m>\d\d)[-_]?(?P<d>\d\d)"
    r"(?:[-_]?p?(?P<page>[A-Z]?\d{2}))?(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """What a PDF is of; `page` is None where it is a whole issue or nobody says."""

    newspaper: str
    date: date
    page: str | None = None


def place_of(name: str, *, newspaper: str | None, day: date | None, page: str | None) -> Place:
    """Where a PDF belongs: what is said of it wins over its name. Raises ParseError."""
    match = _NAME.search(name.rpartition("/")[2])
    if match:
        newspaper = newspaper or match["newspaper"].lower()
        day = day or _day(match, name)
        page = page or match["page"]
    if newspaper is None or day is None:
        raise ParseError(
            "newspaper and date are not in the name (like rmrb-2022-01-01-01.pdf): "
            "say --newspaper and --date",
            file=name,
        )
    label = (normalise_label(page) or page) if page else None
    if not CODE.fullmatch(newspaper) or (label and not LABEL.fullmatch(label)):
        raise ParseError("not a newspaper code and page label", file=name)
    return Place(newspaper, day, label)


def _day(match: re.Match[str], name: str) -> date:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError as error:
        raise ParseError(f"no such date in the name: {match[0]}", file=name) from error


def printed_pages(capture: Capture, place: Place) -> tuple[list[Page], list[UnreadableSource]]:
    """The pages of a PDF in order, and why those that cannot be read cannot.

    A label is what is said, else what the head of the page prints, else the place in the file.
    Raises UnreadableSource where the file is no readable PDF.
    """
    pages: list[Page] = []
    errors: list[UnreadableSource] = []
    taken: set[str] = set()
    for number, sheet in enumerate(sheets(capture.body, file=capture.name), 1):
        label = place.page or printed_label(sheet) or f"{number:02}"
        if label in taken:
            label = f"{number:02}"
        source = f"{capture.name}#page={number}" if number > 1 else capture.name
        try:
            stem = f"{place.newspaper}-{place.date.isoformat()}-{label}"
            page = read_sheet(sheet, stem=stem, label=label, source=source)
        except UnreadableSource as error:
            errors.append(error)
            continue
        taken.add(label)
        pages.append(replace(page, sequence=number, pdf=capture.url))
    return pages, errors
