"""The plan itself: how its tasks stand, what its indicators show, who did well.

Everything is judged on the window's last day, so the same reports always say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pipeline.consolidate.against import against_months, against_weeks, shorter_periods
from pipeline.consolidate.history import History
from pipeline.consolidate.indicators import indicator_lines
from pipeline.consolidate.rollup import Rolled
from pipeline.consolidate.scoring import score
from pipeline.consolidate.tasks import contradictions, task_lines
from pipeline.domain.period import Period
from pipeline.domain.plan import Plan
from pipeline.domain.standing import Standing


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
    tasks = tuple(task_lines(period, standings, history))
    indicators = tuple(indicator_lines(period, standings, history))
    shorter = shorter_periods(period, standings, history)
    return Plan(
        weeks=tuple(weeks),
        weeks_missing=tuple(one for each in rolled.values() for one in each.missing),
        months_missing=tuple(one for each in shorter.values() for one in each.missing),
        tasks=tasks,
        indicators=indicators,
        differences=(
            *against_weeks(office, form, standings, rolled, history),
            *against_months(period, standings, history),
        ),
        contradictions=tuple(contradictions(tasks, indicators)),
        merits=score(period, weeks, tasks, indicators, history, now),
    )
