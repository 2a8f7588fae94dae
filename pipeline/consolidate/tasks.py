"""How the plan's tasks stand with each unit on the window's last day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.consolidate.history import History
from pipeline.consolidate.kept import owed_by
from pipeline.consolidate.punctual import Owed, punctuality
from pipeline.domain.form import Column, Rows
from pipeline.domain.office import Task, Timing, Unit
from pipeline.domain.period import Period
from pipeline.domain.plan import DONE, IndicatorLine, TaskLine, TaskState
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Row, Submission


def task_lines(
    period: Period, standings: Sequence[Standing], owed: Mapping[str, Owed], history: History
) -> Iterator[TaskLine]:
    """Yield how each task stands with each unit that leads or performs it, or that nobody does."""
    office, today = history.register.as_of(period), history.last_day(period)
    answers = {s.unit.code: list(_answers(period, s.unit, history)) for s in standings}

    def stands(task: Task, unit: Unit) -> TaskLine:
        if not task.asked:
            state = punctuality(task, owed.get(unit.code, ()))
            return _task_line(task, unit, state, as_of=period)
        known = answers.get(unit.code) or list(_answers(period, unit, history))
        line = _followed(task, unit, period, today, known)
        return replace(line, documents_before=_cited_before(task, period, known, history))

    for task in office.tasks:
        marks = (*task.lead, *task.performers)
        units = [s.unit for s in standings if office.names(marks, s.unit)]
        gone = office.ended(today, marks)
        if not units and not gone:
            yield _task_line(task, None, TaskState.NOBODYS, _late(task, today))
        for unit in units:
            yield stands(task, unit)
        for unit in gone:
            if not units or owed_by(history, period, unit):
                yield _left(stands(task, unit))


def _cited_before(
    task: Task,
    period: Period,
    answers: Sequence[tuple[Period, Submission, Column]],
    history: History,
) -> str:
    """Return the documents told in the newest report before a period's window."""
    window = history.register.schedule.window
    reports = (one for at, one, _ in answers if window(at)[1] < window(period)[0])
    row = report.row(task.code) if (report := next(reports, None)) else None
    return row.text("documents") if row else ""


def supporting_lines(
    period: Period, standings: Sequence[Standing], history: History
) -> Iterator[TaskLine]:
    """Yield how each task stands with each unit that only supports who carries it out."""
    office, today = history.register.as_of(period), history.last_day(period)
    answers = {s.unit.code: list(_answers(period, s.unit, history)) for s in standings}
    for task in (task for task in office.tasks if task.asked):
        carrying = (*task.lead, *task.performers)
        for unit in (s.unit for s in standings if office.names(task.supporters, s.unit)):
            if not office.names(carrying, unit):
                yield _followed(task, unit, period, today, answers[unit.code])


def _left(line: TaskLine) -> TaskLine:
    """Say how a task stands with a unit that ended: done, or nobody's to do any more."""
    return line if line.state in DONE else replace(line, state=TaskState.ENDED, days=0)


def _answers(
    period: Period, unit: Unit, history: History
) -> Iterator[tuple[Period, Submission, Column]]:
    """Yield a unit's reports on tasks up to a period, the newest first, with the status column."""
    for one, report in history.up_to(period, unit.code):
        table = history.forms[one.kind].table_with(Rows.TASKS)
        status = next((c for c in table.columns if c.means), None) if table else None
        if status:
            yield one, report, status


def _followed(
    task: Task,
    unit: Unit,
    period: Period,
    today: date,
    answers: Sequence[tuple[Period, Submission, Column]],
) -> TaskLine:
    """Say how a task stands with a unit; what was done once stays done."""
    own = next((report for as_of, report, _ in answers if as_of == period), None)
    asked = own is None or task.code not in own.not_asked
    for as_of, report, status in answers:
        row = report.row(task.code)
        if row is None:
            continue
        means = dict(zip(status.choices, status.means, strict=True)).get(row.text(status.id), "")
        done_on = _day(row.text("done_on"))
        if as_of != period and means != TaskState.DONE:
            state, days = _silent(task, today, asked=asked)
            return _task_line(task, unit, state, days, None, row, report, as_of)
        state = TaskState(means) if means else TaskState.NOT_REPORTED
        days = 0
        if state is TaskState.DONE:
            days = _late(task, done_on) if done_on else 0
            state = TaskState.DONE_LATE if days else TaskState.DONE
        elif state is not TaskState.NOT_REPORTED and (days := _late(task, today)):
            state = TaskState.OVERDUE  # whatever it says: "chưa đến thời điểm" is past its day too
        return _task_line(task, unit, state, days, done_on, row, report, as_of)
    return _task_line(task, unit, *_silent(task, today, asked=asked))


def _silent(task: Task, today: date, *, asked: bool) -> tuple[TaskState, int]:
    """Say how a task stands of which a report says nothing: it may not have been asked."""
    return (TaskState.NOT_REPORTED, _late(task, today)) if asked else (TaskState.NOT_ASKED, 0)


def contradictions(
    tasks: Sequence[TaskLine], indicators: Sequence[IndicatorLine]
) -> Iterator[tuple[TaskLine, IndicatorLine]]:
    """Yield tasks said to be done while the unit's own figure that measures them is not reached.

    What others report is no ground to doubt a unit.
    """
    for line in tasks:
        if line.state in DONE and line.task.indicator:
            for one in indicators:
                own = one.unit == line.unit and one.indicator.code == line.task.indicator
                if own and one.present and one.reached is not None and one.reached < 1:
                    yield line, one


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
