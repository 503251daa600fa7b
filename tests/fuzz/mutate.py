"""Bytes or JSON in, the same with something wrong out, as a random number generator has it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

#: What breaks readers of pages.
TOKENS = (
    *(b"<", b">", b"<!--", b"-->", b"</", b"<script>", b"<style>", b"<![CDATA[", b"&#x110000;"),
    *(b"&#0;", b"&#xD800;", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xa1", b"\xed\xa0\x80"),
    *(b"charset=undefined", b"charset=punycode", b"charset=idna", b"charset=utf-16", b"charset=hz"),
    *(
        b'coords="',
        b'coords="1e999,nan,-1,%"',
        b'<area href="">',
        b"<map>",
        b"usemap=#x",
        b"<img src=",
    ),
    *(
        b'href="javascript:x"',
        b'href="http://["',
        b'href="//[::1"',
        b'src="data:,"',
        b"<table><tr>",
    ),
    *("下转第999999999999999999999版".encode(), "（上接第一版".encode(), "第零版".encode()),
    *("（记者".encode(), "新华社".encode(), "0000年00月00日".encode(), "9999年12月31日".encode()),
    *("图/".encode(), "　".encode() * 50, "\u202e".encode(), "𠮷".encode(), "①②③".encode()),
    *(b"9" * 400, b"-1", b"1e400", b"NaN", b"2024-13-45", b"0001-01-01", b"(" * 300, b"</p>" * 200),
    *(
        b"<div>" * 300,
        b"<b><i>" * 150,
        b"<!--enpcontent-->",
        b"<founder-title>",
        b"<body>",
        b"</html>",
    ),
)
#: What a value of Issue JSON must not be.
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**63, -(2**63) - 1, 2**31, 10**30, 0.5, -0.0, 1e308),
    *(float("nan"), float("inf"), "", " ", "\x00", "\ud800", "a" * 5000, "第" * 5000, "\u202e"),
    *([], [[]], [[[]]], [[[0]]], [[[0, 0]]], [[[1e308, -1e308], [0, 0], [1, 1]]], [None], {}),
    *("0001-01-01", "9999-12-31", "0000-00-00", "2024-02-30", "../../etc", "<script>", "a/b"),
    *("01", "A03", "特1", "号外", "02-03", "末版", "javascript:alert(1)", "http://[", "data:,"),
)


def mutated(body: bytes, chance: random.Random) -> bytes:
    """One to eight things wrong with some bytes."""
    damaged = bytearray(body)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        chance.choice(_WAYS)(damaged, chance)
    return bytes(damaged)


def _place(body: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(body) + 1)


def _span(body: bytearray, chance: random.Random) -> slice:
    start = _place(body, chance)
    return slice(start, start + chance.choice((1, 2, 8, 60, 400, 5000)))


def _flip(body: bytearray, chance: random.Random) -> None:
    if body:
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)


def _insert(body: bytearray, chance: random.Random) -> None:
    place = _place(body, chance)
    body[place:place] = chance.choice(TOKENS)


def _replace(body: bytearray, chance: random.Random) -> None:
    body[_span(body, chance)] = chance.choice(TOKENS)


def _noise(body: bytearray, chance: random.Random) -> None:
    span = _span(body, chance)
    body[span] = chance.randbytes(len(body[span]))


def _drop(body: bytearray, chance: random.Random) -> None:
    del body[_span(body, chance)]


def _repeat(body: bytearray, chance: random.Random) -> None:
    span = _span(body, chance)
    place = _place(body, chance)
    body[place:place] = bytes(body[span]) * chance.choice((1, 2, 20))


def _cut(body: bytearray, chance: random.Random) -> None:
    del body[_place(body, chance) :]


def _inside_tag(body: bytearray, chance: random.Random) -> None:
    """Change a value of an attribute or a number."""
    places = [n for n, sign in enumerate(body) if sign in b'="0123456789']
    if places:
        place = chance.choice(places)
        body[place : place + chance.choice((0, 1, 5))] = chance.choice(TOKENS)


_WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    *(_flip, _insert, _insert, _replace, _noise, _drop, _repeat, _cut, _inside_tag, _inside_tag),
)


def mutated_json(document: Any, chance: random.Random) -> Any:
    """A document with one to five of its values, keys or places wrong; changed in place."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        holder, key = chance.choice(list(_places(document)) or [([0], 0)])
        way = chance.randrange(6)
        if way == 0 and isinstance(holder, dict):
            del holder[key]
        elif way == 1 and isinstance(holder, dict):
            holder[chance.choice(("x", "id", "date", "sequence", ""))] = deepcopy(
                chance.choice(VALUES)
            )
        elif way == 2 and isinstance(holder, list):
            holder.insert(key, deepcopy(chance.choice((holder[key], *VALUES))))
        else:
            holder[key] = _other(holder[key], chance)
    return document


def _other(value: Any, chance: random.Random) -> Any:
    """Another value: mostly one of the same type, which a reader may take for a good one."""
    alike = [one for one in VALUES if type(one) is type(value)]
    return deepcopy(chance.choice(alike if alike and chance.random() < 0.8 else VALUES))


def _places(document: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a document that holds a value."""
    waiting = [document]
    while waiting:
        holder = waiting.pop()
        if not isinstance(holder, dict | list):
            continue
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            yield holder, key
            waiting.append(holder[key])
