"""Longer periods are held against the shorter ones they are made of; every difference is listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline import texts
from pipeline.consolidate.history import History
from pipeline.consolidate.rollup import Rolled, parts_of, roll_up, starting_values
from pipeline.domain.form import ColumnType, Form, Rows
from pipeline.domain.office import Office
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.plan import Difference
from pipeline.domain.standing import Standing


def against_weeks(
    office: Office,
    form: Form,
    standings: Sequence[Standing],
    rolled: Mapping[str, Rolled],
    history: History,
) -> Iterator[Difference]:
    """Hold what a unit states for the period against its weekly reports added up."""
    weekly = history.forms[PeriodKind.WEEK].table
    table = form.table_with(Rows.FLOWS)
    for standing in standings:
        weeks, report = rolled.get(standing.unit.code), standing.in_force
        if not (table and report and standing.reported and weeks and weeks.complete):
            continue
        for indicator in office.indicators:
            row = report.row(indicator.code)
            for column, sources in (
                ("flow", indicator.weekly),
                ("flow_of", indicator.weekly_whole),
            ):
                stated = row.count(column) if row else None
                if row is None or stated is None or not sources:
                    continue
                cells = [
                    (r.count(source) or 0, w.where(r, source))
                    for w in weeks.reports
                    for r in w.rows_of(weekly.id)
                    for source in sources
                ]
                added = sum(count for count, _ in cells)
                if added != stated:
                    yield Difference(
                        unit=standing.unit,
                        subject=indicator.name,
                        column=table.column(column).name,
                        stated=stated,
                        stated_at=report.where(row, column),
                        added=added,
                        added_at=tuple(where for count, where in cells if count),
                        periods=texts.plan.WEEKS_ADDED.format(count=len(weeks.reports)),
                    )


def shorter_periods(
    period: Period, standings: Sequence[Standing], history: History
) -> dict[str, Rolled]:
    """Return what each unit's half-year or year is made of, by unit code."""
    table = history.forms[period.kind].table_with(Rows.FLOWS)
    if not period.kind.gathers_months or table is None:
        return {}
    return {
        standing.unit.code: roll_up(
            history.office,
            table,
            parts_of(period, standing.unit, history.in_force),
            standing.unit,
            history.in_force,
        )
        for standing in standings
    }


def against_months(
    period: Period, standings: Sequence[Standing], history: History
) -> Iterator[Difference]:
    """Hold a half-year or annual report against what it is made of."""
    if not period.kind.gathers_months:
        return
    office, form = history.office, history.forms[period.kind]
    names = {indicator.code: indicator.name for indicator in office.indicators}
    for standing in standings:
        report = standing.in_force
        if report is None or not standing.reported:
            continue
        for table in form.tables:
            if table.rows not in (Rows.FLOWS, Rows.STOCKS):
                continue
            parts = parts_of(period, standing.unit, history.in_force)
            months = roll_up(office, table, parts, standing.unit, history.in_force)
            for row in report.rows_of(table.id) if months.complete else ():
                added_up = starting_values(table, months, row.key)
                for column in table.columns:
                    stated, added = row.count(column.id), added_up.get(column.id)
                    timed = column.type is ColumnType.COUNT and column.time
                    if timed and stated is not None and isinstance(added, int) and stated != added:
                        yield Difference(
                            unit=standing.unit,
                            subject=names.get(row.key, row.key),
                            column=column.name,
                            stated=stated,
                            stated_at=report.where(row, column.id),
                            added=added,
                            added_at=tuple(
                                month.where(there, column.id)
                                for month in months.reports
                                if (there := month.row(row.key)) and column.id in there.entries
                            ),
                            periods=texts.plan.parts_words(parts),
                        )
