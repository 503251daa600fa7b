"""One polite connection to a newspaper: a URL in, the server's answers out.

Every hop is checked by the guard and by robots.txt, kept apart from the one before, tried again
where the server or the line stumbled, and ended where it takes too long or grows too large.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from types import TracebackType
from urllib.parse import SplitResult

import requests
import urllib3.exceptions
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from parser.errors import FetchError, FetchRefused
from scraper.guard import Guard
from scraper.pace import SHARED, Pace
from scraper.response import Response, ascii_only, readable_headers
from scraper.robots import Robots, Rules
from scraper.settings import Settings
from scraper.transport import GuardedAdapter, Limits

_HOPS = 5
_CHUNK = 64 * 1024
#: Answers that may be others a little later; so may every 5xx.
_PASSING = frozenset((408, 425, 429))
_LONGEST_BACKOFF = 60.0
#: We ask for files as they are: the same file then has the same digest every time.
_ASKED = {"Accept": "*/*", "Accept-Encoding": "identity"}


class _Stumble(Exception):
    """A fault that may be gone at the next try."""


class Unreachable(FetchError):
    """The server did not answer as it should, however often asked."""


class _ByHand(requests.Session):
    """A session that leaves redirects alone, unread."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """None: requests would read a redirect's body whole, however long, to prepare the next."""
        return None


class Session:
    """Answers of one newspaper's servers, one request at a time."""

    def __init__(self, guard: Guard, settings: Settings, pace: Pace = SHARED) -> None:
        self._guard = guard
        self._settings = settings
        self._pace = pace
        self._limits = Limits(settings.read_timeout, settings.total_timeout)
        self._robots = Robots(self._persist)
        #: Hosts that asked for a longer rest than we wait for → what they said.
        self._closed: dict[str, str] = {}
        self._http = _ByHand()
        self._http.trust_env = False
        # A site's cookies would tell it which requests are ours, and change what it gives.
        self._http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        self._http.headers = {"User-Agent": settings.agent, **_ASKED}
        adapter: HTTPAdapter = GuardedAdapter(guard, self._limits)
        self._http.mount("http://", adapter)
        self._http.mount("https://", adapter)

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def follow(self, url: str, headers: Mapping[str, str] | None = None) -> tuple[Response, ...]:
        """The answers from a URL to the end of its redirects, the last being no redirect.

        Raises FetchRefused where a hop is not ours to ask, FetchError where it leads in circles
        or too far, Unreachable where there is no answer.
        """
        chain = [self.get(url, headers)]
        while (target := chain[-1].target) is not None:
            if len(chain) > _HOPS or target in {answer.url for answer in chain}:
                raise FetchError(f"redirects in circles or too often, last to {target}", file=url)
            try:
                chain.append(self.get(target, headers))
            except FetchRefused as error:
                why = f"redirects to {target}, which is refused: {error.message}"
                raise FetchRefused(why, file=url) from error
        return tuple(chain)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Response:
        """The answer of one URL, redirects not followed. Raises as `follow` does."""
        self._guard.check_url(url)
        if self._settings.obey_robots and (why := self._refusal(url)):
            raise FetchRefused(why, file=url)
        return self._persist(url, headers)

    def _refusal(self, url: str) -> str | None:
        """Why robots.txt keeps us from a URL; None where it does not."""
        rules = self._robots.rules(url)
        if rules.delay > self._settings.max_rest:
            return f"robots.txt wants {rules.delay:.0f} s between requests"
        return rules.refusal(url)

    def _persist(self, url: str, headers: Mapping[str, str] | None = None) -> Response:
        """The answer of a URL, asked again with growing rests while it stumbles."""
        host = self._guard.check_url(url).netloc.lower()
        fault = ""
        for attempt in range(self._settings.retries + 1):
            if attempt:
                self._pace.rest(host, self._backoff(attempt))
            try:
                answer = self._once(url, headers or {})
            except _Stumble as stumble:
                fault = str(stumble)
                continue
            if answer.status not in _PASSING and answer.status < 500:
                return answer
            fault = answer.says
            self._obey_retry_after(answer, host)
        raise Unreachable(f"{fault}, after {self._settings.retries + 1} tries", file=url)

    def _backoff(self, attempt: int) -> float:
        return min(_LONGEST_BACKOFF, float(self._settings.backoff * 2 ** (attempt - 1)))

    def _obey_retry_after(self, answer: Response, host: str) -> None:
        """Leave the host alone as long as Retry-After says; for good where that is too long."""
        said = answer.header("retry-after")
        if said is None:
            return
        try:
            seconds = Retry().parse_retry_after(said)
        except (urllib3.exceptions.InvalidHeader, ValueError, OverflowError):
            return  # not a number of seconds, nor a date: the usual rest it is
        if seconds > self._settings.max_rest:
            self._closed[host] = f"{answer.says}, and the server asks for {seconds:.0f} s of rest"
            raise Unreachable(self._closed[host], file=answer.url)
        self._pace.rest(host, seconds)

    def _once(self, url: str, headers: Mapping[str, str]) -> Response:
        """One request. Raises _Stumble for what may pass, FetchError for what will not."""
        parts = self._guard.check_url(url)
        host = parts.netloc.lower()
        if host in self._closed:
            raise Unreachable(self._closed[host], file=url)
        self._pace.wait(host, self._delay(url))
        self._limits.begin()
        timeouts = (self._settings.connect_timeout, self._settings.read_timeout)
        try:
            with self._http.get(
                url, headers=headers, stream=True, allow_redirects=False, timeout=timeouts
            ) as response:
                return self._answer(url, parts, response)
        except (requests.exceptions.SSLError, urllib3.exceptions.SSLError) as error:
            raise Unreachable(f"no safe {_cause(error)}", file=url) from error
        except (requests.exceptions.InvalidURL, requests.exceptions.InvalidHeader) as error:
            raise FetchError(f"cannot be asked for ({error})", file=url) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            if self._limits.over:
                took = f"took longer than {self._settings.total_timeout:g} s"
                raise Unreachable(took, file=url) from error
            raise _Stumble(_cause(error)) from error
        finally:
            self._pace.ended(host)

    def _delay(self, url: str) -> float:
        """Seconds of rest after a request: ours, or the site's own where that is longer."""
        rules: Rules | None = self._robots.known(url) if self._settings.obey_robots else None
        return max(self._settings.delay, rules.delay if rules else 0.0)

    def _answer(self, url: str, parts: SplitResult, response: requests.Response) -> Response:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        asked = (("Host", parts.netloc), *response.request.headers.items())
        return Response(
            url=url,
            status=response.status_code,
            reason=ascii_only(response.reason or ""),
            headers=readable_headers(response.raw.headers.items()),
            body=self._body(url, response),
            path=response.request.path_url,
            asked=tuple((str(key), str(value)) for key, value in asked),
            ip=self._limits.peers.get((parts.hostname or "", port)),
            at=datetime.now(UTC),
        )

    def _body(self, url: str, response: requests.Response) -> bytes:
        """The body as sent, whole. Raises FetchError when it grows beyond the limit."""
        largest = self._settings.max_bytes
        declared = response.headers.get("Content-Length", "")
        body = bytearray()
        if declared.isdecimal() and (len(declared) > 15 or int(declared) > largest):
            raise FetchError(f"larger than {largest} bytes: {declared[:20]}", file=url)
        for chunk in response.raw.stream(_CHUNK, decode_content=False):
            body += chunk
            if len(body) > largest:
                raise FetchError(f"larger than {largest} bytes", file=url)
        return bytes(body)


def _cause(error: BaseException) -> str:
    """What happened, in a line, from the innermost error that says something."""
    kind = "connection" if isinstance(error, requests.exceptions.SSLError) else "broken connection"
    if isinstance(error, TimeoutError | requests.Timeout):
        kind = "time-out"
    text = ""
    inner: BaseException | None = error
    while inner is not None:
        said = getattr(inner, "verify_message", None) or str(inner).strip()
        text, inner = said or text, inner.__cause__ or inner.__context__
    return f"{kind}: {text}"[:200] if text else kind
