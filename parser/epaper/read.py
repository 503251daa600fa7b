"""Saved HTML pages of any number of issues in, in any order; Issues of raw pieces out."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date

from parser.epaper.article import ArticleView, article_view
from parser.epaper.article_selectors import ARTICLE_MARKS
from parser.epaper.days import IssueDay, issue_day
from parser.epaper.families import LinkKind, key_of
from parser.epaper.founder import marked
from parser.epaper.gather import gather
from parser.epaper.json_document import is_json
from parser.epaper.json_leaves import json_leaves
from parser.epaper.page import SavedPage, open_page
from parser.epaper.page_names import Name, label_in_file, name_of, unprinted_label
from parser.epaper.page_view import PageView, page_view
from parser.epaper.place import Leaf
from parser.epaper.whole import flaw_in
from parser.epaper.whose import whose
from parser.errors import NoIssue, OnError, ParseError
from parser.markup.select import find, matching
from parser.markup.tree import has_text
from parser.model import Issue
from parser.newspaper import Codes, Newspaper
from parser.source.capture import Capture
from parser.source.wholeness import page_flaw, torn

log = logging.getLogger(__name__)

#: An entry page says where it leads near its beginning, and links to little else.
_HEAD, _FEW_LINKS = 4000, 3


def read_pages(
    captures: Iterable[Capture],
    *,
    on_error: OnError,
    newspaper: Newspaper | None = None,
    date: Date | None = None,
    label: str | None = None,
    held: Mapping[str, str] | None = None,
) -> list[Issue]:
    """The issues that saved pages make up; a page that cannot be placed is told to `on_error`.

    `newspaper` and `date` say what pages belong to; without them address, names inside the page
    and file name tell. `label` is the page of pieces that do not tell their own. Pieces are raw:
    headline stack, byline line, paragraphs, pictures, regions. Pieces that a list or a map names
    and no capture holds are known by title and region only. `held` are codes and names of
    newspapers in an archive: a paper without a definition has its code there, no other's.
    """
    told = Told(Codes(held or {}))
    groups: dict[tuple[str, Date], list[Leaf]] = defaultdict(list)
    unplaced: list[tuple[Capture, NoIssue]] = []
    for capture in captures:
        try:
            for leaf in _leaves(capture, newspaper, date, label, told):
                groups[leaf.newspaper.code, leaf.date].append(leaf)
        except NoIssue as error:
            unplaced.append((capture, error))
        except ParseError as error:
            on_error(error)
    _place_beside(unplaced, groups, label, on_error)
    made = (_gathered(leaves, on_error) for _, leaves in sorted(groups.items(), key=lambda g: g[0]))
    return [issue for issue in made if issue.pages]


def _gathered(leaves: Sequence[Leaf], on_error: OnError) -> Issue:
    for leaf in leaves:
        if leaf.cut is not None:
            on_error(_incomplete(leaf, leaf.cut))
    return gather(leaves, on_error)


def _incomplete(leaf: Leaf, why: str) -> ParseError:
    message = f"incomplete capture: {why}"
    return ParseError(message, newspaper=leaf.newspaper.code, date=leaf.date, file=leaf.name)


def _place_beside(
    unplaced: Sequence[tuple[Capture, NoIssue]],
    groups: dict[tuple[str, Date], list[Leaf]],
    label: str | None,
    on_error: OnError,
) -> None:
    """Places pieces that tell no issue where one beside them lists them; the others are told."""
    listed: dict[tuple[str, str], set[tuple[str, Date]]] = defaultdict(set)
    for issue, leaves in groups.items() if unplaced else ():
        for leaf in leaves:
            for link in leaf.view.articles if leaf.view is not None else ():
                listed[_folder(leaf.name), key_of(link.url)].add(issue)
    for capture, error in unplaced:
        found = listed.get((_folder(capture.name), key_of(capture.url or capture.name)), set())
        found = {issue for issue in found if error.newspaper in (None, issue[0])}
        if len(found) != 1:
            on_error(error)
            continue
        (issue,) = found
        try:
            groups[issue] += _leaves(capture, groups[issue][0].newspaper, issue[1], label, Told())
        except ParseError as wrong:
            on_error(wrong)


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _leaves(
    capture: Capture, newspaper: Newspaper | None, day: Date | None, label: str | None, told: Told
) -> list[Leaf]:
    """What one capture says, of one page or piece, or of all that a JSON document holds."""
    if is_json(capture):
        return json_leaves(capture, newspaper, day, label)
    leaf = read_leaf(capture, newspaper, day, label, told)
    return [leaf] if leaf is not None else []


def read_leaf(
    capture: Capture,
    newspaper: Newspaper | None,
    day: Date | None,
    label: str | None,
    told: Told | None = None,
) -> Leaf | None:
    """What one capture says; None for a page that only leads to another.

    Raises NoIssue where nothing tells its day, ParseError where no piece is found on it.
    """
    page = open_page(capture)
    if _leads_on(page):
        log.info("%s: leads to another page, nothing to read", page.name)
        return None
    paper = newspaper or _whose(page, told)
    view = page_view(page, paper)
    article: ArticleView | None = None
    if (excuse := page_flaw(page.raw)) is not None:
        raise ParseError(excuse.message, newspaper=paper.code, file=page.name)
    if kind_of_page(page, view) == "article":
        article = article_view(page, paper, _named(page, view))
    flaw = flaw_in(page, article, capture.cut)
    if flaw is not None and flaw.kind != "cut":
        raise ParseError(flaw.message, newspaper=paper.code, file=page.name)
    found = _day_of(page, view, day, paper)
    return Leaf(
        newspaper=paper,
        date=found.date,
        name=page.name,
        key=_key(page, view),
        view=view,
        article=article,
        label=label_in_file(page.name) or label,
        torn=torn(page.raw) and b"<body" in page.raw,
        cut=flaw.message if flaw is not None else None,
        span=found.span,
        notes=found.notes,
    )


def _day_of(page: SavedPage, view: PageView | None, day: Date | None, paper: Newspaper) -> IssueDay:
    """The day of the issue; what disagrees about it is told in the log. Raises NoIssue."""
    found = issue_day(page, view, day)
    if found is None:
        message = "no date on it, in its address or its name"
        raise NoIssue(message, newspaper=paper.code, file=page.name)
    for note in found.notes:
        log.warning("%s: %s", page.name, note)
    return found


def _named(page: SavedPage, view: PageView | None) -> Name | None:
    """What the page of a piece is called, which its view has asked already where it has one."""
    if view is None:
        return name_of(page, (), page.key)
    if label := view.label or unprinted_label(page, page.key):
        return label, view.section if view.label else None
    return None


def _leads_on(page: SavedPage) -> bool:
    """Whether a page is but an entry that a browser leaves at once, by META REFRESH."""
    if len(page.document.links) >= _FEW_LINKS or b"refresh" not in page.raw[:_HEAD].lower():
        return False
    from w3lib.html import get_meta_refresh  # slow to load, and few pages are so empty

    _, target = get_meta_refresh(page.raw[:_HEAD].decode("utf-8", "ignore"), page.url or "")
    return target is not None


@dataclass(slots=True)
class Told:
    """What was found out about newspapers on the way: their codes, and what was said of them."""

    codes: Codes = field(default_factory=Codes)
    notes: set[str] = field(default_factory=set)


def _whose(page: SavedPage, told: Told | None) -> Newspaper:
    """The newspaper of a page; what disagrees is said once. Raises NoIssue where nothing tells."""
    told = told or Told()
    found = whose(page, told.codes)
    for note in found.notes:
        if note not in told.notes:
            told.notes.add(note)
            log.warning("%s: %s", page.name, note)
    return found.newspaper


def kind_of_page(page: SavedPage, view: PageView | None) -> LinkKind:
    """Whether a page is a piece's own or a page view: by property, address, links, mark-up."""
    if page.properties.type in ("1", "2"):
        return "article" if page.properties.type == "1" else "page"
    if page.kind is not None:
        return page.kind
    if view is None or view.own or page.properties.headline:
        return "article"
    document = page.document
    if any(
        map(has_text, (e for one in matching(document, ARTICLE_MARKS) for e in find(document, one)))
    ):
        return "article"
    return "article" if marked(document, "article-content") or not view.articles else "page"


def _key(page: SavedPage, view: PageView | None) -> str:
    """What links to a piece share: from its address, its mark in the list, its property."""
    if page.url:
        return page.key
    if view is not None and view.own:
        return view.own
    return key_of(page.properties.url) if page.properties.url else page.key
