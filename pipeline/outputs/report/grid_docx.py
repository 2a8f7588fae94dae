"""A grid becomes a table of the Word report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest
from math import fsum, isclose  # fsum: Python 3.12 adds up otherwise than 3.11
from typing import Any

from pipeline.domain.grid import Grid, GridColumn, GridRow, Kind, Medium, words_in
from pipeline.outputs.report.docx_table import PAGE_WIDTH, Look, bordered, tc, tr

_ROOMY, _ROOMY_HEAD = Look(size=10.5), Look(size=10.0, bold=True)
_CLOSE, _CLOSE_HEAD = Look(size=10.0), Look(size=9.0, bold=True)
_MOST_ROOMY = 15  # columns; more only fit in smaller letters
_LAST = 3  # rows of an appendix that never leave what ends it alone on a page


def grid_table(grid: Grid, *, last: bool = False) -> Any:
    """Return a grid's table: its header repeats on each page, no page divides a row.

    The rows of an appendix's last table stand on the page of what ends it.
    """
    columns = grid.columns_on(Medium.PAPER)
    widths = _widths(columns)
    close = len(columns) > _MOST_ROOMY
    table = bordered(list(widths.values()))
    for row in _header(grid, columns, widths, _CLOSE_HEAD if close else _ROOMY_HEAD):
        table.append(row)
    rows = [row for _, row in grid.rows_on(Medium.PAPER)]
    if not rows and grid.empty:
        rows = [GridRow(cells={}, kind=Kind.GROUP, label=grid.empty)]
    for at, (row, below) in enumerate(zip_longest(rows, rows[1:])):
        kept = _heads(row, below) or (last and len(rows) - at <= _LAST)
        look = replace(_CLOSE if close else _ROOMY, keep=kept)
        table.append(_row(row, columns, widths, look))
    return table


def _heads(row: GridRow, below: GridRow | None) -> bool:
    """Tell whether a row stands over the one below it, and is never the last of a page.

    In a list of sums none does: if all its rows were kept together, its end would part from them.
    """
    if below is None:
        return False
    return row.kind is Kind.GROUP or (row.kind is Kind.SUBTOTAL and below.kind is Kind.ITEM)


def _widths(columns: Sequence[GridColumn]) -> dict[str, float]:
    """Share out the width between the margins, in mm."""
    shares = {c.id: c.room if c.paper is None else c.paper for c in columns}
    whole = fsum(shares.values())
    if isclose(whole, PAGE_WIDTH):
        return shares
    return {id: PAGE_WIDTH * share / whole for id, share in shares.items()}


def _header(
    grid: Grid, columns: Sequence[GridColumn], widths: Mapping[str, float], look: Look
) -> list[Any]:
    """Return the groups over the labels, where there are any, and the numbers of the columns."""
    rows = [_labels(columns, widths, look)]
    if any(column.group for column in columns):
        rows = _grouped(columns, widths, look)
    if grid.numbered:
        numbers = tr(header=True)
        for number, width in enumerate(widths.values(), start=1):
            numbers.append(tc(f"({number})", width, Look(size=look.size, italic=True)))
        rows.append(numbers)
    return rows


def _labels(columns: Sequence[GridColumn], widths: Mapping[str, float], look: Look) -> Any:
    row = tr(header=True)
    for column in columns:
        row.append(tc(column.label, widths[column.id], look))
    return row


def _grouped(columns: Sequence[GridColumn], widths: Mapping[str, float], look: Look) -> list[Any]:
    """Return two rows: neighbours under their group, a column without one as high as both."""
    upper, lower = tr(header=True), tr(header=True)
    for group, found in groupby(columns, lambda column: column.group):
        below = list(found)
        if group:
            upper.append(tc(group, fsum(widths[c.id] for c in below), look, span=len(below)))
        for column in below:
            width = widths[column.id]
            if group:
                lower.append(tc(column.label, width, look))
            else:
                upper.append(tc(column.label, width, look, merge="restart"))
                lower.append(tc("", width, look, merge="continue"))
    return [upper, lower]


def _row(
    row: GridRow, columns: Sequence[GridColumn], widths: Mapping[str, float], plain: Look
) -> Any:
    drawn = tr()
    look = replace(plain, bold=row.kind is not Kind.ITEM)
    left = look.left()
    if row.kind is Kind.GROUP:
        drawn.append(tc(row.label, fsum(widths.values()), left, span=len(columns)))
        return drawn
    state = row.state
    for covered, found in groupby(columns, lambda c: state is not None and c.id in state.columns):
        if covered and state:
            over = [widths[column.id] for column in found]
            said = replace(look, bold=False, italic=True)
            drawn.append(tc(state.text, fsum(over), said, span=len(over)))
            continue
        for column in found:
            words = words_in(row.cells.get(column.id))
            drawn.append(tc(words, widths[column.id], left if column.words else look))
    return drawn
