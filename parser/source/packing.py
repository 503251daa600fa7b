"""A body as a server sent it in; the body without its chunks and unpacked, and whether it is all.

Whatever is broken is told, never guessed at.
"""

from __future__ import annotations

import re
import zlib

#: Ways of packing that need a library of their own; nobody asks servers for them.
UNREADABLE = frozenset(("br", "zstd", "compress", "x-compress", "x-gzip"))
_CHUNK = re.compile(rb"\s{0,4}([0-9A-Fa-f]{1,8})[ \t]{0,8}(?:;[^\r\n]{0,1000})?\r?\n")


def unpacked(body: bytes, packing: str, most: int) -> tuple[bytes, bool]:
    """The first `most` bytes of a body unpacked, and whether its end was reached.

    Any other packing is none: servers write charsets there, or say gzip of what is not. Raises
    zlib.error.
    """
    if packing == "gzip" and body.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    elif packing == "deflate" and body:
        # Meant with a header, often sent without.
        with_header = body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
        unpacker = zlib.decompressobj(zlib.MAX_WBITS if with_header else -zlib.MAX_WBITS)
    else:
        return body, True
    return unpacker.decompress(body, most), unpacker.eof


def without_chunks(body: bytes) -> tuple[bytes, bool]:
    """A body without the chunks it came in, and whether the last of them is there.

    One that was stored without its chunks stays as it is.
    """
    if not _CHUNK.match(body):
        return body, True
    parts: list[bytes] = []
    place = 0
    while head := _CHUNK.match(body, place):
        size = int(head[1], 16)
        if not size:
            return b"".join(parts), True
        parts.append(body[head.end() : head.end() + size])
        place = head.end() + size
        place += len(body[place : place + 2]) - len(body[place : place + 2].lstrip(b"\r\n"))
    return b"".join(parts), False
