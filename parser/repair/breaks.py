"""Paragraphs cut in two by a column break: two neighbours in, the one that they were out."""

from __future__ import annotations

from dataclasses import dataclass

from parser.repair.segmenter import bounds, divided
from parser.vocabulary import signs as marks
from parser.vocabulary.names import SURNAMES
from parser.vocabulary.openings import names_source
from parser.words import is_word, known_words

#: What a sentence may begin with as a word of its own: a name, or one of the commonest words.
_STARTERS = marks.STARTERS.union(*(names for share, names in SURNAMES if share > 0.2))


@dataclass(frozen=True, slots=True)
class Cut:
    """The paragraph as it was before the cut, and how the cut was known."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a pair of paragraphs."""

    #: Copies of earlier paragraphs stood between the two.
    repeats_between: bool = False
    #: The paragraph before the pair is a finished one.
    follows_prose: bool = False
    #: The text is verse, a song, a list.
    verse: bool = False


def finished(text: str) -> bool:
    """Whether the text ends in a final stop."""
    return text.rstrip(marks.CLOSERS)[-1:] in tuple(marks.FINAL_STOPS)


def find_cut(before: str, after: str, setting: Setting) -> Cut | None:
    """The one paragraph that `before` and `after` are, None where nothing proves it.

    The tests for a cut between two whole words, which rest on the rest of the piece, are in
    `cut_between_words`.
    """
    if not before or not after or marks.JUMP.match(after) or marks.JUMP.match(before):
        return None
    joined = before + after
    overlap = _overlap(before, after, setting) if before[-1] == "。" else None
    if overlap:
        return overlap
    if after[0] in marks.NEVER_FIRST and not marks.LISTED.match(after):
        whole = before.rstrip("。") if after[0] in marks.COMMAS else before
        return Cut(whole + after, "这里以句首不用的标点开头")
    if before[-1] in marks.FINAL_STOPS:
        return None
    opened = _open_bracket(before, after, setting)
    if opened:
        return Cut(joined, f"前段的“{opened}”到这里才闭合")
    if setting.verse and len(before) < marks.PROSE_LENGTH:
        return None
    if before[-1] in marks.COMMAS:
        return Cut(joined, "前段止于逗号，这里接着说") if _goes_on(before, after, setting) else None
    return _divided_word(before, after) or _repeated_end(before, after, setting)


def _open_bracket(before: str, after: str, setting: Setting) -> str | None:
    """The bracket that `before` leaves open and `after` closes before opening another."""
    for opening, closing in marks.BRACKETS.items():
        start = before.rfind(opening, max(0, len(before) - marks.BRACKET_REACH))
        if start < 0 or closing in before[start:]:
            continue
        if opening == "“" and (setting.verse or max(len(before), len(after)) < marks.QUOTE_LENGTH):
            continue
        end = after.find(closing, 0, marks.BRACKET_REACH)
        if end >= 0 and opening not in after[:end]:
            return opening
    return None


def _goes_on(before: str, after: str, setting: Setting) -> bool:
    """Whether a paragraph that ends in a comma is prose that the next one finishes."""
    if marks.LISTED.match(after) or names_source(after):
        return False
    if len(before) >= marks.CUT_LENGTH:
        # two lines of a couplet are of one length, and one sentence
        couplet = abs(len(before) - len(after)) <= 2 and len(before) < marks.LONG_CLAUSE
        return not couplet or any(stop in after[:-1] for stop in marks.FULL_STOPS)
    if marks.SALUTATION.search(before) or not finished(after):
        return False
    long_enough = setting.follows_prose or len(before) >= marks.SHORT_LENGTH
    return long_enough and len(after) >= marks.PROSE_LENGTH


def _divided_word(before: str, after: str) -> Cut | None:
    """A word stands on both sides of the cut, far likelier than the halves of it."""
    if not before[-1].isalnum() or not after[0].isalnum() or len(after) < 2:
        return None
    if marks.LISTED.match(before) or marks.LISTED.match(after):
        return None
    needed = _odds_needed(before)
    if needed == marks.HEADING_ODDS and (marks.SPACES.search(before) or names_source(after)):
        return None  # two phrases with a gap, or what stands over a report: a heading
    if needed and known_words(before[-marks.OVERLAP_REACH :])[-1] in marks.DANGLING:
        return Cut(before + after, f"没有话止于“{before[-1]}”")
    found = divided(before, after) if needed else None
    if found is None or found[1] < needed:
        return None
    if found[0].isascii() and not (found[0].isdigit() and finished(after)):
        return None  # telephone numbers one under another
    return Cut(before + after, f"“{found[0]}”一词被拆成两段")


def _odds_needed(before: str) -> float:
    """How likely a divided word must be, as log2; 0 where the text may well be a heading."""
    if len(before) >= marks.CUT_LENGTH or any(sign in before for sign in "，,、。！？；"):
        return marks.ODDS if len(before) > 3 else 0
    return marks.HEADING_ODDS if len(before) >= marks.SHORT_LENGTH else 0


def _overlap(before: str, after: str, setting: Setting) -> Cut | None:
    """`before` ends in characters that `after` begins with, and in a stop that is not its own."""
    stem = before.rstrip("。")
    size = _shared(stem, after)
    if not size or len(stem) < (marks.PROSE_LENGTH if setting.verse else marks.OVERLAP_STEM):
        return None
    if not _mid_sentence(stem, after, size, setting):
        return None
    shared = after[:size]
    note = f"“{shared}”前后重出，“{stem[-8:]}”后的“{before[len(stem) :]}”是断栏所添"
    return Cut(stem + after[size:], note)


def _repeated_end(before: str, after: str, setting: Setting) -> Cut | None:
    """`before` ends, without a stop, in two or more characters that `after` begins with."""
    size = _shared(before, after)
    if (
        size < 2
        or len(before) < marks.CUT_LENGTH
        or not _mid_sentence(before, after, size, setting)
    ):
        return None
    return Cut(before + after[size:], f"“{after[:size]}”前后重出")


def _shared(before: str, after: str) -> int:
    """How many characters stand at the end of `before` and again at the start of `after`."""
    if not after or after[0] not in before[-marks.OVERLAP_REACH :]:
        return 0
    sizes = range(min(marks.OVERLAP_REACH, len(before), len(after)), 0, -1)
    return next((size for size in sizes if before.endswith(after[:size])), 0)


def _mid_sentence(stem: str, after: str, size: int, setting: Setting) -> bool:
    """Whether the shared characters are a word, or half of one, printed twice around a cut."""
    shared = after[:size]
    if shared.isascii() or any(stop in shared for stop in marks.FINAL_STOPS):
        return False
    if setting.repeats_between or (size > 1 and shared[0] in marks.NEVER_FIRST):
        return True
    if not shared.isalnum():
        return False
    if len(after) < marks.OVERLAP_TAIL:
        return False
    tail = stem[-marks.OVERLAP_REACH :]
    last = known_words(tail)[-1]
    if len(last) == 1 and last in marks.NEVER_LAST:
        return True
    head = known_words(after[: marks.OVERLAP_REACH])[0]
    if size == 1 and last == shared and len(head) > 1:
        return last not in marks.ENDERS  # half of the word that stands whole after the cut
    if len(head) > 1 or (size == 1 and head in _STARTERS) or (size > 1 and is_word(shared)):
        return False
    return len(tail) - size not in bounds(tail)


def cut_between_words(before: str, after: str, setting: Setting, text: str) -> Cut | None:
    """The two as one where `before` is prose without an end, printed nowhere else in `text`.

    Pulled quotes and abstracts end without a stop too, but their words come again in the piece.
    """
    if not before or not after or (setting.verse and len(before) < marks.PROSE_LENGTH):
        return None
    if not before[-1].isalnum() or not after[0].isalnum() or not _is_prose(before):
        return None
    if not setting.follows_prose and not names_source(before):
        return None
    if marks.LISTED.match(before) or marks.LISTED.match(after) or names_source(after):
        return None
    if marks.JUMP.match(after) or len(after) < marks.TAIL_LENGTH:
        return None
    if not finished(after) and not _is_prose(after):
        return None
    if text.count(before[:10]) > 1 or text.count(before[-10:]) > 1:
        return None
    return Cut(before + after, "前段的句子没有说完")


def _is_prose(text: str) -> bool:
    """Whether a full sentence stands in it, or a clause longer than any heading."""
    if len(text) >= marks.CUT_LENGTH and any(stop in text for stop in marks.FULL_STOPS):
        return True
    commas = text.count("，") + text.count(",")
    if len(text) >= marks.CUT_LENGTH and commas and names_source(text):
        return True
    return len(text) >= marks.LONG_HEADING and commas > 1
