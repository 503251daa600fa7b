"""robots.txt of each site in, what we may ask and how often out (RFC 9309)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from parser.errors import FetchError, FetchRefused
from scraper.response import Response
from scraper.settings import ROBOT_NAME

#: Seconds that rules are believed.
_KEPT = 24 * 3600.0
#: A crawler need not read more of it.
_LONGEST = 500 * 1024
_HOPS = 5


@dataclass(frozen=True, slots=True)
class Rules:
    """One site's rules; `closed` says why nothing at all may be asked."""

    robots: Protego
    read_at: float
    closed: str | None = None

    def refusal(self, url: str) -> str | None:
        """Why that URL may not be asked for; None where it may."""
        if self.closed:
            return self.closed
        return None if self.robots.can_fetch(url, ROBOT_NAME) else "robots.txt forbids it"

    @property
    def delay(self) -> float:
        """Seconds between requests that the site wants."""
        rate = self.robots.request_rate(ROBOT_NAME)
        each = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(self.robots.crawl_delay(ROBOT_NAME) or 0.0), each)


class Robots:
    """The rules of every site asked so far; each is read once a day."""

    def __init__(self, ask: Callable[[str], Response]) -> None:
        self._ask = ask
        self._rules: dict[str, Rules] = {}

    def known(self, url: str) -> Rules | None:
        """The rules for a URL's site where they were read already."""
        return self._rules.get(_file(url))

    def rules(self, url: str) -> Rules:
        """The rules for a URL's site."""
        site = _file(url)
        known = self._rules.get(site)
        if known is None or time.monotonic() - known.read_at > _KEPT:
            known = self._rules[site] = self._read(site)
        return known

    def _read(self, site: str) -> Rules:
        """The site's rules: 4xx means none, an error of the server or the line closes the site."""
        now = time.monotonic()
        try:
            answer = self._follow(site)
        except FetchRefused as error:
            return Rules(Protego.parse(""), now, f"robots.txt leads elsewhere ({error.message})")
        except FetchError as error:
            return Rules(Protego.parse(""), now, f"robots.txt cannot be read ({error.message})")
        text = ""
        if answer.status == 200:
            text = answer.body[:_LONGEST].decode("utf-8-sig", "replace")
        return Rules(Protego.parse(text), now)

    def _follow(self, url: str) -> Response:
        """The answer behind at most five redirects; more count as no rules."""
        answer = self._ask(url)
        for _ in range(_HOPS):
            if answer.target is None:
                break
            answer = self._ask(answer.target)
        return answer


def _file(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
