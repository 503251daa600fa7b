"""Text in, words out: those that `parser.words` cuts, over folded text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from index.text.folding import fold
from parser import words as parser_words
from parser.vocabulary.names import SURNAMES

#: Raised whenever the words of a text become others: word indexes made before are made anew.
WORDS_VERSION = "2"

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
#: Rarer surnames are more often other words.
_SURNAMES = frozenset(sign for share, signs in SURNAMES if share >= 0.1 for sign in signs)
#: Longest given name that jieba cuts off its surname.
_GIVEN = 2


def cut(text: str) -> list[str]:
    """jieba's words of a folded text, in order, punctuation left out."""
    return [word for word in split(text) if has_letters(word)]


def split(text: str) -> list[str]:
    """All of a folded text in jieba's pieces, punctuation too."""
    return parser_words.cut(text)


def search_words(typed: str) -> tuple[str, ...]:
    """What a person typed between two spaces → the words that a story must contain.

    jieba may cut a name otherwise in a story than here, so words are looked for as strings; and
    single characters that jieba leaves over, as of a name it does not know, stay with their
    neighbours: 段拴虎 is one word.
    """
    pieces = split(fold(typed))
    words = [word for word in _glued(pieces) if has_letters(word)]
    telling = [word for word in words if word not in STOP_WORDS]
    return tuple(dict.fromkeys(telling or words))


def has_letters(word: str) -> bool:
    """Whether it has a letter, a digit or a Chinese character."""
    return word.isalnum() or any(map(str.isalnum, word))


def _glued(pieces: list[str]) -> Iterator[str]:
    """Runs of leftovers joined; one character alone joined to the short word beside it.

    段拴虎 comes as three characters, 卢东亮 as 卢 and 东亮, 健康码 as 健康 and 码.
    """
    words: list[str] = []
    waiting = ""
    for leftover, run in groupby(pieces, _is_leftover):
        listed = list(run)
        if leftover:
            listed = ["".join(listed)]
        if waiting:
            _join(words, waiting, listed)
            waiting = ""
        if leftover and len(listed[0]) == 1:
            waiting = listed[0]
        else:
            words.extend(listed)
    if waiting:
        _join(words, waiting, [])
    yield from words


def _join(before: list[str], alone: str, after: list[str]) -> None:
    """Put a surname to the name after it, any other single character to the word before it."""
    if after and alone in _SURNAMES and _is_short(alone, after[0]):
        after[0] = alone + after[0]
    elif before and _is_short(before[-1], alone):
        before[-1] += alone
    elif after and _is_short(alone, after[0]):
        after[0] = alone + after[0]
    else:
        before.append(alone)


def _is_short(*words: str) -> bool:
    """Whether these are Chinese words of a length that a name's or a thing's part may have."""
    return all(len(word) <= _GIVEN and _is_han(word) and word not in STOP_WORDS for word in words)


def _is_leftover(piece: str) -> bool:
    if piece in STOP_WORDS or not has_letters(piece):
        return False
    return len(piece) == 1 or piece.isdecimal()


def _is_han(text: str) -> bool:
    return all("㐀" <= character <= "鿿" for character in text)
