"""The leader's page becomes a Word document: letters and margins as the report's, on one page."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from pipeline.domain.drawn import Brief
from pipeline.domain.report import Heading, Report
from pipeline.outputs.report import decree30 as law
from pipeline.outputs.report import typeset
from pipeline.outputs.report.body import add_body
from pipeline.outputs.report.letterhead import add_title
from pipeline.outputs.report.pen import plain_table, write
from pipeline.outputs.report.printed import Printed, printed
from pipeline.outputs.report.report_docx import begun, saved

_WIDTHS = (100.0, 66.0)  # mm: whose page it is, what it is
_LEADING = 1.17  # of Times New Roman, a little more than it takes
_HEAD = 130.0  # points: what stands above the text, its subject in three lines
_SPARE = 0.93  # of a line: words are measured roughly, and break only between them


def build_brief(brief: Brief) -> bytes:
    """Draw the page; the same brief gives the same bytes."""
    document = begun(brief)
    _add_head(document, brief)
    add_title(document, brief)
    attached = document.add_paragraph()
    write(attached, brief.attached, law.RECIPIENTS_HEAD_SIZE, italic=True, after=6)
    add_body(document, brief.report)
    return saved(document)


def _add_head(document: Any, brief: Brief) -> None:
    left, right = plain_table(document, _WIDTHS).rows[0].cells
    for index, line in enumerate(brief.issuer):
        paragraph = left.add_paragraph() if index else left.paragraphs[0]
        write(paragraph, line, law.ISSUER_SIZE, bold=True, align=WD_ALIGN_PARAGRAPH.LEFT)
    right_hand = WD_ALIGN_PARAGRAPH.RIGHT
    write(right.paragraphs[0], brief.internal, law.ISSUER_SIZE, italic=True, align=right_hand)


def fits(report: Report) -> bool:
    """Tell whether a text stands on one page, below its head."""
    room: float = Mm(297 - law.TOP - law.BOTTOM).pt
    return _HEAD + sum(map(_height, printed(report))) <= room


def _height(block: Heading | Printed) -> float:
    """Return how high a paragraph is with the room above it, in points."""
    bold = isinstance(block, Heading)
    words = block.text if isinstance(block, Heading) else "".join(one.text for one in block.runs)
    room = Mm(210 - law.LEFT - law.RIGHT).pt * _SPARE
    length = Mm(law.INDENT).pt + typeset.width(words, law.BODY_SIZE, bold=bold)
    lines: float = length // room + 1
    return law.BETWEEN + lines * law.BODY_SIZE * _LEADING * law.LINE
