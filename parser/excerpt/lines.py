"""A block of a plain-text page in, what kind of line it is out: headline, body, caption …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from parser.byline import ends_in_picture_credit, split_credit
from parser.excerpt.blocks import Block
from parser.excerpt.people import is_bare_name, is_byline, is_credit
from parser.jump.article import find_jumps
from parser.repair.tags import strip_tags
from parser.vocabulary import headlines as says
from parser.vocabulary.fold import simple
from parser.vocabulary.openings import opens_report
from parser.vocabulary.signs import LISTED, SUMMARY

LineKind = Literal[
    "stack",  # short, without a final stop: headline, kicker, column, sub-heading
    "body",
    "opening",  # a body paragraph that begins with 本报讯, 新华社北京8月9日电 …
    "byline",  # nothing but a byline
    "closing",  # the last line of a piece: who wrote it, where it is from
    "caption",
    "credit",
    "to",  # a jump line alone
    "from",
    "furniture",  # page number, date line, editors
    "separator",  # 第1版(), 专栏: what a data base puts between pieces
    "scrap",  # nothing but torn mark-up
]

_JUMP_SIGNS = re.compile(r"[\s（()）〔〕\[\]【】◀▲▶▼←→●■◆]+")
_LAST_WORDS = 140


@dataclass(frozen=True, slots=True)
class Line:
    """One block of the page, and what it is."""

    #: As found.
    raw: str
    #: Without remains of mark-up.
    text: str
    tags: tuple[str, ...]
    kind: LineKind
    gap: int


def read_lines(blocks: Sequence[Block]) -> tuple[Line, ...]:
    """Every block with its kind, seen in itself and then beside its neighbours."""
    lines = [_read(block) for block in blocks]
    for index, line in enumerate(lines):
        before = lines[index - 1].kind if index else None
        after = lines[index + 1].kind if index + 1 < len(lines) else None
        lines[index] = replace(line, kind=_kind_beside(line, before, after))
    return tuple(lines)


def _kind_beside(line: Line, before: LineKind | None, after: LineKind | None) -> LineKind:
    """The kind of a line between its neighbours."""
    if after == "credit" and line.kind in ("body", "stack"):
        return "caption"
    if line.kind == "closing" and before in (None, "stack"):
        return "stack"  # nothing is there yet that it could close
    under_headline = (before, line.kind, after) == ("stack", "stack", "body")
    return "byline" if under_headline and is_bare_name(line.text) else line.kind


def _read(block: Block) -> Line:
    text, tags = strip_tags(block.text)
    return Line(block.text, text, tags, _kind(simple(text)), block.gap)


def _kind(text: str) -> LineKind:
    if not text:
        return "scrap"
    direction = _jump_alone(text)
    if direction:
        return direction
    if is_separator(text):
        return "separator"
    if is_credit(text):
        return "credit"
    if len(text) <= 100 and says.FURNITURE.match(text):
        return "furniture"
    if is_byline(text):
        return "byline"
    if len(text) <= 200 and says.CLOSING.match(text):
        return "closing"
    if _is_caption(text):
        return "caption"
    if opens_report(text):
        return "opening"
    return "stack" if _is_stack_line(text) else "body"


def is_separator(text: str) -> bool:
    """Whether a line stands between pieces and is none of their text."""
    match = says.SEPARATOR.match(text) if len(text) <= 40 else None
    return match is not None and (not match["value"] or match["name"] in says.SEPARATED)


def _jump_alone(text: str) -> Literal["to", "from"] | None:
    """The direction of a jump line that is all there is."""
    if len(text) > 40:
        return None
    jumps = find_jumps(text)
    rest = text
    for jump in jumps:
        rest = rest.replace(jump.text, "", 1)
    return jumps[0].direction if jumps and not _JUMP_SIGNS.sub("", rest) else None


def _is_caption(text: str) -> bool:
    """Whether the paragraph ends in what a picture shows, or in the picture's credit."""
    if says.CAPTION.search(text, max(0, len(text) - _LAST_WORDS)):
        return True
    return ends_in_picture_credit(text) and split_credit(text)[0] is not None


def _is_stack_line(text: str) -> bool:
    if len(text) > says.STACK_LENGTH or text[-1] in says.FULL_STOPS or "。" in text:
        return False
    if (
        SUMMARY.match(text)
        or says.ASKED.match(text)
        or (LISTED.match(text) and not says.SUBHEADLINE_START.match(text))
    ):
        return False
    if len(text) > says.COMMA_LENGTH and re.search("[，,]", text):
        return False
    return text[-1] not in "！？!?" or len(text) <= says.ASKING_LENGTH
