"""The first sheet of a form that goes back to its unit: what is to be mended, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from xlsxwriter.utility import quote_sheetname

from pipeline import texts
from pipeline.domain.finding import Finding
from pipeline.domain.returned import Place, Returned
from pipeline.outputs.book.look import BAD, BOX, DOUBT, HEADER, lines_of
from pipeline.outputs.forms.pen import Pen
from pipeline.outputs.mending import FIRST, WIDTHS, ToMend


def placed(returned: Returned, cells: Mapping[Place, tuple[str, str, str]]) -> Iterator[Finding]:
    """Yield what is to be mended, each at its cell in a form drawn anew, in the cells' order.

    `cells` gives the sheet, cell and subject of each answer in that form.
    """
    order: dict[Place | None, int] = {place: number for number, place in enumerate(cells)}
    for place, finding in sorted(returned.findings, key=lambda one: order.get(one[0], len(order))):
        name, cell, _ = cells.get(place, ("", "", "")) if place else ("", "", "")
        where = replace(finding.where, sheet=name or None, cell=cell or None)
        yield replace(finding, where=where)


def write_mending(pen: Pen, sheet: Any, lines: Sequence[ToMend]) -> None:
    """Write the list, each line with a link to its cell."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    pen.text(sheet, 0, 0, texts.form.MENDING_TITLE, pen.style(bold=True, font_size=14))
    sheet.set_row(0, 26)
    plain = pen.style(text_wrap=True, valign="top")
    for row, said in enumerate(texts.form.MENDING_SAID, start=1):
        pen.span(sheet, row, 0, len(WIDTHS) - 1, said, plain)
    for column, name in enumerate(texts.form.MENDING_HEADERS):
        pen.text(sheet, FIRST - 1, column, name, pen.style(HEADER))
    wrapped = pen.style(BOX, text_wrap=True, valign="top")
    middle = pen.style(BOX, align="center", valign="top")
    link = pen.style(BOX, align="center", valign="top", underline=1, font_color="#0B4F9E")
    for row, line in enumerate(lines, start=FIRST):
        sheet.write_number(row, 0, row - FIRST + 1, middle)
        for column, words in enumerate(line.words, start=1):
            pen.text(sheet, row, column, words, wrapped)
        if line.cell:
            target = f"internal:{quote_sheetname(line.sheet)}!{line.cell}"
            sheet.write_url(row, 2, target, link, line.place)
        look = pen.style(BOX, BAD if line.grave else DOUBT, align="center", valign="top")
        pen.text(sheet, row, 4, line.severity, look)
        said_in = zip(line.words, WIDTHS[1:], strict=True)
        pen.grow(sheet, row, max(lines_of(text, width) for text, width in said_in))
    sheet.freeze_panes(FIRST, 0)
    pen.protect(sheet)
    pen.page(sheet)
    sheet.activate()
