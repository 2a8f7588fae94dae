"""The body of the report: its legal bases, headings and paragraphs, and who signs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from pipeline.domain.drawn import Letter
from pipeline.domain.report import Heading, Report, Run
from pipeline.outputs.clean import clean_text
from pipeline.outputs.report import decree30 as law
from pipeline.outputs.report.marks import (
    PARAGRAPH,
    SIGNATURE,
    figure_names,
    mark,
    mark_table,
    stretches,
)
from pipeline.outputs.report.pen import plain_table, write
from pipeline.outputs.report.printed import Printed, printed


def add_body(document: Any, report: Report) -> None:
    """Add the legal bases, then the headings and paragraphs, the last with the end mark."""
    for block in printed(report):
        if isinstance(block, Heading):
            _heading(document, block)
        else:
            _prose(document, block)


def _heading(document: Any, heading: Heading) -> None:
    paragraph = document.add_paragraph()
    _say(paragraph, heading.id, [Run(heading.pieces, bold=heading.level < law.POINT)])
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.space_before = Pt(law.BETWEEN)
    paragraph.paragraph_format.line_spacing = law.LINE
    paragraph.paragraph_format.first_line_indent = Mm(law.INDENT)
    paragraph.paragraph_format.keep_with_next = True


def _prose(document: Any, said: Printed) -> None:
    paragraph = document.add_paragraph()
    _say(paragraph, said.id, said.runs)
    style = paragraph.paragraph_format
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    style.first_line_indent = Mm(law.INDENT)
    style.space_before = Pt(law.BETWEEN)
    style.line_spacing = law.LINE
    style.widow_control = True
    style.keep_with_next = said.keep or None


def _say(paragraph: Any, id: str, runs: Sequence[Run]) -> None:
    """Write what a paragraph says, so that it and each figure in it can be found again."""
    names = figure_names(id, (piece for run in runs for piece in run.pieces))
    for run in runs:
        for stretch in stretches(run.pieces):
            written = paragraph.add_run(clean_text("".join(piece.text for piece in stretch)))
            written.font.size = Pt(law.BODY_SIZE)
            written.bold, written.italic = run.bold or None, run.italic or None
            if stretch[0].made is not None:
                mark(written._r, next(names))
    mark(paragraph._p, f"{PARAGRAPH}{id}")


def add_signature(document: Any, letter: Letter) -> None:
    """Add who receives the report beside who signs it."""
    gap = document.add_paragraph()
    gap.paragraph_format.line_spacing = Pt(8)
    gap.paragraph_format.keep_with_next = True
    table = plain_table(document, (78.0, 82.0))
    mark_table(table._tbl, SIGNATURE)
    left, right = table.rows[0].cells
    write(
        left.paragraphs[0],
        letter.recipients_head,
        law.RECIPIENTS_HEAD_SIZE,
        bold=True,
        italic=True,
        align=WD_ALIGN_PARAGRAPH.LEFT,
    )
    for index, one in enumerate(letter.recipients):
        end = "." if index == len(letter.recipients) - 1 else ";"
        write(
            left.add_paragraph(),
            f"- {one}{end}",
            law.RECIPIENTS_SIZE,
            align=WD_ALIGN_PARAGRAPH.LEFT,
        )
    for index, line in enumerate(letter.authority):
        paragraph = right.paragraphs[0] if index == 0 else right.add_paragraph()
        write(paragraph, line, law.SIGNER_SIZE, bold=True)
    for _ in range(law.ROOM_TO_SIGN):
        write(right.add_paragraph(), "", law.SIGNER_SIZE)
    for line in letter.signer:
        write(right.add_paragraph(), line, law.SIGNER_SIZE, bold=True)
    for paragraph in (*left.paragraphs, *right.paragraphs):
        paragraph.paragraph_format.keep_with_next = True  # with what ends the section
