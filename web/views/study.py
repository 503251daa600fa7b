"""Work over the whole archive: a word over time, many names at once, this day in other years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

import msgspec
from flask import Blueprint, Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from index import Archive
from index.results import IssueSummary
from index.search.batch import HEADER, MOST_QUERIES, queries, table
from index.search.engine import Period
from parser import clock
from parser.layout.order import lead
from web.addresses import read_day
from web.archive import archive
from web.exports import line
from web.histogram import Column, columns
from web.resource import Resource, resource

#: Rows of a batch shown on the page; the table for spreadsheets has all.
SHOWN = 500
#: Hits of one query that a batch lists.
PER_QUERY = 100
#: Issues of 那年今日 of which the lead story is told.
WITH_LEAD = 12
#: What the address says → a period of a trend.
UNITS: dict[str, Period] = {"year": "year", "month": "month", "day": "day"}
#: A leap year, so that February has all its days.
LEAP = 2000

blueprint = Blueprint("study", __name__)


@resource(blueprint, "/trend")
def trend() -> Resource:
    """How much was printed about something, as a share of all that was printed and is held."""
    held = archive()
    q = request.args.get("q", "").strip()
    by = UNITS.get(request.args.get("by", ""), "month")
    newspaper = request.args.get("newspaper") or None
    found = held.trend(q, by=by, newspaper=newspaper) if q else None
    drawn: tuple[Column, ...] = tuple(columns(found.points)) if found else ()
    context = {
        "q": q,
        "by": by,
        "newspaper": newspaper,
        "newspapers": held.newspapers(),
        "trend": found,
        "columns": drawn,
        "gaps": sum(column.share is None for column in drawn),
        "hits": sum(column.hits for column in drawn),
    }

    def data() -> object:
        points = [
            {"period": c.period, "hits": c.hits, "stories": c.stories, "share": c.share}
            for c in drawn
        ]
        return {"query": q, "understood": found.understood if found else "", "points": points}

    return Resource("trend.html", context, data)


@blueprint.route("/batch", methods=["GET", "POST"])
def batch() -> ResponseReturnValue:
    """Many names or queries, one a line: every hit with what stands around it."""
    lines = queries(_given())
    held = archive()
    found = held.batch(lines, limit=PER_QUERY)
    if request.values.get("form") == "csv" and lines:
        body = (line(cells) for cells in table(found))
        return Response(
            stream_with_context(_with_mark(body)),
            mimetype="text/csv",
            headers={"Content-Disposition": 'attachment; filename="banmian-batch.csv"'},
        )
    rows = list(islice(found, SHOWN + 1))
    return render_template(
        "batch.html",
        lines=lines,
        header=HEADER,
        rows=rows[:SHOWN],
        more=len(rows) > SHOWN,
        most=MOST_QUERIES,
        per_query=PER_QUERY,
    )


def _given() -> str:
    """What was typed, and after it the file that was handed in."""
    file = request.files.get("file")
    handed = file.stream.read().decode("utf-8-sig", "replace") if file else ""
    return f"{request.values.get('names', '')}\n{handed}"


def _with_mark(body: Iterator[str]) -> Iterator[str]:
    yield "\ufeff"
    yield from body


@dataclass(frozen=True, slots=True)
class Then:
    """An issue of this day in another year."""

    issue: IssueSummary
    #: Its lead story's headline and address, where it is looked up.
    headline: str | None
    article: str | None


@resource(blueprint, "/today")
def today() -> Resource:
    """那年今日: what is held of this day of the year, the newest first."""
    held = archive()
    month, day = _month_day()
    issues = held.on_this_day(month, day)
    around = [date(LEAP, month, day) + timedelta(step) for step in (-1, 1)]
    context = {
        "month": month,
        "day": day,
        "then": [_then(held, issue, at < WITH_LEAD) for at, issue in enumerate(issues)],
        "around": [f"{each.month:02}-{each.day:02}" for each in around],
    }
    return Resource(
        "today.html",
        context,
        lambda: msgspec.to_builtins({"month": month, "day": day, "issues": issues}),
    )


def _month_day() -> tuple[int, int]:
    """The day asked for as 08-10; today where none is, or none that a calendar has."""
    meant = read_day(f"{LEAP}-{request.args.get('day', '')}") or clock.today()
    return meant.month, meant.day


def _then(held: Archive, summary: IssueSummary, told: bool) -> Then:
    if not told:
        return Then(summary, None, None)
    issue = held.issue(summary.newspaper, summary.date, summary.edition_number)
    first = lead(issue.pages[0]) if issue.pages else None
    return Then(summary, issue.article(first).headline if first else None, first)
