"""Answers are unpacked within limits, whatever the server packed them in."""

import gzip
import zlib
from datetime import UTC, datetime

import pytest

from parser.errors import FetchError
from scraper.response import Response


def packed(body: bytes, packing: str) -> Response:
    """An answer of a server that packs although we did not ask for it."""
    headers = (("Content-Encoding", packing),)
    return Response("u", 200, "OK", headers, body, "/", (), None, datetime.now(UTC))


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        ("gzip", gzip.compress(b"x" * 100_000)),
        ("GZIP ", gzip.compress(b"x" * 100_000)),
        ("deflate", zlib.compress(b"x" * 100_000)),
        ("deflate", zlib.compress(b"x" * 100_000, wbits=-15)),
        ("identity", b"x" * 100_000),
        ("", b"x" * 100_000),
        ("gzip", b"x" * 100_000),
        ("utf-8", b"x" * 100_000),
    ],
)
def test_packed_answers_are_unpacked_within_limits(packing: str, body: bytes) -> None:
    """Every packing, and what only says it is packed; one byte more than allowed is too much."""
    assert packed(body, packing).content(100_000) == b"x" * 100_000
    with pytest.raises(FetchError, match="when unpacked"):
        packed(body, packing).content(99_999)


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        ("br", b"x"),
        ("zstd", b"x"),
        ("gzip, gzip", b"x"),
        ("gzip", gzip.compress(b"x" * 1000)[:-20]),
        ("gzip", b"\x1f\x8b" + b"\xff" * 50),
        ("deflate", b"\xff\xff\xff"),
    ],
)
def test_what_cannot_be_unpacked(packing: str, body: bytes) -> None:
    """Packings that no reader knows, streams that break off, bombs without an end."""
    with pytest.raises(FetchError, match="packed"):
        packed(body, packing).content(1000)
