"""The editor's view: issues in; every jump line with its verdict and every fault of a page out."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from flask import Blueprint, Response, request

from index.results import IssueSummary
from parser.check.faults import problems
from parser.check.report import check_csv, check_json, findings
from parser.model import Issue
from parser.vocabulary.terms import VERDICTS
from web import addresses, desk_rows
from web.archive import archive
from web.masthead import frame
from web.resource import Resource, resource

#: Issues on one page of the list.
PAGE = 60

blueprint = Blueprint("desk", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of the list of issues."""

    issues: tuple[IssueSummary, ...]
    #: Whether only issues with something open are listed.
    only_open: bool
    newspaper: str | None
    number: int
    last: int


@resource(blueprint, "/desk/")
def desks() -> Resource:
    """The issues, those with open jump lines marked; newest first."""
    held = archive()
    newspaper = request.args.get("newspaper") or None
    found = held.issues(newspaper)[::-1]
    found = tuple(sorted(found, key=lambda issue: issue.date, reverse=True))
    waiting = tuple(issue for issue in found if issue.open_jumps or issue.missing)
    only_open = request.args.get("show") == "open"
    listed = waiting if only_open else found
    last = max(1, -(-len(listed) // PAGE))
    number = min(_number(), last)
    issues = listed[(number - 1) * PAGE : number * PAGE]
    context = {
        "shown": Shown(issues, only_open, newspaper, number, last),
        "count": len(found),
        "waiting": len(waiting),
        "newspapers": held.newspapers(),
    }
    return Resource("desk.html", context, lambda: msgspec.to_builtins({"issues": issues}))


def _number() -> int:
    asked = request.args.get("page", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


@resource(blueprint, "/desk/<code:newspaper>/<segment:day>")
def desk(newspaper: str, day: str) -> Resource:
    """Every jump line of an issue with its verdict and evidence; then the faults of its pages."""
    held = archive()
    found = addresses.to_issue(held, newspaper, day)
    lines = desk_rows.rows(found)
    wanted = request.args.get("verdict", "")
    context = {
        "issue": found,
        "frame": frame(held, found),
        "counts": desk_rows.counts(lines),
        "wanted": wanted if wanted in VERDICTS else None,
        "lines": [line for line in lines if wanted not in VERDICTS or line.verdict == wanted],
        "total": len(lines),
        "problems": problems(found),
    }
    return Resource("desk_issue.html", context, lambda: _data(found))


def _data(issue: Issue) -> object:
    """As `banmian check --format json` prints one issue."""
    return check_json(issue)


@blueprint.get("/desk/<code:newspaper>/<segment:day>.csv")
def desk_csv(newspaper: str, day: str) -> Response:
    """The same as a table for spreadsheets."""
    found = addresses.to_issue(archive(), newspaper, day)
    name = f"{found.newspaper}-{addresses.issue_day(found)}-desk.csv"
    return Response(
        "\ufeff" + check_csv(findings(found)),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
