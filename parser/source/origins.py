"""What was read for an issue in, where its reading comes from out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from parser.model import Issue
from parser.provenance import Provenance, Seen, seen, together
from parser.source.files import Source


def origin_of(issue: Issue, read: Sequence[Seen]) -> Provenance:
    """What of the captures read is told as the source of something in the issue."""
    pieces = [article for page in issue.pages for article in page.articles]
    told = {page.source for page in issue.pages} | {piece.source for piece in pieces}
    return together([one for one in read if told & one.names] or read)


def origin_of_file(source: Source) -> Provenance:
    """The provenance of Issue JSON: the file it stands in, or what came down the pipe."""
    if source.path is None:
        return together([seen((), source.load().body)])
    with source.path.open("rb") as stream:
        return Provenance(input=hashlib.file_digest(stream, "sha256").hexdigest())
