"""What every page of the report is written with: words, lines, tables without lines."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run as DocxRun

from pipeline.outputs.clean import clean_text
from pipeline.outputs.report import decree30 as law


def write(
    paragraph: DocxParagraph,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = WD_ALIGN_PARAGRAPH.CENTER,
    after: float = 0,
    before: float = 0,
) -> DocxParagraph:
    """Write words into a paragraph and set it; sizes and distances in points."""
    add_words(paragraph._p, text, size, bold=bold, italic=italic)
    if align is not None:
        paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.space_before = Pt(before)
    return paragraph


def add_words(
    paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False
) -> Any:
    """Add words to a paragraph's element, their size in points, and return their run."""
    # A copy: a report has hundreds of runs of a dozen looks, and building one is dear.
    run, said = deepcopy(_blank_run(size, bold, italic)), clean_text(text)
    if any(broken in said for broken in "\t\r\n"):
        run.text = said
    elif said:
        run.add_t(said)
    paragraph.append(run)
    return run


@lru_cache(maxsize=64)
def _blank_run(size: float, bold: bool, italic: bool) -> Any:
    element = OxmlElement("w:r")
    run = DocxRun(element, None)  # type: ignore[arg-type]
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    return element


def unseen(paragraph: DocxParagraph) -> None:
    """Let an empty paragraph take no room: one that ends a section would else begin a page."""
    paragraph.paragraph_format.line_spacing = Pt(law.UNSEEN)
    paragraph.add_run().font.size = Pt(1)


def plain_table(document: Any, widths: Sequence[float]) -> Any:
    """Add a borderless table of one row; widths in mm."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    return table


def rule(paragraph: DocxParagraph, length: float, room: float) -> None:
    """Draw a solid line of a length, centred in the room there is; both in points."""
    side = Pt(max(0.0, (room - length) / 2))
    style = paragraph.paragraph_format
    style.left_indent = style.right_indent = side
    style.space_before, style.space_after = Pt(3), Pt(2)
    style.line_spacing = Pt(3)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    mark = paragraph.add_run()
    mark.font.size = Pt(2)
