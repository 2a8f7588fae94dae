"""The plan itself: how its tasks stand, what its indicators show, who did well.

Everything is judged on the window's last day, so the same reports always say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pipeline import texts
from pipeline.consolidate.history import History
from pipeline.consolidate.rollup import Rolled, roll_up
from pipeline.consolidate.scoring import score
from pipeline.domain.figure import (
    Difference,
    IndicatorLine,
    Pace,
    Plan,
    Standing,
    TaskLine,
    TaskState,
)
from pipeline.domain.form import Column, ColumnType, Form, Rows, Table
from pipeline.domain.office import Indicator, Office, Task, Timing, Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.submission import Row, Submission

MEASURED = ("opening", "flow", "closing")  # ids of an indicator's columns, in every form


def build_plan(
    period: Period,
    weeks: Sequence[Period],
    rolled: Mapping[str, Rolled],
    standings: Sequence[Standing],
    history: History,
) -> Plan:
    """Say how the plan stands at the end of a period; `rolled` are its weeks by unit code."""
    office, form = history.office, history.forms[period.kind]
    tasks = tuple(_task_lines(period, standings, history))
    indicators = tuple(_indicator_lines(period, standings, history))
    return Plan(
        weeks=tuple(weeks),
        weeks_missing=tuple(one for each in rolled.values() for one in each.missing),
        tasks=tasks,
        indicators=indicators,
        differences=(
            *_against_weeks(office, form, standings, rolled, history),
            *_against_months(period, standings, history),
        ),
        merits=score(period, weeks, tasks, indicators, history),
    )


# --- tasks ---------------------------------------------------------------------------------------


def _task_lines(
    period: Period, standings: Sequence[Standing], history: History
) -> Iterator[TaskLine]:
    office = history.office
    today = office.schedule.window(period)[1]
    answers = {s.unit.code: list(_answers(period, s.unit, history)) for s in standings}
    for task in office.tasks:
        units = [s.unit for s in standings if office.names((*task.lead, *task.performers), s.unit)]
        if not units:
            yield _task_line(task, None, TaskState.NOBODYS)
        for unit in units:
            yield _followed(task, unit, period, today, answers[unit.code])


def _answers(
    period: Period, unit: Unit, history: History
) -> Iterator[tuple[Period, Submission, Column]]:
    """Yield a unit's reports on tasks up to a period, the newest first, with the status column."""
    last = history.office.schedule.window(period)[1]
    known = [
        (history.office.schedule.window(p)[1], p)
        for p in {p for p, code in history.standings if code == unit.code}
        if p.kind is not PeriodKind.WEEK
    ]
    known = [(day, p) for day, p in known if day <= last]
    # The report asked about comes first, then the others of the same day and those before.
    for _, one in sorted(known, key=lambda k: (k[0], k[1] == period), reverse=True):
        report = history.in_force(one, unit.code)
        table = _table(history.forms[one.kind], Rows.TASKS)
        status = next((c for c in table.columns if c.means), None) if table else None
        if report and status:
            yield one, report, status


def _followed(
    task: Task,
    unit: Unit,
    period: Period,
    today: date,
    answers: Sequence[tuple[Period, Submission, Column]],
) -> TaskLine:
    """Say how a task stands with a unit; what was done once stays done."""
    for as_of, report, status in answers:
        row = report.row(task.code)
        if row is None:
            continue
        means = dict(zip(status.choices, status.means, strict=True)).get(row.text(status.id), "")
        done_on = _day(row.text("done_on"))
        if as_of != period and means != TaskState.DONE:
            days, state = _late(task, today), TaskState.NOT_REPORTED
            return _task_line(task, unit, state, days, None, row, report, as_of)
        state = TaskState(means) if means else TaskState.NOT_REPORTED
        days = 0
        if state is TaskState.DONE:
            days = _late(task, done_on) if done_on else 0
            state = TaskState.DONE_LATE if days else TaskState.DONE
        elif state in (TaskState.UNDER_WAY, TaskState.NOT_STARTED):
            days = _late(task, today)
            state = TaskState.OVERDUE if days else state
        return _task_line(task, unit, state, days, done_on, row, report, as_of)
    return _task_line(task, unit, TaskState.NOT_REPORTED, _late(task, today))


def _late(task: Task, day: date) -> int:
    return max(0, (day - task.due).days) if task.timing is Timing.BY and task.due else 0


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _task_line(
    task: Task,
    unit: Unit | None,
    state: TaskState,
    days: int = 0,
    done_on: date | None = None,
    row: Row | None = None,
    submission: Submission | None = None,
    as_of: Period | None = None,
) -> TaskLine:
    return TaskLine(
        task=task,
        unit=unit,
        state=state,
        days=days,
        done_on=done_on,
        row=row,
        submission=submission,
        as_of=as_of,
    )


def _table(form: Form, rows: Rows) -> Table | None:
    return next((table for table in form.tables if table.rows is rows), None)


# --- indicators ----------------------------------------------------------------------------------


def _indicator_lines(
    period: Period, standings: Sequence[Standing], history: History
) -> Iterator[IndicatorLine]:
    office = history.office
    for indicator in office.indicators:
        asked = [s for s in standings if office.names(indicator.units, s.unit)]
        lines = [_unit_line(indicator, standing, period, history) for standing in asked]
        yield _sum_of(indicator, lines, office.schedule.window(period)[1])
        yield from lines


def _unit_line(
    indicator: Indicator, standing: Standing, period: Period, history: History
) -> IndicatorLine:
    report, unit = standing.in_force, standing.unit
    row = report.row(indicator.code) if report else None
    before = history.in_force(period.previous, unit.code)
    code = unit.code
    return IndicatorLine(
        indicator=indicator,
        unit=unit,
        values=_measured(row),
        before=_measured(before.row(indicator.code) if before else None),
        halves=_halves(indicator, unit, period, history),
        row=row,
        submission=report,
        present=(code,) if row and standing.reported else (),
        expected=(code,),
        carried=bool(row and standing.carried),
        pace=None,
    )


def _measured(row: Row | None) -> dict[str, int | None]:
    names = [*MEASURED, *(f"{name}_of" for name in MEASURED)]
    return {name: row.count(name) if row else None for name in names}


def _halves(
    indicator: Indicator, unit: Unit, period: Period, history: History
) -> tuple[int | None, int | None]:
    """Return the flow of a year's two halves, each only when all its months are there."""
    table = _table(history.forms[PeriodKind.MONTH], Rows.FLOWS) if indicator.adds_up else None
    if period.kind is not PeriodKind.YEAR or table is None:
        return None, None
    halves = []
    for months in (period.months[:6], period.months[6:]):
        rolled = roll_up(history.office, table, months, unit, history.in_force)
        flow = rolled.values.get(indicator.code, {}).get("flow") if rolled.complete else None
        halves.append(flow if isinstance(flow, int) else None)
    return halves[0], halves[1]


def _sum_of(indicator: Indicator, lines: Sequence[IndicatorLine], today: date) -> IndicatorLine:
    """Add up units; the period before is told only when the same units are in it."""
    both = [line for line in lines if line.reported and line.before.get("closing") is not None]
    values = _added([line.values for line in lines if line.reported])
    halves = [_total(line.halves[half] for line in lines) for half in (0, 1)]
    return IndicatorLine(
        indicator=indicator,
        unit=None,
        values=values,
        before=_added([line.before for line in both]) if len(both) == len(lines) else {},
        halves=(halves[0], halves[1]),
        row=None,
        submission=None,
        present=tuple(code for line in lines for code in line.present),
        expected=tuple(code for line in lines for code in line.expected),
        carried=any(line.carried for line in lines),
        pace=_pace(indicator, values.get("closing"), today),
    )


def _added(rows: Sequence[Mapping[str, int | None]]) -> dict[str, int | None]:
    names = [*MEASURED, *(f"{name}_of" for name in MEASURED)]
    return {name: _total(row.get(name) for row in rows) for name in names}


def _total(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _pace(indicator: Indicator, closing: int | None, today: date) -> Pace | None:
    target, by = indicator.target, indicator.target_by
    if target is None or by is None or indicator.whole or closing is None:
        return None
    if closing >= target or by <= today:
        return None
    weeks = -(-(by - today).days // 7)
    left = target - closing
    return Pace(left=left, by=by, weeks=weeks, per_week=-(-left // weeks))


# --- shorter periods against longer ones ---------------------------------------------------------


def _against_weeks(
    office: Office,
    form: Form,
    standings: Sequence[Standing],
    rolled: Mapping[str, Rolled],
    history: History,
) -> Iterator[Difference]:
    """Hold what a unit states for the period against its weekly reports added up."""
    weekly = history.forms[PeriodKind.WEEK].table
    table = _table(form, Rows.FLOWS)
    for standing in standings:
        weeks, report = rolled.get(standing.unit.code), standing.in_force
        if not (table and report and standing.reported and weeks and weeks.complete):
            continue
        for indicator in office.indicators:
            row = report.row(indicator.code)
            for column, sources in (
                ("flow", indicator.weekly),
                ("flow_of", indicator.weekly_whole),
            ):
                stated = row.count(column) if row else None
                if row is None or stated is None or not sources:
                    continue
                cells = [
                    (r.count(source) or 0, w.where(r, source))
                    for w in weeks.reports
                    for r in w.rows_of(weekly.id)
                    for source in sources
                ]
                added = sum(count for count, _ in cells)
                if added != stated:
                    yield Difference(
                        unit=standing.unit,
                        subject=indicator.name,
                        column=table.column(column).name,
                        stated=stated,
                        stated_at=report.where(row, column),
                        added=added,
                        added_at=tuple(where for count, where in cells if count),
                        periods=texts.WEEKS_ADDED.format(count=len(weeks.reports)),
                    )


def _against_months(
    period: Period, standings: Sequence[Standing], history: History
) -> Iterator[Difference]:
    """Hold a half-year or annual report against its months."""
    if period.kind not in (PeriodKind.HALF_YEAR, PeriodKind.YEAR):
        return
    office, form = history.office, history.forms[period.kind]
    names = {indicator.code: indicator.name for indicator in office.indicators}
    for standing in standings:
        report = standing.in_force
        if report is None or not standing.reported:
            continue
        for table in form.tables:
            if table.rows not in (Rows.FLOWS, Rows.STOCKS):
                continue
            months = roll_up(office, table, period.months, standing.unit, history.in_force)
            for row in report.rows_of(table.id) if months.complete else ():
                for column in table.columns:
                    stated, added = (
                        row.count(column.id),
                        months.values.get(row.key, {}).get(column.id),
                    )
                    timed = column.type is ColumnType.COUNT and column.time
                    if timed and stated is not None and isinstance(added, int) and stated != added:
                        yield Difference(
                            unit=standing.unit,
                            subject=names.get(row.key, row.key),
                            column=column.name,
                            stated=stated,
                            stated_at=report.where(row, column.id),
                            added=added,
                            added_at=tuple(
                                month.where(there, column.id)
                                for month in months.reports
                                if (there := month.row(row.key)) and column.id in there.entries
                            ),
                            periods=texts.MONTHS_ADDED.format(count=len(period.months)),
                        )
