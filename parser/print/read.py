"""A Sheet in, a Page of raw pieces out: the same road from there as for every other origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parser.byline import credit_of
from parser.errors import UnreadableSource
from parser.labels import normalise_label
from parser.model import Article, Image, Page, Repair
from parser.print.blocks import Block, Stack
from parser.print.flow import centred
from parser.print.lines import Line
from parser.print.pieces import Piece, outline, parts_on, pieces_of
from parser.print.sheet import Sheet

#: A text layer is none where more of it has no character, or less of a full page is Chinese.
_UNMAPPED, _CHINESE, _FULL = 0.02, 0.6, 300


def read_sheet(sheet: Sheet, *, stem: str, label: str, source: str) -> Page:
    """The page with its pieces in reading order; `stem` begins their ids.

    Raises UnreadableSource where the sheet has no text, or text without characters.
    """
    _check(sheet, source)
    pieces, parts = pieces_of(sheet)
    articles = [
        _article(piece, f"{stem}-{order:02}", parts.body, source)
        for order, piece in enumerate(pieces, 1)
    ]
    if sheet.folded and articles:
        found = " ".join(f"{a}→{b}" for a, b in sheet.folded)
        note = Repair("markup", found, None, "字形还原为通用字")
        articles[0] = replace(articles[0], repairs=(*articles[0].repairs, note))
    return Page(
        label=label,
        sequence=1,
        section=_section(parts.furniture),
        width=round(sheet.width, 2),
        height=round(sheet.height, 2),
        pdf=None,
        source=source,
        articles=tuple(articles),
    )


def _check(sheet: Sheet, source: str) -> None:
    """Whether what a text layer says can be read at all."""
    if not sheet.glyphs:
        raise UnreadableSource("no text layer on the page", file=source)
    texts = [glyph.text for glyph in sheet.glyphs]
    unmapped = sum(t < " " or "\ue000" <= t <= "\uf8ff" or t == "\ufffd" for t in texts)
    if unmapped > _UNMAPPED * len(texts):
        share = round(100 * unmapped / len(texts))
        raise UnreadableSource(f"its text layer has no characters for {share} %", file=source)
    chinese = sum("\u3000" <= t <= "\u9fff" or t > "\uff00" for t in texts)
    if len(texts) > _FULL and chinese < _CHINESE * len(texts):
        share = round(100 * chinese / len(texts))
        raise UnreadableSource(f"only {share} % of its text layer is Chinese", file=source)


def printed_label(sheet: Sheet) -> str | None:
    """The page number that the head of a page prints, as a label; None where it prints none."""
    for line in sorted(parts_on(sheet).furniture, key=lambda one: -one.size):
        match = re.fullmatch(r"第?([A-Z]?\d{1,2})版?", line.text.replace(" ", ""))
        if match:
            return normalise_label(match[1]) or match[1]
    return None


def _section(furniture: Iterable[Line]) -> str | None:
    """The name of the page: the short Chinese line of its head that is no date."""
    for line in sorted(furniture, key=lambda one: -one.size):
        text = line.text.replace(" ", "")
        if 2 <= len(text) <= 8 and not re.search(r"[\d年月日报版星期]", text):
            return text
    return None


def _article(piece: Piece, article_id: str, em: float, source: str) -> Article:
    heads = stack_fields(piece.stack, piece.bounds.width) if piece.stack else {}
    paragraphs = list(paragraphs_of(piece.blocks))
    if piece.loose:
        paragraphs += [line.text for line in piece.loose]
    images = tuple(
        Image(caption="".join(paragraphs_of([caption])) or None if caption else None)
        for _, caption in piece.pictures
    )
    return Article(
        id=article_id,
        kind="photo" if images and not paragraphs else "article",
        kicker=heads.get("kicker"),
        headline=heads.get("headline"),
        subheadline=heads.get("subheadline"),
        byline=heads.get("byline"),
        paragraphs=tuple(paragraphs),
        images=images,
        regions=outline(piece, em),
        source=source,
    )


def stack_fields(stack: Stack, width: float) -> dict[str, str | None]:
    """Kicker, headline, subheadline and byline of a stack, told by size and place."""
    lines = sorted(stack.lines, key=lambda line: -line.left if stack.upright else line.top)
    biggest = max(line.size for line in lines)
    at = [n for n, line in enumerate(lines) if line.size > 0.88 * biggest]
    first, last = at[0], at[-1]
    below = lines[last + 1 :]
    byline = [line for line in below if _signs(line)]
    return {
        "kicker": _running(lines[:first], width) or None,
        "headline": _running(lines[first : last + 1], width) or None,
        "subheadline": _running([line for line in below if line not in byline], width) or None,
        "byline": " ".join(line.text for line in byline) or None,
    }


def _running(lines: Sequence[Line], width: float) -> str:
    """Lines as one text: a line that was full ran on, else it was broken where sense breaks."""
    text, full = "", True
    for line in lines:
        text += line.text if full else f" {line.text}"
        full = line.width > width - 3.2 * line.size
    return text


def paragraphs_of(blocks: Sequence[Block]) -> Iterator[str]:
    """The paragraphs that run through columns, as indents and short lines tell them."""
    text = ""
    ended, set_apart = True, False
    for block in blocks:
        for line in block.lines:
            middle = centred(line, block)
            byline = ended and _signs(line)
            alone = middle or byline or _is_jump(line.text)
            indent = (line.left - block.left) / line.size
            begins = indent > 1.2 or ended or alone
            # A heading or a line of people over two lines.
            if text and begins and not (middle and set_apart):
                yield text
                text = ""
            text = _continued(text, line.text)
            short = block.right - line.right > 1.6 * line.size
            ended = alone or (short and line.text[-1:] in "。！？…”）")
            set_apart = alone and not _is_jump(line.text)
    if text:
        yield text


def _continued(text: str, more: str) -> str:
    """Two lines of a paragraph as one: only Latin words are set apart by their line end."""
    latin = (
        text[-1:].isascii() and text[-1:].isalpha() and more[:1].isascii() and more[:1].isalpha()
    )
    return f"{text} {more}" if latin else text + more


def _is_jump(text: str) -> bool:
    return len(text) < 16 and ("下转" in text or "上接" in text)


def _signs(line: Line) -> bool:
    """Whether a line says who wrote, and nothing else."""
    found = credit_of(line.text)
    return found is not None and found.text and not found.dated
