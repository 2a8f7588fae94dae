"""Cells as Excel names them, alone and by the areas they fill."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CELL = re.compile(r"([A-Z]+)(\d+)", re.ASCII)


def row_and_column(cell: str) -> tuple[int, int]:
    """Return the row and column of "D12", counted from 1; (0, 0) for what names no cell."""
    found = _CELL.fullmatch(cell)
    column = 0
    for letter in found[1] if found else "":
        column = column * 26 + ord(letter) - 64
    return (int(found[2]), column) if found else (0, 0)


def address(row: int, column: int) -> str:
    """Return a cell's name, of a row and column counted from 0: (11, 3) is "D12"."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def areas(cells: Iterable[str]) -> str:
    """Name cells by the areas they fill, from the left: "E10:F14, K12"."""
    columns: dict[int, dict[int, str]] = {}
    for cell in cells:
        row, column = row_and_column(cell)
        columns.setdefault(column, {})[row] = cell
    found: list[tuple[int, int, int, str, str]] = []  # rows, last column, corners
    for column, named in sorted(columns.items()):
        for top, bottom in _runs(sorted(named)):
            left = named[top]
            for other in found:
                if other[:3] == (top, bottom, column - 1):
                    left = other[3]
                    found.remove(other)
                    break
            found.append((top, bottom, column, left, named[bottom]))
    return ", ".join(first if first == last else f"{first}:{last}" for *_, first, last in found)


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of numbers that follow one another."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
