"""A week beside the one before, and added up since a day."""

from __future__ import annotations

from fractions import Fraction

from pipeline import texts
from pipeline.consolidate.grids.cells import cells, columns, widths
from pipeline.domain.figure import COMPARED, COMPARISON, CUMULATIVE, FigureId
from pipeline.domain.grid import Cell, Grid, GridRow, Medium, Number, Ratio, SumOfColumns, Words
from pipeline.domain.shape import Shape
from pipeline.domain.summary import Summary

_BOOK = frozenset({Medium.BOOK})
_CHANGE = SumOfColumns(("now",), less=("before",))
_SHARE = Ratio(SumOfColumns(("change",)), SumOfColumns(("before",)))


def comparison_grid(summary: Summary) -> Grid:
    """Hold a week against the one before, on the units that reported in both."""
    comparison = summary.comparison
    before = texts.numbers.period_words(summary.period.previous)
    said = texts.tables.NO_COMPARISON.format(period=before)
    if comparison:
        coverage = f"{len(comparison.units)}/{len(summary.standings)}"
        said = texts.tables.COMPARED.format(period=before, coverage=coverage)
    return Grid(
        id="comparison",
        title=texts.tables.COMPARISON_TITLE,
        columns=columns(
            texts.headers.COMPARISON,
            book=widths(column=48, now=14, before=14, change=18, share=12),
        ),
        rows=tuple(
            GridRow(
                cells=cells(column=column.name)
                | _change(
                    summary, column.id, comparison.now[column.id], comparison.before[column.id]
                )
            )
            for column in summary.table.columns
            if comparison and column.id in comparison.now
        ),
        before=(Words(said),),
        media=_BOOK,
    )


def _change(summary: Summary, column: str, now: int | None, before: int | None) -> dict[str, Cell]:
    """Return both sides and the change; what changed by an unknown number is unknown."""
    sides: dict[str, Cell] = {
        side: Number(value, figure=FigureId(summary.period, table, "", column))
        for side, table, value in (("now", COMPARED, now), ("before", COMPARISON, before))
    }
    if now is None or before is None:
        return sides | {"change": Number(None, Shape.SIGNED), "share": Number(None, Shape.CHANGE)}
    share = Fraction(now - before, before) if before else None
    return sides | {
        "change": Number(now - before, Shape.SIGNED, formula=_CHANGE),
        "share": Number(share, Shape.CHANGE, formula=_SHARE),
    }


def cumulative_grid(summary: Summary) -> Grid:
    """Add up what arose since a day."""
    cumulative = summary.cumulative
    said = texts.tables.CUMULATIVE.format(
        count=len(cumulative.periods), reports=cumulative.reports, owed=cumulative.owed
    )
    gaps = "" if cumulative.complete else f" {texts.tables.CUMULATIVE_GAPS}"
    return Grid(
        id="cumulative",
        title=texts.tables.CUMULATIVE_TITLE.format(
            since=texts.numbers.day(cumulative.since),
            until=texts.numbers.day(summary.window[1]),
        ),
        columns=columns(texts.headers.CUMULATIVE, book=widths(column=48, sum=14)),
        rows=tuple(
            GridRow(
                cells=cells(
                    column=column.name,
                    sum=Number(
                        cumulative.values[column.id],
                        figure=FigureId(summary.period, CUMULATIVE, "", column.id),
                    ),
                )
            )
            for column in summary.table.columns
            if column.id in cumulative.values
        ),
        before=(Words(said + gaps),),
        media=_BOOK,
    )
