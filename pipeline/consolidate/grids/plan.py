"""All grids of a month, half-year or year on the plan, and what its differences and words are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import texts
from pipeline.consolidate.grids.cells import NOT_REPORTED, cells, columns, widths
from pipeline.consolidate.grids.indicators import (
    by_unit_grids,
    halves_grids,
    indicator_units_grid,
    indicators_grid,
    reached_grid,
    share,
    targets_grid,
    verdict,
)
from pipeline.consolidate.grids.merits import merits_grid, punctuality_grid, units_grid
from pipeline.consolidate.grids.tasks import (
    state_count,
    states_grid,
    task_units_grid,
    tasks_grid,
)
from pipeline.domain.figure import INDICATORS, FigureId
from pipeline.domain.finding import Where
from pipeline.domain.grid import Align, Cell, Grid, GridRow, Medium, Number, Shape, State, Words
from pipeline.domain.period import Period
from pipeline.domain.plan import IndicatorLine, Plan, TaskState
from pipeline.domain.summary import Summary

_BOOK = frozenset({Medium.BOOK})
_PLACES_NAMED = 3  # of the cells that were added up; all of them would fill the sheet


def plan_grids(summary: Summary, plan: Plan) -> dict[str, Grid]:
    """Return every grid on the plan, by id."""
    grids = (
        key_figures_grid(summary, plan),
        tasks_grid(summary, plan),
        task_units_grid(plan),
        indicators_grid(summary, plan),
        *halves_grids(summary, plan),
        indicator_units_grid(summary, plan),
        *by_unit_grids(summary, plan),
        units_grid(summary, plan),
        differences_grid(plan),
        merits_grid(summary, plan),
        explanations_grid(summary),
        states_grid(summary, plan),
        targets_grid(plan),
        reached_grid(plan),
        punctuality_grid(plan),
    )
    return {grid.id: grid for grid in grids}


def key_figures_grid(summary: Summary, plan: Plan) -> Grid:
    """List the indicators that have a target, and how the tasks stand: what the cover tells."""
    targets = [line for line in plan.sums if line.indicator.goal is not None]
    states = [state for state in map(TaskState, texts.plan.TASK_STATES) if plan.in_state(state)]
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
            *(GridRow(cells=_state_cells(summary, plan, state)) for state in states),
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


def _reached(period: Period, line: IndicatorLine) -> Number:
    tone = verdict(line)
    if line.ratio:
        return Number(share(*line.ratio), Shape.RATE, tone=tone)
    id = FigureId(period, INDICATORS, line.indicator.code, "closing")
    return Number(line.values.get("closing"), figure=id, tone=tone)


def _state_cells(summary: Summary, plan: Plan, state: TaskState) -> dict[str, Cell]:
    said = texts.plan.TASK_STATES[state.value]
    return cells(
        name=texts.plan.COVER_TASKS.format(state=said),
        value=state_count(summary, plan, state),
        coverage=texts.plan.COVER_COUNTED,
    )


def differences_grid(plan: Plan) -> Grid:
    """List what units state for the period that its shorter periods do not add up to."""
    return Grid(
        id="differences",
        title=texts.tables.DIFFERENCES_TITLE,
        columns=columns(
            texts.headers.DIFFERENCES,
            book=widths(unit=28, subject=44, column=20, stated=11, stated_at=34)
            | widths(added=11, added_at=40, difference=10, periods=18),
            words=("unit", "subject", "column", "stated_at", "added_at", "periods"),
        ),
        rows=tuple(
            GridRow(
                cells=cells(
                    unit=one.unit.name,
                    subject=one.subject,
                    column=one.column,
                    stated=one.stated,
                    stated_at=_place(one.stated_at),
                    added=one.added,
                    added_at=_places(one.added_at),
                    difference=Number(one.stated - one.added, Shape.SIGNED),
                    periods=one.periods,
                )
            )
            for one in plan.differences
        ),
        before=(Words(" ".join(_compared(plan))),),
        empty=texts.tables.NONE,
        media=_BOOK,
    )


def _compared(plan: Plan) -> Iterator[str]:
    """Say what was held against what, and whose reports that would need are missing."""
    yield texts.tables.DIFFERENCES_SAID
    if weeks := texts.plan.missing_words(plan.weeks_missing):
        yield texts.tables.WEEKS_MISSING.format(weeks=weeks)
    else:
        yield texts.tables.ALL_WEEKS.format(count=len(plan.weeks))
    if months := texts.plan.missing_words(plan.months_missing):
        yield texts.tables.MONTHS_MISSING.format(months=months)


def _place(where: Where) -> str:
    return texts.tables.PLACE.format(file=where.file, sheet=where.sheet, cell=where.cell)


def _places(places: Sequence[Where]) -> str:
    said = "; ".join(map(_place, places[:_PLACES_NAMED]))
    return texts.tables.ADDED_CELLS.format(count=len(places), first=said) if places else ""


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
