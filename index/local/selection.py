"""A query tree in, a mask of the stories that match out: every total is the sum of such a mask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np
from sqlalchemy import Connection

from index.local import exact
from index.local.columns import Columns, Mask
from index.request import BY_NAME, value_names
from index.search.tree import All, And, DateRange, Exact, Filter, Node, Not, Nothing, Or, Term
from index.text.folding import fold
from parser.labels import same_page

#: FTS5 columns of a title.
TITLE = ("head",)
_OTHERWISE = "写法不同（繁简、全半角、大小写、数字）"


class Selection:
    """Evaluates trees over one state of the archive."""

    def __init__(
        self, connection: Connection, columns: Columns, newspaper_names: Mapping[str, str]
    ) -> None:
        self.connection = connection
        self.columns = columns
        #: Code → name.
        self.newspaper_names = newspaper_names
        self._found: dict[tuple[str, bool, tuple[str, ...]], exact.Numbers] = {}
        self._masks: dict[tuple[str, ...], Mask] = {}
        #: The stories that the filters leave.
        self.scope = columns.live
        #: What a person should know about how the filters were read.
        self.notes: list[str] = []

    def spelled(self, node: Node) -> Node:
        """The tree with strings that no story prints in other spellings, where some story has one.

        Says so in the notes; also how many more a string would find in other spellings.
        """
        match node:
            case Exact(text, place):
                return self._spelled(node, Term(text, (text,), place))
            case And(children):
                return And(tuple(self.spelled(child) for child in children))
            case Or(children):
                return Or(tuple(self.spelled(child) for child in children))
            case _:
                return node

    def _spelled(self, printed: Exact, any_spelling: Term) -> Exact | Term:
        as_printed = self.mask(printed)
        others = self.mask(any_spelling) & ~as_printed
        if as_printed.any():
            if more := int((others & self.scope).sum()):
                self.notes.append(f"“{printed.text}”另有 {more} 篇{_OTHERWISE}，去掉引号可得")
            return printed
        if not others.any():
            return printed
        self.notes.append(f"没有一篇印作“{printed.text}”，列出的是{_OTHERWISE}的")
        return any_spelling

    def mask(self, node: Node) -> Mask:
        """The live stories that match."""
        return self._mask(node) & self.columns.live

    def _mask(self, node: Node) -> Mask:
        match node:
            case Term():
                return self._texts([node])
            case Exact():
                return self._texts([node])
            case Filter():
                return self._having(node)
            case DateRange(first, last):
                dates = self.columns.dates
                low = first.toordinal() if first else 0
                high = last.toordinal() if last else dates.max(initial=0)
                return (dates >= low) & (dates <= high)
            case All():
                return np.ones(self.columns.size, np.bool_)
            case Nothing():
                return np.zeros(self.columns.size, np.bool_)
            case Not(child):
                return ~self._mask(child)
            case And(children):
                return self._and(children)
            case Or(children):
                return any_of([self._mask(child) for child in children])

    def _and(self, children: tuple[Node, ...]) -> Mask:
        """Texts in one statement, so that the database meets their lists; the rest one by one."""
        texts = [child for child in children if isinstance(child, Term | Exact)]
        masks = [self._mask(child) for child in children if not isinstance(child, Term | Exact)]
        if texts:
            masks.append(self._texts(texts))
        return all_of(masks)

    def _texts(self, nodes: list[Term | Exact]) -> Mask:
        """Stories in which every word and string stands."""
        pairs: list[str] = []
        masks: list[Mask] = []
        for node in nodes:
            places = TITLE if node.place == "title" else ()
            folded = isinstance(node, Term)
            for wanted in node.words if isinstance(node, Term) else (node.text,):
                if len(wanted) == 1 or places:
                    masks.append(self.of(self.find(wanted, folded=folded, places=places)))
                else:
                    pairs.append(exact.expression(wanted, folded=folded))
        if pairs:
            masks.append(self._all(tuple(pairs)))
        return all_of(masks)

    def find(self, wanted: str, *, folded: bool, places: tuple[str, ...] = ()) -> exact.Numbers:
        """Numbers of the stories with a string; asked of the database once."""
        key = (wanted, folded, places)
        held = self._found.get(key)
        if held is None:
            held = exact.find(self.connection, wanted, folded=folded, places=places)
            # What is newer than the columns is left to the next search.
            held = self._found[key] = held[held < self.columns.size]
        return held

    def _all(self, pairs: tuple[str, ...]) -> Mask:
        held = self._masks.get(pairs)
        if held is None:
            held = self._masks[pairs] = self.of(exact.find_all(self.connection, pairs))
        return held

    def of(self, numbers: exact.Numbers) -> Mask:
        """Numbers → mask."""
        mask = np.zeros(self.columns.size, np.bool_)
        # The connection and the columns may be of two states: what is newer than both is left out.
        mask[numbers[numbers < self.columns.size]] = True
        return mask

    def _having(self, wanted: Filter) -> Mask:
        values = self.columns.values[wanted.property]
        names = values.names
        if BY_NAME[wanted.property].likeness == "label":
            chosen = [at for at, name in enumerate(names) if same_page(name, wanted.value)]
        else:
            chosen = [at for at, name in enumerate(names) if name == wanted.value]
            chosen = chosen or self._like(wanted, names)
        return values.having(chosen, self.columns.size)

    def _like(self, wanted: Filter, names: tuple[str, ...]) -> list[int]:
        """Values that fold alike, else that contain what was typed."""
        sought = fold(wanted.value).replace(" ", "")
        if not sought:
            return []
        labels = value_names(wanted.property, self.newspaper_names)
        forms = [fold(labels.get(name, name)).replace(" ", "") for name in names]
        alike = [at for at, form in enumerate(forms) if form == sought]
        return alike or [at for at, form in enumerate(forms) if sought in form]


def all_of(masks: Sequence[Mask]) -> Mask:
    """The stories in every mask."""
    return reduce(np.logical_and, masks)


def any_of(masks: Sequence[Mask]) -> Mask:
    """The stories in one mask or more."""
    return reduce(np.logical_or, masks)
