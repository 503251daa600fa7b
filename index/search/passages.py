"""A story's segments and what was searched in; the passages that show why it matched out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.results import Snippet
from index.search.tree import Exact, Term
from index.store.documents import HEAD_FIELDS, Segment
from index.text.folding import fold, fold_with_offsets, merge, spans

#: Characters of one passage, and passages of one hit beside the headline stack.
WIDTH = 120
PASSAGES = 2
#: Characters kept before the first mark, where no sentence begins nearer.
_BEFORE = 24
#: Marks of one segment from which a window may begin, and those after each that are counted.
_LOOKED_AT = 200
_NEAR = 60
#: Stands between segments that are folded together; folds to itself.
_BETWEEN = "\x1f"
_SENTENCE = re.compile(r"[。！？；…\n]")

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Needle:
    """A string to mark."""

    text: str
    #: Its folded form, where any spelling counts; None where only the print does.
    folded: str | None
    title_only: bool


@dataclass(frozen=True, slots=True)
class _FoldedSegment:
    """A segment and its folded form."""

    segment: Segment
    folded: str

    def runs(self, needle: Needle) -> Marks:
        """Where a needle stands in the print: half-open runs, in order, none overlapping."""
        if needle.title_only and self.segment.field not in HEAD_FIELDS:
            return ()
        literal = tuple(spans(needle.text, self.segment.text))
        if needle.folded is None or needle.folded not in self.folded:
            return literal
        if self.folded == self.segment.text:
            return merge([*literal, *spans(needle.folded, self.folded)])
        way = fold_with_offsets(self.segment.text)
        return merge([*literal, *(way.printed(*run) for run in spans(needle.folded, way.text))])


@dataclass(frozen=True, slots=True)
class _MarkedSegment:
    """What one segment holds: its marks, by needle."""

    segment: Segment
    marks: tuple[Marks, ...]


def needles(texts: Iterable[Term | Exact]) -> tuple[Needle, ...]:
    """What must be marked for these parts of a query."""
    made: dict[Needle, None] = {}
    for node in texts:
        title = node.place == "title"
        if isinstance(node, Exact):
            made[Needle(node.text, None, title)] = None
        else:
            made |= {Needle(word, fold(word), title): None for word in node.words}
    return tuple(made)


def snippets(segments: Sequence[Segment], wanted: Sequence[Needle]) -> tuple[Snippet, ...]:
    """Marked lines of the headline stack, then the best passages; the lead where none is marked."""
    found = [
        _MarkedSegment(each.segment, tuple(each.runs(needle) for needle in wanted))
        for each in _folded(_once(segments))
    ]
    heads = [f for f in found if f.segment.field in HEAD_FIELDS and any(f.marks)]
    made = [_whole(f) for f in heads]
    rest = [f for f in found if f.segment.field not in HEAD_FIELDS and any(f.marks)]
    missing = set(range(len(wanted)))
    while rest and len(made) - len(heads) < PASSAGES:
        best = max(rest, key=lambda f: _worth(f, missing))
        shown, covered = _passage(best, missing)
        if len(made) > len(heads) and not covered & missing:
            break
        made.append(shown)
        missing -= covered
        rest.remove(best)
    if len(made) == len(heads):
        made.extend(_lead(segments))
    return tuple(made)


def _once(segments: Iterable[Segment]) -> list[Segment]:
    """Each text once, where it stands first: the parts of a story may repeat their headlines."""
    distinct: dict[str, Segment] = {}
    for segment in segments:
        distinct.setdefault(segment.text, segment)
    return list(distinct.values())


def _folded(segments: Sequence[Segment]) -> list[_FoldedSegment]:
    """Segments with their folded forms; folded in one go, which is most of the work."""
    folded = fold(_BETWEEN.join(segment.text for segment in segments)).split(_BETWEEN)
    if len(folded) != len(segments):
        # A text that holds the mark between them; each is then folded alone.
        folded = [fold(segment.text) for segment in segments]
    return [_FoldedSegment(segment, other) for segment, other in zip(segments, folded, strict=True)]


def _worth(found: _MarkedSegment, missing: set[int]) -> tuple[int, int, bool]:
    """New needles first, then all its needles, then body before the rest."""
    there = {at for at, runs in enumerate(found.marks) if runs}
    return len(there & missing), len(there), found.segment.field == "body"


def _whole(found: _MarkedSegment) -> Snippet:
    every = merge([run for runs in found.marks for run in runs])
    return Snippet(found.segment.field, found.segment.text, every)


def _passage(found: _MarkedSegment, missing: set[int]) -> tuple[Snippet, set[int]]:
    """The window of a segment with the most needles → the snippet, and which needles it shows."""
    runs = sorted((run, at) for at, every in enumerate(found.marks) for run in every)
    begin, end = _window(found.segment.text, _best(runs, missing))
    shown = [(run, at) for run, at in runs if begin <= run[0] and run[1] <= end]
    if not shown:
        # A needle longer than a passage: its beginning is marked as far as it is shown.
        cut = [((max(b, begin), min(e, end)), at) for (b, e), at in runs if b < end and e > begin]
        shown = cut[:1]
    marks = tuple((b - begin, e - begin) for b, e in merge([run for run, _ in shown]))
    text = found.segment.text[begin:end]
    return Snippet(found.segment.field, text, marks), {at for _, at in shown}


def _best(runs: Sequence[tuple[tuple[int, int], int]], missing: set[int]) -> int:
    """Where the window begins that shows the most needles not yet shown, then the most at all."""
    best, best_worth = 0, (-1, -1)
    for first, ((begin, _), _) in enumerate(runs[:_LOOKED_AT]):
        near = runs[first : first + _NEAR]
        inside = {at for run, at in near if run[1] <= begin + WIDTH - _BEFORE}
        worth = (len(inside & missing), len(inside))
        if worth > best_worth:
            best, best_worth = begin, worth
    return best


def _window(text: str, mark: int) -> tuple[int, int]:
    """Where a passage around a mark begins and ends: at a sentence where one begins near."""
    begin = max(0, mark - _BEFORE)
    if begin > 0:
        stops = [match.end() for match in _SENTENCE.finditer(text, begin, mark)]
        begin = stops[-1] if stops else begin
    end = min(len(text), begin + WIDTH)
    return max(0, min(begin, end - WIDTH)) if end == len(text) else begin, end


def _lead(segments: Sequence[Segment]) -> list[Snippet]:
    """The beginning of the body, else of whatever there is but the headline."""
    order = ("body", "caption", "byline", "column_name")
    for wanted in order:
        for segment in segments:
            if segment.field == wanted:
                return [Snippet(wanted, segment.text[:WIDTH], ())]
    return []
