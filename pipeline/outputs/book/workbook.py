"""A Summary becomes the consolidated workbook.

Words of units are written as text, whatever they look like.
"""

from __future__ import annotations

from datetime import UTC
from io import BytesIO

import xlsxwriter

from pipeline import texts
from pipeline.domain.report import Report
from pipeline.domain.summary import Summary
from pipeline.outputs.book.look import OPTIONS
from pipeline.outputs.book.plan_xlsx import PlanBook
from pipeline.outputs.book.services_xlsx import Services


def build_workbook(summary: Summary, report: Report) -> bytes:
    """Draw a period's workbook; the same summary gives the same bytes."""
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
    if summary.plan is None:
        Services(book, summary, report, texts.tables.SHEET_SAYS).write()
    else:
        PlanBook(book, summary, report, texts.tables.PLAN_SHEET_SAYS).write()
    book.close()
    return stream.getvalue()
