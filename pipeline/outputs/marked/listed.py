"""The list of what is to be mended, on the first sheet of a unit's own workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from pipeline import texts
from pipeline.outputs.book.look import BAD, DOUBT, FONT, HEAD, LINE, lines_of
from pipeline.outputs.mending import FIRST, WIDTHS, ToMend

_EDGE = Side(style="thin", color=f"FF{LINE.removeprefix('#')}")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_TOP = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(vertical="top", horizontal="center", wrap_text=True)
_PLACE, _SEVERITY = 3, 5  # columns, counted from 1


def write_list(sheet: Any, lines: Sequence[ToMend]) -> None:
    """Write the list, each line with a link to its cell."""
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    _say(sheet, 1, 1, texts.form.MENDING_TITLE, Font(name=FONT, size=14, bold=True))
    for row, said in enumerate(texts.form.MENDING_SAID, start=2):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(WIDTHS))
        _say(sheet, row, 1, said, alignment=_TOP)
    for column, name in enumerate(texts.form.MENDING_HEADERS, start=1):
        bold, fill = Font(name=FONT, size=10, bold=True), _fill(HEAD)
        _say(sheet, FIRST, column, name, bold, border=_BOX, alignment=_MIDDLE, fill=fill)
    for row, line in enumerate(lines, start=FIRST + 1):
        _write(sheet, row, line)
    sheet.freeze_panes = sheet.cell(FIRST + 1, 1)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.tabSelected = True
    protection = sheet.protection
    protection.sheet, protection.formatColumns, protection.formatRows = True, False, False
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _write(sheet: Any, row: int, line: ToMend) -> None:
    sheet.cell(row, 1, row - FIRST)
    sheet.cell(row, 1).alignment, sheet.cell(row, 1).border = _MIDDLE, _BOX
    sheet.cell(row, 1).font = Font(name=FONT, size=11)
    for column, words in enumerate(line.words, start=2):
        middle = column in (_PLACE, _SEVERITY)
        _say(sheet, row, column, words, border=_BOX, alignment=_MIDDLE if middle else _TOP)
    look: Mapping[str, object] = BAD if line.grave else DOUBT
    severity = sheet.cell(row, _SEVERITY)
    severity.fill = _fill(str(look["bg_color"]))
    severity.font = Font(name=FONT, size=11, color=_argb(str(look["font_color"])))
    if line.cell:
        place = sheet.cell(row, _PLACE)
        place.hyperlink = Hyperlink(
            ref=place.coordinate, location=f"{quote_sheetname(line.sheet)}!{line.cell}"
        )
        place.font = Font(name=FONT, size=11, underline="single", color="FF0B4F9E")
    said = zip(line.words, WIDTHS[1:], strict=True)
    sheet.row_dimensions[row].height = 15 * max(lines_of(text, width) for text, width in said) + 3


def _say(
    sheet: Any, row: int, column: int, text: str, font: Font | None = None, **look: object
) -> None:
    """Write words as words, whatever they begin with."""
    cell = sheet.cell(row, column)
    cell.value, cell.data_type = text, "s"
    cell.quotePrefix = True
    cell.font = font or Font(name=FONT, size=11)
    cell.protection = Protection(locked=True)
    for name, value in look.items():
        setattr(cell, name, value)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=_argb(colour))


def _argb(colour: str) -> str:
    return f"FF{colour.removeprefix('#')}"
