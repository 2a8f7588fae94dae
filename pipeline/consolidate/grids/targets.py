"""How far the targets are reached, as grids that are drawn as bars."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pipeline import texts
from pipeline.consolidate.grids.cells import cells, columns, widths
from pipeline.consolidate.pace import goal_share, level_of, reached_of
from pipeline.domain.grid import Bars, Grid, GridRow, Medium, Number, Tone
from pipeline.domain.plan import IndicatorLine, Plan
from pipeline.domain.shape import Shape
from pipeline.domain.summary import Summary


def targets_grid(summary: Summary, plan: Plan) -> Grid:
    """Say how far each target is reached, in its own measure; drawn as bars beside the target."""
    return Grid(
        id="chart_targets",
        title=texts.tables.TARGET_CHART,
        columns=columns(
            texts.headers.TARGET_BARS, book=widths(name=44, level=14, goal=14), words=("name",)
        ),
        rows=tuple(
            GridRow(
                cells=cells(
                    name=line.indicator.heading,
                    level=Number(reached * goal, Shape.RATE, made=level_of(line, summary.period)),
                    goal=Number(goal, Shape.RATE, made=goal_share(line, summary.period)),
                )
            )
            for line, reached in _reached(plan)
            for goal in [Fraction(line.indicator.goal or 0, 100) if line.indicator.whole else 1]
        ),
        bars=(Bars(texts.tables.TARGET_CHART, tones=(Tone.PLAIN, Tone.GOAL)),),
        media=frozenset({Medium.BOOK}),
    )


def reached_grid(summary: Summary, plan: Plan) -> Grid:
    """Say how far each target is reached, 1 for all of it; drawn as bars."""
    return Grid(
        id="chart_reached",
        title=texts.plan.TARGET_CHART,
        columns=columns(
            texts.headers.REACHED_BARS, paper=widths(name=72, reached=18), words=("name",)
        ),
        rows=tuple(
            GridRow(
                cells=cells(
                    name=line.indicator.heading,
                    reached=Number(reached, Shape.RATE, made=reached_of(line, summary.period)),
                )
            )
            for line, reached in _reached(plan)
        ),
        bars=(Bars(texts.plan.TARGET_CHART),),
        media=frozenset({Medium.PAPER}),
    )


def _reached(plan: Plan) -> Iterator[tuple[IndicatorLine, Fraction]]:
    return ((line, line.reached) for line in plan.sums if line.reached is not None)
