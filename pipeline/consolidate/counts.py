"""What a report counts beside its tables: weeks, tasks with a day, documents, days past one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline import texts
from pipeline.domain.figure import COUNTS, Figure, FigureId, Figures
from pipeline.domain.numeral import Numeral, Sum
from pipeline.domain.office import Timing
from pipeline.domain.period import Period
from pipeline.domain.plan import IndicatorLine, Plan, TaskLine
from pipeline.domain.summary import Cumulative, Overview


def figures_of_counts(overview: Overview, cumulative: Cumulative, plan: Plan | None) -> Figures:
    """Return what is counted beside the tables.

    By task and unit the days past its day, by indicator the units counted by earlier reports.
    """
    period = overview.period
    counts = {"cumulative_weeks": len(cumulative.periods)}
    others: dict[FigureId, int] = {}
    if plan:
        compared = [line.halves for line in plan.sums if line.halves]
        counts |= {
            "weeks": len(plan.weeks),
            "weeks_partial": len(overview.total.partial),
            "with_deadline": sum(one.task.timing is Timing.BY for one in plan.tasks),
            "documents": len(issued_in(plan, period, overview.window[0])),
            "documents_named": len(named_in(plan, period, overview.window[0])),
            "halves": len(compared),
            "halves_more": sum(halves.change > 0 for halves in compared),
            "halves_less": sum(halves.change < 0 for halves in compared),
        }
        others = {days_of(line, period): line.days for line in plan.tasks}
        others |= {kept_of(one, period, "silent"): len(one.silent) for one in plan.sums}
        others |= {kept_of(one, period, "ended"): len(one.ended) for one in plan.sums}
    ids = {count_of(period, name): count for name, count in counts.items()} | others
    return {id: Figure(id=id, value=value) for id, value in ids.items()}


def counted(figures: Figures, period: Period, name: str) -> Numeral:
    """Return one of these counts as a sentence states it."""
    id = count_of(period, name)
    return Numeral(figures[id].value, Sum.of(id))


def count_of(period: Period, name: str) -> FigureId:
    """Name a count."""
    return FigureId(period, COUNTS, "", name)


def days_of(line: TaskLine, period: Period) -> FigureId:
    """Name the days a task is late or overdue at a unit."""
    return FigureId(period, COUNTS, line.task.code, "days", line.unit.code if line.unit else "")


def kept_of(line: IndicatorLine, period: Period, whose: str) -> FigureId:
    """Name how many silent or ended units are in an indicator's cumulative count."""
    return FigureId(period, COUNTS, line.indicator.code, whose)


def issued_in(plan: Plan, period: Period, since: date) -> Sequence[TaskLine]:
    """Return the tasks whose units say in this very period which document they issued in it.

    `since` is the first day of its window: what is dated before belongs to an earlier report.
    """
    told = (one for one in plan.tasks if one.documents and one.as_of == period)
    return [one for one in told if _issued_since(one.documents, since)]


def _issued_since(told: str, since: date) -> bool:
    """Tell whether a document is dated on a day or after it, or none of them is dated at all."""
    days = texts.numbers.days_in(told)
    return not days or max(days) >= since


def named_in(plan: Plan, period: Period, since: date) -> Sequence[TaskLine]:
    """Return those whose documents the report names: of the plan's first group."""
    first = plan.tasks[0].task.group if plan.tasks else ""
    return [one for one in issued_in(plan, period, since) if one.task.group == first]
