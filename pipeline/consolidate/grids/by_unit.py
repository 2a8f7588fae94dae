"""The indicators that several units report, by unit as a grid: units down, indicators across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import texts
from pipeline.consolidate.grids.cells import CARRIED, NOT_REPORTED, cells, phrase
from pipeline.consolidate.grids.measured import count_of
from pipeline.domain.grid import Cell, Grid, GridColumn, GridRow, Medium, Number, State, Tone
from pipeline.domain.office import Indicator
from pipeline.domain.period import Period
from pipeline.domain.plan import IndicatorLine, Plan
from pipeline.domain.shape import Shape
from pipeline.domain.summary import Summary

_FEWEST = 8  # letters, for which a column has room at least
_PAGE, _TT, _NAME = 252.0, 9.0, 30.0  # shares of a page: indicators share what is left


def by_unit_grids(summary: Summary, plan: Plan) -> Iterator[Grid]:
    """Yield the units beside each other, where several are asked for the same."""
    if not plan.shared:
        return
    carried = any(line.carried for line in plan.shared)
    rows = tuple(_down(summary, plan.shared))
    silent = all(row.state for row in rows)
    indicators = {one.indicator.code: one.indicator for one in plan.shared}
    yield Grid(
        id="by_unit",
        title=texts.plan.BY_UNIT_TITLE,
        columns=_across([*indicators.values()], rows),
        rows=() if silent else rows,
        empty=texts.plan.BY_UNIT_NOBODY,
        notes=(texts.plan.BY_UNIT_NOTE, *([texts.document.CARRIED_NOTE] if carried else [])),
        media=frozenset({Medium.PAPER}),
    )


def _across(indicators: Sequence[Indicator], rows: Sequence[GridRow]) -> tuple[GridColumn, ...]:
    """Share the page out by the longest figure of each column: none is broken at its end."""
    letters = {one.code: max(_FEWEST, _longest(one.code, rows)) for one in indicators}
    room = (_PAGE - _TT - _NAME) / sum(letters.values())
    return (
        GridColumn(id="number", label=texts.document.TT, room=_TT),
        GridColumn(id="unit", label=texts.tables.UNIT, room=_NAME, words=True),
        *(
            GridColumn(id=one.code, label=one.heading, room=room * letters[one.code])
            for one in indicators
        ),
    )


def _longest(column: str, rows: Sequence[GridRow]) -> int:
    """Count the letters of what may not be broken in a column."""
    said = (texts.tables.cell_words(row.cells.get(column)) for row in rows)
    return max((len(part) for words in said for part in words.split()), default=0)


def _down(summary: Summary, lines: Sequence[IndicatorLine]) -> Iterator[GridRow]:
    own: dict[str, dict[str, Cell]] = {}
    for line in lines:
        if line.unit:
            own.setdefault(line.unit.code, {})[line.indicator.code] = _short(summary.period, line)
    units = [unit for unit in summary.office.units if unit.code in own]
    codes = tuple(dict.fromkeys(line.indicator.code for line in lines))
    silent = State(NOT_REPORTED.text, codes, Tone.BAD)
    for number, unit in enumerate(units, start=1):
        named = cells(number=Number(number, Shape.ORDINAL), unit=unit.short_name)
        nothing = all(cell == NOT_REPORTED for cell in own[unit.code].values())
        yield GridRow(cells=named | own[unit.code], state=silent if nothing else None)


def _short(period: Period, line: IndicatorLine) -> Cell:
    """Say a unit's figure in a narrow cell: of the window for a flow, else of its last day."""
    if not line.reported or (line.kept and not line.present):
        return NOT_REPORTED
    shown = "flow" if line.indicator.adds_up else "closing"
    said: list[Cell | str] = [count_of(period, line, shown)]
    if line.ratio and not any(line.ratio):
        return Number(None)  # 0/0 is no share of anything
    if line.ratio:
        said += ["/", count_of(period, line, f"{shown}_of")]
    if line.carried:
        said.append(CARRIED)
    return phrase(*said)
