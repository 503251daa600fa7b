"""An Issue JSON file in, its issues out: one document, a list of them, or one a line."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import IO

from parser.errors import BanmianError, UnreadableSource, WrongField
from parser.issue_json import issue_from_json, load_json
from parser.model import Issue
from parser.source.files import Source


def issue_documents(source: Source, on_error: Callable[[BanmianError], None]) -> Iterator[Issue]:
    """Each issue of the file. A wrong line is handed to `on_error` and the rest goes on."""
    for line, load in _documents(source):
        where = f"{source.name}:{line}"
        try:
            document = load(where)
            for item in document if isinstance(document, list) else [document]:
                yield issue_from_json(item, file=where)
        except BanmianError as error:
            on_error(error)


def _documents(source: Source) -> Iterator[tuple[int, Callable[[str], object]]]:
    """Line number and document; line by line, so that a file of a year is never in memory."""
    with _opened(source) as stream:
        numbered = ((n, line) for n, line in enumerate(stream, start=1) if line.strip())
        number, first = next(numbered, (0, b""))
        if not first:
            raise UnreadableSource("empty", file=source.name)
        if _is_whole(first):
            yield number, lambda where: load_json(first, file=where)
            for number, line in numbered:
                yield number, lambda where, line=line: load_json(line, file=where)  # type: ignore[misc]
        else:
            body = first + stream.read()
            yield number, lambda where: load_json(body, file=where)


def _opened(source: Source) -> IO[bytes]:
    return source.path.open("rb") if source.path else io.BytesIO(source.load().body)


def _is_whole(line: bytes) -> bool:
    """Whether a line is a JSON document by itself."""
    try:
        load_json(line)
    except WrongField:
        return False
    return True
