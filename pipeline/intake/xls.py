"""An .xls becomes plain cells: xlrd reads it, and what it does not tell is read beside it."""

from __future__ import annotations

import io
import struct
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from typing import Any, cast

from pipeline import texts
from pipeline.intake.book import Book, Cell, CellKind, Sheet, cell_of
from pipeline.intake.clock import Stamp
from pipeline.intake.comments import written
from pipeline.intake.looks import PLAIN, Look, look_in_xls
from pipeline.intake.refused import Refused

_SEEN = {"height": 60, "width": 179}  # 1/20 point, 1/256 character: nobody reads less
_BOF, _EOF, _SHEET = (0x0009, 0x0209, 0x0409, 0x0809), 0x000A, 0x0085
_FORMULAS = (0x0006, 0x0206, 0x0406)
_STREAMS = ("Workbook", "Book")  # of Excel 97 and of Excel 5
_WORKSHEET = 0  # a kind of sheet; others hold charts and macros


def read_xls(content: bytes) -> Book:
    """Read a workbook of Excel 97 to 2003; `Refused` when it is not one."""
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=content,
            logfile=io.StringIO(),
            ragged_rows=True,
            formatting_info=True,  # what is hidden and merged
        )
    except xlrd.XLRDError as error:
        code = "F08" if "encrypted" in str(error).lower() else "F12"
        raise Refused(code) from error
    except Exception as error:
        raise Refused("F12") from error
    formulas = _formulas_of(content) or [frozenset[tuple[int, int]]()] * book.nsheets
    return Book(
        sheets=tuple(
            Sheet(
                sheet.name,
                sheet.visibility != 0,
                _cells(sheet, book.datemode, own),
                tuple(f"{note.author} {note.text}" for note in sheet.cell_note_map.values()),
                {
                    place: said
                    for place, note in sheet.cell_note_map.items()
                    if (said := written(note.author, note.text))
                },
                _silent(sheet),
                book.datemode == 1,
                hidden_rows=frozenset(
                    row for row, about in sheet.rowinfo_map.items() if _is_unseen(about, "height")
                ),
                hidden_columns=tuple(
                    range(column, column + 1)
                    for column, about in sheet.colinfo_map.items()
                    if _is_unseen(about, "width")
                ),
                merges=tuple(
                    (range(top, bottom), range(left, right))
                    for top, bottom, left, right in sheet.merged_cells
                ),
                looks=_looks(book, sheet),
            )
            for sheet, own in zip(book.sheets(), formulas, strict=True)
        ),
        stamp=Stamp(),
        has_macros=False,
        has_external_links=False,
        kind="xls",
        asides=(str(book.user_name or ""),),
    )


def _is_unseen(about: Any, size: str) -> bool:
    """Tell whether a row or column of an .xls is hidden, or has no height or width."""
    return bool(about.hidden) or getattr(about, size) < _SEEN[size]


def _looks(book: Any, sheet: Any) -> dict[tuple[int, int], Look]:
    """Return how the cells look that hold something; there are few looks for many cells."""
    looks = [look_in_xls(book, xf) for xf in book.xf_list]
    return {
        (r, c): looks[at]
        for r in range(sheet.nrows)
        for c, value in enumerate(sheet.row_values(r))
        if value != "" and looks[at := sheet.cell_xf_index(r, c)] != PLAIN
    }


def _silent(sheet: Any) -> frozenset[tuple[int, int]]:
    """Return where a formula shows an empty text; no cell holds one otherwise."""
    import xlrd

    return frozenset(
        (r, c)
        for r in range(sheet.nrows)
        for c, (kind, value) in enumerate(zip(sheet.row_types(r), sheet.row_values(r), strict=True))
        if kind == xlrd.XL_CELL_TEXT and value == ""
    )


def _cells(
    sheet: Any, datemode: int, formulas: Collection[tuple[int, int]]
) -> dict[tuple[int, int], Cell]:
    import xlrd

    cells: dict[tuple[int, int], Cell] = {}
    for r in range(sheet.nrows):
        types, values = sheet.row_types(r), sheet.row_values(r)
        for c, (kind, value) in enumerate(zip(types, values, strict=True)):
            made = (r, c) in formulas
            match kind:
                case xlrd.XL_CELL_TEXT if value != "":
                    cells[r, c] = Cell(value, CellKind.TEXT, made)
                case xlrd.XL_CELL_NUMBER:
                    cells[r, c] = cell_of(value, made)
                case xlrd.XL_CELL_BOOLEAN:
                    cells[r, c] = Cell(bool(value), CellKind.BOOLEAN, made)
                case xlrd.XL_CELL_DATE:
                    cells[r, c] = Cell(_date(value, datemode), CellKind.DATE, made)
                case xlrd.XL_CELL_ERROR:
                    text = xlrd.error_text_from_code.get(value, texts.spelling.UNKNOWN_ERROR_CELL)
                    cells[r, c] = Cell(text, CellKind.ERROR, made)
    return cells


def _date(value: float, datemode: int) -> date | datetime | time | str:
    """Return a date as .xlsx gives it; a number Excel shows as no date stays a number."""
    import xlrd

    try:
        at = cast(datetime, xlrd.xldate_as_datetime(value, datemode))
    except (ValueError, OverflowError):
        return str(value)
    if 0 <= value < 1:
        return at.time()
    return at if at.time() != time() else at.date()


def _formulas_of(content: bytes) -> list[frozenset[tuple[int, int]]]:
    """Return where each worksheet has formulas, in their order, which xlrd does not tell.

    Of a file that an older Excel wrote, or whose records are damaged, nothing is known.
    """
    from xlrd.compdoc import CompDoc

    try:
        document = CompDoc(content, logfile=io.StringIO())
        for name in _STREAMS:
            stream, start, length = document.locate_named_stream(name)
            if stream:
                book = bytes(stream[start : start + length])
                return [_formulas(book, at) for at in _worksheets(book)]
    except Exception:  # xlrd read the same bytes before: what is wrong with them was said there
        return []
    return []


def _worksheets(book: bytes) -> list[int]:
    """Return where each worksheet's records begin."""
    said = [data for kind, data in _records(book, 0) if kind == _SHEET]
    return [struct.unpack_from("<I", data)[0] for data in said if data[5] == _WORKSHEET]


def _formulas(book: bytes, start: int) -> frozenset[tuple[int, int]]:
    return frozenset(
        struct.unpack_from("<HH", data) for kind, data in _records(book, start) if kind in _FORMULAS
    )


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from a beginning to its end; what is embedded, a chart, is passed over."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        depth += (kind in _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + length]
        if depth < 1:
            return
        at += 4 + length
