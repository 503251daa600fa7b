"""Headline stacks and column blocks in; which block is read after which, out.

Every block follows one stack, one block or nothing, and is followed by at most one: an assignment
of least cost over the whole page, as Gao, Wang, Tang and Lin put it for Chinese newspapers (2013,
doi 10.1016/j.asoc.2012.07.012). Geometry proposes; how a column ends and the next begins decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parser.assignment import best_places
from parser.layout.geometry import Box
from parser.print.blocks import Block, Parts, Stack, overlap, parted
from parser.print.lines import Line

_NEVER = 1e6
#: A block that follows nothing: a piece without a headline.
_ALONE, _TAIL = 5.0, 0.5
#: What the ends of two columns say of each other.
_GOES_ON, _BREAKS = -3.0, 6.0
_TERMINAL = "。！？…”）】"
#: What a rule between two columns costs, where columns have rules and where pieces alone have.
_RULED, _PARTED = 0.7, 3.0
#: Between two columns of one piece lies no more white (em).
_GUTTER = 3.2


#: A line of people, or the opening of a report: no sentence goes on with it.
_OPENING = re.compile(
    r"[（(【■□◎●]?(?:本报|本刊|新华社)?(?:记者|通讯员|评论员)\S{0,12}$|本报讯|上接"
)


@dataclass(frozen=True, slots=True)
class Flow:
    """One piece: its stack, if it has one, and its blocks in reading order."""

    stack: Stack | None
    blocks: tuple[Block, ...]


def flows_of(parts: Parts, frames: Sequence[Box], rules: Sequence[Box]) -> list[Flow]:
    """All blocks and stacks, each in exactly one flow."""
    blocks, stacks = parts.blocks, parts.stacks
    page = _Page(parts, frames, rules)
    gains: list[list[float]] = []
    for after, block in enumerate(blocks):
        before = [page.after_block(other, block) for other in blocks]
        before[after] = _NEVER
        before += [page.after_stack(stack, block) for stack in stacks]
        # Last, nothing: a place of its own for each block.
        alone = [_NEVER] * len(blocks)
        alone[after] = _TAIL if _is_tail(block) else _ALONE
        gains.append([-cost for cost in (*before, *alone)])
    before_of = dict(best_places(gains))
    return _chains(blocks, stacks, before_of)


def _chains(
    blocks: Sequence[Block], stacks: Sequence[Stack], before_of: dict[int, int]
) -> list[Flow]:
    many = len(blocks)
    next_of = {before: after for after, before in before_of.items()}
    flows, seen = [], set()

    def chain(start: int | None) -> tuple[Block, ...]:
        found = []
        while start is not None and start not in seen:
            seen.add(start)
            found.append(blocks[start])
            start = next_of.get(start)
        return tuple(found)

    for number, stack in enumerate(stacks):
        flows.append(Flow(stack, chain(next_of.get(many + number))))
    heads = [at for at in range(many) if before_of[at] >= many + len(stacks)]
    # A ring of columns has no head: it is cut where its highest block stands.
    for at in (*heads, *sorted(range(many), key=lambda one: blocks[one].top)):
        if at not in seen:
            flows.append(Flow(None, chain(at)))
    return flows


class _Page:
    """What the costs are reckoned from."""

    def __init__(self, parts: Parts, frames: Sequence[Box], rules: Sequence[Box]) -> None:
        self.parts, self.frames, self.rules = parts, frames, rules
        self.body, self.pitch = parts.body, parts.pitch
        #: The level stack right above a block, and the nearest one however far up.
        self.roof = {id(block): self._stack_over(block, 3.2) for block in parts.blocks}
        self.under = {id(block): self._stack_over(block, 1e9) for block in parts.blocks}
        #: A rule between columns says little where all columns have them.
        self.crossing = _RULED if self._columns_ruled() else _PARTED

    def _columns_ruled(self) -> bool:
        """Whether rules stand between most columns of the page."""
        blocks = self.parts.blocks
        beside = [
            self._ruled(one, two)
            for one in blocks
            for two in blocks
            if 0 < two.left - one.right < _GUTTER * self.body and abs(one.top - two.top) < self.body
        ]
        return sum(beside) > 0.5 * len(beside)

    def _stack_over(self, block: Block, far: float) -> Stack | None:
        """The nearest level stack over some of a block's width, no further up than so many em."""
        over = [
            stack
            for stack in self.parts.stacks
            if not stack.upright
            and -0.5 * self.body <= block.top - stack.box.bottom < far * self.body
            and overlap(block, stack.box) > 0.3 * self.body
        ]
        return max(over, key=lambda stack: stack.box.bottom, default=None) or self._beside(block)

    def _beside(self, block: Block) -> Stack | None:
        """The upright stack that a block begins beside."""
        for stack in self.parts.stacks:
            box = stack.box
            level = abs(block.top - box.top) < 2 * self.body
            if (
                stack.upright
                and level
                and 0 < block.left - box.left < block.right - block.left + 4 * self.body
            ):
                return stack
        return None

    def _framed_apart(self, one: Box, other: Box) -> bool:
        """Whether one lies in a frame and the other does not."""
        return any(_inside(one, frame) != _inside(other, frame) for frame in self.frames)

    def after_stack(self, stack: Stack, block: Block) -> float:
        """The cost of a block being the first under a stack."""
        box, em = stack.box, self.body
        if self._framed_apart(box, block.box):
            return _NEVER
        start = _begins(block)
        words = {"new": -3.0, "on": 4.0, "either": -2.0}[start]
        if _is_tail(block):
            words = -4.0
        if stack.upright:
            beside = block.left - box.right
            if -0.5 * em < beside < 14 * em and abs(block.top - box.top) < 4 * em:
                return words + 0.2 * abs(block.top - box.top) / em + 0.1 * beside / em
            return _NEVER
        gap = (block.top - box.bottom) / em
        if not -0.6 < gap < 6.0:
            return _NEVER
        if parted(self.rules, box.bottom, block.top, block.left, block.right):
            words += 2.0
        aside = max(0.0, block.left - box.right, box.left - block.right) / (
            block.right - block.left
        )
        if aside > 4:
            return _NEVER
        # The first column is at the left end of what the stack stands over, or further left.
        late = max(0.0, block.left - box.left) / (block.right - block.left)
        return words + 0.5 * max(0.0, gap - 1.0) + 0.6 * aside + 1.5 * late

    def after_block(self, one: Block, two: Block) -> float:
        """The cost of `two` being read right after `one`."""
        em = self.body
        if abs(one.size - two.size) > 0.12 * em or self._framed_apart(one.box, two.box):
            return _NEVER
        if _is_tail(two) or _jumps(one):
            return _NEVER
        place = self._place(one, two)
        if place is None:
            return _NEVER
        return place + _seam(one, two)

    def _place(self, one: Block, two: Block) -> float | None:
        """What the places of two blocks cost, 0 for neighbours on one level."""
        em = self.body
        width, other = one.right - one.left, two.right - two.left
        # A column of a line or two does not show how wide it is.
        short = min(len(one.lines), len(two.lines)) < 3
        if abs(width - other) > 1.6 * em and not (short and other < width):
            return None
        roof = self.roof[id(two)]
        own = 3.0 if roof is not None and roof is not self.under[id(one)] else 0.0
        gutter = two.left - one.right
        if -0.3 * em < gutter < _GUTTER * em:
            if two.bottom < one.top - 40 * em:
                return None
            rise = abs(two.top - one.top) / em
            crossed = self.crossing if self._ruled(one, two) else 0.0
            return min(3.0, 0.35 * rise) + crossed + own
        if abs(one.left - two.left) < 1.2 * em and two.top > one.bottom - 0.5 * em:
            return self._below(one, two, own)
        if two.left < one.left and two.top > one.bottom - 2.5 * self.pitch:
            # The first column of the next row.
            drop = (two.top - one.bottom) / em
            return None if drop > 8 else 2.5 + 0.2 * max(0.0, drop) + own
        return None

    def _below(self, one: Block, two: Block, own: float) -> float | None:
        """The cost of going on further down in the same column."""
        gap = (two.top - one.bottom) / self.body
        between = Box(one.left, one.bottom, one.right, two.top)
        if any(
            overlap(between, s.box) > 0 and one.bottom < s.box.top < two.top
            for s in self.parts.stacks
            if not s.upright
        ):
            return None
        ruled = 3.0 if parted(self.rules, one.bottom, two.top, one.left, one.right) else 0.0
        return (1.0 if gap < 4 else 2.0) + ruled + own

    def _ruled(self, one: Block, two: Block) -> bool:
        """Whether an upright rule lies between two columns."""
        top, bottom = max(one.top, two.top), min(one.bottom, two.bottom)
        return any(
            rule.width < 4
            and one.right - 2 <= rule.left <= two.left + 2
            and min(rule.bottom, bottom) - max(rule.top, top) > 0.5 * (bottom - top)
            for rule in self.rules
        )


def _inside(box: Box, frame: Box) -> bool:
    middle, level = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return frame.left < middle < frame.right and frame.top < level < frame.bottom


def _seam(one: Block, two: Block) -> float:
    """What the end of one column and the beginning of another say of each other."""
    end, start = ends(one), _begins(two)
    if start == "either":
        return 0.0
    if end == "open":
        return _GOES_ON if start == "on" else _BREAKS
    if end == "closed":
        return 0.0 if start == "new" else _BREAKS
    return 0.0 if start == "new" else -0.5


def ends(block: Block) -> str:
    """Whether it is "open" in mid-sentence, "closed" on a short line, or "full" to the edge."""
    last = block.lines[-1]
    short = block.right - last.right > 1.6 * last.size or centred(last, block)
    if last.text[-1:] in _TERMINAL:
        return "closed" if short else "full"
    return "closed" if short and len(block.lines) > 1 else "open"


def _begins(block: Block) -> str:
    """Whether with a "new" paragraph, going "on" with one, or "either"."""
    first = block.lines[0]
    indent = (first.left - block.left) / first.size
    if centred(first, block) or _OPENING.match(first.text.replace(" ", "")):
        return "new"
    return "new" if indent > 1.2 else "on" if indent < 0.8 else "either"


def centred(line: Line, block: Block) -> bool:
    """Whether a line stands in the middle of its column."""
    before, after = line.left - block.left, block.right - line.right
    return before > 0.8 * line.size and abs(before - after) < 0.9 * line.size


def _is_tail(block: Block) -> bool:
    return block.lines[0].text.lstrip("（(◀【")[:2] == "上接"


def _jumps(block: Block) -> bool:
    """Whether it ends with a jump line: nothing follows."""
    return "下转" in block.lines[-1].text and len(block.lines[-1].text) < 16
