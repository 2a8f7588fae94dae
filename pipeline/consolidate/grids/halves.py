"""A year's two halves side by side, as a grid."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import texts
from pipeline.consolidate.grids.cells import cells, columns, coverage, phrase, widths
from pipeline.consolidate.grids.measured import share
from pipeline.domain.figure import HALVES, FigureId
from pipeline.domain.grid import Grid, GridRow, Medium, Number, Phrase
from pipeline.domain.numeral import Share, Sum
from pipeline.domain.period import Period
from pipeline.domain.plan import Halves, IndicatorLine, Plan
from pipeline.domain.shape import Shape
from pipeline.domain.summary import Summary

Half = tuple[int, int | None]  # a flow, and its whole where there is one


def halves_grids(summary: Summary, plan: Plan) -> Iterator[Grid]:
    """Yield a year's halves side by side, where some unit reported both."""
    rows = [_halves_row(summary, line, line.halves) for line in plan.sums if line.halves]
    if rows:
        yield Grid(
            id="halves",
            title=texts.tables.PLAN_HALVES_TITLE,
            columns=columns(
                texts.headers.HALVES,
                paper=widths(number=12, name=92, measure=22, first=24, first_rate=19)
                | widths(second=24, second_rate=19, change=22, coverage=18),
                words=("name",),
            ),
            rows=tuple(rows),
            media=frozenset({Medium.PAPER}),
        )


def _halves_row(summary: Summary, line: IndicatorLine, halves: Halves) -> GridRow:
    indicator, period = line.indicator, summary.period
    flow = summary.figures.get(FigureId(period, HALVES, indicator.code, "flow", "1"))
    first, second = (_half(period, line, half, at) for half, at in _both(halves))
    return GridRow(
        cells=cells(
            number=indicator.number,
            name=indicator.name,
            measure=indicator.measure,
            first=first[0],
            first_rate=first[2],
            second=second[0],
            second_rate=second[2],
            change=Number(
                halves.change,
                Shape.SIGNED,
                made=Sum.of(FigureId(period, HALVES, indicator.code, "flow", "2"))
                + -Sum.of(FigureId(period, HALVES, indicator.code, "flow", "1")),
            ),
            coverage=coverage(flow, halves.coverage),
        )
    )


def halves_words(period: Period, line: IndicatorLine) -> tuple[Phrase, ...]:
    """Return both halves, each in one cell: "8/10 (80%)"; none where no unit has both."""
    return tuple(
        phrase(flow) if whole is None else phrase(flow, "/", whole, " (", rate or "", ")")
        for half, at in (_both(line.halves) if line.halves else ())
        for flow, whole, rate in [_half(period, line, half, at)]
    )


def _both(halves: Halves) -> tuple[tuple[Half, str], ...]:
    return (halves.first, "1"), (halves.second, "2")


def _half(
    period: Period, line: IndicatorLine, half: Half, at: str
) -> tuple[Number, Number | None, Number | None]:
    """Return a half's flow, and its whole and rate where there is a whole."""
    part, whole = half
    code = line.indicator.code
    flow = Number(part, figure=FigureId(period, HALVES, code, "flow", at))
    if whole is None:
        return flow, None, None
    of = Number(whole, figure=FigureId(period, HALVES, code, "flow_of", at))
    made = Share(
        *(Sum.of(FigureId(period, HALVES, code, name, at)) for name in ("flow", "flow_of"))
    )
    return flow, of, Number(share(part, whole), Shape.RATE, made=made)
