"""An Issue in, one Document for each of its stories out: what the indexes take up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parser.model import Issue, Kind

if TYPE_CHECKING:
    from parser.continuation.story import StoryText

#: Fields of a story's text, in the order in which they are read.
HEAD_FIELDS = ("kicker", "headline", "subheadline")
STACK_FIELDS = (*HEAD_FIELDS, "column_name", "byline")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of printed text that a match may not leave: a headline line, a paragraph, a caption."""

    #: headline, kicker, subheadline, column_name, byline, body, caption.
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A story as it is searched."""

    id: str
    newspaper: str
    date: date
    kind: Kind
    headline: str | None
    byline: str | None
    #: Labels in reading order.
    pages: tuple[str, ...]
    #: 版名 of those pages, each once.
    sections: tuple[str, ...]
    #: Names, each once.
    authors: tuple[str, ...]
    #: Article ids in reading order.
    parts: tuple[str, ...]
    segments: tuple[Segment, ...]
    #: Where joining changed the paragraphs of the parts: the story's paragraphs, else None.
    joined: tuple[str, ...] | None = None


def segments(
    stacks: Iterable[Sequence[str | None]],
    paragraphs: Iterable[str],
    captions: Iterable[str | None],
) -> tuple[Segment, ...]:
    """The texts of a story in reading order; a stack holds STACK_FIELDS of one part."""
    return (
        *(
            Segment(field, text)
            for stack in stacks
            for field, text in zip(STACK_FIELDS, stack, strict=True)
            if text
        ),
        *(Segment("body", text) for text in paragraphs if text),
        *(Segment("caption", text) for text in captions if text),
    )


def documents(issue: Issue) -> tuple[Document, ...]:
    """Every story of the issue, those of one article too, in page order."""
    # Brings the whole of linking, which no search needs.
    from parser.continuation.story import stories

    sections = {page.label: page.section for page in issue.pages}
    return tuple(_document(issue, text, sections) for text in stories(issue))


def _document(issue: Issue, story: StoryText, sections: Mapping[str, str | None]) -> Document:
    parts = story.articles
    paragraphs = tuple(paragraph.text for paragraph in story.paragraphs)
    plain = tuple(text for part in parts for text in part.paragraphs)
    images = [image for part in parts for image in part.images]
    pictured = (author for image in images for author in image.authors)
    named = (author for part in parts for author in part.authors)
    return Document(
        id=story.id,
        newspaper=issue.newspaper,
        date=issue.date,
        kind=parts[0].kind,
        headline=next((part.headline for part in parts if part.headline), None),
        byline=next((part.byline for part in parts if part.byline), None),
        pages=story.pages,
        sections=_once(sections.get(label) for label in story.pages),
        authors=_once(author.name for author in (*named, *pictured)),
        parts=tuple(part.id for part in parts),
        segments=segments(
            [[getattr(part, field) for field in STACK_FIELDS] for part in parts],
            paragraphs,
            [text for image in images for text in (image.caption, image.credit)],
        ),
        joined=None if paragraphs == plain else paragraphs,
    )


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
