"""A week added up by unit, and the data it is made of, each count with its cell.

Each unit's sum is a formula over the data and their total one over the units, so that a reader can
follow a number down to the unit's own cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from pipeline import texts
from pipeline.consolidate.grids.cells import NOT_REPORTED, cells, columns, named_in_a_cell
from pipeline.consolidate.grids.services import figure_columns, line_figures, named, rate
from pipeline.consolidate.grids.shared import standing_cell
from pipeline.consolidate.pace import declared_of
from pipeline.domain.figure import UNITS, FigureId
from pipeline.domain.form import Column
from pipeline.domain.grid import (
    Bars,
    Cell,
    Check,
    Grid,
    GridColumn,
    GridRow,
    Kind,
    Medium,
    Number,
    Same,
    State,
    SumWhere,
    Tone,
    Words,
)
from pipeline.domain.numeral import Share, Sum
from pipeline.domain.shape import Shape
from pipeline.domain.standing import Standing
from pipeline.domain.summary import LineState, Summary

_BOOK = frozenset({Medium.BOOK})
_MOST_BARS = 60  # groups of them in a chart that can be read
_TARGET = "online_essential"  # of the office's targets: it is held beside the rates of the units


def by_unit_grid(summary: Summary) -> Grid:
    """Add a week up by unit, and hold the sum against the appendix."""
    return Grid(
        id="by_unit",
        title=texts.tables.UNITS_TITLE,
        columns=(
            GridColumn(id="code", label=texts.headers.DATA["unit"], room=12),
            named("name", texts.tables.UNIT, room=40, media=_BOOK),
            *figure_columns(summary.table, room=9),
            named("standing", texts.tables.STANDING, room=24, media=_BOOK),
        ),
        rows=(*(_unit(summary, one) for one in summary.standings), *_units_held(summary)),
        media=_BOOK,
    )


def _unit(summary: Summary, standing: Standing) -> GridRow:
    ids = tuple(column.id for column in summary.table.printed)
    return GridRow(
        cells=cells(
            code=standing.unit.code,
            name=standing.unit.name,
            standing=standing_cell(summary, standing),
        )
        | {
            column.id: _unit_figure(summary, standing, column, live=True)
            for column in summary.table.printed
            if standing.in_force
        },
        state=None if standing.in_force else State(NOT_REPORTED.text, ids),
    )


def _unit_figure(summary: Summary, standing: Standing, column: Column, *, live: bool) -> Number:
    unit = standing.unit.code
    sums = summary.by_unit[unit]
    if column.ratio:
        found = rate(summary.table, column, sums)
        sides = (FigureId(summary.period, UNITS, "", id, unit) for id in column.ratio)
        return found if live else replace(found, formula=None, made=Share(*map(Sum.of, sides)))
    value = sums.get(column.id)
    id = FigureId(summary.period, UNITS, "", column.id, unit)
    of_data = SumWhere("data", "value", where=(("column", column.id),), like=(("unit", "code"),))
    return Number(value, figure=id, formula=of_data if live and value is not None else None)


def _units_held(summary: Summary) -> Iterator[GridRow]:
    """Yield the sum over the units, and whether it is the appendix's."""
    table, total = summary.table, summary.total
    units, last = tuple(range(len(summary.standings))), len(summary.lines) - 1
    label = texts.document.COVERAGE.format(
        label=texts.sentences.TOTAL_LABEL, coverage=total.coverage
    )
    figures = line_figures(summary, total, units)
    yield GridRow(cells=figures, kind=Kind.TOTAL, label=label)
    # Where nothing was reported, the appendix says so, and has no figure to hold a sum against.
    reported = total.state is LineState.REPORTED
    held: dict[str, Cell] = {
        column.id: Check(True, len(units), Same("appendix", last, column.id))
        if reported
        else Words("")
        for column in table.printed
    }
    yield GridRow(cells=held, kind=Kind.CHECK, label=texts.tables.SAME_AS_APPENDIX)


def chart_grid(summary: Summary) -> Grid:
    """List each unit's online rate beside its target, and its overdue files; drawn as bars."""
    shown = [standing for standing in summary.standings if standing.in_force]
    absent = [one.unit.short_name for one in summary.standings if not one.in_force]
    coverage = f"{len(shown)}/{len(summary.standings)}"
    said = texts.tables.NOT_CHARTED if absent else texts.tables.CHARTED
    rates = [column for column in summary.table.printed if column.ratio][:1]
    overdue = [column for column in summary.table.printed if column.id.endswith("_overdue")]
    target = summary.office.targets.get(_TARGET)
    goal, of = (Sum.of(declared_of(summary.period, _TARGET, part)) for part in ("goal", "of"))
    labels = {
        "unit": texts.tables.UNIT,
        **{column.id: column.label for column in rates},
        **(_target_label(target) if target else {}),
        **{column.id: column.name for column in overdue},
    }
    return Grid(
        id="chart_services",
        title=texts.tables.CHARTS_TITLE,
        columns=columns(labels, book=dict.fromkeys(labels, 14.0) | {"unit": 30}, words=("unit",)),
        rows=tuple(
            GridRow(
                cells=cells(
                    unit=standing.unit.short_name,
                    **(
                        {"target": Number(target, Shape.RATE, made=Share(goal, of))}
                        if target
                        else {}
                    ),
                    **{
                        column.id: _unit_figure(summary, standing, column, live=False)
                        for column in (*rates, *overdue)
                    },
                )
            )
            for standing in shown
        ),
        before=(Words(said.format(coverage=coverage, units=named_in_a_cell(absent))),)
        if shown
        else (),
        empty=texts.tables.NONE,
        bars=()
        if len(shown) > _MOST_BARS
        else (
            Bars(
                texts.tables.RATE_CHART.format(coverage=coverage),
                columns=tuple(column.id for column in rates),
                line="target" if target else "",
                upright=True,
            ),
            Bars(
                texts.tables.OVERDUE_CHART.format(coverage=coverage),
                stacked=True,
                tones=(Tone.DOUBT, Tone.BAD),
                columns=tuple(column.id for column in overdue),
                upright=True,
            ),
        ),
        media=_BOOK,
    )


def _target_label(target: Fraction) -> dict[str, str]:
    said = texts.numbers.fraction_percent(target)
    return {"target": texts.tables.TARGET.format(target=said)}
