"""The acts that change what an issue says or holds: each takes the state and its correction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, Final, get_args, get_type_hints

import msgspec

from parser.corrections.model import Correction
from parser.corrections.state import Misfit, State, holder_of
from parser.ids import free_number, make_id, split_id
from parser.model import Act, Article, Issue, Kind, Page

#: What nobody may set by hand: it is made from the rest, or names the thing itself.
_MADE = {
    Issue: {"newspaper", "date", "edition", "pages", "continuations", "stories"},
    Page: {"label", "sequence", "articles"},
    Article: {"id", "kind", "paragraphs", "repairs"},
}


def set_field(state: State, one: Correction) -> None:
    """A field of an issue, page or piece. Raises Misfit where it has no such field or value."""
    holder = holder_of(state, one)
    known = {f.name for f in fields(holder)} - _MADE[type(holder)]
    if one.field not in known:
        raise Misfit(f"这一项不能改：{one.field}")
    state.require(one, state.standing(one))
    try:
        hint = get_type_hints(type(holder))[one.field]
        value = msgspec.convert(one.after, hint, strict=True)
    except msgspec.ValidationError as error:
        raise Misfit(f"{one.field}：{error}") from error
    changed: dict[str, Any] = {one.field: value}
    if isinstance(holder, Article):
        state.put_article(replace(holder, **changed))
    elif isinstance(holder, Page):
        state.put_page(replace(holder, **changed))
    else:
        state.issue = replace(holder, **changed)


def set_paragraph(state: State, one: Correction) -> None:
    """A paragraph changed, put in (before null) or taken out (after null)."""
    article = state.article(one.target)
    state.require(one, state.standing(one))
    paragraphs, at = list(article.paragraphs), one.paragraph or 0
    if one.before is None:
        paragraphs.insert(at, str(one.after))
    elif one.after is None:
        del paragraphs[at]
    else:
        paragraphs[at] = str(one.after)
    shift = (one.before is None) - (one.after is None)
    repairs = tuple(
        replace(r, paragraph=min(max(r.paragraph + shift, 0), len(paragraphs)))
        if shift and r.paragraph is not None and r.paragraph > at
        else r
        for r in article.repairs
    )
    state.put_article(replace(article, paragraphs=tuple(paragraphs), repairs=repairs))


def set_kind(state: State, one: Correction) -> None:
    """文章, 图片, 导读, 启事, 广告. Raises Misfit for any other kind."""
    if one.after not in get_args(Kind):
        raise Misfit(f"没有这一类：{one.after}")
    state.require(one, state.standing(one))
    state.put_article(replace(state.article(one.target), kind=one.after))


def split(state: State, one: Correction) -> None:
    """The paragraphs from one on become a piece of their own, right after the first.

    Raises Misfit where nothing would be left on one side.
    """
    article = state.article(one.target)
    at, headline = one.after["paragraph"], one.after.get("headline")
    if not 0 < at < len(article.paragraphs):
        raise Misfit(f"在第 {at} 段处分不开：共 {len(article.paragraphs)} 段")
    page = state.page_of(article.id)
    numbers = state.given.setdefault(page.label, set())
    numbers.update(a.order for a in page.articles)
    number = free_number(numbers, max(numbers, default=0) + 1)
    numbers.add(number)
    new = Article(
        id=make_id(split_id(article.id).stem, page.label, number),
        kind=article.kind,
        headline=headline,
        paragraphs=article.paragraphs[at:],
        # A jump line that leads on stands at the end, one that comes from elsewhere at the start.
        jumps=tuple(jump for jump in article.jumps if jump.direction == "to"),
        repairs=tuple(
            replace(r, paragraph=r.paragraph - at)
            for r in article.repairs
            if r.paragraph is not None and r.paragraph >= at
        ),
        regions=(),
        source=article.source,
    )
    first = replace(
        article,
        paragraphs=article.paragraphs[:at],
        jumps=tuple(jump for jump in article.jumps if jump.direction == "from"),
        repairs=tuple(r for r in article.repairs if r.paragraph is None or r.paragraph < at),
    )
    articles = [first if a.id == article.id else a for a in page.articles]
    articles.insert(articles.index(first) + 1, new)
    state.put_page(replace(page, articles=tuple(articles)))


def merge(state: State, one: Correction) -> None:
    """Two pieces of one page become one, under the first's id.

    Raises Misfit where they are not two, or not of one page.
    """
    first, second = state.article(one.target), state.article(one.after)
    page = state.page_of(first.id)
    if first.id == second.id or all(a.id != second.id for a in page.articles):
        raise Misfit(f"{second.id} 与 {first.id} 不在同一版，不能合并")
    headline = () if second.headline is None or first.headline is None else (second.headline,)
    shift = len(first.paragraphs) + len(headline)
    moved = tuple(
        replace(r, paragraph=None if r.paragraph is None else r.paragraph + shift)
        for r in second.repairs
    )
    whole = replace(
        first,
        kind=first.kind if first.paragraphs or not second.paragraphs else second.kind,
        kicker=first.kicker or second.kicker,
        headline=first.headline or second.headline,
        subheadline=first.subheadline or second.subheadline,
        byline=first.byline or second.byline,
        authors=first.authors or second.authors,
        dateline=first.dateline or second.dateline,
        # A second headline is kept as what it now is: a crosshead.
        paragraphs=(*first.paragraphs, *headline, *second.paragraphs),
        images=(*first.images, *second.images),
        jumps=(*first.jumps, *second.jumps),
        references=(*first.references, *second.references),
        regions=(*first.regions, *second.regions),
        repairs=(*first.repairs, *moved),
    )
    kept = tuple(whole if a.id == first.id else a for a in page.articles if a.id != second.id)
    state.put_page(replace(page, articles=kept))
    state.moved[second.id] = first.id


def set_order(state: State, one: Correction) -> None:
    """The pieces of a page in another reading order. Raises Misfit where it lists others."""
    page = state.page(one.target)
    ids = [a.id for a in page.articles]
    if sorted(one.after) != sorted(ids):
        raise Misfit(f"{one.target} 版的稿件不是这些")
    state.require(one, ids)
    by_id = {a.id: a for a in page.articles}
    state.put_page(replace(page, articles=tuple(by_id[i] for i in one.after)))


def dismiss(state: State, one: Correction) -> None:
    """A layout fault is none, or is one after all."""
    (state.dismissed.add if one.after else state.dismissed.discard)((one.target, one.field or ""))


def withdraw(state: State, one: Correction) -> None:
    """A piece, the pieces of a page or a whole issue to be seen nowhere; or again."""
    if one.target is None:
        state.issue_withdrawn = one.after
        return
    holder = holder_of(state, one)
    ids = [a.id for a in holder.articles] if isinstance(holder, Page) else [one.target]
    (state.withdrawn.update if one.after else state.withdrawn.difference_update)(ids)


def note(state: State, one: Correction) -> None:
    """Words beside the issue; nothing in it changes."""
    if one.target is not None:
        holder_of(state, one)


CONTENT: Final[dict[Act, Callable[[State, Correction], None]]] = {
    "field": set_field,
    "paragraph": set_paragraph,
    "kind": set_kind,
    "split": split,
    "merge": merge,
    "order": set_order,
    "dismiss": dismiss,
    "withdraw": withdraw,
    "note": note,
}
#: After these, jump lines are looked up anew.
RELINKING: Final[frozenset[Act]] = frozenset(("paragraph", "split", "merge", "kind"))
