"""What the wording of a monthly, half-year or annual report may name of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from pipeline import texts
from pipeline.consolidate import catalogue
from pipeline.consolidate.counts import count_of, counted, days_of, kept_of, named_in
from pipeline.consolidate.moves import before_of, compared_of
from pipeline.consolidate.registers import Register, registers
from pipeline.domain.figure import (
    APPENDIX,
    BY_UNIT,
    HALVES,
    INDICATORS,
    PACE,
    STANDINGS,
    STATES,
    TASKS,
    FigureId,
)
from pipeline.domain.numeral import Counted, Numeral, Sum, Units
from pipeline.domain.office import Indicator, Office, Task
from pipeline.domain.period import Period
from pipeline.domain.plan import IndicatorLine, Move, Plan, TaskLine, TaskState
from pipeline.domain.summary import Stated, Summary
from pipeline.texts.phrase import Phrase

_SERVICES = {"received_new", "received_online", "resolved_total"}  # what a report tells of them
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
    def begun(self) -> str:
        """The task as `short`, where a sentence begins with it."""
        return self.short[:1].upper() + self.short[1:]

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
        return texts.numbers.day(self.task.due) if self.task.due else ""

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
    dated, undated = catalogue.dated(plan), catalogue.undated(plan)
    count = partial(counted, summary.figures, period)
    named = partial(catalogue.named, period)
    by_task = partial(_by_task, period=period)
    beside = _beside(summary, plan)
    by_day, without_day = _by_state(dated, period), _by_state(undated, period)
    since, unassigned = summary.window[0], plan.in_state(TaskState.NOBODYS)
    return {
        "tasks": by_task(plan.tasks),
        "owed": _in_states(catalogue.given(plan), period, *catalogue.OWED_STATES),
        "dated_count": sum(by_day.values(), Numeral(0, Sum(()))),
        "dated": texts.plan.states_words(by_day, dated=True),
        "undated_count": sum(without_day.values(), Numeral(0, Sum(()))),
        "undated": texts.plan.states_words(without_day, dated=False),
        "undated_late": any(x.state in (TaskState.OVERDUE, TaskState.DONE_LATE) for x in undated),
        "with_deadline": count("with_deadline"),
        "done": _in_states(plan.tasks, period, TaskState.DONE, TaskState.DONE_LATE),
        "done_late": by_task(plan.in_state(TaskState.DONE_LATE)),
        "silent": _in_states(plan.tasks, period, TaskState.NOT_REPORTED),
        "overdue": named("overdue", _groups(catalogue.by_code(plan.overdue), period)),
        "nobodys": named("nobodys", _groups(catalogue.by_number(unassigned), period)),
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
        "met": named("met", catalogue.met(plan)),
        "not_met": named("not_met", catalogue.not_met(plan)),
        "under_way": named("under_way", catalogue.under_way(plan)),
        "figures": texts.plan.indicator_words,
        "registers": [_registered(one, period) for one in registers(plan)],
        "shares": partial(_shares_words, plan, summary.office),
        "told": texts.plan.indicator_alone,
        "pace": texts.plan.pace_words,
        "lacking": partial(_lacking, summary),
        "moves": [_moved(move, period) for move in plan.moves if move.units],
        "moves_unknown": bool(plan.moves) and not any(move.units for move in plan.moves),
        "beside": beside,
        "services_covered": {one for x in beside for one in x.columns} >= _SERVICES,
        "documents": Counted(
            named_in(plan, period, since), Sum.of(count_of(period, "documents_named"))
        ),
        "documents_count": count("documents"),
        "voices": _voices(summary),
        "differences": plan.differences,
        "subject": texts.plan.difference_subject,
        "contradictions": plan.contradictions,
        "weeks": count("weeks"),
        "weeks_window": texts.numbers.window_words(*summary.lines_window),
        "weeks_partial": count("weeks_partial"),
        "weeks_missing": texts.plan.missing_words(plan.weeks_missing),
        "months_missing": texts.plan.missing_words(plan.months_missing),
        "half": texts.plan.half_words,
        "halves": _halves(sums, count),
        "best": [merit for merit in plan.merits if merit.rank == 1 and merit.total > 0],
        "mark": texts.plan.task_mark,
        "target": texts.plan.target_words,
    }


def _registered(register: Register, period: Period) -> dict[str, object]:
    """Give what a report says of a list: its title, how many stand how, what a few write in it."""
    states = _by_state(register.lines, period)
    said: dict[str, list[str]] = {}
    for line in register.filled:
        if line.unit and (text := " ".join(line.said("result").split())):
            said.setdefault(text, []).append(line.unit.name)
    entries = [
        {
            "units": texts.plan.names_or_count(names),
            "text": text,
            "told": texts.plan.voice_words(names, text, Phrase.joined("", [Numeral(len(names))])),
        }
        for text, names in said.items()
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
        for state in catalogue.OWED_STATES
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
    halves, pace = line.halves, line.pace
    if pace:
        left, per_week, days = (
            Numeral(value, Sum.of(FigureId(period, PACE, code, name)))
            for name, value in pace.counts.items()
        )
        pace = replace(pace, left=left, per_week=per_week, days=days)
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
    return replace(line, values=values, halves=halves, pace=pace, silent=silent, ended=ended)


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

    period: Period
    owed: int  # how many units report

    @property
    def units(self) -> str:
        """Who says it: by name, or how many."""
        return texts.plan.names_or_count([one.unit.name for one in self.said])

    @property
    def told(self) -> Phrase:
        """Who says what, as a sentence: many units are counted out of all that report."""
        count = Numeral(len(self.said), Sum.of(catalogue.of_voice(self.period, self.said)))
        sent = FigureId(self.period, STANDINGS, "", "sent")
        return texts.plan.voice_words(
            [one.unit.name for one in self.said],
            self.text,
            Phrase.of(
                texts.phrase.COVERAGE,
                counted=count,
                owed=Numeral(self.owed, Units(sent, owed=True)),
            ),
        )


def _voices(summary: Summary) -> dict[str, list[Voice]]:
    """Join units that say the same, by what it is about."""
    groups: dict[str, list[Voice]] = {}
    for said in catalogue.voices(summary.narratives):
        voice = Voice(said[0].text, said, summary.period, len(summary.standings))
        groups.setdefault(said[0].about, []).append(voice)
    return groups


def _by_task(lines: Iterable[TaskLine], period: Period) -> list[TaskGroup]:
    return _groups(catalogue.by_code(lines), period)


def _groups(groups: Iterable[tuple[TaskLine, ...]], period: Period) -> list[TaskGroup]:
    return [TaskGroup(found[0].task, found, period) for found in groups]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the units' reports of a period state beside the sums of their weekly ones."""

    line: IndicatorLine
    stated: Numeral
    stated_of: Numeral | None  # the whole, where the weekly reports hold it too
    added: Numeral
    added_of: Numeral | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the weekly form that it holds."""
        return *self.line.indicator.weekly, *self.line.indicator.weekly_whole

    @property
    def differs(self) -> bool:
        """Whether the two are known and not the same."""
        pairs = ((self.stated, self.added), (self.stated_of, self.added_of))
        return any(
            a is not None and b is not None and a.known and b.known and a != b for a, b in pairs
        )


def _beside(summary: Summary, plan: Plan) -> list[Beside]:
    """Hold each indicator that the weekly reports hold too beside what these add up to."""
    period, total = summary.period, summary.total.values
    found = []

    def weekly(columns: Sequence[str]) -> Numeral:
        whole = Numeral(0, Sum(()))
        for column in columns:
            id = FigureId(period, APPENDIX, "", column)
            whole = whole.plus(Numeral(total.get(column), Sum.of(id)))
        return whole

    for line in plan.sums:
        stated, of = line.values.get("flow"), line.values.get("flow_of")
        if not line.indicator.weekly or not isinstance(stated, Numeral):
            continue
        whole = line.indicator.weekly_whole
        one = Beside(
            line=line,
            stated=stated,
            stated_of=of if whole and isinstance(of, Numeral) else None,
            added=weekly(line.indicator.weekly),
            added_of=weekly(whole) if whole else None,
        )
        found.append(one)
    return found


@dataclass(frozen=True, slots=True)
class MoveTold:
    """How what came of an indicator changed since the period before."""

    indicator: Indicator
    told: Phrase
    briefly: Phrase  # without what each unit brought


def _moved(move: Move, period: Period) -> MoveTold:
    """Say how what came changed since the period before, each count known as a figure."""
    code, column = move.indicator.code, move.column
    stated = {
        one.unit.code: (
            Numeral(one.now, Sum.of(FigureId(period, BY_UNIT, code, column, one.unit.code))),
            Numeral(one.before, Sum.of(before_of(period, move, one))),
        )
        for one in move.units
    }
    id = compared_of(period, move)
    compared = Phrase.of(
        texts.phrase.COVERAGE,
        counted=Numeral(len(move.units), Units(id)),
        owed=Numeral(len(move.expected), Units(id, owed=True)),
    )
    said = (texts.plan.move_words(move, stated, compared, whole=one) for one in (True, False))
    return MoveTold(move.indicator, *said)


def _lacking(summary: Summary, lines: Sequence[IndicatorLine]) -> str:
    """Say once for a group of indicators which units some of its figures lack."""
    if not catalogue.lacking(lines):
        return ""
    id = catalogue.of_section(summary.period, lines[0].indicator.group)
    figure = summary.figures[id]
    return texts.plan.lacking_words(
        Numeral(len(figure.present), Units(id)),
        Numeral(len(figure.expected), Units(id, owed=True)),
        [kept for line in lines for kept in line.silent],
    )


def grouped(stated: Iterable[Stated]) -> Mapping[str, list[Stated]]:
    """Sort what units say by what it is about: a column, a section."""
    groups: dict[str, list[Stated]] = {}
    for one in stated:
        groups.setdefault(one.about, []).append(one)
    return groups
