"""Public services as a grid: the official appendix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline import texts
from pipeline.consolidate.grids.cells import cells
from pipeline.domain.figure import APPENDIX, SECTORS, FigureId
from pipeline.domain.form import Column, ColumnType, Table
from pipeline.domain.grid import Cell, Grid, GridColumn, GridRow, Kind, Number, Shape, State
from pipeline.domain.summary import Line, LineKind, LineState, Summary

_KINDS = {
    LineKind.SERVICE: Kind.ITEM,
    LineKind.SECTOR: Kind.SUBTOTAL,
    LineKind.TOTAL: Kind.TOTAL,
}
_PAGE, _TT, _NAME, _RATE = 252.0, 9.0, 58.0, 14.5  # a rate needs more room than a count


def services_grid(summary: Summary, title: str) -> Grid:
    """List sectors with their services, the total last."""
    columns = appendix_columns(summary.table)
    return Grid(
        id="appendix",
        title=title,
        columns=_columns(columns),
        rows=tuple(_row(summary, line, columns) for line in summary.lines),
        measure=summary.table.measure,
        days=summary.lines_window,
        notes=tuple(_notes(summary)),
        numbered=True,
    )


def appendix_columns(table: Table) -> tuple[Column, ...]:
    """Return counts and rates, without what is asked of the form alone."""
    return tuple(
        column
        for column in table.columns
        if column.type is not ColumnType.TEXT and not column.only_form and not column.hidden
    )


def _columns(columns: Sequence[Column]) -> tuple[GridColumn, ...]:
    rates = sum(column.type is ColumnType.RATE for column in columns)
    count = (_PAGE - _TT - _NAME - rates * _RATE) / max(1, len(columns) - rates)
    return (
        GridColumn(id="number", label=texts.document.TT, paper=_TT),
        GridColumn(id="label", label=texts.document.SERVICE, words=True, paper=_NAME),
        *(
            GridColumn(
                id=column.id,
                label=column.label,
                group=column.group,
                paper=_RATE if column.type is ColumnType.RATE else count,
            )
            for column in columns
        ),
    )


def _row(summary: Summary, line: Line, columns: Sequence[Column]) -> GridRow:
    label = line.label
    if line.kind is LineKind.TOTAL or (line.kind is LineKind.SECTOR and line.expected):
        label = texts.document.COVERAGE.format(label=label, coverage=line.coverage)
    if line.carried or line.partial:
        label = texts.document.CARRIED.format(label=label)
    there = line.state in (LineState.REPORTED, LineState.NOTHING_AROSE)
    ids = tuple(column.id for column in columns)
    number = None if line.number is None else Number(line.number, Shape.ORDINAL)
    return GridRow(
        cells=cells(number=number, label=label)
        | {column.id: _figure(summary, line, column) for column in columns if there},
        kind=_KINDS[line.kind],
        state=None if there else State(texts.document.STATES[line.state.value], ids),
    )


def _figure(summary: Summary, line: Line, column: Column) -> Cell:
    if column.ratio:
        part, whole = (line.values.get(name) or 0 for name in column.ratio)
        return Number(Fraction(part, whole) if whole else None, Shape.RATE)
    sector = line.label if line.kind is LineKind.SECTOR else ""
    code = line.service.code if line.service else ""
    table = SECTORS if sector else APPENDIX
    id = FigureId(summary.period, table, code, column.id, sector)
    return Number(line.values[column.id], figure=id)


def _notes(summary: Summary) -> Iterator[str]:
    """Yield what must be known to read the table."""
    if summary.total.carried:
        yield texts.document.CARRIED_NOTE
    if summary.total.partial:
        yield texts.document.PARTIAL_NOTE
    nobodys = [
        texts.document.UNREPORTED.format(number=line.number, name=line.label)
        for line in summary.nobodys
    ]
    if nobodys:
        yield texts.document.UNREPORTED_NOTE.format(services=", ".join(nobodys))
