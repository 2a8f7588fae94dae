"""What was read back, held against what it must be: words, headers, rows of figures, bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, repeat, zip_longest

from pipeline import texts
from pipeline.domain.figure import Figures
from pipeline.domain.finding import BaocaoError
from pipeline.domain.grid import Bars, Grid, GridColumn, GridRow, Medium, part_of
from pipeline.outputs.clean import clean_text
from pipeline.outputs.read_back import Chart, Row, Sheet
from pipeline.outputs.recomputed import Must, Recomputed


class ProofError(BaocaoError):
    """The workbook or the report does not say what was merged; nothing is published."""


def wrong(where: str, said: str) -> ProofError:
    """Return the error that says what a document says wrongly, and where."""
    return ProofError(texts.screen.PROOF_FAILED.format(where=where, said=said))


def hold_words(wanted: Sequence[str], found: Sequence[str], where: str) -> None:
    """Hold texts against those read back, in order; those that say nothing are not written."""
    pairs = zip_longest(filter(None, map(_words, wanted)), map(_words, found), fillvalue="")
    for must, said in pairs:
        if must != said:
            raise wrong(where, texts.screen.PROOF_PARAGRAPH.format(wanted=must, found=said))


def hold_header(grid: Grid, wanted: Sequence[Sequence[str]], found: Sheet, where: str) -> None:
    """Hold a grid's headers, cell by cell, against the rows read back."""
    for must, row in zip_longest(wanted, found, fillvalue=()):
        for label, said in zip_longest(must, row, fillvalue=""):
            if _words(label) != _words(f"{said}"):
                raise wrong(where, texts.screen.PROOF_HEADERS.format(title=grid.title))


def _words(text: str) -> str:
    return " ".join(clean_text(text).split())


def hold_rows(figures: Figures, grid: Grid, medium: Medium, rows: Sheet, where: str) -> None:
    """Hold every cell of a grid against its rows as read back."""
    lines = list(grid.rows_on(medium))
    if not lines and grid.empty and medium is Medium.PAPER:
        hold_words([grid.empty], [f"{words}" for row in rows for words in row[:1]], where)
        return
    if len(rows) < len(lines) or (medium is Medium.PAPER and len(rows) > len(lines)):
        said = texts.screen.PROOF_ROWS.format(title=grid.title, found=len(rows), wanted=len(lines))
        raise wrong(where, said)
    recomputed = Recomputed(grid, medium, figures)
    for (at, row), read in zip(lines, rows, strict=False):
        _hold_row(recomputed, at, row, read, where)


def hold_list(figures: Figures, grid: Grid, rows: Iterator[Row], where: str) -> None:
    """Hold a long list of a sheet against its rows, which are read one after the other."""
    recomputed = Recomputed(grid, Medium.BOOK, figures)
    for number, (at, row) in enumerate(grid.rows_on(Medium.BOOK)):
        if (read := next(rows, None)) is None:
            wanted = len(grid.rows)
            said = texts.screen.PROOF_ROWS.format(title=grid.title, found=number, wanted=wanted)
            raise wrong(where, said)
        _hold_row(recomputed, at, row, read, where)


def _hold_row(recomputed: Recomputed, at: int, row: GridRow, read: Row, where: str) -> None:
    if recomputed.plainly(at, row, read):
        return
    for column, must in recomputed.row(at):
        place = recomputed.places[column.id]
        found = read[place] if place < len(read) else ""
        if not must.agrees(found):
            raise wrong(where, _differs(row, recomputed.grid, column, found, must))


def hold_bars(
    figures: Figures, grid: Grid, bars: Bars, charts: Iterator[Chart], where: str
) -> None:
    """Hold the bars of a grid, drawn in one chart or in several, against its rows."""
    recomputed = Recomputed(grid, Medium.PAPER, figures)
    lines, read = list(grid.rows_on(Medium.PAPER)), list[tuple[float | None, ...]]()
    found_charts = list[Chart]()
    while len(read) < len(lines) and (chart := next(charts, None)):
        found_charts.append(chart)
        read += zip(*chart.series, strict=False)
    if len(read) != len(lines):
        said = texts.screen.PROOF_ROWS.format(title=grid.title, found=len(read), wanted=len(lines))
        raise wrong(where, said)
    _hold_names(grid, bars, found_charts, where)
    for (at, row), found in zip(lines, read, strict=True):
        _, *cells = recomputed.row(at)  # the first is the name of the bars
        drawn = [one for one in cells if not bars.columns or one[0].id in bars.columns]
        for (column, must), bar in zip(drawn, chain(found, repeat(None)), strict=False):
            nothing = bar is None and not isinstance(must.value, int | Fraction)
            if not nothing and not must.agrees(bar):
                raise wrong(where, _differs(row, grid, column, bar, must))


def _hold_names(grid: Grid, bars: Bars, charts: Sequence[Chart], where: str) -> None:
    """Hold what the charts of a grid's bars are called, each of their colours and each group."""
    first, *others = grid.columns_on(Medium.PAPER)
    labels = [one.label for one in others if not bars.columns or one.id in bars.columns]
    for part, chart in enumerate(charts, start=1):
        hold_words([part_of(bars.title, part, len(charts))], [chart.title], where)
        hold_words(bars.names or labels, chart.colours, where)
    cells = (row.cells.get(first.id) for _, row in grid.rows_on(Medium.PAPER))
    names = [name for chart in charts for name in chart.names]
    hold_words(list(map(texts.tables.cell_words, cells)), names, where)


def _differs(row: GridRow, grid: Grid, column: GridColumn, found: object, must: Must) -> str:
    read = f"{found:g}" if isinstance(found, float) else found
    return texts.screen.PROOF_CELL.format(
        row=_name_of(row, grid), column=column.label, found=read, wanted=must.words
    )


def _name_of(row: GridRow, grid: Grid) -> str:
    """Name a row by its words."""
    said = (texts.tables.cell_words(row.cells.get(column.id)) for column in grid.columns)
    return row.label or next((words for words in said if any(map(str.isalpha, words))), "")
