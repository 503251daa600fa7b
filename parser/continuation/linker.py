"""An issue in; the same issue out with what became of every jump line, and the stories they make.

`link` weighs all jump lines of the issue at once; `evidence` shows an editor what was weighed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from parser.continuation import reasons as link_words
from parser.continuation.assign import Choice, choose
from parser.continuation.candidates import (
    Candidates,
    Edge,
    End,
    another_day,
    page_evidence,
    page_exists,
    places_of,
    surely_meant,
)
from parser.continuation.copies import Copy, copies_of_halves, merged
from parser.continuation.evidence import Scales, ScorePart, probability, weigh
from parser.continuation.explain import Evidence, Side, evidence
from parser.continuation.parts import Part, Words, parts_of
from parser.continuation.repeats import Shared, is_block, is_repeated, shared_texts
from parser.continuation.stories import Link, LinkKind, Links
from parser.jump.article import extract
from parser.model import Continuation, Issue, Jump, Verdict

__all__ = ["Evidence", "Side", "evidence", "link"]

#: Text on more pages than this, and shorter than the second, is the paper's own furniture.
_FURNITURE_COPIES, _FURNITURE_LENGTH = 2, 200


def link(issue: Issue) -> Issue:
    """The issue with `continuations` and `stories`; linking a linked issue changes nothing.

    Jump lines still in the text are taken out first. Every jump line has one continuation; a
    text given on two pages without one has a continuation with `jump` None.
    """
    return link_extracted(_extracted(issue))


def link_extracted(issue: Issue) -> Issue:
    """The same for an issue whose jump lines stand in `jumps` alone."""
    if _stands_alone(issue):
        return replace(issue, continuations=(), stories=())
    linker = _Linker(issue)
    continuations = linker.continuations()
    return replace(issue, continuations=continuations, stories=linker.links.stories())


def _stands_alone(issue: Issue) -> bool:
    """Whether nothing can belong together: no jump line, and text on no more than one page."""
    texts = sum(any(article.paragraphs for article in page.articles) for page in issue.pages)
    return texts < 2 and not any(one.jumps for page in issue.pages for one in page.articles)


def _extracted(issue: Issue) -> Issue:
    pages = tuple(
        replace(page, articles=tuple(extract(article) for article in page.articles))
        for page in issue.pages
    )
    return issue if pages == issue.pages else replace(issue, pages=pages)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one jump line."""

    other: Part | None
    verdict: Verdict
    reason: str
    score: float | None = None


@dataclass(slots=True)
class _Linker:
    """One run over one issue."""

    issue: Issue
    parts: list[Part] = field(init=False)
    links: Links = field(init=False)
    #: By the part's index and the jump line's.
    answers: dict[tuple[int, int], Answer] = field(default_factory=dict)
    unprinted: list[tuple[Part, Part, Verdict, str, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parts = parts_of(self.issue)
        self.links = Links(self.parts)

    def continuations(self) -> tuple[Continuation, ...]:
        """One for each jump line in reading order, and one for each pair found without any."""
        shared = shared_texts(self.parts)
        printed = any(part.article.jumps for part in self.parts)
        copies = copies_of_halves(self.issue, self.parts) if printed else []
        self._answer_repeated(shared, copies)
        if printed:
            self._answer_merged(shared)
            self._answer_weighed(copies)
            self._add_copies(copies)
        self._find_blocks(shared)
        return self._listed()

    def _answer_repeated(self, shared: list[Shared], copies: list[Copy]) -> None:
        """Whole texts on two pages; a jump line between them is answered by that."""
        halves = {(one.whole.index, half.index) for one in copies for half in (one.head, one.tail)}
        pairs = [one for one in shared if is_repeated(one) and not _either_way(one, halves)]
        times = Counter(part.index for one in pairs for part in (one.first, one.second))
        # The nearest copies first: three prints of a text make a chain.
        for one in sorted(pairs, key=lambda one: one.second.index - one.first.index):
            often = max(times[one.first.index], times[one.second.index])
            if often >= _FURNITURE_COPIES and len(one.first.words) < _FURNITURE_LENGTH:
                continue
            if not self.links.add(Link(one.first.index, one.second.index, "repeated")):
                continue
            score = round(min(one.of_first, one.of_second), 3)
            reason = link_words.repeated(one.first, one.second)
            printed = self._settle(one.first, one.second, reason, score)
            if not printed:
                self.unprinted.append((one.first, one.second, "repeated", reason, score))

    def _settle(self, first: Part, second: Part, reason: str, score: float) -> bool:
        """Answer the jump lines that lead from one copy to the other."""
        printed = False
        for part, other, direction in ((first, second, "to"), (second, first, "from")):
            for at, jump in enumerate(part.article.jumps):
                if jump.direction == direction and self._leads(jump, part, other):
                    self.answers[part.index, at] = Answer(other, "repeated", reason, score)
                    printed = True
        return printed

    def _leads(self, jump: Jump, part: Part, other: Part) -> bool:
        return any(other.place in places_of(self.issue, page, part.page) for page in jump.pages)

    def _answer_merged(self, shared: list[Shared]) -> None:
        """Jump lines inside a text that the feed put together lead nowhere, and are no fault."""
        blocks = {one.first.index: one for one in shared if is_block(one)}
        for one in merged(self.issue, self.parts):
            to, back = (one.part.index, one.to), (one.part.index, one.back)
            block = blocks.get(one.part.index)
            if block is not None and to not in self.answers:
                self._answer_block(block, to)
            whole = Answer(None, "matched", link_words.merged(one.part))
            self.answers.setdefault(to, whole)
            self.answers.setdefault(back, whole)

    def _answer_block(self, shared: Shared, to: tuple[int, int]) -> None:
        """The second half once more on its own page: that, and its jump line, is a repetition."""
        head, tail = shared.first, shared.second
        if not self.links.add(Link(head.index, tail.index, "block")):
            return
        reason, score = link_words.block(head, tail), round(shared.of_second, 3)
        self.answers[to] = Answer(tail, "repeated", reason, score)
        for at, jump in enumerate(tail.article.jumps):
            if jump.direction == "from" and self._leads(jump, tail, head):
                self.answers.setdefault((tail.index, at), Answer(head, "repeated", reason, score))

    def _add_copies(self, copies: list[Copy]) -> None:
        """The whole text beside its halves: the last part of their story, given once more."""
        heads = {(one.whole.index, one.head.index) for one in copies}
        for one in copies:
            goes_on = (one.whole.index, one.tail.index) in heads
            if goes_on or not self.links.joined(one.head.index, one.tail.index):
                continue
            if self.links.add(Link(one.tail.index, one.whole.index, "repeated")):
                reason = link_words.copied(one.whole, one.head, one.tail)
                self.unprinted.append((one.head, one.whole, "repeated", reason, 1.0))

    def _answer_weighed(self, copies: list[Copy]) -> None:
        """All other jump lines of the issue at once."""
        proven = frozenset((one.head.index, one.tail.index) for one in copies)
        scales = Scales(Words(self.parts), proven)
        wholes = {one.whole.index for one in copies}
        candidates = Candidates(self.issue, self.parts, scales, self.answers.keys(), wholes)
        edges = candidates.edges()
        choice = choose(edges)
        for edge in sorted(choice.taken, key=lambda one: (-one.score, one.head, one.tail)):
            self._take(candidates, scales, edge)
        self._leave_open(candidates, choice)
        for part in self.parts:
            for at, jump in enumerate(part.article.jumps):
                if (part.index, at) not in self.answers:
                    self.answers[part.index, at] = self._without(part, jump)

    def _take(self, candidates: Candidates, scales: Scales, edge: Edge) -> None:
        head, tail = candidates.heads[edge.head], candidates.tails[edge.tail]
        pages = page_evidence(head, tail)
        evidence = weigh(scales, head.part, tail.part, pages, (head.sign, tail.sign))
        inside = any(one.name == "下文见于全文" for one in evidence)
        kind: LinkKind = "block" if inside else "cut"
        if not self.links.add(Link(head.part.index, tail.part.index, kind)):
            self._answer(head, Answer(None, "ambiguous", link_words.cycle()))
            self._answer(tail, Answer(None, "ambiguous", link_words.cycle()))
            return
        score = probability(edge.score)
        self._answer(head, self._found(head, tail.part, pages.to, evidence, score))
        self._answer(tail, self._found(tail, head.part, pages.back, evidence, score))
        answered = [(end.part.index, at) for end in (head, tail) for at in end.jumps]
        if not any(self.answers[key].other in (head.part, tail.part) for key in answered):
            reason = link_words.matched(head.part, tail.part, True, evidence)
            self.unprinted.append((head.part, tail.part, "matched", reason, score))

    def _answer(self, end: End, answer: Answer) -> None:
        """Give the end's jump lines an answer; the first found stands, a pair before a doubt."""
        for at in end.jumps:
            held = self.answers.get((end.part.index, at))
            if held is None or (held.other is None and answer.other is not None):
                self.answers[end.part.index, at] = answer

    def _found(
        self,
        end: End,
        other: Part,
        right: bool | None,
        evidence: tuple[ScorePart, ...],
        score: float,
    ) -> Answer:
        to = bool(end.jumps) and end.part.article.jumps[end.jumps[0]].direction == "to"
        if right is not False:
            reason = link_words.matched(end.part, other, to, evidence)
            return Answer(other, "matched", reason, score)
        exists = page_exists(self.issue, end.pages, end.part.page) is not False
        reason = link_words.mismatch(end.pages, other, to, exists=exists)
        return Answer(other, "page-mismatch", reason, score)

    def _leave_open(self, candidates: Candidates, choice: Choice) -> None:
        for at, edges in choice.open_heads.items():
            others = _distinct(candidates.tails[edge.tail].part for edge in edges)
            reason = link_words.ambiguous(others, to=True)
            score = probability(edges[0].score)
            self._answer(candidates.heads[at], Answer(None, "ambiguous", reason, score))
        for at, edges in choice.open_tails.items():
            others = _distinct(candidates.heads[edge.head].part for edge in edges)
            reason = link_words.ambiguous(others, to=False)
            score = probability(edges[0].score)
            self._answer(candidates.tails[at], Answer(None, "ambiguous", reason, score))

    def _without(self, part: Part, jump: Jump) -> Answer:
        """A jump line whose other half is not there: why."""
        to = jump.direction == "to"
        if another_day(jump):
            return Answer(None, "page-not-held", link_words.other_day())
        sure = [page for page in jump.pages if surely_meant(self.issue, page)]
        if any(places_of(self.issue, page, part.page) for page in sure):
            reason = link_words.nothing_there(jump.pages, part, to)
            return Answer(None, "no-tail" if to else "no-head", reason)
        known = page_exists(self.issue, jump.pages, part.page) if sure else None
        if known is False:
            labels = self.issue.labels or ()
            return Answer(None, "no-such-page", link_words.no_such_page(jump.pages, labels))
        reason = link_words.not_held(jump.pages, known=bool(known))
        return Answer(None, "page-not-held", reason)

    def _find_blocks(self, shared: list[Shared]) -> None:
        """The whole text on one page and its last part on another, with no jump line."""
        for one in shared:
            head, tail = one.first, one.second
            if self.links.joined(head.index, tail.index) or not is_block(one):
                continue
            self.links.add(Link(head.index, tail.index, "block"))
            reason = link_words.block(head, tail)
            self.unprinted.append((head, tail, "matched", reason, round(one.of_second, 3)))

    def _listed(self) -> tuple[Continuation, ...]:
        listed: list[Continuation] = []
        for part in self.parts:
            for at, jump in enumerate(part.article.jumps):
                listed.append(_continuation(part, jump, self.answers[part.index, at]))
            for head, tail, verdict, reason, score in self.unprinted:
                if head.index == part.index:
                    listed.append(
                        Continuation(head.article.id, tail.article.id, None, verdict, reason, score)
                    )
        return tuple(listed)


def _either_way(shared: Shared, pairs: set[tuple[int, int]]) -> bool:
    first, second = shared.first.index, shared.second.index
    return (first, second) in pairs or (second, first) in pairs


def _distinct(parts: Iterable[Part]) -> list[Part]:
    return list({part.index: part for part in parts}.values())


def _continuation(part: Part, jump: Jump, answer: Answer) -> Continuation:
    other = answer.other.article.id if answer.other else None
    head, tail = (part.article.id, other) if jump.direction == "to" else (other, part.article.id)
    return Continuation(head, tail, jump.text, answer.verdict, answer.reason, answer.score)
