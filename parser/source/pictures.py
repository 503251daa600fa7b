"""An issue and the pictures saved beside its pages in, the pictures that belong to it out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from parser.model import Issue, Picture
from parser.source.files import Source

#: What a browser is told; SVG is served with a policy that lets no script in it run.
MEDIA_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
#: What an address may hold unquoted; addresses in a WARC are quoted, those in a page may not be.
SAFE = "%/:=&?~#+!$,;'@()*[]"


def pictures_of(issue: Issue, held: Sequence[Source]) -> tuple[Picture, ...]:
    """Page and article pictures of the issue found among the captures, each once.

    A picture is found by its URL or by its path from the folder, the zip or the page that shows it.
    """
    if not held:
        return ()
    by_name = {source.name: source for source in held}
    found: dict[str, Picture] = {}
    for src, page_source in _wanted(issue):
        source = next((by_name[n] for n in _names(src, page_source) if n in by_name), None)
        if source is not None and src not in found:
            found[src] = Picture(src, _media_type(source.name), source.load().body)
    return tuple(found.values())


def _wanted(issue: Issue) -> Iterator[tuple[str, str]]:
    """Each picture's address and the page or article that shows it."""
    for page in issue.pages:
        if page.image:
            yield page.image, page.source or ""
        for article in page.articles:
            yield from ((i.src, article.source or "") for i in article.images if i.src)


def _names(src: str, shown_by: str) -> Iterable[str]:
    """Names under which a picture may have been saved, the surest first."""
    yield src
    yield quote(src, safe=SAFE)
    path = unquote(urlsplit(src).path)
    yield f"{urlsplit(src).netloc}{path}"  # a folder that mirrors hosts
    yield posixpath.normpath(posixpath.join(posixpath.dirname(shown_by), path))
    yield posixpath.normpath(path).lstrip("/.")


def _media_type(name: str) -> str:
    suffix = PurePosixPath(urlsplit(name).path).suffix.lower()
    return MEDIA_TYPES.get(suffix, "application/octet-stream")
