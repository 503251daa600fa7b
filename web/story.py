"""A story and its issue in, what the reading column shows out: text in runs, breaks, jump lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parser.continuation.story import StoryText
from parser.labels import same_page
from parser.model import Article, Author, Issue, Jump, Repair
from web.addresses import article_address, label_of, page_address
from web.words import page_name, verdict


@dataclass(frozen=True, slots=True)
class JumpLine:
    """A printed jump line: a link where its other half is known, else words that say why not."""

    text: str
    url: str | None
    #: What is wrong, or what the link does, in plain words.
    said: str
    verdict: str


@dataclass(frozen=True, slots=True)
class SeeAlso:
    """相关报道见第二版, with the pages it names: label, and its address where it is held."""

    text: str
    pages: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Break:
    """Where the text goes on, on another page."""

    label: str
    #: The part that begins here.
    article: Article
    #: What is printed at the foot of the part before, and at the head of this one.
    out: tuple[JumpLine, ...]
    back: tuple[JumpLine, ...]
    #: The headline over this part, where it has one of its own.
    headline: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or the piece of one on one side of a break."""

    text: str
    #: True where it goes on in the middle of a paragraph.
    resumed: bool
    #: The break that stands before it.
    cut: Break | None


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story as it is read."""

    #: Its parts, in order; the headline stack is the first one's.
    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    #: Jump lines before the first and after the last paragraph, and those of parts that no break
    #: belongs to.
    before: tuple[JumpLine, ...]
    after: tuple[JumpLine, ...]
    references: tuple[SeeAlso, ...]
    #: Parts of whose text nothing more is shown: the source repeats it, or it has none.
    unshown: tuple[Article, ...]

    @property
    def head(self) -> Article:
        """The first part."""
        return self.articles[0]

    @property
    def people(self) -> tuple[Author, ...]:
        """Whoever signed any part of it, once each."""
        return tuple(dict.fromkeys(a for part in self.articles for a in part.authors))

    @property
    def guessed(self) -> str | None:
        """The by-line some of whose names are guesses; None where none is."""
        return next(
            (p.byline for p in self.articles if not all(a.certain for a in p.authors)), None
        )

    @property
    def repairs(self) -> tuple[tuple[Article, Repair], ...]:
        """Every repair with the part it was made in."""
        return tuple((part, repair) for part in self.articles for repair in part.repairs)


def lay_out(issue: Issue, story: StoryText) -> StoryView:
    """The story laid out for reading. Every jump line of every part stands in it exactly once."""
    articles = story.articles
    passages = tuple(_passages(issue, story, articles))
    shown = {cut.article.id for cut in _cuts(passages)} | {articles[0].id}
    unshown = tuple(part for part in articles if part.id not in shown)
    last = _last_shown(articles, shown)
    return StoryView(
        articles=articles,
        passages=passages,
        before=_lines(issue, articles[0], "from"),
        after=(
            *_lines(issue, last, "to"),
            *(line for part in unshown for line in _all_lines(issue, part)),
        ),
        references=tuple(_references(issue, articles)),
        unshown=unshown,
    )


def _references(issue: Issue, articles: tuple[Article, ...]) -> Iterator[SeeAlso]:
    for reference in (found for article in articles for found in article.references):
        yield SeeAlso(reference.text, tuple((each, _held(issue, each)) for each in reference.pages))


def _held(issue: Issue, label: str) -> str | None:
    found = (page.label for page in issue.pages if same_page(page.label, label))
    return next((page_address(issue, held) for held in found), None)


def jump_line(issue: Issue, article: Article, jump: Jump) -> JumpLine:
    """The jump line with what became of it."""
    found = issue.continuation_of(article, jump)
    if found is None:
        return JumpLine(jump.text, None, "还没有核对", "unknown")
    words = verdict(found.verdict)
    other = found.other(article.id)
    if found.joins and other and other != article.id:
        way = "接读" if jump.direction == "to" else "回看"
        said = f"{way}{page_name(label_of(other))}"
        if found.verdict == "page-mismatch":
            said = f"{said}（{words.word}：{found.reason}）"
        return JumpLine(jump.text, article_address(other, anchor=True), said, found.verdict)
    return JumpLine(jump.text, None, found.reason or words.plain, found.verdict)


def _lines(issue: Issue, article: Article, direction: str) -> tuple[JumpLine, ...]:
    jumps = (jump for jump in article.jumps if jump.direction == direction)
    return tuple(jump_line(issue, article, jump) for jump in jumps)


def _all_lines(issue: Issue, article: Article) -> Iterable[JumpLine]:
    return (jump_line(issue, article, jump) for jump in article.jumps)


def _passages(issue: Issue, story: StoryText, articles: tuple[Article, ...]) -> Iterator[Passage]:
    """Paragraphs cut where the page changes, each cut with the part that begins there."""
    coming = list(articles[1:])
    before, page = articles[0], label_of(articles[0].id)

    def cut_to(label: str) -> Break | None:
        nonlocal before, page
        page = label
        part = next((each for each in coming if same_page(label_of(each.id), label)), None)
        if part is None:
            return None
        del coming[: coming.index(part) + 1]
        made = _break(issue, before, part, articles[0])
        before = part
        return made

    for paragraph in story.paragraphs:
        begins = None if same_page(paragraph.page, page) else cut_to(paragraph.page)
        start = 0
        for each in paragraph.breaks:
            if each.offset > start:
                yield Passage(paragraph.text[start : each.offset], start > 0, begins)
                begins = None
            start = each.offset
            if not same_page(each.page, page):
                begins = cut_to(each.page)
        yield Passage(paragraph.text[start:], start > 0, begins)


def _break(issue: Issue, before: Article, part: Article, head: Article) -> Break:
    own = part.headline if part.headline != head.headline else None
    label = label_of(part.id)
    return Break(label, part, _lines(issue, before, "to"), _lines(issue, part, "from"), own)


def _cuts(passages: Iterable[Passage]) -> Iterator[Break]:
    return (passage.cut for passage in passages if passage.cut is not None)


def _last_shown(articles: tuple[Article, ...], shown: set[str]) -> Article:
    return next(part for part in reversed(articles) if part.id in shown)
