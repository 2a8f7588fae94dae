"""Reports of shorter periods become the figures of a longer one.

The opening is the first period's, the closing the last one's, a flow is summed; words are the
newest. Only what was reported is added up, and what is missing is named beside it.

A half-year is made of its months, a year of its first half's report, where that is in force, and
of the months beside it: what a unit corrected in the half-year stays corrected in the year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from pipeline.domain.form import Column, ColumnType, Table, Time
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.domain.submission import Row, Submission

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
    for period, found in groupby(reports, key=itemgetter(0)):
        for key, rows in rows_together(table, [report for _, report in found]).items():
            for column in table.columns:
                value = together(column, rows)
                if ends and value is not None:
                    _add(values.setdefault(key, {}), column, value, period, ends)
    for sums in values.values():
        _add_totals(sums, table)
    return Rolled(
        values=values, reports=tuple(report for _, report in reports), missing=tuple(missing)
    )


def parts_of(period: Period, unit: Unit, in_force: InForce) -> tuple[Period, ...]:
    """Return the shorter periods a unit's half-year or year is made of."""
    half = period.first_half
    if half and in_force(half, unit.code):
        return (half, *period.months[6:])
    return period.months


def rows_together(table: Table, reports: Iterable[Submission]) -> dict[str, list[Row]]:
    """Gather the rows about the same thing: a unit has several where units became one."""
    found: dict[str, list[Row]] = {}
    for report in reports:
        for row in report.rows_of(table.id):
            found.setdefault(row.key, []).append(row)
    return found


def together(column: Column, rows: Sequence[Row]) -> int | str | None:
    """Return the answer of units that became one: counts are summed, words must all agree.

    Of an answered state only one that all give is kept, or one unit's work would be told of all.
    """
    values = [entry.value for row in rows if (entry := row.entries.get(column.id))]
    counts = [value for value in values if isinstance(value, int)]
    if counts and (column.time or column.parts):
        return sum(counts)
    alike = len({_words(row) for row in rows}) == 1
    return values[0] if values and alike else None


def _words(row: Row) -> tuple[tuple[str, str], ...]:
    """Return what a row says in words."""
    said = {id: entry.value for id, entry in row.entries.items() if isinstance(entry.value, str)}
    return tuple(sorted(said.items()))


def starting_values(table: Table, rolled: Rolled, key: str) -> Mapping[str, int | str]:
    """Return what a longer form starts from: an opening that leads to the last closing.

    A stock restated on the way (its opening corrected with a reason) was wrong from the start, so
    the difference belongs to the opening, and neither to the flow nor nowhere.
    """
    values = dict(rolled.values.get(key, {}))
    for column in table.columns:
        closing = values.get(column.id)
        moments = {id: table.column(id).time for id in column.parts}
        opening = next((id for id, time in moments.items() if time is Time.OPENING), "")
        others = [values.get(id) for id in column.parts if id != opening]
        if column.time is Time.CLOSING and opening and isinstance(closing, int):
            values[opening] = closing - sum(n for n in others if isinstance(n, int))
    return values


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
    if isinstance(value, str) or not (column.time or column.parts):
        sums[column.id] = value  # the newest
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
