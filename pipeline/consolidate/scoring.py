"""The emulation ledger (thi đua): points by the office's declared rule, each with its evidence.

Units owe different numbers of reports and tasks, so they are ranked by the share of the points
they could have had. A task done before it is due counts once it is due.

Plan II.1.1(2) and III.4: the results of Đề án 06 are a criterion of emulation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline import texts
from pipeline.consolidate.changes import cell_changes
from pipeline.consolidate.history import History
from pipeline.domain.figure import (
    IndicatorLine,
    Merit,
    Point,
    Standing,
    StandingKind,
    TaskLine,
    TaskState,
)
from pipeline.domain.form import Form
from pipeline.domain.office import Timing, Unit
from pipeline.domain.period import Period


def score(
    period: Period,
    weeks: Sequence[Period],
    tasks: Sequence[TaskLine],
    indicators: Sequence[IndicatorLine],
    history: History,
) -> tuple[Merit, ...]:
    """Rank the units that owe a period's report by their share of the points attainable."""
    office, today = history.office, history.office.schedule.window(period)[1]
    owed = list(dict.fromkeys((*weeks, *period.months, period)))
    merits = [
        Merit(
            unit=unit,
            rank=0,
            points=tuple(_points(unit, owed, tasks, indicators, history)),
            attainable=_attainable(unit, owed, tasks, indicators, history, today),
        )
        for unit in office.reporters(period)
    ]
    ranked = [
        replace(merit, rank=1 + sum(other.share > merit.share for other in merits))
        for merit in merits
    ]
    return tuple(sorted(ranked, key=lambda merit: merit.rank))


def _attainable(
    unit: Unit,
    owed: Sequence[Period],
    tasks: Sequence[TaskLine],
    indicators: Sequence[IndicatorLine],
    history: History,
    today: date,
) -> int:
    """Count the points of a unit that does all it owes in time."""
    rule = history.office.scoring
    reports = sum((period, unit.code) in history.standings for period in owed)
    due = sum(
        line.unit == unit and line.task.due is not None and line.task.due <= today for line in tasks
    )
    targets = sum(line.unit == unit and line.met is not None for line in indicators)
    points = rule.report_on_time * reports + rule.task_on_time * due
    return points + rule.target_met * targets


def _points(
    unit: Unit,
    owed: Sequence[Period],
    tasks: Sequence[TaskLine],
    indicators: Sequence[IndicatorLine],
    history: History,
) -> Iterator[Point]:
    rule, today = history.office.scoring, history.office.schedule.window(owed[-1])[1]
    found = [(p, s) for p in owed if (s := history.standings.get((p, unit.code)))]
    kinds = {
        "report_on_time": (StandingKind.ON_TIME,),
        "report_late": (StandingKind.LATE,),
        "report_missing": (StandingKind.MISSING, StandingKind.INVALID),
    }
    for name, standing_kinds in kinds.items():
        said = [str(p) for p, s in found if _counted(s) in standing_kinds]
        yield Point(kind=name, each=getattr(rule, name), evidence=tuple(said))
    returned = [f"{p}: {v.file}" for p, s in found for v in s.versions if not v.valid]
    yield Point(kind="report_returned", each=rule.report_returned, evidence=tuple(returned))
    corrected = [one for p, s in found for one in _corrected(p, s, history.forms[p.kind])]
    yield Point(kind="report_corrected", each=rule.report_corrected, evidence=tuple(corrected))
    own = [line for line in tasks if line.unit == unit and line.task.timing is Timing.BY]
    for name, states in (
        ("task_on_time", (TaskState.DONE,)),
        ("task_overdue", (TaskState.OVERDUE, TaskState.DONE_LATE)),
    ):
        numbers = [
            texts.TASK_NUMBER.format(number=line.task.number)
            for line in own
            if line.state in states and line.task.due and line.task.due <= today
        ]
        yield Point(kind=name, each=getattr(rule, name), evidence=tuple(numbers))
    met = [
        texts.INDICATOR_NUMBER.format(number=line.indicator.number)
        for line in indicators
        if line.unit == unit and line.met
    ]
    yield Point(kind="target_met", each=rule.target_met, evidence=tuple(met))


def _counted(standing: Standing) -> StandingKind:
    """Return how a standing counts: an excused lateness is none."""
    excused = standing.kind is StandingKind.LATE and standing.excused
    return StandingKind.ON_TIME if excused else standing.kind


def _corrected(period: Period, standing: Standing, form: Form) -> Iterator[str]:
    """Yield the cells changed after a valid version."""
    valid = {version.file for version in standing.versions if version.valid}
    for change in cell_changes(form, (standing,), {}):
        if change.before in valid:
            yield f"{period}: {change.after}!{change.cell}"
