"""A sheet that may hold a list as long as all units' counts, kept as numbers and not as cells.

The library keeps a cell as a tuple in a dictionary of its row, and writes it in pieces; for the
half a million rows of ten thousand units that is a gigabyte. What is written is the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from pipeline.outputs.book.look import Sheet

Styled = tuple[str | int | None, Any]  # what stands in a cell, and its format


class LeanSheet(Sheet):
    """A sheet whose last rows may be a list."""

    def __init__(self) -> None:
        """Begin without a list."""
        super().__init__()
        self._list_first = 0
        self._codes: dict[tuple[type, Any], int] = {}  # of kinds of cells
        self._kinds: tuple[array[int], ...] = ()  # of each column's cells
        self._values: tuple[array[int], ...] = ()  # numbers, and of words their place among all

    def begin_list(self, first: int, columns: int) -> None:
        """Begin the list at a row; no cell may be written beside or below it."""
        self._list_first = first
        self._kinds = tuple(array("H") for _ in range(columns))
        self._values = tuple(array("q") for _ in range(columns))

    def add_to_list(self, row: Sequence[Styled]) -> None:
        """Add a row, with a cell for each column."""
        for kinds, values, (value, style) in zip(self._kinds, self._values, row, strict=True):
            kind = type(value), style
            kinds.append(self._codes.setdefault(kind, len(self._codes)))
            if isinstance(value, str):
                value = self.str_table._get_shared_string_index(value)
            values.append(value or 0)

    def end_list(self) -> None:
        """Let the sheet know how far the list goes."""
        if self._check_dimensions(self._last, len(self._kinds) - 1):
            raise OverflowError(f"a sheet has no row {self._last + 1}")

    @property
    def _last(self) -> int:
        return self._list_first + len(self._kinds[0]) - 1

    def _write_rows(self) -> None:
        if not self._kinds or not self._kinds[0]:
            super()._write_rows()
            return
        self.dim_rowmax = self._list_first - 1  # what stands above the list
        super()._write_rows()
        self.dim_rowmax = self._last
        names = [xl_col_to_name(column) for column in range(len(self._kinds))]
        codes, looks = {code: kind for kind, code in self._codes.items()}, dict[int, str]()
        columns = zip(zip(*self._kinds, strict=True), zip(*self._values, strict=True), strict=True)
        for row, (kinds, values) in enumerate(columns, start=self._list_first + 1):
            said = [f'<row r="{row}" spans="1:{len(names)}">']
            for name, kind, value in zip(names, kinds, values, strict=True):
                if kind not in looks:
                    looks[kind] = _look(*codes[kind])
                said.append(f'<c r="{name}{row}" {looks[kind].format(value)}')
            said.append("</row>")
            self.fh.write("".join(said))


def _look(kind: type, style: Any) -> str:
    """Return how a kind of cell is written, after where it stands."""
    number = style._get_xf_index()
    if kind is type(None):
        return f's="{number}"/>'
    return f's="{number}"{_TYPES[kind]}><v>{{}}</v></c>'


_TYPES = {str: ' t="s"', int: ""}
