"""The plan's indicators as grids: over all units, of each unit, a year's halves, their targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from pipeline import texts
from pipeline.consolidate.grids.cells import CARRIED, NOT_REPORTED, cells, columns, phrase, widths
from pipeline.domain.figure import BEFORE, BY_UNIT, HALVES, INDICATORS, FigureId
from pipeline.domain.grid import (
    Align,
    Bars,
    Cell,
    Grid,
    GridColumn,
    GridRow,
    Kind,
    Medium,
    Number,
    Ratio,
    Shape,
    State,
    SumOfColumns,
    SumWhere,
    Tone,
    Words,
)
from pipeline.domain.office import Indicator
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.plan import Halves, IndicatorLine, Plan
from pipeline.domain.summary import Summary

_COUNTED = ("opening", "flow", "closing", "flow_of", "closing_of")
_FIGURES = (*_COUNTED, "whole", "rate")  # columns a state stands over
_COUNTED_ROOM = widths(opening=11, flow=11, closing=13, flow_of=13, closing_of=13, rate=10)
_ROOM = widths(
    number=7, name=52, code=18, measure=13, **_COUNTED_ROOM, target=24, verdict=16
) | widths(before=13, per_week=10, marked_coverage=9)
_HALVES_ROOM = widths(first_half=18, second_half=18, halves_coverage=12)
_PAPER_ROOM = widths(
    number=12, marked_name=72, measure=21, flow=18, closing=20, whole=18, rate=18
) | widths(target=30, verdict=27, coverage=16)
_WORDS = ("name", "marked_name", "code", "unit", "basis", "file", "sheet")
_UNIT_COLUMNS = columns(
    texts.headers.INDICATOR_UNITS,
    book=widths(number=7, name=52, code=18, unit=34, **_COUNTED_ROOM, file=34, sheet=18, cell=7),
    words=_WORDS,
)
_ALIGN = {
    **dict.fromkeys(("verdict", "marked_coverage"), Align.MIDDLE),
    **dict.fromkeys(_HALVES_ROOM, Align.RIGHT),
}
_TT, _NAME = 10.0, 42.0  # of a page 252 wide, where indicators stand across
_PAGE = 252.0
_BOOK, _PAPER = frozenset({Medium.BOOK}), frozenset({Medium.PAPER})


def indicators_grid(summary: Summary, plan: Plan) -> Grid:
    """List the indicators over all units beside what must be reached."""
    year = summary.period.kind is PeriodKind.YEAR
    room = {**_ROOM, **(_HALVES_ROOM if year else {}), "basis": 34}
    return Grid(
        id="indicators",
        title=texts.plan.INDICATORS_TITLE,
        columns=columns(
            texts.headers.INDICATORS, book=room, paper=_PAPER_ROOM, words=_WORDS, align=_ALIGN
        ),
        rows=tuple(_rows(summary, plan)),
        notes=(texts.document.CARRIED_NOTE,) if _holds_carried(plan) else (),
        empty=texts.tables.NONE,
    )


def _holds_carried(plan: Plan) -> bool:
    return any(line.carried for line in plan.sums)


def _rows(summary: Summary, plan: Plan) -> Iterator[GridRow]:
    for group, lines in groupby(plan.sums, lambda line: line.indicator.group):
        yield GridRow(cells={}, kind=Kind.GROUP, label=group)
        for line in lines:
            yield GridRow(cells=_sum_cells(summary, line), state=_state(line))


def _sum_cells(summary: Summary, line: IndicatorLine) -> dict[str, Cell]:
    indicator, period = line.indicator, summary.period
    short = len(line.present) < len(line.expected)
    halves = [texts.plan.half_words(h) for h in _both(line.halves)]
    before, per_week = line.before.get("closing"), line.pace.per_week if line.pace else None
    whole = "flow_of" if indicator.adds_up else "closing_of"
    counts = _counts(period, line)
    return counts | cells(
        number=indicator.number,
        name=indicator.name,
        marked_name=_marked(indicator.name, line),
        code=indicator.code,
        measure=indicator.measure,
        whole=counts.get(whole),
        target=texts.plan.target_words(indicator),
        verdict=Words(texts.plan.met_words(line), verdict(line)),
        before=None
        if before is None
        else Number(before, figure=FigureId(period, BEFORE, indicator.code, "closing")),
        per_week=per_week,
        coverage=line.coverage,
        marked_coverage=Words(_marked(line.coverage, line), Tone.BAD if short else Tone.PLAIN),
        first_half=halves[0] if halves else None,
        second_half=halves[1] if halves else None,
        halves_coverage=line.halves.coverage if line.halves else None,
        basis=texts.plan.indicator_basis(indicator, summary.office),
    )


def _marked(said: str, line: IndicatorLine) -> str:
    """Mark what holds an earlier period's figures."""
    return said + CARRIED.text if line.carried else said


def verdict(line: IndicatorLine) -> Tone:
    """Return the tone of a target reached or not; none before it is judged."""
    if line.met is None:
        return Tone.PLAIN
    return Tone.GOOD if line.met else Tone.DOUBT


def _state(line: IndicatorLine) -> State | None:
    return None if line.reported else State(NOT_REPORTED.text, _FIGURES, Tone.BAD)


def _counts(period: Period, line: IndicatorLine) -> dict[str, Cell]:
    """Return an indicator's counts and its rate; what is not asked of it has no cell."""
    indicator = line.indicator
    found: dict[str, Cell] = {
        column: _count(period, line, column)
        for column in _COUNTED
        if (indicator.adds_up or column.startswith("closing"))
        and (indicator.whole or not column.endswith("_of"))
    }
    if line.ratio:
        part, whole = line.ratio
        shown = "flow" if indicator.adds_up else "closing"
        formula = Ratio(SumOfColumns((shown,)), SumOfColumns((f"{shown}_of",)))
        found["rate"] = Number(share(part, whole), Shape.RATE, formula=formula)
    return found


def _count(period: Period, line: IndicatorLine, column: str) -> Number:
    code, value = line.indicator.code, line.values.get(column)
    if line.unit:
        return Number(value, figure=FigureId(period, BY_UNIT, code, column, line.unit.code))
    id = FigureId(period, INDICATORS, code, column)
    of_units = SumWhere("indicator_units", column, like=(("code", "code"),))
    return Number(value, figure=id, formula=None if value is None else of_units)


def share(part: int, whole: int) -> Fraction | None:
    """Return a rate; None over nothing."""
    return Fraction(part, whole) if whole else None


# --- by unit -------------------------------------------------------------------------------------


def indicator_units_grid(summary: Summary, plan: Plan) -> Grid:
    """List each unit's figures with the cell that holds them."""
    return Grid(
        id="indicator_units",
        title=texts.tables.INDICATOR_UNITS_TITLE,
        columns=_UNIT_COLUMNS,
        rows=tuple(
            GridRow(cells=_unit_cells(summary.period, line), state=_state(line))
            for line in plan.indicators
            if line.unit
        ),
        media=_BOOK,
    )


def _unit_cells(period: Period, line: IndicatorLine) -> dict[str, Cell]:
    report, row = line.submission, line.row
    where = report.where(row, "closing") if report and row else None
    return _counts(period, line) | cells(
        number=line.indicator.number,
        name=line.indicator.name,
        code=line.indicator.code,
        unit=line.unit.name if line.unit else None,
        file=where.file if where else None,
        sheet=where.sheet if where else None,
        cell=where.cell if where else None,
    )


def by_unit_grids(summary: Summary, plan: Plan) -> Iterator[Grid]:
    """Yield a grid for each group of indicators: units down, indicators across."""
    notes = (texts.document.CARRIED_NOTE,) if _holds_carried(plan) else ()
    groups = groupby(plan.indicators, lambda line: line.indicator.group)
    for index, (group, found) in enumerate(groups, start=1):
        lines = [line for line in found if line.unit]
        yield Grid(
            id=f"by_unit_{index}",
            title=group,
            columns=_across(list(dict.fromkeys(line.indicator for line in lines))),
            rows=tuple(_down(summary, lines)),
            notes=(texts.plan.BY_UNIT_NOTE, *notes),
            empty=texts.tables.NONE,
            media=_PAPER,
        )


def _across(indicators: Sequence[Indicator]) -> tuple[GridColumn, ...]:
    room = (_PAGE - _TT - _NAME) / max(1, len(indicators))
    return (
        GridColumn(id="number", label=texts.document.TT, room=_TT),
        GridColumn(id="unit", label=texts.tables.UNIT, room=_NAME, words=True),
        *(
            GridColumn(id=one.code, label=f"{one.number}. {one.title}", room=room)
            for one in indicators
        ),
    )


def _down(summary: Summary, lines: Sequence[IndicatorLine]) -> Iterator[GridRow]:
    own: dict[str, dict[str, Cell]] = {}
    for line in lines:
        if line.unit:
            own.setdefault(line.unit.code, {})[line.indicator.code] = _short(summary.period, line)
    units = [standing.unit for standing in summary.standings if standing.unit.code in own]
    for number, unit in enumerate(units, start=1):
        yield GridRow(cells=own[unit.code] | cells(number=number, unit=unit.short_name))


def _short(period: Period, line: IndicatorLine) -> Cell:
    """Say a unit's figure in a narrow cell: of the window for a flow, else of its last day."""
    if not line.reported:
        return NOT_REPORTED
    shown = "flow" if line.indicator.adds_up else "closing"
    said: list[Cell | str] = [_count(period, line, shown)]
    if line.ratio:
        said += ["/", _count(period, line, f"{shown}_of")]
    if line.carried:
        said.append(CARRIED)
    return phrase(*said)


# --- a year's halves -----------------------------------------------------------------------------


def halves_grids(summary: Summary, plan: Plan) -> Iterator[Grid]:
    """Yield a year's halves side by side, where some unit reported both."""
    rows = [_halves_row(summary.period, line, line.halves) for line in plan.sums if line.halves]
    if rows:
        yield Grid(
            id="halves",
            title=texts.tables.PLAN_HALVES_TITLE,
            columns=columns(
                texts.headers.HALVES,
                paper=widths(number=12, name=92, measure=22, first=24, first_rate=19)
                | widths(second=24, second_rate=19, change=22, coverage=18),
                words=_WORDS,
            ),
            rows=tuple(rows),
            media=_PAPER,
        )


def _halves_row(period: Period, line: IndicatorLine, halves: Halves) -> GridRow:
    indicator = line.indicator
    flows, rates = [], []
    for number, (part, whole) in enumerate(_both(halves), start=1):
        id = FigureId(period, HALVES, indicator.code, "flow", str(number))
        flows.append(Number(part, figure=id))
        rates.append(None if whole is None else Number(share(part, whole), Shape.RATE))
    return GridRow(
        cells=cells(
            number=indicator.number,
            name=indicator.name,
            measure=indicator.measure,
            first=flows[0],
            first_rate=rates[0],
            second=flows[1],
            second_rate=rates[1],
            change=Number(halves.change, Shape.SIGNED),
            coverage=halves.coverage,
        )
    )


def _both(halves: Halves | None) -> tuple[tuple[int, int | None], ...]:
    return (halves.first, halves.second) if halves else ()


# --- targets -------------------------------------------------------------------------------------


def targets_grid(plan: Plan) -> Grid:
    """Say how far each target is reached, in its own measure; drawn as bars beside the target."""
    return Grid(
        id="chart_targets",
        title=texts.tables.TARGET_CHART,
        columns=columns(
            texts.headers.TARGET_BARS, book=widths(name=44, level=14, goal=14), words=_WORDS
        ),
        rows=tuple(
            GridRow(
                cells=cells(
                    name=_titled(line),
                    level=Number(reached * goal, Shape.RATE),
                    goal=Number(goal, Shape.RATE),
                )
            )
            for line, reached in _reached(plan)
            for goal in [Fraction(line.indicator.goal or 0, 100) if line.indicator.whole else 1]
        ),
        bars=(Bars(texts.tables.TARGET_CHART, tones=(Tone.PLAIN, Tone.BAD)),),
        media=_BOOK,
    )


def reached_grid(plan: Plan) -> Grid:
    """Say how far each target is reached, 1 for all of it; drawn as bars."""
    return Grid(
        id="chart_reached",
        title=texts.plan.TARGET_CHART,
        columns=columns(
            texts.headers.REACHED_BARS, paper=widths(name=72, reached=18), words=_WORDS
        ),
        rows=tuple(
            GridRow(cells=cells(name=_titled(line), reached=Number(reached, Shape.RATE)))
            for line, reached in _reached(plan)
        ),
        bars=(Bars(texts.plan.TARGET_CHART),),
        media=_PAPER,
    )


def _reached(plan: Plan) -> Iterator[tuple[IndicatorLine, Fraction]]:
    return ((line, line.reached) for line in plan.sums if line.reached is not None)


def _titled(line: IndicatorLine) -> str:
    return f"{line.indicator.number}. {line.indicator.title}"
