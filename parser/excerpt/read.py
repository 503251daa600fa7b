"""A plain-text page without layout in, a Page of raw pieces out.

A piece begins at a headline stack or at the opening of a report; what stands under it until the
next is its body. Repair, bylines, datelines and jump lines are left for others.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

from parser.errors import UnreadableSource
from parser.excerpt.blocks import columns_run_together, split_blocks
from parser.excerpt.draft import Draft, tag_repairs
from parser.excerpt.lines import Line, read_lines
from parser.excerpt.stack import has_signal
from parser.ids import make_id, stem_of
from parser.model import Image, Page, Repair
from parser.newspaper import Newspaper
from parser.vocabulary import headlines as says
from parser.vocabulary.signs import RUN_TOGETHER

_OF_THE_PAGE = "版面上的行，不属于哪一篇"
_BETWEEN = "稿件之间的分隔行"


def read_excerpt(text: str, *, newspaper: Newspaper, date: Date, label: str, source: str) -> Page:
    """The page with its pieces in the order of the text.

    Raises UnreadableSource where the text holds no words.
    """
    lines = read_lines(split_blocks(text))
    if not any(line.text for line in lines):
        raise UnreadableSource(
            "no text in it", newspaper=newspaper.code, date=date, page=label, file=source
        )
    reader = _Reader(lines, newspaper.columns)
    drafts = reader.read()
    if drafts and columns_run_together(text):
        drafts[0].repairs.append(Repair("doubtful", "", None, RUN_TOGETHER))
    stem = stem_of(newspaper.code, date)
    articles = tuple(
        draft.article(make_id(stem, label, order), newspaper.columns, source)
        for order, draft in enumerate(drafts, 1)
    )
    return Page(label=label, sequence=1, section=reader.section, source=source, articles=articles)


class _Reader:
    """Goes over the lines of a page once, from the first to the last."""

    def __init__(self, lines: Sequence[Line], columns: Sequence[str]) -> None:
        self._lines = lines
        self._columns = columns
        gaps = [line.gap for line in lines[1:]]
        self._usual_gap = sorted(gaps)[len(gaps) // 2] if gaps else 0
        self._drafts: list[Draft] = []
        self._draft = Draft()
        self.section: str | None = None

    def read(self) -> list[Draft]:
        """The pieces, in order."""
        at = 0
        while at < len(self._lines):
            kind = self._lines[at].kind
            if kind == "stack":
                at = self._stack(at)
            elif kind in ("caption", "credit"):
                at = self._pictures(at)
            else:
                self._paragraph(at)
                at += 1
        self._begin()
        return self._drafts

    def _begin(self) -> None:
        """Closes the piece at hand and opens the next."""
        if not self._draft.empty:
            self._drafts.append(self._draft)
            self._draft = Draft()
        else:
            self._draft.closed = False

    def _paragraph(self, at: int) -> None:
        line = self._lines[at]
        if line.kind == "furniture":
            self._furniture(line)
        elif line.kind == "separator":
            self._separator(line)
        elif self._is_long_head(at):
            self._draft.add_head(line)
        else:
            if self._draft.paragraphs and self._leads(line):
                self._begin()
            self._draft.add_paragraph(line)

    def _leads(self, line: Line) -> bool:
        """Whether a piece begins there without a headline."""
        return line.kind == "from" or (line.kind == "opening" and not self._draft.holds(line))

    def _is_long_head(self, at: int) -> bool:
        """Whether a long line stands between a headline and an opening."""
        following = self._lines[at + 1 : at + 2]
        return (
            bool(self._draft.head)
            and not self._draft.paragraphs
            and _is_long_line(self._lines[at])
            and bool(following)
            and following[0].kind == "opening"
        )

    def _furniture(self, line: Line) -> None:
        """Page number, date line and editors are of the page: no piece begins with them."""
        match = says.FURNITURE.match(line.text)
        if match and match["section"] and self.section is None:
            self.section = match["section"]
        elif self._draft.paragraphs:
            self._draft.paragraphs.append(line.raw)
        else:
            self._draft.repairs.append(Repair("markup", line.raw, None, _OF_THE_PAGE))

    def _separator(self, line: Line) -> None:
        """A piece ends there; what the line says of the next, or of the page, is kept."""
        if self._draft.paragraphs or self._draft.images:
            self._begin()
        match = says.SEPARATOR.match(line.text)
        if match and match["section"]:
            self.section = self.section or match["section"].strip()
        if match and match["value"]:
            self._draft.column = match["value"]
        self._draft.repairs.append(Repair("markup", line.raw, None, _BETWEEN))

    def _stack(self, at: int) -> int:
        """Takes a run of short lines; returns the place after it."""
        end = at
        while end < len(self._lines) and self._lines[end].kind == "stack":
            end += 1
        start, stop = self._head(at, end)
        again = start == end and self._heads_a_repeat(end)
        for line in self._lines[at:start]:
            if again and line.text in self._draft.head:
                self._draft.add_head(line)
            else:
                self._draft.add_paragraph(line)
        if start < stop:
            self._begin()
        for line in self._lines[start:stop]:
            self._draft.add_head(line)
        for line in self._lines[stop:end]:
            self._draft.add_paragraph(line)
        return end

    def _head(self, at: int, end: int) -> tuple[int, int]:
        """Where in a run of short lines a new piece's stack begins and ends; nowhere: `end` twice.

        A long run is a list or a poem: its first line is the headline where a gap or the beginning
        of the page says that a piece begins, else its last lines may be those of the next piece.
        """
        lines = self._lines
        gaps = [index for index in range(at, end) if index and lines[index].gap > self._usual_gap]
        start = gaps[-1] if gaps else at
        while start < end and self._draft.has_whole(lines[start]):
            start += 1
        parted = bool(gaps) or self._draft.empty
        if end - start > says.STACK_LINES:
            if parted:
                return start, start + 1
            start = end - 2
        return (start, end) if start < end and self._begins(start, end) else (end, end)

    def _begins(self, start: int, end: int) -> bool:
        """Whether the short lines are the headline stack of a new piece."""
        if not self._draft.paragraphs or self._draft.closed:
            return True
        texts = [line.text for line in self._lines[start:end]]
        following = self._following(end)
        kind = following.kind if following is not None else None
        if self._belongs_here(texts):
            return False
        if following is not None and kind == "opening":
            return len(following.text) < says.BODY_LENGTH or not self._draft.repeats(following)
        if kind in ("byline", "from", "separator"):
            return True
        set_off = self._lines[start].gap > self._usual_gap
        if set_off or has_signal(texts, self._columns):
            return True
        if kind in ("caption", "credit"):
            return len(texts[-1]) <= says.PICTURE_LINE and self._pictured(end)
        prose = following is not None and len(following.text) >= says.BODY_LENGTH
        return kind == "body" and prose and self._reads_as_headline(texts, end)

    def _belongs_here(self, texts: Sequence[str]) -> bool:
        """Whether short lines are of the piece at hand: its headline again, or a sub-heading."""
        again = all(text in self._draft.head for text in texts)
        return again or bool(says.SUBHEADLINE_START.match(texts[0]))

    def _reads_as_headline(self, texts: Sequence[str], end: int) -> bool:
        """Whether one or two short lines above prose are a headline by their own shape."""
        if len(texts) == 1:
            return bool(says.TWO_PHRASES.match(texts[0])) or self._pictured(end + 1)
        return len(texts) == 2 and _is_headline_pair(*texts)

    def _following(self, at: int) -> Line | None:
        """The line after a run of short lines, a headline line too long to be of it passed over."""
        lines = self._lines[at : at + 2]
        if len(lines) > 1 and _is_long_line(lines[0]) and lines[1].kind == "opening":
            return lines[1]
        return lines[0] if lines else None

    def _heads_a_repeat(self, at: int) -> bool:
        """Whether an opening that the piece has already stands there."""
        line = self._following(at)
        return line is not None and line.kind == "opening" and self._draft.repeats(line)

    def _pictured(self, at: int) -> bool:
        """Whether pictures stand there, followed by another piece or by nothing."""
        if at >= len(self._lines) or self._lines[at].kind not in ("caption", "credit"):
            return False
        while at < len(self._lines) and self._lines[at].kind in ("caption", "credit"):
            at += 1
        return at == len(self._lines) or self._lines[at].kind in ("stack", "opening")

    def _pictures(self, at: int) -> int:
        """Takes captions and credits that stand together; returns the place after them."""
        images: list[Image] = []
        repairs: list[Repair] = []
        end = at
        while end < len(self._lines) and self._lines[end].kind in ("caption", "credit"):
            caption = credit = None
            if self._lines[end].kind == "caption":
                caption = self._lines[end].text
                repairs += tag_repairs(self._lines[end])
                end += 1
            if end < len(self._lines) and self._lines[end].kind == "credit":
                credit = self._lines[end].text
                repairs += tag_repairs(self._lines[end])
                end += 1
            images.append(Image(caption=caption, credit=credit))
        self._place(images, repairs, end)
        return end

    def _place(self, images: list[Image], repairs: list[Repair], end: int) -> None:
        """Gives pictures to the piece around them, or makes them pieces of their own."""
        goes_on = self._goes_on(end)
        if goes_on or (self._draft.head and not self._draft.paragraphs):
            self._draft.images += images
        else:
            for image in images:
                self._begin()
                self._draft.images.append(image)
        self._draft.repairs += repairs
        self._draft.closed = not goes_on

    def _goes_on(self, at: int) -> bool:
        """Whether the piece at hand goes on after the pictures."""
        if at >= len(self._lines) or self._draft.closed or self._draft.empty:
            return False
        kind = self._lines[at].kind
        if kind == "opening":
            return not self._draft.paragraphs or self._draft.holds(self._lines[at])
        return kind in ("body", "byline", "closing", "to", "scrap")


def _is_long_line(line: Line) -> bool:
    """Whether a line may be of a stack but for its length."""
    return line.kind == "body" and "。" not in line.text and len(line.text) <= says.LONGEST_LINE


def _is_headline_pair(first: str, second: str) -> bool:
    """Whether two lines are as long as headline and subheadline; headings of sections are short.

    Lines of speech are headings too: “我先来”.
    """
    spoken = any(line[0] == "“" and line[-1] == "”" for line in (first, second))
    shortest = min(len(first), len(second))
    return not spoken and shortest >= says.PAIR_LINE and len(first + second) >= says.PAIR_LENGTH
