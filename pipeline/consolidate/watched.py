"""What a board shows beside the periods in hand: the map of periods, rates, tasks, days to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from pipeline import texts
from pipeline.consolidate.catalogue import online_rate
from pipeline.consolidate.history import History
from pipeline.consolidate.overview import findings_of, total_of
from pipeline.consolidate.punctual import reports_owed
from pipeline.consolidate.tasks import task_lines
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.office import Timing
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.plan import DONE, NOT_OWED, TaskLine
from pipeline.domain.standing import Standing
from pipeline.domain.watched import RateSeen, Seen

_WEEKS = 26  # on the map: half a year
_MONTHS = 12
SOON = 30  # days ahead, as reports look


def on_the_map(
    history_begins: Sequence[Period], chosen: Sequence[Period], kinds: Iterable[PeriodKind]
) -> tuple[Period, ...]:
    """Return the periods a board shows: of each kind the last ones, from the first ever known.

    They end with the newest one chosen, or known where none is.
    """
    shown: list[Period] = []
    for kind in kinds:
        known = sorted(p for p in history_begins if p.kind is kind)
        last = max((p for p in chosen if p.kind is kind), default=known[-1] if known else None)
        if last is None:
            continue
        first = known[0] if known else last
        most = _WEEKS if not kind.follows_plan else _MONTHS // kind.months
        span = [last]
        while len(span) < most and span[-1] > first:
            span.append(span[-1].previous)
        shown += reversed(span)
    return tuple(shown)


def seen(period: Period, history: History, now: datetime) -> Seen | None:
    """Return how units stand in a period; None where none owes it."""
    schedule = history.register.schedule
    units = history.register.as_of(period).reporters(period)
    standings = tuple(history.standings[period, unit.code] for unit in units)
    if not standings:
        return None
    return Seen(
        period=period,
        due=now >= schedule.deadline(period),
        standings=standings,
        asking=asking(f for one in standings for f in findings_of(one)),
    )


def asking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that still ask somebody for something, as they are said."""
    return tuple(f for f in texts.findings.once(findings) if f.severity is not Severity.NOTE)


def rate_seen(period: Period, history: History, standings: Sequence[Standing]) -> RateSeen:
    """Return what a week received online, as its report's total says."""
    total = total_of(period, history, standings)
    return RateSeen(
        period=period,
        online=total.values.get("received_online"),
        new=total.values.get("received_new"),
        rate=online_rate(total),
        coverage=total.coverage,
        complete=len(total.present) == len(total.expected),
    )


def newest_on_plan(history: History, today: date) -> Period | None:
    """Return the newest period on the plan that is over and of which a unit reported."""
    schedule = history.register.schedule
    over = {
        period
        for (period, _), standing in history.standings.items()
        if period.kind.follows_plan and standing.in_force and schedule.window(period)[1] < today
    }
    return max(over, key=lambda p: (schedule.window(p)[1], -p.kind.months), default=None)


def tasks_near(period: Period, history: History, now: datetime) -> tuple[TaskLine, ...]:
    """Return the plan's work that is not done and whose day is over, or comes soon."""
    schedule = history.register.schedule
    units = history.register.as_of(period).reporters(period)
    standings = tuple(history.standings[period, unit.code] for unit in units)
    weeks = schedule.weeks_ending(*schedule.window(period))
    owed = reports_owed(period, weeks, history, now)
    until = now.date() + timedelta(days=SOON)
    return tuple(
        line
        for line in task_lines(period, standings, owed, history)
        if line.task.timing is Timing.BY
        and line.task.due
        and line.task.due <= until
        and line.state not in (*DONE, *NOT_OWED)
    )


def to_come(history: History, now: datetime) -> tuple[tuple[Period, datetime], ...]:
    """Return the next deadline of each kind of report, the nearest first."""
    register, found = history.register, []
    for kind in history.forms:
        if kind not in register.kinds:
            continue
        period = register.schedule.current(now, kind)
        for _ in range(3):  # the half of a year that is not reported on is passed over
            due = register.schedule.deadline(period) > now
            if due and register.as_of(period).reporters(period):
                found.append((period, register.schedule.deadline(period)))
                break
            period = period.next
    return tuple(sorted(found, key=lambda one: (one[1], one[0])))
