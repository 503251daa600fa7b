"""An issue while corrections are applied to it: what stands where, and how it is put elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from parser.corrections.model import UNSET, Correction
from parser.errors import BanmianError
from parser.issue_json import to_plain
from parser.model import Article, Continuation, Issue, Page


class Misfit(BanmianError):
    """A correction that does not fit what stands."""


@dataclass(slots=True)
class State:
    """The issue so far, and what is known of it besides."""

    issue: Issue
    #: Numbers ever given, by label.
    given: dict[str, set[int]]
    withdrawn: set[str] = field(default_factory=set)
    issue_withdrawn: bool = False
    moved: dict[str, str] = field(default_factory=dict)
    dismissed: set[tuple[str | None, str]] = field(default_factory=set)

    def article(self, target: str | None) -> Article:
        """The piece a correction is about. Raises Misfit where it is gone."""
        try:
            return self.issue.article(target or "")
        except KeyError:
            gone = self.moved.get(target or "")
            why = f"并入了 {gone}" if gone else "已不在本期"
            raise Misfit(f"稿件 {target} {why}") from None

    def page(self, label: str | None) -> Page:
        """The page a correction is about. Raises Misfit."""
        try:
            return self.issue.page(label or "")
        except KeyError:
            raise Misfit(f"本期没有 {label} 版") from None

    def page_of(self, article_id: str) -> Page:
        """The page a piece is on."""
        return next(
            page for page in self.issue.pages if any(a.id == article_id for a in page.articles)
        )

    def put_article(self, article: Article) -> None:
        """A piece in place of the one of its id."""
        page = self.page_of(article.id)
        self.put_page(
            replace(
                page,
                articles=tuple(article if a.id == article.id else a for a in page.articles),
            )
        )

    def put_page(self, page: Page) -> None:
        """A page in place of the one of its sequence."""
        pages = tuple(
            page if (one.label, one.sequence) == (page.label, page.sequence) else one
            for one in self.issue.pages
        )
        self.issue = replace(self.issue, pages=pages)

    def continuation(self, one: Correction) -> Continuation:
        """What became of the jump line a correction is about. Raises Misfit."""
        article = self.article(one.target)
        for jump in article.jumps:
            if jump.text == one.jump:
                found = self.issue.continuation_of(article, jump)
                if found is not None:
                    return found
        raise Misfit(f"稿件 {one.target} 上没有转版标记 {one.jump}")

    def put_continuation(self, old: Continuation, new: Continuation) -> None:
        """One continuation in place of another."""
        changed = tuple(new if one is old else one for one in self.issue.continuations)
        self.issue = replace(self.issue, continuations=changed)

    def standing(self, one: Correction) -> Any:
        """What stands where a correction is made, as plain values. Raises Misfit."""
        return STANDING[one.act](self, one) if one.act in STANDING else None

    def require(self, one: Correction, stands: Any) -> None:
        """Raises Misfit where something else stands than the correction was made on."""
        if one.before is not UNSET and one.before != stands:
            raise Misfit(f"{one.act}：改正时是 {_short(one.before)}，现在是 {_short(stands)}")


def _short(value: object) -> str:
    text = value if isinstance(value, str) else str(value)
    return f"“{text[:30]}…”" if len(text) > 30 else f"“{text}”"


def holder_of(state: State, one: Correction) -> Article | Page | Issue:
    """What has the field that a correction is about."""
    if one.target is None:
        return state.issue
    if "-" in one.target and one.target.startswith(f"{one.newspaper}-"):
        return state.article(one.target)
    return state.page(one.target)


def _field(state: State, one: Correction) -> Any:
    holder = holder_of(state, one)
    if one.field is None or not hasattr(holder, one.field):
        raise Misfit(f"没有这一项：{one.field}")
    return to_plain({"value": getattr(holder, one.field)})["value"]


def _paragraph(state: State, one: Correction) -> Any:
    paragraphs = state.article(one.target).paragraphs
    at = one.paragraph or 0
    if one.before is None:
        # Something is put in: nothing stands there yet.
        if at > len(paragraphs):
            raise Misfit(f"只有 {len(paragraphs)} 段")
        return None
    if at >= len(paragraphs):
        raise Misfit(f"只有 {len(paragraphs)} 段")
    return paragraphs[at]


def _other(state: State, one: Correction) -> Any:
    return state.continuation(one).other(one.target or "")


#: What stands for each act; an act that is not here stands on nothing.
STANDING: dict[str, Callable[[State, Correction], Any]] = {
    "field": _field,
    "paragraph": _paragraph,
    "kind": lambda state, one: state.article(one.target).kind,
    "order": lambda state, one: [a.id for a in state.page(one.target).articles],
    "link": _other,
    "unlink": _other,
    "verdict": lambda state, one: state.continuation(one).settled,
}
