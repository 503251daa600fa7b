"""A linked issue and an article's id in; the whole story it belongs to out, joined at the breaks.

Where a sentence runs over the page break, so does the paragraph: the break is kept as an offset.
A text the feed gives on two pages is given once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from parser.byline.credits import is_credit
from parser.continuation.parts import ends_open
from parser.continuation.repeats import block_break, shared_share
from parser.model import Article, Issue, Story

#: A list goes on in a new paragraph: 二是, （三）, 4.
_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[是、]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．])"
)
_CREDITS = 3
#: Two prints of one text share this much of either.
_SAME = 0.8


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A page that begins within a paragraph."""

    #: Characters of the paragraph that stand before the break; never 0.
    offset: int
    page: str


@dataclass(frozen=True, slots=True)
class StoryParagraph:
    """A paragraph as a reader takes it, over a page break where there is one."""

    text: str
    #: Label of the page on which it begins.
    page: str
    breaks: tuple[PageBreak, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryText:
    """全文: a story with its text in one."""

    #: The id of its first part.
    id: str
    #: Its parts, in reading order.
    articles: tuple[Article, ...]
    #: Labels in reading order: "01", "03".
    pages: tuple[str, ...]
    paragraphs: tuple[StoryParagraph, ...]


def assemble(issue: Issue, article_id: str) -> StoryText:
    """The story an article belongs to, whole; `issue` is linked. Raises KeyError."""
    issue.article(article_id)
    story = next((one for one in issue.stories if article_id in one.parts), None)
    return _Places(issue).text(story or Story(article_id, (article_id,), ()))


def stories(issue: Issue) -> tuple[StoryText, ...]:
    """Every story of a linked issue, single pieces included, in the order of the pages."""
    places = _Places(issue)
    by_part = {part: story for story in issue.stories for part in story.parts}
    told: list[StoryText] = []
    for page in issue.pages:
        for article in page.articles:
            story = by_part.get(article.id) or Story(article.id, (article.id,), ())
            if story.parts[0] == article.id:
                told.append(places.text(story))
    return tuple(told)


class _Places:
    """The articles of an issue by their ids, with their pages."""

    def __init__(self, issue: Issue) -> None:
        self._held: dict[str, tuple[Article, str]] = {}
        for page in issue.pages:
            for article in page.articles:
                self._held.setdefault(article.id, (article, page.label))

    def text(self, story: Story) -> StoryText:
        """The story's parts put together."""
        held = [self._held[part] for part in story.parts if part in self._held]
        joined = _Joined()
        for article, page in held:
            joined.add(article, page)
        return StoryText(
            id=held[0][0].id,
            articles=tuple(article for article, _ in held),
            pages=tuple(dict.fromkeys(page for _, page in held)),
            paragraphs=tuple(joined.paragraphs),
        )


@dataclass(slots=True)
class _Joined:
    """The text put together so far."""

    paragraphs: list[StoryParagraph] = field(default_factory=list)

    def add(self, article: Article, page: str) -> None:
        """The next part: the same text again, the end of the text again, or its continuation."""
        texts = [one.text for one in self.paragraphs]
        if texts and _same(texts, article.paragraphs):
            self._keep_longer(article)
            return
        at = block_break(texts, article.paragraphs) if texts else None
        if at is not None:
            self._mark(at.paragraph, at.offset, page)
            return
        self._continue(list(article.paragraphs), page)

    def _keep_longer(self, article: Article) -> None:
        """Of two prints the fuller one, on the page where it was first seen."""
        held = sum(len(one.text) for one in self.paragraphs)
        if sum(map(len, article.paragraphs)) > held:
            first = self.paragraphs[0].page
            self.paragraphs = [StoryParagraph(text, first) for text in article.paragraphs]

    def _mark(self, paragraph: int, offset: int, page: str) -> None:
        """The break where the block begins that another page prints again."""
        if offset:
            one = self.paragraphs[paragraph]
            breaks = (*one.breaks, PageBreak(offset, page))
            self.paragraphs[paragraph] = StoryParagraph(one.text, one.page, breaks)
            paragraph += 1
        for at in range(paragraph, len(self.paragraphs)):
            one = self.paragraphs[at]
            self.paragraphs[at] = StoryParagraph(one.text, page, one.breaks)

    def _continue(self, texts: list[str], page: str) -> None:
        """The next part's text, its first paragraph run on where the sentence does."""
        last = self._last_text()
        if last is not None and texts and _runs_on(self.paragraphs[last].text, texts[0]):
            one = self.paragraphs[last]
            self.paragraphs[last] = StoryParagraph(
                one.text + texts[0],
                one.page,
                (*one.breaks, PageBreak(len(one.text), page)),
            )
            texts = texts[1:]
        self.paragraphs += [StoryParagraph(text, page) for text in texts]

    def _last_text(self) -> int | None:
        """The last paragraph that is not a credit."""
        for back in range(1, min(_CREDITS, len(self.paragraphs)) + 1):
            if not is_credit(self.paragraphs[-back].text):
                return len(self.paragraphs) - back
        return None


def _same(held: list[str], again: tuple[str, ...]) -> bool:
    return list(again) == held or shared_share(held, again) >= _SAME


def _runs_on(before: str, after: str) -> bool:
    """Whether the break stands in mid-sentence."""
    if not before.strip():
        return False
    last = before.rstrip()[-1]
    if last in "；;":
        return not _ITEM.match(after)
    if last in "：:":
        return after[:1] in "“「『"
    return ends_open(before) >= 0.5 or after[:1] in "”’」』）)》，、；。！？"
