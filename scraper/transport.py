"""Connections that go only where the guard allows and end when their time is up.

A host's name is looked up once for a connection: the addresses that were checked are the ones
connected to, so that no second answer of the name service can slip in between.
"""

from __future__ import annotations

import http.client
import io
import socket
import time
from functools import partial
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from parser.errors import FetchRefused
from scraper.guard import Guard


class Limits:
    """The time left for the file that is being fetched, and where it comes from."""

    def __init__(self, read_timeout: float, total_timeout: float) -> None:
        self._read = read_timeout
        self._total = total_timeout
        self._until = 0.0
        #: Host and port → the address we are connected to.
        self.peers: dict[tuple[str, int], str] = {}

    def begin(self) -> None:
        """A new file, with all its time."""
        self._until = time.monotonic() + self._total

    @property
    def over(self) -> bool:
        """Whether the file has had its time."""
        return time.monotonic() >= self._until

    def step(self) -> float:
        """Seconds the next bytes may take. Raises TimeoutError when none are left."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the file took too long")
        return min(self._read, left)


class _Timed(io.RawIOBase):
    """A socket's bytes, each read of them within the limits: a slow drip ends, headers or body."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, limits: Limits) -> None:
        self._raw = raw
        self._sock = sock
        self._limits = limits

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._limits.step())
        count: int | None = self._raw.readinto(buffer)
        return count

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


class _TimedResponse(http.client.HTTPResponse):
    """An HTTP response read within the limits."""

    def __init__(self, sock: socket.socket, *args: Any, limits: Limits, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        buffered: io.BufferedReader = self.fp
        self.fp = io.BufferedReader(_Timed(buffered.detach(), sock, limits))


class _Pinned(HTTPConnection):
    """A connection that asks the guard which addresses it may go to."""

    guard: Guard
    limits: Limits

    def _new_conn(self) -> socket.socket:
        # http.client calls it as it would call the class.
        self.response_class = partial(_TimedResponse, limits=self.limits)  # type: ignore[assignment]
        try:
            addresses = self.guard.addresses(self.host, self.port)
        except (socket.gaierror, UnicodeError) as error:
            fault = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
            raise NameResolutionError(self.host, self, fault) from error
        last: OSError | None = None
        for address in addresses:
            try:
                return self._reach(address)
            except OSError as error:
                last = error
        if isinstance(last, TimeoutError):
            raise ConnectTimeoutError(self, f"no answer from {self.host}") from last
        raise NewConnectionError(self, f"cannot connect to {self.host} ({last})") from last

    def _reach(self, address: str) -> socket.socket:
        """A socket to that address, and to no other. Raises OSError, FetchRefused."""
        sock = create_connection(
            (address, self.port), self.timeout, socket_options=self.socket_options
        )
        peer = str(sock.getpeername()[0])
        if peer.partition("%")[0] != address.partition("%")[0]:
            sock.close()
            raise FetchRefused(f"connected to {peer} instead of {address}", file=self.host)
        self.limits.peers[self.host, self.port] = peer
        return sock


class _PinnedTls(_Pinned, HTTPSConnection):
    """The same with TLS; the certificate is checked against the name, not the address."""


class GuardedAdapter(HTTPAdapter):
    """requests' door to the network, through the guard; one connection to a host."""

    def __init__(self, guard: Guard, limits: Limits) -> None:
        self._guard = guard
        self._limits = limits
        super().__init__(pool_connections=4, pool_maxsize=1, pool_block=True)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = True, **pool_kwargs: Any
    ) -> None:
        """As requests asks for it, with connections of our own."""
        known = {"guard": self._guard, "limits": self._limits}
        plain = type("Plain", (_Pinned,), known)
        secure = type("Secure", (_PinnedTls,), known)
        manager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **pool_kwargs)
        manager.pool_classes_by_scheme = {
            "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }
        self.poolmanager = manager
