"""An appendix of the report: a chapter of grids on landscape pages of its own."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pipeline.domain.drawn import Annex
from pipeline.domain.grid import Chapter, Grid
from pipeline.outputs.around import notes_of
from pipeline.outputs.report import decree30 as law
from pipeline.outputs.report.chart_docx import add_chart, charts_of
from pipeline.outputs.report.docx_table import PAGE_WIDTH
from pipeline.outputs.report.grid_docx import grid_table
from pipeline.outputs.report.marks import (
    ATTACHED,
    CHART,
    TABLE,
    TITLE,
    around,
    mark,
    mark_table,
    note,
)
from pipeline.outputs.report.pen import rule, unseen, write


def add_appendix(document: Any, annex: Annex) -> None:
    """Add a chapter of grids under the appendix's name, on a page of its own.

    A grid with bars is drawn as a chart, the others as tables; what they note comes last.
    """
    chapter = annex.chapter
    _landscape(document)
    _head(document, annex)
    tables = [grid for grid in chapter.grids if not grid.bars]
    for grid in tables:
        _table(document, chapter, grid, last=grid is tables[-1])
    for grid in chapter.grids:
        for chart in charts_of(grid):
            mark(add_chart(document, chart)._p, f"{CHART}{grid.id}")
    for words in notes_of(chapter):
        said, left = document.add_paragraph(), WD_ALIGN_PARAGRAPH.LEFT
        write(said, words, 11, italic=True, align=left)
        said.paragraph_format.keep_with_next = True
        mark(said._p, note(words))
    end, right = document.add_paragraph(), WD_ALIGN_PARAGRAPH.RIGHT
    write(end, law.END, law.APPENDIX_NAME, align=right)
    end.paragraph_format.line_spacing = Pt(law.END_LINE)
    mark(end._p, around(chapter.grids[0].id, "end"))


def _landscape(document: Any) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    unseen(document.paragraphs[-1])
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
    first = chapter.grids[0]

    def add(role: str, text: str, size: float, **look: Any) -> None:
        paragraph = document.add_paragraph()
        write(paragraph, text, size, **look)
        mark(paragraph._p, around(first.id, role))

    add("name", annex.name, law.APPENDIX_SIZE, bold=True)
    add("title", chapter.title.upper(), law.APPENDIX_NAME, bold=True)
    add(ATTACHED, annex.attached, law.APPENDIX_NAME, italic=True)
    rule(document.add_paragraph(), 90, Mm(PAGE_WIDTH).pt)
    add("window", annex.window, law.APPENDIX_NAME, after=4)
    if measure := first.measure:
        right = WD_ALIGN_PARAGRAPH.RIGHT
        add("measure", measure, 11, italic=True, align=right, after=2)


def _table(document: Any, chapter: Chapter, grid: Grid, *, last: bool) -> None:
    """Add a table, under its own title where that is not the chapter's."""
    if grid.title != chapter.title:
        heading, left = document.add_paragraph(), WD_ALIGN_PARAGRAPH.LEFT
        write(heading, grid.title, 12, bold=True, align=left, before=8, after=3)
        heading.paragraph_format.keep_with_next = True
        mark(heading._p, f"{TITLE}{grid.id}")
    body, table = document.element.body, grid_table(grid, last=last)
    mark_table(table, f"{TABLE}{grid.id}")
    body.insert(len(body) - 1, table)
