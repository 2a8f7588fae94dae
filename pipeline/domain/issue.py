"""A report that was issued: sealed with its number, its date and every figure it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from pipeline.domain.figure import (
    APPENDIX,
    BY_UNIT,
    COMPARISON,
    CUMULATIVE,
    INDICATORS,
    MERITS,
    SEALED,
    SECTORS,
    STANDINGS,
    FigureId,
)
from pipeline.domain.period import Period

if TYPE_CHECKING:
    from pipeline.domain.summary import Summary

Figures = Mapping[tuple[str, str, str], int | None]  # by table, line and column id


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction of an issued report: a document of its own."""

    number: str  # "" of one that was written before corrections had their own
    signed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issued report, as last corrected."""

    id: int  # as listed; 0 until it is written down
    period: Period
    number: str  # as signed: "05"
    signed_on: date
    by: str
    issued_at: datetime
    figures: Figures
    inputs: Mapping[str, str]  # hash → name of each returned file it rests on
    files: Mapping[str, str]  # name → hash of its own; the bytes of both are in the archive
    # Name → hash of what its file is drawn from again; "" of one that was sealed as edited by hand.
    kept: Mapping[str, str] = field(default_factory=dict)
    corrected: tuple[Corrected, ...] = ()

    @property
    def numbers(self) -> tuple[tuple[str, date], ...]:
        """Every number it and its corrections have, each with its day."""
        own = ((one.number, one.signed_on) for one in self.corrected if one.number)
        return ((self.number, self.signed_on), *own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A figure of a report that is another now."""

    figure: FigureId
    table: str
    line: str  # as people know it: a service, an indicator; "" for all
    column: str  # id
    label: str  # the column as people know it: "Số hồ sơ tiếp nhận: tổng số"
    measure: str  # "hồ sơ"; "" where units are counted
    old: int | None
    new: int | None
    was_reported: bool  # whether anything was known of its line; else nobody had reported it
    is_reported: bool


def figures_of(summary: Summary) -> dict[tuple[str, str, str], int | None]:
    """Return every count a report is sealed with, under names that stay."""
    return {id.key: one.value for id, one in summary.figures.items() if id.table in SEALED}


def corrections(stated: Figures, summary: Summary) -> tuple[Correction, ...]:
    """Return every figure stated that the same period would state otherwise now."""
    now, tables = figures_of(summary), {table for table, _, _ in stated}
    before, after = reported_lines(stated), reported_lines(now)
    every = dict.fromkeys((*stated, *(key for key in now if key[0] in tables)))
    return tuple(
        Correction(
            figure=FigureId.of(summary.period, key),
            table=key[0],
            line=_line(summary, key[0], key[1]),
            column=key[2],
            label=_label(summary, key[0], key[2]),
            measure=_measure(summary, key),
            old=stated.get(key),
            new=now.get(key),
            was_reported=key[:2] in before,
            is_reported=key[:2] in after,
        )
        for key in every
        if stated.get(key) != now.get(key)
    )


def to_correct(issue: Issue, summary: Summary) -> tuple[Correction, ...]:
    """Return what an issued report would state otherwise now; points are of the house alone."""
    return tuple(one for one in corrections(issue.figures, summary) if one.table != MERITS)


def reported_lines(figures: Figures) -> set[tuple[str, str]]:
    """Return the lines, by table, of which any figure is known."""
    return {(table, line) for (table, line, _), value in figures.items() if value is not None}


def _line(summary: Summary, table: str, line: str) -> str:
    """Return a line's name as people know it."""
    if table in (COMPARISON, CUMULATIVE, STANDINGS):
        return ""
    if table == SECTORS:
        return line
    office = summary.office
    names = {"": summary.total.label}
    names |= {unit.code: unit.name for unit in office.units}
    names |= {service.code: service.name for service in office.services}
    names |= {indicator.code: indicator.name for indicator in office.indicators}
    names |= {task.code: f"{task.number}. {task.name}" for task in office.tasks}
    subject, _, unit = line.partition(" ")
    said = names.get(subject, subject)
    return f"{said} ({names.get(unit, unit)})" if unit else said


def _label(summary: Summary, table: str, column: str) -> str:
    """Return a column's name as people know it."""
    tables = summary.form.tables if table in (INDICATORS, BY_UNIT) else (summary.table,)
    for one in tables:
        for declared in one.columns:
            if declared.id == column:
                return declared.name
    return column


def _measure(summary: Summary, key: tuple[str, str, str]) -> str:
    """Return what a figure counts, as it is declared."""
    table, line, column = key
    if table in (INDICATORS, BY_UNIT):
        code = line.partition(" ")[0]
        return next((one.measure for one in summary.office.indicators if one.code == code), "")
    columns = {one.id: one for one in summary.table.columns}
    counted = columns.get(column)
    if table not in (APPENDIX, SECTORS, COMPARISON, CUMULATIVE) or counted is None:
        return ""
    return counted.measure or next((columns[part].measure for part in counted.parts), "")
