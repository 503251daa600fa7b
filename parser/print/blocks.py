"""The lines of a sheet in; headline stacks, column blocks and what stands alone out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from parser.layout.geometry import Box
from parser.print.lines import Column, Line, column_of
from parser.print.sheet import Sheet

#: Type of a headline, and of the lines that may stand with one (× body type).
HEADLINE, STACKED = 1.28, 1.08
#: Lines of one block differ in size by no more.
_ALIKE = 0.1
#: The white within a block is no more than this part of the usual pitch.
_PITCH = 1.32
#: A subheadline has no more characters.
_LONGEST = 60
#: Lines of a stack stand this close (× the larger one's size).
_CLOSE = 0.95


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one column below one another."""

    lines: tuple[Line, ...]
    #: Edges of its column.
    left: float
    right: float

    @property
    def top(self) -> float:
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        return self.lines[-1].bottom

    @property
    def size(self) -> float:
        return median(line.size for line in self.lines)

    @property
    def box(self) -> Box:
        """Its ground: the whole width of its column."""
        return Box(self.left, self.top, self.right, self.bottom + 0.12 * self.size)


@dataclass(frozen=True, slots=True)
class Stack:
    """The lines of one headline stack, from the first to the last."""

    lines: tuple[Line, ...]
    upright: bool = False

    @property
    def box(self) -> Box:
        edges = [(line.left, line.top, line.right, line.bottom) for line in self.lines]
        lefts, tops, rights, bottoms = zip(*edges, strict=True)
        return Box(min(lefts), min(tops), max(rights), max(bottoms))

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a sheet's lines are."""

    #: Size of most of the text, and the usual distance of its baselines.
    body: float
    pitch: float
    stacks: tuple[Stack, ...] = ()
    blocks: tuple[Block, ...] = ()
    #: Captions with the picture they stand under.
    captions: tuple[tuple[Box, Block], ...] = ()
    #: Head and foot of the page.
    furniture: tuple[Line, ...] = field(default=())


def parts_of(sheet: Sheet, lines: Sequence[Line], columns: Mapping[Column, int]) -> Parts:
    """Every line in exactly one part."""
    body = _body_size(lines)
    furniture, rest = _furniture(sheet, lines, body)
    big = [line for line in rest if line.size >= STACKED * body or line.upright]
    stacks, returned = _stacks(big, body, sheet.rules)
    small = [line for line in rest if line.size < STACKED * body and not line.upright]
    small = sorted([*small, *returned], key=lambda line: line.bottom)
    pitch = _pitch(small, body)
    blocks = _blocks(small, pitch, body, sheet.rules, columns)
    captions, blocks = _captions(sheet.pictures, blocks, body)
    wide = tuple(_widened(blocks, columns))
    return Parts(body, pitch, tuple(stacks), wide, captions, tuple(furniture))


def _body_size(lines: Iterable[Line]) -> float:
    """The size in which most characters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 4) / 4] += len(line.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _furniture(sheet: Sheet, lines: Sequence[Line], body: float) -> tuple[list[Line], list[Line]]:
    """The lines above the rule across the head of the page, and the others."""
    across = [
        rule.top
        for rule in sheet.rules
        if rule.width > 0.7 * sheet.width and rule.height < 4 and rule.top < 0.2 * sheet.height
    ]
    end = max(across, default=0.0)
    if not across:
        return [], list(lines)
    head = [line for line in lines if line.bottom <= end + 1]
    return head, [line for line in lines if line.bottom > end + 1]


def overlap(one: Line | Block | Box, other: Line | Block | Box) -> float:
    """The width that both cover; negative: the white between them."""
    return min(one.right, other.right) - max(one.left, other.left)


def parted(rules: Iterable[Box], upper: float, lower: float, left: float, right: float) -> bool:
    """Whether a level rule lies between two heights over some of that width."""
    return any(
        rule.height < 4
        and upper - 1 <= rule.top <= lower + 1
        and min(rule.right, right) - max(rule.left, left) > 0.3 * (right - left)
        for rule in rules
    )


def _stacks(
    big: Sequence[Line], body: float, rules: Sequence[Box]
) -> tuple[list[Stack], list[Line]]:
    """Big lines that stand together, and those that belong to the text after all."""
    groups: list[list[Line]] = []
    for line in sorted(big, key=lambda one: one.top):
        home = next((g for g in groups if any(_together(o, line, rules) for o in g)), None)
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    stacks, returned = [], []
    for group in groups:
        group, text = _without_text(group)
        returned += text
        upright, size = group[0].upright, max(line.size for line in group)
        if size >= HEADLINE * body or (upright and len(group[0].glyphs) > 3):
            stacks.append(Stack(tuple(group), upright))
        else:
            returned += group
    return stacks, returned


def _without_text(group: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """A stack without the text below it, where that is set a little larger than the page's."""
    biggest = max(range(len(group)), key=lambda at: (group[at].size, at))
    below = list(group[biggest + 1 :])
    running = sum(len(line.glyphs) for line in below) > _LONGEST
    if len(below) > 1 and (running or below[-1].text.endswith("。")):
        return list(group[: biggest + 1]), below
    return list(group), []


def _together(one: Line, other: Line, rules: Sequence[Box]) -> bool:
    """Whether two big lines are of one headline stack."""
    if one.upright or other.upright:
        beside = -overlap(one, other) < 0.9 * max(one.size, other.size)
        return one.upright and other.upright and beside and abs(one.top - other.top) < 3 * one.size
    size = max(one.size, other.size)
    upper, lower = (one, other) if one.top <= other.top else (other, one)
    if abs(one.bottom - other.bottom) < 0.3 * size:
        return -size < overlap(one, other) < 0 and abs(one.size - other.size) < 0.1 * size
    gap = lower.top - upper.bottom
    if overlap(one, other) < 0.3 * min(one.width, other.width) or gap > _CLOSE * size:
        return False
    return not parted(rules, upper.bottom, lower.top + 0.2 * size, lower.left, lower.right)


def _pitch(lines: Sequence[Line], body: float) -> float:
    """The usual distance from a baseline to the next one below it."""
    steps: Counter[float] = Counter()
    for at, line in enumerate(lines):
        for below in lines[at + 1 :]:
            step = below.bottom - line.bottom
            if step > 2.2 * body:
                break
            if step > 0.9 * body and overlap(line, below) > 0.6 * min(line.width, below.width):
                steps[round(step * 4) / 4] += 1
                break
    return steps.most_common(1)[0][0] if steps else 1.5 * body


def _blocks(
    lines: Sequence[Line],
    pitch: float,
    body: float,
    rules: Sequence[Box],
    columns: Mapping[Column, int],
) -> list[Block]:
    """Lines put below one another as long as pitch, size and column go on."""
    open_: list[list[Line]] = []
    for line in lines:
        best, least = None, 0.0
        for block in open_:
            distance = _distance(block, line, pitch, body, columns)
            if distance is not None and (best is None or distance < least):
                last = block[-1]
                if not parted(rules, last.bottom, line.bottom, last.left, last.right):
                    best, least = block, distance
        if best is None or _opens(line):
            open_.append([line])
        else:
            best.append(line)
    return [_block(lines_) for lines_ in open_]


def _opens(line: Line) -> bool:
    """A tail begins a piece by itself, headline or not."""
    return line.text.lstrip("（(◀【")[:2] == "上接"


def _distance(
    block: Sequence[Line], line: Line, pitch: float, body: float, columns: Mapping[Column, int]
) -> float | None:
    """How far a line stands from being the next of a block; None where it is none."""
    last = block[-1]
    step = line.bottom - last.bottom
    if not 0.6 * pitch < step < _PITCH * max(pitch, 1.2 * last.size):
        return None
    if abs(line.size - last.size) > _ALIKE * body and not _jump(line):
        return None
    home = column_of(line, columns)
    if home is not None and home == column_of(last, columns):
        return abs(step - pitch)
    edges = block[-6:]
    left, right = min(one.left for one in edges), max(one.right for one in edges)
    common = min(line.right, right) - max(line.left, left)
    outside = max(0.0, left - line.left) + max(0.0, line.right - right)
    if common < 0.6 * min(line.width, right - left):
        return None
    if len(block) > 2 and outside > 1.6 * body:
        return None
    return abs(line.left - left) + abs(step - pitch)


def _jump(line: Line) -> bool:
    return "下转" in line.text or "上接" in line.text


def _block(lines: Sequence[Line]) -> Block:
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    return Block(tuple(lines), left, right)


def _captions(
    pictures: Sequence[Box], blocks: Sequence[Block], body: float
) -> tuple[tuple[tuple[Box, Block], ...], list[Block]]:
    """The block that stands right under a picture and inside its width is its caption."""
    found: list[tuple[Box, Block]] = []
    for picture in pictures:
        under = [
            block
            for block in blocks
            if -2 <= block.top - picture.bottom < 1.7 * block.size
            and block.left > picture.left - 0.6 * block.size
            and block.right < picture.right + 0.8 * block.size
            and len(block.lines) <= 8
            and not _runs_on(block, body)
        ]
        if len(under) == 1:
            found.append((picture, under[0]))
    taken = {id(block) for _, block in found}
    return tuple(found), [block for block in blocks if id(block) not in taken]


def _runs_on(block: Block, body: float) -> bool:
    """Whether lines of the text's own type begin in mid-sentence: a column that a picture broke."""
    first = block.lines[0]
    same = abs(block.size - body) < 0.03 * body
    full = block.right - first.right < 0.6 * first.size
    return same and full and len(block.lines) > 2 and first.left - block.left < 0.3 * first.size


def _widened(blocks: Sequence[Block], columns: Mapping[Column, int]) -> list[Block]:
    """Blocks given the edges of the column they stand in, where one is known."""
    wide = []
    for block in blocks:
        homes = Counter(home for line in block.lines if (home := column_of(line, columns)))
        if homes:
            left, right = homes.most_common(1)[0][0]
            block = replace(block, left=min(left, block.left), right=max(right, block.right))
        wide.append(block)
    return wide
