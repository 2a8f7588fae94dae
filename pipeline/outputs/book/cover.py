"""A workbook's cover: whose it is, whether all have sent, what each sheet holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xlsxwriter.utility import quote_sheetname

from pipeline import texts
from pipeline.domain.report import Report
from pipeline.domain.summary import Summary
from pipeline.outputs.book.grid_xlsx import LINK, TITLE
from pipeline.outputs.book.look import BAD, BOX, GOOD
from pipeline.outputs.book.pen import Pen

TOLD = 7  # row below the verdict, where what is told of the period begins
FIGURES = TOLD + 5  # row of the headers of the first grid; its title stands above it


def head(pen: Pen, sheet: Any, summary: Summary, report: Report) -> None:
    """Write whose workbook it is, of which days, and whether all have sent."""
    wrap = {"text_wrap": True, "align": "center"}
    words = texts.numbers.period_words(summary.period).upper()
    title = texts.tables.TITLE.format(period=words)
    pen.across(sheet, 0, 0, 2, summary.office.name, {"bold": True, "align": "center"})
    pen.across(sheet, 1, 0, 2, title, TITLE, {"align": "center"})
    pen.across(sheet, 2, 0, 2, report.subject, wrap)
    sheet.set_row(2, 32)
    _verdict(pen, sheet, summary)
    for row, (label, said) in enumerate(_told(summary), start=TOLD):
        pen.say(sheet, row, 0, label, BOX, {"bold": True})
        pen.across(sheet, row, 1, 2, said, BOX)


def _verdict(pen: Pen, sheet: Any, summary: Summary) -> None:
    absent = [standing.unit.name for standing in summary.standings if not standing.reported]
    owed = len(summary.standings)
    verdict = texts.tables.INCOMPLETE if absent else texts.tables.COMPLETE
    said = verdict.format(sent=owed - len(absent), owed=owed)
    strong = {"bold": True, "font_size": 14, "align": "center"}
    pen.across(sheet, 4, 0, 2, said, BOX, strong, BAD if absent else GOOD)
    sheet.set_row(4, 26)
    if absent:
        missing = texts.tables.STILL_MISSING.format(units=", ".join(absent))
        pen.across(sheet, 5, 0, 2, missing, {"text_wrap": True, "align": "center"})
        sheet.set_row(5, 32)


def _told(summary: Summary) -> Iterator[tuple[str, str]]:
    due = texts.numbers.due_words(summary.deadline)
    made = summary.now.astimezone(summary.office.schedule.zone)
    yield texts.tables.WINDOW, texts.numbers.window_words(*summary.window)
    yield texts.tables.DEADLINE, texts.tables.BEFORE.format(deadline=due)
    yield texts.tables.MADE, texts.numbers.instant(made)


def contents(pen: Pen, sheet: Any, row: int, says: Mapping[str, str]) -> None:
    """Write what each sheet holds, with a link to it."""
    pen.say(sheet, row, 0, texts.tables.CONTENTS, {"bold": True})
    for line, (name, said) in enumerate(says.items(), start=row + 1):
        link = f"internal:{quote_sheetname(name)}!A1"
        sheet.write_url(line, 0, link, pen.style(BOX, LINK), name)
        pen.across(sheet, line, 1, 2, said, BOX)
    sheet.print_area(0, 0, row + len(says), 2)
    sheet.activate()
