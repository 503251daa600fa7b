"""Paragraphs that repeat an earlier one of their piece: paragraphs in, the copies out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from parser.vocabulary import signs as marks
from parser.vocabulary.openings import names_source

#: So many paragraphs are kept for each clause.
_HOLDERS = 6
TYPOS = "与前文只差个别字"


@dataclass(frozen=True, slots=True)
class Copy:
    """Paragraph `later` repeats paragraph `earlier`."""

    later: int
    earlier: int
    kind: Literal["duplicate", "near-duplicate"]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    """A paragraph made ready for comparison."""

    #: Without spaces, punctuation folded.
    plain: str
    #: ... and verbs of saying made equal.
    loose: str
    finished: bool
    listed: bool
    aside: bool


def find_copies(paragraphs: Sequence[str]) -> tuple[Copy, ...]:
    """Every paragraph to be removed because an earlier one says the same, in order."""
    pairs = _candidates(paragraphs)
    if not pairs:
        return ()
    forms = {index: _form(paragraphs[index]) for pair in pairs for index in pair}
    page = _Surroundings(paragraphs)
    copies: dict[int, Copy] = {}
    kept_before: dict[int, int] = {}  # for each copy, the last paragraph before it that stays
    for later, earlier in pairs:
        if later in copies or earlier in copies:
            continue
        last = kept_before.get(later - 1, later - 1)
        copy = _compare(later, earlier, forms[later], forms[earlier], last == earlier)
        if copy and not page.excuses(copy, forms[later], last == earlier):
            copies[later] = copy
            kept_before[later] = last
    return tuple(copies.values())


def _candidates(paragraphs: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (later, earlier) that share a clause, by later, nearest to the beginning first."""
    first_with: dict[str, list[int]] = {}
    pairs: set[tuple[int, int]] = set()
    for index, text in enumerate(paragraphs):
        for clause in marks.CLAUSES.findall(text):
            holders = first_with.get(clause)
            if holders is None:
                first_with[clause] = [index]
                continue
            pairs.update((index, earlier) for earlier in holders if earlier != index)
            # a refrain would otherwise pair every paragraph with every other
            if len(holders) < _HOLDERS and holders[-1] != index:
                holders.append(index)
    return sorted(pairs)


def _form(text: str) -> _Form:
    plain = marks.SPACES.sub("", text.translate(marks.FOLDED))
    last = text.rstrip(marks.CLOSERS)[-1:]
    return _Form(
        plain=plain,
        loose=marks.SAYING.sub("\0", plain),
        finished=bool(last) and last in marks.FINAL_STOPS,
        listed=bool(marks.LISTED.match(text)) or plain.endswith((";", ":")),
        aside=plain.startswith("(") and plain.endswith(")"),
    )


def _compare(later: int, earlier: int, new: _Form, old: _Form, adjacent: bool) -> Copy | None:
    """The copy that `new` is of `old`, by wording alone."""
    if new.plain == old.plain:
        length = marks.ADJACENT_COPY_LENGTH if adjacent and new.finished else marks.COPY_LENGTH
        return Copy(later, earlier, "duplicate") if len(new.plain) >= length else None
    if len(new.plain) < marks.NEAR_LENGTH:
        return None
    note = _near(new, old)
    return Copy(later, earlier, "near-duplicate", note) if note else None


def _near(new: _Form, old: _Form) -> str | None:
    """How the two differ, None where they differ too much."""
    if not old.finished:
        return None  # a sentence lifted out of the text and printed above it ends without a stop
    if new.loose == old.loose:
        return "与前文只差“强调”“指出”一类的字"
    if _torn_end(new, old):
        return "残段，前文已有全段"
    if _torn_start(new, old):
        return "残段，缺了开头，前文已有全段"
    if len(new.loose) >= marks.TYPO_LENGTH and _typos(new.loose, old.loose):
        return TYPOS
    return None


def _torn_end(new: _Form, old: _Form) -> bool:
    """Whether `new` is the first part of `old`; a short one must break off mid-sentence."""
    stem = new.loose.rstrip(marks.FOLDED_STOPS)
    if len(stem) >= len(old.loose) or not old.loose.startswith(stem):
        return False
    return len(stem) >= marks.LONG_CLAUSE or old.loose[len(stem)] not in marks.FOLDED_STOPS


def _torn_start(new: _Form, old: _Form) -> bool:
    """Whether `new` is the last part of `old`; a short one must begin mid-sentence."""
    if len(new.loose) >= len(old.loose) or not old.loose.endswith(new.loose):
        return False
    before = old.loose[-len(new.loose) - 1]
    return len(new.loose) >= marks.LONG_CLAUSE or before not in marks.FOLDED_STOPS


def _typos(new: str, old: str) -> bool:
    """Whether a few characters differ, none of them part of a number or a sign."""
    limit = int(max(len(new), len(old)) * marks.TYPO_SHARE)
    if abs(len(new) - len(old)) > limit:
        return False
    # It takes longer to load than a page to read, and few pages ask for it.
    from rapidfuzz.distance import Levenshtein

    if Levenshtein.distance(new, old, score_cutoff=limit) > limit:
        return False
    changed = "".join(
        new[edit.dest_start : edit.dest_end] + old[edit.src_start : edit.src_end]
        for edit in Levenshtein.opcodes(old, new)
        if edit.tag != "equal"
    )
    return not any(char.isnumeric() or not char.isalnum() for char in changed)


class _Surroundings:
    """What kind of text the paragraphs are: where copies are meant."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._paragraphs = paragraphs
        self._statute = (
            sum(1 for text in paragraphs if text.startswith("第") and marks.LISTED.match(text)) >= 3
        )
        self._verse = is_verse(paragraphs)

    def excuses(self, copy: Copy, form: _Form, adjacent: bool) -> bool:
        """Whether the paper may well have printed this twice on purpose."""
        if self._verse and len(form.plain) < marks.PROSE_LENGTH:
            return True
        if not form.finished and not self._prose(copy):
            return not adjacent or len(form.plain) < marks.PROSE_LENGTH
        if adjacent:
            return False
        if copy.note == TYPOS and not copy.earlier and not names_source(self._paragraphs[0]):
            return True  # an abstract without a heading
        return form.listed or form.aside or self._statute or self._summarised(copy.earlier)

    def _prose(self, copy: Copy) -> bool:
        """A full sentence stands in it, or it was cut off from one that has an end."""
        return copy.kind == "near-duplicate" or any(
            stop in self._paragraphs[copy.later] for stop in marks.FULL_STOPS
        )

    def _summarised(self, index: int) -> bool:
        """Whether the paragraph belongs to an abstract above the text."""
        start = max(0, index - marks.SUMMARY_LENGTH)
        return any(marks.SUMMARY.match(text) for text in self._paragraphs[start:index])


def is_verse(paragraphs: Sequence[str]) -> bool:
    """Whether most paragraphs are as short as lines of verse, song or talk."""
    short = sum(1 for text in paragraphs if len(text) <= marks.VERSE_LINE)
    return len(paragraphs) >= 6 and short * 2 > len(paragraphs)
