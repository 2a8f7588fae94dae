"""The plan's tasks as grids: all of them, each with its units, and how many stand how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pipeline import texts
from pipeline.consolidate import catalogue
from pipeline.consolidate.counts import days_of
from pipeline.consolidate.figures import progress_of
from pipeline.consolidate.grids.cells import cells, columns, phrase, widths
from pipeline.domain.figure import TASKS, FigureId
from pipeline.domain.grid import (
    Bars,
    Cell,
    Grid,
    GridRow,
    Kind,
    Medium,
    Number,
    Tone,
    Words,
)
from pipeline.domain.numeral import Units
from pipeline.domain.office import Task
from pipeline.domain.period import Period
from pipeline.domain.plan import Plan, TaskLine, TaskState
from pipeline.domain.summary import Summary

_TONES: Mapping[TaskState, Tone] = {
    TaskState.DONE: Tone.GOOD,
    TaskState.DONE_LATE: Tone.DOUBT,
    TaskState.OVERDUE: Tone.BAD,
    TaskState.NOT_REPORTED: Tone.DOUBT,
    TaskState.NOBODYS: Tone.BAD,
    TaskState.ENDED: Tone.DOUBT,
    TaskState.NOT_ASKED: Tone.DOUBT,
}
_BEHIND = (TaskState.OVERDUE, TaskState.NOT_REPORTED)
_GRAVITY = (
    TaskState.NOBODYS,
    TaskState.OVERDUE,
    TaskState.NOT_REPORTED,
    TaskState.DONE_LATE,
    TaskState.NOT_STARTED,
    TaskState.UNDER_WAY,
    TaskState.NOT_YET,
    TaskState.DONE,
    TaskState.ENDED,  # while others carry it out, how they do is what counts
    TaskState.NOT_ASKED,
)
_COLUMNS = columns(
    texts.headers.TASKS,
    book=widths(
        number=9, task=56, who=34, deadline_said=24, day=18, quantity=18, result=26, behind=40
    ),
    paper=widths(mark=15, title=85, given=48, until=34, outcome=70),
    words=(
        *("task", "who", "deadline_said", "day", "quantity", "behind"),
        *("title", "given", "until", "outcome"),
    ),
)
_UNIT_COLUMNS = columns(
    texts.headers.TASK_UNITS,
    book=widths(number=9, task=56, unit=28, until=24, state=20, progress=11, days=9, done_on=12)
    | widths(person=24, result=60, documents=60, difficulty=60, as_of=11),
    words=("task", "unit", "until", "person", "result", "documents", "difficulty"),
)
_STATE_COLUMNS = columns(
    texts.headers.STATE_BARS, book=widths(state=44, dated=14, undated=14), words=("state",)
)


def tasks_grid(summary: Summary, plan: Plan) -> Grid:
    """List the plan's tasks: whose they are, until when, how they stand, who is behind."""
    return Grid(
        id="tasks",
        title=texts.plan.TASKS_TITLE,
        columns=_COLUMNS,
        rows=tuple(_rows(summary, plan)),
        notes=(texts.plan.tasks_note(),),
        empty=texts.tables.NONE,
    )


def _rows(summary: Summary, plan: Plan) -> Iterator[GridRow]:
    marked = ""
    tasks = [(task, list(found)) for task, found in groupby(plan.tasks, lambda line: line.task)]
    for group, found in groupby(tasks, lambda each: each[0].group):
        # A list that is sorted and filtered has no headings between its rows.
        yield GridRow(cells={}, kind=Kind.GROUP, label=group, media=frozenset({Medium.PAPER}))
        for task, lines in found:
            yield GridRow(
                cells=cells(
                    number=task.number,
                    mark=None if task.number == marked else task.number,
                    title=task.title,
                    given=texts.plan.task_given(task, summary.office),
                    until=texts.plan.task_until(task),
                    outcome=_outcome(summary.period, task, lines),
                    task=task.name,
                    who=texts.plan.task_units(task, summary.office),
                    deadline_said=task.deadline_said,
                    day=texts.plan.task_days(task),
                    quantity=task.quantity,
                    result=_progress(summary.period, task, lines),
                    behind=texts.plan.task_behind(lines),
                )
            )
            marked = task.number


def _progress(
    period: Period, task: Task, lines: Sequence[TaskLine], *, named: bool = False
) -> Cell:
    """Say how a task stands: in a word for one unit, "12/37 hoàn thành" for many.

    A few that are behind may be named there.
    """
    states, tone = [line.state for line in lines], _tone(lines)
    if len(lines) == 1:
        return Words(texts.plan.TASK_STATES[states[0].value], tone)
    parts: list[str | Number] = []
    for state, said in texts.plan.TASK_STATES.items():
        if count := states.count(TaskState(state)):
            figure = FigureId(period, TASKS, task.code, state)
            parts += ["; "] * bool(parts)
            of_all = Number(len(lines), made=Units(figure, owed=True))
            parts += [Number(count, figure=figure), "/", of_all, f" {said}"]
            if named and state in _BEHIND:
                parts.append(texts.plan.task_few([one for one in lines if one.state == state]))
    return phrase(*parts, tone=tone)


def _outcome(period: Period, task: Task, lines: Sequence[TaskLine]) -> Cell:
    """Say how a task stands and, of several units, who is behind; of one by how many days."""
    (first, *others) = lines
    said = _progress(period, task, lines, named=True)
    if not others and first.days and first.state in (TaskState.OVERDUE, TaskState.DONE_LATE):
        return phrase(said, texts.plan.TASK_BY_DAYS.format(days=first.days), tone=_tone(lines))
    return said


def _tone(lines: Sequence[TaskLine]) -> Tone:
    return _TONES.get(min((line.state for line in lines), key=_GRAVITY.index), Tone.PLAIN)


def task_units_grid(summary: Summary, plan: Plan) -> Grid:
    """List each task with each of its units, in the unit's own words."""
    return Grid(
        id="task_units",
        title=texts.tables.TASK_UNITS_TITLE,
        columns=_UNIT_COLUMNS,
        rows=tuple(_unit_rows(summary.period, plan)),
        empty=texts.tables.NONE,
        media=frozenset({Medium.BOOK}),
    )


def _unit_rows(period: Period, plan: Plan) -> Iterator[GridRow]:
    """Yield each task's units: those that carry it out, then those that support them."""
    supporting = {code: list(found) for code, found in groupby(plan.supporting, _code)}
    for code, lines in groupby(plan.tasks, _code):
        yield from (GridRow(cells=_unit_cells(period, line)) for line in lines)
        for line in supporting.get(code, ()):
            unit = texts.plan.SUPPORTING.format(unit=line.unit.short_name if line.unit else "")
            yield GridRow(cells=_unit_cells(period, line) | cells(unit=unit))


def _code(line: TaskLine) -> str:
    return line.task.code


def _unit_cells(period: Period, line: TaskLine) -> dict[str, Cell]:
    share = line.row.count("progress") if line.row else None
    progress = None if share is None else Number(share, figure=progress_of(line, period))
    said = {name: line.said(name) for name in ("person", "result", "documents", "difficulty")}
    return cells(
        number=line.task.number,
        task=line.task.title,
        unit=line.unit.short_name if line.unit else texts.plan.NOBODY,
        until=texts.plan.task_until(line.task),
        state=state_words(line),
        progress=progress,
        days=Number(line.days, figure=days_of(line, period)) if line.days else None,
        done_on=texts.numbers.day(line.done_on) if line.done_on else None,
        as_of=str(line.as_of) if line.as_of else None,
        **said,
    )


def state_words(line: TaskLine) -> Words:
    """Say how a task stands with a unit."""
    return Words(texts.plan.TASK_STATES[line.state.value], _TONES.get(line.state, Tone.PLAIN))


def states_grid(summary: Summary) -> Grid:
    """Count the tasks, each at each of its units, by how they stand; drawn as bars."""
    return Grid(
        id="chart_states",
        title=texts.tables.TASK_CHART,
        columns=_STATE_COLUMNS,
        rows=tuple(
            GridRow(
                cells=cells(
                    state=texts.plan.TASK_STATES[state],
                    dated=_count(summary, "dated", state),
                    undated=_count(summary, "undated", state),
                )
            )
            for state in catalogue.OWED_STATES
        ),
        bars=(Bars(texts.tables.TASK_CHART, stacked=True),),
        media=frozenset({Medium.BOOK}),
    )


def _count(summary: Summary, name: str, state: TaskState) -> Number:
    """Return how much of the plan's work with a day, or without one, is in a state."""
    figure = summary.figures[catalogue.in_state(summary.period, name, state)]
    return Number(figure.value, figure=figure.id)
