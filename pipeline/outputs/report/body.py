"""The body of the report: its legal bases, headings and paragraphs, and who signs it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from pipeline.domain.drawn import Letter
from pipeline.domain.report import Heading, Report, Run
from pipeline.outputs.report import decree30 as law
from pipeline.outputs.report.marks import (
    PARAGRAPH,
    SIGNATURE,
    figure_names,
    mark,
    mark_table,
    stretches,
)
from pipeline.outputs.report.pen import add_words, plain_table, write
from pipeline.outputs.report.printed import printed


def add_body(document: Any, report: Report) -> None:
    """Add the legal bases, then the headings and paragraphs, the last with the end mark."""
    body = document.element.body
    for block in printed(report):
        if isinstance(block, Heading):
            paragraph = deepcopy(_blank_heading())
            _say(paragraph, block.id, [Run(block.pieces, bold=block.level < law.POINT)])
        else:
            paragraph = deepcopy(_blank_prose(block.keep))
            _say(paragraph, block.id, block.runs)
        body.insert(len(body) - 1, paragraph)


@lru_cache(maxsize=1)  # copied: to set one takes longer than to write what it says
def _blank_heading() -> Any:
    element = OxmlElement("w:p")
    paragraph = Paragraph(element, None)  # type: ignore[arg-type]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.space_before = Pt(law.BETWEEN)
    paragraph.paragraph_format.line_spacing = law.LINE
    paragraph.paragraph_format.first_line_indent = Mm(law.INDENT)
    paragraph.paragraph_format.keep_with_next = True
    return element


@lru_cache(maxsize=2)
def _blank_prose(keep: bool) -> Any:
    element = OxmlElement("w:p")
    paragraph = Paragraph(element, None)  # type: ignore[arg-type]
    style = paragraph.paragraph_format
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    style.first_line_indent = Mm(law.INDENT)
    style.space_before = Pt(law.BETWEEN)
    style.line_spacing = law.LINE
    style.widow_control = True
    style.keep_with_next = keep or None
    return element


def _say(paragraph: Any, id: str, runs: Sequence[Run]) -> None:
    """Write what a paragraph says, so that it and each figure in it can be found again."""
    names = figure_names(id, (piece for run in runs for piece in run.pieces))
    for run in runs:
        for stretch in stretches(run.pieces):
            said = "".join(piece.text for piece in stretch)
            words = add_words(paragraph, said, law.BODY_SIZE, bold=run.bold, italic=run.italic)
            if stretch[0].made is not None:
                mark(words, next(names))
    mark(paragraph, f"{PARAGRAPH}{id}")


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
