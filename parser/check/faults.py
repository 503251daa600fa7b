"""A linked issue in, the faults of its pages out: what an editor should see before readers do.

Jump lines are not here: they are answered one by one in `continuations`. A rule that would speak
of most pieces of a page speaks of the feed, not of a fault, and is silent.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from parser.byline import parse_byline
from parser.byline.credits import is_credit
from parser.continuation.parts import words_of
from parser.continuation.repeats import clauses_of
from parser.epaper.outlines import OUTLINE_FAULTS
from parser.labels import halves, label_key, make_label, same_page, split_label, spoken
from parser.layout.geometry import crosses_itself
from parser.model import Article, Issue, Page, Point, Problem, ProblemKind
from parser.vocabulary.signs import RUN_TOGETHER

#: Headings under which nothing but a picture, an advertisement or a list of names is expected.
_BARE_HEADINGS = re.compile(
    r"广告|公告|启事|声明|图片|漫画|插图|责编|责任编辑|编辑|导读|报头|报眼|天气|题图|题字|版式|统筹|值班|目录"
)
#: A text without a headline is a fault from this length on.
_TEXT = 60
#: A page's pieces are compared by their text from this many shared characters on.
_COPY = 40
_COPY_SHARE = 0.9
#: A text that stands here so many times is compared with the first of them.
_HOLDERS = 3
#: Gaps in the numbering are told where this many pages are here.
_PAGES_FOR_GAPS = 4
_PIECES_FOR_ORDER = 5
_OUTSIDE = 0.05
#: A byline at the head of a text stands within this many characters.
_OPENING = 80
_NO_WRITERS = ("摄影", "编辑", "版式设计", "制图")
#: Beyond this share, headlines without text are pieces known from a page's list alone.
_NOT_FETCHED = 0.2


def problems(issue: Issue) -> tuple[Problem, ...]:
    """The faults of an issue, page by page in its order; () where all is well."""
    tails = {one.tail for one in issue.continuations if one.head and one.tail}
    pictures = any(pic.src for page in issue.pages for one in page.articles for pic in one.images)
    partial = _partial(issue)
    found = [*_missing(issue), *_twice(issue), *_skipped(issue)]
    for page in issue.pages:
        found += _page_faults(page)
        found += _not_fetched(page) if partial else ()
        for article in page.articles:
            if not (partial and _only_named(article)):
                found += _piece_faults(page, article, tails, pictures)
    return tuple(found)


def _only_named(article: Article) -> bool:
    """A headline and nothing more."""
    empty = not article.paragraphs and not article.images
    return bool(article.headline) and empty and article.kind in ("article", "photo")


def _partial(issue: Issue) -> bool:
    """Whether so many pieces have a headline alone that their texts were never fetched."""
    pieces = [article for page in issue.pages for article in page.articles]
    named = sum(map(_only_named, pieces))
    return named > 1 and named > _NOT_FETCHED * len(pieces)


def _not_fetched(page: Page) -> Iterator[Problem]:
    """Pieces that the page's list names and nothing holds, told once."""
    named = [article for article in page.articles if _only_named(article)]
    named = [article for article in named if not _bare(article.headline or "")]
    if named:
        message = f"{spoken(page.label)}有{len(named)}篇只有标题，正文未收。"
        yield Problem("pieces-missing", page.label, None, message)


def _missing(issue: Issue) -> Iterator[Problem]:
    """Pages the issue is known to have that are not here."""
    held = [page.label for page in issue.pages]
    for label in issue.labels or ():
        if not any(same_page(label, one) for one in held):
            yield Problem("page-missing", label, None, f"{spoken(label)}未收。")


def _twice(issue: Issue) -> Iterator[Problem]:
    """A page number that two pages carry."""
    counts = Counter(split_label(page.label) or page.label for page in issue.pages)
    told: set[object] = set()
    for page in issue.pages:
        key = split_label(page.label) or page.label
        if counts[key] > 1 and key not in told:
            told.add(key)
            message = f"{spoken(page.label)}出现{counts[key]}次。"
            yield Problem("page-twice", page.label, None, message)


def _skipped(issue: Issue) -> Iterator[Problem]:
    """Numbers left out, section by section; told once."""
    labels = issue.labels or tuple(page.label for page in issue.pages)
    if len(labels) < _PAGES_FOR_GAPS:
        return
    sections: defaultdict[str, set[int]] = defaultdict(set)
    for label in labels:
        for parts in filter(None, map(split_label, halves(label))):
            sections[parts[0]].add(parts[1])
    missing: list[str] = []
    for letters, numbers in sections.items():
        gaps = [number for number in range(1, max(numbers)) if number not in numbers]
        if len(gaps) * 2 <= len(numbers):
            missing += [make_label(letters, number) for number in gaps]
    if missing:
        named = "、".join(map(spoken, sorted(missing, key=label_key)))
        yield Problem("page-skipped", missing[0], None, f"版次不连续，缺{named}。")


def _run_together(page: Page) -> Iterator[Problem]:
    """Words of columns that stood side by side, read line by line."""
    notes = {repair.note for article in page.articles for repair in article.repairs}
    if RUN_TOGETHER in notes:
        message = f"{spoken(page.label)}并排的栏被混在一行，语序不可信。"
        yield Problem("columns-run-together", page.label, None, message)


def _page_faults(page: Page) -> Iterator[Problem]:
    if not page.articles:
        if not _BARE_HEADINGS.search(page.section or ""):
            message = f"{spoken(page.label)}没有稿件。"
            yield Problem("empty-page", page.label, None, message)
        return
    yield from _run_together(page)
    yield from _copies(page)
    yield from _order(page)
    for article in page.articles:
        for kind, message in _region_faults(page, article):
            yield Problem(kind, page.label, article.id, f"{_name(article)}{message}")
    placed = [bool(article.regions) for article in page.articles]
    if sum(placed) * 2 > len(placed):
        for article in page.articles:
            if not article.regions and _has_content(article) and not _broken(article):
                message = f"{_name(article)}在版面上没有位置。"
                yield Problem("article-without-region", page.label, article.id, message)


def _copies(page: Page) -> Iterator[Problem]:
    """Two pieces of a page with one text."""
    seen: list[tuple[Article, set[str]]] = []
    by_clause: defaultdict[str, list[int]] = defaultdict(list)
    for article in page.articles:
        own = clauses_of(article.paragraphs)
        size = sum(map(len, own))
        shared: Counter[int] = Counter()
        for clause in own:
            for at in by_clause[clause]:
                shared[at] += len(clause)
        for at, common in shared.most_common(1):
            other = sum(map(len, seen[at][1]))
            if common >= max(_COPY, _COPY_SHARE * max(size, other)):
                message = f"{_name(article)}与{_name(seen[at][0])}正文重复。"
                yield Problem("duplicate", page.label, article.id, message)
        for clause in own:
            if len(by_clause[clause]) < _HOLDERS:
                by_clause[clause].append(len(seen))
        seen.append((article, own))


def _order(page: Page) -> Iterator[Problem]:
    """The list of pieces runs against the page: from bottom to top."""
    tops = [
        min(y for region in one.regions for _, y in region) for one in page.articles if one.regions
    ]
    if len(tops) < _PIECES_FOR_ORDER or len(tops) > 200:
        return
    pairs = [(a, b) for at, a in enumerate(tops) for b in tops[at + 1 :] if a != b]
    if pairs and sum(a > b for a, b in pairs) > 0.8 * len(pairs):
        message = f"{spoken(page.label)}稿件排列与版面位置相反。"
        yield Problem("order", page.label, None, message)


#: The kind of a fault and what is said of it.
Fault = tuple[ProblemKind, str]


def _piece_faults(
    page: Page, article: Article, tails: set[str], pictures: bool
) -> Iterator[Problem]:
    name = _name(article)
    found: list[Fault] = [
        *_content_faults(page, article, tails),
        *_picture_faults(article, pictures),
    ]
    if _signed_twice(article):
        found.append(("byline-twice", f"{name}署名出现在两处。"))
    for kind, message in found:
        yield Problem(kind, page.label, article.id, message)


def _content_faults(page: Page, article: Article, tails: set[str]) -> Iterator[Fault]:
    """What is not there: the piece, its text, its headline."""
    name = _name(article)
    text = words_of("".join(article.paragraphs))
    if not _has_content(article):
        if article.regions:
            yield "region-without-article", f"{spoken(page.label)}有一处版位没有稿件。"
        else:
            yield "empty-article", f"{name}没有标题也没有正文。"
    elif article.kind == "article":
        if article.headline and not text and not article.images and not _bare(article.headline):
            yield "headline-without-body", f"{name}只有标题，没有正文。"
        if not article.headline and len(text) >= _TEXT and not _continues(article, tails):
            yield "body-without-headline", f"{name}没有标题。"


def _picture_faults(article: Article, pictures: bool) -> Iterator[Fault]:
    """Words of a picture without it; where the feed gives no pictures at all, nothing is said."""
    name = _name(article)
    if pictures and any(image.caption and not image.src for image in article.images):
        yield "caption-without-picture", f"{name}有图说，没有图。"
    text = words_of("".join(article.paragraphs))
    if article.kind == "photo" and not article.images and not text:
        yield "caption-without-picture", f"{name}是图片稿，没有图。"


def _has_content(article: Article) -> bool:
    titles = (article.headline, article.kicker, article.subheadline, article.column_name)
    return bool(any(titles) or article.paragraphs or article.images or article.jumps)


def _bare(headline: str) -> bool:
    return bool(_BARE_HEADINGS.search(headline)) and len(headline) <= 16


def _continues(article: Article, tails: set[str]) -> bool:
    """A tail needs no headline."""
    back = any(jump.direction == "from" for jump in article.jumps)
    return back or article.id in tails or bool(article.kicker or article.column_name)


def _signed_twice(article: Article) -> bool:
    """Whether one person signs at the head of the text and again at its end.

    A round-up of several reports, each signed, has more credits than two and is left alone.
    """
    texts = article.paragraphs
    credits = [at for at, text in enumerate(texts) if is_credit(text) and _signers(text)]
    if len(texts) < 2 or len(credits) > 2:
        return False
    at_head = _signers(texts[0][:_OPENING])
    at_head |= _signers(texts[1]) if 1 in credits and len(texts) > 2 else set()
    at_end = {
        name for at in credits if at >= max(2, len(texts) - 2) for name in _signers(texts[at])
    }
    at_end |= _signers(texts[-1]) if len(texts) - 1 in credits else set()
    return bool(at_head & at_end)


def _signers(text: str) -> set[str]:
    """Who signs as a writer in an opening or a credit."""
    authors = parse_byline(text).authors
    return {one.name for one in authors if one.role not in _NO_WRITERS and len(one.name) > 1}


def _region_faults(page: Page, article: Article) -> Iterator[tuple[ProblemKind, str]]:
    """What is wrong with where a piece is said to stand; its text need not be here for that."""
    if _outside(page, article.regions):
        yield "region-outside", "的版位超出版面。"
    if any(map(crosses_itself, article.regions)):
        yield "region-crossed", "的版位边线自相交叉。"
    for note in _broken(article):
        yield "region-broken", f"的{note}。"


def _broken(article: Article) -> list[str]:
    """What was noted of coordinates that make no outline."""
    noted = {repair.note for repair in article.repairs}
    return [note for note in OUTLINE_FAULTS.values() if note in noted]


def _outside(page: Page, regions: Sequence[Sequence[Point]]) -> bool:
    """Whether a region leaves the page by more than a trifle."""
    if not page.width or not page.height:
        return False
    wide, high = page.width * _OUTSIDE, page.height * _OUTSIDE
    return any(
        x < -wide or y < -high or x > page.width + wide or y > page.height + high
        for region in regions
        for x, y in region
    )


def _name(article: Article) -> str:
    """《headline》, or a piece by its first words."""
    if article.headline:
        return f"《{' '.join(article.headline.split())[:24]}》"
    first = next((text.strip() for text in article.paragraphs if text.strip()), "")
    return f"无题稿“{first[:12]}…”" if first else f"第{article.id.rsplit('-', 1)[-1]}篇"
