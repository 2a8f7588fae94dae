"""Reports of shorter periods become the figures of a longer one.

The opening is the first period's, the closing the last one's, a flow is summed; words are the
newest. Only what was reported is added up, and what is missing is named beside it.

A half-year is made of its months, a year of its first half's report, where that is in force, and
of the months beside it: what a unit corrected in the half-year stays corrected in the year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.form import Column, ColumnType, Table, Time
from pipeline.domain.office import Unit
from pipeline.domain.period import Period, halves
from pipeline.domain.register import Register
from pipeline.domain.submission import Row, Submission
from pipeline.domain.sums import added

InForce = Callable[[Period, str], Submission | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One unit's reports of some periods, with those of the units it took over."""

    periods: tuple[Period, ...]
    reports: tuple[Submission, ...]  # in force, in order
    missing: tuple[tuple[Period, Unit], ...]  # owed, and not there

    @property
    def complete(self) -> bool:
        """Whether every report of the span is there."""
        return bool(self.reports) and not self.missing

    def taken_from(self, time: Time) -> tuple[Period, ...]:
        """Return the periods whose answers make the span's: the first, the last, or all."""
        match time:
            case Time.OPENING:
                return self.periods[:1]
            case Time.CLOSING:
                return self.periods[-1:]
            case Time.FLOW:
                return self.periods


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled(Span):
    """One unit's reports of a span, added up."""

    values: Mapping[str, Mapping[str, int | str]]  # by row key and column id, where known


def gather(register: Register, periods: Sequence[Period], unit: Unit, in_force: InForce) -> Span:
    """Find a unit's reports, with those of the units it took over while they existed."""
    reports: list[Submission] = []
    missing: list[tuple[Period, Unit]] = []
    days = [register.schedule.window(period)[1] for period in periods]
    for period, day in zip(periods, days, strict=True):
        then = register.as_of(period)
        for one in register.as_of(periods[-1]).lineage(unit, day, days[-1]):
            if not then.owes(period, one.code):
                continue
            if report := in_force(period, one.code):
                reports.append(report)
            else:
                missing.append((period, one))
    return Span(periods=tuple(periods), reports=tuple(reports), missing=tuple(missing))


def roll_up(
    register: Register, table: Table, periods: Sequence[Period], unit: Unit, in_force: InForce
) -> Rolled:
    """Add up a unit's reports, with those of the units it took over while they existed."""
    return add_up(table, gather(register, periods, unit, in_force))


def add_up(table: Table, span: Span) -> Rolled:
    """Add up the reports of a span."""
    answers: dict[str, dict[Period, list[Row]]] = {}
    for report in span.reports:
        for row in report.rows_of(table.id):
            assert report.period
            answers.setdefault(row.key, {}).setdefault(report.period, []).append(row)
    return Rolled(
        periods=span.periods,
        reports=span.reports,
        missing=span.missing,
        values={key: _rolled(table, span, rows) for key, rows in answers.items()},
    )


def parts_of(period: Period, unit: Unit, in_force: InForce) -> tuple[Period, ...]:
    """Return the shorter periods a unit's half-year or year is made of."""
    half = period.first_half
    if half and in_force(half, unit.code):
        return half, *halves(period.months)[1]
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
    if column.type is ColumnType.COUNT and (column.time or column.parts):
        return added(row.count(column.id) for row in rows)
    values = [entry.value for row in rows if (entry := row.entries.get(column.id))]
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
        if column.time is Time.CLOSING and opening and isinstance(closing, int):
            others = [count_in(values, id) for id in column.parts if id != opening]
            came = added(others) if others else 0
            values.pop(opening, None)
            if came is not None:
                values[opening] = closing - came
    return values


def sums_over_time(table: Table, column: Column) -> bool:
    """Tell whether a column is a flow, or a total made of flows only."""
    flows = {c.id for c in table.columns if c.time is Time.FLOW}
    return column.id in flows or bool(column.parts and flows.issuperset(column.parts))


def count_in(values: Mapping[str, int | str | None], column: str) -> int | None:
    """Return a count among a row's values, None where there is none."""
    value = values.get(column)
    return value if isinstance(value, int) else None


def _rolled(table: Table, span: Span, rows: Mapping[Period, Sequence[Row]]) -> dict[str, int | str]:
    """Add up what one row says in each period; a column that is not known is left out."""
    values: dict[str, int | str | None] = {}
    for column in table.columns:
        if column.type is ColumnType.COUNT and column.time:
            taken = [period for period in span.taken_from(column.time) if period in rows]
            said = (together(column, rows[period]) for period in taken)
            values[column.id] = added(one if isinstance(one, int) else None for one in said)
        elif not column.parts:
            newest = [together(column, rows[period]) for period in reversed(list(rows))]
            values[column.id] = next((one for one in newest if one is not None), None)
    for column in table.columns:  # totals of columns that are taken from different periods
        if column.type is ColumnType.COUNT and column.parts and not column.time:
            values[column.id] = added(count_in(values, part) for part in column.parts)
    return {id: value for id, value in values.items() if value is not None}
