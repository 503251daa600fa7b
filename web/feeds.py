"""Hits in; lines for a spreadsheet and entries for a feed out, safe for the programs that read them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from index import Archive
from index.results import Hit
from web.addresses import article_address
from web.asked import Asked
from web.store import absolute

#: A spreadsheet takes no table longer than this with ease; the last line says what is left out.
MOST_ROWS = 10_000
#: Hits asked for at a time.
_BATCH = 500
HEADER = ("编号", "报纸", "日期", "版", "标题", "署名", "引文", "网址")
#: What a spreadsheet would run as a formula, in the full-width forms too.
_FORMULA = re.compile(r"^[\s\x00-\x1f]*[=+\-@＝＋－＠\t\r]")
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
    """The hits as CSV with a byte order mark, a batch at a time."""
    yield "\ufeff" + _line(HEADER)
    at, total = asked.offset, 1
    while at < min(total, asked.offset + MOST_ROWS):
        results = asked.answer(archive, limit=_BATCH, offset=at)
        if not results.hits:
            return
        yield "".join(_line(_row(hit)) for hit in results.hits)
        at, total = at + len(results.hits), results.total
    if at < total:
        yield _line((f"以上 {at} 条，共 {total} 条；其余请缩小范围，或用 offset={at} 续取",))


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


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if _FORMULA.match(text) else text


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


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()
