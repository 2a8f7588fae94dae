"""Which printed numbers are a unit's own and were told by telephone: these are marked."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.consolidate.facts import Facts
from pipeline.domain.decision import Decision, DecisionKind
from pipeline.domain.figure import FigureId, Figures

Cells = Mapping[tuple[str, str | None, str | None], Decision]  # by file's hash, sheet and cell


def amended_figures(facts: Facts, figures: Figures) -> dict[FigureId, Decision]:
    """Return the figures that are a unit's own answer and stand otherwise in its file."""
    cells = told_cells(facts)
    found: dict[FigureId, Decision] = {}
    for id, figure in figures.items() if cells else ():
        if figure.made_of:
            continue
        if (answer := facts.answer(id)) is not None:
            _, where, sha256 = answer
        elif len(figure.evidence) == 1 and figure.evidence[0].where:
            where, sha256 = figure.evidence[0].where, figure.evidence[0].sha256
        else:
            continue
        if decision := cells.get((sha256, where.sheet, where.cell)):
            found[id] = decision
    return found


def told_cells(facts: Facts) -> Cells:
    """Return every cell of a report in force of which something else was told."""
    history = facts.history
    told = {(d.period, d.unit) for d in history.decisions.holding if d.kind is DecisionKind.AMENDED}
    return {
        (report.sha256, where.sheet, where.cell): decision
        for period, unit in told
        if period and (report := history.in_force(period, unit))
        for row in report.rows
        for column in row.entries
        if (decision := report.amended.get((row.key, column)))
        for where in (report.where(row, column),)
    }
