"""The catalogue of a report's named counts: each is defined here once, as the things it counts.

Body, appendices, workbook and screen name what they state by the same word and take it from here.
A task the plan gives to a unit is a piece of work (đầu việc); a task is one row of the plan, a
number of the plan may have several.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from pipeline import texts
from pipeline.consolidate.evidence import of_reports, of_states
from pipeline.domain.figure import COUNTS, TASKS, Evidence, Figure, FigureId, Figures
from pipeline.domain.finding import Where
from pipeline.domain.numeral import Counted, Sum
from pipeline.domain.office import Timing
from pipeline.domain.period import Period
from pipeline.domain.plan import NOT_OWED, IndicatorLine, Plan, TaskLine, TaskState
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.summary import Line, LineKind, Overview, Stated

T = TypeVar("T")

OWED_STATES = tuple(state for state in TaskState if state not in NOT_OWED)


def named_figures(
    overview: Overview, lines: Sequence[Line], plan: Plan | None, said: Sequence[Stated]
) -> Figures:
    """Return the figure of each named count; `said` is what units say in their own words."""
    period, standings = overview.period, overview.standings
    below = below_target(lines, overview.office.targets.get("online_essential"))
    counts: dict[FigureId, tuple[Evidence, ...]] = {
        count_of(period, "carried"): of_reports(carried(standings), period),
        count_of(period, "uncounted"): of_reports(uncounted(standings), period),
        count_of(period, "late_blamed"): of_reports(late_blamed(standings), period),
        count_of(period, "below_target"): tuple(Evidence(one.label) for one in below),
    }
    counts |= {of_voice(period, voice): tuple(map(_voiced, voice)) for voice in voices(said)}
    if plan:
        nobodys = by_number(plan.in_state(TaskState.NOBODYS))
        counts |= {
            count_of(period, "overdue"): tuple(map(_task, by_code(plan.overdue))),
            count_of(period, "nobodys"): tuple(map(_task, nobodys)),
            count_of(period, "work_ended"): of_states(plan.in_state(TaskState.ENDED)),
            count_of(period, "met"): tuple(map(_measured, met(plan))),
            count_of(period, "not_met"): tuple(map(_measured, not_met(plan))),
            count_of(period, "under_way"): tuple(map(_measured, under_way(plan))),
        }
    figures = [Figure(id=id, value=len(of), evidence=of) for id, of in counts.items()]
    figures += (*_of_work(plan, period), *_of_sections(plan, period)) if plan else ()
    return {figure.id: figure for figure in figures}


def _of_work(plan: Plan, period: Period) -> Iterable[Figure]:
    """Yield how much work the plan gives, with a day and without one, and how that stands."""
    for name, work in (("dated", dated(plan)), ("undated", undated(plan))):
        codes = dict.fromkeys(line.task.code for line in work)
        states = [in_state(period, name, state) for state in OWED_STATES]
        for id, state in zip(states, OWED_STATES, strict=True):
            of_tasks = tuple(FigureId(period, TASKS, code, state) for code in codes)
            value = sum(line.state is state for line in work)
            yield Figure(id=id, value=value, made_of=of_tasks)
        yield Figure(id=count_of(period, name), value=len(work), made_of=tuple(states))
    both = tuple(count_of(period, name) for name in ("dated", "undated"))
    yield Figure(id=count_of(period, "given"), value=len(given(plan)), made_of=both)


def _voiced(said: Stated) -> Evidence:
    where = Where(said.file, said.sheet, said.cell)
    return Evidence(texts.trace.VOICED.format(subject=said.subject), said.unit.code, where)


def _task(lines: Sequence[TaskLine]) -> Evidence:
    return Evidence(texts.plan.task_called([line.task for line in lines[:1]]))


def _measured(line: IndicatorLine) -> Evidence:
    return Evidence(texts.plan.INDICATOR_NUMBER.format(number=line.indicator.number))


def count_of(period: Period, name: str) -> FigureId:
    """Name a count."""
    return FigureId(period, COUNTS, "", name)


def in_state(period: Period, name: str, state: TaskState) -> FigureId:
    """Name how much of the work with a day ("dated") or without one ("undated") is in a state."""
    return FigureId(period, COUNTS, "", f"{name}_{state}")


def of_section(period: Period, group: str) -> FigureId:
    """Name how many units are counted in all the indicators of a group that they report."""
    return FigureId(period, COUNTS, "", "section", group)


def of_voice(period: Period, voice: Sequence[Stated]) -> FigureId:
    """Name how many units say the same of something."""
    return FigureId(period, COUNTS, "", f"voice_{voice[0].about}", voice[0].unit.code)


def named(period: Period, name: str, things: Iterable[T]) -> Counted[T]:
    """Return what a named count counts, so that its length is that figure."""
    return Counted(things, Sum.of(count_of(period, name)))


# --- units ---


def carried(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Return the units of which an earlier period's figures stand in, on a named person's word."""
    return tuple(one for one in standings if one.carried)


def uncounted(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Return the units that sent only what cannot be used, and for which nothing stands in."""
    return tuple(s for s in standings if s.kind is StandingKind.INVALID and not s.carried)


def late_blamed(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Return the units that sent late without a reason that a named person found good."""
    return tuple(s for s in standings if s.kind is StandingKind.LATE and not s.excused)


def voices(said: Iterable[Stated]) -> tuple[tuple[Stated, ...], ...]:
    """Join the units that say the same, in the same words, about the same."""
    return _joined((f"{one.about} {' '.join(one.text.split()).casefold()}", one) for one in said)


# --- services ---


def online_rate(line: Line) -> Fraction | None:
    """Return the share received online, None over zero or where one of the counts is unknown."""
    online, new = line.values.get("received_online"), line.values.get("received_new")
    return Fraction(online, new) if online is not None and new else None


def reaches(rate: Fraction | None, target: Fraction | None) -> bool | None:
    """Tell whether a rate reaches a target; None where one of them is not there."""
    return None if rate is None or target is None else rate >= target


def below_target(lines: Iterable[Line], target: Fraction | None) -> tuple[Line, ...]:
    """Return the services of which too few are received online, the lowest share first."""
    rated = [
        (rate, line)
        for line in lines
        if line.kind is LineKind.SERVICE
        and (rate := online_rate(line)) is not None
        and reaches(rate, target) is False
    ]
    return tuple(line for _, line in sorted(rated, key=lambda one: one[0]))


# --- the plan's work ---


def given(plan: Plan) -> tuple[TaskLine, ...]:
    """Return the work the plan gives to units: each task with each unit that can carry it out."""
    return tuple(line for line in plan.tasks if line.state not in NOT_OWED)


def dated(plan: Plan) -> tuple[TaskLine, ...]:
    """Return the work that has a last day."""
    return tuple(line for line in given(plan) if line.task.timing is Timing.BY)


def undated(plan: Plan) -> tuple[TaskLine, ...]:
    """Return the work that goes on, or waits for something to happen."""
    return tuple(line for line in given(plan) if line.task.timing is not Timing.BY)


def by_code(lines: Iterable[TaskLine]) -> tuple[tuple[TaskLine, ...], ...]:
    """Join the units of each task."""
    return _joined((line.task.code, line) for line in lines)


def by_number(lines: Iterable[TaskLine]) -> tuple[tuple[TaskLine, ...], ...]:
    """Join what the plan counts as one task: the parts of a number."""
    return _joined((line.task.number, line) for line in lines)


def _joined(keyed: Iterable[tuple[str, T]]) -> tuple[tuple[T, ...], ...]:
    groups: dict[str, list[T]] = {}
    for key, one in keyed:
        groups.setdefault(key, []).append(one)
    return tuple(map(tuple, groups.values()))


# --- the plan's indicators ---


def met(plan: Plan) -> tuple[IndicatorLine, ...]:
    """Return the indicators whose target is reached."""
    return tuple(line for line in plan.sums if line.met)


def not_met(plan: Plan) -> tuple[IndicatorLine, ...]:
    """Return those whose target is not, and whose day is over."""
    return tuple(line for line in plan.sums if line.met is False)


def under_way(plan: Plan) -> tuple[IndicatorLine, ...]:
    """Return those whose target is not reached yet."""
    return tuple(line for line in plan.sums if line.under_way)


def sections(plan: Plan) -> Mapping[str, tuple[IndicatorLine, ...]]:
    """Return the indicators over all units by the group they stand in."""
    groups: dict[str, list[IndicatorLine]] = {}
    for line in plan.sums:
        groups.setdefault(line.indicator.group, []).append(line)
    return {group: tuple(lines) for group, lines in groups.items()}


def lacking(lines: Iterable[IndicatorLine]) -> tuple[str, ...]:
    """Return the codes of units that are not counted in some of these indicators."""
    return tuple(
        dict.fromkeys(code for line in lines for code in line.expected if code not in line.present)
    )


def _of_sections(plan: Plan, period: Period) -> Iterable[Figure]:
    for group, lines in sections(plan).items():
        expected = tuple(dict.fromkeys(code for line in lines for code in line.expected))
        missing = set(lacking(lines))
        present = tuple(code for code in expected if code not in missing)
        yield Figure(
            id=of_section(period, group),
            value=len(present),
            present=present,
            expected=expected,
            evidence=tuple(Evidence(texts.trace.IN_SECTION, unit) for unit in present),
        )
