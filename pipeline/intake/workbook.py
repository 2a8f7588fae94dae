"""Bytes become plain cells, or a refusal that says what the file is and what to do.

The order of reading: kind by content, container pre-flight, strict XML pass, calamine, and the
second witness: both readers must have seen the same cells filled with the same values. calamine
alone returns an empty text for error cells and for formulas without a stored value, and accepts
damaged XML.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, cast

from pipeline import texts
from pipeline.intake import container, kinds, sheet_xml
from pipeline.intake.biff import formulas_of
from pipeline.intake.clock import Stamp
from pipeline.intake.comments import comments_of, written
from pipeline.intake.looks import Look, look_in_xls, looks_of
from pipeline.intake.refused import Refused
from pipeline.intake.shown import is_percent, misleads
from pipeline.intake.slim import without_blanks, without_claims
from pipeline.intake.witness import agrees


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


_PLAIN_LOOK = Look()


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
        return self.looks.get((row, column), _PLAIN_LOOK)

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


def address(row: int, column: int) -> str:
    """Return a cell's name: (11, 3) is "D12"."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


_MARGIN_CODE = re.compile(r'&(?:"[^"]*"|[A-Z]|\d{1,3})')  # "&C", a font, a size
_ERRORS = frozenset(  # that calamine knows
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DATA!"}
)
_XLS_SEEN = {"height": 60, "width": 179}  # 1/20 point, 1/256 character: nobody reads less
_STRINGS = "xl/sharedstrings.xml"
MAX_RECTANGLE = 5_000_000  # calamine lays out the whole rectangle; real sheets reach 175 k


def read(content: bytes) -> Book:
    """Read a workbook; `Refused` when it is not one, or cannot be trusted."""
    kind = kinds.kind_of(content)
    if kind == "xls":
        return _read_xls(content)
    if kind != "zip":
        raise Refused(kind)
    package = container.open_package(content)
    slim = _slimmed(package)
    looks = looks_of(package.parts.get("xl/styles.xml", b"<none/>"))
    whole = [_scan(package, part) for part in package.sheets]
    sheets = [one.without_far() if _is_too_wide(one) else one for one in whole]
    values = _calamine(_repacked(content, slim | _readable(package, whole)))
    if len(values) != len(sheets):
        raise Refused("F12")
    return Book(
        sheets=tuple(
            Sheet(
                part.name,
                part.hidden,
                _witnessed(scanned, rows, package.days_from_1904),
                tuple(_MARGIN_CODE.sub(" ", said) for said in scanned.margins),
                comments_of(package.parts, part.path),
                frozenset(scanned.formulas - scanned.filled),
                package.days_from_1904,
                _far(every),
                frozenset(scanned.hidden_rows),
                tuple(scanned.hidden_columns),
                tuple(scanned.merges),
                tuple(scanned.prompts),
                _looks(scanned, looks),
            )
            for part, every, scanned, rows in zip(
                package.sheets, whole, sheets, values, strict=True
            )
        ),
        stamp=package.stamp,
        has_macros=package.has_macros,
        has_external_links=package.has_external_links,
        kind="xlsm" if package.has_macros else "xlsx",
        asides=package.asides,
    )


def _scan(package: container.Package, part: container.SheetPart) -> sheet_xml.Scanned:
    return sheet_xml.scan(package.read(part.path), package.strings, part.path)


def _looks(scanned: sheet_xml.Scanned, looks: Sequence[Look]) -> dict[tuple[int, int], Look]:
    """Return how the cells look that do not look as Excel's own."""
    known = [(place, looks[style]) for place, style in scanned.styled.items() if style < len(looks)]
    return {place: look for place, look in known if look != _PLAIN_LOOK}


def _is_too_wide(scanned: sheet_xml.Scanned) -> bool:
    return scanned.rectangle > MAX_RECTANGLE


def _far(scanned: sheet_xml.Scanned) -> dict[tuple[int, int], str]:
    """Return what stands so far off that the sheet is read without it, as the XML says it."""
    if not _is_too_wide(scanned):
        return {}
    said = {place: text for place, (_, text) in scanned.said.items()} | scanned.errors
    return {place: said.get(place, "") for place in scanned.filled if sheet_xml.is_far(place)}


def _slimmed(package: container.Package) -> dict[str, bytes]:
    """Take out of a package's parts what says nothing; returns those that changed, by name."""
    found = {part.path: without_blanks(package.read(part.path)) for part in package.sheets}
    if _STRINGS in package.parts:
        found[_STRINGS] = without_claims(package.read(_STRINGS))
    changed = {name: part for name, part in found.items() if part != package.read(name)}
    package.parts.update(changed)
    return changed


def _repacked(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    return container.repacked(content, changed) if changed else content


def _readable(package: container.Package, sheets: Sequence[sheet_xml.Scanned]) -> dict[str, bytes]:
    """Return the sheets that hold what calamine cannot take, without it.

    It would lay out all that is between a table and a cell far off, and lose the sheet of an error
    newer than itself. What is put in these' place never shows: errors come from the strict pass.
    """
    changed: dict[str, bytes] = {}
    for part, scanned in zip(package.sheets, sheets, strict=True):
        data = package.read(part.path)
        for error in sorted(set(scanned.errors.values()) - _ERRORS):
            data = data.replace(f"<v>{error}</v>".encode(), b"<v>#N/A</v>")
        if _is_too_wide(scanned):
            data = sheet_xml.cut_far(data)
        if data != package.read(part.path):
            changed[part.path] = data
    return changed


def _calamine(content: bytes) -> list[tuple[tuple[int, int], list[list[Any]]]]:
    """Return each sheet's top left corner and rows, by index: names may collide."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            workbook.get_sheet_by_index(index)
            for index, about in enumerate(workbook.sheets_metadata)
            if about.typ == SheetTypeEnum.WorkSheet  # a chart sheet holds no cells
        ]
        return [(s.start or (0, 0), s.to_python(skip_empty_area=True)) for s in sheets]
    except Exception as error:
        raise Refused("F12") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Refused("F12") from error


def _witnessed(
    scanned: sheet_xml.Scanned,
    values: tuple[tuple[int, int], list[list[Any]]],
    days_from_1904: bool,
) -> dict[tuple[int, int], Cell]:
    """Join what both readers saw; `Refused` unless they saw the same values in the same cells."""
    (top, left), rows = values
    cells: dict[tuple[int, int], Cell] = {}
    for r, row in enumerate(rows, start=top):
        for c, value in enumerate(row, start=left):
            if value != "" and value is not None:
                said = scanned.said.get((r, c))
                if said is None:
                    raise Refused("F12")
                value = _no_day(*said, value)
                if not agrees(*said, value, days_from_1904):
                    raise Refused("F12")
                cells[r, c] = _cell(value, (r, c) in scanned.formulas)
    for place, (kind, text) in scanned.said.items():
        if kind == "d" and place not in cells:  # no such day: calamine gives nothing
            cells[place] = Cell(text, CellKind.TEXT, place in scanned.formulas)
    if len(cells) != len(scanned.said):
        raise Refused("F12")
    for place, error in scanned.errors.items():
        cells[place] = Cell(error, CellKind.ERROR, place in scanned.formulas)
    for place in scanned.uncached:
        cells[place] = Cell(None, CellKind.UNCACHED, formula=True)
    return cells


def _no_day(kind: str, text: str, value: Any) -> Any:
    """Return what a cell says where its date is none: before day zero, or a day there is not."""
    if kind == "d" and not isinstance(value, date | time):
        return text
    if kind == "n" and text.startswith("-") and isinstance(value, date | time | timedelta):
        return float(text)
    return value


def _cell(value: Any, formula: bool) -> Cell:
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


def _read_xls(content: bytes) -> Book:
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
    formulas = formulas_of(content) or [frozenset[tuple[int, int]]()] * book.nsheets
    return Book(
        sheets=tuple(
            Sheet(
                sheet.name,
                sheet.visibility != 0,
                _xls_cells(sheet, book.datemode, own),
                tuple(f"{note.author} {note.text}" for note in sheet.cell_note_map.values()),
                {
                    place: said
                    for place, note in sheet.cell_note_map.items()
                    if (said := written(note.author, note.text))
                },
                _xls_silent(sheet),
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
                looks=_xls_looks(book, sheet),
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
    return bool(about.hidden) or getattr(about, size) < _XLS_SEEN[size]


def _xls_looks(book: Any, sheet: Any) -> dict[tuple[int, int], Look]:
    """Return how the cells look that hold something; there are few looks for many cells."""
    looks = [look_in_xls(book, xf) for xf in book.xf_list]
    return {
        (r, c): looks[at]
        for r in range(sheet.nrows)
        for c, value in enumerate(sheet.row_values(r))
        if value != "" and looks[at := sheet.cell_xf_index(r, c)] != _PLAIN_LOOK
    }


def _xls_silent(sheet: Any) -> frozenset[tuple[int, int]]:
    """Return where a formula shows an empty text; no cell holds one otherwise."""
    import xlrd

    return frozenset(
        (r, c)
        for r in range(sheet.nrows)
        for c, (kind, value) in enumerate(zip(sheet.row_types(r), sheet.row_values(r), strict=True))
        if kind == xlrd.XL_CELL_TEXT and value == ""
    )


def _xls_cells(
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
                    cells[r, c] = _cell(value, made)
                case xlrd.XL_CELL_BOOLEAN:
                    cells[r, c] = Cell(bool(value), CellKind.BOOLEAN, made)
                case xlrd.XL_CELL_DATE:
                    cells[r, c] = Cell(_xls_date(value, datemode), CellKind.DATE, made)
                case xlrd.XL_CELL_ERROR:
                    text = xlrd.error_text_from_code.get(value, texts.spelling.UNKNOWN_ERROR_CELL)
                    cells[r, c] = Cell(text, CellKind.ERROR, made)
    return cells


def _xls_date(value: float, datemode: int) -> date | datetime | time | str:
    """Return a date as .xlsx gives it; a number Excel shows as no date stays a number."""
    import xlrd

    try:
        at = cast(datetime, xlrd.xldate_as_datetime(value, datemode))
    except (ValueError, OverflowError):
        return str(value)
    if 0 <= value < 1:
        return at.time()
    return at if at.time() != time() else at.date()
