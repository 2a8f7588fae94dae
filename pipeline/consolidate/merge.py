"""Standings become all that a period's report says: lines, comparisons, reasons, figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime

from pipeline.consolidate.against import parts_of_units
from pipeline.consolidate.catalogue import named_figures
from pipeline.consolidate.counts import figures_of_counts
from pipeline.consolidate.facts import Facts
from pipeline.consolidate.figures import (
    figures_of_plan,
    figures_of_services,
    figures_of_standings,
    figures_over_time,
)
from pipeline.consolidate.lines import (
    counters,
    reported_lines,
    rolled_lines,
    weeks_of_units,
    with_sums,
)
from pipeline.consolidate.moves import figures_of_moves
from pipeline.consolidate.over_time import accumulate, compare
from pipeline.consolidate.overview import look_over, names_of_items
from pipeline.consolidate.pace import declared_targets, figures_of_targets
from pipeline.consolidate.phoned import amended_figures
from pipeline.consolidate.plan import build_plan
from pipeline.consolidate.points import figures_of_merits
from pipeline.consolidate.rollup import Span
from pipeline.domain.decision import Decision
from pipeline.domain.figure import APPENDIX, UNITS, FigureId, Figures
from pipeline.domain.finding import Finding
from pipeline.domain.form import Form, Table
from pipeline.domain.office import Office
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.plan import Plan
from pipeline.domain.rules.counts import Reason
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Row, Submission
from pipeline.domain.summary import Overview, Stated, Summary
from pipeline.domain.sums import added


def summarise(
    period: Period,
    facts: Facts,
    unplaced: Sequence[Submission],
    loose: Sequence[Finding],
    now: datetime,
    decisions: Sequence[Decision] = (),
) -> Summary:
    """Gather all that a period's report says; `loose` are findings about files never read."""
    history = facts.history
    office, form = history.register.as_of(period), history.form_of(period)
    table = history.forms[PeriodKind.WEEK].table
    day = office.schedule.window(period)[1]
    standings = tuple(history.standings[period, unit.code] for unit in office.reporters(period))
    sectors = {service.code: service.sector for service in office.services_on(day)}
    spans: Mapping[str, Span] = {}
    parts = parts_of_units(period, standings, history)
    plan = comparison = None
    by_unit: Mapping[str, Mapping[str, int | None]] = {}
    if not period.kind.follows_plan:
        counts = facts.counts(table, (period,)).counted_by(counters(office, day))
        services = reported_lines(office, table, day, standings, counts.cells())
        by_unit = counts.by_unit()
        comparison = compare(table, period, facts, standings)
    else:
        weeks = office.schedule.weeks_ending(*office.schedule.window(period))
        spans = weeks_of_units(office, period, weeks, history)
        counts = facts.rolled(table, spans).counted_by(counters(office, day, spans))
        services = rolled_lines(office, table, day, spans, counts.cells())
        plan = build_plan(period, weeks, spans, parts, standings, facts, now)
    lines = with_sums(services, counts.by_group(sectors), counts.total())
    cumulative = accumulate(table, period, facts)
    said = tuple(_narratives(form, standings))
    overview = look_over(period, history, unplaced, loose, now, decisions, lines[-1])
    figures = {
        **figures_of_services(overview, lines, spans, by_unit),
        **figures_over_time(overview, comparison, cumulative),
        **figures_of_standings(overview),
        **declared_targets(overview),
        **(_figures_on_plan(overview, plan, parts) if plan else {}),
        **figures_of_counts(overview, cumulative, plan),
        **named_figures(overview, lines, plan, said),
        **(figures_of_moves(period, plan.moves) if plan else {}),
    }
    return Summary(
        **{field.name: getattr(overview, field.name) for field in fields(overview)},
        lines=lines,
        by_unit=by_unit,
        reasons=tuple(_reasons(period, office, form, standings)),
        narratives=said,
        comparison=comparison,
        cumulative=cumulative,
        plan=plan,
        figures=figures,
        amended=amended_figures(facts, figures),
    )


def _figures_on_plan(overview: Overview, plan: Plan, parts: Mapping[str, Span]) -> Figures:
    return {
        **figures_of_plan(overview, plan, parts),
        **figures_of_targets(overview, plan.sums),
        **figures_of_merits(overview.period, plan.merits),
    }


def _reasons(
    period: Period, office: Office, form: Form, standings: Sequence[Standing]
) -> Iterable[Stated]:
    names = names_of_items(office)
    parted = {service.code for service in office.services if service.units}
    for table in form.tables:
        for rule in table.rules:
            if not isinstance(rule, Reason):
                continue
            for standing, row in _rows(standings, table):
                text = row.text(rule.explained_by)
                counts = [row.count(column) for column in rule.counts]
                if any(counts) and text and standing.in_force and standing.reported:
                    where = standing.in_force.where(row, rule.explained_by)
                    yield Stated(
                        unit=standing.unit,
                        subject=names[row.key],
                        about=rule.explained_by,
                        count=added(counts),
                        text=text,
                        file=where.file,
                        sheet=where.sheet or "",
                        cell=where.cell or "",
                        explained=tuple(
                            FigureId(period, UNITS, row.key, column, standing.unit.code)
                            if row.key in parted  # the unit's part of a service of several
                            else FigureId(period, APPENDIX, row.key, column)
                            for column in rule.counts
                        ),
                    )


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
