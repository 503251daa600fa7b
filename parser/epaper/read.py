"""Saved HTML pages of any number of issues in, in any order; Issues of raw pieces out."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date as Date

from parser.epaper.article import ArticleView, article_view
from parser.epaper.article_selectors import ARTICLE_MARKS
from parser.epaper.families import LinkKind, date_in, family_of, key_of
from parser.epaper.founder import marked
from parser.epaper.gather import gather
from parser.epaper.page import SavedPage, open_page
from parser.epaper.page_names import label_in_file
from parser.epaper.page_selectors import DAY
from parser.epaper.page_view import PageView, page_view
from parser.epaper.place import Leaf
from parser.epaper.whole import flaw_in
from parser.errors import NoIssue, ParseError
from parser.markup.select import find, matching
from parser.markup.tree import has_text, line_of
from parser.model import Issue
from parser.newspaper import Newspaper, recognise
from parser.newspaper import newspaper as definition_of
from parser.source.capture import Capture
from parser.source.wholeness import torn

log = logging.getLogger(__name__)

_FILE_CODE = re.compile(r"(?:^|/)([a-z][a-z0-9]{1,15})(?:[-_][a-z]{1,8})?[-_]\d{4}-?\d\d-?\d\d")
_TITLE_PARTS = re.compile(r"[-_—–|·\s]{1,5}")
_NAME_TAIL = re.compile(r"(?:数字报|电子报|电子版|数字版|报社)?(?:平台)?$")
_PRINTED_DAY = re.compile(
    r"((?:19|20)\d\d)\s{0,99}年\s{0,99}(\d{1,2})\s{0,99}月\s{0,99}(\d{1,2})\s{0,99}日"
)
_TAGS = re.compile(r"<[^<>]{0,500}>")
_REFRESH = re.compile(rb"""<meta[^<>]{0,60}http-equiv\s{0,3}=\s{0,3}["']?refresh""", re.I)
#: How much of a page is searched for a printed day where nothing better tells.
_HEAD = 60_000


def read_pages(
    captures: Iterable[Capture],
    *,
    newspaper: Newspaper | None = None,
    date: Date | None = None,
    label: str | None = None,
) -> tuple[list[Issue], list[ParseError]]:
    """The issues that saved pages make up, and an error for each page that cannot be placed.

    `newspaper` and `date` say what pages belong to; without them address, names inside the page
    and file name tell. `label` is the page of pieces that do not tell their own. Pieces are raw:
    headline stack, byline line, paragraphs, pictures, regions. Pieces that a list or a map names
    and no capture holds are known by title and region only.
    """
    groups: dict[tuple[str, Date], list[Leaf]] = defaultdict(list)
    errors: list[ParseError] = []
    homeless: list[tuple[Capture, NoIssue]] = []
    for capture in captures:
        try:
            leaf = read_leaf(capture, newspaper, date, label)
        except NoIssue as error:
            homeless.append((capture, error))
        except ParseError as error:
            errors.append(error)
        else:
            if leaf is not None:
                groups[leaf.newspaper.code, leaf.date].append(leaf)
    errors += _taken_home(homeless, groups, label)
    issues: list[Issue] = []
    for _, leaves in sorted(groups.items(), key=lambda one: one[0]):
        errors += [_incomplete(leaf, leaf.cut) for leaf in leaves if leaf.cut is not None]
        issue, lost = gather(leaves)
        errors += lost
        if issue.pages:
            issues.append(issue)
    return issues, errors


def _incomplete(leaf: Leaf, why: str) -> ParseError:
    message = f"incomplete capture, {why}"
    return ParseError(message, newspaper=leaf.newspaper.code, date=leaf.date, file=leaf.name)


def _taken_home(
    homeless: Sequence[tuple[Capture, NoIssue]],
    groups: dict[tuple[str, Date], list[Leaf]],
    label: str | None,
) -> list[ParseError]:
    """Places pieces that tell no issue where one beside them lists them; the errors of the rest."""
    homes: dict[tuple[str, str], set[tuple[str, Date]]] = defaultdict(set)
    for home, leaves in groups.items() if homeless else ():
        for leaf in leaves:
            for link in leaf.view.articles if leaf.view is not None else ():
                homes[_folder(leaf.name), key_of(link.url)].add(home)
    errors: list[ParseError] = []
    for capture, error in homeless:
        found = homes.get((_folder(capture.name), key_of(capture.url or capture.name)), set())
        found = {home for home in found if error.newspaper in (None, home[0])}
        if len(found) != 1:
            errors.append(error)
            continue
        (home,) = found
        try:
            found_leaf = read_leaf(capture, groups[home][0].newspaper, home[1], label)
        except ParseError as wrong:
            errors.append(wrong)
        else:
            groups[home] += [found_leaf] if found_leaf is not None else []
    return errors


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def read_leaf(
    capture: Capture, newspaper: Newspaper | None, day: Date | None, label: str | None
) -> Leaf | None:
    """What one capture says; None for a page that only leads to another."""
    page = open_page(capture)
    if len(page.document.links) < 3 and _REFRESH.search(page.raw[:4000]):
        log.info("%s: leads to another page, nothing to read", page.name)
        return None
    paper = newspaper or _whose(page)
    view = page_view(page, paper)
    article: ArticleView | None = None
    if _kind(page, view) == "article":
        named = (view.label, view.section) if view is not None and view.label else None
        article = article_view(page, paper, named)
    flaw = flaw_in(page, article, capture.cut)
    if flaw is not None and flaw.kind != "cut":
        raise ParseError(flaw.message, newspaper=paper.code, file=page.name)
    found = day or _day(page, view)
    if found is None:
        message = "no date on it, in its address or its name"
        raise NoIssue(message, newspaper=paper.code, file=page.name)
    return Leaf(
        newspaper=paper,
        date=found,
        name=page.name,
        key=_key(page, view),
        view=view,
        article=article,
        label=label_in_file(page.name) or label,
        torn=torn(page.raw) and b"<body" in page.raw,
        cut=flaw.message if flaw is not None else None,
    )


def _kind(page: SavedPage, view: PageView | None) -> LinkKind:
    """Whether a page is a piece's own or a page view: by property, address, links, mark-up."""
    if page.properties.type in ("1", "2"):
        return "article" if page.properties.type == "1" else "page"
    shape = family_of(page.url or page.name)
    if shape is not None:
        return shape[1]
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


def _whose(page: SavedPage) -> Newspaper:
    """The newspaper of a page. Raises NoIssue where nothing tells."""
    titles = [line_of(one) or (one.text or "") for one in page.document.having("title")]
    names = [page.properties.newspaper or ""]
    for title in titles:
        names += [_NAME_TAIL.sub("", part) for part in _TITLE_PARTS.split(title)]
    if found := recognise(page.url or page.properties.url, names):
        return found
    links = " ".join(link for _, link in page.document.links[:200])
    areas = " ".join(one.get("href") or "" for one in page.document.having("area"))
    if found := recognise(links=f"{areas} {links}"):
        return found
    if match := _FILE_CODE.search(page.name.lower()):
        known = definition_of(match[1])
        stated = page.properties.newspaper
        return known if known.url_template or not stated else Newspaper(known.code, stated)
    raise NoIssue("no newspaper told by it or its name: say --newspaper", file=page.name)


def _day(page: SavedPage, view: PageView | None) -> Date | None:
    """The day of the issue, from the surest sign down to the printed one."""
    if page.url and (found := date_in(page.url)):
        return found
    if view is not None and view.date:
        return view.date
    stated = page.properties
    for sign in (stated.url, stated.date, page.name):
        if sign and (found := date_in(sign)):
            return found
    return _printed_day(page)


def _printed_day(page: SavedPage) -> Date | None:
    places = [
        line_of(one)
        for expression in matching(page.document, DAY)
        for one in find(page.document, expression)
    ]
    for text in (*places, _TAGS.sub("", page.text[:_HEAD])):
        for year, month, day in _PRINTED_DAY.findall(text):
            try:
                return Date(int(year), int(month), int(day))
            except ValueError:
                continue
    return None
