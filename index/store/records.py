"""Issue ↔ rows: every field of the model goes into a column and comes back equal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from index.store import codec, tables
from index.store.documents import Document
from index.store.rows import (
    article_row,
    continuation_row,
    issue_row,
    joined_row,
    jump_row,
    page_row,
    repair_row,
    story_row,
)
from parser.errors import NotHeld
from parser.model import Article, Continuation, Issue, Jump, Page, Repair, Story

Values = list[dict[str, Any]]


@dataclass(slots=True)
class _Rows:
    """Rows of one issue, table by table, gathered so that each table is written at once."""

    pages: Values = field(default_factory=list)
    stories: Values = field(default_factory=list)
    articles: Values = field(default_factory=list)
    jumps: Values = field(default_factory=list)
    repairs: Values = field(default_factory=list)


def save(
    connection: Connection,
    issue: Issue,
    documents: Sequence[Document],
    place_of: int | None = None,
    *,
    shown: Issue | None = None,
) -> tuple[int, dict[int, Document]]:
    """Write the issue inside the caller's transaction → its number, its documents by their numbers.

    `shown` is what is not withdrawn of it, for lists to count.
    """
    number = place_of or _last(connection, tables.issues) + 1
    row = issue_row(number, issue, len(documents), shown or issue)
    known = upsert(tables.issues).on_conflict_do_update(["number"], set_=row)
    connection.execute(known, [row])
    first = _last_story(connection) + 1
    numbered = dict(enumerate(documents, first))
    rows = _Rows(stories=[story_row(n, number, d) for n, d in numbered.items()])
    place = {part: (n, i) for n, d in numbered.items() for i, part in enumerate(d.parts)}
    page_number = _last(connection, tables.pages)
    article_number = _last(connection, tables.articles)
    for page_place, page in enumerate(issue.pages):
        page_number += 1
        rows.pages.append(page_row(page_number, number, page_place, page))
        for article_place, article in enumerate(page.articles):
            article_number += 1
            story, part = place.get(article.id, (None, None))
            own = {"number": article_number, "page": page_number, "place": article_place}
            rows.articles.append({**own, "story": story, "part": part, **article_row(article)})
            rows.jumps.extend(jump_row(article_number, jump) for jump in article.jumps)
            rows.repairs.extend(repair_row(article_number, r) for r in article.repairs)
    for name in ("pages", "stories", "articles", "jumps", "repairs"):
        _insert(connection, name, getattr(rows, name))
    _insert(connection, "continuations", [continuation_row(number, c) for c in issue.continuations])
    _insert(connection, "joined_stories", [joined_row(number, s) for s in issue.stories])
    return number, numbered


def remove(connection: Connection, number: int) -> list[int]:
    """Empty an issue inside the caller's transaction → the numbers of its stories.

    Its row and its pictures stay, for the issue that takes its place.
    """
    gone = select(tables.stories.c.number).where(tables.stories.c.issue == number)
    numbers = list(connection.scalars(gone))
    held = select(tables.pages.c.number).where(tables.pages.c.issue == number)
    connection.execute(delete(tables.articles).where(tables.articles.c.page.in_(held)))
    for table in (tables.pages, tables.stories, tables.continuations, tables.joined_stories):
        connection.execute(delete(table).where(table.c.issue == number))
    return numbers


def load(connection: Connection, number: int) -> Issue:
    """The issue with that row number, as it was given."""
    head = connection.execute(select(tables.issues).where(tables.issues.c.number == number)).one()
    pages = tables.pages
    rows = connection.execute(select(pages).where(pages.c.issue == number).order_by(pages.c.place))
    listed = rows.all()
    articles = _articles(connection, [row.number for row in listed])
    owned = {
        name: _of_issue(connection, name, number) for name in ("continuations", "joined_stories")
    }
    return Issue(
        newspaper=head.newspaper,
        newspaper_name=head.newspaper_name,
        date=head.date,
        edition=head.edition,
        number=head.printed_number,
        labels=None if head.labels is None else tuple(head.labels),
        pages=tuple(_page(row, articles.get(row.number, ())) for row in listed),
        continuations=tuple(
            Continuation(r.head, r.tail, r.jump, r.verdict, r.reason, r.score, r.settled)
            for r in owned["continuations"]
        ),
        stories=tuple(Story(r.id, tuple(r.parts), tuple(r.pages)) for r in owned["joined_stories"]),
    )


def story_pieces(issue: Issue, piece: str) -> tuple[str, ...]:
    """The ids of the story that a piece is part of, its own among them. Raises NotHeld."""
    whole = next((story.parts for story in issue.stories if piece in story.parts), (piece,))
    if not any(article.id == piece for page in issue.pages for article in page.articles):
        raise NotHeld(
            "no such piece in the archive", newspaper=issue.newspaper, date=issue.date, file=piece
        )
    return whole


def article(
    row: Row[Any], jumps: Iterable[Row[Any]] = (), repairs: Iterable[Row[Any]] = ()
) -> Article:
    """A row of `articles` with its jumps and repairs → Article."""
    return Article(
        id=row.id,
        kind=row.kind,
        column_name=row.column_name,
        kicker=row.kicker,
        headline=row.headline,
        subheadline=row.subheadline,
        byline=row.byline,
        authors=codec.authors_in(row.authors),
        dateline=codec.dateline_in(row.dateline),
        paragraphs=tuple(row.paragraphs),
        images=codec.images_in(row.images),
        jumps=tuple(Jump(j.text, j.direction, tuple(j.pages), j.mark) for j in jumps),
        references=codec.references_in(row.references),
        regions=codec.regions_in(row.regions),
        repairs=tuple(Repair(r.kind, r.text, r.paragraph, r.note) for r in repairs),
        source=row.source,
    )


def _insert(connection: Connection, name: str, rows: Values) -> None:
    if rows:
        connection.execute(insert(tables.metadata.tables[name]), rows)


def _last(connection: Connection, table: Any) -> int:
    return int(connection.scalar(select(func.max(table.c.number))) or 0)


def _last_story(connection: Connection) -> int:
    """The highest story number ever given; numbers are not used twice."""
    given = text("SELECT seq FROM sqlite_sequence WHERE name = 'stories'")
    return int(connection.scalar(given) or 0)


def _page(row: Row[Any], articles: Sequence[Article]) -> Page:
    width, height = row.size
    return Page(
        label=row.label,
        sequence=row.sequence,
        section=row.section,
        width=width,
        height=height,
        image=row.image,
        pdf=row.pdf,
        source=row.source,
        articles=tuple(articles),
    )


def _articles(connection: Connection, pages: list[int]) -> dict[int, list[Article]]:
    """Articles by the number of their page."""
    table = tables.articles
    order = (table.c.page, table.c.place)
    rows = connection.execute(select(table).where(table.c.page.in_(pages)).order_by(*order)).all()
    numbers = [row.number for row in rows]
    jumps = _by_article(connection, tables.jumps, numbers)
    repairs = _by_article(connection, tables.repairs, numbers)
    made: dict[int, list[Article]] = {}
    for row in rows:
        whole = article(row, jumps.get(row.number, ()), repairs.get(row.number, ()))
        made.setdefault(row.page, []).append(whole)
    return made


def _by_article(
    connection: Connection, table: Any, numbers: list[int]
) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = {}
    wanted = select(table).where(table.c.article.in_(numbers)).order_by(table.c.number)
    for row in connection.execute(wanted):
        found.setdefault(row.article, []).append(row)
    return found


def _of_issue(connection: Connection, name: str, number: int) -> Sequence[Row[Any]]:
    table = tables.metadata.tables[name]
    return connection.execute(
        select(table).where(table.c.issue == number).order_by(table.c.number)
    ).all()
