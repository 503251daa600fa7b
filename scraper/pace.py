"""Rest between requests: hosts and seconds in, waiting out."""

from __future__ import annotations

import time
from collections.abc import Callable


class Pace:
    """When each host may be asked again."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        #: Host → when its last request ended; when it may be asked again at the earliest.
        self._ended: dict[str, float] = {}
        self._free: dict[str, float] = {}

    def ended(self, host: str) -> None:
        """A request to the host has just ended."""
        self._ended[host] = self._now()

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone from now for so many seconds, or longer where that was said before."""
        self._free[host] = max(self._free.get(host, 0.0), self._now() + seconds)

    def wait(self, host: str, delay: float) -> None:
        """Sleep until `delay` seconds have gone since the last request, and every rest is over."""
        free = self._free.get(host, 0.0)
        if host in self._ended:
            free = max(free, self._ended[host] + delay)
        while (left := free - self._now()) > 0:
            self._sleep(left)


#: One for the whole program: a second session to a host keeps its distance from the first.
SHARED = Pace()
