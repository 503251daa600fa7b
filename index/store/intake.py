"""An Issue as read in; the archive's rows changed by it out: added, joined by page, or replaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from sqlalchemy import Connection, delete, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from index.results import Stored
from index.store import readings, records, tables, withdrawals
from index.store.documents import Document, documents
from parser.errors import WrongField
from parser.labels import same_page
from parser.model import Article, Issue, Page
from parser.provenance import Provenance
from parser.renewal import as_edition, renewed, same_pieces, under_held_numbers

_ISSUES = tables.issues
#: Editions of one day that ids have room for.
_MOST_EDITIONS = 9


@dataclass(frozen=True, slots=True)
class Change:
    """What the indexes have to do for an issue."""

    #: Its row number.
    issue: int
    #: Numbers of the stories that are no more, and the new ones by their numbers.
    gone: Sequence[int] = ()
    new: Mapping[int, Document] = field(default_factory=dict)


def put(
    connection: Connection, given: Issue, origin: Provenance, *, whole: bool
) -> tuple[Stored, Change]:
    """Store an issue inside the caller's transaction; `whole`: in place of all that was held.

    Else its pages are added to those held, or renew them; none held vanishes. Raises WrongField.
    """
    given, number = _edition(connection, given)
    if number is None:
        change = _write(connection, given, None)
        readings.note(connection, change.issue, given, origin)
        labels = tuple(page.label for page in given.pages)
        return Stored(given, "added", pages_added=labels), change
    held = records.load(connection, number)
    numbers = _given(connection, number, held)
    ever = {label: range(1, highest + 1) for label, highest in numbers.items()}
    if whole:
        stored = _replaced(held, under_held_numbers(held, given, given=ever))
    else:
        stored = _joined(held, _spared(held, given), ever)
    if stored.result == "unchanged":
        return stored, Change(number)
    readings.follow(connection, number, held, stored.issue, origin)
    return stored, _write(connection, stored.issue, number, numbers)


def again(connection: Connection, number: int) -> Change:
    """Write an issue anew as it is held, for what is shown of it has changed."""
    held = records.load(connection, number)
    return _write(connection, held, number, _given(connection, number, held))


def drop(connection: Connection, number: int) -> Change:
    """Take an issue out with all that belongs to it; a newspaper without issues goes with it."""
    code = connection.scalar(select(_ISSUES.c.newspaper).where(_ISSUES.c.number == number))
    gone = records.remove(connection, number)
    connection.execute(delete(_ISSUES).where(_ISSUES.c.number == number))
    if not connection.scalar(select(exists().where(_ISSUES.c.newspaper == code))):
        connection.execute(delete(tables.newspapers).where(tables.newspapers.c.code == code))
    return Change(number, gone)


def _edition(connection: Connection, given: Issue) -> tuple[Issue, int | None]:
    """The issue under its edition's number, and the row number where that is held."""
    day = (_ISSUES.c.newspaper == given.newspaper) & (_ISSUES.c.date == given.date)
    same = (
        _ISSUES.c.edition.is_(None) if given.edition is None else _ISSUES.c.edition == given.edition
    )
    row = connection.execute(
        select(_ISSUES.c.number, _ISSUES.c.edition_number).where(day, same)
    ).first()
    if row is not None:
        place = row.edition_number
    elif given.edition is None:
        place = 1
    else:
        last = connection.scalar(select(func.max(_ISSUES.c.edition_number)).where(day))
        place = max(2, (last or 1) + 1)
    if place > _MOST_EDITIONS:
        raise WrongField(
            f"more than {_MOST_EDITIONS} editions", newspaper=given.newspaper, date=given.date
        )
    if place != given.edition_number:
        given = as_edition(given, given.edition, place)
    return given, None if row is None else row.number


def _joined(held: Issue, read: Issue, ever: Mapping[str, range]) -> Stored:
    """The pages held and those read, by label."""
    alone = under_held_numbers(held, read, given=ever)
    if alone == held:
        return Stored(held, "unchanged")
    both = renewed(held, read, given=ever)
    covers = len(both.issue.pages) == len(alone.pages) and both.issue.labels == alone.labels
    # A reading of all its pages brings its own links; over pages of two readings they are new.
    issue = alone if covers else both.issue
    if not covers and _but_links(issue) == _but_links(held):
        return Stored(held, "unchanged")
    before = _pages(held)
    changed = [page for page in issue.pages if page not in held.pages]
    return Stored(
        issue,
        "renewed",
        pages_added=tuple(page.label for page in changed if page.label not in before),
        pages_renewed=tuple(page.label for page in changed if page.label in before),
        unlike=both.unlike,
        pieces_gone=_gone(held, issue),
    )


def _replaced(held: Issue, read: Issue) -> Stored:
    """The issue as given, and what that leaves out."""
    if read == held:
        return Stored(held, "unchanged")
    before, after = _pages(held), _pages(read)
    return Stored(
        read,
        "replaced",
        pages_added=tuple(label for label in after if label not in before),
        pages_renewed=tuple(label for label in after if label in before),
        pages_gone=tuple(label for label in before if label not in after),
        pieces_gone=_gone(held, read),
    )


def _spared(held: Issue, read: Issue) -> Issue:
    """The reading, with the held text of every piece of which it brings the headline alone.

    So a page that came without its articles takes no text away.
    """
    pages = []
    for page in read.pages:
        old = next((p for p in held.pages if same_page(p.label, page.label)), None)
        pages.append(page if old is None else _spared_page(old, page))
    return replace(read, pages=tuple(pages))


def _spared_page(old: Page, new: Page) -> Page:
    if not any(_says(article) for article in new.articles):
        # Nothing but headlines, or nothing at all: what was held says more.
        return old if any(_says(article) for article in old.articles) else new
    numbers = same_pieces(old.articles, new.articles, shared=(old.source, new.source))
    by_number = {article.order: article for article in old.articles}
    articles = []
    for article in new.articles:
        before = by_number.get(numbers.get(article.id, -1))
        if before is not None and _says(before) and not _says(article):
            article = replace(before, id=article.id, regions=article.regions or before.regions)
        articles.append(article)
    return replace(new, articles=tuple(articles))


def _says(article: Article) -> bool:
    return any(article.paragraphs) or bool(article.images)


def _write(
    connection: Connection,
    issue: Issue,
    number: int | None,
    numbers: Mapping[str, int] | None = None,
) -> Change:
    """Rows of the issue in place of those it had."""
    ids = withdrawals.hidden(connection, issue.newspaper, issue.date, issue.edition_number)
    told = () if None in ids else documents(issue)
    made = tuple(one for one in told if not ids.intersection(one.parts))
    shown = withdrawals.shown(issue, ids)
    gone = [] if number is None else records.remove(connection, number)
    name = {"code": issue.newspaper, "name": issue.newspaper_name}
    known = upsert(tables.newspapers).on_conflict_do_update(["code"], set_=name)
    try:
        connection.execute(known, [name])
        place, new = records.save(connection, issue, made, number, shown=shown)
    except UnicodeEncodeError as error:
        raise WrongField(
            "text with half a surrogate pair", newspaper=issue.newspaper, date=issue.date
        ) from error
    highest = Counter(numbers or {}) | _highest(issue)
    connection.execute(update(_ISSUES).where(_ISSUES.c.number == place).values(given=dict(highest)))
    return Change(place, gone, new)


def _given(connection: Connection, number: int, held: Issue) -> dict[str, int]:
    """Label → the highest number that a piece of that page ever had."""
    noted = connection.scalar(select(_ISSUES.c.given).where(_ISSUES.c.number == number))
    return dict(Counter(noted or {}) | _highest(held))


def _highest(issue: Issue) -> Counter[str]:
    found: Counter[str] = Counter()
    for page in issue.pages:
        numbers = [article.order for article in page.articles]
        found |= Counter({page.label: max(numbers, default=0)})
    return found


def _gone(before: Issue, after: Issue) -> int:
    """How many pieces of the one are not in the other."""
    ids = {article.id for page in after.pages for article in page.articles}
    return sum(article.id not in ids for page in before.pages for article in page.articles)


def _pages(issue: Issue) -> list[str]:
    return list(dict.fromkeys(page.label for page in issue.pages))


_but_links = partial(replace, continuations=(), stories=())
