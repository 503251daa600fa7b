"""The lines of one piece of a plain-text page in, its raw Article out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parser.excerpt.lines import Line
from parser.excerpt.stack import read_stack
from parser.model import Article, Image, Repair
from parser.vocabulary import headlines as says
from parser.vocabulary import signs as marks
from parser.vocabulary.openings import opening_words

#: No piece has more; a text of nothing else is read in time.
_MOST_OPENINGS = 50
#: A copy broken off stands within so many paragraphs of the whole one.
_NEAR = 100


@dataclass(slots=True)
class Draft:
    """A piece while its lines are gathered."""

    head: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    #: The standing column that a separator line names: 专栏:国际述评.
    column: str | None = None
    #: The openings it holds, as they compare.
    openings: list[str] = field(default_factory=list)
    #: A jump line, a byline at its end or a picture of its own: what follows is another piece.
    closed: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is in it yet."""
        return not (self.head or self.paragraphs or self.images)

    def add_head(self, line: Line) -> None:
        """Puts a line into the headline stack, once."""
        self.repairs += tag_repairs(line)
        if line.text in self.head:
            note = "标题里的一行重出"
            self.repairs.append(Repair("duplicate", line.raw, None, note))
        else:
            self.head.append(line.text)

    def add_paragraph(self, line: Line) -> None:
        """Puts a line into the body, and sees whether the piece ends with it."""
        self.paragraphs.append(line.raw)
        if line.kind == "opening" and len(self.openings) < _MOST_OPENINGS:
            self.openings.append(loose(line.text))
        self.closed = (
            line.kind in ("to", "closing")
            or (line.kind == "byline" and len(self.paragraphs) > 1)
            or says.LAST_WORDS.search(line.text, max(0, len(line.text) - 60)) is not None
        )

    def repeats(self, line: Line) -> bool:
        """Whether an opening is one that the piece has already."""
        words = loose(line.text)
        return any(words.startswith(known) or known.startswith(words) for known in self.openings)

    def holds(self, line: Line) -> bool:
        """Whether an opening under no headline of its own is of this piece.

        One that repeats an opening, a second dispatch of the same reporter and day, or the first
        one under a headline and an abstract.
        """
        if self.repeats(line):
            return True
        known = {formula(opening) for opening in self.openings}
        return bool(self.head) and (formula(loose(line.text)) in known or self._only_abstract())

    def _only_abstract(self) -> bool:
        """Whether nothing stands under the headline but quotes, points and a byline."""
        if self.openings:
            return False
        return any(marks.SUMMARY.match(text) for text in self.paragraphs[:2]) or not any(
            text[-1] in marks.FINAL_STOPS and not marks.LISTED.match(text)
            for text in self.paragraphs
        )

    def has_whole(self, line: Line) -> bool:
        """Whether a short line is what is left of a copy of a paragraph of this piece."""
        words = loose(line.text)
        return len(words) >= says.TORN_LENGTH and any(
            loose(text[: len(line.text) + 10]).startswith(words)
            for text in self.paragraphs[-_NEAR:]
            if text[0] == line.text[0]
        )

    def article(self, article_id: str, columns: Sequence[str], source: str) -> Article:
        """The piece as read."""
        stack = read_stack(self.head, columns)
        photo = bool(self.images) and not self.paragraphs
        return Article(
            id=article_id,
            kind="photo" if photo else "article",
            column_name=stack.column_name or self.column,
            kicker=stack.kicker,
            headline=stack.headline,
            subheadline=stack.subheadline,
            paragraphs=tuple(self.paragraphs),
            images=tuple(self.images),
            repairs=tuple(self.repairs),
            source=source,
        )


def tag_repairs(line: Line) -> list[Repair]:
    """Mark-up taken out of a line that is no paragraph."""
    return [Repair("markup", tag, None, "残留的标签") for tag in line.tags]


def loose(text: str) -> str:
    """A paragraph as it compares: folded, verbs of saying made equal, no stop at its end."""
    plain = marks.SPACES.sub("", text.translate(marks.FOLDED))
    return marks.SAYING.sub("\0", plain).rstrip(marks.FOLDED_STOPS)


def formula(opening: str) -> str:
    """The words of an opening before the report itself: agency, place, day, reporters."""
    return opening_words(opening) or opening
