"""Decide who stands how in which period, and add up what is in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.consolidate.history import History, build_history
from pipeline.domain.finding import Finding
from pipeline.domain.period import Period
from pipeline.domain.submission import Submission
from pipeline.recipes.desk import Desk
from pipeline.recipes.receive import Taken
from pipeline.recipes.settled import looked_before

if TYPE_CHECKING:
    from pipeline.consolidate.facts import Facts
    from pipeline.domain.summary import Overview, Summary

COLLECTED = timedelta(days=14)  # how long after its deadline a long period is still awaited


def history_of(desk: Desk, taken: Taken, chosen: Iterable[Period]) -> History:
    """Decide every unit's standing in all periods that are known, asked for, or owed by these."""
    periods = {p for p, _ in taken.versions} | set(chosen)
    for period in {one.kind: one for one in periods}.values():
        desk.form(period)
    for period in tuple(periods):
        if period.kind.follows_plan:
            periods |= {
                *desk.schedule.weeks_ending(*desk.schedule.window(period)),
                *period.months,
            }
    return build_history(
        desk.register,
        desk.forms,
        taken.versions,
        taken.decisions,
        sorted(periods),
        looked_before(desk, taken),
    )


def facts_of(history: History) -> Facts:
    """Return the counts in force, ready to be added up; pandas is loaded for them."""
    from pipeline.consolidate.facts import Facts

    return Facts(history)


def summary_of(desk: Desk, taken: Taken, facts: Facts, period: Period, now: datetime) -> Summary:
    """Add up a period as it is known now, with the files that came while it was collected."""
    from pipeline.consolidate.merge import summarise

    desk.form(period)
    stray, loose = _astray(desk, taken, period, now)
    summary = summarise(period, facts, stray, loose, now, taken.decisions.of(period))
    return replace(summary, signed=taken.signed_of(period))


def overview_of(
    desk: Desk, taken: Taken, history: History, period: Period, now: datetime
) -> Overview:
    """Say how a period stands now, without what is only drawn."""
    from pipeline.consolidate.overview import look_over  # `check` can do without

    desk.form(period)
    stray, loose = _astray(desk, taken, period, now)
    overview = look_over(period, history, stray, loose, now, taken.decisions.of(period))
    return replace(overview, signed=taken.signed_of(period))


def _astray(
    desk: Desk, taken: Taken, period: Period, now: datetime
) -> tuple[Sequence[Submission], Sequence[Finding]]:
    """Return what is nobody's and came while a period was collected, and what was never read."""
    current = desk.schedule.current
    stray = [v.submission for v in taken.unplaced if current(v.first_seen) == period]
    return stray, taken.loose if current(now) == period else ()


def coming(desk: Desk, now: datetime) -> Period | None:
    """Return the period that is over next of those somebody owes; None while nobody will."""
    schedule = desk.schedule
    nexts = [schedule.current(now, k).next for k in desk.forms if k in desk.register.office.kinds]
    owed = [one for one in nexts if desk.office(one).reporters(one)]
    return min(owed, key=lambda one: schedule.window(one)[1], default=None)


def being_collected(desk: Desk, now: datetime) -> tuple[Period, ...]:
    """Return what is being collected now and owed by somebody, the week last.

    What follows the plan is being collected from its window's end until two weeks after it is due.
    """
    schedule, current = desk.schedule, []
    for kind in desk.forms:
        if kind not in desk.register.office.kinds:
            continue
        period = schedule.current(now, kind)
        collected = not kind.follows_plan or now < schedule.deadline(period) + COLLECTED
        if collected and desk.office(period).reporters(period):
            current.append(period)
    return tuple(reversed(current))
