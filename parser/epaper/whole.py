"""A page as it was read in; why it is not the whole page that was asked for out.

One judgement for the parser, which names such a page, and the scraper, which asks for it again.
"""

from __future__ import annotations

from itertools import pairwise

from parser.epaper.article import ArticleView
from parser.epaper.page import SavedPage
from parser.source.wholeness import Flaw, ends_whole, is_excuse_title, page_flaw, torn

#: An excuse has less text than this, in characters of all its fields.
_SHORT = 120
#: Of the pairs of characters in a promised headline so many must stand on the page.
_KEPT = 0.3


def flaw_in(page: SavedPage, article: ArticleView | None, cut: str | None = None) -> Flaw | None:
    """Why a page is not whole; None where nothing speaks against it.

    `article` is its piece, where it is a piece's own page; `cut` what tells that the transfer
    ended early.
    """
    flaw = page_flaw(page.raw, cut)
    if flaw is not None or article is None:
        return flaw
    if article.headline and article.size < _SHORT and is_excuse_title(article.headline):
        return Flaw("excuse", f"an excuse instead of the page: {article.headline}")
    if b"<body" in page.raw and torn(page.raw) and not _is_complete(article):
        return Flaw("cut", "cut short before its text ends")
    return None


def _is_complete(article: ArticleView) -> bool:
    """Whether a piece on a page without an end has its own end."""
    if not article.paragraphs:
        return bool(article.images)
    return ends_whole(article.paragraphs[-1])


def keeps_promise(article: ArticleView, title: str) -> bool:
    """Whether a piece is the one that a list names: its words are on it, or a template fits it."""
    promised = _pairs(title)
    if not promised or not (article.generic or article.headline is None or not article.paragraphs):
        return True
    heads = (article.kicker, article.headline, article.subheadline, article.byline)
    captions = (image.caption for image in article.images)
    texts = "\n".join(text for text in (*heads, *article.paragraphs, *captions) if text)
    return len(promised & _pairs(texts)) >= _KEPT * len(promised)


def _pairs(text: str) -> set[str]:
    signs = [sign for sign in text if sign.isalnum()]
    return {first + second for first, second in pairwise(signs)}
