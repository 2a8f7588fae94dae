"""Standings become all that a period's report says: lines, comparisons, reasons, findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from pipeline.consolidate.changes import cell_changes
from pipeline.consolidate.history import History
from pipeline.consolidate.lines import count_columns, reported_lines, rolled_lines, rolled_weeks
from pipeline.consolidate.plan import build_plan
from pipeline.consolidate.rollup import sums_over_time
from pipeline.domain.decision import Decision
from pipeline.domain.finding import Finding
from pipeline.domain.form import Form, Item, Table
from pipeline.domain.office import Office
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.rule import Reason
from pipeline.domain.settle import replaced
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Row, Submission
from pipeline.domain.summary import Comparison, Cumulative, Stated, Summary


def summarise(
    period: Period,
    history: History,
    unplaced: Sequence[Submission],
    loose: Sequence[Finding],
    now: datetime,
    decisions: Sequence[Decision] = (),
) -> Summary:
    """Gather all that a period's report says; `loose` are findings about files never read."""
    office, form = history.office, history.forms[period.kind]
    table = history.forms[PeriodKind.WEEK].table
    window = office.schedule.window(period)
    standings = tuple(history.standings[period, unit.code] for unit in office.reporters(period))
    if not period.kind.follows_plan:
        plan, lines = None, reported_lines(office, table, window[1], standings)
        comparison = _compare(table, period, history, standings)
    else:
        weeks = office.schedule.weeks_ending(*window)
        rolled = rolled_weeks(office, table, period, weeks, history)
        plan, comparison = build_plan(period, weeks, rolled, standings, history, now), None
        lines = rolled_lines(office, table, window[1], rolled)
    return Summary(
        office=office,
        form=form,
        table=table,
        period=period,
        window=window,
        deadline=office.schedule.deadline(period),
        now=now,
        standings=standings,
        lines=lines,
        reasons=tuple(_reasons(office, form, standings)),
        narratives=tuple(_narratives(form, standings)),
        comparison=comparison,
        cumulative=_accumulate(office, table, period, history),
        findings=_findings(standings, unplaced, loose),
        unplaced=tuple(unplaced),
        decisions=tuple(decisions),
        changes=tuple(cell_changes(form, standings, _names(office))),
        plan=plan,
    )


def _reasons(office: Office, form: Form, standings: Sequence[Standing]) -> Iterable[Stated]:
    names = _names(office)
    for table in form.tables:
        for rule in table.rules:
            if not isinstance(rule, Reason):
                continue
            for standing, row in _rows(standings, table):
                text = row.text(rule.explained_by)
                count = sum(row.count(column) or 0 for column in rule.counts)
                if count and text and standing.in_force and standing.reported:
                    where = standing.in_force.where(row, rule.explained_by)
                    yield Stated(
                        unit=standing.unit,
                        subject=names[row.key],
                        about=rule.explained_by,
                        count=count,
                        text=text,
                        file=where.file,
                        sheet=where.sheet or "",
                        cell=where.cell or "",
                    )


def _names(office: Office) -> dict[str, str]:
    items: tuple[Item, ...] = (*office.services, *office.tasks, *office.indicators)
    return {item.code: item.name for item in items}


def _rows(standings: Sequence[Standing], table: Table) -> Iterable[tuple[Standing, Row]]:
    for standing in standings:
        for row in standing.in_force.rows_of(table.id) if standing.in_force else ():
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
        column: sum(row.count(column) or 0 for s in submissions for row in s.rows_of(table.id))
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


def _accumulate(office: Office, table: Table, period: Period, history: History) -> Cumulative:
    """Sum flows over the weeks of the year, or of the span declared; stocks are never summed.

    A week belongs to the year of its own name, so none counts in two years.
    """
    until = office.schedule.window(period)[1]
    known = set(history.of_kind(PeriodKind.WEEK))
    if office.cumulative_since:
        since = office.cumulative_since
        weeks = office.schedule.weeks_ending(since, until)
    else:
        first = Period(period.year, 1, PeriodKind.WEEK)
        since = office.schedule.window(first)[0]
        ending = office.schedule.weeks_ending(since, until)
        weeks = tuple(week for week in ending if week.year == period.year)
    reports = {
        week: [
            report
            for unit in office.reporters(week)
            if week in known and (report := history.in_force(week, unit.code))
        ]
        for week in weeks
    }
    sums = _sums(table, [one for found in reports.values() for one in found])
    return Cumulative(
        since=since,
        periods=tuple(week for week in weeks if reports[week]),
        values={c.id: sums[c.id] for c in table.columns if sums_over_time(table, c)},
        reports=sum(map(len, reports.values())),
        owed=sum(len(office.reporters(week)) for week in weeks),
    )


def _of_versions(standing: Standing) -> Iterable[Finding]:
    """Yield a unit's findings; those of a version a later valid one replaced are for the record."""
    kept = standing.in_force.sha256 if standing.in_force else ""
    hashes = [version.sha256 for version in standing.versions]
    last = hashes.index(kept) if kept in hashes else -1
    for index, version in enumerate(standing.versions):
        yield from replaced(version) if index < last else version.findings
    for version in standing.aside:
        yield from version.findings
    yield from standing.doubts


def _findings(
    standings: Sequence[Standing], unplaced: Sequence[Submission], loose: Sequence[Finding]
) -> tuple[Finding, ...]:
    order = {standing.unit.code: index for index, standing in enumerate(standings)}
    found = [f for standing in standings for f in _of_versions(standing)]
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
