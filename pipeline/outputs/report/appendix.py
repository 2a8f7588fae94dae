"""An appendix of the report: a chapter of grids on landscape pages of its own."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from pipeline.domain.drawn import Annex
from pipeline.domain.grid import Chapter, Grid
from pipeline.outputs.around import notes_of
from pipeline.outputs.report import decree30 as law
from pipeline.outputs.report.chart_docx import add_chart, charts_of
from pipeline.outputs.report.docx_table import PAGE_WIDTH
from pipeline.outputs.report.grid_docx import grid_table
from pipeline.outputs.report.pen import rule, write


def add_appendix(document: Any, annex: Annex) -> None:
    """Add a chapter of grids under the appendix's name, on a page of its own.

    A grid with bars is drawn as a chart, the others as tables; what they note comes last.
    """
    chapter = annex.chapter
    _landscape(document)
    _head(document, annex)
    for grid in chapter.grids:
        if not grid.bars:
            _table(document, chapter, grid)
    for grid in chapter.grids:
        for chart in charts_of(grid):
            add_chart(document, chart)
    for note in notes_of(chapter):
        write(document.add_paragraph(), note, 11, italic=True, align=WD_ALIGN_PARAGRAPH.LEFT)
    write(document.add_paragraph(), law.END, law.APPENDIX_NAME, align=WD_ALIGN_PARAGRAPH.RIGHT)


def _landscape(document: Any) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)  # copied from the appendix before
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")


def _head(document: Any, annex: Annex) -> None:
    chapter = annex.chapter
    write(document.add_paragraph(), annex.name, law.APPENDIX_SIZE, bold=True)
    write(document.add_paragraph(), chapter.title.upper(), law.APPENDIX_NAME, bold=True)
    write(document.add_paragraph(), annex.attached, law.APPENDIX_NAME, italic=True)
    rule(document.add_paragraph(), 90, Mm(PAGE_WIDTH).pt)
    write(document.add_paragraph(), annex.window, law.APPENDIX_NAME)
    measure, right = document.add_paragraph(), WD_ALIGN_PARAGRAPH.RIGHT
    write(measure, chapter.grids[0].measure, 11, italic=True, align=right, after=2)


def _table(document: Any, chapter: Chapter, grid: Grid) -> None:
    """Add a table, under its own title where that is not the chapter's."""
    if grid.title != chapter.title:
        heading, left = document.add_paragraph(), WD_ALIGN_PARAGRAPH.LEFT
        write(heading, grid.title, 12, bold=True, align=left, before=8, after=3)
        heading.paragraph_format.keep_with_next = True
    body = document.element.body
    body.insert(len(body) - 1, grid_table(grid))
