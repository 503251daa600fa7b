"""An Issue in, what its editor must know out: every jump line with its verdict, every fault."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any, Literal

from parser.check.faults import problems
from parser.ids import split_id
from parser.issue_json import issue_to_json, to_plain
from parser.labels import spoken
from parser.model import Continuation, Issue, Problem, ProblemKind, Settled, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the report: a jump line, or a fault of a page."""

    newspaper: str
    date: str
    page: str
    article: str
    headline: str
    kind: Literal["jump"] | ProblemKind
    #: The verdict of a jump line, "" for other faults.
    verdict: Verdict | Literal[""] = ""
    #: As printed, "" where there is none.
    jump: str = ""
    #: What to look at, in one sentence.
    message: str
    #: What an editor said of the jump line, "" where nothing.
    settled: Settled | Literal[""] = ""
    #: Whether it waits for an editor.
    open: bool = True


def findings(issue: Issue, further: Iterable[Problem] = ()) -> Iterator[Finding]:
    """Every jump line once, those that lead nowhere first, then the faults of pages.

    `further` are faults that the issue alone does not show: what fell below the issues before it.
    """
    jumps = sorted(issue.continuations, key=lambda c: not c.open)
    for continuation in jumps:
        yield _of_jump(issue, continuation)
    for problem in (*problems(issue), *further):
        yield Finding(
            newspaper=issue.newspaper,
            date=issue.date.isoformat(),
            page=problem.page or "",
            article=problem.article or "",
            headline=(issue.article(problem.article).headline or "") if problem.article else "",
            kind=problem.kind,
            message=problem.message,
        )


def check_json(issue: Issue, further: Iterable[Problem] = ()) -> dict[str, Any]:
    """The report in the contract's shape (§3)."""
    whole = issue_to_json(issue)
    return {
        "newspaper": issue.newspaper,
        "date": issue.date.isoformat(),
        "continuations": whole["continuations"],
        "problems": to_plain((*problems(issue), *further)),
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
    mark = "✗" if finding.open else "✓"
    what = f"{finding.verdict} {finding.jump}" if finding.kind == "jump" else finding.kind
    title = f"《{finding.headline}》" if finding.headline else ""
    where = (
        f"{finding.newspaper} {finding.date} {spoken(finding.page) if finding.page else ''}".strip()
    )
    return " ".join(part for part in (mark, where, what, title, finding.message) if part)


@dataclass(slots=True)
class Report:
    """Issues in one after the other, pieces of the printed report out, and the sums at the end."""

    form: Literal["text", "json", "csv"]
    issues: int = 0
    #: Of them, those whose number of pages is not known: a page may be missing unseen.
    uncertain: int = 0
    faults: int = 0
    sound: int = 0

    def add(self, issue: Issue, further: Sequence[Problem] = ()) -> str:
        """What to print for this issue; a whole report ends with `end()`."""
        found = list(findings(issue, further))
        faults = sum(finding.open for finding in found)
        self.issues, self.faults = self.issues + 1, self.faults + faults
        self.sound += len(found) - faults
        self.uncertain += issue.labels is None
        if self.form == "json":
            opening = "[" if self.issues == 1 else ","
            return opening + json.dumps(check_json(issue, further), ensure_ascii=False, indent=1)
        if self.form == "csv":
            return check_csv(found, header=self.issues == 1)
        return check_text(found)

    def end(self) -> str:
        """What closes the report."""
        return "]\n" if self.form == "json" else ""


def _of_jump(issue: Issue, continuation: Continuation) -> Finding:
    bearer = issue.bearer(continuation)
    return Finding(
        newspaper=issue.newspaper,
        date=issue.date.isoformat(),
        page=split_id(bearer.id).label if bearer else "",
        article=bearer.id if bearer else "",
        headline=(bearer.headline or "") if bearer else "",
        kind="jump",
        message=continuation.reason,
        verdict=continuation.verdict,
        jump=continuation.jump or "",
        settled=continuation.settled or "",
        open=continuation.open,
    )
