"""Every figure and list the wording may name, laid ready for its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from pipeline import texts
from pipeline.domain.office import Task, Timing, Unit
from pipeline.domain.plan import IndicatorLine, TaskLine, TaskState
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.summary import Line, LineKind, LineState, Stated, Summary

_SOON = 30  # days ahead in which tasks are said to be due
_SHORTENED = 90  # letters of a task's content where it is only recalled
_LONGEST = 300  # letters of a reason; the workbook holds the whole
_MOST_CHANGED = 3  # rates said to have risen or fallen most


@dataclass(frozen=True, slots=True)
class Change:
    """A count against the one before it, ready for a sentence that depends on it."""

    now: int | None  # None where it is not known
    before: int | None

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return self.now == self.before

    @property
    def words(self) -> str:
        """What happened, with the number and, when it means something, the rate."""
        if self.now is None or self.before is None:
            return texts.tables.UNKNOWN_FIGURE
        if self.same:
            return texts.sentences.UNCHANGED
        verb = texts.sentences.ROSE if self.now > self.before else texts.sentences.FELL
        size = abs(self.now - self.before)
        said = f"{verb} {texts.numbers.number(size)}"
        return f"{said} ({texts.numbers.percent(size, self.before)})" if self.before else said


def names_of(summary: Summary) -> dict[str, object]:
    """Give every figure and list the wording may name (docs/maintaining.md lists them)."""
    office, total = summary.office, summary.total
    by_kind = {kind.value: summary.of_kind(kind) for kind in StandingKind}
    comparison = summary.comparison
    return {
        "office": office,
        "period": texts.numbers.kept_together(texts.numbers.period_words(summary.period)),
        "previous_period": texts.numbers.kept_together(
            texts.numbers.period_words(summary.period.previous)
        ),
        "window": texts.numbers.spoken_window(*summary.window),
        "window_end": texts.numbers.spoken_day(summary.window[1]),
        "deadline": texts.numbers.due_words(summary.deadline),
        "total": {name: value or 0 for name, value in total.values.items()},
        "coverage": total.coverage,
        "nothing": not any(total.values.values()),
        "owed": len(summary.standings),
        "sent": sum(s.reported for s in summary.standings),
        "standings": by_kind,
        "late_blamed": [s for s in summary.of_kind(StandingKind.LATE) if not s.excused],
        "blamed": [s for s in summary.standings if _blamed(s, summary)],
        "carried": [s for s in summary.standings if s.carried],
        "uncounted": [s for s in summary.of_kind(StandingKind.INVALID) if not s.carried],
        "due": summary.now >= summary.deadline,
        "late_words": texts.numbers.late_words,
        "sectors": [
            line
            for line in summary.lines
            if line.kind is LineKind.SECTOR and line.state is LineState.REPORTED
        ],
        "unreported": summary.nobodys,
        "rate": texts.numbers.percent,
        "named": lambda standings: texts.plan.named_in_sentence([s.unit for s in standings]),
        "ended": texts.numbers.sentence,
        "online_target": texts.numbers.fraction_percent(office.targets["online_essential"]),
        "online_met": _met(total, office.targets["online_essential"]),
        "below_target": list(_below(summary.lines, office.targets["online_essential"])),
        "quiet": [s.unit for s in summary.standings if s.reported and s.nothing_arose],
        "total_carried": total.carried,
        "decisions": [texts.sentences.decision_words(d, office) for d in summary.decisions],
        "reasons": {id: _grounds(said) for id, said in _grouped(summary.reasons).items()},
        "narratives": _grouped(summary.narratives),
        "sections": summary.form.sections,
        "change": (
            {c: Change(comparison.now[c], comparison.before[c]) for c in comparison.now}
            if comparison
            else None
        ),
        "compared": f"{len(comparison.units)}/{len(summary.standings)}" if comparison else "",
        "plan": _plan_names(summary) if summary.plan else None,
        "cumulative": summary.cumulative,
        "cumulative_since": texts.numbers.spoken_day(summary.cumulative.since),
        "cumulative_weeks": len(summary.cumulative.periods),
    }


def _blamed(standing: Standing, summary: Summary) -> bool:
    """Tell whether a unit has no valid report after the deadline, or is late without a reason."""
    none = standing.kind in (StandingKind.MISSING, StandingKind.INVALID)
    late = standing.kind is StandingKind.LATE and not standing.excused
    return late or (none and summary.now >= summary.deadline)


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """A task of the plan with the units it is said of."""

    task: Task
    lines: tuple[TaskLine, ...]

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
        """The task by its number and how its content begins."""
        return texts.plan.task_quoted(self._tasks, _SHORTENED)

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
    def days(self) -> int:
        """How long past its day at most."""
        return max(line.days for line in self.lines)


def _plan_names(summary: Summary) -> dict[str, object]:
    """Give what a monthly, half-year or annual report says of the plan."""
    plan, cut_off = summary.plan, summary.window[1]
    assert plan
    sums = plan.sums
    given = [line for line in plan.tasks if line.state is not TaskState.NOBODYS]
    dated = [line for line in given if line.task.timing is Timing.BY]
    undated = [line for line in given if line.task.timing is not Timing.BY]
    issued = [one for one in plan.tasks if one.said("documents") and one.as_of == summary.period]
    return {
        "tasks": _by_task(plan.tasks),
        "owed": len(given),
        "dated_count": len(dated),
        "dated": texts.plan.states_words(dated, dated=True),
        "undated_count": len(undated),
        "undated": texts.plan.states_words(undated, dated=False),
        "with_deadline": len([one for one in plan.tasks if one.task.timing is Timing.BY]),
        "done": len(plan.in_state(TaskState.DONE, TaskState.DONE_LATE)),
        "done_late": _by_task(plan.in_state(TaskState.DONE_LATE)),
        "silent": len(plan.in_state(TaskState.NOT_REPORTED)),
        "overdue": _by_task(plan.overdue),
        "nobodys": _by_number(plan.in_state(TaskState.NOBODYS)),
        "just_due": _by_task(plan.due_within(cut_off, (summary.time_to_come - cut_off).days)),
        "soon": _by_task(plan.due_within(summary.time_to_come, _SOON)),
        "soon_days": _SOON,
        "groups": [
            (group, list(lines))
            for group, lines in groupby(sums, key=lambda line: line.indicator.group)
        ],
        "met": [line for line in sums if line.met],
        "not_met": [line for line in sums if line.met is False],
        "under_way": [line for line in sums if line.under_way],
        "figures": texts.plan.indicator_words,
        "documents": [line for line in issued if line.task.group == plan.tasks[0].task.group],
        "documents_count": len(issued),
        "voices": {id: _voices(said) for id, said in _grouped(summary.narratives).items()},
        "differences": plan.differences,
        "contradictions": plan.contradictions,
        "weeks": len(plan.weeks),
        "weeks_window": texts.numbers.spoken_window(*summary.lines_window),
        "weeks_partial": len(summary.total.partial),
        "weeks_missing": texts.plan.missing_words(plan.weeks_missing),
        "months_missing": texts.plan.missing_words(plan.months_missing),
        "half": texts.plan.half_words,
        "halves": _halves(sums),
        "best": [merit for merit in plan.merits if merit.rank == 1 and merit.total > 0],
        "mark": texts.plan.task_mark,
        "target": lambda one: texts.plan.target_words(one, texts.numbers.spoken_day),
    }


def _halves(sums: Iterable[IndicatorLine]) -> dict[str, object] | None:
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
        "count": len(compared),
        "more": sum(halves.change > 0 for _, halves in compared),
        "less": sum(halves.change < 0 for _, halves in compared),
        "rises": [said for points, said in rates[::-1] if points > 0][:_MOST_CHANGED],
        "falls": [said for points, said in rates if points < 0][:_MOST_CHANGED],
    }


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason that one unit gives, with all it is given for."""

    said: tuple[Stated, ...]

    @property
    def unit(self) -> Unit:
        """Who gives it."""
        return self.said[0].unit

    @property
    def subject(self) -> str:
        """The service it is given for, or of how many."""
        many = texts.plan.SUBJECTS_MANY.format(count=len(self.said))
        return self.said[0].subject if len(self.said) == 1 else many

    @property
    def count(self) -> int:
        """For how many files."""
        return sum(one.count or 0 for one in self.said)

    @property
    def text(self) -> str:
        """The reason, no longer than a paragraph."""
        return texts.plan.cut_off(self.said[0].text, _LONGEST)


def _grounds(stated: Iterable[Stated]) -> list[Ground]:
    """Join what a unit says in the same words of several services."""
    groups: dict[tuple[str, str], list[Stated]] = {}
    for one in stated:
        key = one.unit.code, " ".join(one.text.split()).casefold()
        groups.setdefault(key, []).append(one)
    return [Ground(tuple(found)) for found in groups.values()]


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


def _by_task(lines: Iterable[TaskLine]) -> list[TaskGroup]:
    groups: dict[str, list[TaskLine]] = {}
    for line in lines:
        groups.setdefault(line.task.code, []).append(line)
    return [TaskGroup(found[0].task, tuple(found)) for found in groups.values()]


def _by_number(lines: Iterable[TaskLine]) -> list[TaskGroup]:
    """Join the parts of a task that the plan counts as one."""
    groups = [tuple(found) for _, found in groupby(lines, key=lambda line: line.task.number)]
    return [TaskGroup(found[0].task, found) for found in groups]


def _met(line: Line, target: Fraction) -> bool:
    online, new = line.values.get("received_online"), line.values.get("received_new")
    return bool(new) and Fraction(online or 0, new or 1) >= target


def _below(lines: Sequence[Line], target: Fraction) -> Iterator[Line]:
    for line in lines:
        counted = line.kind is LineKind.SERVICE and line.values.get("received_new")
        if counted and not _met(line, target):
            yield line


def _grouped(stated: Iterable[Stated]) -> Mapping[str, list[Stated]]:
    groups: dict[str, list[Stated]] = {}
    for one in stated:
        groups.setdefault(one.about, []).append(one)
    return groups
