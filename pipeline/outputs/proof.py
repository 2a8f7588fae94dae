"""Both outputs are read back: every figure they state must be the one that was merged.

What a number must be is worked out from the summary's figures, not taken from what was drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from itertools import chain, repeat

from pipeline import texts
from pipeline.domain.figure import Figures
from pipeline.domain.finding import BaocaoError
from pipeline.domain.grid import Bars, Chapter, Grid, GridColumn, GridRow, Medium
from pipeline.domain.numeral import Piece
from pipeline.domain.report import Heading, Report
from pipeline.domain.summary import Summary
from pipeline.outputs.clean import clean_text
from pipeline.outputs.read_back import Chart, Sheet, read_document, read_workbook
from pipeline.outputs.recomputed import Must, Recomputed
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
    _prove_workbook(summary, sheets, workbook)
    prove_report(summary, report, appendices, document)


def _prove_workbook(summary: Summary, sheets: Sequence[Chapter], workbook: bytes) -> None:
    read = read_workbook(workbook)
    for chapter in sheets:
        where, rows = f"{texts.screen.PROOF_WORKBOOK}, {chapter.title}", read.get(chapter.title, ())
        for grid in chapter.grids:
            lines = list(grid.rows_on(Medium.BOOK))
            rows = _below_headers(grid, rows, where) if lines else rows
            with _known(where):
                _prove_grid(summary.figures, grid, Medium.BOOK, rows, where)
            rows = rows[len(lines) :]


def prove_report(
    summary: Summary, report: Report, appendices: Sequence[Chapter], document: bytes
) -> None:
    """Raise ProofError unless a Word report states the figures of its text and its tables."""
    read, name = read_document(document), texts.screen.PROOF_REPORT
    grids = [grid for chapter in appendices for grid in chapter.grids]
    tables, charts = iter(read.tables[_FRAMES:]), iter(read.charts)
    with _known(name):
        _prove_text(summary, report, read.paragraphs)
        for grid in grids:
            where = f"{name}, {grid.title}"
            for bars in grid.bars:
                _prove_bars(summary.figures, grid, bars, charts, where)
            if not grid.bars:
                _prove_grid(summary.figures, grid, Medium.PAPER, next(tables, ()), where)


@contextmanager
def _known(where: str) -> Iterator[None]:
    """Say that a document states a figure that nobody merged."""
    try:
        yield
    except KeyError as error:
        raise _wrong(where, texts.screen.PROOF_NO_FIGURE.format(id=error)) from error


# --- tables and charts ---


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
        for column, must in recomputed.row(at):
            place = places[column.id]
            found = read[place] if place < len(read) else ""
            if not must.agrees(found):
                raise _wrong(where, _differs(row, grid, column, found, must))


def _prove_bars(
    figures: Figures, grid: Grid, bars: Bars, charts: Iterator[Chart], where: str
) -> None:
    """Hold the bars of a grid, drawn in one chart or in several, against its rows."""
    recomputed = Recomputed(grid, Medium.PAPER, figures)
    lines, read = list(grid.rows_on(Medium.PAPER)), list[tuple[float | None, ...]]()
    while len(read) < len(lines) and (chart := next(charts, None)):
        read += zip(*chart.series, strict=False)
    if len(read) != len(lines):
        said = texts.screen.PROOF_ROWS.format(title=grid.title, found=len(read), wanted=len(lines))
        raise _wrong(where, said)
    for (at, row), found in zip(lines, read, strict=True):
        _, *cells = recomputed.row(at)  # the first is the name of the bars
        drawn = [one for one in cells if not bars.columns or one[0].id in bars.columns]
        for (column, must), bar in zip(drawn, chain(found, repeat(None)), strict=False):
            nothing = bar is None and not isinstance(must.value, int | Fraction)
            if not nothing and not must.agrees(bar):
                raise _wrong(where, _differs(row, grid, column, bar, must))


def _differs(row: GridRow, grid: Grid, column: GridColumn, found: object, must: Must) -> str:
    read = f"{found:g}" if isinstance(found, float) else found
    return texts.screen.PROOF_CELL.format(
        row=_name_of(row, grid), column=column.label, found=read, wanted=must.words
    )


def _name_of(row: GridRow, grid: Grid) -> str:
    """Name a row by its words."""
    said = (texts.tables.cell_words(row.cells.get(column.id)) for column in grid.columns)
    return row.label or next((words for words in said if any(map(str.isalpha, words))), "")


# --- the text ---


def _prove_text(summary: Summary, report: Report, paragraphs: Sequence[str]) -> None:
    """Hold every paragraph of a report, as it is printed, against those read back."""
    addressees = len(summary.office.addressees)
    between = addressees + (addressees > 1)
    read = chain(paragraphs[:2], paragraphs[2 + between :], repeat(""))
    lines = filter(None, (_said(runs, summary.figures) for runs in _lines(report)))
    for wanted, found in zip(lines, map(_words, read), strict=False):
        if wanted != found:
            said = texts.screen.PROOF_PARAGRAPH.format(wanted=wanted, found=found)
            raise _wrong(texts.screen.PROOF_REPORT, said)


def _lines(report: Report) -> Iterator[Sequence[Sequence[Piece]]]:
    """Yield the pieces of each paragraph's runs."""
    yield from ([title.pieces] for title in report.titles)
    for block in printed(report):
        yield [block.pieces] if isinstance(block, Heading) else [run.pieces for run in block.runs]


def _said(runs: Sequence[Sequence[Piece]], figures: Figures) -> str:
    """Write a paragraph anew, its numbers from the figures they are made of."""
    said = (
        "".join(stated(piece.made, figures) if piece.made else piece.text for piece in run)
        for run in runs
    )
    return _words("".join(map(clean_text, said)))


def _words(text: str) -> str:
    return " ".join(text.split())


def _wrong(where: str, said: str) -> ProofError:
    return ProofError(texts.screen.PROOF_FAILED.format(where=where, said=said))
