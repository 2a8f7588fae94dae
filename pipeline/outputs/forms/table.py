"""The sheet of one of a form's tables: what the clerk types, and what checks it while she does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_range_abs

from pipeline import texts
from pipeline.domain.form import Column, ColumnType, Item
from pipeline.domain.marks import (
    ACTIVITY_ROW,
    ASKS_ID,
    ERRORS_ID,
    KEY,
    MARK_ROW,
    MISSING,
    TITLE_ROW,
    TOLD_ID,
    TOTAL,
    ZEROS_ID,
)
from pipeline.domain.returned import Place
from pipeline.outputs.book.look import COUNT, lines_of
from pipeline.outputs.forms.allowed import colour, mark, validate
from pipeline.outputs.forms.head import write_head, write_header
from pipeline.outputs.forms.layout import (
    DATA_ROW,
    FIRST,
    GROUP_ROW,
    INDEX_ROW,
    LABEL_ROW,
    NAME,
    NUMBER,
)
from pipeline.outputs.forms.page import Page
from pipeline.outputs.forms.pen import FIXED, INPUT, TEXT
from pipeline.outputs.forms.row_checks import RowSays, told_by, write_checks
from pipeline.outputs.forms.signature import SIGNING_ROOM, write_signatures
from pipeline.outputs.forms.status import Count, Tally

_LOW = 18.0  # points, of a row that says one line
_ON_ONE_PAGE = 400.0  # points of rows that stand on a page with head and signature, still legible

_RATE = {"num_format": "0.0%", "align": "right", "indent": 1}
_DAY = {"num_format": "dd/mm/yyyy", "align": "center"}
_LOOKS: Mapping[ColumnType, Mapping[str, object]] = {
    ColumnType.COUNT: COUNT,
    ColumnType.RATE: _RATE,
    ColumnType.TEXT: TEXT,
    ColumnType.CHOICE: {"num_format": 49, "align": "center", "text_wrap": True},
    ColumnType.DATE: _DAY,
}
_OF_HUNDRED = COUNT | {"num_format": "General"}  # or the 60% that is typed would show as 1


@dataclass(slots=True)
class TableSheet:
    """The making of one table's sheet."""

    page: Page
    said: list[RowSays] = field(default_factory=list)  # by its rows, as the form is sent out

    def make(self) -> None:
        """Write everything but the head, which needs to know of the other sheets."""
        page, items = self.page, self.page.layout.items
        write_header(page)
        told, height = [told_by(page.sent, item) for item in items], 0.0
        for index, item in enumerate(items):
            lines = _write_row(page, index, item)
            self.said.append(write_checks(page, index, item, told))
            page.pen.grow(page.sheet, DATA_ROW + index, lines, _LOW if page.layout.totalled else 33)
            height += max(15 * lines + 3, _LOW)
        if items:
            if page.layout.totalled:
                _write_totals(page)
            validate(page)
            colour(page)
            mark(page)
        elif page.unit:
            _say_nothing_is_asked(page)
        _look(page, write_signatures(page))
        if page.layout.totalled and height <= _ON_ONE_PAGE:
            page.sheet.fit_to_pages(1, 2)  # the figures with who signs, and the reasons

    @property
    def tally(self) -> Tally:
        """What this sheet counts of itself."""
        counts = (
            Count(self.page.counted(ERRORS_ID), sum(one.errors for one in self.said)),
            Count(self.page.counted(MISSING), sum(one.left for one in self.said)),
            Count(self.page.counted(ASKS_ID), sum(one.asks for one in self.said)),
        )
        return Tally(self.page.layout.table.sheet, texts.form.ROWS_LEFT, *counts)

    def head(self, others: Sequence[Tally]) -> None:
        """Write the top of the sheet; `others` are the form's other sheets."""
        write_head(self.page, self.tally, others)

    def cells(self) -> dict[Place, tuple[str, str, str]]:
        """Return where each answer stands: sheet, cell, and what it is about."""
        layout = self.page.layout
        return {
            (item.code, column.id): (
                layout.table.sheet,
                layout.cell(DATA_ROW + index, column.id).replace("$", ""),
                texts.form.ABOUT.format(item=item.name, column=column.name),
            )
            for index, item in enumerate(layout.items)
            for column in layout.table.columns
        }


def _say_nothing_is_asked(page: Page) -> None:
    """Say, where the columns would stand, that a unit has no rows to fill in."""
    for row in (GROUP_ROW, LABEL_ROW, INDEX_ROW):
        page.sheet.set_row(row, None, None, {"hidden": True})
    said = texts.form.NOTHING_ASKED.format(sheet=page.form.narrative_sheet)
    page.pen.text(page.sheet, DATA_ROW, NUMBER, said, page.pen.style(italic=True))


def _write_row(page: Page, index: int, item: Item) -> int:
    """Write a row's answers; return how many lines its words need."""
    sheet, layout, row = page.sheet, page.layout, DATA_ROW + index
    fixed = page.pen.style(FIXED, text_wrap=True, align="left", indent=1)
    page.pen.text(sheet, row, KEY, item.code)
    centred = page.pen.style(FIXED, align="center")
    if isinstance(item.number, int):
        sheet.write_number(row, NUMBER, item.number, centred)
    else:
        page.pen.text(sheet, row, NUMBER, item.number, centred)
    page.pen.text(sheet, row, NAME, item.name, fixed)
    lines = lines_of(item.name, layout.table.row_width)
    if layout.told:
        page.pen.text(sheet, row, layout.places[TOLD_ID], layout.told[index], fixed)
        lines = max(lines, lines_of(layout.told[index], layout.told_width - 2))
    for column in layout.table.columns:
        place = layout.places[column.id]
        look = _OF_HUNDRED if column.measure == "%" else _LOOKS[column.type]
        if page.sent.is_open(column, item):
            start = page.sent.start(column, item)
            _typed(page, row, place, page.pen.style(INPUT, look), start)
            if isinstance(start, str):
                lines = max(lines, lines_of(start, column.width))
        elif formula := _computed(page, row, column, item):
            value = page.sent.value(column, item)
            page.pen.formula(sheet, row, place, formula, page.pen.style(FIXED, look), value)
        else:
            sheet.write_blank(row, place, None, page.pen.style(FIXED, look))
    return lines


def _typed(page: Page, row: int, place: int, style: Any, start: int | str | date | None) -> None:
    """Write an input cell with what the clerk starts from."""
    if start is None:
        page.sheet.write_blank(row, place, None, style)
    elif isinstance(start, int):
        page.sheet.write_number(row, place, start, style)
    elif isinstance(start, date):
        page.sheet.write_datetime(row, place, start, style)
    else:
        page.pen.text(page.sheet, row, place, start, style)


def _computed(page: Page, row: int, column: Column, item: Item) -> str:
    layout = page.layout
    if not layout.table.applies(column, item) or (column.ratio and not _has_whole(page, item)):
        return ""
    if column.parts:
        parts = layout.cells(row, column.parts)
        none = f"COUNT({parts})=0"
        if layout.table.takes_none:  # then the row adds up to 0
            none = f"AND({none},{layout.cell(row, ZEROS_ID)}=0)"
        return f'IF({none},"",SUM({parts}))'
    if column.ratio:
        return _ratio(*(layout.cell(row, id) for id in column.ratio))
    if column.carried_from and column.id in page.sent.known(item):
        before = page.hidden.past(item.code, column.id)
        if not column.corrected_by:
            return before
        corrected = layout.cell(row, column.corrected_by)
        return f"IF(ISNUMBER({corrected}),{corrected},{before})"
    return ""


def _write_totals(page: Page) -> None:
    sheet, layout, row = page.sheet, page.layout, page.layout.total_row
    page.pen.text(sheet, row, KEY, TOTAL)
    total = page.pen.style(FIXED, bold=True, align="center")
    page.pen.span(sheet, row, NUMBER, NAME, texts.form.TOTAL, total)
    sums = {
        column.id: sum(page.sent.count(item, column.id) or 0 for item in layout.items)
        for column in layout.table.columns
        if column.type is ColumnType.COUNT and not column.only_form
    }
    for column in page.layout.table.columns:
        place = layout.places[column.id]
        if column.ratio:
            formula = _ratio(*(layout.cell(row, id) for id in column.ratio))
            style = page.pen.style(FIXED, _RATE, bold=True)
            part, whole = (sums[id] for id in column.ratio)
            page.pen.formula(sheet, row, place, formula, style, part / whole if whole else "")
        elif column.id in sums:
            style, value = page.pen.style(FIXED, COUNT, bold=True), sums[column.id]
            page.pen.formula(sheet, row, place, f"SUM({layout.down(column.id)})", style, value)
        else:
            sheet.write_blank(row, place, None, page.pen.style(FIXED))
    sheet.write_blank(row, layout.check, None, page.pen.style(FIXED))
    sheet.set_row(row, 22)


def _look(page: Page, signed: int) -> None:
    sheet, layout = page.sheet, page.layout
    sheet.set_column(KEY, KEY, 10, None, {"hidden": True})
    sheet.set_column(NUMBER, NUMBER, 5 if layout.totalled else 8)
    sheet.set_column(NAME, NAME, layout.table.row_width)
    for place in range(FIRST, layout.last + 1):
        sheet.set_column(place, place, layout.width(place))
    sheet.set_column(layout.last + 1, layout.last_column, 10, None, {"hidden": True})
    sheet.set_row(TITLE_ROW, 24)
    sheet.set_row(ACTIVITY_ROW, 33)
    sheet.set_row(MARK_ROW, None, None, {"hidden": True})
    sheet.freeze_panes(DATA_ROW, FIRST)
    page.pen.protect(sheet)
    page.pen.page(sheet)
    # The check column is for the screen; the signed page does not carry it.
    end = layout.total_row + 1 + SIGNING_ROOM + signed
    areas = [xl_range_abs(TITLE_ROW, NUMBER, end, layout.check - 1)]
    if layout.items and layout.last > layout.check:
        areas.append(xl_range_abs(DATA_ROW, layout.check + 1, layout.last_row, layout.last))
        sheet.repeat_columns(NUMBER, NAME)
    sheet.print_area_range = ",".join(f"{page.quoted}!{area}" for area in areas)
    sheet.repeat_rows(GROUP_ROW, INDEX_ROW)
    sheet.set_zoom(layout.zoom)
    typed = [layout.places[c.id] for c in layout.shown if c.typed and not c.carried_from]
    sheet.set_selection(DATA_ROW, typed[0], DATA_ROW, typed[0])


def _has_whole(page: Page, item: Item) -> bool:
    """Tell whether a row's rate has a denominator."""
    return bool(item.whole) or not any(c.of_whole for c in page.layout.table.columns)


def _ratio(part: str, whole: str) -> str:
    return f'IF(AND(ISNUMBER({part}),N({whole})>0),{part}/{whole},"")'
