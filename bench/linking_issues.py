"""Real articles in, test issues out: cut, printed with every form of jump line, and with faults."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from parser.labels import split_label
from parser.model import Article, Issue, Page

_SIGNS = "①②③④⑤⑥"
_NUMERALS = "〇一二三四五六七八九"
#: {c} 三, {d} 3, {w} ３, {s} an item sign or nothing. A form is taken with its own brackets.
TO_FORMS = (
    "（下转第{c}版{s}）", "(下转第{d}版{s})", "（下转第 {d} 版{s}）", "【下转{d}版{s}】",
    "（下转第\u3000{c}\u3000版{s}）", "〔下接{c}版{s}〕", "（下转第{w}版{s}）", "[下转第{d}版{s})",
    "（未完，下转第{c}版{s}）", "（转第{c}版{s}）", "▶下转第{d}版{s}", "→下转第{c}版{s}",
    "（紧接第{c}版{s}）", "（下转第{c}版右上角{s}）", "（下转{c}版{s}）", "（下转第{c}版{s}",
    "下转第{c}版{s}）", "《下转第{d}版{s}》", "（下轉第{c}版{s}）",
)  # fmt: skip
TO_LETTERED = (
    "（下转{l}版{s}）",
    "▶下转{l}版{s}",
    "(下转{l}版{s})",
    "（下转第{l}版{s}）",
    "（下转{l}{s}）",
)
FROM_FORMS = (
    "（上接第{c}版{s}）", "(上接第{d}版{s})", "（上接第 {d} 版{s}）", "【上接{d}版{s}】",
    "▲上接第{c}版{s}", "◀上接第{d}版{s}", "〔上接{c}版{s}〕", "（上接第{w}版{s}）",
    "（接第{c}版{s}）", "《上接第{d}版{s}》", "（上接{c}版{s}）", "上接第{c}版{s}）",
)  # fmt: skip
FROM_LETTERED = ("◀上接{l}版{s}", "（上接{l}版{s}）", "（上接第{l}版{s}）", "▲上接{l}版{s}")
#: Printed on a line of their own.
ALONE_TO = ("下转第{c}版{s}", "下转{d}版{s}", "转第{c}版{s}", "紧接第{c}版{s}", "下转{c}版{s}")
ALONE_FROM = ("上接第{c}版{s}", "上接{d}版{s}", "上接第 {d} 版{s}", "上接{c}版{s}")

FAULTS = ("wrong page", "no such page", "page not held", "no tail", "no head", "two candidates")


@dataclass(frozen=True, slots=True)
class Story:
    """A real article."""

    headline: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planted:
    """A jump line as printed, and what is true of it."""

    article: str
    text: str
    verdict: str
    case: str


@dataclass(slots=True)
class _Piece:
    """A piece while its issue is made up."""

    page: int
    headline: str | None
    paragraphs: list[str]
    #: Jump lines it prints: text, verdict, case.
    jumps: list[tuple[str, str, str]] = field(default_factory=list)
    name: str = ""


@dataclass(frozen=True, slots=True)
class TestIssue:
    """An issue with its truth."""

    issue: Issue
    pairs: frozenset[tuple[str, str]]
    planted: tuple[Planted, ...]


def make_issue(
    day: str, stories: list[Story], rng: random.Random, *, pages: int, pieces: int
) -> TestIssue:
    """One issue: about one piece in eight is cut, about one cut in four has a planted fault."""
    return _Maker(rng, pages).make(day, stories, pieces)


class _Maker:
    def __init__(self, rng: random.Random, pages: int) -> None:
        self.rng = rng
        self.style = rng.choice(("plain", "plain", "lettered", "sections", "zeros"))
        self.labels = self._labels(pages)
        #: Labels the issue has and we do not hold.
        self.missing = [self._next_label(1)]
        self.beyond = self._next_label(7)
        self.known = rng.random() < 0.8
        self.pieces: list[_Piece] = []
        self.pairs: list[tuple[_Piece, _Piece]] = []

    def _labels(self, pages: int) -> list[str]:
        if self.style == "lettered":
            return [f"A{at:02d}" for at in range(1, pages + 1)]
        if self.style == "sections":
            half = (pages + 1) // 2
            return [f"A{at:02d}" for at in range(1, half + 1)] + [
                f"B{at:02d}" for at in range(1, pages - half + 1)
            ]
        return [f"{at:03d}" if self.style == "zeros" else f"{at:02d}" for at in range(1, pages + 1)]

    def _next_label(self, step: int) -> str:
        letters, number = split_label(self.labels[-1]) or ("", 0)
        width = 3 if self.style == "zeros" else 2
        return f"{letters}{number + step:0{width}d}"

    def make(self, day: str, stories: list[Story], pieces: int) -> TestIssue:
        chosen = self.rng.sample(stories, min(len(stories), pieces))
        cuts = max(2, len(chosen) // 8)
        for story in chosen[:cuts]:
            self._plant(story, self.rng.choice(FAULTS) if self.rng.random() < 0.25 else None)
        for story in chosen[cuts:]:
            page = self.rng.randrange(len(self.labels))
            self.pieces.append(_Piece(page, story.headline or None, list(story.paragraphs)))
        return self._finished(day)

    def _plant(self, story: Story, fault: str | None) -> None:
        head_page = self.rng.choice((0, 0, 0, *range(len(self.labels) - 1)))
        tail_page = self.rng.randrange(head_page + 1, len(self.labels))
        first, second = cut(story.paragraphs, self.rng)
        head = _Piece(head_page, story.headline or None, first)
        tail = _Piece(tail_page, self._tail_headline(story), second)
        sign = self.rng.choice(_SIGNS) if self.rng.random() < 0.15 else ""
        to, back = self.labels[tail_page], self.labels[head_page]
        if fault is None and self.rng.random() < 0.15:
            self._given_twice(story, head, tail, back)
        elif fault is None:
            self._sound(head, tail, to, back, sign)
        else:
            self._faulty(fault, head, tail, to, back, sign)

    def _tail_headline(self, story: Story) -> str | None:
        roll = self.rng.random()
        if roll < 0.45 and story.headline:
            return story.headline
        if roll < 0.6 and len(story.headline) > 8:
            return story.headline[: self.rng.randint(5, len(story.headline))]
        return None

    def _sound(self, head: _Piece, tail: _Piece, to: str, back: str, sign: str) -> None:
        marks = self.rng.choice(("both", "both", "both", "to", "from"))
        if marks != "from":
            self._print_to(head, to, sign, "matched", "sound")
        if marks != "to":
            self._print_from(tail, back, sign, "matched", "sound")
        self.pieces += [head, tail]
        self.pairs.append((head, tail))

    def _given_twice(self, story: Story, head: _Piece, tail: _Piece, back: str) -> None:
        """The feeds that give the whole text on the first page: once more, or its end once more."""
        head.paragraphs = list(story.paragraphs)
        tail.headline = head.headline
        if self.rng.random() < 0.5:
            tail.paragraphs = list(story.paragraphs)
        else:
            self._print_from(tail, back, "", "matched", "sound")
        self.pieces += [head, tail]
        self.pairs.append((head, tail))

    def _faulty(
        self, fault: str, head: _Piece, tail: _Piece, to: str, back: str, sign: str
    ) -> None:
        if fault == "wrong page":
            others = [label for label in self.labels if label not in (to, back)]
            self._print_to(head, self.rng.choice(others), sign, "page-mismatch", fault)
            if self.rng.random() < 0.6:
                self._print_from(tail, back, sign, "matched", "sound")
            self.pieces += [head, tail]
            self.pairs.append((head, tail))
        elif fault == "no such page":
            verdict = "no-such-page" if self.known else "page-not-held"
            self._print_to(head, self.beyond, sign, verdict, fault)
            self.pieces.append(head)
        elif fault == "page not held":
            self._print_to(head, self.missing[0], sign, "page-not-held", fault)
            self.pieces.append(head)
        elif fault == "no tail":
            self._print_to(head, to, sign, "no-tail", fault)
            self.pieces.append(head)
        elif fault == "no head":
            self._print_from(tail, back, sign, "no-head", fault)
            self.pieces.append(tail)
        else:
            twin = _Piece(tail.page, tail.headline, list(tail.paragraphs))
            self._print_to(head, to, sign, "ambiguous", fault)
            for one in (tail, twin):
                self._print_from(one, back, sign, "ambiguous", fault)
            self.pieces += [head, tail, twin]

    def _print_to(self, piece: _Piece, label: str, sign: str, verdict: str, case: str) -> None:
        alone = self.rng.random() < 0.3
        text = self._form(label, sign, ALONE_TO if alone else TO_FORMS, TO_LETTERED)
        piece.jumps.append((text, verdict, case))
        roll = self.rng.random()
        if (alone and roll < 0.7) or roll < 0.1:
            piece.paragraphs.append(text)
        elif roll < 0.2 and "（" in text:
            at = text.index("第") if "第" in text else 3
            piece.paragraphs[-1] += text[:at]
            piece.paragraphs.append(text[at:])
        else:
            piece.paragraphs[-1] += text

    def _print_from(self, piece: _Piece, label: str, sign: str, verdict: str, case: str) -> None:
        alone = self.rng.random() < 0.3
        text = self._form(label, sign, ALONE_FROM if alone else FROM_FORMS, FROM_LETTERED)
        piece.jumps.append((text, verdict, case))
        if alone and piece.headline is None and self.rng.random() < 0.5:
            piece.headline = text
        elif alone:
            piece.paragraphs.insert(0, text)
        else:
            gap = self.rng.choice(("", "", "\u3000", " "))
            piece.paragraphs[0] = f"{text}{gap}{piece.paragraphs[0]}"

    def _form(
        self, label: str, sign: str, forms: tuple[str, ...], lettered: tuple[str, ...]
    ) -> str:
        letters, number = split_label(label) or ("", 0)
        if not letters and self.style == "zeros" and self.rng.random() < 0.7:
            letters = "A"
        if letters:
            width = self.rng.choice((1, 2))
            return self.rng.choice(lettered).format(l=f"{letters}{number:0{width}d}", s=sign)
        numeral = _chinese(number)
        wide = str(number).translate({48 + at: 0xFF10 + at for at in range(10)})
        return self.rng.choice(forms).format(c=numeral, d=number, w=wide, s=sign)

    def _finished(self, day: str) -> TestIssue:
        pages: list[Page] = []
        for at, label in enumerate(self.labels):
            own = [piece for piece in self.pieces if piece.page == at]
            self.rng.shuffle(own)
            articles: list[Article] = []
            for order, piece in enumerate(own, 1):
                piece.name = f"test-{day}-{label}-{order:02d}"
                articles.append(
                    Article(piece.name, headline=piece.headline, paragraphs=tuple(piece.paragraphs))
                )
            pages.append(Page(label, at + 1, articles=tuple(articles)))
        labels = (*self.labels, *self.missing) if self.known else None
        issue = Issue("test", "试验报", date.fromisoformat(day), labels=labels, pages=tuple(pages))
        planted = [
            Planted(piece.name, text.strip(), verdict, case)
            for piece in self.pieces
            for text, verdict, case in piece.jumps
        ]
        pairs = frozenset((head.name, tail.name) for head, tail in self.pairs)
        return TestIssue(issue, pairs, tuple(planted))


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    written = f"{_NUMERALS[tens] if tens > 1 else ''}{'十' if tens else ''}"
    return written + (_NUMERALS[ones] if ones or not tens else "")


def cut(paragraphs: tuple[str, ...], rng: random.Random) -> tuple[list[str], list[str]]:
    """The article in two: between paragraphs, between sentences or anywhere."""
    body = "\n".join(paragraphs)
    places: dict[str, Callable[[], list[int]]] = {
        "paragraph": lambda: [one.start() for one in re.finditer("\n", body)],
        "sentence": lambda: [one.end() for one in re.finditer("[。！？](?!”)", body)],
        "anywhere": lambda: [rng.randrange(40, len(body) - 30)],
    }
    kind = rng.choice(("paragraph", "sentence", "anywhere", "anywhere"))
    able = [at for at in places[kind]() if 40 <= at <= len(body) - 30]
    at = rng.choice(able) if able else rng.randrange(40, len(body) - 30)
    first, second = body[:at].strip(), body[at:].strip()
    return first.split("\n"), second.split("\n")
