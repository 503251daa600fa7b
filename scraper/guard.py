"""Addresses and hosts in, FetchRefused out where we decline to ask; checked before connecting."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from parser.errors import FetchRefused
from parser.newspaper import Newspaper

_PORTS = {"http": 80, "https": 443}
#: Cloud services on addresses that are public by their number.
_METADATA = frozenset(map(ip_address, ("168.63.129.16",)))
#: Special blocks that not every version of `ipaddress` knows as such.
_SPECIAL = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "5f00::/16", "fec0::/10"))
)
#: IPv6 forms that carry an IPv4 address in their last 32 bits: NAT64, IPv4-compatible.
_CARRIERS = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))

Resolver = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host, in the order to try them. Raises socket.gaierror."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def forbidden(address: str) -> str | None:
    """Why an IP address may not be connected to; None where it may.

    Only public unicast addresses may: no loopback, private, link-local (metadata services),
    shared, multicast or reserved ones, in no disguise as IPv6.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return f"{address!r} is no IP address"
    if isinstance(ip, IPv6Address):
        inner = _carried(ip)
        if inner is not None:
            return forbidden(str(inner))
    if ip in _METADATA or ip.is_link_local:
        return f"{address} is a link-local or metadata address"
    if ip.is_loopback:
        return f"{address} is this machine"
    if ip.is_multicast:
        return f"{address} is a multicast address"
    special = any(ip.version == net.version and ip in net for net in _SPECIAL)
    if special or not ip.is_global or ip.is_reserved or ip.is_unspecified:
        return f"{address} is a private or reserved address"
    return None


def _carried(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    low = int(ip) & 0xFFFFFFFF
    if int(ip) > 1 and any(isinstance(net, IPv6Network) and ip in net for net in _CARRIERS):
        return IPv4Address(low)
    return None


@dataclass(frozen=True, slots=True)
class Guard:
    """What one newspaper's fetch may talk to."""

    #: "epaper.example.cn", "epaper.example.cn:8080", "*.example.cn" for all subdomains.
    hosts: tuple[str, ...]
    #: "127.0.0.1:port" of test servers; they must be on this machine.
    local: tuple[str, ...] = ()
    resolver: Resolver = resolve

    def check_url(self, url: str) -> SplitResult:
        """The URL in its parts. Raises FetchRefused unless it is the newspaper's own."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise FetchRefused(f"not a usable address ({error})", file=url) from error
        if parts.scheme not in _PORTS:
            raise FetchRefused(f"scheme {parts.scheme!r} is not http or https", file=url)
        if not parts.hostname or parts.username is not None or parts.password is not None:
            raise FetchRefused("no host, or a login in the address", file=url)
        if not self._own(parts.hostname, port or _PORTS[parts.scheme], port):
            raise FetchRefused("not one of the newspaper's own hosts", file=url)
        return parts

    def _own(self, host: str, port: int, given: int | None) -> bool:
        host = host.rstrip(".").lower()
        if f"{host}:{port}" in self.local:
            return True
        plain = given is None or given in _PORTS.values()
        names = {f"{host}:{port}"} | ({host} if plain else set())
        for known in self.hosts:
            suffix = known.removeprefix("*")
            if known in names or (suffix != known and any(n.endswith(suffix) for n in names)):
                return True
        return False

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses a connection to that host may go to, at least one.

        Raises FetchRefused where even one of them is forbidden: a name that points both outward
        and inward is not to be trusted. Raises socket.gaierror.
        """
        found = self.resolver(host, port)
        local = f"{host.rstrip('.').lower()}:{port}" in self.local
        for address in found:
            fault = not_loopback(address) if local else forbidden(address)
            if fault:
                raise FetchRefused(f"{host} leads to where we do not go: {fault}", file=host)
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, f"no address for {host}")
        return found


def not_loopback(address: str) -> str | None:
    """Why a test server's address is none; None where it is on this machine."""
    return None if ip_address(address).is_loopback else f"{address} is not this machine"


def guard_of(newspaper: Newspaper, local: tuple[str, ...] = ()) -> Guard:
    """The guard of a newspaper: the host of its pages and those its definition declares.

    A definition that says 127.0.0.1 and a port in so many words means a server on this machine;
    no link, redirect or name leads there otherwise.
    """
    here = [host for host in newspaper.sites if _is_loopback(host)]
    return Guard(tuple(host for host in newspaper.sites if host not in here), (*local, *here))


def _is_loopback(host: str) -> bool:
    """Whether a host with its port is written as an address of this machine."""
    name, _, port = host.rpartition(":")
    try:
        return port.isdecimal() and ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
