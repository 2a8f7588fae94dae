"""All grids of a month, half-year or year on the plan; its cover, its explanations."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import texts
from pipeline.consolidate import catalogue
from pipeline.consolidate.grids.by_unit import by_unit_grids
from pipeline.consolidate.grids.cells import NOT_REPORTED, cells, columns, phrase, widths
from pipeline.consolidate.grids.data import data_grid
from pipeline.consolidate.grids.differences import differences_grid
from pipeline.consolidate.grids.halves import halves_grids
from pipeline.consolidate.grids.indicators import indicator_units_grid, indicators_grid
from pipeline.consolidate.grids.measured import share, verdict
from pipeline.consolidate.grids.merits import merits_grid, punctuality_grid, units_grid
from pipeline.consolidate.grids.registers import registers_grid
from pipeline.consolidate.grids.targets import reached_grid, targets_grid
from pipeline.consolidate.grids.tasks import (
    states_grid,
    task_units_grid,
    tasks_grid,
)
from pipeline.consolidate.pace import level_of
from pipeline.consolidate.registers import registers
from pipeline.domain.figure import INDICATORS, FigureId
from pipeline.domain.grid import Align, Cell, Grid, GridRow, Medium, Number, Phrase, State
from pipeline.domain.period import Period
from pipeline.domain.plan import IndicatorLine, Plan
from pipeline.domain.shape import Shape
from pipeline.domain.summary import Summary

_BOOK = frozenset({Medium.BOOK})


def plan_grids(summary: Summary, plan: Plan) -> dict[str, Grid]:
    """Return every grid on the plan, by id; none of what the office was given none of."""
    grids = [
        units_grid(summary, plan),
        differences_grid(plan),
        merits_grid(summary, plan),
        explanations_grid(summary),
        data_grid(summary),
        punctuality_grid(summary, plan),
    ]
    if plan.tasks or plan.indicators:
        grids.append(key_figures_grid(summary, plan))
    if plan.tasks:
        grids += (
            tasks_grid(summary, plan),
            task_units_grid(summary, plan),
            states_grid(summary),
        )
        grids += [registers_grid(plan)] if any(registers(plan)) else []
    if plan.indicators:
        grids += (
            indicators_grid(summary, plan),
            *halves_grids(summary, plan),
            indicator_units_grid(summary, plan),
            *by_unit_grids(summary, plan),
            targets_grid(summary, plan),
        )
        if len(summary.period.months) > 1:  # a month's few targets are told in its table
            grids.append(reached_grid(summary, plan))
    return {grid.id: grid for grid in grids}


def key_figures_grid(summary: Summary, plan: Plan) -> Grid:
    """List the indicators that have a target, and how the tasks stand: what the cover tells."""
    targets = [line for line in plan.sums if line.indicator.goal is not None]
    return Grid(
        id="key_figures",
        title=texts.tables.KEY_FIGURES,
        columns=columns(
            texts.headers.KEY_FIGURES,
            book=widths(name=30, value=18, coverage=60),
            words=("name", "coverage"),
            align={"value": Align.RIGHT},
        ),
        rows=(
            *(_target_row(summary.period, line) for line in targets),
            *(GridRow(cells=each) for each in _work_cells(summary, plan)),
        ),
        media=_BOOK,
    )


def _target_row(period: Period, line: IndicatorLine) -> GridRow:
    indicator = line.indicator
    target = texts.plan.target_words(indicator)
    return GridRow(
        cells=cells(
            name=indicator.title,
            value=_reached(period, line),
            coverage=texts.plan.COVER_TARGET.format(target=target, coverage=line.coverage),
        ),
        state=None if line.reported else State(NOT_REPORTED.text, ("value",)),
    )


def _reached(period: Period, line: IndicatorLine) -> Phrase:
    """Say how far a target is reached as the report says it."""
    if line.ratio:
        rate = Number(share(*line.ratio), Shape.RATE, made=level_of(line, period))
        return phrase(rate, tone=verdict(line))
    id = FigureId(period, INDICATORS, line.indicator.code, "closing")
    return phrase(Number(line.values.get("closing"), figure=id), tone=verdict(line))


def _work_cells(summary: Summary, plan: Plan) -> Iterator[dict[str, Cell]]:
    """Yield the named counts of the plan's work, as the report's text states them."""
    period, figures = summary.period, summary.figures
    dated = ("dated", texts.plan.COVER_DATED, texts.plan.TASK_STATES_DATED)
    undated = ("undated", texts.plan.COVER_UNDATED, texts.plan.TASK_STATES)
    for name, words, states in (dated, undated):
        for state in catalogue.OWED_STATES:
            figure = figures[catalogue.in_state(period, name, state)]
            if figure.value:
                yield cells(
                    name=words.format(state=states[state]),
                    value=Number(figure.value, figure=figure.id),
                    coverage=texts.plan.COVER_COUNTED,
                )
    for name, words, how in (
        ("work_ended", texts.plan.COVER_ENDED, texts.plan.COVER_COUNTED),
        ("nobodys", texts.plan.COVER_NOBODYS, texts.plan.COVER_NUMBERED),
    ):
        figure = figures[catalogue.count_of(period, name)]
        if figure.value:
            value = Number(figure.value, figure=figure.id)
            yield cells(name=words, value=value, coverage=how)


def explanations_grid(summary: Summary) -> Grid:
    """List how units explain their figures, in their own words."""
    return Grid(
        id="explanations",
        title=texts.tables.REASONS_TITLE,
        columns=columns(
            texts.headers.EXPLANATIONS,
            book=widths(unit=34, file=40, said=80, cell=10),
            words=("unit", "file", "said", "cell"),
        ),
        rows=tuple(
            GridRow(
                cells=cells(
                    unit=standing.unit.name,
                    file=report.file,
                    said=said,
                    cell=report.where(row, "explanation").cell,
                )
            )
            for standing in summary.standings
            if (report := standing.in_force)
            for row in report.rows
            if (said := row.text("explanation"))
        ),
        empty=texts.tables.NONE,
        media=_BOOK,
    )
