"""Every error the project raises, as one tree; naming newspaper, date, page, file.

BanmianError
  ParseError             a page, text or Issue JSON that cannot be read
    NoIssue              a page that tells no newspaper or no day
    UnreadableSource     no text in it: empty, binary, not there
    WrongField           Issue JSON with a field that is missing, unknown or of another type
    WrongDefinition      a newspaper's TOML with a wrong or missing key
  ArchiveError           the data folder
    ArchiveNotWritable   it cannot be written
    ArchiveBusy          another process is writing
    ArchiveTooNew        its schema is newer than this program
    NotHeld              the newspaper, issue, page or article asked for is not in it
  FetchError             a capture that failed
    FetchRefused         we decline to ask: robots.txt, foreign host, private address
"""

from __future__ import annotations

from collections.abc import Callable


class BanmianError(Exception):
    """Base of all errors. `str()` gives one line: what happened, then where."""

    def __init__(
        self,
        message: str,
        *,
        newspaper: str | None = None,
        date: object | None = None,
        page: str | None = None,
        file: object | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.newspaper = newspaper
        self.date = None if date is None else str(date)
        self.page = page
        self.file = None if file is None else str(file)

    def __str__(self) -> str:
        page = f"page {self.page}" if self.page else None
        where = [part for part in (self.newspaper, self.date, page, self.file) if part]
        return f"{self.message}: {' '.join(where)}" if where else self.message


class ParseError(BanmianError):
    """A page, text or Issue JSON that cannot be read."""


class NoIssue(ParseError):
    """A page that tells no newspaper or no day, so that it belongs to no issue."""


class UnreadableSource(ParseError):
    """Nothing readable there: no such file, empty, binary."""


class WrongField(ParseError):
    """Issue JSON with a field that is missing, unknown or of another type."""


class WrongDefinition(ParseError):
    """A newspaper definition with a wrong or missing key."""


class ArchiveError(BanmianError):
    """The data folder cannot do what was asked."""


class ArchiveNotWritable(ArchiveError):
    """The data folder cannot be written."""


class ArchiveBusy(ArchiveError):
    """Another process is writing to the data folder."""


class ArchiveTooNew(ArchiveError):
    """The data folder was written by a newer version."""


class NotHeld(ArchiveError):
    """The newspaper, issue, page or article asked for is not in the archive."""


class Withdrawn(NotHeld):
    """The issue or piece asked for is held and withdrawn: at its address stands that, no text."""


class FetchError(BanmianError):
    """A capture that failed; `file` holds the URL."""


class FetchRefused(FetchError):
    """We decline to ask: robots.txt, a foreign host, a private address."""


#: Takes what went wrong with one file or page while the rest goes on.
OnError = Callable[[BanmianError], None]
