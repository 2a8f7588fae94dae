"""Standings become the lines and totals of the consolidated appendix.

Only what a unit reported is counted: a missing report is never 0, and every total knows which
units are in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from pipeline import texts
from pipeline.consolidate.changes import cell_changes
from pipeline.consolidate.history import History
from pipeline.domain.decision import Decision
from pipeline.domain.figure import (
    Comparison,
    Cumulative,
    Line,
    LineKind,
    LineState,
    Standing,
    Stated,
    Summary,
)
from pipeline.domain.finding import Finding
from pipeline.domain.form import ColumnType, Form, Table, Time
from pipeline.domain.office import Office, Service
from pipeline.domain.period import Period
from pipeline.domain.rule import Reason
from pipeline.domain.submission import Row, Submission


def summarise(
    office: Office,
    form: Form,
    period: Period,
    history: History,
    unplaced: Sequence[Submission],
    loose: Sequence[Finding],
    now: datetime,
    decisions: Sequence[Decision] = (),
) -> Summary:
    """Gather all that a period's report says; `loose` are findings about files never read."""
    window = office.schedule.window(period)
    standings = tuple(history.standings[period, unit.code] for unit in office.units_on(window[1]))
    return Summary(
        office=office,
        form=form,
        period=period,
        window=window,
        deadline=office.schedule.deadline(period),
        now=now,
        standings=standings,
        lines=build_lines(office, form, window[1], standings),
        reasons=tuple(_reasons(office, form.table, standings)),
        narratives=tuple(_narratives(form, standings)),
        comparison=_compare(form.table, period, history, standings),
        cumulative=_accumulate(office, form.table, period, history),
        findings=_findings(standings, unplaced, loose),
        unplaced=tuple(unplaced),
        decisions=tuple(decisions),
        changes=tuple(cell_changes(form, standings, _names(office))),
    )


def count_columns(table: Table) -> tuple[str, ...]:
    """Return the counts that are added up across units."""
    return tuple(c.id for c in table.columns if c.type is ColumnType.COUNT and not c.only_form)


def build_lines(
    office: Office, form: Form, day: date, standings: Sequence[Standing]
) -> tuple[Line, ...]:
    """Lay out the appendix: each sector's subtotal with its services below, the total last."""
    columns = count_columns(form.table)
    services = office.services_on(day)
    by_unit = {standing.unit.code: standing for standing in standings}
    lines: list[Line] = []
    for sector in dict.fromkeys(service.sector for service in services):
        below = [
            _service_line(service, columns, by_unit)
            for service in services
            if service.sector == sector
        ]
        lines += [_sum_line(LineKind.SECTOR, sector, below, columns), *below]
    every = [line for line in lines if line.kind is LineKind.SERVICE]
    return (*lines, _sum_line(LineKind.TOTAL, texts.TOTAL_LABEL, every, columns))


def _service_line(
    service: Service, columns: Sequence[str], by_unit: Mapping[str, Standing]
) -> Line:
    standing = by_unit.get(service.unit) if service.unit else None
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


def _row(submission: Submission | None, service: str) -> Row | None:
    rows = submission.rows if submission else ()
    return next((row for row in rows if row.key == service), None)


def _sum_line(kind: LineKind, label: str, below: Sequence[Line], columns: Sequence[str]) -> Line:
    counted = [line for line in below if line.row is not None]
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
        values={c: _total(line.values[c] for line in counted) for c in columns},
        row=None,
        submission=None,
        present=tuple(code for code in expected if code not in missing),
        expected=expected,
        carried=any(line.carried for line in below),
    )


def _total(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _reasons(office: Office, table: Table, standings: Sequence[Standing]) -> Iterable[Stated]:
    names = _names(office)
    for rule in table.rules:
        if not isinstance(rule, Reason):
            continue
        for standing, row in _rows(standings):
            text = row.text(rule.explained_by)
            count = sum(row.count(column) or 0 for column in rule.counts)
            if count and text and standing.in_force and standing.reported:
                yield Stated(
                    unit=standing.unit,
                    subject=names[row.key],
                    about=rule.explained_by,
                    count=count,
                    text=text,
                    file=standing.in_force.file,
                    sheet=standing.in_force.sheet or "",
                    cell=row.entries[rule.explained_by].cell,
                )


def _names(office: Office) -> dict[str, str]:
    return {service.code: service.name for service in office.services}


def _rows(standings: Sequence[Standing]) -> Iterable[tuple[Standing, Row]]:
    for standing in standings:
        for row in standing.in_force.rows if standing.in_force else ():
            yield standing, row


def _narratives(form: Form, standings: Sequence[Standing]) -> Iterable[Stated]:
    for section in form.sections:
        for standing in standings:
            report = standing.in_force if standing.reported else None
            answer = report.answers.get(section.id) if report else None
            if report and answer and answer.text and not answer.none_declared:
                yield Stated(
                    unit=standing.unit,
                    subject=section.title,
                    about=section.id,
                    count=None,
                    text=answer.text,
                    file=report.file,
                    sheet=form.narrative_sheet,
                    cell=answer.cell,
                )


def _sums(table: Table, submissions: Sequence[Submission]) -> dict[str, int]:
    return {
        column: sum(row.count(column) or 0 for s in submissions for row in s.rows)
        for column in count_columns(table)
    }


def _compare(
    table: Table, period: Period, history: History, standings: Sequence[Standing]
) -> Comparison | None:
    """Compare only units that reported in both periods: a gap must not look like a fall."""
    pairs = [
        (standing.in_force, before)
        for standing in standings
        if standing.in_force
        and standing.reported
        and (before := history.in_force(period.previous, standing.unit.code)) is not None
    ]
    if not pairs:
        return None
    return Comparison(
        period=period.previous,
        units=tuple(now.unit for now, _ in pairs if now.unit),
        now=_sums(table, [now for now, _ in pairs]),
        before=_sums(table, [before for _, before in pairs]),
    )


def _flows(table: Table) -> tuple[str, ...]:
    """Return the columns that may be summed over time: flows, and totals made of flows only."""
    flows = {c.id for c in table.columns if c.time is Time.FLOW}
    return tuple(
        c.id for c in table.columns if c.id in flows or (c.parts and flows.issuperset(c.parts))
    )


def _accumulate(office: Office, table: Table, period: Period, history: History) -> Cumulative:
    """Sum flows over the weeks whose last day lies in the span; stocks are never summed."""
    since = office.cumulative_since or date(period.year, 1, 1)
    span = sorted(
        {p for p, _ in history.standings if p <= period and office.schedule.window(p)[1] >= since}
    )
    reports = {
        p: [s for (q, unit) in history.standings if q == p and (s := history.in_force(q, unit))]
        for p in span
    }
    everything = [s for submissions in reports.values() for s in submissions]
    sums = _sums(table, everything)
    weeks = set()
    step = period
    while office.schedule.window(step)[1] >= since:
        weeks.add(step)
        step = step.previous
    complete = all(
        (p, u.code) in history.standings and history.in_force(p, u.code)
        for p in weeks
        for u in office.units_on(office.schedule.window(p)[1])
    )
    return Cumulative(
        since=since,
        periods=tuple(p for p in span if reports[p]),
        values={column: sums[column] for column in _flows(table)},
        complete=complete,
    )


def _findings(
    standings: Sequence[Standing], unplaced: Sequence[Submission], loose: Sequence[Finding]
) -> tuple[Finding, ...]:
    order = {standing.unit.code: index for index, standing in enumerate(standings)}
    found = [f for standing in standings for v in standing.versions for f in v.findings]
    found += [f for submission in unplaced for f in submission.findings]
    found += loose
    return tuple(
        sorted(
            found,
            key=lambda f: (
                order.get(f.unit or "", len(order)),
                f.where.file,
                f.where.sheet or "",
                f.where.cell or "",
                f.code,
            ),
        )
    )
