"""A report that was issued: sealed with its number, its date and every figure it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.domain.figure import LineKind, Summary
from pipeline.domain.form import ColumnType
from pipeline.domain.period import Period

Figures = Mapping[tuple[str, str, str], int | None]  # by table, line and column id


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issued report."""

    period: Period
    number: str  # as signed: "05"
    signed_on: date
    by: str
    issued_at: datetime
    figures: Figures
    files: Mapping[str, str]  # name → hash; the bytes are in the archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A figure of an issued report that is another now."""

    table: str
    line: str  # as people know it: a service, an indicator; "" for all
    column: str  # id
    label: str  # the column as people know it: "Số hồ sơ tiếp nhận: tổng số"
    old: int | None
    new: int | None


APPENDIX, COMPARISON, CUMULATIVE = "appendix", "comparison", "cumulative"
INDICATORS = "indicators"


def figures_of(summary: Summary) -> dict[tuple[str, str, str], int | None]:
    """Return every count a report states, under names that stay."""
    shown = [
        column.id
        for column in summary.table.columns
        if column.type is ColumnType.COUNT and not column.only_form
    ]
    figures: dict[tuple[str, str, str], int | None] = {}
    for line in summary.lines:
        if line.kind is not LineKind.SECTOR:
            for column in shown:
                code = line.service.code if line.service else ""
                figures[APPENDIX, code, column] = line.values.get(column)
    if summary.comparison:
        for column, value in summary.comparison.before.items():
            figures[COMPARISON, "", column] = value
    for column, value in summary.cumulative.values.items():
        figures[CUMULATIVE, "", column] = value
    for indicator in summary.plan.sums if summary.plan else ():
        for column, count in indicator.values.items():
            figures[INDICATORS, indicator.indicator.code, column] = count
    return figures


def corrections(issue: Issue, summary: Summary) -> tuple[Correction, ...]:
    """Return every figure of an issued report that the same period would state otherwise now."""
    now = figures_of(summary)
    keys = [key for key in issue.figures if issue.figures[key] != now.get(key)]
    office = summary.office
    names = {"": summary.total.label}
    names |= {service.code: service.name for service in office.services}
    names |= {indicator.code: indicator.name for indicator in office.indicators}
    return tuple(
        Correction(
            table=table,
            line="" if table in (COMPARISON, CUMULATIVE) else names.get(line, line),
            column=column,
            label=_label(summary, table, column),
            old=issue.figures[table, line, column],
            new=now.get((table, line, column)),
        )
        for table, line, column in keys
    )


def _label(summary: Summary, table: str, column: str) -> str:
    """Return a column's name as people know it."""
    tables = summary.form.tables if table == INDICATORS else (summary.table,)
    for one in tables:
        for declared in one.columns:
            if declared.id == column:
                return declared.name
    return column
