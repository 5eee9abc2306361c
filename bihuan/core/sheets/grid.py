"""A sheet as rows of cells with its merged ranges, and a page: the same as texts, merges spread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from bihuan.core.sheets.texts import Cell, is_blank, is_formula_error, seen

_MOST_MERGED: Final = 3_000_000


class Merge(NamedTuple):
    """A merged range, both corners included, counted from 0. It may reach beyond the rows that hold
    anything.
    """

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as it was read from a file; everything counted from 0, row 0 being the sheet's first.

    `unstored`: cells whose formula has no stored value. `hidden`: the sheet itself is hidden.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    merges: Sequence[Merge] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unstored: frozenset[tuple[int, int]] = frozenset()
    hidden: bool = False


class Own(NamedTuple):
    """A cell that begins in its row: its column, its last column where it is merged, its text."""

    column: int
    last: int
    text: str


@dataclass
class Page:
    """A grid as texts. `text()` answers for every cell of a merged range with the text of its first cell."""

    grid: Grid
    texts: list[list[str]] = field(init=False)
    owners: dict[tuple[int, int], tuple[int, int]] = field(init=False, default_factory=dict)
    spans: dict[tuple[int, int], Merge] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = [[seen(cell) for cell in row] for row in self.grid.rows]
        self.width = max((len(row) for row in self.texts), default=0)
        for row in self.texts:
            row.extend([""] * (self.width - len(row)))
        self._spread(self.grid.merges)

    def _spread(self, merges: Iterable[Merge]) -> None:
        """Clipped to what is there: a range such as A3:XFD1048576 must not be walked as it stands."""
        left_over = _MOST_MERGED
        for merge in merges:
            bottom, right = min(merge.bottom, self.height - 1), min(merge.right, self.width - 1)
            if merge.top > bottom or merge.left > right:
                continue
            left_over -= (bottom - merge.top + 1) * (right - merge.left + 1)
            if left_over < 0:
                return
            home = (merge.top, merge.left)
            self.spans[home] = Merge(merge.top, merge.left, bottom, right)
            for row in range(merge.top, bottom + 1):
                for column in range(merge.left, right + 1):
                    self.owners[row, column] = home

    @property
    def height(self) -> int:
        return len(self.texts)

    def home(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the merged range that covers a cell, or the cell itself."""
        return self.owners.get((row, column), (row, column))

    def text(self, row: int, column: int) -> str:
        """The cell's text, merges spread; formula errors (#REF!) and marks such as “/” are kept as they
        stand.
        """
        home = self.owners.get((row, column))
        if home is None:
            return self.texts[row][column]
        return self.texts[home[0]][home[1]] or self.texts[row][column]

    def raw(self, row: int, column: int) -> Cell:
        """The cell as the file holds it; rows may be shorter than the page is wide."""
        cells = self.grid.rows[row]
        return cells[column] if column < len(cells) else None

    def broken(self, row: int, column: int) -> bool:
        """The cell holds a formula without a value, or with an error for a value."""
        home = self.home(row, column)
        return home in self.grid.unstored or is_formula_error(self.texts[home[0]][home[1]])

    @cached_property
    def _own(self) -> dict[int, list[Own]]:
        return {}

    def own(self, row: int) -> list[Own]:
        """The cells that begin in a row and say something, left to right."""
        known = self._own.get(row)
        if known is None:
            known = []
            for column, text in enumerate(self.texts[row]):
                if not text or is_blank(text):
                    continue
                span = self.spans.get((row, column))
                known.append(Own(column, span.right if span else column, text))
            self._own[row] = known
        return known
