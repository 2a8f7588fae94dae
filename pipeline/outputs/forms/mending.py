"""The first sheet of a form that goes back to its unit: what is to be mended, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from xlsxwriter.utility import quote_sheetname

from pipeline import texts
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.returned import Place, Returned
from pipeline.outputs.book.look import BAD, BOX, DOUBT, HEADER, lines_of
from pipeline.outputs.clean import clean_text
from pipeline.outputs.forms.pen import Pen

_WIDTHS = (5, 16, 9, 46, 11, 56, 52)
_FIRST = 3


def write_mending(
    pen: Pen, sheet: Any, returned: Returned, cells: Mapping[Place, tuple[str, str, str]]
) -> None:
    """Write the list; `cells` gives the sheet, cell and subject of each answer in this form."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    pen.text(sheet, 0, 0, texts.form.MENDING_TITLE, pen.style(bold=True, font_size=14))
    sheet.set_row(0, 26)
    pen.span(sheet, 1, 0, 6, texts.form.MENDING_SAID, pen.style(text_wrap=True, valign="top"))
    sheet.set_row(1, 36)
    for column, name in enumerate(texts.form.MENDING_HEADERS):
        pen.text(sheet, _FIRST - 1, column, name, pen.style(HEADER))
    wrapped = pen.style(BOX, text_wrap=True, valign="top")
    middle = pen.style(BOX, align="center", valign="top")
    link = pen.style(BOX, align="center", valign="top", underline=1, font_color="#0B4F9E")
    about = {(name, cell): subject for name, cell, subject in cells.values()}
    listed = texts.findings.once(_placed(returned, cells))
    for row, finding in enumerate(listed, start=_FIRST):
        name, cell = finding.where.sheet or "", finding.where.cell or ""
        subject = _subject(finding, about)
        wrong, action = texts.findings.said(finding)
        message = clean_text(texts.numbers.sentence(wrong))
        sheet.write_number(row, 0, row - _FIRST + 1, middle)
        pen.text(sheet, row, 1, name, wrapped)
        if cell:
            target = f"internal:{quote_sheetname(name)}!{cell}"
            sheet.write_url(row, 2, target, link, finding.place)
        else:
            pen.text(sheet, row, 2, "", middle)
        pen.text(sheet, row, 3, subject, wrapped)
        grave = finding.severity is Severity.ERROR
        look = pen.style(BOX, BAD if grave else DOUBT, align="center", valign="top")
        pen.text(sheet, row, 4, texts.form.SEVERITIES[finding.severity], look)
        pen.text(sheet, row, 5, message, wrapped)
        pen.text(sheet, row, 6, action, wrapped)
        said = zip((subject, message, action), (46, 56, 52), strict=True)
        pen.grow(sheet, row, max(lines_of(text, width) for text, width in said))
    sheet.freeze_panes(_FIRST, 0)
    pen.protect(sheet)
    pen.page(sheet)
    sheet.activate()


def _placed(returned: Returned, cells: Mapping[Place, tuple[str, str, str]]) -> Iterator[Finding]:
    """Yield what is to be mended, each at its cell in this form, in the order of its cells."""
    order: dict[Place | None, int] = {place: number for number, place in enumerate(cells)}
    for place, finding in sorted(returned.findings, key=lambda one: order.get(one[0], len(order))):
        name, cell, _ = cells.get(place, ("", "", "")) if place else ("", "", "")
        where = replace(finding.where, sheet=name or None, cell=cell or None)
        yield replace(finding, where=where)


def _subject(finding: Finding, about: Mapping[tuple[str, str], str]) -> str:
    """Return what is to be mended; of several cells the first, and how many there are more."""
    where, more = finding.where, len(finding.cells) - 1
    subject = about.get((where.sheet or "", where.cell or ""), "")
    return texts.form.AND_MORE.format(about=subject, count=more) if more > 0 else subject
