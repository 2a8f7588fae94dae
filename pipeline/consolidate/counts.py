"""What a report counts beside its tables: weeks, tasks with a day, documents, days past one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pipeline import texts
from pipeline.consolidate.evidence import of_documents, of_task, of_versions
from pipeline.domain.figure import COUNTS, Evidence, Figure, FigureId, Figures
from pipeline.domain.numeral import Numeral, Sum
from pipeline.domain.office import Timing
from pipeline.domain.period import Period
from pipeline.domain.plan import IndicatorLine, Kept, Plan, TaskLine
from pipeline.domain.standing import Standing
from pipeline.domain.summary import Cumulative, Overview


def figures_of_counts(overview: Overview, cumulative: Cumulative, plan: Plan | None) -> Figures:
    """Return what is counted beside the tables, each with what it counts.

    By task and unit the days past its day, by indicator the units counted by earlier reports.
    """
    period, since = overview.period, overview.window[0]
    counts = {count_of(period, "cumulative_weeks"): _weeks_counted(cumulative)}
    counts |= {versions_of(one, period): of_versions(one) for one in overview.standings}
    if plan:
        compared = [line for line in plan.sums if line.halves]
        counts |= {
            count_of(period, "weeks"): tuple(map(_week, plan.weeks)),
            count_of(period, "weeks_partial"): tuple(
                Evidence(texts.trace.WEEKS_LACK, unit) for unit in overview.total.partial
            ),
            count_of(period, "with_deadline"): _with_deadline(plan),
            count_of(period, "documents"): of_documents(issued_in(plan, period, since)),
            count_of(period, "documents_named"): of_documents(named_in(plan, period, since)),
            count_of(period, "halves"): _halves(compared),
            count_of(period, "halves_more"): _halves(x for x in compared if _change(x) > 0),
            count_of(period, "halves_less"): _halves(x for x in compared if _change(x) < 0),
        }
        until = texts.numbers.day(overview.window[1])
        counts |= {
            days_of(one, period): _late(one, until) for one in (*plan.tasks, *plan.supporting)
        }
        counts |= {kept_of(one, period, "silent"): _kept(one.silent) for one in plan.sums}
        counts |= {kept_of(one, period, "ended"): _kept(one.ended) for one in plan.sums}
    return {
        id: Figure(id=id, value=sum(one.count for one in counted), evidence=counted)
        for id, counted in counts.items()
    }


def _weeks_counted(cumulative: Cumulative) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            texts.trace.WEEK_THERE.format(
                period=texts.numbers.period_brief(week), count=len(cumulative.counted[week])
            )
        )
        for week in cumulative.periods
    )


def _week(week: Period) -> Evidence:
    return Evidence(texts.numbers.period_brief(week))


def _with_deadline(plan: Plan) -> tuple[Evidence, ...]:
    return tuple(
        of_task(
            one,
            texts.trace.TASK_DUE.format(
                mark=texts.plan.task_mark(one.task), due=texts.plan.task_deadline(one.task)
            ),
        )
        for one in plan.tasks
        if one.task.timing is Timing.BY
    )


def _late(line: TaskLine, until: str) -> tuple[Evidence, ...]:
    """Say from which day to which a task is late: until it was done, or to the window's end."""
    if not line.days:
        return ()
    said = texts.trace.TASK_LATE.format(
        mark=texts.plan.task_mark(line.task),
        due=texts.plan.task_deadline(line.task),
        until=texts.numbers.day(line.done_on) if line.done_on else until,
    )
    return (of_task(line, said, "done_on" if line.done_on else "status", line.days),)


def _kept(units: Sequence[Kept]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            texts.trace.KEPT_UNTIL.format(until=texts.numbers.periods_brief(one.until)),
            one.unit.code,
        )
        for one in units
    )


def _change(line: IndicatorLine) -> int:
    return line.halves.change if line.halves else 0


def _halves(lines: Iterable[IndicatorLine]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            texts.trace.HALVES_COMPARED.format(
                number=line.indicator.number,
                first=texts.numbers.number(line.halves.first[0]),
                second=texts.numbers.number(line.halves.second[0]),
            )
        )
        for line in lines
        if line.halves
    )


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


def versions_of(standing: Standing, period: Period) -> FigureId:
    """Name how many files a unit sent for a period."""
    return FigureId(period, COUNTS, "", "versions", standing.unit.code)


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
