"""Many queries in, a row for each hit with its context out; and cells that are safe in a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from index.results import Hit, Results

#: Characters with which a cell would be run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Characters of context on either side of a mark.
_CONTEXT = 30
#: Lines of a batch that are read.
MOST_QUERIES = 1_000
#: What stands above the columns of a table.
HEADER = (
    *("检索式", "序", "命中数", "报纸", "日期", "版次", "标题", "署名"),
    *("上文", "命中", "下文", "编号"),
)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One hit of one query; a query without hits has one row without a hit."""

    query: str
    #: Place among the hits of its query, from 1; 0 where there is none.
    place: int
    #: Hits of the query in all.
    total: int
    understood: str
    newspaper: str | None = None
    newspaper_name: str | None = None
    date: date | None = None
    pages: tuple[str, ...] = ()
    headline: str | None = None
    byline: str | None = None
    before: str = ""
    mark: str = ""
    after: str = ""
    id: str | None = None


def queries(text: str) -> tuple[str, ...]:
    """A file of names or queries, one a line, → the queries, each once."""
    lines = (line.strip().lstrip("\ufeff") for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))[:MOST_QUERIES]


def rows(results: Results) -> Iterator[BatchRow]:
    """The answer to one query as rows."""
    if not results.hits:
        yield BatchRow(results.query, 0, results.total, results.understood)
    for place, hit in enumerate(results.hits, 1):
        yield _row(results, place, hit)


def table(found: Iterable[BatchRow]) -> Iterator[tuple[str, ...]]:
    """Rows → lines of cells under HEADER, safe to open in a spreadsheet."""
    yield HEADER
    for row in found:
        yield tuple(
            cell(value)
            for value in (
                row.query,
                row.place or "",
                row.total,
                row.newspaper_name,
                row.date,
                "、".join(row.pages),
                row.headline,
                row.byline,
                row.before,
                row.mark,
                row.after,
                row.id,
            )
        )


def cell(value: object) -> str:
    """A value as a cell that no spreadsheet will run: a formula gets a ' before it."""
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if text.lstrip(" \xa0\u3000").startswith(_FORMULA) else text


def _row(results: Results, place: int, hit: Hit) -> BatchRow:
    before, mark, after = _context(hit)
    return BatchRow(
        query=results.query,
        place=place,
        total=results.total,
        understood=results.understood,
        newspaper=hit.newspaper,
        newspaper_name=hit.newspaper_name,
        date=hit.date,
        pages=hit.pages,
        headline=hit.headline,
        byline=hit.byline,
        before=before,
        mark=mark,
        after=after,
        id=hit.id,
    )


def _context(hit: Hit) -> tuple[str, str, str]:
    """The first mark with what stands around it; the body rather than the headline."""
    marked = [snippet for snippet in hit.snippets if snippet.marks]
    marked.sort(key=lambda snippet: snippet.field != "body")
    if not marked:
        text = hit.snippets[0].text if hit.snippets else ""
        return text[: 2 * _CONTEXT], "", ""
    begin, end = marked[0].marks[0]
    text = marked[0].text
    return text[max(0, begin - _CONTEXT) : begin], text[begin:end], text[end : end + _CONTEXT]
