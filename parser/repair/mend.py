"""Repair of extracted text: an Article in, the Article without the faults of its extraction out.

Paragraphs printed twice, cut by a column break, torn from their beginning or trailing mark-up.
Whatever is removed, joined or doubted stands in `repairs` with its text as found; text that
gives no proof of a fault is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parser.model import Article, Repair, RepairKind
from parser.repair.breaks import Cut, Setting, cut_between_words, find_cut, finished
from parser.repair.copies import find_copies, is_verse
from parser.repair.tags import strip_tags
from parser.vocabulary import signs as marks

#: More unfinished paragraphs than this are the manner of the piece, not cuts.
_MOST_UNFINISHED = 40


@dataclass(frozen=True, slots=True)
class _Block:
    """One paragraph on its way through repair."""

    text: str
    #: As first found, mark-up included.
    found: str
    #: Which paragraphs of the article it was made of; the first stands for it.
    origins: tuple[int, ...]
    #: Copies of earlier paragraphs stood before it.
    follows_repeats: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Note:
    """A repair whose paragraph is still known by the number it was found under."""

    kind: RepairKind
    text: str
    origin: int
    note: str | None = None


def repair(article: Article) -> Article:
    """The article with its extraction's faults mended and recorded; itself where there are none."""
    notes: list[_Note] = []
    blocks = _words_only([_read(at, text) for at, text in enumerate(article.paragraphs)], notes)
    while True:
        count = len(blocks)
        blocks = _without_copies(blocks, notes)
        blocks = _joined(blocks, notes)
        if len(blocks) == count:
            break
    notes += [note for block in blocks for note in _tags(block)]
    notes += [_fragment(block) for block in blocks if _is_fragment(block)]
    return _rebuilt(article, blocks, notes) if notes else article


def _read(index: int, text: str) -> _Block:
    clean, tags = strip_tags(text)
    return _Block(clean, text, (index,), tags=tags)


def _without_copies(blocks: list[_Block], notes: list[_Note]) -> list[_Block]:
    copies = {copy.later: copy for copy in find_copies([block.text for block in blocks])}
    if not copies:
        return blocks
    kept: list[_Block] = []
    repeats = False
    for index, block in enumerate(blocks):
        copy = copies.get(index)
        if copy is None:
            kept.append(replace(block, follows_repeats=True) if repeats else block)
            repeats = False
            continue
        note = copy.note
        if block.tags:
            note = _and(note, f"末尾残留标签 {' '.join(block.tags)}")
        notes.append(_Note(copy.kind, block.found, blocks[copy.earlier].origins[0], note))
        repeats = True
    return kept


def _joined(blocks: list[_Block], notes: list[_Note]) -> list[_Block]:
    """The blocks with every cut closed, from the first to the last."""
    if len(blocks) < 2:
        return blocks
    verse = is_verse([block.text for block in blocks])
    whole = _Whole(blocks)
    kept = [blocks[0]]
    for block in blocks[1:]:
        before = kept[-1]
        setting = Setting(
            repeats_between=block.follows_repeats,
            follows_prose=len(kept) > 1 and finished(kept[-2].text),
            verse=verse,
        )
        cut = find_cut(before.text, block.text, setting) or whole.cut(before, block, setting)
        if cut is None:
            kept.append(block)
            continue
        notes.append(_Note("joined", block.found, before.origins[0], cut.note))
        kept[-1] = _merge(before, block, cut)
    return kept


def _merge(before: _Block, block: _Block, cut: Cut) -> _Block:
    # Mark-up torn by the cut is whole again: &n and bsp;.
    text, tags = strip_tags(cut.text)
    return replace(
        before,
        text=text,
        origins=before.origins + block.origins,
        tags=before.tags + block.tags + tags,
    )


class _Whole:
    """The text of the piece, put together only when an unfinished paragraph asks for it."""

    def __init__(self, blocks: Sequence[_Block]) -> None:
        open_ends = sum(1 for block in blocks if block.text and block.text[-1].isalnum())
        self._blocks = blocks if open_ends <= _MOST_UNFINISHED else ()
        self._text: str | None = None

    def cut(self, before: _Block, block: _Block, setting: Setting) -> Cut | None:
        if not self._blocks or not before.text or not before.text[-1].isalnum():
            return None
        if self._text is None:
            self._text = "\n".join(block.text for block in self._blocks)
        return cut_between_words(before.text, block.text, setting, self._text)


def _words_only(blocks: list[_Block], notes: list[_Note]) -> list[_Block]:
    """The blocks without those that are nothing but mark-up."""
    notes += [note for block in blocks if not block.text for note in _tags(block)]
    return [block for block in blocks if block.text or not block.tags]


def _tags(block: _Block) -> list[_Note]:
    return [_Note("markup", tag, block.origins[0], "残留的标签") for tag in block.tags]


def _is_fragment(block: _Block) -> bool:
    prose = finished(block.text) or len(block.text) >= marks.PROSE_LENGTH
    return block.follows_repeats and prose and not marks.JUMP.match(block.text)


def _fragment(block: _Block) -> _Note:
    note = "前面删去了重复的段落，被其盖住的文字可能已缺"
    return _Note("fragment", block.found, block.origins[0], note)


def _and(note: str | None, more: str) -> str:
    return f"{note}；{more}" if note else more


def _rebuilt(article: Article, blocks: Sequence[_Block], notes: Sequence[_Note]) -> Article:
    place = {origin: index for index, block in enumerate(blocks) for origin in block.origins}
    earlier = tuple(
        replace(old, paragraph=None if old.paragraph is None else place.get(old.paragraph))
        for old in article.repairs
    )
    new = tuple(Repair(note.kind, note.text, place.get(note.origin), note.note) for note in notes)
    texts = tuple(block.text for block in blocks)
    return replace(article, paragraphs=texts, repairs=earlier + new)
