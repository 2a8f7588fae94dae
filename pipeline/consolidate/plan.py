"""The plan itself: how its tasks stand, what its indicators show, who did well.

Everything is judged on the window's last day, so the same reports always say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from pipeline import texts
from pipeline.consolidate.history import History
from pipeline.consolidate.rollup import Rolled, parts_of, roll_up, starting_values
from pipeline.consolidate.scoring import score
from pipeline.domain.figure import (
    Difference,
    Halves,
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
    now: datetime,
) -> Plan:
    """Say how the plan stands at the end of a period; `rolled` are its weeks by unit code."""
    office, form = history.office, history.forms[period.kind]
    tasks = tuple(_task_lines(period, standings, history))
    indicators = tuple(_indicator_lines(period, standings, history))
    shorter = _shorter_periods(period, standings, history)
    return Plan(
        weeks=tuple(weeks),
        weeks_missing=tuple(one for each in rolled.values() for one in each.missing),
        months_missing=tuple(one for each in shorter.values() for one in each.missing),
        tasks=tasks,
        indicators=indicators,
        differences=(
            *_against_weeks(office, form, standings, rolled, history),
            *_against_months(period, standings, history),
        ),
        contradictions=tuple(_contradictions(tasks, indicators)),
        merits=score(period, weeks, tasks, indicators, history, now),
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
            yield _task_line(task, None, TaskState.NOBODYS, _late(task, today))
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
        elif state is not TaskState.NOT_REPORTED and (days := _late(task, today)):
            state = TaskState.OVERDUE  # whatever it says: "chưa đến thời điểm" is past its day too
        return _task_line(task, unit, state, days, done_on, row, report, as_of)
    return _task_line(task, unit, TaskState.NOT_REPORTED, _late(task, today))


def _contradictions(
    tasks: Sequence[TaskLine], indicators: Sequence[IndicatorLine]
) -> Iterator[tuple[TaskLine, IndicatorLine]]:
    """Yield tasks said to be done while the indicator that measures them is not reached."""
    for line in tasks:
        if line.state in (TaskState.DONE, TaskState.DONE_LATE) and line.task.indicator:
            found = [one for one in indicators if one.indicator.code == line.task.indicator]
            own = next((one for one in found if one.unit == line.unit), None)
            measured = own or next((one for one in found if one.unit is None), None)
            if measured and measured.reached is not None and measured.reached < 1:
                yield line, measured


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
    before = [one.row(indicator.code) for one in history.before(period, unit)]
    code = unit.code
    return IndicatorLine(
        indicator=indicator,
        unit=unit,
        values=_stood_in(_measured(row)) if standing.carried else _measured(row),
        before=_added([_measured(one) for one in before]) if all(before) else {},
        halves=_halves(indicator, unit, period, history),
        row=row,
        submission=report,
        present=(code,) if row and standing.reported else (),
        expected=(code,),
        carried=bool(row and standing.carried),
        pace=None,
        ahead=_ahead(indicator, history.office.schedule.window(period)[1]),
    )


def _measured(row: Row | None) -> dict[str, int | None]:
    names = [*MEASURED, *(f"{name}_of" for name in MEASURED)]
    return {name: row.count(name) if row else None for name in names}


def _stood_in(measured: Mapping[str, int | None]) -> dict[str, int | None]:
    """Return the figures of an earlier report as a stand-in: where it closed, and no flow of its.

    The flow was counted in its own period; once more would be twice.
    """
    opened = {f"opening{of}": measured[f"closing{of}"] for of in ("", "_of")}
    return {**measured, "flow": None, "flow_of": None, **opened}


def _halves(indicator: Indicator, unit: Unit, period: Period, history: History) -> Halves | None:
    """Return a unit's flow in a year's two halves, where both are there in full."""
    table = _table(history.forms[PeriodKind.MONTH], Rows.FLOWS) if indicator.adds_up else None
    if period.kind is not PeriodKind.YEAR or table is None:
        return None
    parts = parts_of(period, unit, history.in_force)
    flows = []
    for half in (parts[:-6], parts[-6:]):  # the first is its own report or its six months
        rolled = roll_up(history.office, table, half, unit, history.in_force)
        row = rolled.values.get(indicator.code, {})
        flow, whole = row.get("flow"), row.get("flow_of")
        if not rolled.complete or not isinstance(flow, int):
            return None
        flows.append((flow, whole if isinstance(whole, int) else None))
    return Halves(first=flows[0], second=flows[1], units=(unit.code,), expected=(unit.code,))


def _halves_of(lines: Sequence[IndicatorLine]) -> Halves | None:
    """Add up the halves of the units that have both."""
    found = [line.halves for line in lines if line.halves]
    if not found:
        return None
    return Halves(
        first=(sum(one.first[0] for one in found), _total(one.first[1] for one in found)),
        second=(sum(one.second[0] for one in found), _total(one.second[1] for one in found)),
        units=tuple(code for one in found for code in one.units),
        expected=tuple(code for line in lines for code in line.expected),
    )


def _sum_of(indicator: Indicator, lines: Sequence[IndicatorLine], today: date) -> IndicatorLine:
    """Add up units; the period before is told only when the same units are in it."""
    both = [line for line in lines if line.reported and line.before.get("closing") is not None]
    values = _added([line.values for line in lines if line.reported])
    return IndicatorLine(
        indicator=indicator,
        unit=None,
        values=values,
        before=_added([line.before for line in both]) if len(both) == len(lines) else {},
        halves=_halves_of(lines),
        row=None,
        submission=None,
        present=tuple(code for line in lines for code in line.present),
        expected=tuple(code for line in lines for code in line.expected),
        carried=any(line.carried for line in lines),
        pace=_pace(indicator, values, today),
        ahead=_ahead(indicator, today),
    )


def _added(rows: Sequence[Mapping[str, int | None]]) -> dict[str, int | None]:
    names = [*MEASURED, *(f"{name}_of" for name in MEASURED)]
    return {name: _total(row.get(name) for row in rows) for name in names}


def _total(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _ahead(indicator: Indicator, today: date) -> bool:
    return indicator.target_by is not None and today < indicator.target_by


def _pace(indicator: Indicator, values: Mapping[str, int | None], today: date) -> Pace | None:
    """Say what is left to a count, or to a share of a stock; a share of a flow has no remainder."""
    target, by = indicator.goal, indicator.target_by
    closing, whole = values.get("closing"), values.get("closing_of")
    if target is None or by is None or closing is None or by <= today:
        return None
    if indicator.whole and (indicator.adds_up or whole is None):
        return None
    goal = -(-target * whole // 100) if indicator.whole and whole is not None else target
    left = goal - closing
    if left <= 0:
        return None
    days = (by - today).days
    return Pace(left=left, by=by, days=days, per_week=min(left, -(-7 * left // days)))


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


def _shorter_periods(
    period: Period, standings: Sequence[Standing], history: History
) -> dict[str, Rolled]:
    """Return what each unit's half-year or year is made of, by unit code."""
    table = _table(history.forms[period.kind], Rows.FLOWS)
    if period.kind not in (PeriodKind.HALF_YEAR, PeriodKind.YEAR) or table is None:
        return {}
    return {
        standing.unit.code: roll_up(
            history.office,
            table,
            parts_of(period, standing.unit, history.in_force),
            standing.unit,
            history.in_force,
        )
        for standing in standings
    }


def _against_months(
    period: Period, standings: Sequence[Standing], history: History
) -> Iterator[Difference]:
    """Hold a half-year or annual report against what it is made of."""
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
            parts = parts_of(period, standing.unit, history.in_force)
            months = roll_up(office, table, parts, standing.unit, history.in_force)
            for row in report.rows_of(table.id) if months.complete else ():
                added_up = starting_values(table, months, row.key)
                for column in table.columns:
                    stated, added = row.count(column.id), added_up.get(column.id)
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
                            periods=texts.parts_words(parts),
                        )
