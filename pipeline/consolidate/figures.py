"""Every count a report states, with its identity, its coverage and what it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from pipeline import texts
from pipeline.consolidate.evidence import of_reports, of_states, of_task
from pipeline.consolidate.kept import ENDS
from pipeline.consolidate.lines import COUNTED, count_columns
from pipeline.consolidate.rollup import Span
from pipeline.domain.figure import (
    ANSWERS,
    BEFORE,
    BY_UNIT,
    COMPARED,
    COMPARISON,
    CUMULATIVE,
    HALVES,
    INDICATORS,
    STANDINGS,
    STATES,
    TASKS,
    UNITS,
    Figure,
    FigureId,
    Figures,
)
from pipeline.domain.form import Column, ColumnType
from pipeline.domain.period import Period
from pipeline.domain.period import halves as halves_of
from pipeline.domain.plan import RARE, Difference, Halves, IndicatorLine, Plan, TaskLine, TaskState
from pipeline.domain.standing import StandingKind
from pipeline.domain.summary import Comparison, Cumulative, Line, LineKind, Overview


def figures_of_services(
    overview: Overview,
    lines: Sequence[Line],
    spans: Mapping[str, Span],
    by_unit: Mapping[str, Mapping[str, int | None]],
) -> Figures:
    """Return what the appendix states, line by line, then unit by unit; `spans` are their weeks."""
    columns = [overview.table.column(id) for id in count_columns(overview.table)]
    period, shown = overview.period, [line for line in lines if line.state in COUNTED]
    services = [line for line in shown if line.service]
    sectors = [line for line in shown if line.kind is LineKind.SECTOR]
    own = [one for line in services for one in line.own if one.state in COUNTED]
    shared = [one for one in own if one.service and one.service.units]
    of_sectors: dict[str, list[Line]] = {}
    for line in services:
        of_sectors.setdefault(_sector(line), []).append(line)
    of_units: dict[str, list[Line]] = {}
    for line in own:
        if line.unit:
            of_units.setdefault(line.unit.code, []).append(line)
    found: list[Figure] = []
    parts: Sequence[FigureId]
    for line in (*lines, *shared):
        for column in columns:
            match line.kind:
                case LineKind.SERVICE if line.parts:
                    within = [one for one in line.parts if one.state in COUNTED]
                    parts = [one.figure(period, column.id) for one in within]
                case LineKind.SERVICE:
                    parts = _of_service(line, column, period, spans)
                case LineKind.SECTOR:
                    within = of_sectors.get(line.label, [])
                    parts = [one.figure(period, column.id) for one in within]
                case LineKind.TOTAL:
                    parts = [one.figure(period, column.id) for one in sectors]
            found.append(
                Figure(
                    id=line.figure(period, column.id),
                    value=line.values.get(column.id),
                    present=line.present,
                    expected=line.expected,
                    made_of=tuple(parts),
                )
            )
    reported = {standing.unit.code for standing in overview.standings if standing.reported}
    for unit, values in by_unit.items():
        its = of_units.get(unit, ())
        found += (
            Figure(
                id=FigureId(period, UNITS, "", column.id, unit),
                value=values[column.id],
                present=(unit,) if unit in reported else (),
                expected=(unit,),
                made_of=tuple(line.figure(period, column.id) for line in its),
            )
            for column in columns
        )
    return _known(found)


def figures_over_time(
    overview: Overview, comparison: Comparison | None, cumulative: Cumulative
) -> Figures:
    """Return both sides of the comparison, and what the weeks add up to."""
    every = tuple(standing.unit.code for standing in overview.standings)
    sides: list[tuple[str, Period, Mapping[str, int | None]]] = []
    if comparison:
        sides.append((COMPARISON, comparison.period, comparison.before))
        sides.append((COMPARED, overview.period, comparison.now))
    compared = comparison.units if comparison else ()
    found = [
        Figure(
            id=FigureId(overview.period, table, "", column),
            value=value,
            present=compared,
            expected=every,
            made_of=tuple(FigureId(period, UNITS, "", column, unit) for unit in compared),
        )
        for table, period, values in sides
        for column, value in values.items()
    ]
    counted = [(week, unit) for week, units in cumulative.counted.items() for unit in units]
    owing = tuple(unit for units in cumulative.owing.values() for unit in units)
    found += (
        Figure(
            id=FigureId(overview.period, CUMULATIVE, "", column),
            value=value,
            present=tuple(unit for _, unit in counted),  # once for each of its reports
            expected=owing,
            made_of=tuple(FigureId(week, UNITS, "", column, unit) for week, unit in counted),
        )
        for column, value in cumulative.values.items()
    )
    return _known(found)


def figures_of_standings(overview: Overview) -> Figures:
    """Return how many units stand how."""
    every = tuple(standing.unit.code for standing in overview.standings)
    groups = {"sent": [s for s in overview.standings if s.reported]}
    groups |= {kind.value: list(overview.of_kind(kind)) for kind in StandingKind}
    return _known(
        Figure(
            id=FigureId(overview.period, STANDINGS, "", name),
            value=len(standings),
            present=tuple(standing.unit.code for standing in standings),
            expected=every,
            evidence=of_reports(standings, overview.period),
        )
        for name, standings in groups.items()
    )


def figures_of_plan(overview: Overview, plan: Plan, parts: Mapping[str, Span]) -> Figures:
    """Return what a report states of the plan: indicators, tasks by state.

    `parts` are the reports each unit's half-year or year is made of.
    """
    period, found = overview.period, list[Figure]()
    for code, together in groupby(plan.indicators, key=lambda line: line.indicator.code):
        lines = list(together)
        own = [line for line in lines if line.unit]
        found += (figure for line in lines for figure in _of_indicator(line, own, period))
        for line in lines:
            if line.unit is None:
                found += _before(line, own, overview)
                found += _of_halves(code, line.halves, parts, period) if line.halves else ()
    for code, lines_of_task in _by_task(plan.tasks).items():
        found += _of_states(lines_of_task, period, TASKS, code)
    found += _of_states(plan.tasks, period, STATES, "")
    found += map(_of_difference, plan.differences)
    found += (_progress(line, period) for line in (*plan.tasks, *plan.supporting) if line.row)
    return _known(found)


def _known(figures: Iterable[Figure]) -> dict[FigureId, Figure]:
    return {figure.id: figure for figure in figures}


def _sector(line: Line) -> str:
    return line.service.sector if line.service else ""


def _of_service(
    line: Line, column: Column, period: Period, spans: Mapping[str, Span]
) -> Sequence[FigureId]:
    """Return what a service's count is made of: of a week nothing, it is its unit's answer."""
    span = spans.get(line.unit.code) if line.unit else None
    if not (span and line.service and line.present):
        return ()
    code = line.service.code
    if column.type is ColumnType.COUNT and column.time:
        ends = span.taken_from(column.time)
        weeks = [one.period for one in span.reports if one.period in ends and one.row(code)]
        return [line.figure(week, column.id) for week in dict.fromkeys(weeks) if week]
    return [line.figure(period, part) for part in column.parts]


def _of_indicator(
    line: IndicatorLine, own: Sequence[IndicatorLine], period: Period
) -> Iterator[Figure]:
    """Yield a line's figures; those of all units are made of theirs.

    A unit's are its own answers, or what it answered before.
    """
    code, units = line.indicator.code, own if line.unit is None else ()
    for column, value in line.values.items():
        counted = [u for u in units if u.present or (u.reported and column in ENDS)]
        yield Figure(
            id=(
                FigureId(period, BY_UNIT, code, column, line.unit.code)
                if line.unit
                else FigureId(period, INDICATORS, code, column)
            ),
            value=value,
            present=line.present,
            expected=line.expected,
            made_of=line.taken_from.get(column)
            or tuple(
                FigureId(period, BY_UNIT, code, column, one.unit.code)
                for one in counted
                if one.unit
            ),
        )


def _before(
    line: IndicatorLine, own: Sequence[IndicatorLine], overview: Overview
) -> Iterator[Figure]:
    """Yield an indicator's figures of the period before, of the units of that day."""
    office, last = overview.office, overview.period.previous
    day, code = office.schedule.window(last)[1], line.indicator.code
    units = [
        before.code
        for one in own
        if one.unit
        for before in office.lineage(one.unit, day, overview.window[1]) or (one.unit,)
    ]
    for column, value in line.before.items():
        yield Figure(
            id=FigureId(overview.period, BEFORE, code, column),
            value=value,
            present=line.expected,  # it is told only when all of them are in it
            expected=line.expected,
            made_of=tuple(FigureId(last, BY_UNIT, code, column, unit) for unit in units),
        )


def _of_halves(
    code: str, halves: Halves, parts: Mapping[str, Span], period: Period
) -> Iterator[Figure]:
    """Yield the flows of a year's two halves."""
    for half, numbers in (("1", halves.first), ("2", halves.second)):
        reports = [
            report
            for unit in halves.units
            for report in parts[unit].reports
            if report.period in halves_of(parts[unit].periods)[int(half) - 1]
        ]
        for column, value in zip(("flow", "flow_of"), numbers, strict=True):
            yield Figure(
                id=FigureId(period, HALVES, code, column, half),
                value=value,
                present=halves.units,
                expected=halves.expected,
                made_of=tuple(
                    FigureId(one.period, BY_UNIT, code, column, one.unit)
                    for one in reports
                    if one.period and one.unit
                ),
            )


def _by_task(lines: Sequence[TaskLine]) -> dict[str, list[TaskLine]]:
    found: dict[str, list[TaskLine]] = {}
    for line in lines:
        found.setdefault(line.task.code, []).append(line)
    return found


def _of_states(
    lines: Sequence[TaskLine], period: Period, table: str, code: str
) -> Iterator[Figure]:
    """Yield how many tasks stand in each state; that of ended units only where there are any.

    A sealed report that does not know this state states nothing otherwise.
    """
    for state in TaskState:
        there = [line for line in lines if line.state is state]
        if not there and (state is TaskState.NOT_ASKED or (state in RARE and table == TASKS)):
            continue
        yield Figure(
            id=FigureId(period, table, code, state.value),
            value=len(there),
            present=_units(there),
            expected=_units(lines),
            evidence=of_states(there),
        )


def _of_difference(one: Difference) -> Figure:
    """Return what shorter periods add up to, where a longer one states otherwise."""
    return Figure(id=one.against, value=one.added, evidence=one.parts)


def progress_of(line: TaskLine, period: Period) -> FigureId:
    """Name how much of a task a unit says is done, in per cent."""
    unit = line.unit.code if line.unit else ""
    return FigureId(period, ANSWERS, line.task.code, "progress", unit)


def _progress(line: TaskLine, period: Period) -> Figure:
    value = line.row.count("progress") if line.row else None
    said = texts.trace.TASK_PROGRESS.format(mark=texts.plan.task_mark(line.task))
    evidence = () if value is None else (of_task(line, said, "progress", value),)
    return Figure(id=progress_of(line, period), value=value, evidence=evidence)


def _units(lines: Sequence[TaskLine]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.unit.code for line in lines if line.unit))
