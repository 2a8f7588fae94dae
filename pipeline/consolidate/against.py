"""Longer periods are held against the shorter ones they are made of; every difference is listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline import texts
from pipeline.consolidate.evidence import cell_of
from pipeline.consolidate.history import History
from pipeline.consolidate.kept import owed_by, span_of
from pipeline.consolidate.rollup import Span, add_up, gather, parts_of, starting_values
from pipeline.domain.figure import AGAINST, BY_UNIT, Evidence, FigureId
from pipeline.domain.form import Column, ColumnType, Rows
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.plan import Difference
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Row, Submission
from pipeline.domain.sums import added


def against_weeks(
    period: Period, standings: Sequence[Standing], spans: Mapping[str, Span], history: History
) -> Iterator[Difference]:
    """Hold what a unit states for the period against its weekly reports added up."""
    table = history.forms[period.kind].table_with(Rows.FLOWS)
    for standing in standings:
        weeks, report = spans.get(standing.unit.code), standing.in_force
        if not (table and report and standing.reported and weeks and weeks.complete):
            continue
        for indicator in history.register.as_of(period).indicators:
            row = report.row(indicator.code)
            for column, sources in (
                ("flow", indicator.weekly),
                ("flow_of", indicator.weekly_whole),
            ):
                stated = row.count(column) if row else None
                counted = _counted(weeks, history, sources)
                sum_of_weeks = added(count for count, _ in counted)
                answer = FigureId(period, BY_UNIT, indicator.code, column, standing.unit.code)
                if row is None or stated is None or sum_of_weeks is None or sum_of_weeks == stated:
                    continue
                yield Difference(
                    unit=standing.unit,
                    subject=indicator.name,
                    column=table.column(column).name,
                    stated=stated,
                    stated_at=report.where(row, column),
                    added=sum_of_weeks,
                    parts=tuple(one for count, one in counted if count and one.where),
                    answer=answer,
                    against=_against(answer, "weeks"),
                    periods=texts.plan.WEEKS_ADDED.format(
                        count=texts.numbers.counted(len(weeks.reports))
                    ),
                )


def _counted(
    weeks: Span, history: History, columns: Sequence[str]
) -> list[tuple[int | None, Evidence]]:
    """Return what a unit's weeks count in some columns, with the cells."""
    table = history.forms[PeriodKind.WEEK].table
    return [
        (row.count(column), _cell(week, row, table.column(column)))
        for week in weeks.reports
        for row in week.rows_of(table.id)
        for column in columns
    ]


def parts_of_units(
    period: Period, standings: Sequence[Standing], history: History
) -> dict[str, Span]:
    """Find the reports each unit's half-year or year is made of, by unit code.

    Those of a unit that ended on the way, and left nobody to go on from it, are there as well.
    """
    if not period.kind.gathers_months:
        return {}
    register, in_force = history.register, history.in_force
    units = [standing.unit for standing in standings]
    gone = register.as_of(period).ended(history.last_day(period))
    return {
        **{u.code: gather(register, parts_of(period, u, in_force), u, in_force) for u in units},
        **{u.code: span_of(history, period, u) for u in gone if owed_by(history, period, u)},
    }


def against_parts(
    period: Period, standings: Sequence[Standing], spans: Mapping[str, Span], history: History
) -> Iterator[Difference]:
    """Hold a half-year or annual report against what it is made of."""
    indicators = history.register.as_of(period).indicators
    names = {indicator.code: indicator.name for indicator in indicators}
    for standing in standings:
        span, report = spans.get(standing.unit.code), standing.in_force
        if not (report and standing.reported and span and span.complete):
            continue
        for table in history.forms[period.kind].tables:
            if table.rows not in (Rows.FLOWS, Rows.STOCKS):
                continue
            parts = add_up(table, span)
            for row in report.rows_of(table.id):
                added_up = starting_values(table, parts, row.key)
                for column in table.columns:
                    stated, sum_of_parts = row.count(column.id), added_up.get(column.id)
                    timed = column.type is ColumnType.COUNT and column.time
                    if not timed or stated is None or not isinstance(sum_of_parts, int):
                        continue
                    if stated != sum_of_parts:
                        yield Difference(
                            unit=standing.unit,
                            subject=names.get(row.key, row.key),
                            column=column.name,
                            stated=stated,
                            stated_at=report.where(row, column.id),
                            added=sum_of_parts,
                            parts=_parts(span, row.key, column, sum_of_parts),
                            answer=(
                                answer := FigureId(
                                    period, BY_UNIT, row.key, column.id, standing.unit.code
                                )
                            ),
                            against=_against(answer, "parts"),
                            periods=texts.plan.parts_words(span.periods),
                        )


def _parts(span: Span, key: str, column: Column, sum_of_parts: int) -> tuple[Evidence, ...]:
    """Name the cells a span's count is made of; an opening may have been restated on the way."""
    taken = span.taken_from(column.time) if column.time else ()
    cells = tuple(
        _cell(part, there, column)
        for part in span.reports
        if part.period in taken and (there := part.row(key)) and column.id in there.entries
    )
    restated = sum_of_parts - sum(one.count for one in cells)
    return (*cells, Evidence(texts.trace.RESTATED, count=restated)) if restated else cells


def _cell(report: Submission, row: Row, column: Column) -> Evidence:
    """Name a count of a report with its cell."""
    where, sha256 = cell_of(report, row, column.id)
    period = texts.numbers.period_brief(report.period) if report.period else ""
    said = texts.trace.COUNT_OF.format(period=period, item=row.key, column=column.name)
    return Evidence(said, report.unit or "", where, sha256, row.count(column.id) or 0)


def _against(answer: FigureId, parts: str) -> FigureId:
    """Name what shorter periods add up to, where a unit answers otherwise."""
    return replace(answer, table=AGAINST, column=f"{answer.column}_{parts}")
