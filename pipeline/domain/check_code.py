"""The check code printed on a form: four digits made of its counts and the cells they stand in.

On the signed paper it says which figures were signed. Excel works it out in `formula`, the program
in `code_of` from what was read; tests hold both together. It finds a changed, moved or swapped
count (one in ten thousand is missed); it is no seal, and covers no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.domain.areas import row_and_column
from pipeline.domain.form import Column, ColumnType, Form
from pipeline.domain.submission import Submission

PREFIX = "KT-"
_PRIME = 9973  # below 10,000, so that the code has four digits
_ROW, _TABLE = 31, 1009  # what a cell's row and table weigh; its column weighs 1
_TYPED = re.compile(r"(?:KT)?[\s.\u2010-\u2015-]*(\d{4})", re.IGNORECASE)


def is_in(column: Column) -> bool:
    """Tell whether a column's counts are in the code: what a unit typed or had carried over."""
    return column.type is ColumnType.COUNT and column.typed and not column.hidden


def code_of(submission: Submission, form: Form) -> str:
    """Return the code of a form as it was read: of its cells that are numbers, not words."""
    total = 0
    for at, table in enumerate(form.tables):
        columns = {column.id for column in table.columns if is_in(column)}
        for row in submission.rows_of(table.id):
            for id in columns & row.entries.keys():
                entry = row.entries[id]
                if isinstance(entry.value, int) and not entry.raw:
                    down, right = row_and_column(entry.cell)
                    total += entry.value * (down * _ROW + right + at * _TABLE)
    return as_code(total)


def as_code(total: int) -> str:
    """Return the code of a weighted sum."""
    return f"{PREFIX}{total % _PRIME:04}"


def weight(table: int, row: int, column: int) -> int:
    """Return what a count weighs, by its table and place; all are counted from 0."""
    return (row + 1) * _ROW + (column + 1) + table * _TABLE


def formula(areas: Iterable[tuple[int, str]]) -> str:
    """Return the Excel expression of the code; each area of counts has its table's number.

    With its areas as arguments of their own, SUMPRODUCT takes words and empty cells as 0.
    """
    sums = (
        f"SUMPRODUCT({area},ROW({area})*{_ROW}+COLUMN({area})+{table * _TABLE})"
        for table, area in areas
    )
    return f'"{PREFIX}"&TEXT(MOD({"+".join(sums)},{_PRIME}),"0000")'


def typed_code(text: str) -> str | None:
    """Understand a code as people type it ("KT-0123", "kt 0123", "0123"); None where it is none."""
    found = _TYPED.fullmatch(text.strip())
    return f"{PREFIX}{found[1]}" if found else None
