"""The lines of the appendix on public services: each sector's subtotal, its services, the total.

A week's lines are what the units reported; those of a month, half or year are its weeks added up,
where a week counts in the period that holds its last day. Only what was reported is counted: a
missing report is never 0, and every line knows which units are in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline import texts
from pipeline.consolidate.history import History
from pipeline.consolidate.rollup import Rolled, roll_up
from pipeline.domain.form import ColumnType, Table
from pipeline.domain.office import Office, Service, Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Row, Submission
from pipeline.domain.summary import Line, LineKind, LineState

_COUNTED = (LineState.REPORTED, LineState.NOTHING_AROSE)


def count_columns(table: Table) -> tuple[str, ...]:
    """Return the counts that are added up across units."""
    return tuple(c.id for c in table.columns if c.type is ColumnType.COUNT and not c.only_form)


def reported_lines(
    office: Office, table: Table, day: date, standings: Sequence[Standing]
) -> tuple[Line, ...]:
    """Lay out what the units reported for one week."""
    columns = count_columns(table)
    by_unit = {standing.unit.code: standing for standing in standings}
    lines = [
        _reported(service, office.counter(service, day), columns, by_unit)
        for service in office.services_on(day)
    ]
    return _with_sums(lines, columns)


def rolled_lines(
    office: Office, table: Table, day: date, rolled: Mapping[str, Rolled]
) -> tuple[Line, ...]:
    """Lay out what the weeks of a longer period add up to; `rolled` is by unit code."""
    columns = count_columns(table)
    lines = [
        _rolled(service, office.counter(service, day), columns, rolled)
        for service in office.services_on(day)
    ]
    return _with_sums(lines, columns)


def rolled_weeks(
    office: Office, table: Table, period: Period, weeks: Sequence[Period], history: History
) -> dict[str, Rolled]:
    """Add up each unit's weeks; by unit code."""
    day = office.schedule.window(period)[1]
    units = [u for u in office.units if PeriodKind.WEEK in u.reports and u.validity.covers(day)]
    return {unit.code: roll_up(office, table, weeks, unit, history.in_force) for unit in units}


def _with_sums(services: Sequence[Line], columns: Sequence[str]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for sector in dict.fromkeys(line.service.sector for line in services if line.service):
        below = [line for line in services if line.service and line.service.sector == sector]
        lines += [_sum_line(LineKind.SECTOR, sector, below, columns), *below]
    return (*lines, _sum_line(LineKind.TOTAL, texts.sentences.TOTAL_LABEL, services, columns))


def _reported(
    service: Service,
    counter: Unit | None,
    columns: Sequence[str],
    by_unit: Mapping[str, Standing],
) -> Line:
    standing = by_unit.get(counter.code) if counter else None
    submission = standing.in_force if standing else None
    row = _row(submission, service.code)
    if standing is None:  # no unit counts it, or its unit no longer exists
        state = LineState.NO_REPORTER
    elif row is None:
        state = LineState.NOT_REPORTED
    else:
        state = LineState.NOTHING_AROSE if row.declared_none else LineState.REPORTED
    return Line(
        kind=LineKind.SERVICE,
        label=service.name,
        number=service.number,
        service=service,
        unit=standing.unit if standing else None,
        state=state,
        values={column: row.count(column) if row else None for column in columns},
        row=row,
        submission=submission,
        present=(standing.unit.code,) if standing and row and standing.reported else (),
        expected=(standing.unit.code,) if standing else (),
        carried=bool(standing and row and standing.carried),
    )


def _rolled(
    service: Service, counter: Unit | None, columns: Sequence[str], rolled: Mapping[str, Rolled]
) -> Line:
    unit = counter if counter and counter.code in rolled else None
    weeks = rolled[unit.code] if unit else None
    values = weeks.values.get(service.code) if weeks else None
    if unit is None:
        state = LineState.NO_REPORTER
    else:
        state = LineState.REPORTED if values else LineState.NOT_REPORTED
    numbers = {c: v for c, v in (values or {}).items() if isinstance(v, int)}
    return Line(
        kind=LineKind.SERVICE,
        label=service.name,
        number=service.number,
        service=service,
        unit=unit,
        state=state,
        values={column: numbers.get(column) for column in columns},
        row=None,
        submission=None,
        present=(unit.code,) if unit and values else (),
        expected=(unit.code,) if unit else (),
        carried=False,
        partial=(unit.code,) if unit and values and weeks and not weeks.complete else (),
    )


def _row(submission: Submission | None, service: str) -> Row | None:
    return submission.row(service) if submission else None


def _sum_line(kind: LineKind, label: str, below: Sequence[Line], columns: Sequence[str]) -> Line:
    counted = [one for one in below if one.state in _COUNTED]
    expected = tuple(dict.fromkeys(code for line in below for code in line.expected))
    missing = {code for line in below if not line.present for code in line.expected}
    if counted:
        state = LineState.REPORTED
    else:
        state = LineState.NOT_REPORTED if expected else LineState.NO_REPORTER
    return Line(
        kind=kind,
        label=label,
        number=None,
        service=None,
        unit=None,
        state=state,
        values={c: _total([line.values[c] for line in counted]) for c in columns},
        row=None,
        submission=None,
        present=tuple(code for code in expected if code not in missing),
        expected=expected,
        carried=any(line.carried for line in below),
        partial=tuple(dict.fromkeys(code for line in below for code in line.partial)),
    )


def _total(values: Sequence[int | None]) -> int | None:
    """Add up; a sum without one of its parts would be too small, and is unknown."""
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None
