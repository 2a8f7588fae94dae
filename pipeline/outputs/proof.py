"""Both outputs are read back: every figure they state must be the one that was merged.

What a number must be is worked out from the summary's figures, not taken from what was drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from pipeline import texts
from pipeline.domain.figure import Figures
from pipeline.domain.finding import BaocaoError
from pipeline.domain.grid import Chapter, Grid, GridRow, Medium
from pipeline.domain.numeral import Piece
from pipeline.domain.report import Heading, Report
from pipeline.domain.summary import Summary
from pipeline.outputs.clean import clean_text
from pipeline.outputs.read_back import Sheet, read_document, read_workbook
from pipeline.outputs.recomputed import Recomputed
from pipeline.outputs.report.printed import printed
from pipeline.texts.phrase import stated

_FRAMES = 2  # tables of a report that hold no figures: letterhead and signature


class ProofError(BaocaoError):
    """The workbook or the report does not say what was merged; nothing is published."""


def prove(
    summary: Summary,
    report: Report,
    sheets: Sequence[Chapter],
    appendices: Sequence[Chapter],
    workbook: bytes,
    document: bytes,
) -> None:
    """Raise ProofError unless both outputs state every figure as it was merged."""
    prove_workbook(summary, sheets, workbook)
    prove_report(summary, report, appendices, document)


def prove_workbook(summary: Summary, sheets: Sequence[Chapter], workbook: bytes) -> None:
    """Raise ProofError unless each grid of a workbook states its figures."""
    read, name = read_workbook(workbook), texts.screen.PROOF_WORKBOOK
    for chapter in sheets:
        rows = read.get(chapter.title, ())
        for grid in chapter.grids:
            lines = list(grid.rows_on(Medium.BOOK))
            where = f"{name}, {chapter.title}"
            rows = _below_headers(grid, rows, where) if lines else rows
            _prove_grid(summary.figures, grid, Medium.BOOK, rows, where)
            rows = rows[len(lines) :]


def prove_report(
    summary: Summary, report: Report, appendices: Sequence[Chapter], document: bytes
) -> None:
    """Raise ProofError unless a Word report states the figures of its text and its tables."""
    read = read_document(document)
    _prove_text(summary, report, read.paragraphs)
    drawn = [grid for chapter in appendices for grid in chapter.grids if not grid.bars]
    tables = read.tables[_FRAMES:]
    if len(tables) != len(drawn):
        said = texts.screen.PROOF_TABLES.format(found=len(tables), wanted=len(drawn))
        raise _wrong(texts.screen.PROOF_REPORT, said)
    for grid, rows in zip(drawn, tables, strict=True):
        where = f"{texts.screen.PROOF_REPORT}, {grid.title}"
        _prove_grid(summary.figures, grid, Medium.PAPER, rows, where)


# --- tables ---


def _below_headers(grid: Grid, rows: Sheet, where: str) -> Sheet:
    """Return what stands below a grid's headers on a sheet."""
    labels = [clean_text(column.label) for column in grid.columns_on(Medium.BOOK)]
    above: Sequence[object] = ()
    for at, row in enumerate(rows):
        # A label with no group over it stands over both rows of headers.
        pairs = zip(labels, row, chain(above, [""] * len(labels)), strict=False)
        if len(row) >= len(labels) and all(
            label in (one, one or over) for label, one, over in pairs
        ):
            return rows[at + 1 + grid.numbered :]
        above = row
    raise _wrong(where, texts.screen.PROOF_HEADERS.format(title=grid.title))


def _prove_grid(figures: Figures, grid: Grid, medium: Medium, rows: Sheet, where: str) -> None:
    """Hold every cell of a grid against its rows as read back."""
    lines = list(grid.rows_on(medium))
    if len(rows) < len(lines):
        said = texts.screen.PROOF_ROWS.format(title=grid.title, found=len(rows), wanted=len(lines))
        raise _wrong(where, said)
    recomputed = Recomputed(grid, medium, figures)
    places = {column.id: at for at, column in enumerate(grid.columns_on(medium))}
    for (at, row), read in zip(lines, rows, strict=False):
        try:
            for column, must in recomputed.row(at):
                place = places[column.id]
                found = read[place] if place < len(read) else ""
                if not must.agrees(found):
                    said = texts.screen.PROOF_CELL.format(
                        row=_name_of(row, grid), column=column.label, found=found, wanted=must.words
                    )
                    raise _wrong(where, said)
        except KeyError as error:
            raise _wrong(where, texts.screen.PROOF_NO_FIGURE.format(id=error)) from error


def _name_of(row: GridRow, grid: Grid) -> str:
    """Name a row by its words."""
    said = (texts.tables.cell_words(row.cells.get(column.id)) for column in grid.columns)
    return row.label or next((words for words in said if any(map(str.isalpha, words))), "")


# --- the text ---


def _prove_text(summary: Summary, report: Report, paragraphs: Sequence[str]) -> None:
    addressees = len(summary.office.addressees)
    between = addressees + (addressees > 1)
    titles, text = paragraphs[:2], paragraphs[2 + between :]
    lines = [*((title.pieces,) for title in report.titles), *_lines(report)]
    for pieces, read in zip(
        filter(any, lines), chain(titles, text, [""] * len(lines)), strict=False
    ):
        try:
            wanted = [_said(run, summary.figures) for run in pieces]
        except KeyError as error:
            said = texts.screen.PROOF_NO_FIGURE.format(id=error)
            raise _wrong(texts.screen.PROOF_REPORT, said) from error
        if _words("".join(wanted)) != _words(read):
            said = texts.screen.PROOF_PARAGRAPH.format(
                wanted=_words("".join(wanted)), found=_words(read)
            )
            raise _wrong(texts.screen.PROOF_REPORT, said)


def _lines(report: Report) -> Iterator[Sequence[Sequence[Piece]]]:
    """Yield the pieces of each paragraph's runs."""
    for block in printed(report):
        yield (block.pieces,) if isinstance(block, Heading) else [run.pieces for run in block.runs]


def _said(run: Sequence[Piece], figures: Figures) -> str:
    """Write a run anew, its numbers from the figures they are made of."""
    said = (stated(piece.made, figures) if piece.made else piece.text for piece in run)
    return clean_text("".join(said))


def _words(text: str) -> str:
    return " ".join(text.split())


def _wrong(where: str, said: str) -> ProofError:
    return ProofError(texts.screen.PROOF_FAILED.format(where=where, said=said))
