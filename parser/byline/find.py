"""The paragraphs of a piece, or a caption, in; the words of them that are a byline or credit out.

Running prose is never one: what is taken must be read by the grammar to its last character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from parser.byline.credits import LONGEST_CREDIT, credit_of, is_picture_reading, reads_as_credit
from parser.byline.heads import LONGEST_BRACKET, head_end
from parser.byline.parse import parse_byline
from parser.byline.read import read_line
from parser.byline.stretches import trim
from parser.model import Author, Byline
from parser.patterns import late
from parser.vocabulary.openings import (
    HAN,
    NO_ROLE,
    PROSE,
    ROLE,
    fold,
    in_either_form,
    may_credit_picture,
)
from parser.vocabulary.roles import ROLES

#: How many paragraphs from either end are looked at for the byline itself.
REACH = 3
#: How long the words after a last stop may be that still are a credit.
LONGEST_TAIL = 80

_STOP = tuple("。！？!?”…")
#: A paragraph without such words credits nobody by a role: a role and what may be a name.
_ROLE_WORD = late(rf"(?:{ROLE}){NO_ROLE}(?! ?(?:{PROSE}))(?=[ :/)]{{0,4}}[{HAN}A-Za-z(])")
_BRACKET = late(rf"\([^()]{{0,{LONGEST_BRACKET}}}\)")
#: The same as printed, in simplified or traditional characters: quicker than folding all.
_GLANCE = late(in_either_form(tuple(r for r in ROLES if not any(o in r for o in ROLES if o != r))))
#: A role word and what _ROLE_WORD asks of the characters after it lie so near the glance's find.
_AROUND = 24
#: Clauses: a byline without brackets has none.
_CLAUSE = late("[,;。!?][^,;。!?]{4,}[,;。!?]")
_PICTURE_ROLES = frozenset({"摄影", "供图", "参与采写"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A byline found, and how good it is: tens for what it names, ones for where it stands."""

    byline: Byline
    rank: int


def find_byline(paragraphs: Sequence[str], *, issued: date | None = None) -> Byline | None:
    """The byline of a piece from its paragraphs, which stay as they are; None where none is.

    Its text is cut from the paragraphs as printed, several lines that are nothing but byline
    joined by a line break. People come before none; a dateline printed elsewhere in the piece than
    the people is kept beside them, and so is everybody credited by a role elsewhere: in a package
    each part has a byline. `issued` as for `parse_byline`.
    """
    texts = [text for text in map(trim, paragraphs) if text]
    if not texts:
        return None
    candidates = [*_candidates(texts, issued)]
    more = _credited(texts, issued)
    if not candidates:
        return more
    best = max(candidates, key=lambda candidate: candidate.rank)
    byline = _completed(best, candidates, texts, issued)
    if more is None:
        return byline
    if _is_of_picture(byline) and not _is_of_picture(more):
        people = _together(more.authors, byline.authors)
        return replace(more, authors=people, dateline=byline.dateline or more.dateline)
    return replace(byline, authors=_together(byline.authors, more.authors))


def _candidates(texts: list[str], issued: date | None) -> Iterator[Candidate]:
    """What may be the byline, at either end of the piece."""
    for index, text in enumerate(texts[:REACH]):
        yield from _opening(text, issued)
        yield from _line(text, issued, edge=index in (0, len(texts) - 1))
    for text in reversed(texts[REACH:][-REACH:]):
        last = text is texts[-1]
        yield from _line(text, issued, edge=last, pen=last and texts[-2].endswith(_STOP))
    for text in texts[:-REACH:-1]:
        yield from _closing(text, issued)


def _credited(texts: list[str], issued: date | None) -> Byline | None:
    """Everybody credited by a role anywhere in the piece; None where nobody is.

    Its text is that of the first who wrote rather than photographed.
    """
    found: list[Byline] = []
    for text in filter(_may_credit, texts):
        parts = _parts(text, fold(text))
        found += (parse_byline(part, issued=issued) for part in parts)
    signed = [byline for byline in found if byline.authors]
    if not signed:
        return None
    authors: tuple[Author, ...] = ()
    for byline in signed:
        authors = _together(authors, byline.authors)
    first = next((byline for byline in signed if not _is_of_picture(byline)), signed[0])
    return replace(first, authors=authors)


def _may_credit(text: str) -> bool:
    """Whether a role word stands before what may be a name; only what is around one is folded."""
    around = (
        text[max(0, at.start() - _AROUND) : at.end() + _AROUND] for at in _GLANCE.finditer(text)
    )
    return any(_ROLE_WORD.search(fold(part)) for part in around)


def _parts(text: str, line: str) -> Iterator[str]:
    """The parts of a paragraph that credit somebody by a role: all of it, its head, brackets."""
    bracketed = line[0] == "(" and line[-1] == ")"
    alone = bracketed or not (len(text) > LONGEST_TAIL or _CLAUSE.search(line))
    if alone and reads_as_credit(text, note=bracketed):
        yield text
        return
    end = head_end(text) or 0
    if end and _ROLE_WORD.search(line, 0, end):
        yield text[:end]
    for found in _BRACKET.finditer(line, end):
        if _ROLE_WORD.search(found.group()):
            yield from _bracket(text[found.start() : found.end()])
    tail = _after_last_stop(text)
    if tail and _ROLE_WORD.search(fold(tail)) and reads_as_credit(tail):
        yield tail


def _bracket(inside: str) -> Iterator[str]:
    """（本报记者江渡整理）, and what credits somebody in （上图。本报记者江渡摄）."""
    if reads_as_credit(inside, note=True):
        yield inside
        return
    rest = inside[max(map(inside.rfind, _STOP)) + 1 : -1]
    if rest != inside[:-1] and reads_as_credit(rest):
        yield rest


def _together(first: Iterable[Author], second: Iterable[Author]) -> tuple[Author, ...]:
    """People of both, each once for each role; a fuller reading of one takes the place of his."""
    people: dict[tuple[str, str | None], Author] = {}
    for author in (*first, *second):
        key = (author.name, author.role)
        held = people.get(key)
        better = held is None or (held.affiliation is None and author.affiliation is not None)
        people[key] = author if held is None or better else held
    return tuple(people.values())


def _completed(
    best: Candidate, candidates: list[Candidate], texts: list[str], issued: date | None
) -> Byline:
    """With the lines that go on right after it, and the dateline printed elsewhere."""
    byline = best.byline
    if byline.text in texts and byline.authors:
        at = texts.index(byline.text)
        for text in texts[at + 1 : at + REACH]:
            more = [*_line(text, issued, edge=False)]
            if not more or not more[0].byline.authors or more[0].rank // 10 < best.rank // 10:
                break
            authors = _together(byline.authors, more[0].byline.authors)
            byline = replace(byline, text=f"{byline.text}\n{text}", authors=authors)
    if byline.dateline is None:
        dated = [c.byline.dateline for c in candidates if c.byline.dateline]
        byline = replace(byline, dateline=dated[0] if dated else None)
    return byline


def _rank(byline: Byline, base: int) -> int:
    if not byline.authors:
        return base + (10 if byline.dateline or byline.kind in ("staff", "wire") else 0)
    return base + (20 if _is_of_picture(byline) else 30)


def _is_of_picture(byline: Byline) -> bool:
    return all(author.role in _PICTURE_ROLES for author in byline.authors)


def _opening(text: str, issued: date | None) -> Iterator[Candidate]:
    """新华社北京8月9日电 （记者张三）近日…: the words before the report begins."""
    end = head_end(text)
    if end:
        byline = parse_byline(text[:end], issued=issued)
        yield Candidate(byline, _rank(byline, 5))


def _line(text: str, issued: date | None, *, edge: bool, pen: bool = False) -> Iterator[Candidate]:
    """A paragraph that is nothing but a byline; bare names only at the `edge` of the piece.

    `pen`: it is the last of several, where a pen name may stand.
    """
    bracketed = fold(text[0]) == "(" and fold(text[-1]) == ")"
    longest = LONGEST_BRACKET if bracketed else LONGEST_CREDIT
    if len(text) > longest or text.startswith("—") or (text.endswith(_STOP) and not bracketed):
        return
    if reads_as_credit(text, bare=edge, note=bracketed, pen=pen):
        byline = parse_byline(text, issued=issued)
        yield Candidate(byline, _rank(byline, 2 if edge else 1))


def _closing(text: str, issued: date | None) -> Iterator[Candidate]:
    """……。（记者 张三）: a bracket at the end of the last paragraph."""
    if fold(text[-1]) != ")":
        rest = _after_last_stop(text)
        if rest and reads_as_credit(rest):
            byline = parse_byline(rest, issued=issued)
            if byline.authors:
                yield Candidate(byline, _rank(byline, 0))
        return
    tail = text[-LONGEST_BRACKET:]
    at = fold(tail).rfind("(")
    before = trim(tail[:at]) if at > 0 else ""
    bare = before.endswith((*_STOP, ")", "）"))
    if before and reads_as_credit(tail[at:], bare=bare, pen=bare):
        byline = parse_byline(tail[at:], issued=issued)
        yield Candidate(byline, _rank(byline, 0))


def _after_last_stop(text: str) -> str:
    """……。文/本报记者 张三 图/本报记者 李四: what stands after the last stop of a paragraph."""
    tail = text[-LONGEST_TAIL:]
    at = max(map(tail.rfind, _STOP)) + 1
    return trim(tail[at:]) if at else ""


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """A caption as its words and its credit: (图为…, 本报记者 韩莹 摄); None for what is not there.

    Both are cut from the caption as printed, without the white space around them.
    """
    text = trim(caption)
    if not text:
        return None, None
    start = max(0, len(text) - LONGEST_TAIL - 1)
    for at in _cuts(fold(text[start:]), start == 0):
        at += start
        tail = trim(text[at:])
        if tail and not _has_stop(tail) and is_picture_reading(tail, read_line(tail)):
            return trim(text[:at]) or None, tail
    return text, None


def ends_in_picture_credit(text: str) -> bool:
    """Whether the last words of a text say who made a picture: ……。本报记者 韩莹 摄."""
    if not may_credit_picture(text):
        return False
    whole = credit_of(text)
    if whole is not None and whole.picture:
        return True
    credit = split_credit(text)[1]
    found = credit_of(credit) if credit else None
    return found is not None and found.picture


def _has_stop(tail: str) -> bool:
    """A sentence before the credit."""
    return any(char in _STOP for char in tail[:-1])


def _cuts(tail: str, whole: bool) -> list[int]:
    """Where a credit may begin: at the start of it all, after a stop or space, at a bracket."""
    cuts = [0] if whole else []
    return cuts + [
        at for at in range(1, len(tail)) if tail[at - 1] in "。！？!?”… )" or tail[at] == "("
    ]
