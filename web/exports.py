"""Hits in; lines for a spreadsheet and entries for a feed out, safe for what reads them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from index import Archive
from index.results import Hit
from index.search.batch import cell
from web.addresses import article_address
from web.archive import absolute
from web.search_form import Asked

#: A spreadsheet takes no table longer than this with ease; the last line says what is left out.
MOST_ROWS = 10_000
HEADER = ("编号", "报纸", "日期", "版", "标题", "署名", "引文", "网址")
#: What XML 1.0 cannot hold, even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: The date of a feed that has no entry yet.
NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Entry:
    """One story in a feed."""

    id: str
    title: str
    url: str
    #: The day of the newspaper, as Beijing has it.
    published: str
    author: str
    summary: str


def table(asked: Asked, archive: Archive) -> Iterator[str]:
    """The hits as CSV with a byte order mark, line by line."""
    yield "\ufeff" + line(HEADER)
    for hit in archive.every_hit(asked.search, most=MOST_ROWS):
        yield line(_row(hit))
    total = asked.answer(archive, limit=1, offset=0).total
    if total > MOST_ROWS:
        yield line((f"以上 {MOST_ROWS} 条，共 {total} 条；其余请缩小范围再取",))


def entry(hit: Hit) -> Entry:
    """A hit as an entry; its id never changes and is never used again."""
    return Entry(
        id=f"tag:{_authority()},{hit.date.isoformat()}:{hit.id}",
        title=hit.headline or "无题",
        url=absolute(article_address(hit.id)),
        published=f"{hit.date.isoformat()}T00:00:00+08:00",
        author=hit.byline or hit.newspaper_name,
        summary=_passage(hit),
    )


def feed_id(asked: Asked) -> str:
    """The same for the same search, whatever page or order it was read in."""
    words = [asked.q, *(f"{name}={value}" for name, value in sorted(asked.filters.items()))]
    return f"tag:{_authority()},2026:search:{' '.join(words)}"


def xml_text(text: object) -> str:
    """The text without characters that no XML may hold."""
    return _NOT_XML.sub("", str(text))


def _authority() -> str:
    return urlsplit(absolute("/")).hostname or "localhost"


def _row(hit: Hit) -> tuple[str, ...]:
    pages = "、".join(hit.pages)
    where = (hit.id, hit.newspaper_name, hit.date.isoformat(), pages)
    what = (hit.headline or "", hit.byline or "", _passage(hit))
    return (*where, *what, absolute(article_address(hit.id)))


def _passage(hit: Hit) -> str:
    texts = [snippet.text for snippet in hit.snippets if snippet.field != "headline"]
    return texts[0] if texts else ""


def line(cells: Iterable[object]) -> str:
    """A line of CSV; no cell of it is run by a spreadsheet."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(value) for value in cells])
    return out.getvalue()
