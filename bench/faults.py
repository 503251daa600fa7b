"""Faults of extraction planted in clean paragraphs: paragraphs in, faulty and right ones out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

_SAYING = re.compile("强调|指出|表示|要求|认为")
_STOPS = "。！？"


@dataclass(frozen=True, slots=True)
class Planted:
    """Paragraphs with a fault, what they should become, and the repairs that say so."""

    faulty: tuple[str, ...]
    right: tuple[str, ...]
    #: Kinds of repair, sorted.
    kinds: tuple[str, ...]


Planter = Callable[[Sequence[str], Random], Planted | None]


def _after_repeats(texts: Sequence[str], at: int) -> tuple[str, ...]:
    """What repair says of the paragraph that follows removed repeats, if one does."""
    if at == len(texts) or (len(texts[at]) < 30 and texts[at][-1] not in "。！？…”"):
        return ()
    return ("fragment",)


def _long(texts: Sequence[str], rng: Random, length: int = 50) -> int | None:
    chosen = [at for at, text in enumerate(texts) if len(text) >= length and text[-1] in _STOPS]
    return rng.choice(chosen) if chosen else None


def _insert(texts: Sequence[str], copy: str, source: int, kind: str, rng: Random) -> Planted:
    at = rng.randint(source + 1, len(texts))
    faulty = (*texts[:at], copy, *texts[at:])
    kinds = (kind, *_after_repeats(texts, at))
    return Planted(faulty, tuple(texts), tuple(sorted(kinds)))


def duplicate(texts: Sequence[str], rng: Random) -> Planted | None:
    """A paragraph printed again, anywhere after it."""
    source = _long(texts, rng, 30)
    return None if source is None else _insert(texts, texts[source], source, "duplicate", rng)


def said_otherwise(texts: Sequence[str], rng: Random) -> Planted | None:
    """A paragraph printed again with 强调 turned to 指出 or the like."""
    chosen = [at for at, text in enumerate(texts) if _SAYING.search(text) and len(text) >= 30]
    if not chosen:
        return None
    source = rng.choice(chosen)
    other = rng.choice(["指出", "表示", "强调", "要求"])
    copy = _SAYING.sub(other, texts[source], count=1)
    if copy == texts[source]:
        return None
    return _insert(texts, copy, source, "near-duplicate", rng)


def torn_copy(texts: Sequence[str], rng: Random) -> Planted | None:
    """The first part of a paragraph printed again, broken off in a sentence."""
    source = _long(texts, rng)
    if source is None:
        return None
    end = rng.randint(25, len(texts[source]) - 10)
    copy = texts[source][:end] + rng.choice(["", "</p", "<p cl"])
    if texts[source][end - 1] in _STOPS or texts[source][end] in _STOPS:
        return None
    return _insert(texts, copy, source, "near-duplicate", rng)


def _cut(texts: Sequence[str], source: int, at: int) -> Planted:
    text = texts[source]
    faulty = (*texts[:source], text[:at], text[at:], *texts[source + 1 :])
    return Planted(faulty, tuple(texts), ("joined",))


def _cut_where(
    texts: Sequence[str], rng: Random, here: Callable[[str, int], bool]
) -> Planted | None:
    source = _long(texts, rng)
    if source is None:
        return None
    places = [at for at in range(8, len(texts[source]) - 4) if here(texts[source], at)]
    return _cut(texts, source, rng.choice(places)) if places else None


def cut_in_clause(texts: Sequence[str], rng: Random) -> Planted | None:
    """A paragraph cut in two between any two characters of a clause."""
    return _cut_where(texts, rng, lambda text, at: (text[at - 1] + text[at]).isalpha())


def cut_in_word(texts: Sequence[str], rng: Random) -> Planted | None:
    """A paragraph cut in two within a word."""
    import rjieba

    def within(text: str, at: int) -> bool:
        if not (text[at - 1] + text[at]).isalpha():
            return False
        offset = max(0, at - 12)
        for word in rjieba.cut(text[offset : at + 12], False):
            if offset < at < offset + len(word):
                return True
            offset += len(word)
        return False

    return _cut_where(texts, rng, within)


def cut_after_comma(texts: Sequence[str], rng: Random) -> Planted | None:
    """A paragraph cut in two after a comma."""
    return _cut_where(texts, rng, lambda text, at: text[at - 1] in "，,、")


def cut_in_brackets(texts: Sequence[str], rng: Random) -> Planted | None:
    """A paragraph cut in two within 《》 or （）."""
    return _cut_where(
        texts,
        rng,
        lambda text, at: any(
            text.count(opening, 0, at) > text.count(closing, 0, at) for opening, closing in _PAIRS
        ),
    )


_PAIRS = (("《", "》"), ("（", "）"))


def _overlap(texts: Sequence[str], rng: Random, size: int, repeats: bool) -> Planted | None:
    source = _long(texts, rng)
    if source is None:
        return None
    text = texts[source]
    places = [
        at
        for at in range(30, len(text) - 8)
        if text[at - size : at + 1].isalpha() and not text[at - size : at + 1].isascii()
    ]
    if not places or (repeats and not source):
        return None
    at = rng.choice(places)
    between = (rng.choice(texts[:source]),) if repeats else ()
    if any(len(one) < 30 for one in between):
        return None
    faulty = (*texts[:source], text[:at] + "。", *between, text[at - size :], *texts[source + 1 :])
    kinds = ("duplicate", "joined") if repeats else ("joined",)
    return Planted(faulty, tuple(texts), kinds)


def lost_beginning(texts: Sequence[str], rng: Random) -> Planted | None:
    """A paragraph that lost its beginning to a repeat of an earlier one."""
    chosen = [at for at, text in enumerate(texts) if at > 1 and len(text) >= 50]
    if not chosen:
        return None
    at = rng.choice(chosen)
    earlier = rng.choice(texts[: at - 1] or texts[:1])
    if len(earlier) < 30:
        return None
    rest = texts[at][rng.randint(4, len(texts[at]) - 30) :]
    if not rest[0].isalpha():
        return None
    right = (*texts[:at], rest, *texts[at + 1 :])
    faulty = (*texts[:at], earlier, rest, *texts[at + 1 :])
    return Planted(faulty, right, ("duplicate", "fragment"))


def torn_tag(texts: Sequence[str], rng: Random) -> Planted | None:
    """The remains of a tag at the end of a paragraph."""
    at = rng.randrange(len(texts))
    tag = rng.choice(["</p", "<p cl", "&nbs", "<br", "</", '<span style="co', "</p>", "&nbsp;"])
    faulty = (*texts[:at], texts[at] + tag, *texts[at + 1 :])
    return Planted(faulty, tuple(texts), ("markup",))


PLANTERS: dict[str, Planter] = {
    "duplicate": duplicate,
    "said otherwise": said_otherwise,
    "torn copy": torn_copy,
    "cut within a word": cut_in_word,
    "cut within a clause": cut_in_clause,
    "cut after a comma": cut_after_comma,
    "cut within brackets": cut_in_brackets,
    "overlap of 1": lambda texts, rng: _overlap(texts, rng, 1, False),
    "overlap of 2": lambda texts, rng: _overlap(texts, rng, 2, False),
    "overlap of 3": lambda texts, rng: _overlap(texts, rng, 3, False),
    "overlap of 1, repeat between": lambda texts, rng: _overlap(texts, rng, 1, True),
    "overlap of 2, repeat between": lambda texts, rng: _overlap(texts, rng, 2, True),
    "lost beginning": lost_beginning,
    "torn tag": torn_tag,
}
