"""What changed since the period before, unit by unit: only units of which both are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.consolidate.facts import Facts
from pipeline.domain.figure import BEFORE, BY_UNIT, Figure, FigureId, Figures
from pipeline.domain.form import Rows
from pipeline.domain.period import Period
from pipeline.domain.plan import IndicatorLine, Move, Moved
from pipeline.domain.sums import added


def moves(period: Period, indicators: Sequence[IndicatorLine], facts: Facts) -> Iterator[Move]:
    """Yield how what came in a period differs from what came in the one before.

    Told are the counts the weekly reports hold as well, of which the whole says most, and those
    that have a target.
    """
    last, register = period.previous, facts.history.register
    table = facts.history.forms[period.kind].table_with(Rows.FLOWS)
    before = facts.counts(table, (last,)).own.cells() if table else {}
    office, day = register.as_of(period), facts.history.last_day(last)
    today = facts.history.last_day(period)
    for line in indicators:
        indicator = line.indicator
        told = indicator.weekly or indicator.goal is not None
        if line.unit or not (told and indicator.adds_up) or indicator.derived:
            continue
        column, units = "flow_of" if indicator.weekly_whole else "flow", []
        for own in indicators:
            now = own.values.get(column) if own.indicator is indicator and own.present else None
            if own.unit is None or now is None:
                continue
            lineage = office.lineage(own.unit, day, today) or (own.unit,)
            codes = tuple(one.code for one in lineage)
            then = added(before.get((code, indicator.code), {}).get(column) for code in codes)
            if then is not None:
                units.append(Moved(unit=own.unit, now=now, before=then, of=codes))
        yield Move(
            indicator=indicator,
            column=column,
            since=last,
            units=tuple(units),
            expected=line.expected,
        )


def figures_of_moves(period: Period, found: Sequence[Move]) -> Figures:
    """Return what came in the period before, of each unit that is compared."""
    figures = [
        Figure(
            id=before_of(period, move, one),
            value=one.before,
            present=(one.unit.code,),
            expected=(one.unit.code,),
            made_of=tuple(
                FigureId(move.since, BY_UNIT, move.indicator.code, move.column, code)
                for code in one.of
            ),
        )
        for move in found
        for one in move.units
    ]
    figures += (
        Figure(
            id=compared_of(period, move),
            value=sum(one.before for one in move.units),
            present=tuple(one.unit.code for one in move.units),
            expected=move.expected,
            made_of=tuple(before_of(period, move, one) for one in move.units),
        )
        for move in found
    )
    return {figure.id: figure for figure in figures}


def compared_of(period: Period, move: Move) -> FigureId:
    """Name what came in the period before of all units that are compared."""
    return FigureId(period, BEFORE, move.indicator.code, f"{move.column}_compared")


def before_of(period: Period, move: Move, one: Moved) -> FigureId:
    """Name what came of a unit in the period before."""
    return FigureId(period, BEFORE, move.indicator.code, move.column, one.unit.code)
