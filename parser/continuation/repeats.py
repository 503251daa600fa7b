"""Texts that an issue's feed gives twice: whole on two pages, or a part's block inside the whole.

Found by shared clauses, looked up and not compared pair by pair, so a large issue costs little.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from parser.continuation.parts import Part, words_of

#: Shorter ones are anybody's: 他说, 据介绍.
_CLAUSE = re.compile(r"[^\W_]{6,}")
#: A clause in more pieces than this is a formula.
_FORMULA = 8
#: Fewer characters than this recur by nature: weather, credits, imprint.
_SHORT = 60
#: Below this a repeated text needs its headline repeated too.
_SURE = 200
#: How much of each text the other must hold.
_WHOLE, _WHOLE_UNTITLED = 0.8, 0.92
#: How much of a block the whole text must hold.
_INSIDE = 0.85
#: The characters by which the place of a block is found.
_PROBE = 16


@dataclass(frozen=True, slots=True)
class Shared:
    """Two parts with words in common: which share of either the other holds, from 0 to 1."""

    first: Part
    second: Part
    of_first: float
    of_second: float


def clauses_of(paragraphs: Sequence[str]) -> set[str]:
    """The runs between signs that are long enough to be somebody's own."""
    return set(_CLAUSE.findall("\n".join(paragraphs)))


def shared_share(first: Sequence[str], second: Sequence[str]) -> float:
    """How much of the longer of two texts the other holds, from 0 to 1."""
    left, right = clauses_of(first), clauses_of(second)
    size = max(sum(map(len, left)), sum(map(len, right)))
    return sum(map(len, left & right)) / size if size else 0.0


def shared_texts(parts: Sequence[Part]) -> list[Shared]:
    """The pairs of parts, on different pages, that share at least half of one of them."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for at, part in enumerate(parts):
        own = clauses_of(part.article.paragraphs)
        sizes.append(sum(map(len, own)))
        for clause in own:
            holders[clause].append(at)
    common: Counter[tuple[int, int]] = Counter()
    for clause, held in holders.items():
        if 1 < len(held) <= _FORMULA:
            for pair in combinations(held, 2):
                common[pair] += len(clause)
    found: list[Shared] = []
    for (a, b), size in sorted(common.items()):
        one = Shared(parts[a], parts[b], size / sizes[a], size / sizes[b])
        if max(one.of_first, one.of_second) >= 0.5 and one.first.page != one.second.page:
            found.append(one)
    return found


def is_repeated(shared: Shared) -> bool:
    """Whether the two are one text given on two pages."""
    first, second = shared.first, shared.second
    if first.article.kind != "article" or second.article.kind != "article":
        return False
    if _ends_in(first, second):
        return False
    length = min(len(first.words), len(second.words))
    titled = bool(first.title) and first.article.headline == second.article.headline
    if length < _SHORT or (length < _SURE and not titled):
        return False
    return min(shared.of_first, shared.of_second) >= (_WHOLE if titled else _WHOLE_UNTITLED)


def is_block(shared: Shared) -> bool:
    """Whether the second is the last part of the first, printed again under its headline."""
    head, tail = shared.first.article, shared.second.article
    titled = bool(head.headline) and head.headline == tail.headline
    return titled and shared.of_second >= _INSIDE and _ends_in(shared.first, shared.second)


def _ends_in(whole: Part, block: Part) -> bool:
    """Whether one text is the end of the other, a beginning of some length left out."""
    if len(whole.words) - len(block.words) < _PROBE or block.words[:_PROBE] in whole.words[:_PROBE]:
        return False
    return block_break(whole.article.paragraphs, block.article.paragraphs) is not None


@dataclass(frozen=True, slots=True)
class Break:
    """A place in a text: the paragraph's index and the character in it."""

    paragraph: int
    offset: int


def block_break(whole: Sequence[str], block: Sequence[str]) -> Break | None:
    """Where in the whole text its last part, printed again as a block, begins; None where not.

    This is the feed that gives the whole text on the first page and the continued part once more.
    """
    text, blocked = words_of("".join(whole)), words_of("".join(block))
    # To the letter the end: sure, though a short block is cut in its only long clause.
    if not (len(blocked) >= 2 * _PROBE and text.endswith(blocked)) and not _held(whole, block):
        return None
    at = _start(text, blocked)
    if at is None or at < _PROBE or abs(len(text) - at - len(blocked)) > 0.2 * len(blocked) + 40:
        return None
    return _place(whole, at)


def _held(whole: Sequence[str], block: Sequence[str]) -> bool:
    """Whether the whole text has nearly all clauses of the block."""
    inside, own = clauses_of(whole), clauses_of(block)
    size = sum(map(len, own))
    return size > 0 and sum(len(one) for one in own & inside) >= _INSIDE * size


def _start(text: str, block: str) -> int | None:
    """Where the block's beginning stands in the text; a line added before it is passed over."""
    if text.endswith(block):
        return len(text) - len(block)
    for skip in range(0, min(len(block), 3 * _PROBE), 4):
        at = text.rfind(block[skip : skip + _PROBE])
        if at >= 0:
            return max(at - skip, 0) if skip < _PROBE // 2 else at
    return None


def _place(paragraphs: Sequence[str], at: int) -> Break:
    """The place of the word character number `at`, quotes before it included."""
    for index, text in enumerate(paragraphs):
        size = len(words_of(text))
        if at < size:
            return Break(index, _offset(text, at))
        at -= size
    return Break(len(paragraphs), 0)


def _offset(text: str, at: int) -> int:
    if at == 0:
        return 0
    seen = 0
    for offset, sign in enumerate(text):
        seen += bool(words_of(sign))
        if seen > at:
            while text[offset - 1] in "“‘《（(「『〔【":
                offset -= 1
            return offset
    return len(text)
