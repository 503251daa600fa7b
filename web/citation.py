"""A story in, its reference after GB/T 7714 out: the form of 2025 and the one of 2015."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from parser.model import Article, Author
from web.words import bare_label

#: More than these, and the rest is 等 (CSL: et-al-min 4, et-al-use-first 3).
NAMED = 3
#: They made the picture or the page, not the text.
NOT_WRITERS = frozenset({"摄影", "摄", "编辑", "责任编辑", "美编", "校对", "制图"})


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reference is made of."""

    authors: tuple[str, ...]
    title: str
    #: 副题, without the dash it is printed with.
    subtitle: str | None
    newspaper: str
    date: datetime.date
    #: 版次, without zeros before them.
    pages: tuple[str, ...]
    #: Where the publisher has it; None where that is not known.
    url: str | None

    def gbt_2025(self) -> str:
        """In force from 2026-07-01: full-width signs, no date of access."""
        title = f"{self.title}：{self.subtitle}" if self.subtitle else self.title
        where = f"{self.newspaper}，{self.date.isoformat()}（{', '.join(self.pages)}）."
        return self._joined(_people(self.authors, "，"), title, where)

    def gbt_2015(self, accessed: datetime.date) -> str:
        """The older form: half-width signs; `accessed` stands only beside a URL."""
        title = f"{self.title}: {self.subtitle}" if self.subtitle else self.title
        seen = f"[{accessed.isoformat()}]" if self.url else ""
        where = f"{self.newspaper}, {self.date.isoformat()}({', '.join(self.pages)}){seen}."
        return self._joined(_people(self.authors, ", "), title, where)

    def _joined(self, people: str, title: str, where: str) -> str:
        carrier = "[N/OL]" if self.url else "[N]"
        parts = (f"{people}." if people else "", f"{title}{carrier}.", where)
        line = " ".join(part for part in parts if part)
        return f"{line} {self.url}." if self.url else line


def cite(
    articles: Sequence[Article], newspaper: str, day: datetime.date, labels: Sequence[str]
) -> Citation:
    """The reference of a story: its parts in order, the pages it stands on.

    A story without a headline is called by its caption or its first words, in square brackets.
    """
    first = articles[0]
    subtitle = (first.subheadline or "").lstrip("—-– \u3000").strip()
    return Citation(
        authors=_writers(articles),
        title=first.headline or _called(first),
        subtitle=subtitle or None,
        newspaper=newspaper,
        date=day,
        pages=tuple(bare_label(label) for label in dict.fromkeys(labels)),
        url=web_address(first.source),
    )


def web_address(text: str | None) -> str | None:
    """The text where it is an http or https address and nothing else, so that it may be a link."""
    if text is None or any(char.isspace() or ord(char) < 0x20 for char in text):
        return None
    return text if text.lower().startswith(("http://", "https://")) else None


def _writers(articles: Sequence[Article]) -> tuple[str, ...]:
    """Who wrote it; for a piece of pictures alone, who took them."""
    people = [author for article in articles for author in article.authors]
    writers = [author for author in people if author.role not in NOT_WRITERS]
    if not people and not any(article.paragraphs for article in articles):
        people = [a for article in articles for image in article.images for a in image.authors]
    return _names(writers or people)


def _names(people: Sequence[Author]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(author.name for author in people))


def _people(names: Sequence[str], comma: str) -> str:
    """张三，李四，王五，等."""
    shown = list(names[:NAMED])
    return comma.join([*shown, "等"] if len(names) > NAMED else shown)


def _called(article: Article) -> str:
    caption = next((image.caption for image in article.images if image.caption), None)
    text = caption or next(iter(article.paragraphs), None) or article.column_name or ""
    return f"[{text[:20]}{'…' if len(text) > 20 else ''}]" if text else "[无题]"
