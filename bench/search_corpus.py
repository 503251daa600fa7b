"""A corpus file in; stories repeated with changed dates to any number, and queries, out."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Literal

import rjieba

Kind = Literal["words", "exact", "filtered", "facets"]
KINDS: tuple[Kind, ...] = ("words", "exact", "filtered", "facets")
_RUN = re.compile("[一-鿿]{9,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A story of the corpus."""

    number: int
    date: date
    page: int
    headline: str
    head: tuple[str, ...]
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its headline stack and body, a line each."""
        return "\n".join((*self.head, *self.paragraphs))


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of one kind: words, or one string; a month where it is filtered."""

    kind: Kind
    words: tuple[str, ...]
    month: tuple[date, date] | None = None


def pieces(corpus: Path, count: int) -> Iterator[Piece]:
    """So many stories: the corpus, and again a year earlier, as often as it takes."""
    records = _records(corpus)
    for number in range(count):
        record = records[number % len(records)]
        day = date.fromisoformat(record["date"])
        year = day.year - number // len(records)
        head = (record["kicker"], record["headline"], record["subhead"])
        yield Piece(
            number,
            day.replace(year=year, day=min(day.day, 28)),
            record["page"],
            record["headline"] or "",
            tuple(line for line in head if line),
            tuple(record["body"].split("\n")),
        )


def queries(corpus: Path, count: int, seed: int) -> list[Asked]:
    """Queries of each kind by turns, from words of headlines and strings of bodies."""
    rnd = Random(seed)
    records = _records(corpus)
    made: list[Asked] = []
    while len(made) < count:
        kind = KINDS[len(made) % len(KINDS)]
        record = rnd.choice(records)
        words = _strings(record, rnd) if kind == "exact" else _words(record, rnd)
        if not words:
            continue
        day = date.fromisoformat(record["date"])
        month = (day.replace(day=1), day.replace(day=28)) if kind == "filtered" else None
        made.append(Asked(kind, words, month))
    return made


def _records(corpus: Path) -> list[dict[str, Any]]:
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        return [record for record in map(json.loads, lines) if record["body"]]


def _words(record: dict[str, Any], rnd: Random) -> tuple[str, ...]:
    """One to three words of a headline."""
    cut = [w for w in rjieba.cut(record["headline"] or "") if len(w) > 1 and _is_han(w)]
    return tuple(rnd.sample(cut, min(len(cut), rnd.choice((1, 1, 2, 2, 3)))))


def _strings(record: dict[str, Any], rnd: Random) -> tuple[str, ...]:
    """A run of 2 to 8 characters of a body."""
    runs = _RUN.findall(record["body"])
    if not runs:
        return ()
    run = rnd.choice(runs)
    length = rnd.choice((2, 2, 3, 4, 5, 6, 8))
    begin = rnd.randrange(len(run) - length + 1)
    return (run[begin : begin + length],)


def _is_han(word: str) -> bool:
    return all("一" <= character <= "鿿" for character in word)
