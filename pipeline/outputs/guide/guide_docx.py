"""A text in Markdown becomes a Word file: headings, lists, tables, pictures, what is typed."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node

from pipeline.domain.drawn import Guide
from pipeline.outputs.clean import clean_text
from pipeline.outputs.report.decree30 import FONT
from pipeline.outputs.report.report_docx import begun, saved

_ROOM = 165  # mm of a line
_WIDEST, _TALLEST = 160, 110  # mm of a picture, so that what it shows is told on the same page
_AIR = 1.5  # points above and below what stands in a table
_TYPED_WIDE = 1.7  # what a typed letter counts: it is wider, and no command should break
_TYPED = "Courier New"  # what is typed, letter by letter
_STEP = 7  # mm by which a list stands in
_INK = RGBColor(0x1F, 0x3A, 0x5F)
_HEADINGS = {"h1": 16, "h2": 14, "h3": 13, "h4": 12}  # points


def build_guide(guide: Guide) -> bytes:
    """Draw a guide; the same text and pictures give the same bytes."""
    document = begun(guide)
    document.styles["Normal"].font.size = Pt(guide.size)
    tokens = MarkdownIt("commonmark").enable("table").parse(guide.markdown)
    pen = _Pen(document, guide.pictures, guide.size)
    pen.blocks(Node(tokens).children)
    return saved(document)


class _Pen:
    """Writes one block after the other."""

    def __init__(self, document: Any, pictures: Mapping[str, bytes], size: float) -> None:
        self._document, self._pictures, self._size = document, pictures, size

    def blocks(self, nodes: Sequence[Node], indent: float = 0) -> None:
        for node in nodes:
            match node.type:
                case "heading":
                    self._heading(node)
                case "paragraph":
                    self._words(self._paragraph(indent), node)
                case "bullet_list" | "ordered_list":
                    self._list(node, indent)
                case "table":
                    self._table(node)
                case "fence" | "code_block":
                    self._typed(node.content, indent)

    def _paragraph(self, indent: float = 0) -> Any:
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(indent)
        paragraph.paragraph_format.space_after = Pt(self._size / 4)
        return paragraph

    def _heading(self, node: Node) -> None:
        paragraph = self._document.add_paragraph(style=f"Heading {node.tag[1:]}")
        paragraph.paragraph_format.space_before = Pt(self._size * 0.8)
        paragraph.paragraph_format.space_after = Pt(self._size / 3)
        paragraph.paragraph_format.keep_with_next = True
        self._words(paragraph, node, size=_HEADINGS.get(node.tag, self._size), bold=True)
        for run in paragraph.runs:
            run.font.name, run.font.color.rgb = FONT, _INK

    def _list(self, node: Node, indent: float) -> None:
        first = int(node.attrGet("start") or 1) if node.type == "ordered_list" else 0
        for number, item in enumerate(node.children, start=first):
            mark = f"{number}." if node.type == "ordered_list" else "–"
            paragraph = self._paragraph(indent + _STEP)
            paragraph.paragraph_format.first_line_indent = Mm(-_STEP)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(indent + _STEP))
            self._run(paragraph, f"{mark}\t")
            for said in item.children[:1]:
                self._words(paragraph, said)
            self.blocks(item.children[1:], indent + _STEP)

    def _table(self, node: Node) -> None:
        rows = [row.children for part in node.children for row in part.children]
        widths = _widths([[_long(cell) for cell in row] for row in rows])
        table = self._document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)  # LibreOffice goes by these, Word by the cells'
        for at, row in enumerate(rows):
            table.rows[at]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, said, width in zip(table.rows[at].cells, row, widths, strict=True):
                cell.width = Mm(width)
                told = cell.paragraphs[0]
                told.paragraph_format.space_before = told.paragraph_format.space_after = Pt(_AIR)
                self._words(told, said, size=self._size - 1, bold=not at)
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        self._paragraph()

    def _typed(self, text: str, indent: float) -> None:
        for line in text.rstrip("\n").split("\n"):
            paragraph = self._paragraph(indent + _STEP)
            paragraph.paragraph_format.space_after = Pt(0)
            self._run(paragraph, line, font=_TYPED, size=self._size - 2)
        paragraph.paragraph_format.space_after = Pt(self._size / 3)

    def _words(self, paragraph: Any, node: Node, *, size: float = 0, bold: bool = False) -> None:
        for inline in node.children:
            self._tokens(paragraph, inline.children, size or self._size, bold)

    def _tokens(self, paragraph: Any, nodes: Sequence[Node], size: float, bold: bool) -> None:
        for node in nodes:
            match node.type:
                case "text":
                    self._run(paragraph, node.content, size=size, bold=bold)
                case "softbreak" | "hardbreak":
                    self._run(paragraph, " ", size=size)
                case "code_inline":
                    self._run(paragraph, node.content, size=size - 1, bold=bold, font=_TYPED)
                case "strong" | "link" | "em":
                    heavy = bold or node.type == "strong"
                    self._tokens(paragraph, node.children, size, heavy)
                case "image":
                    self._picture(paragraph, str(node.attrGet("src")), node.content)

    def _run(
        self, paragraph: Any, text: str, *, size: float = 0, bold: bool = False, font: str = ""
    ) -> None:
        run = paragraph.add_run(clean_text(text))
        run.font.size, run.bold = Pt(size or self._size), bold or None
        if font:
            run.font.name = font

    def _picture(self, paragraph: Any, source: str, words: str) -> None:
        """Put a picture in, at most as wide as a line, with words for those who cannot see it."""
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        drawn = io.BytesIO(self._pictures[source])
        shape = paragraph.add_run().add_picture(drawn, width=Mm(_WIDEST))
        if shape.height > Mm(_TALLEST):
            shape.width, shape.height = shape.width * Mm(_TALLEST) // shape.height, Mm(_TALLEST)
        shape._inline.docPr.set("descr", clean_text(words))


def _long(node: Node) -> float:
    """Return how long a cell's words are, in letters of the text's own font."""
    return sum(
        len(one.content) * (_TYPED_WIDE if one.type == "code_inline" else 1)
        for one in node.walk()
        if one.type in ("text", "code_inline")
    )


def _widths(rows: Sequence[Sequence[float]]) -> list[float]:
    """Share a line among columns by what stands in them, none too narrow for a word."""
    columns = [max(12, min(75, max(column))) for column in zip(*rows, strict=True)]
    return [_ROOM * width / sum(columns) for width in columns]
