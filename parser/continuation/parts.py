"""The articles of an issue in; what linking weighs of their words out: openings, ends, vectors.

Characters two by two stand for words: no dictionary is needed, and a name met on two pages shows.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from parser.byline.credits import is_credit
from parser.model import Article, Issue
from parser.vocabulary.openings import opens_report

_NOT_WORDS = re.compile(r"[\W_]+")
_SERIES = re.compile(r"[（(【\[][^（()）【】\[\]]{2,40}[)）】\]]")
_CLOSED = "。！？!?…"
_MID_START = "，、；：。？！,;:?!”’）》」』】〉)]%％·—…~"
_QUOTES = ("“”", "《》", "（）", "「」", "『』", "‘’")
#: Issues of a few pieces: words must not lose their weight because two pieces share them.
_SMOOTH = 20
#: Longer texts are compared by this much of either end.
_MOST = 1200
#: What a pair counts for that stands in a text so many times.
_COUNTED = [0.0, *(1 + math.log(n) for n in range(1, 21))]
#: Credits passed over when looking for the last or first line of text.
_CREDITS = 3


def words_of(text: str) -> str:
    """The text without spaces and signs."""
    return _NOT_WORDS.sub("", text)


def pairs_of(text: str) -> list[str]:
    """Its characters two by two."""
    return list(map(add, text, text[1:]))


@dataclass(frozen=True, slots=True)
class Part:
    """An article with its page, seen as something a story may begin or go on in."""

    article: Article
    page: str
    #: Place of the page in the issue, from 0.
    place: int
    #: Its place among the articles of the issue.
    index: int
    words: str
    #: Kicker, headline and subheadline, without spaces and signs.
    title: str

    @property
    def first(self) -> str:
        """Its first paragraph that is no credit: asked of the few parts that are weighed."""
        return _text_line(self.article.paragraphs)

    @property
    def last(self) -> str:
        """Its last paragraph that is no credit."""
        return _text_line(self.article.paragraphs[::-1])


def parts_of(issue: Issue) -> list[Part]:
    """Every article of the issue as a part, in order."""
    parts: list[Part] = []
    for place, page in enumerate(issue.pages):
        for article in page.articles:
            parts.append(_part(article, page.label, place, len(parts)))
    return parts


def _part(article: Article, label: str, place: int, index: int) -> Part:
    titles = (article.kicker, article.headline, article.subheadline)
    return Part(
        article=article,
        page=label,
        place=place,
        index=index,
        words=words_of("".join(article.paragraphs)),
        title=_title_words(titles),
    )


def _title_words(titles: tuple[str | None, ...]) -> str:
    """The headlines' own words: the name of a series in brackets stands over many pieces."""
    printed = "".join(filter(None, titles))
    return words_of(_SERIES.sub("", printed)) or words_of(printed)


@lru_cache(maxsize=1024)
def _text_line(paragraphs: tuple[str, ...]) -> str:
    """The first paragraph that is not a credit."""
    for text in paragraphs[:_CREDITS]:
        if not is_credit(text):
            return text.strip()
    return paragraphs[0].strip() if paragraphs else ""


def ends_open(text: str) -> float:
    """1 where a line breaks off in mid-sentence, 0 after a full stop, between where it may be."""
    text = text.rstrip()
    if not text or text[-1] in _CLOSED:
        return 0.0
    if text[0] in "（(【" and text[-1] in "）)】":
        return 0.0
    if text[-1] in "”’」』）)》":
        return 0.0 if text[-2:-1] in _CLOSED else 0.5
    return 0.8 if text[-1] in "；;" else 1.0


def starts_inside(text: str) -> bool:
    """Whether a line begins with a sign no sentence begins with."""
    return text[:1] in _MID_START and bool(text)


def starts_piece(text: str) -> bool:
    """Whether a line begins as a piece does: 本报讯, 新华社北京8月9日电."""
    return opens_report(text)


def quotes_left_open(text: str) -> frozenset[str]:
    """The kinds of quote and bracket still open at the end of a line."""
    return frozenset(pair for pair in _QUOTES if text.rfind(pair[0]) > text.rfind(pair[1]))


def quotes_closed_first(text: str) -> frozenset[str]:
    """The kinds of quote and bracket a line closes before it opens them."""
    closed: set[str] = set()
    for pair in _QUOTES:
        opened, close = text.find(pair[0]), text.find(pair[1])
        if close >= 0 and (opened < 0 or close < opened):
            closed.add(pair)
    return frozenset(closed)


def seam_runs(before: str, after: str) -> list[str]:
    """The runs of two to five characters that lie across the break."""
    left, right = words_of(before[-8:])[-3:], words_of(after[:8])[:3]
    return [
        left[-a:] + right[:b]
        for a in range(1, len(left) + 1)
        for b in range(1, len(right) + 1)
        if a + b <= 5
    ]


class Words:
    """The weights of character pairs over an issue, and the likeness of texts under them."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self.seen: Counter[str] = Counter()
        count = 0
        for part in parts:
            count += 1
            self.seen.update(set(pairs_of(part.words)))
        #: By the number of parts that have a pair: the square of its inverse frequency.
        self._rare = [math.log((count + _SMOOTH) / (n or 1)) ** 2 for n in range(count + 1)]

    def vector(self, text: str) -> dict[str, float]:
        """The text as a vector of length 1; a long text by its first and last characters."""
        if len(text) > 2 * _MOST:
            text = text[:_MOST] + text[-_MOST:]
        counts = Counter(pairs_of(text))
        seen, rare = self.seen, self._rare
        raw = {pair: _COUNTED[n if n < 20 else 20] * rare[seen[pair]] for pair, n in counts.items()}
        size = math.sqrt(sum([value * value for value in raw.values()])) or 1.0
        return {pair: value / size for pair, value in raw.items()}
