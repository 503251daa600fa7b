"""A gunicorn worker in which waitress speaks to the clients.

gunicorn keeps the processes: starts them, replaces one that dies, stops them in order. waitress
reads heads and bodies and writes answers in one loop that no slow client holds up, and hands only
whole requests to threads. Of the servers measured (docs/operating.md) no other did both.
"""

from __future__ import annotations

import logging
import os
import resource
import threading
import time
from types import FrameType
from typing import Any, cast

from gunicorn.workers.base import Worker
from waitress.channel import HTTPChannel
from waitress.server import create_server

from web.settings import LONGEST_BODY

#: Requests worked on at a time; they share one processor.
THREADS = 8
#: Open connections of one process, where the system allows as many files.
CONNECTIONS = 2000
#: Files that are no connections: database, index, pictures.
_OWN_FILES = 200
#: Seconds for a request to arrive whole, and for a connection on which nothing moves.
ARRIVAL, SILENCE = 30, 30
#: A head may be so long: long queries, no cookies.
LONGEST_HEAD = 32 << 10


class WaitressWorker(Worker):
    """One process."""

    _server: Any = None

    def run(self) -> None:
        """Serve until told to stop; then answer what has arrived."""
        self._server = create_server(
            cast(Any, self.wsgi),
            sockets=[cast(Any, listening).sock for listening in self.sockets],
            threads=THREADS,
            connection_limit=_connections(),
            asyncore_use_poll=True,
            asyncore_loop_timeout=1,
            channel_timeout=SILENCE,
            cleanup_interval=5,
            max_request_header_size=LONGEST_HEAD,
            max_request_body_size=LONGEST_BODY,
            # Nothing that is sent is ever put on disk.
            inbuf_overflow=2 * LONGEST_BODY,
            ident="banmian",
        )
        # Says that a reader waits a moment, which is no trouble, on every busy second.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        threading.Thread(target=self._watch, daemon=True).start()
        if self.alive:
            self._server.run()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """SIGTERM: no more connections, and an end when every answer is given."""
        told, self.alive = not self.alive, False
        # Told before it serves, it has nothing to give: `run` leaves at once.
        if self._server is not None and not told:
            threading.Thread(target=self._drain, daemon=True).start()

    #: Ctrl-C asks for the same.
    handle_quit = handle_exit

    def _drain(self) -> None:
        """Stop listening, give what is asked for, then leave."""
        self._server.accepting = False
        end = time.monotonic() + self.cfg.graceful_timeout - 1
        while time.monotonic() < end and any(map(_busy, self._channels())):
            time.sleep(0.05)
        logging.shutdown()
        os._exit(0)

    def _channels(self) -> list[HTTPChannel]:
        return list(self._server.active_channels.values())

    def _watch(self) -> None:
        """A sign of life each second; requests that do not arrive are given up."""
        seen: dict[int, float] = {}
        while True:
            self.notify()
            if self.ppid != os.getppid():
                self.handle_exit(0, None)
                return
            now = time.monotonic()
            arriving = {id(c.request): c for c in self._channels() if c.request is not None}
            seen = {each: seen.get(each, now) for each in arriving}
            for each, channel in arriving.items():
                if now - seen[each] > ARRIVAL:
                    channel.will_close = True
            time.sleep(1)


def _busy(channel: HTTPChannel) -> bool:
    return bool(channel.requests or channel.total_outbufs_len)


def _connections() -> int:
    """As many as CONNECTIONS, or as the system allows this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + _OWN_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return CONNECTIONS if soft == resource.RLIM_INFINITY else min(CONNECTIONS, soft - _OWN_FILES)
