"""The emulation ledger (thi đua): points by the office's declared rule, each with its evidence.

Plan II.1.1(2) and III.4: the results of Đề án 06 are a criterion of emulation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    """Rank the units that owe a period's report; those with equal points share a rank."""
    office = history.office
    owed = dict.fromkeys((*weeks, *period.months, period))
    points = {
        unit.code: tuple(_points(unit, list(owed), tasks, indicators, history))
        for unit in office.reporters(period)
    }
    totals = {code: sum(point.total for point in found) for code, found in points.items()}
    merits = [
        Merit(
            unit=unit,
            rank=1 + sum(other > totals[unit.code] for other in totals.values()),
            points=points[unit.code],
        )
        for unit in office.reporters(period)
    ]
    return tuple(sorted(merits, key=lambda merit: merit.rank))


def _points(
    unit: Unit,
    owed: Sequence[Period],
    tasks: Sequence[TaskLine],
    indicators: Sequence[IndicatorLine],
    history: History,
) -> Iterator[Point]:
    rule = history.office.scoring
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
        numbers = [texts.TASK_NUMBER.format(number=t.task.number) for t in own if t.state in states]
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
