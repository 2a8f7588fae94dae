"""A book becomes the workbook.

Words of units are written as text, whatever they look like.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from io import BytesIO
from typing import Any

from pipeline.domain.drawn import Book, Layout, Sheet
from pipeline.domain.grid import Chapter, kind_of
from pipeline.outputs.around import said_before
from pipeline.outputs.book import cover
from pipeline.outputs.book.charts import chart
from pipeline.outputs.book.grid_xlsx import Drawing
from pipeline.outputs.book.look import OPTIONS
from pipeline.outputs.book.package import LeanWorkbook
from pipeline.outputs.book.pen import Pen
from pipeline.outputs.book.placed import Placed, Places
from pipeline.outputs.book.sheet import LeanSheet
from pipeline.outputs.book.styles import (
    CHARTED,
    COVER,
    DATA,
    LIST,
    SHORT,
    TABLE,
    TITLE,
    TONES,
    WIDE,
)

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
_BETWEEN = {Layout.COVER: 3, Layout.COMPARISON: 5}  # rows to the next grid
_CHART_ROWS = 18  # that an upright chart takes
_BESIDE = {"chart_states": 3, "chart_targets": 23, "chart_punctuality": 63}  # rows of charts
_BESIDE_COLUMN = 5
_UNPRINTED = {"task_units": "person", "indicator_units": "as_of"}  # of long lists, from a column
_SEARCHED = ("data", "sources")  # tables of single values, too long for paper
_WORKED_OUT_BY = 191029  # Excel of 2019 and later; it works out anew what an older one did
_ON_ONE_PAGE = (Layout.COVER, Layout.CHARTS)  # so that no page's end cuts a chart


def build_workbook(book: Book) -> bytes:
    """Draw the workbook; the same book gives the same bytes."""
    stream = BytesIO()
    drawn = LeanWorkbook(stream, OPTIONS)
    drawn.worksheet_class = LeanSheet
    drawn.set_properties(
        {
            "title": book.title,
            "author": book.author,
            "created": book.made_at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    drawn.set_size(24_000, 14_000)
    # What each formula gives stands beside it, proven: Excel need not work all out on opening,
    # which takes it minutes where each of 10,000 units adds up its rows of 450,000.
    drawn.set_calc_mode("auto", _WORKED_OUT_BY)
    drawn.calc_on_load = False
    _write(Pen(drawn, book.footer), book)
    drawn.close()
    return stream.getvalue()


def _write(pen: Pen, book: Book) -> None:
    made = {
        one.chapter.title: pen.sheet(one.chapter.title, wide=one.layout is Layout.LIST)
        for one in book.sheets
    }
    placed = {
        here.grid.id: here for one in book.sheets for here in places_on(one.chapter, one.layout)
    }
    drawing = Drawing(pen, made, Places(book, placed))
    for page in book.sheets:
        one, sheet = page.chapter, made[page.chapter.title]
        grids = [placed[grid.id] for grid in one.grids]
        for here in grids:
            drawing.draw(here, _STYLES.get(kind_of(here.grid.id), LIST))
        if one.cover:
            cover.head(pen, sheet, book.head, one.cover)
            for here in grids:
                pen.say(sheet, here.header - 1, 0, here.grid.title, {"bold": True})
            cover.contents(pen, sheet, grids[-1].last + 2, book.contents, one.cover.contents)
        elif grids[0].header:
            _head(pen, sheet, page, grids[0])
            for below in grids[1:] if page.layout is not Layout.CHARTS else ():
                _between(pen, sheet, below)
        _charts(pen, sheet, grids)
        _set_print(sheet, page, grids[0])


def places_on(one: Chapter, layout: Layout) -> Iterator[Placed]:
    """Yield a sheet's grids, each where it stands: one below the other."""
    header = cover.FIGURES if one.cover else _HEADERS.get(kind_of(one.grids[0].id), _HEADER)
    for grid in one.grids:
        here = Placed(one.title, grid, header)
        yield here
        header = here.last + _BETWEEN.get(layout, 2)


def _head(pen: Pen, sheet: Any, page: Sheet, here: Placed) -> None:
    """Write a sheet's title, what days its figures cover, and what is said before them."""
    grid = here.grid
    if grid.id == "appendix":
        _centred(pen, sheet, page, here)
        return
    pen.say(sheet, 0, 0, page.title, TITLE)
    pen.say(sheet, 1, 0, page.window, {"italic": True})
    if grid.before:
        pen.say(sheet, 2, 0, said_before(grid))


def _centred(pen: Pen, sheet: Any, page: Sheet, here: Placed) -> None:
    """Write the appendix's head as it is printed: over the whole width."""
    grid, last = here.grid, len(here.columns) - 1
    centred = {"align": "center"}
    pen.across(sheet, 0, 0, last, page.title, TITLE, centred)
    pen.across(sheet, 1, 0, last, page.window, centred)
    for row, one in enumerate(grid.before, start=2):
        pen.across(sheet, row, 0, last, one.text, centred, {"bold": True}, TONES[one.tone])
    measure = {"align": "right", "italic": True}
    pen.across(sheet, here.header - 1, 0, last, grid.measure, measure)
    sheet.print_area(0, 0, here.last, last)


def _between(pen: Pen, sheet: Any, here: Placed) -> None:
    """Write a grid's own title where it stands below another, and what is said before it.

    A chart says its own.
    """
    pen.say(sheet, here.header - 3, 0, here.grid.title, TITLE)
    pen.say(sheet, here.header - 2, 0, said_before(here.grid))


def _set_print(sheet: Any, page: Sheet, here: Placed) -> None:
    """Print what a person would: of long lists the columns that say how things stand, upright.

    What is there to be searched has its header printed.
    """
    if page.layout in _ON_ONE_PAGE:
        sheet.fit_to_pages(1, 1)
    elif here.grid.id in _UNPRINTED:
        sheet.set_portrait()
        sheet.print_area(0, 0, here.last, here.at(_UNPRINTED[here.grid.id]) - 1)
    elif kind_of(here.grid.id) in _SEARCHED:
        sheet.print_area(0, 0, here.header, len(here.columns) - 1)


def _charts(pen: Pen, sheet: Any, grids: Sequence[Placed]) -> None:
    """Draw bars below the grid whose they are, or beside it where others stand below."""
    for here in (one for one in grids if one.rows):
        for number, bars in enumerate(here.grid.bars):
            row, column = here.last + 2 + number * _CHART_ROWS, 0
            if len(grids) > 1:
                row, column = _BESIDE[here.grid.id], _BESIDE_COLUMN
            sheet.insert_chart(row, column, chart(pen.book, here, bars))
