"""A page in; the order in which its pieces are read and which of them leads out.

Geometry decides where the page has regions; the order of the list where it has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from parser.layout.geometry import Box, bounds, shared_area, union_area
from parser.model import Article, Page, Polygon

#: Zones drawn by hand overlap at their seams: this share of the page's side is no overlap.
_SEAM = 0.02
#: A piece is above another where they share at least this part of the narrower one's width.
_ABOVE = 0.5
#: A zone of which this part lies under another one stands on it, as a picture on a background.
_ON_TOP = 0.8
#: The first of a list is the editor's own lead: another must stand out this much more.
_LISTED_FIRST = 1.75
#: A page of more pieces is no printed page: who covers whom is not asked there, and they are read
#: from the top.
_CROWD = 120
#: 报眼: a piece beside the nameplate begins and ends no lower than this part of the page, is no
#: wider than this one, and leaves the nameplate this much of the top.
_EAR_TOP, _EAR_BOTTOM, _EAR_WIDTH, _PLATE_WIDTH, _PLATE_HEIGHT = 0.04, 0.3, 0.68, 0.28, 0.1
#: Kinds that are never the lead while there is a piece of another kind.
_NEVER_LEAD = frozenset({"ad", "notice", "pointer"})


@dataclass(frozen=True, slots=True)
class Disorder:
    """Two pieces that the list gives in one order and the page in the other."""

    #: Id of the piece that stands above, and is listed later.
    above: str
    below: str


@dataclass(frozen=True, slots=True)
class Zone:
    """The ground of one piece."""

    #: Article id.
    article: str
    polygons: tuple[Polygon, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A page as zones in `width` × `height`, ready to be drawn."""

    width: float
    height: float
    zones: tuple[Zone, ...]
    #: True where the zones are our own proposal, the page having none.
    composed: bool = False


def printed_layout(page: Page) -> Layout | None:
    """The page's own zones; None where it has none. Pieces without a region have no zone."""
    whole = _paper(page)
    zones = tuple(Zone(a.id, a.regions) for a in page.articles if union_area(a.regions) > 0)
    if whole is None or not zones:
        return None
    return Layout(whole.right, whole.bottom, zones)


def area_share(page: Page, article: Article) -> float:
    """The part of the page that the piece's regions cover, 0 to 1; 0 where it has none."""
    whole = _paper(page)
    return min(1.0, union_area(article.regions) / whole.area) if whole and whole.area else 0.0


def prominence(page: Page, article: Article) -> float:
    """How much the piece stands out, 0 to about 1: its ground, its height on the page, its width.

    Ground on which other pieces stand does not count. 0 where it has no region.
    """
    whole, box = _paper(page), bounds(article.regions)
    if whole is None or box is None or not whole.area:
        return 0.0
    ground = union_area(article.regions) - _covered(page, article, box)
    height = 1 - min(1.0, max(0.0, (box.top - whole.top) / whole.height))
    span = min(1.0, box.width / whole.width)
    stack = 1 + 0.05 * bool(article.kicker) + 0.05 * bool(article.subheadline)
    size = sqrt(max(0.0, ground / whole.area))
    return size * (0.3 + 0.7 * height) * (0.7 + 0.3 * span) * stack


def lead(page: Page) -> str | None:
    """头条: the id of the piece the page puts first; None on a page without a piece.

    By prominence where the page has regions, else the first of the list. The first of a list that
    agrees with the page gives way only to a piece that stands out far more. A piece with a
    headline and a body leads before a photo, and that before pointers, notices, advertisements;
    the piece beside the nameplate of a front page (报眼) before none of its rank.
    """
    if not page.articles:
        return None
    highest = max(map(_rank, page.articles))
    able = [article for article in page.articles if _rank(article) == highest]
    able = [article for article in able if not _is_ear(page, article)] or able
    weights = {article.id: prominence(page, article) for article in able}
    if not disorders(page):
        weights[able[0].id] *= _LISTED_FIRST
    return max(able, key=lambda article: weights[article.id]).id


def _is_ear(page: Page, article: Article) -> bool:
    """Whether a piece of a front page stands beside the nameplate, which no zone covers."""
    whole, box = _paper(page), bounds(article.regions)
    if page.sequence != 1 or whole is None or box is None:
        return False
    top, bottom = (box.top - whole.top) / whole.height, (box.bottom - whole.top) / whole.height
    if top > _EAR_TOP or bottom > _EAR_BOTTOM or box.width > _EAR_WIDTH * whole.width:
        return False
    under = whole.top + whole.height * _PLATE_HEIGHT
    left = Box(whole.left, whole.top, box.left, under)
    right = Box(box.right, whole.top, whole.right, under)
    plate = max(left, right, key=lambda side: side.width)
    others = (bounds(other.regions) for other in page.articles if other is not article)
    free = all(other is None or plate.meet(other).area < 0.1 * plate.area for other in others)
    return free and plate.width >= _PLATE_WIDTH * whole.width


def _rank(article: Article) -> int:
    if article.kind in _NEVER_LEAD:
        return 0
    if article.kind == "photo" or not (article.headline or article.paragraphs):
        return 1
    return 2


def reading_order(page: Page) -> tuple[str, ...]:
    """Every piece's id, in the order a reader takes them.

    The order of the list where the page agrees with it; else by geometry: column by column, each
    from the top; where a piece runs across columns, what is above it, it, what is below it. Pieces
    without a region keep their place behind the one listed before them.
    """
    if not disorders(page):
        return tuple(article.id for article in page.articles)
    return geometric_order(page)


def geometric_order(page: Page) -> tuple[str, ...]:
    """Every piece's id by where it stands, whatever the list says."""
    whole = _paper(page)
    placed = [_Zone(a, box) for a in page.articles if (box := bounds(a.regions)) is not None]
    if whole is None or not placed:
        return tuple(article.id for article in page.articles)
    if len(placed) > _CROWD:
        placed.sort(key=lambda zone: (zone.box.top, zone.box.left))
    else:
        placed = list(_sorted(placed, whole.width * _SEAM, whole.height * _SEAM))
    order = [zone.article.id for zone in placed]
    for place, article in enumerate(page.articles):
        if article.id not in order:
            before = page.articles[place - 1].id if place else None
            order.insert(order.index(before) + 1 if before else 0, article.id)
    return tuple(order)


def disorders(page: Page) -> tuple[Disorder, ...]:
    """Where the list has a piece before one that stands above it in the same column.

    The lead may be listed first wherever it stands, and a piece that stands on another one's
    ground may be listed on either side of it.
    """
    whole = _paper(page)
    if whole is None or len(page.articles) > _CROWD:
        return ()
    boxed = [(a, box) for a in page.articles if (box := bounds(a.regions)) is not None]
    found = [
        Disorder(above=later.id, below=sooner.id)
        for (sooner, low), (later, high) in combinations(boxed, 2)
        if _is_above(high, low, whole.height * _SEAM)
    ]
    if not found:
        return ()
    first = page.articles[0]
    weights = {article.id: prominence(page, article) for article, _ in boxed}
    return tuple(
        one for one in found if one.below != first.id or weights[one.above] > weights[first.id]
    )


def _paper(page: Page) -> Box | None:
    """The page's own rectangle, or the one around its regions where it has no size."""
    if page.width and page.height and min(page.width, page.height) > 0:
        return Box(0.0, 0.0, page.width, page.height)
    return bounds(polygon for article in page.articles for polygon in article.regions)


def _covered(page: Page, article: Article, box: Box) -> float:
    """How much of the piece's ground other pieces stand on; shared ground counts by halves."""
    if len(page.articles) > _CROWD:
        return 0.0
    taken, ours = 0.0, union_area(article.regions)
    for other in page.articles:
        around = bounds(other.regions)
        if other.id == article.id or around is None or not box.meet(around).area:
            continue
        shared = shared_area(article.regions, other.regions)
        theirs = union_area(other.regions)
        if shared >= _ON_TOP * theirs and theirs <= ours:
            taken += shared if theirs < ours * _ON_TOP else shared / 2
    return taken


def _is_above(high: Box, low: Box, seam: float) -> bool:
    """Whether `high` ends before `low` begins, in a column they share."""
    narrower = min(high.width, low.width)
    level = high.meet(low).right - high.meet(low).left
    return high.bottom <= low.top + seam and level >= _ABOVE * narrower > 0


@dataclass(frozen=True, slots=True)
class _Zone:
    article: Article
    box: Box


def _sorted(zones: list[_Zone], seam_x: float, seam_y: float) -> Iterable[_Zone]:
    """Recursive cuts along white; a knot that no straight cut opens gives up its first piece."""
    waiting = [zones]
    while waiting:
        group = waiting.pop()
        if len(group) == 1:
            yield group[0]
            continue
        parts = _cut(group, seam_x, level=False) or _cut(group, seam_y, level=True)
        if parts:
            waiting.extend(reversed(parts))
            continue
        opening = min(group, key=lambda zone: (zone.box.top, zone.box.left, -zone.box.area))
        near = [z for z in group if z.box.top <= opening.box.top + seam_y]
        opening = min(near, key=lambda zone: (zone.box.left, zone.box.top, -zone.box.area))
        yield opening
        waiting.append([zone for zone in group if zone is not opening])


def _cut(group: list[_Zone], seam: float, *, level: bool) -> list[list[_Zone]]:
    """The group in blocks one after another, down (`level`) or across; [] where it is one block."""
    sides = [(z.box.top, z.box.bottom, z) if level else (z.box.left, z.box.right, z) for z in group]
    parts: list[list[_Zone]] = []
    reach = float("-inf")
    for start, end, zone in sorted(sides, key=lambda side: side[:2]):
        if parts and start < reach - min(seam, (end - start) / 2):
            parts[-1].append(zone)
        else:
            parts.append([zone])
        reach = max(reach, end)
    return parts if len(parts) > 1 else []
