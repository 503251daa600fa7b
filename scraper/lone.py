"""One URL in, what stands there out, asked for as politely as an issue's; nothing is kept."""

from __future__ import annotations

from urllib.parse import urlsplit

from parser.errors import FetchError
from parser.newspaper import Newspaper
from parser.source.files import Capture
from scraper.guard import guard_of
from scraper.session import Session
from scraper.settings import Settings


def fetch_one(url: str, settings: Settings | None = None) -> Capture:
    """The page at a URL. Raises FetchError, FetchRefused where it is not ours to ask."""
    said = settings or Settings()
    try:
        host = urlsplit(url).netloc
    except ValueError as error:
        raise FetchError("no address", file=url) from error
    site = Newspaper(code="probe", name="probe", hosts=(host,))
    with Session(guard_of(site), said) as session:
        last = session.follow(url)[-1]
        if last.status != 200:
            raise FetchError(last.says, file=url)
        body = last.content(said.max_bytes)
    return Capture(last.url, body, last.url, last.header("content-type"), last.at)
