"""Any grid, drawn on a sheet: its widths, its headers, its rows, and what stays in view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.domain.grid import PART, Kind
from pipeline.outputs.book.look import HEADER
from pipeline.outputs.book.pen import Pen
from pipeline.outputs.book.placed import Placed, Places
from pipeline.outputs.book.rows_xlsx import Rows
from pipeline.outputs.book.styles import Style
from pipeline.outputs.clean import clean_text

_NUMBERING = {"bold": False, "italic": True, "font_size": 9}
_GROUP_HEIGHT, _LABEL_HEIGHT = 30, 48


@dataclass(frozen=True, slots=True)
class Drawing:
    """What draws grids on the sheets of one workbook."""

    pen: Pen
    sheets: Mapping[str, Any]
    places: Places  # formulas lead from one grid to another

    def draw(self, here: Placed, style: Style) -> None:
        """Draw a grid: its widths, its headers, its rows, and what stays in view."""
        sheet = self.sheets[here.sheet]
        for at, column in enumerate(here.columns):
            sheet.set_column(at, at, column.room, self.pen.style())
        rows = Rows(self.pen, sheet, here, style, self.places)
        if style.table and here.rows:
            rows.write_list()
        else:
            for at, row in here.rows.items():
                rows.write(at, row)
        if here.rows or style.always:
            self._header(sheet, here, style)
        if not here.rows and here.grid.empty:
            line = here.first if style.always else here.header
            self.pen.say(sheet, line, 0, here.grid.empty, style.nothing)
        _hold(sheet, here, style)

    def _header(self, sheet: Any, here: Placed, style: Style) -> None:
        pen, top = self.pen, here.header
        if style.table and here.rows:
            labels = [{"header": column.label} for column in here.columns]
            name = style.table + here.grid.id.partition(PART)[2]
            look = {"name": name, "columns": labels, "style": "Table Style Light 9"}
            sheet.add_table_of_list(top, look)
        elif here.grouped:
            self._groups(sheet, here)
        else:
            pen.header(sheet, top, (column.label for column in here.columns))
            if style.head is None:
                pen.height(sheet, top, *((c.label, c.room) for c in here.columns))
            elif style.head:
                sheet.set_row(top, style.head)
        if here.grid.numbered:
            for at in range(len(here.columns)):
                pen.say(sheet, here.first - 1, at, f"({at + 1})", HEADER, _NUMBERING)

    def _groups(self, sheet: Any, here: Placed) -> None:
        """Write headers over headers; a column without one has its own over both rows."""
        pen, top = self.pen, here.header
        for group, columns in groupby(here.columns, lambda column: column.group):
            found = [(here.at(column.id), column.label) for column in columns]
            if group:
                pen.across(sheet, top, found[0][0], found[-1][0], group, HEADER)
                pen.header(sheet, top + 1, (label for _, label in found), found[0][0])
                continue
            for at, label in found:
                sheet.merge_range(top, at, top + 1, at, clean_text(label), pen.style(HEADER))
        sheet.set_row(top, _GROUP_HEIGHT)
        sheet.set_row(top + 1, _LABEL_HEIGHT)


def _hold(sheet: Any, here: Placed, style: Style) -> None:
    """Keep headers in view, on every printed page, and let a list be filtered."""
    if style.held is None:
        return
    sheet.freeze_panes(here.first, style.held)
    sheet.repeat_rows(here.header, here.first - 1)
    if style.filtered and here.rows and not _has_headings(here):
        sheet.autofilter(here.header, 0, here.last, len(here.columns) - 1)


def _has_headings(here: Placed) -> bool:
    return any(row.kind is Kind.GROUP for row in here.rows.values())
