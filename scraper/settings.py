"""How a fetch behaves: who it says it is, how slowly it goes, what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass

#: The name robots.txt files may address us by.
ROBOT_NAME = "Banmian"
VERSION = "0.1"


@dataclass(frozen=True, slots=True)
class Settings:
    """Manners and limits. Raises ValueError for a limit that makes no sense."""

    #: An e-mail address or URL the newspaper's administrators can write to.
    contact: str | None = None
    #: Instead of the one made of name, version and contact.
    user_agent: str | None = None
    #: Seconds between the end of one request to a host and the start of the next.
    delay: float = 1.0
    #: Seconds: to connect, to wait for the next bytes, for one whole file.
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    total_timeout: float = 300.0
    #: Largest file taken, in bytes as sent and again as unpacked.
    max_bytes: int = 64 * 1024 * 1024
    #: Tries after the first one, on 429, 5xx and broken connections.
    retries: int = 3
    #: Seconds before the first retry; doubled for each further one, up to a minute.
    backoff: float = 2.0
    #: A server that asks for a longer rest than this is left alone for the rest of the run.
    max_rest: float = 300.0
    #: After so many failures of the server in a row the rest of the issue is left for another day.
    give_up_after: int = 5
    pictures: bool = True
    pdfs: bool = True
    #: Ask again for what is held; what did not change becomes a `revisit`.
    again: bool = False
    obey_robots: bool = True
    #: Tests only: "127.0.0.1:port" of a server on this machine that stands for the newspaper.
    allow_hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        limits = (self.connect_timeout, self.read_timeout, self.total_timeout, self.max_bytes)
        if min(limits) <= 0 or self.give_up_after < 1:
            raise ValueError("time-outs and size limits must be above zero")
        if min(self.delay, self.retries, self.backoff, self.max_rest) < 0:
            raise ValueError("delays and retries cannot be negative")
        if any(sign in (self.contact or "") + (self.user_agent or "") for sign in "\r\n"):
            raise ValueError("contact and user agent must be one line")

    @property
    def agent(self) -> str:
        """The User-Agent header: honest name, version and whom to write to."""
        about = f"; {self.contact}" if self.contact else ""
        return self.user_agent or f"{ROBOT_NAME}/{VERSION} (newspaper archive{about})"
