"""The plan itself: how its tasks stand, what its indicators show, who did well.

Everything is judged on the window's last day, so the same reports always say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pipeline.consolidate.against import against_parts, against_weeks
from pipeline.consolidate.facts import Facts
from pipeline.consolidate.indicators import indicator_lines
from pipeline.consolidate.moves import moves
from pipeline.consolidate.punctual import reports_owed
from pipeline.consolidate.rollup import Span
from pipeline.consolidate.scoring import score
from pipeline.consolidate.tasks import contradictions, supporting_lines, task_lines
from pipeline.domain.period import Period
from pipeline.domain.plan import Plan
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Submission


def build_plan(
    period: Period,
    weeks: Sequence[Period],
    spans: Mapping[str, Span],
    parts: Mapping[str, Span],
    standings: Sequence[Standing],
    facts: Facts,
    now: datetime,
) -> Plan:
    """Say how the plan stands at the end of a period.

    By unit code, `spans` are its weeks, `parts` what a half-year or year is made of.
    """
    history = facts.history
    owed = reports_owed(period, weeks, history, now)
    tasks = tuple(task_lines(period, standings, owed, history))
    indicators = tuple(indicator_lines(period, standings, tasks, facts))
    against = tuple(contradictions(tasks, indicators))
    return Plan(
        weeks=tuple(weeks),
        weeks_missing=tuple(one for each in spans.values() for one in each.missing),
        months_missing=tuple(one for each in parts.values() for one in each.missing),
        tasks=tasks,
        supporting=tuple(supporting_lines(period, standings, history)),
        indicators=indicators,
        differences=(
            *against_weeks(period, standings, spans, history),
            *against_parts(period, standings, parts, history),
        ),
        contradictions=against,
        week_reports=_reports_of(spans),
        merits=score(period, owed, tasks, indicators, [line for line, _ in against], history),
        moves=tuple(moves(period, indicators, facts)),
    )


def _reports_of(spans: Mapping[str, Span]) -> tuple[Submission, ...]:
    """Return the reports of some spans, in the order of their periods and units."""
    found = {report.sha256: report for span in spans.values() for report in span.reports}
    return tuple(sorted(found.values(), key=lambda one: (str(one.period), one.unit or "")))
