"""Text in, words out: jieba's words, through rjieba, over folded text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby

from index.folding import fold

#: Words of grammar that say nothing about a story; left out where other words remain.
STOP_WORDS = frozenset(
    [
        "的",
        "了",
        "和",
        "与",
        "及",
        "或",
        "在",
        "是",
        "于",
        "对",
        "为",
        "被",
        "把",
        "将",
        "从",
        "到",
        "向",
        "由",
        "以",
        "之",
        "其",
        "等",
        "着",
        "过",
        "地",
        "得",
        "也",
        "都",
        "就",
        "又",
        "而",
        "但",
        "并",
        "这",
        "那",
        "个",
        "不",
        "有",
        "一个",
        "我们",
        "他们",
        "以及",
        "对于",
        "关于",
        "因为",
        "所以",
        "如果",
        "the",
        "of",
        "and",
        "a",
        "to",
        "in",
    ]
)
#: Longest given name that jieba cuts off its surname.
_GIVEN = 2


def cut(text: str) -> list[str]:
    """jieba's words of a folded text, in order, punctuation left out."""
    return [word for word in _jieba()(text) if _speaks(word)]


def search_words(typed: str) -> tuple[str, ...]:
    """What a person typed between two spaces → the words that a story must contain.

    jieba may cut a name otherwise in a story than here, so words are looked for as strings; and
    single characters that jieba leaves over, as of a name it does not know, stay with their
    neighbours: 段拴虎 is one word.
    """
    pieces = _jieba()(fold(typed))
    words = [word for word in _glued(pieces) if _speaks(word)]
    telling = [word for word in words if word not in STOP_WORDS]
    return tuple(dict.fromkeys(telling or words))


@cache
def _jieba() -> Callable[[str], list[str]]:
    # Loading its dictionary takes a third of a second: not before words are wanted.
    import rjieba

    cutter: Callable[[str], list[str]] = rjieba.cut
    return cutter


def _speaks(word: str) -> bool:
    return any(character.isalnum() for character in word)


def _glued(pieces: list[str]) -> Iterator[str]:
    """Runs of leftovers joined; a single character before a short word joined to it."""
    held = ""
    for leftover, run in groupby(pieces, _is_leftover):
        words = list(run)
        if leftover:
            held = "".join(words)
            continue
        if held:
            if len(held) == 1 and _is_han(held) and len(words[0]) <= _GIVEN and _is_han(words[0]):
                words[0] = held + words[0]
            else:
                yield held
            held = ""
        yield from words
    if held:
        yield held


def _is_leftover(piece: str) -> bool:
    if piece in STOP_WORDS or not _speaks(piece):
        return False
    return len(piece) == 1 or piece.isdecimal()


def _is_han(text: str) -> bool:
    return all("㐀" <= character <= "鿿" for character in text)
