"""An Issue in, what its editor must know out: every jump line with its verdict, every fault."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from typing import Any, Literal

from parser.check.faults import problems
from parser.issue_json import issue_to_json, to_plain
from parser.model import Article, Continuation, Issue

#: Verdicts that leave an editor nothing to do.
SETTLED = ("matched", "repeated")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report: a jump line, or a fault of a page."""

    newspaper: str
    date: str
    page: str
    article: str
    headline: str
    #: "jump" or the kind of the problem.
    kind: str
    #: The verdict of a jump line, "" for other faults.
    verdict: str
    #: As printed, "" where there is none.
    jump: str
    message: str

    @property
    def is_fault(self) -> bool:
        return self.verdict not in SETTLED


def findings(issue: Issue) -> Iterator[Finding]:
    """Every jump line once, those that lead nowhere first, then the faults of pages."""
    jumps = sorted(issue.continuations, key=lambda c: c.verdict in SETTLED)
    for continuation in jumps:
        yield _of_jump(issue, continuation)
    for problem in problems(issue):
        headline = _headline(issue, problem.article)
        yield Finding(
            issue.newspaper,
            issue.date.isoformat(),
            problem.page or "",
            problem.article or "",
            headline,
            problem.kind,
            "",
            "",
            problem.message,
        )


def check_json(issue: Issue) -> dict[str, Any]:
    """The report in the contract's shape (§3)."""
    whole = issue_to_json(issue)
    return {
        "newspaper": issue.newspaper,
        "date": issue.date.isoformat(),
        "continuations": whole["continuations"],
        "problems": to_plain(problems(issue)),
    }


def check_csv(found: Iterable[Finding], *, header: bool = True) -> str:
    """Findings as CSV, a header line first."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    if header:
        rows.writerow(field.name for field in fields(Finding))
    rows.writerows(astuple(finding) for finding in found)
    return out.getvalue()


def check_text(found: Iterable[Finding]) -> str:
    """Findings as lines, ✗ before what needs an editor."""
    return "".join(f"{_line(finding)}\n" for finding in found)


def _line(finding: Finding) -> str:
    mark = "✗" if finding.is_fault else "✓"
    what = f"{finding.verdict} {finding.jump}" if finding.kind == "jump" else finding.kind
    title = f"《{finding.headline}》" if finding.headline else ""
    where = f"{finding.newspaper} {finding.date} 第{finding.page}版"
    return " ".join(part for part in (mark, where, what, title, finding.message) if part)


@dataclass(slots=True)
class Report:
    """Issues in one after the other, pieces of the printed report out, and the sums at the end."""

    form: Literal["text", "json", "csv"]
    issues: int = 0
    faults: int = 0
    sound: int = 0

    def add(self, issue: Issue) -> str:
        """What to print for this issue; a whole report ends with `end()`."""
        found = list(findings(issue))
        faults = sum(finding.is_fault for finding in found)
        self.issues, self.faults = self.issues + 1, self.faults + faults
        self.sound += len(found) - faults
        if self.form == "json":
            opening = "[" if self.issues == 1 else ","
            return opening + json.dumps(check_json(issue), ensure_ascii=False, indent=1)
        if self.form == "csv":
            return check_csv(found, header=self.issues == 1)
        return check_text(found)

    def end(self) -> str:
        """What closes the report."""
        return "]\n" if self.form == "json" else ""


def _of_jump(issue: Issue, continuation: Continuation) -> Finding:
    bearer = _bearer(issue, continuation)
    return Finding(
        issue.newspaper,
        issue.date.isoformat(),
        _page_of(issue, bearer.id) if bearer else "",
        bearer.id if bearer else "",
        (bearer.headline or "") if bearer else "",
        "jump",
        continuation.verdict,
        continuation.jump or "",
        continuation.reason,
    )


def _bearer(issue: Issue, continuation: Continuation) -> Article | None:
    """The piece that prints the jump line; without one, the head."""
    ends = [issue.article(id_) for id_ in (continuation.head, continuation.tail) if id_]
    for article in ends:
        if any(jump.text == continuation.jump for jump in article.jumps):
            return article
    return ends[0] if ends else None


def _headline(issue: Issue, id_: str | None) -> str:
    return (issue.article(id_).headline or "") if id_ else ""


def _page_of(issue: Issue, id_: str) -> str:
    return next(p.label for p in issue.pages if any(a.id == id_ for a in p.articles))
