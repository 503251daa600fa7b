"""A page as it was read in; why it is not the whole page that was asked for out.

One judgement for the parser, which names such a page, and the scraper, which asks for it again.
"""

from __future__ import annotations

from itertools import pairwise

from parser.epaper.article import ArticleView
from parser.epaper.page import SavedPage, open_page
from parser.errors import ParseError
from parser.source.capture import Capture
from parser.source.wholeness import Flaw, ends_whole, is_excuse_title, page_flaw, shown, torn

#: An excuse has less text than this, in characters of all its fields.
_SHORT = 120
#: Of the pairs of characters in a promised headline so many must stand on the page.
_KEPT = 0.3
#: So many of the pairs of two pages stand on both, where they are one page.
_ALIKE = 0.9


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
        return Flaw("cut", "a page cut short before its text ends")
    return None


def _is_complete(article: ArticleView) -> bool:
    """Whether a piece on a page without an end has its own end."""
    if not article.paragraphs:
        return bool(article.images)
    return ends_whole("\n".join(article.paragraphs[-2:]))


def keeps_promise(article: ArticleView, title: str) -> bool:
    """Whether a piece is the one that a list names: a template fits it, or its words are on it."""
    if not article.generic and article.headline is not None and article.paragraphs:
        return True
    if article.images and not article.paragraphs:
        return True  # a photograph, an advertisement
    promised = _pairs(title)
    heads = (article.kicker, article.headline, article.subheadline, article.byline)
    captions = (image.caption for image in article.images)
    texts = "\n".join(text for text in (*heads, *article.paragraphs, *captions) if text)
    return bool(promised) and len(promised & _pairs(texts)) >= _KEPT * len(promised)


def alike(one: Capture, other: Capture) -> bool:
    """Whether two captures show the same words, numbers aside: a site's answer to any address."""
    try:
        first, second = (_pairs(shown(open_page(page).raw)) for page in (one, other))
    except ParseError:
        return False
    return len(first & second) >= _ALIKE * max(len(first | second), 1)


def _pairs(text: str) -> set[str]:
    signs = [sign for sign in text if sign.isalpha()]
    return {first + second for first, second in pairwise(signs)}
