"""A plain text in, its blocks out: paragraphs and lines, whatever its line ends and wrapping."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from parser.vocabulary import headlines as says

_LINE_ENDS = re.compile(r"\r*\n|\r+|\x0b|\x0c|\x1c|\x1d|\x1e|\x85|\u2028|\u2029")
_INVISIBLE = re.compile("[\ufeff\u200b\u200c\u200d\u2060\x00]")
_INDENT = re.compile(r"(?:\u3000| {2,}|\t|\xa0{2,})")
#: A wrapped line is as full as this much less than the widest, in half-width columns.
_SLACK = 4
#: So many lines of one width make a wrapped text; and so wide, at least.
_FEWEST_LINES = 4
_NARROWEST = 24
#: Shorter lines are headlines and ends of paragraphs.
_LONG_LINE = 18


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line of the text, without indent."""

    text: str
    #: Blank lines before it.
    gap: int


def split_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, wrapped lines put together again."""
    lines = [_INVISIBLE.sub("", line).rstrip() for line in _LINE_ENDS.split(text)]
    width = _wrap_width(lines)
    blocks: list[Block] = []
    gap = 0
    full = False
    for line in lines:
        clean = line.strip()
        if not clean:
            gap += 1
            full = False
            continue
        if full and not gap and not _INDENT.match(line):
            blocks[-1] = Block(_wrapped(blocks[-1].text, clean), blocks[-1].gap)
        else:
            blocks.append(Block(clean, gap))
        full = width is not None and width - _SLACK <= _columns(line) <= width
        gap = 0
    return tuple(blocks)


def columns_run_together(text: str) -> bool:
    """Whether the lines of a page hold words of two columns side by side, a gap between."""
    lines = [line.strip() for line in _LINE_ENDS.split(text)]
    long = [line for line in lines if len(line) >= _LONG_LINE]
    sides = sum(1 for line in long if says.SIDE_BY_SIDE.search(line))
    return sides >= says.SIDES and sides >= says.SIDES_SHARE * len(long)


def _wrap_width(lines: list[str]) -> int | None:
    """The width at which the text is wrapped, None where each line is a paragraph."""
    followed = [line for line, after in pairwise(lines) if line and after.strip()]
    widths = [_columns(line) for line in followed]
    if len(widths) < _FEWEST_LINES or max(widths) < _NARROWEST:
        return None
    # the lines of a wrapped text are alike in width and end anywhere; verses end in stops
    top = max(widths)
    full = [line for line, width in zip(followed, widths, strict=True) if width >= top - _SLACK]
    stopped = sum(1 for line in full if line.rstrip()[-1] in "。！？；，")
    return top if len(full) * 2 >= len(widths) and stopped * 5 <= len(full) * 2 else None


def _columns(line: str) -> int:
    """Width of a line in half-width columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


def _wrapped(first: str, second: str) -> str:
    """Two lines of one paragraph: words in Latin letters need their space back."""
    both_latin = first[-1:].isascii() and second[:1].isascii()
    spaced = both_latin and first[-1:].isalpha() and second[:1].isalpha()
    return f"{first} {second}" if spaced else first + second
