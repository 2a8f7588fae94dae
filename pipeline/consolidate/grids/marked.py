"""A unit's own number that was told by telephone is marked wherever a table prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline import texts
from pipeline.domain.decision import Decision
from pipeline.domain.figure import FigureId
from pipeline.domain.grid import Cell, Grid, GridRow, Medium, Number, Phrase, Words


def marked(grid: Grid, amended: Mapping[FigureId, Decision]) -> Grid:
    """Return a grid with each such number marked, and on paper a note that says what it means."""
    if not amended or not any(n.figure in amended or n.mark for _, _, n in grid.numbers()):
        return grid
    rows = tuple(_row(row, amended) for row in grid.rows)
    notes = grid.notes
    if Medium.PAPER in grid.media and not grid.bars:
        notes = (*notes, texts.document.PHONED_NOTE)
    return replace(grid, rows=rows, notes=notes)


def _row(row: GridRow, amended: Mapping[FigureId, Decision]) -> GridRow:
    return replace(row, cells={id: _cell(cell, amended) for id, cell in row.cells.items()})


def _cell(cell: Cell, amended: Mapping[FigureId, Decision]) -> Cell:
    match cell:
        case Number():
            return _number(cell, amended)
        case Phrase():
            return replace(cell, parts=tuple(_part(part, amended) for part in cell.parts))
    return cell


def _part(part: Words | Number, amended: Mapping[FigureId, Decision]) -> Words | Number:
    return _number(part, amended) if isinstance(part, Number) else part


def _number(number: Number, amended: Mapping[FigureId, Decision]) -> Number:
    told = number.figure in amended
    return replace(number, mark=texts.numbers.PHONED) if told else number
