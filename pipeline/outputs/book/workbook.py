"""A period's grids become its workbook.

Words of units are written as text, whatever they look like.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from io import BytesIO
from typing import Any

import xlsxwriter

from pipeline import texts
from pipeline.domain.grid import Chapter
from pipeline.domain.report import Report
from pipeline.domain.summary import Summary
from pipeline.outputs.around import cover_head, said_before, sheet_title, sheet_window
from pipeline.outputs.book import cover
from pipeline.outputs.book.charts import chart
from pipeline.outputs.book.grid_xlsx import (
    CHARTED,
    COVER,
    DATA,
    LIST,
    SHORT,
    TABLE,
    TITLE,
    TONES,
    WIDE,
    Drawing,
)
from pipeline.outputs.book.look import OPTIONS
from pipeline.outputs.book.pen import Pen
from pipeline.outputs.book.placed import Placed

_UPRIGHT = {texts.tables.SHEET_COVER, texts.tables.SHEET_COMPARISON, texts.tables.SHEET_CHARTS}
_STYLES = {
    "appendix": WIDE,
    "by_unit": WIDE,
    "data": DATA,
    "comparison": SHORT,
    "cumulative": SHORT,
    "chart_services": CHARTED,
    "chart_states": TABLE,
    "chart_targets": TABLE,
    "chart_punctuality": TABLE,
    "key_services": SHORT,
    "key_figures": COVER,
    "cover_standings": COVER,
}
_HEADERS = {"data": 0, "appendix": 4, "comparison": 4}
_HEADER = 3  # row of the headers of all others, below a title
_BETWEEN = {texts.tables.SHEET_COVER: 3, texts.tables.SHEET_COMPARISON: 5}  # rows to the next grid
_CHART_ROWS = 18  # that an upright chart takes
_BESIDE = {"chart_states": 3, "chart_targets": 23, "chart_punctuality": 63}  # rows of charts
_BESIDE_COLUMN = 5


def build_workbook(summary: Summary, report: Report, sheets: Sequence[Chapter]) -> bytes:
    """Draw a period's workbook; the same grids give the same bytes."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    book.set_properties(
        {
            "title": report.subject,
            "author": summary.office.name,
            "created": summary.now.astimezone(UTC).replace(tzinfo=None),
        }
    )
    book.set_size(24_000, 14_000)
    _write(Pen(book), summary, report, sheets)
    book.close()
    return stream.getvalue()


def _write(pen: Pen, summary: Summary, report: Report, sheets: Sequence[Chapter]) -> None:
    made = {one.title: pen.sheet(one.title, wide=one.title not in _UPRIGHT) for one in sheets}
    placed = {here.grid.id: here for one in sheets for here in _places(one)}
    drawing = Drawing(pen, made, placed)
    for one in sheets:
        sheet = made[one.title]
        grids = [placed[grid.id] for grid in one.grids]
        for here in grids:
            drawing.draw(here, _STYLES.get(here.grid.id, LIST))
        if one.cover:
            cover.head(pen, sheet, cover_head(summary, report), one.cover)
            for here in grids:
                pen.say(sheet, here.header - 1, 0, here.grid.title, {"bold": True})
            cover.contents(pen, sheet, grids[-1].last + 2, one.cover.contents)
        elif grids[0].header:
            _head(pen, sheet, summary, grids[0])
            for below in grids[1:]:
                _between(pen, sheet, below)
        _charts(pen, sheet, grids)


def _places(one: Chapter) -> Iterator[Placed]:
    """Yield a sheet's grids, each where it stands: one below the other."""
    header = cover.FIGURES if one.cover else _HEADERS.get(one.grids[0].id, _HEADER)
    for grid in one.grids:
        here = Placed(one.title, grid, header)
        yield here
        header = here.last + _BETWEEN.get(one.title, 2)


def _head(pen: Pen, sheet: Any, summary: Summary, here: Placed) -> None:
    """Write a sheet's title, what days its figures cover, and what is said before them."""
    grid = here.grid
    window = sheet_window(summary, grid)
    if grid.id == "appendix":
        _centred(pen, sheet, here, window)
        return
    pen.say(sheet, 0, 0, sheet_title(here.sheet, grid), TITLE)
    pen.say(sheet, 1, 0, window, {"italic": True})
    if grid.before:
        pen.say(sheet, 2, 0, said_before(grid))


def _centred(pen: Pen, sheet: Any, here: Placed, window: str) -> None:
    """Write the appendix's head as it is printed: over the whole width."""
    grid, last = here.grid, len(here.columns) - 1
    centred = {"align": "center"}
    pen.across(sheet, 0, 0, last, sheet_title(here.sheet, grid), TITLE, centred)
    pen.across(sheet, 1, 0, last, window, centred)
    for row, one in enumerate(grid.before, start=2):
        pen.across(sheet, row, 0, last, one.text, centred, {"bold": True}, TONES[one.tone])
    measure = {"align": "right", "italic": True}
    pen.across(sheet, here.header - 1, 0, last, grid.measure, measure)
    sheet.print_area(0, 0, here.last, last)


def _between(pen: Pen, sheet: Any, here: Placed) -> None:
    """Write a grid's own title where it stands below another, and what is said before it."""
    if here.sheet == texts.tables.SHEET_CHARTS:  # a chart says its own
        return
    pen.say(sheet, here.header - 3, 0, here.grid.title, TITLE)
    pen.say(sheet, here.header - 2, 0, said_before(here.grid))


def _charts(pen: Pen, sheet: Any, grids: Sequence[Placed]) -> None:
    """Draw bars below the grid whose they are, or beside it where others stand below."""
    for here in (one for one in grids if one.rows):
        for number, bars in enumerate(here.grid.bars):
            row, column = here.last + 2 + number * _CHART_ROWS, 0
            if len(grids) > 1:
                row, column = _BESIDE[here.grid.id], _BESIDE_COLUMN
            sheet.insert_chart(row, column, chart(pen.book, here, bars))
