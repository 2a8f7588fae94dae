"""A sheet that may hold a list as long as all units' counts, kept as numbers and not as cells.

The library keeps a cell as a tuple in a dictionary of its row, and writes it in pieces; for the
half a million rows of ten thousand units that is a gigabyte. What is written is the same.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range

from pipeline.outputs.book.look import Sheet

Coded = tuple[int, int]  # a kind of cell; and a number, or of words their place among all


class LeanSheet(Sheet):
    """A sheet whose last rows may be a list."""

    def __init__(self) -> None:
        """Begin without a list."""
        super().__init__()
        self._list_first = self._width = 0
        self._cells: dict[tuple[type, Any], int] = {}  # kinds of cells, by what and how they look
        self._rows: dict[tuple[int, ...], int] = {}  # kinds of rows, by those of their cells
        self._kinds = array("L")  # of each row
        self._values = array("q")  # of all cells, row by row

    def begin_list(self, first: int, columns: int) -> None:
        """Begin the list at a row; no cell may be written beside or below it."""
        self._list_first, self._width = first, columns

    def coded(self, value: str | int | None, style: Any) -> Coded:
        """Return a cell as the list keeps it; one that stands in it many times is coded once."""
        kind = self._cells.setdefault((type(value), style), len(self._cells))
        if isinstance(value, str):
            place = self.str_table._get_shared_string_index(value)
            self.str_table.count -= 1  # each cell of the list is counted at its end
            return kind, place
        return kind, value or 0

    def add_to_list(self, row: Iterable[Coded]) -> None:
        """Add a row, with a cell for each column."""
        kinds, values = zip(*row, strict=True)
        self._kinds.append(self._rows.setdefault(kinds, len(self._rows)))
        self._values.extend(values)

    def end_list(self) -> None:
        """Let the sheet know how far the list goes, and the workbook how many words it holds."""
        if self._check_dimensions(self._last, self._width - 1):
            raise OverflowError(f"a sheet has no row {self._last + 1}")
        words = {kind for (of, _), kind in self._cells.items() if of is str}
        times = Counter(self._kinds)
        for kinds, row in self._rows.items():
            self.str_table.count += times[row] * sum(kind in words for kind in kinds)

    def add_table_of_list(self, header: int, look: Mapping[str, object]) -> None:
        """Make the list, and the row of headers above it, a table of Excel's own.

        The library notes each cell of a table, lest another lie over it: here two rows will do.
        """
        right = self._width - 1
        self.add_table(header, 0, self._list_first, right, {**look})
        whole = xl_range(header, 0, self._last, right)
        self.tables[-1] |= {"range": whole, "a_range": whole, "autofilter": whole}

    @property
    def _last(self) -> int:
        return self._list_first + len(self._kinds) - 1

    def _write_rows(self) -> None:
        if self._kinds:
            self.dim_rowmax = self._list_first - 1  # what stands above the list
        super()._write_rows()
        self.table.clear()  # each sheet is written once, and the others' cells take room still
        if self._kinds:
            self.dim_rowmax = self._last
            self._write_list()

    def _write_list(self) -> None:
        looks, places = list(self._looks()), 2 * self._width
        values = zip(*[iter(self._values)] * self._width, strict=True)
        for row, (kind, said) in enumerate(
            zip(self._kinds, values, strict=True), start=self._list_first + 1
        ):
            told: list[int] = [row] * (places + 1)
            told[2::2] = said
            self.fh.write(looks[kind] % tuple(told))

    def _looks(self) -> Iterator[str]:
        """Yield how each kind of row is written: its number, then of each cell that and its own."""
        names = [xl_col_to_name(column) for column in range(self._width)]
        cells = {kind: cell for cell, kind in self._cells.items()}
        for kinds in self._rows:
            said = (
                f'<c r="{name}%d" {_look(*cells[kind])}'
                for name, kind in zip(names, kinds, strict=True)
            )
            yield f'<row r="%d" spans="1:{len(names)}">{"".join(said)}</row>'


def _look(kind: type, style: Any) -> str:
    """Return how a kind of cell is written, after where it stands; one without words says none."""
    number = style._get_xf_index()
    if kind is type(None):
        return f's="{number}"/>%.0s'
    return f's="{number}"{_TYPES[kind]}><v>%d</v></c>'


_TYPES = {str: ' t="s"', int: ""}
