"""A table of gains in; the places of the best sum out, one in each row and column at most.

The Hungarian algorithm with potentials, by shortest augmenting paths: rows² × columns steps. An
import of scipy.optimize for the same costs more than a whole page does.
"""

from __future__ import annotations

from collections.abc import Sequence

Gains = Sequence[Sequence[float]]


def best_places(gains: Gains) -> list[tuple[int, int]]:
    """(row, column) of the best sum, every row placed where there are columns enough."""
    if not gains or not gains[0]:
        return []
    if len(gains) > len(gains[0]):
        turned = [list(column) for column in zip(*gains, strict=True)]
        return sorted((row, column) for column, row in best_places(turned))
    table = _Table(gains)
    for row in range(len(gains)):
        table.place(row)
    return sorted((row, column) for column, row in enumerate(table.row_of[:-1]) if row >= 0)


class _Table:
    """The rows placed so far, with the potentials that prove their places best.

    The last column is none of the table: where a row that is being placed stands meanwhile.
    """

    def __init__(self, gains: Gains) -> None:
        self.gains = gains
        self.columns = len(gains[0])
        self.row_of = [-1] * (self.columns + 1)
        self._of_row = [0.0] * len(gains)
        self._of_column = [0.0] * (self.columns + 1)

    def place(self, row: int) -> None:
        """Give the row a column, others moving along the cheapest path."""
        self.row_of[self.columns] = row
        least = [float("inf")] * self.columns
        before = [self.columns] * self.columns
        seen = [False] * (self.columns + 1)
        column = self.columns
        while self.row_of[column] >= 0:
            seen[column] = True
            column = self._nearest(column, least, before, seen)
        while column != self.columns:
            self.row_of[column] = self.row_of[before[column]]
            column = before[column]
        self.row_of[self.columns] = -1

    def _nearest(self, column: int, least: list[float], before: list[int], seen: list[bool]) -> int:
        """The column reached next at the least loss; potentials follow."""
        row = self.row_of[column]
        gains, own, theirs = self.gains[row], self._of_row[row], self._of_column
        nearest, step = -1, float("inf")
        for at in range(self.columns):
            if seen[at]:
                continue
            loss = -gains[at] - own - theirs[at]
            if loss < least[at]:
                least[at], before[at] = loss, column
            if least[at] < step:
                nearest, step = at, least[at]
        for at in range(self.columns + 1):
            if seen[at]:
                self._of_row[self.row_of[at]] += step
                theirs[at] -= step
            elif at < self.columns:
                least[at] -= step
        return nearest
