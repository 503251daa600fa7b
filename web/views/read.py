"""An address in, a page to read out: home, calendar, issue, page, story, this day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import msgspec
from flask import Blueprint, request

from index import Archive
from index.results import Hit, IssueSummary, NewspaperSummary
from parser.check.faults import problems
from parser.clock import today
from parser.continuation.story import assemble
from parser.issue_json import issue_to_json
from parser.layout.order import lead, reading_order
from parser.model import Article, Issue, Page
from web import addresses, citation
from web.archive import archive
from web.calendar import STATES, year_of
from web.masthead import frame
from web.resource import Resource, resource
from web.sheet import build
from web.sheet.model import PageSheet
from web.story import StoryView, lay_out
from web.turns import turn_for_similar

#: Front pages shown on the home page.
LATEST = 4
#: Issues looked through for them; some lack their front page.
LOOKED_AT = 30
#: Years that a calendar has.
YEARS = range(1, 10_000)

blueprint = Blueprint("read", __name__)


@dataclass(frozen=True, slots=True)
class Holding:
    """A newspaper, and how whole it is."""

    newspaper: NewspaperSummary
    #: Days from the first issue held to the last, both included.
    days: int
    #: Pages that issues are known to have and the archive lacks.
    missing: int
    #: Jump lines printed, and of those the ones an editor must still look at.
    jumps: int
    open_jumps: int


@dataclass(frozen=True, slots=True)
class Front:
    """An issue with its front page in small."""

    issue: Issue
    page: Page
    small: build.Small


@resource(blueprint, "/")
def home() -> Resource:
    """A search box, the latest front pages, the newspapers."""
    held = archive()
    holdings = tuple(_holding(held, newspaper) for newspaper in held.newspapers())
    fronts = tuple(islice(_fronts(held), LATEST))

    def data() -> object:
        latest = [{"newspaper": f.issue.newspaper, "date": f.issue.date} for f in fronts]
        return msgspec.to_builtins({"newspapers": holdings, "latest": latest})

    return Resource("home.html", {"holdings": holdings, "fronts": fronts}, data)


def _holding(held: Archive, newspaper: NewspaperSummary) -> Holding:
    issues = held.issues(newspaper.code)
    return Holding(
        newspaper,
        days=(newspaper.last - newspaper.first).days + 1,
        missing=sum(len(issue.missing) for issue in issues),
        jumps=sum(issue.jumps for issue in issues),
        open_jumps=sum(issue.open_jumps for issue in issues),
    )


def _fronts(held: Archive) -> Iterator[Front]:
    """The newest front pages: each newspaper's own newest before anyone's second."""
    newest = held.issues(newest_first=True, limit=LOOKED_AT)
    own = {(each.code, each.last) for each in held.newspapers()}
    first = [issue for issue in newest if (issue.newspaper, issue.date) in own]
    for summary in (*first, *(issue for issue in newest if issue not in first)):
        issue = held.issue(summary.newspaper, summary.date, summary.edition_number)
        front = next((page for page in issue.pages if page.sequence == 1), None)
        if front is not None:
            yield Front(issue, front, build.in_small(issue, front))


@resource(blueprint, "/<segment:newspaper>/")
def calendar(newspaper: str) -> Resource:
    """One year of a newspaper: days with a paper, days without, days not yet captured."""
    held = archive()
    name = addresses.newspaper_name(held, newspaper)
    issues, captures = held.issues(newspaper), held.captures(newspaper)
    year = year_of(issues, captures, _year(), today())
    holding = next(_holding(held, n) for n in held.newspapers() if n.code == newspaper)

    def data() -> object:
        return msgspec.to_builtins(
            {"newspaper": newspaper, "newspaper_name": name, "holding": holding}
            | {"issues": issues, "captures": captures}
        )

    context = {"code": newspaper, "name": name, "calendar": year, "holding": holding}
    return Resource("calendar.html", context | {"states": STATES}, data)


def _year() -> int | None:
    """The year asked for; None for none and for what is no year."""
    asked = request.args.get("year", "")
    known = asked.isascii() and asked.isdigit() and len(asked) <= 4 and int(asked) in YEARS
    return int(asked) if known else None


@resource(blueprint, "/<segment:newspaper>/<segment:day>/")
def issue(newspaper: str, day: str) -> Resource:
    """The contents of an issue, page by page."""
    held = archive()
    found = addresses.to_issue(held, newspaper, day)
    context = {
        "issue": found,
        "frame": frame(held, found),
        "contents": [(page, _in_order(page), lead(page)) for page in found.pages],
        "problems": problems(found),
        "others": _other_years(held, found),
        "editions": _other_editions(held, found),
    }
    return Resource("issue.html", context, lambda: issue_to_json(found))


def _in_order(page: Page) -> tuple[Article, ...]:
    """The pieces of a page in reading order; those the order does not name come last."""
    place = {article_id: at for at, article_id in enumerate(reading_order(page))}
    return tuple(sorted(page.articles, key=lambda a: place.get(a.id, len(place))))


def _other_years(held: Archive, issue: Issue) -> tuple[IssueSummary, ...]:
    """那年今日: issues of the same newspaper on this day of other years, newest first."""
    same = held.on_this_day(issue.date.month, issue.date.day, newspaper=issue.newspaper)
    return tuple(each for each in same if each.date != issue.date)


def _other_editions(held: Archive, issue: Issue) -> tuple[IssueSummary, ...]:
    """The other editions of the day."""
    same = held.issues(issue.newspaper, issue.date, issue.date)
    return tuple(each for each in same if each.edition_number != issue.edition_number)


@resource(blueprint, "/<segment:newspaper>/<segment:day>/<segment:label>/")
def page(newspaper: str, day: str, label: str) -> Resource:
    """The page as printed."""
    held = archive()
    found = addresses.to_issue(held, newspaper, day)
    sheet = addresses.to_page(found, label)
    laid_out = build.sheet(found, sheet)
    context = {
        "issue": found,
        "page": sheet,
        "frame": frame(held, found, (sheet.label,)),
        "sheet": laid_out,
    }

    def data() -> object:
        plain = issue_to_json(found)
        whole = next(p for p in plain["pages"] if p["label"] == sheet.label)
        return {key: plain[key] for key in ("newspaper", "newspaper_name", "date")} | whole

    path = addresses.page_address(found, sheet.label)
    return Resource("page/sheet.html", context, data, canonical=path, style=laid_out.style)


@resource(blueprint, "/<segment:newspaper>/<segment:day>/<segment:label>/<order:order>")
def story(newspaper: str, day: str, label: str, order: int) -> Resource:
    """The whole story a piece belongs to, at the address of any of its parts."""
    held = archive()
    found = addresses.to_issue(held, newspaper, day)
    piece = addresses.to_article(held, found, addresses.to_page(found, label), order)
    text = assemble(found, piece.id)
    shown = lay_out(found, text)
    cited = citation.cite(shown.articles, found.newspaper_name, found.date, text.pages)
    context = {
        "issue": found,
        "story": shown,
        "pages": text.pages,
        "cited": cited,
        "today": today(),
        "frame": frame(held, found, text.pages),
        "asked": piece,
        "stood": tuple(_stood(found, part) for part in shown.articles),
        "around": _around(found, shown.head),
        "similar": _similar(held, shown.head.id),
    }

    def data() -> object:
        return _story_data(found, shown, msgspec.to_builtins(text), cited)

    path = addresses.article_address(shown.head.id)
    return Resource("story.html", context, data, canonical=path)


def _similar(held: Archive, story_id: str) -> tuple[Hit, ...] | None:
    """Stories like it; None where too many are looked for at this moment."""
    with turn_for_similar() as has:
        return held.similar(story_id) if has else None


@dataclass(frozen=True, slots=True)
class Stood:
    """A part of a story and the page it stood on."""

    article: Article
    page: Page
    sheet: PageSheet


def _stood(issue: Issue, article: Article) -> Stood:
    page = issue.page(addresses.label_of(article.id))
    return Stood(article, page, build.outlined(issue, page))


def _around(issue: Issue, head: Article) -> tuple[Article | None, Article | None]:
    """The pieces before and after on the story's first page, in reading order."""
    pieces = _in_order(issue.page(addresses.label_of(head.id)))
    at = next(place for place, piece in enumerate(pieces) if piece.id == head.id)
    before = pieces[at - 1] if at else None
    return before, pieces[at + 1] if at + 1 < len(pieces) else None


def _story_data(
    issue: Issue, shown: StoryView, text: dict[str, object], cited: citation.Citation
) -> dict[str, object]:
    """The story as data: its text joined, its parts as they stand in Issue JSON."""
    plain = issue_to_json(issue)
    parts = {part.id for part in shown.articles}
    articles = {a["id"]: a for p in plain["pages"] for a in p["articles"] if a["id"] in parts}
    head = articles[shown.head.id]
    stack = ("kind", "column_name", "kicker", "headline", "subheadline", "byline", "authors")
    return (
        {key: plain[key] for key in ("newspaper", "newspaper_name", "date")}
        | {"id": shown.head.id, "pages": text["pages"]}
        | {key: head[key] for key in stack}
        | {"paragraphs": text["paragraphs"], "parts": list(articles.values())}
        | {"continuations": [c for c in plain["continuations"] if parts & {c["from"], c["to"]}]}
        | {"citation": {"gbt7714_2025": cited.gbt_2025()}}
    )
