"""An issue and one of its pages in; the page as a reader sees it out: facsimile or re-set in type.

`sheet(issue, page)` inside a request, or `build` with the ways to pictures given. Templates:
`page/sheet.html` extends base.html and needs `sheet`, `issue`, `page`, `frame`. Two macros:
`thumbnail(front)` of `page/thumbnail.html`, a front page in small, with `front` from
`in_small(issue, page)`; `locator(sheet, article_id)` of `page/locator.html`, the place of a piece
on its page, with `sheet` from
`outlined(issue, page)`. Pages that use them include
`page/styles.html`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import request

from parser.layout.geometry import bounds, shared_area, union_area
from parser.layout.order import Layout, Zone, lead, printed_layout, reading_order
from parser.model import Article, Issue, Page, Polygon
from web import addresses, words
from web.sheet.compose import compose
from web.sheet.copyfit import headline_parts
from web.sheet.model import PageSheet, SheetJump, SheetPicture, SheetZone
from web.sheet.thumbnail import Mark, marks
from web.sheet.typeset import Setter

#: Where a picture can be had, by its `src`; None where the archive does not hold it.
FindPicture = Callable[[str], str | None]
#: Shown as a list only: a page of more pieces is no page.
MOST_ZONES = 80
#: The least side of a zone to be touched, as a part of the page's width: 24 px at 320.
_TOUCH = 0.085
_OPENING = 120


def sheet(issue: Issue, page: Page) -> PageSheet:
    """The page for the running request: `?view=text` asks for type where there is a picture."""

    def find(src: str) -> str | None:
        return addresses.picture_address(issue, src)

    return build(issue, page, find, text=request.args.get("view") == "text")


@dataclass(frozen=True, slots=True)
class Small:
    """A page in small: its zones, and the marks that draw them."""

    sheet: PageSheet
    marks: tuple[Mark, ...]


def outlined(issue: Issue, page: Page) -> PageSheet:
    """The page as outlines only, to show where a piece stands; nothing is set."""
    return _sheet(issue, page, printed_layout(page) or compose(page), lambda src: None)


def in_small(issue: Issue, page: Page) -> Small:
    """The page set in type, for a thumbnail; no picture is looked up."""
    made = build(issue, page, lambda src: None, text=True)
    return Small(made, marks(made))


def build(issue: Issue, page: Page, find: FindPicture, *, text: bool = False) -> PageSheet:
    """The page: its picture with zones where it has both, unless `text` is asked for; else type."""
    printed = printed_layout(page)
    image = find(page.image) if page.image else None
    layout = printed or compose(page)
    made = _sheet(issue, page, layout, find)
    if image and printed:
        here = addresses.page_address(issue, page.label)
        made = replace(made, picture_url=here, text_url=f"{here}?view=text")
        if not text:
            return replace(made, image=image)
    return Setter(layout, page).set(made)


def _sheet(issue: Issue, page: Page, layout: Layout, find: FindPicture) -> PageSheet:
    """The page with its pieces and their outlines, not set."""
    pieces = _pieces(issue, page, find)
    order = [article_id for article_id in _order(page, layout) if article_id in pieces]
    shown = layout if len(layout.zones) <= MOST_ZONES else replace(layout, zones=())
    return PageSheet(
        newspaper=issue.newspaper,
        newspaper_name=issue.newspaper_name,
        date=words.full_date(issue.date),
        label=page.label,
        section=page.section,
        width=layout.width,
        height=layout.height,
        image=None,
        zones=_zones(shown, pieces, order),
        pieces=tuple(pieces[article_id] for article_id in order),
        rules="",
        nameplate=None,
        style="",
        composed=layout.composed,
    )


def _order(page: Page, layout: Layout) -> tuple[str, ...]:
    """Reading order; on a page that we composed, the lead comes first as it does there."""
    order = reading_order(page)
    first = lead(page)
    if not layout.composed or first is None:
        return order
    return (first, *(article_id for article_id in order if article_id != first))


def _pieces(issue: Issue, page: Page, find: FindPicture) -> dict[str, SheetZone]:
    first = lead(page)
    return {a.id: _piece(issue, a, find, a.id == first) for a in page.articles}


def _piece(issue: Issue, article: Article, find: FindPicture, is_lead: bool) -> SheetZone:
    return SheetZone(
        id=article.id,
        url=addresses.article_address(article.id),
        breaks=tuple(map(tuple, headline_parts(article.headline or _name(article)))),
        name=_name(article),
        kind=article.kind,
        is_lead=is_lead,
        column_name=article.column_name,
        kicker=article.kicker,
        headline=article.headline,
        subheadline=article.subheadline,
        byline=_standing_byline(article),
        opening=_opening(article) if article.headline else "",
        picture=_picture(article, find),
        bare=article.kind in ("article", "photo")
        and not article.images
        and not any(article.paragraphs),
        jumps=tuple(_jump(issue, article, place) for place in range(len(article.jumps))),
    )


def _name(article: Article) -> str:
    caption = next((image.caption for image in article.images if image.caption), "")
    words_of_it = article.headline or article.column_name or caption or _opening(article)
    return words_of_it[:60] or _nameless(article)


def _nameless(article: Article) -> str:
    return "无题" if article.kind == "article" else words.kind(article.kind)


def _opening(article: Article) -> str:
    text = next((text for text in article.paragraphs if text.strip()), "")
    text = text or next((image.caption or "" for image in article.images), "")
    return text if len(text) <= _OPENING else text[:_OPENING].rstrip("，、；：") + "……"


def _standing_byline(article: Article) -> str | None:
    """The by-line where it stands by itself, not where it opens the text."""
    byline = article.byline
    if byline is None or any(text.startswith(byline) for text in article.paragraphs):
        return None
    return byline


def _picture(article: Article, find: FindPicture) -> SheetPicture | None:
    """The first picture; a photo piece keeps its box where the picture itself is missing."""
    for image in article.images:
        url = find(image.src) if image.src else None
        if url or article.kind == "photo":
            return SheetPicture(url, image.caption, image.credit)
    return None


def _jump(issue: Issue, article: Article, place: int) -> SheetJump:
    jump = article.jumps[place]
    onward = jump.direction == "to"
    found = issue.continuation_of(article, jump)
    if found is None:
        return SheetJump(jump.text, onward, None, "")
    other = found.tail if onward else found.head
    if other is not None and found.joins:
        name = words.page_name(addresses.label_of(other))
        heading = issue.article(other).headline or ""
        url = addresses.article_address(other)
        return SheetJump(jump.text, onward, url, f"接{name} {heading}".strip())
    return SheetJump(jump.text, onward, None, words.verdict(found.verdict).plain)


def _zones(layout: Layout, pieces: dict[str, SheetZone], order: list[str]) -> tuple[SheetZone, ...]:
    """Pieces with their outlines, in reading order, but a ground before what stands on it."""
    outlines = {zone.article: zone.polygons for zone in layout.zones}
    placed: list[str] = []
    for article_id in (each for each in order if each in outlines):
        mine = outlines[article_id]
        under = (n for n, each in enumerate(placed) if _stands_on(outlines[each], mine))
        placed.insert(next(under, len(placed)), article_id)
    return tuple(_outlined(pieces[each], Zone(each, outlines[each]), layout) for each in placed)


def _stands_on(upper: tuple[Polygon, ...], lower: tuple[Polygon, ...]) -> bool:
    ground = union_area(upper)
    return ground < union_area(lower) and shared_area(upper, lower) >= 0.5 * ground


def _outlined(piece: SheetZone, zone: Zone, layout: Layout) -> SheetZone:
    points = tuple(" ".join(f"{x:g},{y:g}" for x, y in polygon) for polygon in zone.polygons)
    box, least = bounds(zone.polygons), layout.width * _TOUCH
    if box is None or (box.width >= least and box.height >= least):
        return replace(piece, outlines=points)
    width, height = max(box.width, least), max(box.height, least)
    left = min(max(0.0, (box.left + box.right - width) / 2), layout.width - width)
    top = min(max(0.0, (box.top + box.bottom - height) / 2), layout.height - height)
    return replace(piece, outlines=points, touch=(left, top, width, height))
