"""A raw piece in, a read one out: repaired, its jump lines, byline, credits and kind recognised.

The one road for pieces of every origin: plain text, saved page, hand-written JSON. Reading a piece
that has been read changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from parser.byline import find_byline, parse_byline, parse_credit, split_credit
from parser.jump.article import extract
from parser.kinds import classify
from parser.model import Article, Byline, Image
from parser.repair.damage import noted
from parser.repair.mend import repair


def read_piece(article: Article, *, issued: date, columns: Collection[str] = ()) -> Article:
    """The piece with everything read from it that was not read yet.

    `columns` are the newspaper's standing columns: one printed in the kicker's place is told apart.
    """
    if not (article.paragraphs or article.images or article.byline):
        return _named(article, columns)
    article = repair(article)
    article = _with_byline(extract(_with_column(article, columns)), issued)
    if article.images:
        article = replace(article, images=tuple(map(_with_credit, article.images)))
    return _classified(noted(article))


def _named(article: Article, columns: Collection[str]) -> Article:
    """A piece that only a list names: there is no body to mend, and nobody signs a headline."""
    return _classified(noted(extract(_with_column(article, columns))))


def _classified(article: Article) -> Article:
    if article.kind != "article":
        return article
    kind = classify(article)
    return article if kind == "article" else replace(article, kind=kind)


def _with_column(article: Article, columns: Collection[str]) -> Article:
    if article.column_name is None and article.kicker in columns:
        return replace(article, column_name=article.kicker, kicker=None)
    return article


def _with_byline(article: Article, issued: date) -> Article:
    """Byline, authors, dateline: from the byline line where one is printed, else the body."""
    if article.authors and article.byline:
        return article
    found = find_byline(article.paragraphs, issued=issued)
    if article.byline is None:
        return _signed(article, found) if found else article
    printed = parse_byline(article.byline, issued=issued)
    if printed.dateline is None and found is not None:
        # 本报记者 stands in its own line while 新华社北京8月9日电 opens the body: both are true.
        printed = replace(printed, dateline=found.dateline)
    return _signed(article, printed)


def _signed(article: Article, byline: Byline) -> Article:
    return replace(
        article,
        byline=byline.text,
        authors=article.authors or byline.authors,
        dateline=article.dateline or byline.dateline,
    )


def _with_credit(image: Image) -> Image:
    """A credit printed at the end of a caption is taken out of it, and read."""
    if image.credit is None and image.caption:
        caption, credit = split_credit(image.caption)
        image = replace(image, caption=caption, credit=credit)
    if image.credit and not image.authors:
        image = replace(image, authors=parse_credit(image.credit))
    return image
