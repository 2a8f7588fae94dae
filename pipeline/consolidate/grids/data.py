"""The data documents are made of: each answered count with its file, sheet and cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline import texts
from pipeline.consolidate.grids.cells import columns, widths
from pipeline.domain.figure import APPENDIX, BY_UNIT, UNITS, FigureId
from pipeline.domain.form import Column, ColumnType, Rows, Table
from pipeline.domain.grid import (
    PART,
    Cell,
    Grid,
    GridRow,
    Medium,
    Number,
    Stretches,
    Words,
)
from pipeline.domain.office import Office
from pipeline.domain.shape import Shape
from pipeline.domain.submission import Entry, Row, Submission
from pipeline.domain.summary import Summary

MOST_LINES = 1_000_000  # of a sheet; Excel has 1,048,576
_ROOM = widths(period=10, unit=11, unit_name=26, number=8, service=9, service_name=44) | widths(
    column=20, column_name=36, value=9, raw=14, file=40, sheet=14, cell=7
)


def data_grid(summary: Summary) -> Grid:
    """List every count of a week; of a longer period its own answers, then those of its weeks."""
    plan = summary.plan
    labels = texts.headers.DATA | (texts.headers.PLAN_DATA if plan else {})
    return Grid(
        id="data",
        title="",
        columns=columns(labels, book=_ROOM),
        rows=Stretches(one.stretch for one in (_on_plan if plan else _of_week)(summary)),
        empty=texts.tables.NONE,
        media=frozenset({Medium.BOOK}),
    )


def in_parts(data: Grid) -> tuple[Grid, ...]:
    """Divide the data where a sheet has no room for all of them."""
    if len(data.rows) <= MOST_LINES:
        return (data,)
    starts = range(0, len(data.rows), MOST_LINES)
    return tuple(
        replace(
            data,
            id=data.id if number == 1 else f"{data.id}{PART}{number}",
            rows=data.rows[start : start + MOST_LINES],
        )
        for number, start in enumerate(starts, start=1)
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """What a row of a report is about."""

    number: Cell
    name: Words


@dataclass(frozen=True, slots=True)
class _Asked:
    """A column of a report, as the data call it."""

    column: Column
    id: Words
    name: Words


@dataclass(frozen=True, slots=True)
class _Answers:
    """A row of a report, and which of its columns stand in the data."""

    summary: Summary
    report: Submission
    row: Row
    asked: Sequence[_Asked]  # those that are answered
    named: _Named

    @property
    def stretch(self) -> tuple[int, Callable[[], Sequence[GridRow]]]:
        """How many rows of the data there are, and what makes them."""
        return len(self.asked), self.rows

    def rows(self) -> Sequence[GridRow]:
        """Return a row of the data for each answer, with its cell."""
        report, row = self.report, self.row
        unit = self.summary.office.unit(report.unit or "")
        assert unit and report.period
        whose = {
            "period": _words(str(report.period)),
            "unit": _words(unit.code),
            "unit_name": _words(unit.name),
            "number": self.named.number,
            "service": _words(row.key),
            "service_name": self.named.name,
        }
        where = {
            "file": _words(report.file),
            "sheet": _words(report.sheets.get(row.table, "")),
        }
        return [
            GridRow(
                cells={
                    **whose,
                    "column": one.id,
                    "column_name": one.name,
                    "value": _value(self.summary, report, row, one.column, entry),
                    "raw": _words(entry.raw),
                    "cell": _words(entry.cell),
                    **where,
                }
            )
            for one in self.asked
            for entry in (row.entries[one.column.id],)
        ]


def _of_week(summary: Summary) -> Iterator[_Answers]:
    counted = _counts(summary.table)
    for line in (own for service in summary.lines for own in service.own):
        row, service, report = line.row, line.service, line.submission
        if row and service and report and line.unit:
            named = _Named(Number(service.number, Shape.ORDINAL), _words(service.name))
            yield from _answers(summary, report, row, counted, named)


def _on_plan(summary: Summary) -> Iterator[_Answers]:
    assert summary.plan
    for table in summary.form.tables:
        asked, names = _taken(table), _names(summary.office, table)
        for standing in summary.standings:
            report = standing.in_force
            for row in report.rows_of(table.id) if report else ():
                if report and row.key in names:
                    yield from _answers(summary, report, row, asked, names[row.key])
    for line in summary.plan.indicators:  # what units that say nothing reported before
        if line.unit and line.kept and line.row and line.submission:
            table = summary.form.table_of(line.row.table)
            named = _called(line.indicator.number, line.indicator.title)
            yield from _answers(summary, line.submission, line.row, _counts(table), named)
    weekly, counted = summary.table, _counts(summary.table)
    names = _names(summary.office, weekly)
    for report in summary.plan.week_reports:
        for row in report.rows_of(weekly.id):
            if row.key in names:
                yield from _answers(summary, report, row, counted, names[row.key])


def _counts(table: Table) -> list[_Asked]:
    return [_asked(column) for column in table.columns if column.type is ColumnType.COUNT]


def _taken(table: Table) -> list[_Asked]:
    """Return what a table's figures are taken from: its counts, of tasks how they stand too."""
    if table.rows is not Rows.TASKS:
        return _counts(table)
    return [
        _asked(column)
        for column in table.columns
        if column.means or column.type is ColumnType.COUNT
    ]


def _asked(column: Column) -> _Asked:
    return _Asked(column, _words(column.id), _words(column.name))


def _names(office: Office, table: Table) -> Mapping[str, _Named]:
    match table.rows:
        case Rows.SERVICES:
            return {
                s.code: _Named(Number(s.number, Shape.ORDINAL), _words(s.name))
                for s in office.services
            }
        case Rows.TASKS:
            return {task.code: _called(task.number, task.title) for task in office.tasks}
    return {one.code: _called(one.number, one.title) for one in office.indicators}


def _called(number: str, title: str) -> _Named:
    return _Named(_words(number), _words(title))


@lru_cache(maxsize=4096)  # most stand in many rows
def _words(text: str) -> Words:
    return Words(text)


def _answers(
    summary: Summary, report: Submission, row: Row, asked: Sequence[_Asked], named: _Named
) -> Iterator[_Answers]:
    """Yield what a row answers, if it answers anything and it is known whose it is."""
    if report.period and summary.office.unit(report.unit or ""):
        entries = row.entries
        answered = [
            one
            for one in asked
            if (entry := entries.get(one.column.id)) and entry.value not in (None, "")
        ]
        if answered:
            shared = asked if len(answered) == len(asked) else answered
            yield _Answers(summary, report, row, shared, named)


def _value(summary: Summary, report: Submission, row: Row, column: Column, entry: Entry) -> Cell:
    """Write an answer: a count as the figure it is, where the period states it."""
    if not isinstance(entry.value, int):
        return _words(str(entry.value))
    mark = texts.numbers.PHONED if (row.key, column.id) in report.amended else ""
    assert report.period
    unit = report.unit or ""
    for table, scope in ((APPENDIX, ""), (UNITS, unit), (BY_UNIT, unit)):
        id = FigureId(report.period, table, row.key, column.id, scope)
        known = summary.figures.get(id)
        if known and known.value == entry.value and not known.made_of:
            return Number(entry.value, figure=id, mark=mark)
    return Number(entry.value, mark=mark)
