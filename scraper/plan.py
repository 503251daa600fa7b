"""A page view or an article in, what the issue must hold because of it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from parser.epaper.article import ArticleView
from parser.epaper.page_view import PageView
from scraper.dates import date_in_url, host_of
from scraper.settings import Settings

#: "entry" is a page that only led on to the front page.
Kind = Literal["entry", "front", "page", "article", "page-picture", "picture", "pdf"]

#: Text before pictures: if the fetch is cut short, what can be searched is there.
ORDER: dict[Kind, int] = {
    "entry": 0,
    "front": 0,
    "page": 1,
    "article": 2,
    "page-picture": 3,
    "picture": 4,
    "pdf": 5,
}
#: What a report calls them.
WORDS: dict[Kind, str] = {
    "entry": "entry page",
    "front": "front page",
    "page": "page",
    "article": "article",
    "page-picture": "page picture",
    "picture": "picture",
    "pdf": "PDF",
}
#: Kinds that may not be answered with a web page.
FILES = frozenset(("page-picture", "picture", "pdf"))
#: No issue holds more; a list that names more is a fault of ours or the site's.
MOST = 5000


@dataclass(frozen=True, slots=True)
class Item:
    """One URL an issue must hold."""

    url: str
    kind: Kind
    #: Label of its page, where known.
    page: str | None = None
    #: The headline that a list promises, of an article.
    title: str | None = None


def item_url(url: str, base: str | None = None) -> str:
    """A URL as it is asked for: absolute, quoted, without fragment and the F2 mark `?div=`.

    One torn beyond reading stays as it is, for the guard to refuse.
    """
    try:
        parts = urlsplit(safe_url_string(urljoin(base or "", url.strip())))
        query = parts.query
        if "div=" in query:
            pairs = parse_qsl(query, keep_blank_values=True)
            query = urlencode([(key, value) for key, value in pairs if key != "div"])
    except ValueError:
        return url.strip()
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", query, ""))


def of_page(view: PageView, day: date, settings: Settings, base: str) -> Iterator[Item]:
    """What a page view asks for: the other pages, its articles, its picture and PDF.

    Links into other days' issues are not of this one. Without a list the next page is all it names.
    """
    named: list[tuple[str, str | None]] = [(link.url, link.label) for link in view.pages]
    for address, label in named or [(view.next_page or "#", None)]:
        url = item_url(address, base)
        if _of_day(url, day) and _leads(address):
            yield Item(url, "page", label)
    for article in view.articles:
        url = item_url(article.url, base)
        # A zone without a title may be an advertisement that leads to a shop.
        elsewhere = not article.title and host_of(url) != host_of(base)
        if _of_day(url, day) and not elsewhere:
            yield Item(url, "article", view.label, article.title or None)
    if settings.pictures and view.image and _leads(view.image):
        yield Item(item_url(view.image, base), "page-picture", view.label)
    if settings.pdfs and view.pdf and _leads(view.pdf):
        yield Item(item_url(view.pdf, base), "pdf", view.label)


def of_article(
    view: ArticleView, page: str | None, settings: Settings, base: str
) -> Iterator[Item]:
    """What an article asks for: its pictures."""
    if settings.pictures:
        for image in view.images:
            if image.src and _leads(image.src):
                yield Item(item_url(image.src, base), "picture", page)


def _leads(link: str) -> bool:
    """Whether a link is an address at all, not a script or a picture within the page."""
    return not link.strip().lower().startswith(("javascript:", "data:", "about:", "#"))


def _of_day(url: str, day: date) -> bool:
    """Whether a URL may belong to that day's issue: it says so, or says no date."""
    return date_in_url(url) in (None, day)
