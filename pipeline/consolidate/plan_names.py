"""What the wording of a monthly, half-year or annual report may name of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from pipeline import texts
from pipeline.consolidate.counts import count_of, counted, days_of, kept_of, named_in
from pipeline.consolidate.registers import Register, registers
from pipeline.domain.figure import BY_UNIT, HALVES, INDICATORS, STATES, TASKS, FigureId
from pipeline.domain.numeral import Counted, Numeral, Sum
from pipeline.domain.office import Office, Task, Timing
from pipeline.domain.period import Period
from pipeline.domain.plan import NOT_OWED, IndicatorLine, Plan, TaskLine, TaskState
from pipeline.domain.summary import Stated, Summary

_SOON = 30  # days ahead in which tasks are said to be due
_MOST_ENTRIES = 6  # more that are written in a list stand in the workbook alone
_MOST_CHANGED = 3  # rates said to have risen or fallen most


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """A task of the plan with the units it is said of."""

    task: Task
    lines: tuple[TaskLine, ...]
    period: Period  # of the report that says it

    @property
    def behind(self) -> str:
        """Who is overdue, by how much, and who has not reported."""
        return texts.plan.task_behind(self.lines, in_full=True)

    @property
    def quoted(self) -> str:
        """The task by its number and its whole content."""
        return texts.plan.task_quoted(self._tasks)

    @property
    def short(self) -> str:
        """The task by its number and its short title."""
        return texts.plan.task_called(self._tasks)

    @property
    def _tasks(self) -> tuple[Task, ...]:
        return tuple(dict.fromkeys(line.task for line in self.lines))

    @property
    def due(self) -> str:
        """The last day, as said in a sentence."""
        return texts.numbers.spoken_day(self.task.due) if self.task.due else ""

    @property
    def units(self) -> str:
        """The units, named or counted."""
        return texts.plan.named_in_sentence([line.unit for line in self.lines if line.unit])

    @property
    def days(self) -> Numeral:
        """How long past its day at most."""
        longest = max(self.lines, key=lambda line: line.days)
        return Numeral(longest.days, Sum.of(days_of(longest, self.period)))


def plan_names(summary: Summary) -> dict[str, object]:
    """Give what a monthly, half-year or annual report says of the plan."""
    plan, period, cut_off = summary.plan, summary.period, summary.window[1]
    assert plan
    plan = replace(
        plan,
        indicators=tuple(_stating(line, period) for line in plan.indicators),
        contradictions=tuple(
            (line, _stating(measured, period)) for line, measured in plan.contradictions
        ),
    )
    sums = plan.sums
    given = [line for line in plan.tasks if line.state not in NOT_OWED]
    dated = [line for line in given if line.task.timing is Timing.BY]
    undated = [line for line in given if line.task.timing is not Timing.BY]
    count = partial(counted, summary.figures, period)
    by_task = partial(_by_task, period=period)
    by_day, without_day = _by_state(dated, period), _by_state(undated, period)
    return {
        "tasks": by_task(plan.tasks),
        "owed": _in_states(given, period, *(one for one in TaskState if one not in NOT_OWED)),
        "dated_count": sum(by_day.values(), Numeral(0, Sum(()))),
        "dated": texts.plan.states_words(by_day, dated=True),
        "undated_count": sum(without_day.values(), Numeral(0, Sum(()))),
        "undated": texts.plan.states_words(without_day, dated=False),
        "with_deadline": count("with_deadline"),
        "done": _in_states(plan.tasks, period, TaskState.DONE, TaskState.DONE_LATE),
        "done_late": by_task(plan.in_state(TaskState.DONE_LATE)),
        "silent": _in_states(plan.tasks, period, TaskState.NOT_REPORTED),
        "overdue": by_task(plan.overdue),
        "nobodys": _by_number(plan.in_state(TaskState.NOBODYS), period),
        "ended": _in_states(plan.tasks, period, TaskState.ENDED),
        "left": [
            group
            for group in by_task(plan.tasks)
            if all(line.state is TaskState.ENDED for line in group.lines)
        ],
        "just_due": by_task(plan.due_within(cut_off, (summary.time_to_come - cut_off).days)),
        "soon": by_task(plan.due_within(summary.time_to_come, _SOON)),
        "soon_days": Numeral(_SOON),
        "groups": [
            (group, list(lines))
            for group, lines in groupby(sums, key=lambda line: line.indicator.group)
        ],
        "met": [line for line in sums if line.met],
        "not_met": [line for line in sums if line.met is False],
        "under_way": [line for line in sums if line.under_way],
        "figures": texts.plan.indicator_words,
        "registers": [_registered(one, period) for one in registers(plan)],
        "shares": partial(_shares_words, plan, summary.office),
        "documents": Counted(named_in(plan, period), Sum.of(count_of(period, "documents_named"))),
        "documents_count": count("documents"),
        "voices": {id: _voices(said) for id, said in grouped(summary.narratives).items()},
        "differences": plan.differences,
        "contradictions": plan.contradictions,
        "weeks": count("weeks"),
        "weeks_window": texts.numbers.spoken_window(*summary.lines_window),
        "weeks_partial": count("weeks_partial"),
        "weeks_missing": texts.plan.missing_words(plan.weeks_missing),
        "months_missing": texts.plan.missing_words(plan.months_missing),
        "half": texts.plan.half_words,
        "halves": _halves(sums, count),
        "best": [merit for merit in plan.merits if merit.rank == 1 and merit.total > 0],
        "mark": texts.plan.task_mark,
        "target": lambda one: texts.plan.target_words(one, texts.numbers.spoken_day),
    }


def _registered(register: Register, period: Period) -> dict[str, object]:
    """Give what a report says of a list: its title, how many stand how, what a few write in it."""
    states = _by_state(register.lines, period)
    said: dict[str, list[str]] = {}
    for line in register.filled:
        if line.unit and (text := " ".join(line.said("result").split())):
            said.setdefault(text, []).append(line.unit.name)
    entries = [
        {"units": texts.plan.names_or_count(names), "text": text} for text, names in said.items()
    ]
    return {
        "title": register.title,
        "states": texts.plan.states_words(states, dated=register.task.due is not None),
        "entries": entries if len(entries) <= _MOST_ENTRIES else [],
        "empty": texts.plan.named_in_sentence([x.unit for x in register.empty if x.unit]),
    }


def _shares_words(plan: Plan, office: Office, line: IndicatorLine) -> str:
    """Say how the units of an indicator keep up with their shares of a target; "" without any."""
    code, shared = line.indicator.code, office.indicator(line.indicator.share_of)
    own = [one for one in plan.indicators if one.indicator.code == code and one.share is not None]
    return texts.plan.shares_words(shared, own) if shared and own else ""


def _in_states(lines: Sequence[TaskLine], period: Period, *states: TaskState) -> Numeral:
    """Count the whole plan's tasks in some states, each with each of its units."""
    count = sum(line.state in states for line in lines)
    return Numeral(count, Sum.of(*(FigureId(period, STATES, "", state) for state in states)))


def _by_state(lines: Sequence[TaskLine], period: Period) -> dict[str, Numeral]:
    """Count some tasks of the plan by state, each with each of its units."""
    codes = dict.fromkeys(line.task.code for line in lines)
    return {
        state.value: Numeral(
            sum(line.state is state for line in lines),
            Sum.of(*(FigureId(period, TASKS, code, state.value) for code in codes)),
        )
        for state in TaskState
        if state not in NOT_OWED
    }


def _stating(line: IndicatorLine, period: Period) -> IndicatorLine:
    """Let an indicator know which figures its counts are."""
    code, unit = line.indicator.code, line.unit.code if line.unit else ""
    table = BY_UNIT if unit else INDICATORS
    values = {
        column: None
        if value is None
        else Numeral(value, Sum.of(FigureId(period, table, code, column, unit)))
        for column, value in line.values.items()
    }
    halves = line.halves
    if halves:
        first, second = (
            _half(half, code, period, which)
            for which, half in (("1", halves.first), ("2", halves.second))
        )
        halves = replace(halves, first=first, second=second)
    silent, ended = (
        kept if line.unit else Counted(kept, Sum.of(kept_of(line, period, whose)))
        for whose, kept in (("silent", line.silent), ("ended", line.ended))
    )
    return replace(line, values=values, halves=halves, silent=silent, ended=ended)


def _half(
    half: tuple[int, int | None], code: str, period: Period, which: str
) -> tuple[Numeral, Numeral | None]:
    flow, whole = half
    named = [FigureId(period, HALVES, code, column, which) for column in ("flow", "flow_of")]
    return (
        Numeral(flow, Sum.of(named[0])),
        None if whole is None else Numeral(whole, Sum.of(named[1])),
    )


def _halves(
    sums: Iterable[IndicatorLine], count: Callable[[str], Numeral]
) -> dict[str, object] | None:
    """Give how the second six months of a year went beside the first; None where nothing can."""
    compared = [(line, line.halves) for line in sums if line.halves]
    if not compared:
        return None
    rates = sorted(
        (halves.points, texts.plan.halves_change(line))
        for line, halves in compared
        if halves.points
    )
    return {
        "count": count("halves"),
        "more": count("halves_more"),
        "less": count("halves_less"),
        "rises": [said for points, said in rates[::-1] if points > 0][:_MOST_CHANGED],
        "falls": [said for points, said in rates if points < 0][:_MOST_CHANGED],
    }


@dataclass(frozen=True, slots=True)
class Voice:
    """What one or more units say in the same words."""

    text: str
    said: tuple[Stated, ...]

    @property
    def units(self) -> str:
        """Who says it: by name, or how many."""
        return texts.plan.names_or_count([one.unit.name for one in self.said])


def _voices(stated: Iterable[Stated]) -> list[Voice]:
    """Join units that say the same."""
    groups: dict[str, list[Stated]] = {}
    for one in stated:
        groups.setdefault(" ".join(one.text.split()).casefold(), []).append(one)
    return [Voice(found[0].text, tuple(found)) for found in groups.values()]


def _by_task(lines: Iterable[TaskLine], period: Period) -> list[TaskGroup]:
    groups: dict[str, list[TaskLine]] = {}
    for line in lines:
        groups.setdefault(line.task.code, []).append(line)
    return [TaskGroup(found[0].task, tuple(found), period) for found in groups.values()]


def _by_number(lines: Iterable[TaskLine], period: Period) -> list[TaskGroup]:
    """Join the parts of a task that the plan counts as one."""
    groups = [tuple(found) for _, found in groupby(lines, key=lambda line: line.task.number)]
    return [TaskGroup(found[0].task, found, period) for found in groups]


def grouped(stated: Iterable[Stated]) -> Mapping[str, list[Stated]]:
    """Sort what units say by what it is about: a column, a section."""
    groups: dict[str, list[Stated]] = {}
    for one in stated:
        groups.setdefault(one.about, []).append(one)
    return groups
