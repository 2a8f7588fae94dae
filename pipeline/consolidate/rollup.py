"""Reports of shorter periods become the figures of a longer one.

The opening is the first period's, the closing the last one's, a flow is summed; words are the
newest. Only what was reported is added up, and what is missing is named beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.form import Column, ColumnType, Table, Time
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.domain.submission import Submission

InForce = Callable[[Period, str], Submission | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """One unit's reports of a span, added up."""

    values: Mapping[str, Mapping[str, int | str]]  # by row key and column id
    reports: tuple[Submission, ...]  # in force, in order
    missing: tuple[tuple[Period, Unit], ...]  # owed, and not there

    @property
    def complete(self) -> bool:
        """Whether every report of the span is there."""
        return bool(self.reports) and not self.missing


def roll_up(
    office: Office, table: Table, periods: Sequence[Period], unit: Unit, in_force: InForce
) -> Rolled:
    """Add up a unit's reports, with those of the units it took over while they existed."""
    reports: list[tuple[Period, Submission]] = []
    missing: list[tuple[Period, Unit]] = []
    days = [office.schedule.window(period)[1] for period in periods]
    for period, day in zip(periods, days, strict=True):
        for one in office.lineage(unit, day, days[-1]):
            if period.kind not in one.reports:
                continue
            if report := in_force(period, one.code):
                reports.append((period, report))
            else:
                missing.append((period, one))
    values: dict[str, dict[str, int | str]] = {}
    ends = (periods[0], periods[-1]) if periods else None
    for period, report in reports:
        for row in report.rows_of(table.id):
            for column in table.columns:
                entry = row.entries.get(column.id)
                if ends and entry and entry.value is not None:
                    _add(values.setdefault(row.key, {}), column, entry.value, period, ends)
    for sums in values.values():
        _add_totals(sums, table)
    return Rolled(
        values=values, reports=tuple(report for _, report in reports), missing=tuple(missing)
    )


def sums_over_time(table: Table, column: Column) -> bool:
    """Tell whether a column is a flow, or a total made of flows only."""
    flows = {c.id for c in table.columns if c.time is Time.FLOW}
    return column.id in flows or bool(column.parts and flows.issuperset(column.parts))


def _add(
    sums: dict[str, int | str],
    column: Column,
    value: int | str,
    period: Period,
    ends: tuple[Period, Period],
) -> None:
    """Add one answer to what a row has so far; totals of mixed columns are added up later."""
    if isinstance(value, str):
        sums[column.id] = value
        return
    before = sums.get(column.id, 0)
    so_far = before if isinstance(before, int) else 0
    at = {Time.OPENING: ends[0], Time.CLOSING: ends[1], Time.FLOW: period}
    if column.time and at[column.time] == period:
        sums[column.id] = so_far + value


def _add_totals(sums: dict[str, int | str], table: Table) -> None:
    for column in table.columns:
        if column.type is ColumnType.COUNT and column.parts and column.time is None:
            parts = [sums.get(part) for part in column.parts]
            numbers = [part for part in parts if isinstance(part, int)]
            if len(numbers) == len(parts):
                sums[column.id] = sum(numbers)
