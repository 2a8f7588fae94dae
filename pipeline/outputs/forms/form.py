"""The Excel form a unit fills; what its reader relies on stands in `domain.marks`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from pipeline import texts
from pipeline.domain.form import Form
from pipeline.domain.marks import IDENTITY_SHEET
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.domain.returned import Returned
from pipeline.outputs.book.look import BOX, HEADER, OPTIONS, Sheet, lines_of
from pipeline.outputs.forms.head import question
from pipeline.outputs.forms.hidden import Hidden
from pipeline.outputs.forms.layout import Layout
from pipeline.outputs.forms.mending import placed, write_mending
from pipeline.outputs.forms.narrative import NarrativeSheet
from pipeline.outputs.forms.page import Page, Recent
from pipeline.outputs.forms.pen import Pen
from pipeline.outputs.forms.sent import Sent
from pipeline.outputs.forms.table import TableSheet
from pipeline.outputs.forms.told import told, weeks_counted, weeks_words
from pipeline.outputs.mending import to_mend

_SHEET_PART = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_FIXED = b' customHeight="1"'
_FIXED_ROW = re.compile(rb'<row r="(\d+)"[^>]*?' + _FIXED)


def build_form(
    form: Form,
    office: Office,
    period: Period | None,
    unit: Unit | None,
    past: Mapping[str, Mapping[str, int | str]],
    now: datetime,
    returned: Returned | None = None,
    starts: Mapping[str, str] | None = None,
    recent: Recent | None = None,
) -> bytes:
    """Make the form of one unit for one period; without them, the blank master.

    Args:
        form: The form's declaration.
        office: The office that asks.
        period: The period reported on.
        unit: The unit that reports; what it has to report on are the rows.
        past: What earlier reports say, by row code: `past[code]["carried_over"]` is what an
            opening column is carried forward from, `past[code]["x.typical"]` x's usual size.
        now: The time of making, written into the file's properties.
        returned: What the unit typed before and what is wrong with it, when the form goes back.
        starts: What the fields of who filled it in and who signs start from, by their ids.
        recent: What the unit's last reports counted, shown beside what is typed.
    """
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    book.worksheet_class = Sheet
    book.set_properties(
        {
            "title": form.title,
            "subject": unit.name if unit else "",
            "author": office.short_name,
            "created": now.astimezone(UTC).replace(tzinfo=None),
        }
    )
    book.set_size(24_000, 14_000)
    day = office.schedule.window(period)[1] if period else now.date()
    weeks = weeks_counted(office.schedule, period)
    rows = [(table, office.items(table.rows, day, unit)) for table in form.tables]
    every = [
        Layout.of(table, items, [told(item, office, unit, weeks) for item in items])
        for table, items in rows
    ]
    # A table a unit has no rows in is not put before it.
    layouts = [layout for layout in every if layout.items] or every[:1]
    pen, hidden = Pen(book), Hidden.of(form, layouts)
    mending = book.add_worksheet(texts.form.MENDING_SHEET) if returned else None
    tables = []
    for layout in layouts:
        sheet, sent = book.add_worksheet(layout.table.sheet), Sent(layout.table, past, returned)
        of_all = tuple(layouts)
        page = Page(
            *(pen, hidden, layout, sheet, form, office, period, unit, sent, of_all),
            *(starts or {}, recent or {}),
        )
        tables.append(TableSheet(page))
    words = book.add_worksheet(form.narrative_sheet)
    narrative = NarrativeSheet(pen, hidden, form, words, returned, starts or {})
    guide = book.add_worksheet(texts.form.GUIDE_SHEET)
    hidden.write(pen, book.add_worksheet(IDENTITY_SHEET), office, period, unit, past, starts or {})
    narrative.make()
    for table in tables:
        table.make()
    counted = [*(table.tally for table in tables), narrative.tally]
    for index, table in enumerate(tables):
        table.head([*counted[:index], *counted[index + 1 :]])
    questions = filter(None, (question(table.page) for table in tables))
    narrative.head(counted[:-1], next(questions, None))
    against = weeks_words(layouts, office.schedule, unit, weeks)
    _guide(pen, guide, form, (*form.guide, *filter(None, [against])))
    tables[0].page.sheet.activate()
    if returned and mending:
        cells = {place: at for table in tables for place, at in table.cells().items()}
        cells |= narrative.cells()
        subjects = {(name, cell): subject for name, cell, subject in cells.values()}
        there = {cells[p][:2]: value for p, value in returned.typed.items() if p in cells}
        clause = office.asked_by.get(form.kind, form.basis)
        lines = to_mend(placed(returned, cells), subjects, there, clause)
        write_mending(pen, mending, lines)
    book.close()
    return _growing(stream.getvalue(), pen.growing)


def _guide(pen: Pen, sheet: Any, form: Form, paragraphs: Sequence[str]) -> None:
    widths = (7, 36, 10, 60, 52)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    pen.text(sheet, 0, 0, texts.form.GUIDE_TITLE, pen.style(bold=True, font_size=14))
    sheet.set_row(0, 26)
    row = 1
    number = pen.style(align="center", valign="top")
    wrapped = pen.style(text_wrap=True, valign="top")
    for count, paragraph in enumerate(paragraphs, 1):
        pen.text(sheet, row, 0, f"{count}.", number)
        pen.span(sheet, row, 1, len(widths) - 1, paragraph, wrapped)
        sheet.set_row(row, 15.5 * lines_of(paragraph, sum(widths[1:])) + 4)
        row += 1
    row += 1
    pen.text(sheet, row, 0, texts.form.RULES_TITLE, pen.style(bold=True, font_size=12))
    row += 1
    for column, name in enumerate(texts.form.RULE_HEADERS):
        pen.text(sheet, row, column, name, pen.style(HEADER))
    cell = pen.style(BOX, text_wrap=True, valign="top")
    for rule in form.rules:
        row += 1
        severity = texts.form.SEVERITIES[rule.severity]
        said = (rule.id, rule.brief, severity, rule.action, rule.basis)
        for column, text in enumerate(said):
            pen.text(sheet, row, column, text, cell)
        pairs = zip(said, widths, strict=True)
        pen.grow(sheet, row, max(lines_of(text, width) for text, width in pairs))
    pen.protect(sheet)
    pen.page(sheet)


def _growing(content: bytes, rows: set[tuple[int, int]]) -> bytes:
    """Mark the heights of rows as found, not fixed: xlsxwriter can only fix them.

    A fixed row would hide all but the first lines of a long reason, on the signed page too.
    """
    result = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            part = source.read(item)
            if sheet := _SHEET_PART.fullmatch(item.filename):
                grow = {row for number, row in rows if number == int(sheet[1])}
                part = _FIXED_ROW.sub(partial(_unfixed, grow), part)
            target.writestr(item, part)
    return result.getvalue()


def _unfixed(grow: set[int], row: re.Match[bytes]) -> bytes:
    return row[0].removesuffix(_FIXED) if int(row[1]) in grow else row[0]
