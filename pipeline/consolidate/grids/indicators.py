"""The plan's indicators as grids: over all units, and each unit's with its cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pipeline import texts
from pipeline.consolidate.grids.cells import cells, columns, coverage, widths
from pipeline.consolidate.grids.halves import halves_words
from pipeline.consolidate.grids.measured import (
    counts_of,
    marked,
    marks_of,
    marks_told,
    state_of,
    verdict,
)
from pipeline.consolidate.pace import pace_of
from pipeline.domain.figure import BEFORE, HALVES, INDICATORS, FigureId
from pipeline.domain.grid import (
    Align,
    Cell,
    Grid,
    GridRow,
    Kind,
    Medium,
    Number,
    Tone,
    Words,
)
from pipeline.domain.period import Period
from pipeline.domain.plan import IndicatorLine, Plan
from pipeline.domain.summary import Summary

_COUNTED_ROOM = widths(opening=11, flow=11, closing=13, flow_of=13, closing_of=13, rate=10)
_ROOM = widths(
    number=7, name=52, code=18, measure=13, **_COUNTED_ROOM, target=24, verdict=16
) | widths(before=13, per_week=10, marked_coverage=9)
_HALVES_ROOM = widths(first_half=18, second_half=18, halves_coverage=12)
_PAPER_ROOM = widths(
    number=10, marked_name=98, measure=20, reported=20, whole=17, rate=17, cumulative=18, judged=52
)
_WORDS = ("name", "marked_name", "code", "unit", "basis", "file", "sheet")
_UNIT_ROOM = widths(number=7, name=62, code=22, unit=22, **_COUNTED_ROOM)
_SHARE_ROOM = widths(share=11, left=11, reached_on=14)
_SOURCE_ROOM = widths(as_of=11, file=34, sheet=18, cell=7)
_ALIGN = {
    **dict.fromkeys(("verdict", "marked_coverage"), Align.MIDDLE),
    **dict.fromkeys(_HALVES_ROOM, Align.RIGHT),
}


def indicators_grid(summary: Summary, plan: Plan) -> Grid:
    """List the indicators over all units beside what must be reached."""
    year = summary.period.first_half is not None
    room = {**_ROOM, **(_HALVES_ROOM if year else {}), "basis": 34}
    return Grid(
        id="indicators",
        title=texts.plan.INDICATORS_TITLE,
        columns=columns(
            texts.headers.INDICATORS, book=room, paper=_PAPER_ROOM, words=_WORDS, align=_ALIGN
        ),
        rows=tuple(_rows(summary, plan)),
        notes=(*marks_told(plan), texts.plan.INDICATORS_NOTE),
        empty=texts.tables.NONE,
    )


def _rows(summary: Summary, plan: Plan) -> Iterator[GridRow]:
    for group, lines in groupby(plan.sums, lambda line: line.indicator.group):
        yield GridRow(cells={}, kind=Kind.GROUP, label=group)
        for line in lines:
            yield GridRow(cells=_sum_cells(summary, line), state=state_of(line))


def _sum_cells(summary: Summary, line: IndicatorLine) -> dict[str, Cell]:
    indicator, period = line.indicator, summary.period
    short = len(line.present) < len(line.expected)
    halves = halves_words(period, line)
    figure = summary.figures.get(FigureId(period, INDICATORS, indicator.code, "closing"))
    before, per_week = line.before.get("closing"), line.pace.per_week if line.pace else None
    reported = "flow" if indicator.adds_up else "closing"
    counts = counts_of(period, line)
    target, met = texts.plan.target_words(indicator), texts.plan.met_words(line)
    alone = target  # where it cannot be held against a figure
    if target and indicator.target is None:
        alone = texts.plan.TO_BE.format(target=target)
    return counts | cells(
        number=indicator.number,
        name=indicator.name,
        marked_name=marked(_covered(line), line),
        code=indicator.code,
        measure=indicator.measure,
        reported=counts.get(reported),
        whole=counts.get(f"{reported}_of"),
        cumulative=counts.get("closing") if indicator.adds_up else None,
        judged=Words(
            texts.plan.JUDGED.format(target=target, met=met) if met else alone, verdict(line)
        ),
        target=target,
        verdict=Words(met, verdict(line)),
        before=None
        if before is None
        else Number(before, figure=FigureId(period, BEFORE, indicator.code, "closing")),
        per_week=None
        if per_week is None
        else Number(per_week, figure=pace_of(line, period, "per_week")),
        coverage=coverage(figure, line.coverage),
        marked_coverage=coverage(
            figure, line.coverage, *marks_of(line), tone=Tone.BAD if short else Tone.PLAIN
        ),
        first_half=halves[0] if halves else None,
        second_half=halves[1] if halves else None,
        halves_coverage=coverage(
            summary.figures.get(FigureId(period, HALVES, indicator.code, "flow", "1")),
            line.halves.coverage,
        )
        if line.halves
        else None,
        basis=texts.plan.indicator_basis(indicator, summary.office),
    )


def _covered(line: IndicatorLine) -> str:
    """Name an indicator on paper: how many units are counted is said where only some are.

    That none is, its row says already.
    """
    title = line.indicator.title
    if len(line.present) in (0, len(line.expected)):
        return title
    return texts.plan.COUNTED_UNITS.format(label=title, coverage=line.coverage)


def indicator_units_grid(summary: Summary, plan: Plan) -> Grid:
    """List each unit's figures with the cell that holds them."""
    lines = [line for line in plan.indicators if line.unit]
    shared = any(line.share is not None for line in lines)
    return Grid(
        id="indicator_units",
        title=texts.tables.INDICATOR_UNITS_TITLE,
        columns=columns(
            texts.headers.INDICATOR_UNITS,
            book=_UNIT_ROOM | (_SHARE_ROOM if shared else {}) | _SOURCE_ROOM,
            words=_WORDS,
            align={"reached_on": Align.MIDDLE},
        ),
        rows=tuple(
            GridRow(cells=_unit_cells(summary.period, line), state=state_of(line)) for line in lines
        ),
        media=frozenset({Medium.BOOK}),
    )


def _unit_cells(period: Period, line: IndicatorLine) -> dict[str, Cell]:
    report, row = line.submission, line.row
    where = report.where(row, "closing") if report and row else None
    outlook = line.outlook
    return counts_of(period, line) | cells(
        number=line.indicator.number,
        name=line.indicator.title,
        code=line.indicator.code,
        unit=marked(line.unit.short_name, line) if line.unit else None,
        share=line.share,
        left=outlook.left if outlook else None,
        reached_on=texts.numbers.day(outlook.reached_on)
        if outlook and outlook.reached_on
        else None,
        as_of=str(report.period) if report and row else None,
        file=where.file if where else None,
        sheet=where.sheet if where else None,
        cell=where.cell if where else None,
    )
