"""Every number that both documents of a period print: what it is made of, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import texts
from pipeline.domain.drawn import Book, Sheet
from pipeline.domain.grid import Cell, Chapter, Grid, Medium, Number, Phrase
from pipeline.domain.numeral import Piece
from pipeline.domain.report import Heading, Report
from pipeline.domain.summary import Summary
from pipeline.domain.trace import Place, Printed
from pipeline.outputs.book import cover
from pipeline.outputs.book.placed import Placed
from pipeline.outputs.book.workbook import places_on
from pipeline.outputs.said import book_of

_AROUND = 40  # letters of a sentence that are quoted on each side of a number


def printed_in(
    summary: Summary,
    report: Report,
    sheets: Sequence[Chapter],
    appendices: Sequence[Chapter],
    names: tuple[str, str],
) -> tuple[Printed, ...]:
    """Return every number a workbook and a report print; `names` are those of their files.

    The sheet of data is no document of its own: what stands there are the cells themselves.
    """
    workbook, document = names
    book = book_of(summary, report, sheets)
    return *in_report(document, report, appendices), *in_workbook(workbook, book, sheets)


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


def in_workbook(document: str, book: Book, sheets: Sequence[Chapter]) -> Iterator[Printed]:
    """Yield the numbers of a workbook, sheet by sheet."""
    for page, chapter in zip(book.sheets, sheets, strict=True):
        if chapter.title != texts.tables.SHEET_DATA:
            yield from _on_sheet(document, page, chapter)


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
    columns = {column.id: column for column in grid.columns_on(Medium.PAPER)}
    rows = {at for at, _ in grid.rows_on(Medium.PAPER)}
    for at, id, number in grid.numbers():
        if at in rows and id in columns and (made := grid.made_of(at, number)):
            label = " ".join(filter(None, (columns[id].group, columns[id].label)))
            row = _row(grid, at, Medium.PAPER)
            way = texts.trace.ON_PAPER if not grid.bars else texts.trace.IN_CHART
            words = way.format(appendix=appendix, title=grid.title, row=row, column=label)
            yield Printed(made, _text(number), Place(document, words))


def _on_sheet(document: str, page: Sheet, chapter: Chapter) -> Iterator[Printed]:
    if chapter.cover:
        for piece in chapter.cover.verdict:
            if piece.made:
                place = Place(document, texts.trace.VERDICT, chapter.title, cover.VERDICT)
                yield Printed(piece.made, piece.text, place)
    for here, grid in zip(places_on(page), chapter.grids, strict=True):
        for at, id, number in grid.numbers():
            shown = at in here.rows and here.shows(id)
            if shown and (made := grid.made_of(at, number)):
                yield Printed(made, _text(number), _cell(document, here, grid, at, id))


def _cell(document: str, here: Placed, grid: Grid, at: int, id: str) -> Place:
    column = here.columns[here.at(id)]
    words = texts.trace.ON_SHEET.format(
        row=_row(grid, at, Medium.BOOK),
        column=" ".join(filter(None, (column.group, column.label))),
    )
    return Place(document, words, here.sheet, here.cell(at, id))


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
