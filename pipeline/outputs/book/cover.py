"""A workbook's cover: whose it is, whether all have sent, what each sheet holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import quote_sheetname

from pipeline.domain.grid import Cover
from pipeline.outputs.book.look import BAD, BOX, GOOD
from pipeline.outputs.book.pen import Pen
from pipeline.outputs.book.styles import LINK, TITLE

VERDICT = "A5"  # the cell that says whether all have sent
TOLD = 7  # row below the verdict, where what is told of the period begins
FIGURES = TOLD + 5  # row of the headers of the first grid; its title stands above it


def head(pen: Pen, sheet: Any, names: tuple[str, str, str], cover: Cover) -> None:
    """Write whose workbook it is, of which days, and whether all have sent."""
    wrap = {"text_wrap": True, "align": "center"}
    office, title, subject = names
    pen.across(sheet, 0, 0, 2, office, {"bold": True, "align": "center"})
    pen.across(sheet, 1, 0, 2, title, TITLE, {"align": "center"})
    pen.across(sheet, 2, 0, 2, subject, wrap)
    sheet.set_row(2, 32)
    _verdict(pen, sheet, cover)
    for row, (label, said) in enumerate(cover.told, start=TOLD):
        pen.say(sheet, row, 0, label, BOX, {"bold": True})
        pen.across(sheet, row, 1, 2, said, BOX)


def _verdict(pen: Pen, sheet: Any, cover: Cover) -> None:
    said = "".join(piece.text for piece in cover.verdict)
    strong = {"bold": True, "font_size": 14, "align": "center"}
    pen.across(sheet, 4, 0, 2, said, BOX, strong, BAD if cover.missing else GOOD)
    sheet.set_row(4, 26)
    if cover.missing:
        pen.across(sheet, 5, 0, 2, cover.missing, {"text_wrap": True, "align": "center"})
        sheet.set_row(5, 32)


def contents(pen: Pen, sheet: Any, row: int, title: str, says: Sequence[tuple[str, str]]) -> None:
    """Write what each sheet holds, with a link to it."""
    pen.say(sheet, row, 0, title, {"bold": True})
    for line, (name, said) in enumerate(says, start=row + 1):
        link = f"internal:{quote_sheetname(name)}!A1"
        sheet.write_url(line, 0, link, pen.style(BOX, LINK), name)
        pen.across(sheet, line, 1, 2, said, BOX)
    sheet.print_area(0, 0, row + len(says), 2)
    sheet.activate()
