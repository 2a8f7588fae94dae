"""What each number of a grid must be, worked out anew from the figures it states."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isclose

from pipeline import texts
from pipeline.domain.figure import Figures
from pipeline.domain.grid import Grid, Number, Phrase, Ratio, Shape, SumOfColumns
from pipeline.outputs.clean import clean_text

_OF_A_FIGURE = (Shape.COUNT, Shape.SIGNED, Shape.ORDINAL)  # shapes that print a figure itself


@dataclass(frozen=True, slots=True)
class Must:
    """What a cell has to say: a number, or words that hold numbers."""

    value: int | Fraction | None
    words: str

    def agrees(self, found: object) -> bool:
        """Tell whether it is what was read: words as written, or the number itself."""
        if isinstance(found, int | float):
            return self.value is not None and isclose(found, self.value, rel_tol=1e-12)
        return found == self.words


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A grid, and the figures that decide its numbers."""

    grid: Grid
    figures: Figures

    def cell(self, row: int, column: str) -> Must | None:
        """Say what a cell must hold; None where it states no number.

        KeyError where it states a figure that nobody merged.
        """
        cell = self.grid.rows[row].cells.get(column)
        if isinstance(cell, Number):
            value = self._number(row, cell)
            return Must(value, texts.numbers.figure_words(value, cell.shape))
        if isinstance(cell, Phrase) and cell.numbers:
            said = (
                texts.numbers.figure_words(self._number(row, part), part.shape)
                if isinstance(part, Number)
                else part.text
                for part in cell.parts
            )
            return Must(None, clean_text("".join(said)))
        return None

    def _number(self, row: int, number: Number) -> int | Fraction | None:
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
