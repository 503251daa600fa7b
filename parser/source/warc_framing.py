"""A WARC file in; its whole records out, in order, and a word on each place that is damaged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parser.source.gzip_members import Run, is_packed, runs

#: Bytes of a record's or an answer's head; real ones have one or two thousand.
LARGEST_HEAD = 64 * 1024
#: After so many damaged places the rest of a file is given up.
MOST_DAMAGES = 100
_START = re.compile(rb"WARC/\d\.\d")
_NEXT = re.compile(rb"WARC/\d\.\d{1,2}\r?\n[A-Za-z-]{1,40}\s?:")
_LONGEST_START = 60
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_BLANKS = re.compile(rb"[\r\n \t]*")

Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One whole record as it stands in the file."""

    #: Names in lower case; the first of several.
    fields: Fields
    block: bytes
    #: Where it can be read from again: None inside a gzip member with others before it.
    offset: int | None


@dataclass(frozen=True, slots=True)
class Damage:
    """A place that cannot be read, or not as it should be."""

    message: str
    #: The address of the record it befell, where that is known.
    target: str | None = None


_UNSEPARATED = Damage("records follow each other without a blank line")


def fields_of(head: bytes) -> Fields:
    """The fields of a head below its first line, continuation lines joined."""
    fields: Fields = {}
    name = ""
    for line in head.decode("utf-8", "replace").splitlines()[1:]:
        if line[:1] in (" ", "\t") and name:
            fields[name] += " " + line.strip()
            continue
        name, colon, value = line.partition(":")
        name = name.strip().lower()
        if colon and name not in fields:
            fields[name] = value.strip()
        elif not colon or name in fields:
            name = ""
    return fields


def head_and_rest(block: bytes) -> tuple[bytes, bytes] | None:
    """A head and what follows its blank line; None where no head ends in time."""
    found = _END_OF_HEAD.search(block, 0, LARGEST_HEAD)
    return (block[: found.start()], block[found.end() :]) if found else None


def records(path: Path, largest: int, start: int = 0) -> Iterator[Record | Damage]:
    """The records of a WARC file from `start` on, and its damages. Raises OSError.

    A record larger than `largest` bytes is passed over and said.
    """
    damages, unseparated = 0, False
    packed = is_packed(path)
    for begins, unit in _units(runs(path, start)):
        for found in _Reader(unit, begins, packed, largest).records():
            if found == _UNSEPARATED and unseparated:
                continue  # once is enough: all records of such a file are written so
            damages += isinstance(found, Damage)
            unseparated |= found == _UNSEPARATED
            yield found
            if damages >= MOST_DAMAGES:
                yield Damage("damaged in too many places, the rest is left out")
                return


def _units(all_runs: Iterator[Run]) -> Iterator[tuple[int, Iterator[Run]]]:
    """The runs, divided where a member begins with a record; others continue the one before."""
    waiting = [run for run in (next(all_runs, None),) if run is not None]

    def unit() -> Iterator[Run]:
        yield waiting.pop()
        for run in all_runs:
            if run.start is not None and (_START.match(run.data) or not run.data):
                waiting.append(run)
                return
            yield run

    while waiting:
        members = unit()
        yield waiting[0].start or 0, members
        for _ in members:
            pass


class _Reader:
    """Takes records from the front of a unit's bytes; holds little more than one of them."""

    def __init__(self, unit: Iterator[Run], start: int, packed: bool, largest: int) -> None:
        self._runs = unit
        self._start = start
        self._packed = packed
        self._largest = largest
        self._buffer = bytearray()
        #: Bytes taken from the front so far.
        self._taken = 0
        #: Why the unit ends before its end, and whether that was said.
        self._broken: str | None = None
        self._said = False

    def records(self) -> Iterator[Record | Damage]:
        """The unit's records and damages, in order."""
        while self._skip_blanks():
            if self._record_at(0):
                yield from self._record()
            else:
                yield self._lost("no record begins")
        if self._broken and not self._said:
            yield Damage(f"{self._broken} {self._place}")

    def _record(self) -> Iterator[Record | Damage]:
        """The record at the front, or why it is none. The end of a packed one proves it."""
        head = self._head()
        fields = fields_of(head or b"")
        target = fields.get("warc-target-uri", "").strip("<>") or None
        fault, begins, ends = self._measured(head, fields)
        if fault is not None:
            yield self._lost(fault, target)
            return
        block = bytes(self._buffer[self._block_at : ends])
        separated = self._blank_at(ends)
        self._drop(ends)
        if not self._skip_blanks() and self._broken:
            self._said = True
            yield Damage(f"a record {self._broken}", target)
            return
        yield Record(fields, block, None if self._packed and begins else self._start + begins)
        if not separated:
            yield _UNSEPARATED

    def _measured(self, head: bytes | None, fields: Fields) -> tuple[str | None, int, int]:
        """What is wrong with the record at the front; where it begins, and where it ends."""
        length = fields.get("content-length", "")
        if head is None:
            return "a record's head has no end", 0, 0
        if not (length.isascii() and length.isdecimal()) or len(length) > 15:
            return "a record does not say how long it is", 0, 0
        if int(length) > self._largest:
            return f"a record is larger than {self._largest} bytes", 0, 0
        ends = self._block_at + int(length)
        if not self._fill(ends):
            return f"a record {self._broken or 'breaks off'}", 0, 0
        if not self._blank_at(ends) and not self._record_at(ends):
            return "a record is not as long as it says", 0, 0
        return None, self._taken, ends

    @property
    def _place(self) -> str:
        return f"near byte {self._start if self._packed else self._start + self._taken}"

    # Where records begin and end.

    def _head(self) -> bytes | None:
        """The record's head, up to its blank line; sets where its block begins."""
        while True:
            found = _END_OF_HEAD.search(self._buffer, 0, LARGEST_HEAD)
            if found:
                self._block_at = found.end()
                return bytes(self._buffer[: found.start()])
            if len(self._buffer) >= LARGEST_HEAD or not self._fill(len(self._buffer) + 1):
                return None

    def _blank_at(self, place: int) -> bool:
        """Whether a blank, or the end, follows."""
        return not self._fill(place + 1) or self._buffer[place : place + 1] in b"\r\n \t"

    def _record_at(self, place: int) -> bool:
        self._fill(place + 10)
        return bool(_START.match(self._buffer, place))

    def _lost(self, why: str, target: str | None = None) -> Damage:
        """Go on behind a damaged record, with the next beginning that can be found."""
        damage = Damage(why if target else f"{why} {self._place}", target)
        self._drop(1)
        self._seek_record()
        self._said = self._said or self._broken is not None
        return damage

    def _seek_record(self) -> None:
        """Drop what stands before the next beginning of a record, or all there is."""
        while True:
            if found := _NEXT.search(self._buffer):
                self._drop(found.start())
                return
            self._drop(max(0, len(self._buffer) - _LONGEST_START))
            if not self._fill(len(self._buffer) + 1):
                self._drop(len(self._buffer))
                return

    def _skip_blanks(self) -> bool:
        """Drop blanks; whether anything follows."""
        while True:
            blanks = _BLANKS.match(self._buffer)
            self._drop(blanks.end() if blanks else 0)
            if self._buffer:
                return True
            if not self._fill(1):
                return False

    # The bytes.

    def _fill(self, size: int) -> bool:
        """Have so many bytes at hand; whether there are as many."""
        while len(self._buffer) < size:
            run = next(self._runs, None)
            if run is None:
                return False
            self._buffer += run.data
            self._broken = run.broken or self._broken
        return True

    def _drop(self, count: int) -> None:
        del self._buffer[:count]
        self._taken += count
