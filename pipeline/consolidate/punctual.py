"""What the office sees by itself: which reports each unit owed in a span, and how they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pipeline.consolidate.history import History
from pipeline.domain.office import Task
from pipeline.domain.period import Period
from pipeline.domain.plan import TaskState
from pipeline.domain.standing import Standing, StandingKind

Owed = Sequence[tuple[Period, Standing]]  # a unit's reports, with how each came


def reports_owed(
    period: Period, weeks: Sequence[Period], history: History, now: datetime
) -> Mapping[str, Owed]:
    """Return how each unit stands in the reports it owes of a period; by unit code.

    They are its weeks, its months, its first half and its own; one not due yet is not missing yet.
    """
    register = history.register
    halves = (period.first_half,) if period.first_half else ()
    owed = list(dict.fromkeys((*weeks, *period.months, *halves, period)))
    owing = {unit.code for one in owed for unit in register.as_of(one).reporters(one)}
    return {
        code: [
            (one, standing)
            for one in owed
            if (standing := history.standings.get((one, code)))
            and (standing.versions or now >= register.schedule.deadline(one))
        ]
        for code in (unit.code for unit in register.as_of(period).units)
        if code in owing
    }


def counted(standing: Standing) -> StandingKind:
    """Return how a standing counts: an excused lateness is none."""
    excused = standing.kind is StandingKind.LATE and standing.excused
    return StandingKind.ON_TIME if excused else standing.kind


def punctuality(task: Task, owed: Owed) -> TaskState:
    """Say how a unit keeps to sending its reports of some kinds; where none was due yet, that."""
    kinds = {counted(standing) for period, standing in owed if period.kind in task.reports}
    if not kinds:
        return TaskState.NOT_YET
    if kinds & {StandingKind.MISSING, StandingKind.INVALID}:
        return TaskState.OVERDUE
    return TaskState.DONE_LATE if StandingKind.LATE in kinds else TaskState.DONE
