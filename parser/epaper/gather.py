"""What captures of one issue say in, the issue out: pages, pieces in order, regions joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date

from parser.epaper.area_map import Area
from parser.epaper.article import ArticleView
from parser.epaper.families import key_of
from parser.epaper.page_view import PageView, no_view
from parser.epaper.place import Leaf, Piece, article_of, folded, slots_of, with_column
from parser.epaper.twins import numbered_on, printed, told_apart
from parser.errors import OnError, ParseError
from parser.ids import make_id, stem_of
from parser.labels import label_key, same_page
from parser.model import Issue, Page
from parser.newspaper import Newspaper


def gather(leaves: Sequence[Leaf], on_error: OnError) -> Issue:
    """One issue from all its captures, whatever their order; pieces without a page are told."""
    paper, day = _newspaper(leaves), leaves[0].date
    leaves = told_apart(leaves)
    listed = _page_list(leaves)
    views = _views(leaves, listed)
    pieces = _by_page(leaves, views, on_error)
    labels = _in_order({*views, *pieces}, [label for label, _ in listed])
    sections = dict(listed)
    pages = [
        _page(paper, day, label, n, views.get(label), pieces.get(label, ()), sections.get(label))
        for label, n in _sequenced(labels, bool(listed))
        if label in views or label in pieces
    ]
    numbers = [view.number for view in views.values() if view.number]
    known = tuple(map(printed, labels)) if listed else None
    return Issue(
        newspaper=paper.code,
        newspaper_name=paper.name,
        date=day,
        number=_number(min(numbers, default=None), leaves),
        labels=known,
        pages=numbered_on(pages),
    )


def _newspaper(leaves: Sequence[Leaf]) -> Newspaper:
    """The newspaper; of one without a definition, by the page that prints its name."""
    papers = (leaf.newspaper for leaf in leaves)
    return next((paper for paper in papers if paper.name != paper.code), leaves[0].newspaper)


def _number(number: str | None, leaves: Iterable[Leaf]) -> str | None:
    """期号, with the days of a 合刊 as printed: its date is the first of them."""
    span = next((leaf.span for leaf in leaves if leaf.span), None)
    return f"{number}（{span}）" if number and span else number or span


def _page_list(leaves: Iterable[Leaf]) -> list[tuple[str, str | None]]:
    """Labels and sections of all pages of the issue, from the fullest list."""
    lists = [leaf.view.pages for leaf in leaves if leaf.view is not None]
    fullest = max(lists, key=lambda one: (len(one), [link.label for link in one]), default=())
    return [(link.label, link.section) for link in fullest]


def _views(leaves: Iterable[Leaf], listed: Sequence[tuple[str, str | None]]) -> dict[str, PageView]:
    """The best view of each page: its own page before an article page that repeats it."""
    by_key = {
        key_of(link.url): link.label
        for leaf in leaves
        if leaf.view is not None
        for link in leaf.view.pages
    }
    candidates: dict[str, list[tuple[tuple[bool, int, int, str], PageView]]] = defaultdict(list)
    for leaf in leaves:
        view = leaf.view
        if view is None or not _tells_page(leaf, view):
            continue
        label = view.label or (by_key.get(leaf.key) if leaf.article is None else None) or leaf.label
        if label is None and leaf.article is None and len(listed) == 1:
            label = listed[0][0]
        if label is not None:
            rank = leaf.article is None, len(view.articles), len(view.areas), leaf.name
            candidates[label].append((rank, view))
    return {label: max(found, key=lambda one: one[0])[1] for label, found in candidates.items()}


def _tells_page(leaf: Leaf, view: PageView) -> bool:
    """Whether a view says what is on its page; a list beside a piece may be of related pieces."""
    if leaf.article is None or view.areas:
        return True
    return any(key_of(link.url) == leaf.key for link in view.articles)


def _by_page(
    leaves: Iterable[Leaf], views: Mapping[str, PageView], on_error: OnError
) -> dict[str, list[Piece]]:
    """The captured pieces of each page, each once, the fuller capture of two."""
    homes = _homes(views)
    best: dict[tuple[str, str], Piece] = {}
    for leaf in leaves:
        if leaf.article is None:
            if leaf.view is None or not _placed(leaf, views):
                on_error(_lost(leaf, "no page label on it, in its address or its name"))
            continue
        label = _label_of(leaf, leaf.article, homes)
        if label is None:
            on_error(_lost(leaf, "of no known page: say --page"))
            continue
        label = next((known for known in views if same_page(known, label)), label)
        piece = Piece(leaf, leaf.article)
        known = best.get((label, leaf.key))
        best[label, leaf.key] = piece if known is None else max(known, piece, key=_rank)
    found: dict[str, list[Piece]] = defaultdict(list)
    for (label, _), piece in sorted(best.items()):
        found[label].append(piece)
    return found


def _rank(piece: Piece) -> tuple[int, str]:
    return piece.rank


def _placed(leaf: Leaf, views: Mapping[str, PageView]) -> bool:
    """Whether a page view is that of a page, or tells of one that a better view is kept of."""
    own = leaf.view
    return own is not None and any(v is own or v.label == own.label for v in views.values())


def _lost(leaf: Leaf, message: str) -> ParseError:
    return ParseError(message, newspaper=leaf.newspaper.code, date=leaf.date, file=leaf.name)


def _homes(views: Mapping[str, PageView]) -> dict[str, str]:
    """Article keys, and titles that only one piece has, with the label of their page."""
    homes: dict[str, str] = {}
    titles: dict[str, set[str]] = defaultdict(set)
    for label, view in views.items():
        for link in view.articles:
            homes[key_of(link.url)] = label
            titles[folded(link.title)].add(label)
    alone = {title: min(labels) for title, labels in titles.items() if len(labels) == 1 and title}
    return {**alone, **homes}


def _label_of(leaf: Leaf, article: ArticleView, homes: Mapping[str, str]) -> str | None:
    """The page of a piece: as its own page says, as the lists say, as its file is called."""
    if leaf.view is not None and leaf.view.label:
        return leaf.view.label
    return (
        article.label
        or homes.get(leaf.key)
        or homes.get(folded(article.headline or ""))
        or leaf.label
    )


def _in_order(seen: Iterable[str], listed: Sequence[str]) -> list[str]:
    """All labels in the order of the issue: as listed, the others where their number says."""
    labels = list(listed)
    for label in sorted(set(seen) - set(labels), key=_key):
        after = [n for n, known in enumerate(labels) if _key(known) < _key(label)]
        labels.insert(after[-1] + 1 if after else 0, label)
    return labels


def _key(label: str) -> tuple[object, ...]:
    return *label_key(printed(label))[:2], label


def _sequenced(labels: Sequence[str], listed: bool) -> list[tuple[str, int]]:
    """Labels with their place in the issue: by number where the list of pages is not known."""
    if not listed and all(label.isdigit() and int(label) for label in labels):
        return [(label, int(label)) for label in labels]
    return [(label, n) for n, label in enumerate(labels, 1)]


def _page(
    paper: Newspaper,
    day: Date,
    label: str,
    sequence: int,
    view: PageView | None,
    pieces: Sequence[Piece],
    section: str | None,
) -> Page:
    view = view or no_view(paper.code, label)
    areas: dict[str, list[Area]] = defaultdict(list)
    for area in view.areas:
        areas[key_of(area.url)].append(area)
    slots = slots_of(view.articles, pieces)
    stem = stem_of(paper.code, day)
    articles = tuple(
        with_column(article_of(make_id(stem, label, n), link, piece, areas.get(key, [])), paper)
        for n, (key, link, piece) in enumerate(slots, 1)
    )
    first = pieces[0].article if pieces else None
    return Page(
        label=label,
        sequence=sequence,
        section=view.section or section or (first.section if first is not None else None),
        width=view.width,
        height=view.height,
        image=view.image,
        pdf=view.pdf,
        source=view.source,
        articles=articles,
    )
