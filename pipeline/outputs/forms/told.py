"""What a form tells of the plan: what a row asks, and which weeks a longer period is held against.

Whoever fills a form must not have to look it up elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import texts
from pipeline.domain.form import Item, Rows
from pipeline.domain.office import Indicator, Office, Schedule, Task, Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.outputs.forms.layout import Layout

Weeks = tuple[Period, Period]  # the first and the last


def weeks_counted(schedule: Schedule, period: Period | None) -> Weeks | None:
    """Return the first and last week whose last day lies in a longer period's window."""
    if period is None:
        return None
    weeks = schedule.weeks_ending(*schedule.window(period))
    return weeks[0], weeks[-1]


def told(item: Item, office: Office, unit: Unit | None, weeks: Weeks | None) -> str:
    """Say what the plan asks of a row, and what it will be held against."""
    if isinstance(item, Task):
        return texts.plan.task_told(item, office, unit)
    if isinstance(item, Indicator):
        against = weeks if _held(item, unit) else None
        return (
            texts.plan.indicator_told(item, *against)
            if against
            else texts.plan.share_words(item, office)
        )
    return ""


def weeks_words(
    layouts: Sequence[Layout], schedule: Schedule, unit: Unit | None, weeks: Weeks | None
) -> str:
    """Say which weeks count in the period for the indicators held against them; "" for none."""
    for layout in layouts:
        if layout.table.rows is Rows.FLOWS:
            rows = (item for item in layout.items if isinstance(item, Indicator))
            numbers = [item.number for item in rows if _held(item, unit)]
            column = layout.table.column("explanation").label
            return texts.plan.weeks_told(numbers, schedule, weeks, column) if numbers else ""
    return ""


def _held(indicator: Indicator, unit: Unit | None) -> bool:
    """Tell whether a unit's indicator is held against its weekly reports."""
    sends = unit is None or PeriodKind.WEEK in unit.reports
    return sends and bool(indicator.weekly or indicator.weekly_whole)
