"""A week beside the one before it, and the weeks since a day added up."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.consolidate.facts import Facts
from pipeline.consolidate.lines import count_columns
from pipeline.consolidate.rollup import sums_over_time
from pipeline.domain.form import Table
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.standing import Standing
from pipeline.domain.summary import Comparison, Cumulative


def compare(
    table: Table, period: Period, facts: Facts, standings: Sequence[Standing]
) -> Comparison | None:
    """Compare only units that reported in both periods: a gap must not look like a fall."""
    last, in_force = period.previous, facts.history.in_force
    both = [s.unit.code for s in standings if s.reported and in_force(last, s.unit.code)]
    if not both:
        return None
    now, before = (facts.counts(table, (one,)).of_units(both).own.total() for one in (period, last))
    columns = count_columns(table)
    return Comparison(
        period=last,
        units=tuple(both),
        now={column: now[column] for column in columns},
        before={column: before[column] for column in columns},
    )


def accumulate(table: Table, period: Period, facts: Facts) -> Cumulative:
    """Sum flows over the weeks of the year, or of the span declared; stocks are never summed.

    A week belongs to the year of its own name, so none counts in two years.
    """
    history = facts.history
    office, schedule = history.register.as_of(period), history.register.schedule
    until = schedule.window(period)[1]
    if office.cumulative_since:
        since = office.cumulative_since
        weeks = schedule.weeks_ending(since, until)
    else:
        since = schedule.window(Period(period.year, 1, PeriodKind.WEEK))[0]
        ending = schedule.weeks_ending(since, until)
        weeks = tuple(week for week in ending if week.year == period.year)
    owing = {
        week: tuple(unit.code for unit in history.register.as_of(week).reporters(week))
        for week in weeks
    }
    counted = {
        week: tuple(unit for unit in units if history.in_force(week, unit))
        for week, units in owing.items()
    }
    sums = facts.counts(table, weeks).own.total()
    return Cumulative(
        since=since,
        values={c.id: sums[c.id] for c in table.columns if sums_over_time(table, c)},
        counted=counted,
        owing=owing,
    )
