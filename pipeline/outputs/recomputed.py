"""What each cell of a grid must say, its numbers worked out anew from the figures they state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import isclose

from pipeline import texts
from pipeline.domain.figure import Figures
from pipeline.domain.grid import (
    Cell,
    Grid,
    GridColumn,
    GridRow,
    Kind,
    Medium,
    Number,
    Phrase,
    Ratio,
    SumOfColumns,
    Words,
)
from pipeline.domain.shape import Shape
from pipeline.outputs.clean import clean_text

_OF_A_FIGURE = (Shape.COUNT, Shape.SIGNED, Shape.ORDINAL)  # shapes that print a figure itself


@dataclass(frozen=True, slots=True)
class Must:
    """What a cell has to say: a number in its shape, or words with numbers in them."""

    value: int | Fraction | str | None
    shape: Shape = Shape.COUNT
    mark: str = ""  # after it, on paper

    @property
    def words(self) -> str:
        """What it is, as a document writes it."""
        if isinstance(self.value, str):
            return clean_text(self.value)
        return texts.numbers.figure_words(self.value, self.shape) + self.mark

    def agrees(self, found: object) -> bool:
        """Tell whether it is what was read: words as written, or the number itself."""
        if isinstance(found, int | float):
            return isinstance(self.value, int | Fraction) and isclose(
                found, self.value, rel_tol=1e-12
            )
        return found == self.words


@dataclass(slots=True)
class Recomputed:
    """A grid as a medium shows it, and the figures that decide its numbers."""

    grid: Grid
    medium: Medium
    figures: Figures
    columns: tuple[GridColumn, ...] = field(init=False)
    places: Mapping[str, int] = field(init=False)  # of its columns

    def __post_init__(self) -> None:
        """Look up which columns the medium shows."""
        self.columns = self.grid.columns_on(self.medium)
        self.places = {column.id: at for at, column in enumerate(self.columns)}

    def plainly(self, at: int, row: GridRow, read: Sequence[object]) -> bool:
        """Tell at once of a row without label and state that each of its cells was read as it must.

        Most rows are such; of any other, and where a cell differs, `row` says what it must hold.
        KeyError as there.
        """
        if row.label or row.state or len(read) < len(self.columns):
            return False
        cells = row.cells
        for id, found in zip(self.places, read, strict=False):
            cell = cells.get(id)
            if isinstance(cell, Words):
                if found != clean_text(cell.text):
                    return False
            elif not self._says(at, cell, found):
                return False
        return True

    def _says(self, row: int, cell: Cell | None, found: object) -> bool:
        if cell is None:
            return found == ""
        if isinstance(cell, Number) and cell.figure and not cell.made:
            stated = cell.shape in _OF_A_FIGURE and self.figures[cell.figure].value
            if stated is not False and stated == found:
                return True
        return self._cell(row, cell).agrees(found)

    def row(self, at: int) -> Iterator[tuple[GridColumn, Must]]:
        """Say what each cell of a row must hold; of some under one text the first.

        KeyError where it states a figure that nobody merged.
        """
        row, columns = self.grid.rows[at], self.columns
        labelled = 0
        if row.label:
            yield columns[0], Must(row.label)
            cells = (i for i, one in enumerate(columns) if one.id in row.cells)
            labelled = len(columns) if row.kind is Kind.GROUP else next(cells, len(columns))
        state = row.state
        covered = [one for one in columns if state and one.id in state.columns]
        if state and covered:
            why = state.why if self.medium is Medium.BOOK else ""
            yield covered[0], Must(why or state.text)
        for column in columns[labelled:]:
            if column not in covered:
                yield column, self._cell(at, row.cells.get(column.id))

    def _cell(self, row: int, cell: Cell | None) -> Must:
        match cell:
            case Number():
                return Must(self._number(row, cell), cell.shape, cell.mark)
            case Phrase():
                return Must("".join(self._part(row, part) for part in cell.parts))
        return Must(texts.tables.cell_words(cell))

    def _part(self, row: int, part: Words | Number) -> str:
        if isinstance(part, Words):
            return part.text
        return Must(self._number(row, part), part.shape, part.mark).words

    def _number(self, row: int, number: Number) -> int | Fraction | None:
        if number.made:
            return number.made.value(self.figures)
        if number.figure and number.shape in _OF_A_FIGURE:
            return self.figures[number.figure].value
        match number.formula:
            case SumOfColumns() as sum:
                return self._sum(row, sum)
            case Ratio(part, whole):
                counted, among = self._sum(row, part), self._sum(row, whole)
                if counted is None or not among:
                    return None
                return Fraction(counted) / among
        return number.value

    def _sum(self, row: int, sum: SumOfColumns) -> int | Fraction | None:
        whole: int | Fraction = 0
        for sign, columns in ((1, sum.columns), (-1, sum.less)):
            for column in columns:
                cell = self.grid.rows[row].cells.get(column)
                value = self._number(row, cell) if isinstance(cell, Number) else None
                if value is None:
                    return None
                whole += sign * value
        return whole
