"""Every number that both documents of a period print: what it is made of, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import texts
from pipeline.domain.grid import Cell, Chapter, Grid, GridColumn, Medium, Number, Phrase, kind_of
from pipeline.domain.numeral import Piece
from pipeline.domain.report import Heading, Report
from pipeline.domain.trace import Place, Printed
from pipeline.outputs.book import cover
from pipeline.outputs.book.placed import Placed
from pipeline.outputs.book.workbook import places_on
from pipeline.outputs.said import layout_of

_AROUND = 40  # letters of a sentence that are quoted on each side of a number


def in_report(document: str, report: Report, appendices: Sequence[Chapter]) -> Iterator[Printed]:
    """Yield the numbers of a Word report, from its first line to its last appendix."""
    for titled in report.titles:
        yield from _in_pieces(document, texts.trace.TITLE_OF_REPORT, titled.pieces)
    headings: list[str] = []
    paragraph = 0
    for block in report.blocks:
        if isinstance(block, Heading):
            headings = [*headings[: block.level - 1], block.text]
            paragraph = 0
            yield from _in_pieces(document, texts.trace.HEADINGS.join(headings), block.pieces)
            continue
        paragraph += 1
        way = [*headings, texts.trace.PARAGRAPH.format(number=paragraph)]
        pieces = tuple(piece for run in block.runs for piece in run.pieces)
        yield from _in_pieces(document, texts.trace.HEADINGS.join(way), pieces)
    for number, chapter in enumerate(appendices, start=1):
        name = texts.document.appendix_name(number, len(appendices))
        for grid in chapter.grids:
            yield from _on_paper(document, name, grid)


def in_workbook(document: str, sheets: Sequence[Chapter]) -> Iterator[Printed]:
    """Yield the numbers of a workbook, sheet by sheet.

    The sheet of data is no document of its own: what stands there are the cells themselves.
    """
    for chapter in sheets:
        if kind_of(chapter.grids[0].id) != "data":
            yield from _on_sheet(document, chapter)


def _in_pieces(document: str, way: str, pieces: Sequence[Piece]) -> Iterator[Printed]:
    """Yield the numbers of a paragraph, each with the words around it."""
    whole, at = "".join(piece.text for piece in pieces), 0
    for piece in pieces:
        if piece.made:
            quoted = _quoted(whole, at, at + len(piece.text))
            words = texts.trace.IN_SENTENCE.format(way=way, quoted=quoted)
            yield Printed(piece.made, piece.text, Place(document, words))
        at += len(piece.text)


def _quoted(text: str, start: int, end: int) -> str:
    """Cut what stands around a number, at whole words."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before, after = text[first:start], text[end:last]
    if first:
        before = "…" + before.partition(" ")[2]
    if last < len(text):
        after = after.rpartition(" ")[0] + "…"
    return " ".join(f"{before}{text[start:end]}{after}".split())


def _on_paper(document: str, appendix: str, grid: Grid) -> Iterator[Printed]:
    columns = {column.id: _label(column) for column in grid.columns_on(Medium.PAPER)}
    rows = dict.fromkeys((at for at, _ in grid.rows_on(Medium.PAPER)), "")
    in_row, in_cell = texts.trace.ROW_ON_PAPER, texts.trace.IN_COLUMN
    if grid.bars:
        in_row, in_cell = texts.trace.ROW_IN_CHART, texts.trace.IN_COLOUR
    for at, id, number in grid.numbers():
        if at in rows and id in columns and (made := grid.made_of(at, number)):
            if not rows[at]:
                named = _row(grid, at, Medium.PAPER)
                rows[at] = in_row.format(appendix=appendix, title=grid.title, row=named)
            words = in_cell.format(row=rows[at], column=columns[id])
            yield Printed(made, _text(number), Place(document, words), rows[at])


def _on_sheet(document: str, chapter: Chapter) -> Iterator[Printed]:
    if chapter.cover:
        for piece in chapter.cover.verdict:
            if piece.made:
                place = Place(document, texts.trace.VERDICT, chapter.title, cover.VERDICT)
                yield Printed(piece.made, piece.text, place)
    for here, grid in zip(places_on(chapter, layout_of(chapter)), chapter.grids, strict=True):
        yield from _in_grid(document, here, grid)


def _in_grid(document: str, here: Placed, grid: Grid) -> Iterator[Printed]:
    columns = {column.id: _label(column) for column in here.columns}
    named: dict[int, str] = {}
    in_row, in_column, rows = texts.trace.ROW_ON_SHEET, texts.trace.IN_COLUMN, here.rows
    for at, id, number in grid.numbers():
        if id in columns and at in rows and (made := grid.made_of(at, number)):
            if at not in named:
                named[at] = in_row.format(row=_row(grid, at, Medium.BOOK))
            words = in_column.format(row=named[at], column=columns[id])
            place = Place(document, words, here.sheet, here.cell(at, id))
            yield Printed(made, _text(number), place, named[at])


def _label(column: GridColumn) -> str:
    return " ".join(filter(None, (column.group, column.label)))


def _row(grid: Grid, at: int, medium: Medium) -> str:
    """Name a row by its first words."""
    row = grid.rows[at]
    cells = (row.cells.get(column.id) for column in grid.columns_on(medium))
    said = (texts.tables.cell_words(cell) for cell in cells if not _counts(cell))
    named = next((words for words in said if any(map(str.isalpha, words))), "")
    unit = texts.tables.cell_words(row.cells.get("unit"))
    return row.label or ", ".join(dict.fromkeys(filter(None, (named, unit))))


def _counts(cell: Cell | None) -> bool:
    return isinstance(cell, Number) or (isinstance(cell, Phrase) and bool(cell.numbers))


def _text(number: Number) -> str:
    return texts.numbers.figure_words(number.value, number.shape)
