"""A printed text with offsets in; runs that are marked or not out. Mark-up is the template's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.results import Hit, Snippet


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, marked or not."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as the list shows it."""

    hit: Hit
    headline: tuple[Run, ...]
    #: The passages that say why it matched: field, text in runs.
    passages: tuple[tuple[str, tuple[Run, ...]], ...]


#: What a passage is called where it is not the body.
FIELDS = {
    "headline": "标题",
    "kicker": "引题",
    "subheadline": "副题",
    "column_name": "栏目",
    "byline": "署名",
    "caption": "图片说明",
}


def runs(text: str, marks: Iterable[tuple[int, int]]) -> Iterator[Run]:
    """The whole text, cut at the marks. Marks that leave the text or overlap are trimmed."""
    at = 0
    for start, end in sorted(marks):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        if start > at:
            yield Run(text[at:start])
        yield Run(text[start:end], marked=True)
        at = end
    if at < len(text):
        yield Run(text[at:])


def found(hit: Hit) -> Found:
    """The headline with its marks, and the passages beside it."""
    over = next((s for s in hit.snippets if s.field == "headline" and s.text == hit.headline), None)
    headline = tuple(runs(over.text, over.marks)) if over else (Run(hit.headline or "无题"),)
    # The other half of a story repeats its headline; once is enough.
    rest = (snippet for snippet in hit.snippets if snippet.text != hit.headline)
    return Found(hit, headline, tuple(_passage(snippet) for snippet in rest))


def _passage(snippet: Snippet) -> tuple[str, tuple[Run, ...]]:
    return FIELDS.get(snippet.field, ""), tuple(runs(snippet.text, snippet.marks))
