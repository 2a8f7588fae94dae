"""A workbook as its readers give it: sheets of filled cells, and what stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any, cast

from pipeline.intake.clock import Stamp
from pipeline.intake.looks import PLAIN, Look
from pipeline.intake.shown import is_percent, misleads

_SHORT = 200  # letters of texts that are remembered


class CellKind(StrEnum):
    """What a cell holds, as the file's own types say."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"  # "#DIV/0!"
    UNCACHED = "uncached"  # a formula whose value was never stored


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell."""

    value: int | float | str | bool | date | datetime | time | None
    kind: CellKind
    formula: bool = False
    expression: str = ""  # of a formula whose value was never stored


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's filled cells by 0-based row and column."""

    name: str
    hidden: bool
    cells: Mapping[tuple[int, int], Cell]
    asides: tuple[str, ...] = ()  # what its printed margins and notes say
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    silent: frozenset[tuple[int, int]] = frozenset()  # formulas that show nothing
    days_from_1904: bool = False  # numbers of days count from there
    far: Mapping[tuple[int, int], str] = field(default_factory=dict)  # texts no table can hold
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[range, ...] = ()
    merges: tuple[tuple[range, range], ...] = ()
    prompts: tuple[str, ...] = ()  # what is shown when a cell is entered
    looks: Mapping[tuple[int, int], Look] = field(default_factory=dict)  # where not Excel's plain

    def hides(self, row: int, column: int) -> bool:
        """Tell whether nobody sees a cell.

        It is in a hidden row or column, under one it is merged with, or its letters do not show.
        """
        return (
            row in self.hidden_rows
            or self._look(row, column).unseen
            or any(column in columns for columns in self.hidden_columns)
            or any(
                row in rows and column in columns and (row, column) != (rows[0], columns[0])
                for rows, columns in self.merges
            )
        )

    def shows_otherwise(self, row: int, column: int) -> bool:
        """Tell whether a number is shown as another one than the cell holds."""
        number = self._number(row, column)
        return number is not None and misleads(self._look(row, column).format, number)

    def shows_percent(self, row: int, column: int) -> bool:
        """Tell whether a number is shown as so many hundredths."""
        number = self._number(row, column)
        return number is not None and is_percent(self._look(row, column).format, number)

    def _look(self, row: int, column: int) -> Look:
        return self.looks.get((row, column), PLAIN)

    def _number(self, row: int, column: int) -> float | None:
        cell = self.cells.get((row, column))
        is_number = cell is not None and cell.kind is CellKind.NUMBER
        return float(cast(float, cell.value)) if cell and is_number else None


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that passed."""

    sheets: tuple[Sheet, ...]
    stamp: Stamp
    has_macros: bool
    has_external_links: bool
    kind: str  # "xlsx", "xlsm", "xls"
    asides: tuple[str, ...] = ()  # what comments and properties say


def cell_of(value: Any, formula: bool) -> Cell:
    """Return a cell by the kind of value a reader gave."""
    is_long = isinstance(value, str) and len(value) > _SHORT
    return _cell_of(value, formula) if is_long else _known(value, formula)


@lru_cache(maxsize=8192, typed=True)  # a form's own words, and small numbers, come again
def _known(value: Any, formula: bool) -> Cell:
    return _cell_of(value, formula)


def _cell_of(value: Any, formula: bool) -> Cell:
    if isinstance(value, bool):
        return Cell(value, CellKind.BOOLEAN, formula)
    if isinstance(value, float) and value.is_integer():
        return Cell(int(value), CellKind.NUMBER, formula)
    if isinstance(value, int | float):
        return Cell(value, CellKind.NUMBER, formula)
    if isinstance(value, str):
        return Cell(value, CellKind.TEXT, formula)
    # Dates, times and durations: a count column must not take any of them for a number.
    known = value if isinstance(value, date | time) else str(value)
    return Cell(known, CellKind.DATE, formula)
