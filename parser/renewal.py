"""An issue as held and a new reading of it in; the new one out under the numbers already given.

A piece keeps its number for good, so that its address does. Nothing here knows a database: the
caller brings the numbers that were ever given.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from parser.continuation.linker import link
from parser.continuation.parts import words_of
from parser.ids import make_id, stem_of
from parser.labels import label_key, same_page
from parser.model import Article, Continuation, Issue, Page, Story

#: Two pieces of one headline whose texts begin alike in this many characters are one.
_OPENING = 24


@dataclass(frozen=True, slots=True)
class Renewed:
    """Two readings of one issue as one."""

    #: The pages of both, by label; of a page that both have, the new reading of it.
    issue: Issue
    #: Labels that both have, and those of them with no piece in common: likely another edition.
    renewed: tuple[str, ...]
    unlike: tuple[str, ...]


def renewed(
    held: Issue, read: Issue, *, given: Mapping[str, Collection[int]] | None = None
) -> Renewed:
    """The held issue with the pages of a new reading added or renewed; none of its pages vanishes.

    `given` are the numbers ever given, by label, beyond those of the pieces held: of pieces that
    were merged or are gone. Jump lines are looked up anew over all pages.
    """
    pairs = list(_paired(held.pages, read.pages))
    taken = _taken(held, given or {})
    pages = [_numbered(old, new, held.stem, taken) for old, new in pairs]
    both = [(old, new) for old, new in pairs if old is not None and new is not None]
    labels = _all_labels(held.labels, read.labels)
    whole = replace(
        read,
        edition=held.edition,
        number=read.number or held.number,
        labels=labels,
        pages=tuple(_in_order(pages, labels)),
        continuations=(),
        stories=(),
    )
    return Renewed(
        issue=link(whole),
        renewed=tuple(new.label for _, new in both),
        unlike=tuple(new.label for old, new in both if _unlike(old, new)),
    )


def under_held_numbers(
    held: Issue, read: Issue, *, given: Mapping[str, Collection[int]] | None = None
) -> Issue:
    """The new reading alone, as it stands, its pieces under the numbers held for the same ones."""
    taken = _taken(held, given or {})
    numbers: dict[str, str] = {}
    pages: list[Page] = []
    for old, new in _paired(held.pages, read.pages):
        if new is not None:
            page = _numbered(old, new, held.stem, taken)
            old_ids = [article.id for article in new.articles]
            numbers |= zip(old_ids, [article.id for article in page.articles], strict=True)
            pages.append(page)
    return with_ids(replace(read, pages=tuple(pages), edition=held.edition), numbers)


def with_ids(issue: Issue, names: Mapping[str, str]) -> Issue:
    """The issue with every id in its continuations and stories as `names` has it."""

    def name(id_: str | None) -> str | None:
        return None if id_ is None else names.get(id_, id_)

    def moved(one: Continuation) -> Continuation:
        return replace(one, head=name(one.head), tail=name(one.tail))

    def told(story: Story) -> Story:
        parts = tuple(names.get(part, part) for part in story.parts)
        return replace(story, id=names.get(story.id, story.id), parts=parts)

    return replace(
        issue,
        continuations=tuple(map(moved, issue.continuations)),
        stories=tuple(map(told, issue.stories)),
    )


def as_edition(issue: Issue, name: str | None, number: int) -> Issue:
    """The issue as the edition of that name, the `number`th of its day, its ids with it.

    The first edition of a day is number 1 and has no name.
    """
    named = replace(issue, edition=name)
    stem = stem_of(issue.newspaper, issue.date, number)
    names: dict[str, str] = {}
    pages: list[Page] = []
    for page in issue.pages:
        articles: list[Article] = []
        for article in page.articles:
            id_ = make_id(stem, page.label, article.order)
            names[article.id] = id_
            articles.append(replace(article, id=id_))
        pages.append(replace(page, articles=tuple(articles)))
    return with_ids(replace(named, pages=tuple(pages)), names)


#: The numbers given on each page, by its label.
_Taken = defaultdict[str, set[int]]


def _taken(held: Issue, given: Mapping[str, Collection[int]]) -> _Taken:
    taken: _Taken = defaultdict(set)
    for label, numbers in given.items():
        taken[label].update(numbers)
    for page in held.pages:
        taken[page.label].update(article.order for article in page.articles)
    return taken


def _paired(
    held: Iterable[Page], read: Iterable[Page]
) -> Iterable[tuple[Page | None, Page | None]]:
    """Every page of both, beside the other's of the same label; the second 03 to the second."""
    waiting = list(read)
    for old in held:
        new = next((page for page in waiting if same_page(page.label, old.label)), None)
        if new is not None:
            waiting = [page for page in waiting if page is not new]
        yield old, new
    yield from ((None, page) for page in waiting)


def _numbered(old: Page | None, new: Page | None, stem: str, taken: _Taken) -> Page:
    """The page as last read, under the held label, each piece under its own number."""
    if new is None:
        assert old is not None, "one of the two is there"
        return old
    label = old.label if old is not None else new.label
    known = {} if old is None else _same_pieces(old, new)
    numbers = taken[label]
    articles: list[Article] = []
    for article in new.articles:
        number = known.get(article.id)
        if number is None:
            fresh = old is None and article.order not in numbers
            number = article.order if fresh else max(numbers, default=0) + 1
            numbers.add(number)
        articles.append(replace(article, id=make_id(stem, label, number)))
    return replace(new, label=label, articles=tuple(articles))


def same_pieces(
    held: Sequence[Article], read: Sequence[Article], *, shared: Collection[str | None] = ()
) -> dict[str, int]:
    """The ids of newly read pieces with the numbers of the held pieces they are.

    A piece in which nothing changed is itself. Else the same source tells, where it is a piece's
    own; else the same headline and opening; else the same headline over a text that one of the two
    has not. Sources that are `shared` are those of whole pages and tell no piece.
    """

    def own_source(article: Article) -> Hashable | None:
        return None if article.source in shared else article.source

    numbers: dict[str, int] = {}
    for key, alone in (
        (_whole, False),
        (own_source, True),
        (_words, False),
        (_bare_headline, True),
    ):
        open_held = [one for one in held if one.order not in numbers.values()]
        open_read = [one for one in read if one.id not in numbers]
        numbers |= _matched(open_held, open_read, key, alone=alone)
    return numbers


Key = Callable[[Article], Hashable | None]


def _matched(
    held: Sequence[Article], read: Sequence[Article], key: Key, *, alone: bool
) -> dict[str, int]:
    """Pieces of one key, in order; with `alone` only where the key stands once on either side."""
    old: defaultdict[Hashable, list[int]] = defaultdict(list)
    for article in held:
        old[key(article)].append(article.order)
    times = Counter(map(key, read))
    found: dict[str, int] = {}
    for article in read:
        told = key(article)
        if told is None or not old[told] or (alone and (times[told] > 1 or len(old[told]) > 1)):
            continue
        found[article.id] = old[told].pop(0)
    return found


def _whole(article: Article) -> Hashable | None:
    return replace(article, id="")


def _words(article: Article) -> Hashable | None:
    # A picture's words are its caption's.
    texts = article.paragraphs or [image.caption or "" for image in article.images]
    opening = words_of("".join(texts))[:_OPENING]
    headline = words_of(article.headline or "")
    return (headline, opening) if headline or opening else None


def _bare_headline(article: Article) -> Hashable | None:
    return words_of(article.headline or "") or None


def _unlike(old: Page, new: Page) -> bool:
    """Whether two readings of a page that has pieces have none in common."""
    both = bool(old.articles) and bool(new.articles)
    return both and not _same_pieces(old, new)


def _same_pieces(old: Page, new: Page) -> dict[str, int]:
    """As `same_pieces`; a page of plain text is the source of every piece on it."""
    return same_pieces(old.articles, new.articles, shared=(old.source, new.source))


def _all_labels(
    held: tuple[str, ...] | None, read: tuple[str, ...] | None
) -> tuple[str, ...] | None:
    """The labels of both lists, the new one's order first; None where neither is known."""
    if held is None or read is None:
        return read if held is None else held
    more = [label for label in held if not any(same_page(label, one) for one in read)]
    labels = list(read)
    for label in more:
        after = [n for n, known in enumerate(labels) if label_key(known) < label_key(label)]
        labels.insert(after[-1] + 1 if after else 0, label)
    return tuple(labels)


def _in_order(pages: Iterable[Page], labels: tuple[str, ...] | None) -> list[Page]:
    """Pages in the order of the issue's list, else as numbered; where two are at odds, as named."""
    places = {label: n for n, label in enumerate(labels or (), 1)}
    placed = [
        replace(page, sequence=places.get(page.label, page.sequence)) if labels else page
        for page in pages
    ]
    return sorted(placed, key=lambda page: (page.sequence, label_key(page.label)))
