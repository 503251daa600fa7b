"""A piece in, the same piece with what its damaged bytes left noted: U+FFFD is never silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from parser.model import Article, Repair

#: What a decoder puts for bytes that are no character.
LOST = "\ufffd"
NOTE = "原件字节损坏，此处有字读不出"
#: As much of a text as shows where it is.
_AROUND = 12


def noted(article: Article) -> Article:
    """The piece with a repair for each of its texts that holds damaged bytes, once."""
    found = [one for one in _damages(article) if one not in article.repairs]
    return replace(article, repairs=(*article.repairs, *found)) if found else article


def _damages(article: Article) -> Iterator[Repair]:
    heads = (article.column_name, article.kicker, article.headline, article.subheadline)
    words: list[tuple[int | None, str | None]] = [(None, text) for text in (*heads, article.byline)]
    words += [(None, text) for one in article.images for text in (one.caption, one.credit)]
    for place, text in (*words, *enumerate(article.paragraphs)):
        if text and LOST in text:
            at = text.index(LOST)
            part = text[max(0, at - _AROUND) : at + _AROUND]
            yield Repair("markup", part, place, f"{NOTE}（{text.count(LOST)}处）")
