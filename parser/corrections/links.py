"""The acts on jump lines, and the stories that follow from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from parser.continuation.parts import parts_of
from parser.continuation.stories import Link, Links
from parser.corrections.model import Correction
from parser.corrections.state import Misfit, State
from parser.model import Continuation, Issue


def settled(state: State, one: Correction) -> None:
    """link, unlink or verdict on one jump line. Raises Misfit."""
    found = state.continuation(one)
    target = one.target or ""
    state.require(one, state.standing(one))
    if one.act == "verdict":
        state.put_continuation(found, replace(found, settled=one.after))
    elif one.act == "unlink":
        other = found.other(target)
        for each in _of_pair(state.issue, target, other):
            state.put_continuation(each, _parted(each, state.issue))
    else:
        _link(state, found, target, one.after)


def _link(state: State, found: Continuation, target: str, other: str) -> None:
    """Joins two halves, and tells the other half's own jump line too."""
    state.article(other)
    if other == target or _reaches(state.issue, target, other, heads=found.head == target):
        raise Misfit(f"{other} 与 {target} 相接会成环")
    heads = found.head == target
    head, tail = (target, other) if heads else (other, target)
    state.put_continuation(found, replace(found, head=head, tail=tail, settled="linked"))
    for each in state.issue.continuations:
        waiting = each.head is None if heads else each.tail is None
        own = (each.tail if heads else each.head) == other
        if waiting and own and each.jump is not None:
            state.put_continuation(each, replace(each, head=head, tail=tail, settled="linked"))


def _reaches(issue: Issue, target: str, other: str, *, heads: bool) -> bool:
    """Whether following the joins from the tail leads back to the head."""
    start, goal = (other, target) if heads else (target, other)
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        at = waiting.pop()
        if at == goal:
            return True
        if at not in seen:
            seen.add(at)
            waiting += [c.tail for c in issue.continuations if c.joins and c.head == at and c.tail]
    return False


def _of_pair(issue: Issue, one: str, other: str | None) -> list[Continuation]:
    """The continuations that tell of two halves."""
    pair = {one, other}
    return [c for c in issue.continuations if other and {c.head, c.tail} == pair]


def _parted(one: Continuation, issue: Issue) -> Continuation:
    """A continuation with the half left that prints its jump line."""
    bearer = issue.bearer(one)
    keeps_head = bearer is None or bearer.id == one.head
    gone = {"tail": None} if keeps_head else {"head": None}
    return replace(one, settled=None, score=None, **gone)  # type: ignore[arg-type]


def relinked(issue: Issue) -> Issue:
    """The issue with the stories that its continuations make."""
    parts = parts_of(issue)
    at = {part.article.id: part.index for part in parts}
    links = Links(parts)
    for one in issue.continuations:
        if one.joins and one.head and one.tail:
            kind = "repeated" if one.verdict == "repeated" else "cut"
            links.add(Link(at[one.head], at[one.tail], kind))  # type: ignore[arg-type]
    return replace(issue, stories=links.stories())


def without(issue: Issue, ids: Collection[str]) -> Issue:
    """The issue without some of its pieces; what led to them leads nowhere."""
    if not ids:
        return issue
    pages = tuple(
        replace(page, articles=tuple(a for a in page.articles if a.id not in ids))
        for page in issue.pages
    )
    kept = []
    for one in issue.continuations:
        head = None if one.head in ids else one.head
        tail = None if one.tail in ids else one.tail
        if head or tail:
            kept.append(replace(one, head=head, tail=tail))
    return relinked(replace(issue, pages=pages, continuations=tuple(kept)))
