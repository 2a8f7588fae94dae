"""The head of the report: who issues it, its number and date, its title, whom it is for."""

from __future__ import annotations

import copy
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pipeline.domain.drawn import Brief, Letter
from pipeline.outputs.report import decree30 as law
from pipeline.outputs.report import typeset
from pipeline.outputs.report.marks import DATED, FIXED, NUMBER, mark
from pipeline.outputs.report.pen import plain_table, rule, write


def add_letterhead(document: Any, letter: Letter) -> None:
    """Add the issuer beside the nation's name, the number and date below them."""
    widths = (66.0, 100.0)
    table = plain_table(document, widths)
    left, right = table.rows[0].cells
    room = [Mm(width).pt - 10.8 for width in widths]  # cells keep 5.4 pt on either side
    for line in letter.parent:
        write(_next(left), line, law.PARENT_SIZE)
    for line in letter.issuer:
        write(_next(left), line, law.ISSUER_SIZE, bold=True)
    above = typeset.width(letter.issuer[-1], law.ISSUER_SIZE, bold=True)
    rule(left.add_paragraph(), above * law.SHORT_RULE, room[0])
    write(right.paragraphs[0], letter.nation, law.NATION_SIZE, bold=True)
    write(right.add_paragraph(), letter.motto, law.MOTTO_SIZE, bold=True)
    below = typeset.width(letter.motto, law.MOTTO_SIZE, bold=True)
    rule(right.add_paragraph(), below, room[1])
    # Number and date share a row, so that they stand level however many lines are above.
    second = copy.deepcopy(table.rows[0]._tr)
    for paragraph in list(second.iter(qn("w:p"))):
        parent = paragraph.getparent()
        parent.remove(paragraph)
    for cell in second.iter(qn("w:tc")):
        cell.append(OxmlElement("w:p"))
    table._tbl.append(second)
    left, right = table.rows[1].cells
    write(left.paragraphs[0], letter.number, law.NUMBER_SIZE)
    if letter.about:
        write(left.add_paragraph(), letter.about, law.ABOUT_SIZE, before=law.ABOUT_BELOW)
    write(right.paragraphs[0], letter.dated, law.PLACE_SIZE, italic=True)
    mark(left.paragraphs[0]._p, NUMBER)
    mark(right.paragraphs[0]._p, DATED)


def _next(cell: Any) -> Any:
    """Return the cell's empty first paragraph, then new ones."""
    last = cell.paragraphs[-1]
    return last if not last.text else cell.add_paragraph()


def add_title(document: Any, letter: Letter | Brief) -> None:
    """Add the kind of document and its subject."""
    report, phrases = letter.report, letter.phrases
    room = Mm(210 - law.LEFT - law.RIGHT).pt
    kind, subject = document.add_paragraph(), document.add_paragraph()
    write(kind, report.kind, law.TITLE_SIZE, bold=True, before=12)
    lines = typeset.lines(report.subject, law.TITLE_SIZE, room, bold=True, phrases=phrases)
    write(subject, "\n".join(lines), law.TITLE_SIZE, bold=True)
    mark(kind._p, f"{FIXED}kind")
    mark(subject._p, f"{FIXED}subject")
    above = typeset.width(lines[-1], law.TITLE_SIZE, bold=True)
    rule(document.add_paragraph(), above * law.SHORT_RULE, room)


def add_addressees(document: Any, letter: Letter) -> None:
    """Add whom the report is for."""
    addressees = letter.addressees
    if len(addressees) == 1:
        said = f"{letter.to} {addressees[0]}."
        write(document.add_paragraph(), said, law.BODY_SIZE, before=6, after=6)
        return
    left = WD_ALIGN_PARAGRAPH.LEFT
    head = document.add_paragraph()
    write(head, letter.to, law.BODY_SIZE, align=left, before=6)
    head.paragraph_format.left_indent = Mm(law.ADDRESSED)
    head.paragraph_format.keep_with_next = True
    colon = typeset.width(letter.to.rstrip(":"), law.BODY_SIZE, bold=False)
    for index, one in enumerate(addressees):
        paragraph = document.add_paragraph()
        last = index == len(addressees) - 1
        write(
            paragraph,
            f"- {one}{'.' if last else ';'}",
            law.BODY_SIZE,
            align=left,
            after=6 * last,
        )
        paragraph.paragraph_format.left_indent = Mm(law.ADDRESSED) + Pt(colon)
