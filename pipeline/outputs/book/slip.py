"""A unit's slip: its points in the emulation ledger on one sheet, with room to sign."""

from __future__ import annotations

from datetime import UTC
from io import BytesIO
from typing import Any

import xlsxwriter

from pipeline.domain import marks
from pipeline.domain.drawn import Slip
from pipeline.outputs.around import said_before
from pipeline.outputs.book.grid_xlsx import Drawing
from pipeline.outputs.book.look import BOX, OPTIONS
from pipeline.outputs.book.pen import Pen
from pipeline.outputs.book.placed import Placed, Places
from pipeline.outputs.book.styles import TABLE, TEXT, TITLE

_HEADER = 6  # row of the headers, below whose slip it is and what came of it
_ROOM = 5  # rows to sign in
_CENTRED = {"align": "center"}


def build_slip(slip: Slip) -> bytes:
    """Draw a slip; the same slip gives the same bytes."""
    stream, book = BytesIO(), slip.book
    drawn = xlsxwriter.Workbook(stream, OPTIONS)
    made = book.made_at.astimezone(UTC).replace(tzinfo=None)
    drawn.set_properties({"title": book.title, "author": book.author, "created": made})
    pen, (page,) = Pen(drawn, book.footer), book.sheets
    sheet = pen.sheet(page.chapter.title, wide=True)
    here = Placed(page.chapter.title, page.chapter.grids[0], _HEADER)
    places = Places(book, {here.grid.id: here})
    Drawing(pen, {here.sheet: sheet}, places).draw(here, TABLE)
    sheet.repeat_rows(here.header)
    _head(pen, sheet, slip, here)
    _signs(pen, sheet, slip, here)
    _words(pen, sheet, here)
    _identity(pen, drawn.add_worksheet(marks.IDENTITY_SHEET), slip, here)
    drawn.close()
    return stream.getvalue()


def _words(pen: Pen, sheet: Any, here: Placed) -> None:
    """Leave the unit a cell beside each row; nothing else can be typed over."""
    for at in here.rows:
        pen.say(sheet, here.line(at), here.at("words"), "", BOX, TEXT, {"locked": False})
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _identity(pen: Pen, sheet: Any, slip: Slip, here: Placed) -> None:
    """Write what the file is, and where the unit's words stand, on a sheet that is hidden."""
    cells = [
        (marks.words_mark(kind), here.cell(at, "words"))
        for kind, at in zip(slip.kinds, here.rows, strict=True)
    ]
    named = zip(marks.IDENTITY, map(str, slip.identity), strict=True)
    for row, (key, value) in enumerate([*named, *cells]):
        pen.say(sheet, row, marks.KEY, key)
        pen.say(sheet, row, marks.VALUE, value)
    sheet.protect()
    sheet.very_hidden()


def _head(pen: Pen, sheet: Any, slip: Slip, here: Placed) -> None:
    """Write whose slip it is, of which days, and what came of it."""
    office, title, unit = slip.book.head
    last = len(here.columns) - 1
    pen.say(sheet, 0, 0, office, {"bold": True})
    pen.across(sheet, 1, 0, last, title, TITLE, _CENTRED)
    pen.across(sheet, 2, 0, last, unit, {"bold": True}, _CENTRED)
    pen.across(sheet, 3, 0, last, slip.book.sheets[0].window, {"italic": True}, _CENTRED)
    pen.across(sheet, 4, 0, last, said_before(here.grid), {"bold": True})


def _signs(pen: Pen, sheet: Any, slip: Slip, here: Placed) -> None:
    """Write the notes, and at the right the lines around the room to sign."""
    row, last, notes = here.last + 1, len(here.columns) - 1, here.grid.notes
    for line, note in enumerate(notes, start=row):
        pen.across(sheet, line, 0, last, note, {"italic": True})
    above, below = slip.signs
    for line, said in enumerate((*above, *[""] * _ROOM, *below), start=row + len(notes) + 1):
        pen.across(sheet, line, last - 1, last, said, {"bold": True}, _CENTRED)
