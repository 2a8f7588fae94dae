"""What the figures of an indicator are in the cells of a row."""

from __future__ import annotations

from fractions import Fraction

from pipeline import texts
from pipeline.consolidate.grids.cells import CARRIED, KEPT, NOT_REPORTED
from pipeline.domain.figure import BY_UNIT, INDICATORS, FigureId
from pipeline.domain.grid import Cell, Number, Ratio, State, SumOfColumns, SumWhere, Tone, Words
from pipeline.domain.office import Indicator
from pipeline.domain.period import Period
from pipeline.domain.plan import IndicatorLine, Plan
from pipeline.domain.shape import Shape

COUNTED = ("opening", "flow", "closing", "flow_of", "closing_of")
_FIGURES = (*COUNTED, "reported", "whole", "rate", "cumulative")  # columns a state stands over


def counts_of(period: Period, line: IndicatorLine) -> dict[str, Cell]:
    """Return an indicator's counts and its rate; what is not asked of it has no cell."""
    indicator = line.indicator
    found: dict[str, Cell] = {
        column: count_of(period, line, column)
        for column in COUNTED
        if line.values.get(column) is not None or _is_asked(indicator, column)
    }
    if line.ratio:
        part, whole = line.ratio
        shown = "flow" if indicator.adds_up else "closing"
        formula = Ratio(SumOfColumns((shown,)), SumOfColumns((f"{shown}_of",)))
        found["rate"] = Number(share(part, whole), Shape.RATE, formula=formula)
    return found


def _is_asked(indicator: Indicator, column: str) -> bool:
    timed = indicator.adds_up or column.startswith("closing")
    return timed and bool(indicator.whole or not column.endswith("_of"))


def count_of(period: Period, line: IndicatorLine, column: str) -> Number:
    """Return one count of a unit, or of all of them as the sum over their rows."""
    code, value = line.indicator.code, line.values.get(column)
    if line.unit:
        return Number(value, figure=FigureId(period, BY_UNIT, code, column, line.unit.code))
    id = FigureId(period, INDICATORS, code, column)
    of_units = SumWhere("indicator_units", column, like=(("code", "code"),))
    added = value is not None and not line.indicator.derived
    return Number(value, figure=id, formula=of_units if added else None)


def share(part: int, whole: int) -> Fraction | None:
    """Return a rate; None over nothing."""
    return Fraction(part, whole) if whole else None


def state_of(line: IndicatorLine) -> State | None:
    """Say over its figures that nothing was reported, where nothing was."""
    return None if line.reported else State(NOT_REPORTED.text, _FIGURES, Tone.BAD)


def verdict(line: IndicatorLine) -> Tone:
    """Return the tone of a target reached or not; none before it is judged."""
    if line.met is None:
        return Tone.PLAIN
    return Tone.GOOD if line.met else Tone.DOUBT


def marked(said: str, line: IndicatorLine) -> str:
    """Mark what holds an earlier period's figures: for this period's, or for what was before it."""
    return said + "".join(mark.text for mark in marks_of(line))


def marks_of(line: IndicatorLine) -> tuple[Words, ...]:
    """Return the marks of a line that holds an earlier period's figures."""
    marks = ((CARRIED, line.carried), (KEPT, line.kept))
    return tuple(mark for mark, holds in marks if holds)


def marks_told(plan: Plan) -> tuple[str, ...]:
    """Say what the marks on indicators mean, of those there are."""
    notes = (
        (texts.document.CARRIED_NOTE, any(line.carried for line in plan.sums)),
        (texts.document.KEPT_NOTE, any(line.kept for line in plan.sums)),
    )
    return tuple(note for note, holds in notes if holds)
