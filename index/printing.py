"""Results in, lines for a terminal or a pipe out; and the same as the JSON of contract §3."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from index.results import Hit, Results, Snippet
from parser.issue_json import to_plain
from parser.labels import spoken

Emphasis = Callable[[str], str]


def in_brackets(text: str) -> str:
    """The mark that survives a pipe."""
    return f"【{text}】"


def results_text(results: Results, emphasis: Emphasis = in_brackets) -> Iterator[str]:
    """Three or more lines a hit: headline, where it stood, the passages that matched, its id."""
    for hit in results.hits:
        yield from _hit(hit, emphasis)
        yield ""


def results_json(results: Results) -> dict[str, Any]:
    """The answer in the contract's shape; facets as lists of value, label, count."""
    hits = [_hit_json(hit) for hit in results.hits]
    return {
        "query": results.query,
        "understood": results.understood,
        "total": results.total,
        "took_ms": round(results.took_ms, 1),
        "hits": hits,
        "facets": {name: to_plain(values) for name, values in results.facets},
    }


def _hit(hit: Hit, emphasis: Emphasis) -> Iterator[str]:
    headline = next((s for s in hit.snippets if s.field == "headline"), None)
    yield _marked(headline, emphasis) if headline else hit.headline or "（无题）"
    pages = "→".join(map(spoken, hit.pages))
    yield f"  {hit.newspaper_name} {hit.date} {pages}  {hit.byline or ''}".rstrip()
    for snippet in hit.snippets:
        if snippet is not headline:
            yield f"  {_marked(snippet, emphasis)}"
    yield f"  {hit.id}"


def _hit_json(hit: Hit) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(hit)
    return {name: value for name, value in plain.items() if name != "newspaper_name"}


def _marked(snippet: Snippet, emphasis: Emphasis) -> str:
    parts, at = [], 0
    for start, end in snippet.marks:
        parts += [snippet.text[at:start], emphasis(snippet.text[start:end])]
        at = end
    return "".join([*parts, snippet.text[at:]])
