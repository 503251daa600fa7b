"""Parts of the model in, rows of the archive's tables out."""

from __future__ import annotations

from typing import Any

from index.request import PROPERTIES, Property
from index.store import codec
from index.store.documents import Document
from parser.model import Article, Continuation, Issue, Jump, Page, Repair, Story


def issue_row(number: int, issue: Issue, stories: int, shown: Issue) -> dict[str, Any]:
    """An issue with its number; `shown` is what is not withdrawn of it, for lists to count."""
    articles = [article for page in shown.pages for article in page.articles]
    return {
        "number": number,
        "newspaper": issue.newspaper,
        "newspaper_name": issue.newspaper_name,
        "date": issue.date,
        "edition": issue.edition,
        "edition_number": issue.edition_number,
        "printed_number": issue.number,
        "labels": None if issue.labels is None else list(issue.labels),
        "article_count": len(articles),
        "story_count": stories,
        "jump_count": sum(len(article.jumps) for article in articles),
        "open_jump_count": sum(c.open for c in shown.continuations),
        "page_labels": [page.label for page in issue.pages],
    }


def page_row(number: int, issue: int, place: int, page: Page) -> dict[str, Any]:
    """A page at its place in an issue."""
    return {
        "number": number,
        "issue": issue,
        "place": place,
        "label": page.label,
        "sequence": page.sequence,
        "section": page.section,
        "size": [page.width, page.height],
        "image": page.image,
        "pdf": page.pdf,
        "source": page.source,
    }


def story_row(number: int, issue: int, document: Document) -> dict[str, Any]:
    """A story with its number."""
    return {
        "number": number,
        "issue": issue,
        "id": document.id,
        "date": document.date,
        "headline": document.headline,
        "byline": document.byline,
        **{each.column: _value(document, each) for each in PROPERTIES},
        "length": sum(len(segment.text) for segment in document.segments),
        "paragraphs": None if document.joined is None else list(document.joined),
    }


def _value(document: Document, wanted: Property) -> Any:
    """A property as its column has it: a list where a story may have several."""
    value = getattr(document, wanted.column)
    return list(value) if wanted.many else value


def article_row(article: Article) -> dict[str, Any]:
    """An article, without its jumps and repairs."""
    return {
        "id": article.id,
        "kind": article.kind,
        "column_name": article.column_name,
        "kicker": article.kicker,
        "headline": article.headline,
        "subheadline": article.subheadline,
        "byline": article.byline,
        "authors": codec.authors_out(article.authors),
        "dateline": codec.dateline_out(article.dateline),
        "paragraphs": list(article.paragraphs),
        "images": codec.images_out(article.images),
        "references": codec.references_out(article.references),
        "regions": article.regions,
        "source": article.source,
    }


def jump_row(article: int, jump: Jump) -> dict[str, Any]:
    """A jump line of an article."""
    return {
        "article": article,
        "text": jump.text,
        "direction": jump.direction,
        "pages": list(jump.pages),
        "mark": jump.mark,
    }


def repair_row(article: int, repair: Repair) -> dict[str, Any]:
    """A repair of an article."""
    return {
        "article": article,
        "kind": repair.kind,
        "text": repair.text,
        "paragraph": repair.paragraph,
        "note": repair.note,
    }


def continuation_row(issue: int, link: Continuation) -> dict[str, Any]:
    """A link of an issue."""
    return {
        "issue": issue,
        "head": link.head,
        "tail": link.tail,
        "jump": link.jump,
        "verdict": link.verdict,
        "reason": link.reason,
        "score": link.score,
        "settled": link.settled,
    }


def joined_row(issue: int, story: Story) -> dict[str, Any]:
    """A story of several parts, as the linker gave it."""
    return {
        "issue": issue,
        "id": story.id,
        "parts": list(story.parts),
        "pages": list(story.pages),
    }
