"""A search in; its page, its data, its table for spreadsheets and its feed out."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, stream_with_context

from index.printing import results_json
from web import exports
from web.archive import absolute, archive
from web.facet_links import facet_lists
from web.highlights import found
from web.histogram import draw
from web.resource import Resource, resource
from web.search_form import SORTS, Asked, read

#: Entries of a feed: a reader's program asks again soon enough.
FEED = 50

blueprint = Blueprint("find", __name__)


@dataclass(frozen=True, slots=True)
class Pager:
    """Where in the list of hits one stands, and the ways to the rest."""

    number: int
    last: int
    previous: str | None
    next: str | None


@resource(blueprint, "/search")
def search() -> Resource:
    """The search page; with nothing asked, how to ask."""
    asked = read(request.args)
    held = archive()
    results = asked.answer(held)
    context = {
        "asked": asked,
        "results": results,
        "sorts": SORTS,
        "newspapers": held.newspapers(),
        "hits": [found(hit) for hit in results.hits],
        "facets": facet_lists(asked, results) if asked.anything else (),
        "histogram": draw(results.facet("month")) if asked.anything else None,
        "pager": _pager(asked, results.total),
    }
    path = asked.address(offset=asked.search.offset or None)
    return Resource("search.html", context, lambda: results_json(results), canonical=path)


def _pager(asked: Asked, total: int) -> Pager:
    size, at = asked.search.limit, asked.search.offset
    before = asked.address(offset=max(0, at - size) or None) if at and total else None
    after = asked.address(offset=at + size) if at + size < total else None
    if before is not None and at >= total:
        before = asked.address(offset=(total - 1) // size * size or None)
    return Pager(at // size + 1, max(1, -(-total // size)), before, after)


@blueprint.get("/search.csv")
def search_csv() -> Response:
    """Every hit as a line of a table that a spreadsheet opens as it is."""
    asked = read(request.args)
    return Response(
        stream_with_context(exports.table(asked, archive())),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="banmian.csv"'},
    )


@blueprint.get("/search.atom")
def search_atom() -> Response:
    """The newest hits as a feed, so that a search can be stood by."""
    asked = read(request.args)
    results = asked.answer(archive(), sort="newest", limit=FEED, offset=0)
    entries = [exports.entry(hit) for hit in results.hits]
    page = render_template(
        "search.atom",
        asked=asked,
        results=results,
        entries=entries,
        updated=max((entry.published for entry in entries), default=exports.NEVER),
        id=exports.feed_id(asked),
        address=absolute(asked.address()),
        own=absolute(asked.address("find.search_atom")),
    )
    return Response(page, mimetype="application/atom+xml")


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser searches here from its own box."""
    page = render_template("opensearch.xml", root=absolute(request.script_root))
    return Response(page, mimetype="application/opensearchdescription+xml")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Nobody's crawler is asked in unless the archive's owner says so."""
    return Response(render_template("robots.txt"), mimetype="text/plain")
