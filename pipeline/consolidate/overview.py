"""How a period stands: who reported, what is wrong, what changed; worked out without its tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from pipeline.consolidate.changes import cell_changes
from pipeline.consolidate.history import History
from pipeline.consolidate.lines import (
    COUNTED,
    Cells,
    count_columns,
    reported_lines,
    rolled_lines,
    total_line,
    weeks_of_units,
)
from pipeline.consolidate.rollup import add_up, count_in
from pipeline.domain.decision import Decision
from pipeline.domain.finding import Finding, in_reading_order
from pipeline.domain.form import Item
from pipeline.domain.office import Office
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.settle import before_last, replaced
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Submission
from pipeline.domain.summary import Line, Overview
from pipeline.domain.sums import added


def look_over(
    period: Period,
    history: History,
    unplaced: Sequence[Submission],
    loose: Sequence[Finding],
    now: datetime,
    decisions: Sequence[Decision] = (),
    total: Line | None = None,
) -> Overview:
    """Say how a period stands; `loose` are findings about files never read.

    `total` is the appendix's last line, where it has been worked out already.
    """
    office, form = history.register.as_of(period), history.form_of(period)
    standings = tuple(history.standings[period, unit.code] for unit in office.reporters(period))
    return Overview(
        office=office,
        form=form,
        table=history.forms[PeriodKind.WEEK].table,
        period=period,
        window=office.schedule.window(period),
        deadline=office.schedule.deadline(period),
        now=now,
        standings=standings,
        total=total or total_of(period, history, standings),
        findings=_findings(standings, unplaced, loose),
        unplaced=tuple(unplaced),
        decisions=tuple(decisions),
        changes=tuple(cell_changes(form, standings, names_of_items(office))),
    )


def names_of_items(office: Office) -> dict[str, str]:
    """Return the names of all that rows are about, by code."""
    items: tuple[Item, ...] = (*office.services, *office.tasks, *office.indicators)
    return {item.code: item.name for item in items}


def total_of(period: Period, history: History, standings: Sequence[Standing]) -> Line:
    """Add up the appendix row by row: no more than its last line is wanted."""
    office = history.register.as_of(period)
    table = history.forms[PeriodKind.WEEK].table
    columns, window = count_columns(table), office.schedule.window(period)
    if not period.kind.follows_plan:
        reports = [(s.unit.code, s.in_force) for s in standings if s.in_force]
        cells: Cells = {
            (unit, row.key): {column: row.count(column) for column in columns}
            for unit, report in reports
            for row in report.rows_of(table.id)
        }
        services = reported_lines(office, table, window[1], standings, cells)
    else:
        weeks = office.schedule.weeks_ending(*window)
        spans = weeks_of_units(office, period, weeks, history)
        cells = {
            (unit, service): {column: count_in(said, column) for column in columns}
            for unit, span in spans.items()
            for service, said in add_up(table, span).values.items()
        }
        services = rolled_lines(office, table, window[1], spans, cells)
    counted = [line for line in services if line.state in COUNTED]
    total = {column: added(line.values[column] for line in counted) for column in columns}
    return total_line(services, total)


def findings_of(standing: Standing) -> Iterable[Finding]:
    """Yield a unit's findings; those of a version that a later one replaced are for the record."""
    older = before_last(standing)
    for version in older:
        yield from replaced(version)
    for version in standing.versions[len(older) :]:
        yield from version.findings
    for version in standing.aside:
        yield from version.findings
    yield from standing.doubts


def _findings(
    standings: Sequence[Standing], unplaced: Sequence[Submission], loose: Sequence[Finding]
) -> tuple[Finding, ...]:
    order = {standing.unit.code: index for index, standing in enumerate(standings)}
    found = [f for standing in standings for f in findings_of(standing)]
    found += [f for submission in unplaced for f in submission.findings]
    found += loose
    return tuple(sorted(in_reading_order(found), key=lambda f: order.get(f.unit or "", len(order))))
