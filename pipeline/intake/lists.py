"""A list somebody keeps in Excel, row by row: units to begin an office with, services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.intake.book import Cell, CellKind, Sheet
from pipeline.intake.refused import Refused
from pipeline.intake.words import fold, words_of
from pipeline.intake.workbook import read

_HEADERS_WITHIN = 10  # rows from the top in which the header is looked for

Columns = Mapping[str, Sequence[str]]  # by our name, as headers may spell it


def read_list(path: Path, columns: Columns, needed: str) -> list[dict[str, str]]:
    """Return the rows of the first sheet whose header names the needed column.

    Each row holds, by our name, what stands below each header known; a row without the needed is
    none. BaocaoError where the file is no such list.
    """
    try:
        book = read(path.read_bytes())
    except (OSError, Refused) as error:
        raise BaocaoError(texts.setup.NO_LIST.format(file=path)) from error
    spelt = {fold(word): name for name, words in columns.items() for word in words}
    for sheet in book.sheets:
        for row in range(_HEADERS_WITHIN):
            found = _header(sheet, row, spelt)
            if needed in found.values():
                return _rows(sheet, row, found, needed)
    said = ", ".join(words[0] for words in columns.values())
    raise BaocaoError(texts.setup.NO_HEADER.format(file=path, columns=said))


def _header(sheet: Sheet, row: int, spelt: Mapping[str, str]) -> dict[int, str]:
    """Return which column holds what, by the words of a row."""
    said = {column: fold(words_of(cell)) for (at, column), cell in sheet.cells.items() if at == row}
    return {column: spelt[word] for column, word in said.items() if word in spelt}


def _rows(
    sheet: Sheet, header: int, columns: Mapping[int, str], needed: str
) -> list[dict[str, str]]:
    last = max(row for row, _ in sheet.cells)
    rows = (
        {name: _said(sheet.cells.get((row, column))) for column, name in columns.items()}
        for row in range(header + 1, last + 1)
    )
    return [row for row in rows if row[needed]]


def _said(cell: Cell | None) -> str:
    """Return a cell's words in one line; a number as it is dialled, without a decimal point."""
    if cell and cell.kind is CellKind.NUMBER and float(str(cell.value)).is_integer():
        return str(int(float(str(cell.value))))
    return " ".join(words_of(cell).split())
