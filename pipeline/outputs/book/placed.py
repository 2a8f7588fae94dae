"""Where a grid stands in the workbook, and what its formulas are in Excel's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.utility import (
    quote_sheetname,
    xl_col_to_name,
    xl_range_abs,
)

from pipeline.domain.drawn import Book
from pipeline.domain.grid import (
    Check,
    Formula,
    Grid,
    GridColumn,
    GridRow,
    Medium,
    Ratio,
    Same,
    Stretches,
    SumOfColumns,
    SumOfRows,
    SumWhere,
    kind_of,
)


class _All(Mapping[int, GridRow]):
    """All rows of a grid by their place, made as they are asked for."""

    def __init__(self, rows: Sequence[GridRow]) -> None:
        self._rows = rows

    def __getitem__(self, at: int) -> GridRow:
        if at not in range(len(self._rows)):
            raise KeyError(at)
        return self._rows[at]

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self._rows)))

    def __len__(self) -> int:
        return len(self._rows)


@dataclass(frozen=True)
class Placed:
    """A grid on a sheet; rows and columns count from 0."""

    sheet: str
    grid: Grid
    header: int  # its first row of headers

    @cached_property
    def columns(self) -> tuple[GridColumn, ...]:
        """The columns a sheet shows."""
        return self.grid.columns_on(Medium.BOOK)

    @cached_property
    def grouped(self) -> bool:
        """Whether headers stand over headers."""
        return any(column.group for column in self.columns)

    @property
    def first(self) -> int:
        """The row of its first line."""
        return self.header + 1 + self.grouped + self.grid.numbered

    @property
    def last(self) -> int:
        """The row of its last line; the one before its first where it has none."""
        return self.first + len(self.rows) - 1

    @cached_property
    def rows(self) -> Mapping[int, GridRow]:
        """The rows a sheet shows, by their place in the grid."""
        rows = self.grid.rows
        return _All(rows) if isinstance(rows, Stretches) else dict(self.grid.rows_on(Medium.BOOK))

    @cached_property
    def _lines(self) -> dict[int, int]:
        return {at: line for line, at in enumerate(self.rows, start=self.first)}

    @cached_property
    def _across(self) -> dict[str, int]:
        return {column.id: at for at, column in enumerate(self.columns)}

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {column: xl_col_to_name(at) for column, at in self._across.items()}

    def line(self, row: int) -> int:
        """Return where a row of the grid stands."""
        return self.first + row if isinstance(self.rows, _All) else self._lines[row]

    def at(self, column: str) -> int:
        """Return where a column stands."""
        return self._across[column]

    def shows(self, column: str) -> bool:
        """Whether a column stands on the sheet."""
        return column in self._across

    def cell(self, row: int, column: str) -> str:
        """Return a cell's name."""
        return f"{self._letters[column]}{self.line(row) + 1}"

    def named(self, reference: str) -> str:
        """Return a reference as other sheets write it."""
        return f"{quote_sheetname(self.sheet)}!{reference}"

    def down(self, column: str) -> str:
        """Return a whole column of lines as other sheets write it."""
        if column not in self._whole:
            at = self.at(column)
            self._whole[column] = self.named(xl_range_abs(self.first, at, self.last, at))
        return self._whole[column]

    @cached_property
    def _whole(self) -> dict[str, str]:
        """What whole columns are called, as far as it was asked."""
        return {}


@dataclass(frozen=True)
class Places:
    """All grids of a book, each where it stands, by its id."""

    book: Book
    by_id: Mapping[str, Placed]

    @cached_property
    def _by_kind(self) -> dict[str, list[Placed]]:
        """All parts of each grid, as they stand."""
        kinds: dict[str, list[Placed]] = {}
        for id, placed in self.by_id.items():
            kinds.setdefault(kind_of(id), []).append(placed)
        return kinds

    def parts(self, grid: str) -> Sequence[Placed]:
        """Return a grid, or all parts of it."""
        return self._by_kind.get(grid, ())


def excel(formula: Formula, here: Placed, row: int, column: str, places: Places) -> str:
    """Return a formula as it is written in a cell."""
    all = places.by_id
    match formula:
        case SumOfRows(rows):
            lines = [here.line(one) for one in rows]
            return f"=SUM({','.join(_stretches(lines, xl_col_to_name(here.at(column))))})"
        case SumOfColumns():
            return f"={_sum(formula, here, row)}"
        case Ratio(part, whole):
            top, bottom = _sum(part, here, row), _sum(whole, here, row)
            nothing = places.book.unknown
            return f'=IF({bottom}=0,"{nothing}",{_one(top)}/{_one(bottom)})'
        case SumWhere(grid, summed, where, like):
            sums = []
            for data in places.parts(grid):
                own = [(data.down(there), f"${here.cell(row, id)}") for there, id in like]
                fixed = [(data.down(there), f'"{words}"') for there, words in where]
                held = ",".join(part for pair in (*own, *fixed) for part in pair)
                sums.append(f"SUMIFS({data.down(summed)},{held})")
            return "=" + "+".join(sums)
        case Same(grid, there, id):
            return f"={all[grid].named(all[grid].cell(there, id))}"


def check(cell: Check, here: Placed, column: str, places: Places) -> str:
    """Return the formula that says whether two numbers are the same."""
    own = here.cell(cell.row, column)
    other = excel(cell.other, here, cell.row, column, places).removeprefix("=")
    return f'=IF({own}={other},"{places.book.agrees}","{places.book.differs}")'


def _sum(formula: SumOfColumns, here: Placed, row: int) -> str:
    added = "+".join(here.cell(row, id) for id in formula.columns)
    return "-".join((added, *(here.cell(row, id) for id in formula.less)))


def _one(expression: str) -> str:
    """Hold a sum together."""
    return f"({expression})" if "+" in expression or "-" in expression else expression


def _stretches(lines: Sequence[int], column: str) -> list[str]:
    """Name lines of a column, neighbours as one range."""
    joined: list[list[int]] = []
    for line in lines:
        if joined and joined[-1][-1] == line - 1:
            joined[-1].append(line)
        else:
            joined.append([line])
    names = [[f"{column}{line + 1}" for line in (run[0], run[-1])] for run in joined]
    return [first if first == last else f"{first}:{last}" for first, last in names]
