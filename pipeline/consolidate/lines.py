"""The lines of the appendix on public services: each sector's subtotal, its services, the total.

A week's lines are what the units reported; those of a month, half or year are its weeks added up,
where a week counts in the period that holds its last day. Only what was reported is counted: a
missing report is never 0, and every line knows which units are in it.

What the lines hold is worked out elsewhere: in frames for documents, row by row for the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline import texts
from pipeline.consolidate.history import History
from pipeline.consolidate.rollup import Span, gather
from pipeline.domain.form import ColumnType, Table
from pipeline.domain.office import Office, Service, Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Row, Submission
from pipeline.domain.summary import Line, LineKind, LineState
from pipeline.domain.sums import added

Values = Mapping[str, int | None]  # by count column
Cells = Mapping[tuple[str, str], Values]  # by unit and service code

COUNTED = (LineState.REPORTED, LineState.NOTHING_AROSE)  # lines that hold figures


def count_columns(table: Table) -> tuple[str, ...]:
    """Return the counts that are added up across units."""
    return tuple(c.id for c in table.columns if c.type is ColumnType.COUNT and not c.only_form)


def counters(
    office: Office, day: date, spans: Mapping[str, Span] | None = None
) -> frozenset[tuple[str, str]]:
    """Return who counts each service on a day: codes of unit and service.

    Of a longer period, whose weeks are `spans`, that may be who counted it until it ended.
    """
    return frozenset(
        (unit.code, service.code)
        for service in office.services_on(day)
        for unit in office.counters(service, day, spans or {})
    )


def weeks_of_units(
    office: Office, period: Period, weeks: Sequence[Period], history: History
) -> dict[str, Span]:
    """Find each unit's weekly reports of a longer period; by unit code.

    Of one that ended on the way and left nobody to go on from it, those of its own weeks.
    """
    register, window = history.register, office.schedule.window
    day = window(period)[1]
    owing = [unit for unit in office.units if PeriodKind.WEEK in unit.reports]
    spans = {u.code: gather(register, weeks, u, history.in_force) for u in owing if _lives(u, day)}
    for unit in office.ended(day):
        own = [week for week in weeks if unit in owing and _lives(unit, window(week)[1])]
        if own:
            spans[unit.code] = gather(register, own, unit, history.in_force)
    return spans


def _lives(unit: Unit, day: date) -> bool:
    return unit.validity.covers(day)


def reported_lines(
    office: Office, table: Table, day: date, standings: Sequence[Standing], cells: Cells
) -> tuple[Line, ...]:
    """Lay out what the units reported for one week, a line for each service."""
    columns = count_columns(table)
    by_unit = {standing.unit.code: standing for standing in standings}
    return tuple(
        _together(
            service,
            [
                _reported(service, unit, columns, by_unit, cells)
                for unit in office.counters(service, day) or (None,)
            ],
        )
        for service in office.services_on(day)
    )


def rolled_lines(
    office: Office, table: Table, day: date, spans: Mapping[str, Span], cells: Cells
) -> tuple[Line, ...]:
    """Lay out what the weeks of a longer period add up to; `spans` are the units' weeks."""
    columns = count_columns(table)
    return tuple(
        _together(
            service,
            [
                _rolled(service, unit, columns, spans, cells)
                for unit in office.counters(service, day, spans) or (None,)
            ],
        )
        for service in office.services_on(day)
    )


def with_sums(
    services: Sequence[Line], sectors: Mapping[str, Values], total: Values
) -> tuple[Line, ...]:
    """Put each sector's line above its services, and the total below all."""
    lines: list[Line] = []
    by_sector: dict[str, list[Line]] = {}
    for line in services:
        if line.service:
            by_sector.setdefault(line.service.sector, []).append(line)
    for sector, below in by_sector.items():
        sums = sectors.get(sector, dict.fromkeys(total))
        lines += [sum_line(LineKind.SECTOR, sector, below, sums), *below]
    return (*lines, total_line(services, total))


def total_line(services: Sequence[Line], total: Values) -> Line:
    """Return the last line of the appendix."""
    return sum_line(LineKind.TOTAL, texts.sentences.TOTAL_LABEL, services, total)


def sum_line(kind: LineKind, label: str, below: Sequence[Line], values: Values) -> Line:
    """Return a line that adds up others, with whose figures are in it."""
    counted = [one for one in below if one.state in COUNTED]
    expected = tuple(dict.fromkeys(code for line in below for code in line.expected))
    missing = {code for line in below for code in line.expected if code not in line.present}
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
        values=values,
        row=None,
        submission=None,
        present=tuple(code for code in expected if code not in missing),
        expected=expected,
        carried=any(line.carried for line in below),
        partial=tuple(dict.fromkeys(code for line in below for code in line.partial)),
    )


def _together(service: Service, lines: Sequence[Line]) -> Line:
    """Return a service's line: its one unit's, or the sum of what its units say."""
    if not service.units:
        (line,) = lines
        return line
    asked = [line for line in lines if line.expected]  # the others owe no such report
    counted = [line for line in asked if line.state in COUNTED]
    values = {column: added(line.values[column] for line in counted) for column in lines[0].values}
    line = sum_line(LineKind.SERVICE, service.name, asked, values)
    return replace(line, number=service.number, service=service, parts=tuple(asked))


def _reported(
    service: Service,
    counter: Unit | None,
    columns: Sequence[str],
    by_unit: Mapping[str, Standing],
    cells: Cells,
) -> Line:
    standing = by_unit.get(counter.code) if counter else None
    submission = standing.in_force if standing else None
    if submission and service.code in submission.not_asked:  # the form went out before it was there
        standing = submission = None
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
        values=_values(cells, standing.unit if standing else None, service, columns),
        row=row,
        submission=submission,
        present=(standing.unit.code,) if standing and row and standing.reported else (),
        expected=(standing.unit.code,) if standing else (),
        carried=bool(standing and row and standing.carried),
    )


def _rolled(
    service: Service,
    counter: Unit | None,
    columns: Sequence[str],
    spans: Mapping[str, Span],
    cells: Cells,
) -> Line:
    unit = counter if counter and counter.code in spans else None
    there = unit is not None and (unit.code, service.code) in cells
    if unit is None:
        state = LineState.NO_REPORTER
    else:
        state = LineState.REPORTED if there else LineState.NOT_REPORTED
    return Line(
        kind=LineKind.SERVICE,
        label=service.name,
        number=service.number,
        service=service,
        unit=unit,
        state=state,
        values=_values(cells, unit, service, columns),
        row=None,
        submission=None,
        present=(unit.code,) if unit and there else (),
        expected=(unit.code,) if unit else (),
        carried=False,
        partial=(unit.code,) if unit and there and not spans[unit.code].complete else (),
    )


def _values(
    cells: Cells, unit: Unit | None, service: Service, columns: Sequence[str]
) -> dict[str, int | None]:
    said = cells.get((unit.code, service.code), {}) if unit else {}
    return {column: said.get(column) for column in columns}


def _row(submission: Submission | None, service: str) -> Row | None:
    return submission.row(service) if submission else None
