"""The parts of an issue in; what may be a head or a tail, and which pairs to weigh, out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from parser.continuation import weights as link_weights
from parser.continuation.evidence import Pages, Scales, cosine, title_likeness, total, weigh
from parser.continuation.floor import floor_of, is_orphan, is_shortened
from parser.continuation.parts import Part
from parser.jump.pages import labels_in
from parser.labels import PLACES, find_label, page_at, split_label
from parser.model import Direction, Issue, Jump
from parser.vocabulary import jumps as grammar

#: A jump line that names more pages than this is looked up on the first of them.
_MOST_PAGES = 6
#: More candidates than this are thinned to the likeliest before they are weighed.
_MOST_CANDIDATES = 40
#: And more than this to those whose page numbers agree before their words are compared.
_MOST_COMPARED = 100
#: In an issue of more pieces the other half is looked for by its headline alone.
_MOST_SEARCHED = 400
#: A text shorter than this is no half of anything unless it says so.
_SHORTEST = 8
#: Texts that begin and end alike in this many characters are one.
_SAME = 40
_ANOTHER_DAY = ("昨", "前日", "前天", "明")
#: 上接5月5日第三版: a paper names a day for another day's page only.
_NAMED_DAY = re.compile(r"[\d一二三四五六七八九十〇]{1,3}月[\d一二三四五六七八九十〇]{1,3}日")


@dataclass(frozen=True, slots=True)
class End:
    """One end of a possible link: a part, and the jump lines that make it one, if any."""

    part: Part
    #: Indices into the article's jumps; () where it prints none.
    jumps: tuple[int, ...]
    #: Labels as printed, normalised.
    pages: tuple[str, ...]
    #: Places in the issue of the pages that are meant and here.
    places: frozenset[int]
    sign: str | None
    #: None of the pages is here, and one of them exists or may.
    away: bool = False

    @property
    def marked(self) -> bool:
        """Whether a jump line is printed."""
        return bool(self.jumps)


@dataclass(frozen=True, slots=True)
class Edge:
    """A pair weighed: the head's and the tail's place in their lists, and the log-odds."""

    head: int
    tail: int
    score: float
    #: What the score must exceed.
    floor: float
    #: What the whole must lose by any other reading for this one to be sure.
    margin: float


def another_day(jump: Jump) -> bool:
    """續昨第三版: the other half stands in another issue."""
    named = _NAMED_DAY.search("".join(jump.text.split())) is not None
    return named or any(word in jump.text for word in _ANOTHER_DAY)


def places_of(issue: Issue, wanted: str, at: str) -> frozenset[int]:
    """The places of the pages that a jump line on page `at` means by `wanted`."""
    held = [page.label for page in issue.pages]
    label = find_label(meant(issue, wanted, at), held, at=at)
    return frozenset(place for place, one in enumerate(held) if one == label)


def page_exists(issue: Issue, wanted: Sequence[str], at: str) -> bool | None:
    """Whether the issue has one of the pages: by what is held and by its labels, if known."""
    held = [page.label for page in issue.pages]
    wanted = [meant(issue, page, at) for page in wanted]
    if any(find_label(page, held, at=at) for page in wanted):
        return True
    if issue.labels is None:
        return None
    return any(find_label(page, [*issue.labels, *held], at=at) for page in wanted)


def meant(issue: Issue, wanted: str, at: str) -> str:
    """A page named by its place (末版, 次版) as its label; any other as it is.

    Where the issue's pages are not known, those held are looked at.
    """
    if wanted not in PLACES:
        return wanted
    labels = issue.labels or [page.label for page in issue.pages]
    return page_at(wanted, labels, at=at) or wanted


def surely_meant(issue: Issue, wanted: str) -> bool:
    """Whether the page is known for certain: 末版 and 次版 only where all pages are."""
    unsure = PLACES.get(wanted) not in (None, "first", "same")
    return not (unsure and issue.labels is None)


def marked_ends(
    issue: Issue,
    parts: Sequence[Part],
    direction: Direction,
    settled: Set[tuple[int, int]] = frozenset(),
) -> list[End]:
    """The ends that jump lines of one direction make; the same line twice makes one.

    `settled` holds the jump lines already answered, by the part's index and their own.
    """
    ends: list[End] = []
    for part in parts:
        alike: defaultdict[tuple[tuple[str, ...], str | None], list[int]] = defaultdict(list)
        for at, jump in enumerate(part.article.jumps):
            if jump.direction != direction or another_day(jump):
                continue
            if (part.index, at) not in settled:
                alike[jump.pages, sign_key(jump.mark)].append(at)
        for (pages, sign), at_all in alike.items():
            for group, here in _page_groups(issue, part.page, pages, direction):
                away = not here and page_exists(issue, group, part.page) is not False
                ends.append(End(part, tuple(at_all), group, here, sign, away))
    return ends


def _page_groups(
    issue: Issue, at: str, pages: tuple[str, ...], direction: Direction
) -> list[tuple[tuple[str, ...], frozenset[int]]]:
    """下转第二、三版 has a tail on each page; 上接第一、二版 has one head on one of them.

    With each group the places it means: 下转A04、05版 into the double page A04-A05 has one tail.
    """
    single = direction == "from" or len(pages) <= 1
    groups = [pages] if single else [(page,) for page in pages[:_MOST_PAGES]]
    made: dict[frozenset[int] | tuple[str, ...], tuple[tuple[str, ...], frozenset[int]]] = {}
    for group in groups:
        here = frozenset[int]().union(*(places_of(issue, page, at) for page in group))
        before, _ = made.get(here, ((), here))
        made[here or group] = ((*before, *group), here)
    return list(made.values())


def sign_key(mark: str | None) -> str | None:
    """①, (1) and [一] as one: "1"; other signs as they are."""
    if mark is None:
        return None
    for run in grammar.ITEM_RUNS:
        if mark in run:
            return str(run.index(mark) + 1)
    number = labels_in(mark.translate(grammar.FOLD))
    parts = split_label(number[0]) if number else None
    return str(parts[1]) if parts else mark


class Candidates:
    """The ends of an issue, marked and unmarked, and the pairs among them worth weighing."""

    def __init__(
        self,
        issue: Issue,
        parts: Sequence[Part],
        scales: Scales,
        settled: Set[tuple[int, int]] = frozenset(),
        copies: Set[int] = frozenset(),
    ) -> None:
        self._scales = scales
        self._parts = [p for p in parts if _may_continue(p) and p.index not in copies]
        self._by_place: defaultdict[int, list[Part]] = defaultdict(list)
        self._by_title: defaultdict[str, list[Part]] = defaultdict(list)
        for part in self._parts:
            self._by_place[part.place].append(part)
            if part.title:
                self._by_title[part.title].append(part)
        self.heads = marked_ends(issue, parts, "to", settled)
        self.tails = marked_ends(issue, parts, "from", settled)
        self._marked_heads, self._marked_tails = len(self.heads), len(self.tails)
        self._head_of = {end.part.index for end in self.heads}
        self._tail_of = {end.part.index for end in self.tails}
        self._unmarked: dict[tuple[str, int], int] = {}

    def edges(self) -> list[Edge]:
        """Every pair weighed whose reading is not hopeless, once, in a fixed order."""
        pairs = set(self._pairs())
        return [edge for pair in sorted(pairs) if (edge := self._weighed(*pair)) is not None]

    def _pairs(self) -> Iterator[tuple[int, int]]:
        marked_tails = range(self._marked_tails)
        for row in range(self._marked_heads):
            head = self.heads[row]
            loose = [self._end("tail", part) for part in self._loose_tails(head)]
            columns = [*marked_tails, *loose]
            likely = self._likeliest([(head, self.tails[column]) for column in columns])
            yield from ((row, columns[at]) for at in likely)
        for column in marked_tails:
            tail = self.tails[column]
            rows = [self._end("head", part) for part in self._loose_heads(tail)]
            likely = self._likeliest([(self.heads[row], tail) for row in rows])
            yield from ((rows[at], column) for at in likely)

    def _loose_tails(self, end: End) -> list[Part]:
        """Parts without a jump line that may go on from a head: on its page, or elsewhere."""
        head = end.part
        found = [part for part in self._here(end) if not part.title or _titled_alike(head, part)]
        if head.title:
            searched = self._searched(head)
            found += [part for part in searched if is_orphan(part) or is_shortened(head, part)]
        return _without(found, self._tail_of | {head.index})

    def _loose_heads(self, end: End) -> list[Part]:
        """Parts without a jump line that may go on in a tail: on its page, or of its headline."""
        tail = end.part
        found = [part for part in self._here(end) if not tail.title or _titled_alike(part, tail)]
        if tail.title:
            found += [part for part in self._searched(tail) if is_shortened(part, tail)]
        return _without(found, self._head_of | {tail.index})

    def _here(self, end: End) -> list[Part]:
        return [part for place in sorted(end.places) for part in self._by_place[place]]

    def _searched(self, part: Part) -> list[Part]:
        """The parts of the issue; of a big one those of the same headline."""
        if len(self._parts) <= _MOST_SEARCHED:
            return self._parts
        return self._by_title.get(part.title, [])[:_MOST_CANDIDATES]

    def _end(self, side: str, part: Part) -> int:
        """The place of a part without a jump line in the list of heads or tails."""
        key = (side, part.index)
        if key not in self._unmarked:
            ends = self.heads if side == "head" else self.tails
            self._unmarked[key] = len(ends)
            ends.append(End(part, (), (), frozenset(), None))
        return self._unmarked[key]

    def _likeliest(self, pairs: list[tuple[End, End]]) -> list[int]:
        """The places of the pairs worth weighing: of many those whose pages agree, and alike."""
        kept = list(range(len(pairs)))
        if len(kept) > _MOST_COMPARED:
            kept = sorted(kept, key=lambda at: -_agreement(*pairs[at]))[:_MOST_COMPARED]
        if len(kept) > _MOST_CANDIDATES:
            kept = sorted(kept, key=lambda at: -self._likeness(*pairs[at]))[:_MOST_CANDIDATES]
        return sorted(kept)

    def _likeness(self, head: End, tail: End) -> float:
        alike = cosine(self._scales.whole(head.part), self._scales.whole(tail.part))
        return _agreement(head, tail) + 8 * alike

    def _weighed(self, row: int, column: int) -> Edge | None:
        head, tail = self.heads[row], self.tails[column]
        if head.part.index == tail.part.index or _same_text(head.part, tail.part):
            return None
        pages = page_evidence(head, tail)
        if head.part.page == tail.part.page and not (pages.to or pages.back):
            return None
        evidence = weigh(self._scales, head.part, tail.part, pages, (head.sign, tail.sign))
        floor = floor_of(pages, head.part, tail.part)
        return Edge(row, column, total(evidence), floor, pages.margin)


def _without(parts: list[Part], indices: set[int]) -> list[Part]:
    """The parts in order, each once, less those."""
    found = {part.index: part for part in parts if part.index not in indices}
    return [part for _, part in sorted(found.items())]


def page_evidence(head: End, tail: End) -> Pages:
    """What each end's jump line says of the other's page."""
    return Pages(
        to=tail.part.place in head.places if head.marked else None,
        back=head.part.place in tail.places if tail.marked else None,
        to_away=head.away,
        back_away=tail.away,
    )


def _agreement(head: End, tail: End) -> float:
    """How much speaks for a pair at a glance."""
    pages = page_evidence(head, tail)
    return bool(pages.to) + bool(pages.back) + (head.part.title == tail.part.title)


def _titled_alike(head: Part, tail: Part) -> bool:
    return title_likeness(head.title, tail.title) >= link_weights.TITLE_ALIKE_UNMARKED


def _same_text(head: Part, tail: Part) -> bool:
    """Two prints of one text do not go on from each other."""
    first, second = head.words, tail.words
    return first[:_SAME] == second[:_SAME] and first[-_SAME:] == second[-_SAME:]


def _may_continue(part: Part) -> bool:
    return part.article.kind in ("article", "photo") and len(part.words) >= _SHORTEST
