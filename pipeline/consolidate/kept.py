"""What stays counted of units that say nothing of a period: what they reported before.

A cumulative count is not undone because a report is missing, nor because a unit ended: its last one
is counted on, is the least there can be, and is marked. What came in the period stays unknown; of a
unit that ended it is what its months in that period add up to, where all of them are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.consolidate.history import History
from pipeline.consolidate.rollup import Span, add_up, count_in, gather, parts_of, starting_values
from pipeline.domain.figure import BY_UNIT, FigureId
from pipeline.domain.form import Table, Time
from pipeline.domain.office import Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.plan import IndicatorLine, Kept
from pipeline.domain.submission import Row, Submission
from pipeline.domain.sums import added

ENDS = {"opening": "closing", "closing": "closing", "opening_of": "closing_of"} | {
    "closing_of": "closing_of"  # what a count is where its unit's last report closes
}


@dataclass(frozen=True, slots=True)
class Last:
    """The newest answer of a unit on an indicator."""

    period: Period
    report: Submission
    row: Row


def last_answers(history: History, period: Period, unit: Unit, code: str) -> tuple[Last, ...]:
    """Return what was last said by a period: by a unit, and by those it took over since then."""
    office, reports = history.register.as_of(period), history.up_to(period, unit.code)
    begun = office.restarts.get(code, date.min)
    said = (Last(p, one, row) for p, one in reports if (row := one.row(code)))
    own = next((last for last in said if history.last_day(last.period) >= begun), None)
    since = history.last_day(own.period) if own else begun
    found = [own] if own else []
    for one in office.units:
        until, end = one.validity.until, unit.validity.until or date.max
        joined = one.successor == unit.code and until is not None and since <= until < end
        if joined and until and until < history.last_day(period):
            found += last_answers(history, period, one, code)
    return tuple(found)


def closing_of(answers: Sequence[Last]) -> dict[str, int | None]:
    """Return the counts in which they end, by column."""
    return {column: added(last.row.count(end) for last in answers) for column, end in ENDS.items()}


def kept_line(line: IndicatorLine, answers: Sequence[Last], *, ended: bool) -> IndicatorLine:
    """Return a unit's line with its last known cumulative, or as it is where there is none."""
    assert line.unit
    code, ends = line.indicator.code, closing_of(answers)
    kept = Kept(line.unit, tuple(sorted({last.period for last in answers})))
    if ends["closing"] is None:
        return replace(line, ended=(kept,)) if ended else line
    return replace(
        line,
        values={**line.values, **ends},
        silent=() if ended else (kept,),
        ended=(kept,) if ended else (),
        row=answers[0].row,
        submission=answers[0].report,
        taken_from={
            column: tuple(
                FigureId(last.period, BY_UNIT, code, end, last.report.unit or "")
                for last in answers
            )
            for column, end in ENDS.items()
        },
    )


def owed_by(history: History, period: Period, unit: Unit) -> tuple[Period, ...]:
    """Return what a unit that ended owed of the reports a half-year or year is made of."""
    return tuple(
        one
        for one in parts_of(period, unit, history.in_force)
        if PeriodKind.MONTH in unit.reports and unit.validity.covers(history.last_day(one))
    )


def span_of(history: History, period: Period, unit: Unit) -> Span:
    """Find the reports of a unit that ended on the way through a period."""
    return gather(history.register, owed_by(history, period, unit), unit, history.in_force)


def with_months(line: IndicatorLine, span: Span, table: Table) -> IndicatorLine:
    """Return an ended unit's line with what its months add up to, where all of them are there."""
    rolled = add_up(table, span)
    code, known = line.indicator.code, rolled.values.get(line.indicator.code)
    if not span.complete or not known:
        return line
    sums = starting_values(table, rolled, code)
    return replace(
        line,
        values={column: count_in(sums, column) for column in line.values},
        present=line.expected,
        taken_from={
            column: tuple(_answered(span, code, column))
            for column in line.values
            if column in known and known[column] == sums.get(column)
        },
    )


def _answered(span: Span, code: str, column: str) -> Iterator[FigureId]:
    """Yield the answers that make a span's count."""
    periods = span.taken_from(Time(column.removesuffix("_of")))
    for one in span.reports:
        if one.period in periods and one.period and one.unit and one.row(code):
            yield FigureId(one.period, BY_UNIT, code, column, one.unit)
