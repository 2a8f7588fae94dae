"""Any grid, drawn on a sheet.

A number is written with the formula it comes from and its value beside it; one that is unknown is
written as words, so that no reader of the file ever takes it for 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import Any
from urllib.parse import quote

from xlsxwriter.utility import quote_sheetname

from pipeline.domain.finding import Where
from pipeline.domain.grid import (
    Align,
    Check,
    GridColumn,
    GridRow,
    Jump,
    Kind,
    Number,
    Place,
    Shape,
    Tone,
    Words,
    words_in,
)
from pipeline.outputs.book.look import BAD, BOX, COUNT, DOUBT, GOOD, GREY, HEAD, HEADER
from pipeline.outputs.book.pen import Look, Pen
from pipeline.outputs.book.placed import Placed, Places, check, excel
from pipeline.outputs.clean import clean_text

RATE = {"num_format": "0.00%", "align": "right", "indent": 1}
TEXT = {"num_format": 49, "text_wrap": True, "align": "left", "valign": "top"}
TITLE = {"bold": True, "font_size": 14}
LINK = {"font_color": "#0B4F9E", "underline": 1}
TONES: Mapping[Tone, Look] = {
    Tone.PLAIN: {},
    Tone.GOOD: GOOD,
    Tone.DOUBT: DOUBT,
    Tone.BAD: BAD,
    Tone.GOAL: {},
}
_SHAPES: Mapping[Shape, Look] = {
    Shape.COUNT: COUNT,
    Shape.RATE: RATE,
    Shape.SIGNED: {"num_format": "+#,##0;-#,##0;0", "align": "right"},
    Shape.CHANGE: {"num_format": "+0.00%;-0.00%;0%", "align": "right"},
    Shape.ORDINAL: {},
}
_BUILT_IN: Mapping[object, str] = {3: "#,##0"}  # formats of Excel's own that have a number
_STRONG = {"bold": True, "bg_color": HEAD}
_KINDS: Mapping[Kind, Look] = {
    Kind.ITEM: {},
    Kind.SUBTOTAL: {"bold": True, "bg_color": GREY},
    Kind.TOTAL: _STRONG,
    Kind.GROUP: _STRONG,
    Kind.CHECK: {"italic": True},
}
_ALIGNS: Mapping[Align, dict[str, object]] = {
    Align.LEFT: {},
    Align.MIDDLE: {"align": "center"},
    Align.RIGHT: {"align": "right"},
}
_NUMBERING = {"bold": False, "italic": True, "font_size": 9}
_GROUP_HEIGHT, _LABEL_HEIGHT = 30, 48
_LONGEST_LINK, _LONGEST_SHOWN = 2000, 255  # Excel's own limit is 2,079 characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the grids of a kind of sheet look."""

    words: Look  # of columns of words
    short: Look = field(default_factory=dict)  # of words in other columns
    middle: Look = field(default_factory=lambda: _ALIGNS[Align.MIDDLE])
    box: Look = field(default_factory=lambda: BOX)  # of every cell
    state: Look = field(default_factory=lambda: {"italic": True, "align": "center"})
    nothing: Look = field(default_factory=dict)  # of what is said where there is no row
    head: float | None = None  # height of its headers: None as labels need, 0 as it comes
    fits: bool = True  # rows are as high as their words need
    always: bool = True  # headers stand over no rows too
    held: int | None = None  # columns that stay in view with the headers; None: nothing does
    filtered: bool = False
    table: str = ""  # name of Excel's own table


_WRAP = {"text_wrap": True}
LIST = Style(
    words=TEXT,
    short=TEXT,
    middle=_ALIGNS[Align.MIDDLE] | _WRAP,
    state=_ALIGNS[Align.MIDDLE],
    nothing={"italic": True},
    held=0,
    filtered=True,
)
TABLE = Style(words=_WRAP)
WIDE = Style(words=_WRAP, held=2)
COVER = Style(words=_WRAP, head=0)
SHORT = Style(words={}, fits=False, always=False, head=0)
CHARTED = Style(words={}, fits=False, always=False, head=48)
_PLAIN = {"num_format": 49}
DATA = Style(words=_PLAIN, short=_PLAIN, box={}, head=0, fits=False, held=0, table="SoLieu")


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
        for at, row in here.rows.items():
            self._row(sheet, here, at, row, style)
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
            look = {"name": style.table, "columns": labels, "style": "Table Style Light 9"}
            sheet.add_table(top, 0, here.last, len(labels) - 1, look)
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

    # --- rows ---

    def _row(self, sheet: Any, here: Placed, at: int, row: GridRow, style: Style) -> None:
        pen, line, look = self.pen, here.line(at), {**style.box, **_KINDS[row.kind]}
        if row.kind is Kind.GROUP:
            pen.across(sheet, line, 0, len(here.columns) - 1, row.label, look)
            return
        covered = _covered(here, row)
        for column in here.columns:
            if column.id not in covered:
                self._cell(sheet, here, at, column, look, style)
        if row.label:
            pen.across(sheet, line, 0, _labelled(here, row) - 1, row.label, look)
        if state := row.state:
            ends = [here.at(id) for id in state.columns if here.shows(id)]
            looks = (look, style.state, TONES[state.tone])
            pen.across(sheet, line, ends[0], ends[-1], state.why or state.text, *looks)
        said = [
            (words_in(cell), column.room)
            for column in here.columns
            if column.id not in covered
            and "text_wrap" in _words(style, column)
            and isinstance(cell := row.cells.get(column.id), Words | Place)
        ]
        if style.fits and said:
            pen.height(sheet, line, *said)

    def _cell(
        self, sheet: Any, here: Placed, at: int, column: GridColumn, look: Look, style: Style
    ) -> None:
        pen, line, across = self.pen, here.line(at), here.at(column.id)
        cell, words = here.rows[at].cells.get(column.id), _words(style, column)
        match cell:
            case None:
                pen.say(sheet, line, across, "", look)
            case Number():
                self._number(sheet, here, at, column, cell, look)
            case Check():
                said = self.places.book.agrees if cell.agrees else self.places.book.differs
                formula = check(cell, here, column.id, self.places)
                style_of_check = pen.style(look, _ALIGNS[Align.MIDDLE])
                sheet.write_formula(line, across, formula, style_of_check, said)
            case Place() if link := _link(cell.where, cell.text):
                style_of_link = pen.style(look, words, LINK)
                sheet.write_url(line, across, link, style_of_link, clean_text(cell.text))
            case Place():
                pen.say(sheet, line, across, cell.text, look, words)
            case Jump():
                there = self.places.by_id[cell.grid]
                target = there.named(there.cell(cell.row, there.columns[0].id))
                style_of_link = pen.style(look, _ALIGNS[Align.MIDDLE], LINK)
                sheet.write_url(line, across, f"internal:{target}", style_of_link, cell.text)
            case Words():
                pen.say(sheet, line, across, cell.text, look, words, TONES[cell.tone])
            case _:
                raise TypeError(f"not in words: {cell}")

    def _number(
        self, sheet: Any, here: Placed, at: int, column: GridColumn, number: Number, look: Look
    ) -> None:
        """Write a number, and how it is worked out; an unknown one as words."""
        pen, line, across = self.pen, here.line(at), here.at(column.id)
        tone = TONES[number.tone]
        shape = _marked(_SHAPES[number.shape], number.mark)
        style = pen.style(look, shape, _ALIGNS[column.align], tone)
        said = self.places.book.unknown
        value = said if number.value is None else _plain(number.value)
        if number.formula:
            formula = excel(number.formula, here, at, column.id, self.places)
            sheet.write_formula(line, across, formula, style, value)
        elif number.value is None:
            pen.say(sheet, line, across, said, look, {"align": "right"}, tone)
        else:
            sheet.write_number(line, across, value, style)


def _marked(shape: Look, mark: str) -> Look:
    """Return the look of a number with a mark after it: it stays a number, and fits its column."""
    if not mark:
        return shape
    shown = shape.get("num_format", "General")
    format = _BUILT_IN.get(shown, shown)
    return {**shape, "num_format": f'{format}"{mark}"', "shrink": True, "indent": 0}


def _words(style: Style, column: GridColumn) -> Look:
    """Return how words look in a column."""
    match column.align:
        case Align.LEFT:
            return style.words if column.words else style.short
        case Align.MIDDLE:
            return style.middle
        case Align.RIGHT:
            return _ALIGNS[Align.RIGHT]


def _hold(sheet: Any, here: Placed, style: Style) -> None:
    """Keep headers in view, on every printed page, and let a list be filtered."""
    if style.held is None:
        return
    sheet.freeze_panes(here.first, style.held)
    sheet.repeat_rows(here.header, here.first - 1)
    headings = any(row.kind is Kind.GROUP for row in here.rows.values())
    if style.filtered and here.rows and not headings:
        sheet.autofilter(here.header, 0, here.last, len(here.columns) - 1)


def _covered(here: Placed, row: GridRow) -> set[str]:
    """Return the columns whose cells a state or the row's label stands over."""
    ids = [column.id for column in here.columns]
    return {*(row.state.columns if row.state else ()), *ids[: _labelled(here, row)]}


def _labelled(here: Placed, row: GridRow) -> int:
    """Return how many columns a row's label stands over: up to the first that has a cell."""
    ids = [column.id for column in here.columns]
    filled = (at for at, id in enumerate(ids) if id in row.cells)
    return next(filled, len(ids)) if row.label else 0


def _plain(value: int | Fraction) -> int | float:
    return value if isinstance(value, int) else float(value)


def _link(where: Where, shown: str) -> str:
    """Lead to the very cell, or to the .zip or mail that holds the file; "" where nothing may."""
    # Letters beyond ASCII stay as they are, as Excel itself writes them.
    path = "".join(quote(c) if c.isascii() else c for c in where.outer_file)
    target = f"external:../../collected/{path}"
    if where.sheet and where.cell and where.outer_file == where.file:
        target += f"#{quote_sheetname(where.sheet)}!{where.cell}"
    fits = len(target) < _LONGEST_LINK and len(clean_text(shown)) < _LONGEST_SHOWN
    return target if fits else ""
