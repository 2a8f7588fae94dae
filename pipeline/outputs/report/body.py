"""The body of the report: its legal bases, headings and paragraphs, and who signs it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from pipeline import texts
from pipeline.domain.report import Heading, Paragraph, Report, Run
from pipeline.domain.summary import Summary
from pipeline.outputs.clean import clean_text
from pipeline.outputs.report import decree30 as law
from pipeline.outputs.report.pen import plain_table, write


def add_body(document: Any, report: Report) -> None:
    """Add the legal bases, then the headings and paragraphs, the last with the end mark."""
    for index, basis in enumerate(report.legal_bases):
        end = "." if index == len(report.legal_bases) - 1 else ";"
        _prose(document, (Run(basis + end, italic=True),))
    last = max((i for i, b in enumerate(report.blocks) if isinstance(b, Paragraph)), default=-1)
    for index, block in enumerate(report.blocks):
        if isinstance(block, Heading):
            _heading(document, block)
            continue
        runs = block.runs
        if block.bullet:
            runs = (Run("- "), *runs)
        if index == last:
            runs = (*_without_stop(runs), Run(law.END))
        # A signature never stands alone on a page, nor does a line that announces what follows.
        bold = all(run.bold or not run.text.strip() for run in block.runs)
        announces = bold or block.text.rstrip().endswith(":")
        _prose(document, runs, keep=index == last or announces)


def _without_stop(runs: Sequence[Run]) -> tuple[Run, ...]:
    final = runs[-1]
    return (*runs[:-1], Run(final.text.rstrip(" ./"), final.bold, final.italic))


def _heading(document: Any, heading: Heading) -> None:
    paragraph = document.add_paragraph()
    write(
        paragraph,
        heading.text,
        law.BODY_SIZE,
        bold=True,
        align=WD_ALIGN_PARAGRAPH.JUSTIFY,
        before=6,
    )
    paragraph.paragraph_format.first_line_indent = Mm(law.INDENT)
    paragraph.paragraph_format.keep_with_next = True


def _prose(document: Any, runs: Iterable[Run], *, keep: bool = False) -> None:
    paragraph = document.add_paragraph()
    for run in runs:
        written = paragraph.add_run(clean_text(run.text))
        written.bold, written.italic = run.bold or None, run.italic or None
        written.font.size = Pt(law.BODY_SIZE)
    style = paragraph.paragraph_format
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    style.first_line_indent = Mm(law.INDENT)
    style.space_before = Pt(law.BETWEEN)
    style.line_spacing = law.LINE
    style.widow_control = True
    style.keep_with_next = keep or None


def add_signature(document: Any, summary: Summary) -> None:
    """Add who receives the report beside who signs it."""
    office = summary.office
    gap = document.add_paragraph()
    gap.paragraph_format.line_spacing = Pt(8)
    gap.paragraph_format.keep_with_next = True
    table = plain_table(document, (78.0, 82.0))
    left, right = table.rows[0].cells
    write(
        left.paragraphs[0],
        texts.document.RECIPIENTS,
        law.RECIPIENTS_HEAD_SIZE,
        bold=True,
        italic=True,
        align=WD_ALIGN_PARAGRAPH.LEFT,
    )
    for index, one in enumerate(office.recipients):
        end = "." if index == len(office.recipients) - 1 else ";"
        write(
            left.add_paragraph(),
            f"- {one}{end}",
            law.RECIPIENTS_SIZE,
            align=WD_ALIGN_PARAGRAPH.LEFT,
        )
    for index, line in enumerate(office.signer.authority):
        paragraph = right.paragraphs[0] if index == 0 else right.add_paragraph()
        write(paragraph, line, law.SIGNER_SIZE, bold=True)
    for _ in range(law.ROOM_TO_SIGN):
        write(right.add_paragraph(), "", law.SIGNER_SIZE)
    for line in filter(None, (office.signer.position, office.signer.name)):
        write(right.add_paragraph(), line, law.SIGNER_SIZE, bold=True)
