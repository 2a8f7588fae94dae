"""How units do as grids: the ranking, each point with its evidence, who sends in time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from pipeline import texts
from pipeline.consolidate.grids.cells import cells, columns, phrase, widths
from pipeline.domain.figure import MERITS, FigureId
from pipeline.domain.grid import Bars, Grid, GridRow, Medium, Number, Phrase, Shape, Tone
from pipeline.domain.period import Period
from pipeline.domain.plan import Merit, Plan
from pipeline.domain.summary import Summary

_REPORTS = {  # kinds of points for reports
    "report_on_time": Tone.GOOD,
    "report_late": Tone.DOUBT,
    "report_missing": Tone.BAD,
}
_COUNTED = (*_REPORTS, "task_on_time", "task_overdue", "target_met", "target_missed")
_WORDS = ("unit", "standing", "kind", "evidence")


def units_grid(summary: Summary, plan: Plan) -> Grid:
    """List the units by rank: how they reported, carried out tasks and reached targets."""
    asked, kinds = {standing.unit.code for standing in summary.standings}, _counted(plan)
    return Grid(
        id="units",
        title=texts.plan.UNITS_TITLE,
        columns=columns(
            texts.headers.UNITS,
            paper=widths(rank=12, unit=84)
            | dict.fromkeys(kinds, 18.0)
            | widths(missed=14, score=34),
            words=_WORDS,
        ),
        rows=tuple(_unit_row(summary, merit, asked, kinds) for merit in plan.merits),
        empty=texts.tables.NONE,
        media=frozenset({Medium.PAPER}),
    )


def _counted(plan: Plan) -> list[str]:
    """Return what is counted of units: reports always, the rest where any unit has one."""
    found = {point.kind for merit in plan.merits for point in merit.points if point.evidence}
    return [kind for kind in _COUNTED if kind in _REPORTS or kind in found]


def _unit_row(
    summary: Summary, merit: Merit, asked: Collection[str], kinds: Sequence[str]
) -> GridRow:
    name, counts = merit.unit.name, _counts(merit)
    return GridRow(
        cells=cells(
            rank=merit.rank,
            unit=name if merit.unit.code in asked else texts.plan.UNIT_ENDED.format(unit=name),
            missed=merit.missed,
            score=_score(summary.period, merit),
            **{kind: counts.get(kind, 0) for kind in kinds},
        )
    )


def _counts(merit: Merit) -> dict[str, int]:
    return {point.kind: len(point.evidence) for point in merit.points}


def _score(period: Period, merit: Merit) -> Phrase:
    """Write points of those attainable, and their share: "320/340 (94,12%)"; none below zero."""
    total = Number(merit.total, figure=FigureId(period, MERITS, "", "total", merit.unit.code))
    said = phrase(total, "/", merit.attainable)
    if merit.total < 0:
        return said
    share = Fraction(merit.total, merit.attainable) if merit.attainable else None
    return phrase(said, " (", Number(share, Shape.RATE), ")")


def merits_grid(summary: Summary, plan: Plan) -> Grid:
    """List each unit's points with what they are for."""
    return Grid(
        id="merits",
        title=texts.tables.MERITS_TITLE,
        columns=columns(
            texts.headers.MERITS,
            book=widths(rank=7, unit=36, score=18, kind=32, times=8, each=9, points=9, missed=9)
            | widths(evidence=66),
            words=_WORDS,
        ),
        rows=tuple(
            GridRow(
                cells=cells(
                    rank=merit.rank,
                    unit=merit.unit.name,
                    score=_score(summary.period, merit),
                    kind=texts.plan.SCORE_KINDS[point.kind],
                    times=len(point.evidence),
                    each=phrase(Number(point.each, Shape.SIGNED)),
                    points=phrase(Number(point.total, Shape.SIGNED)),
                    missed=point.missed or None,
                    evidence=", ".join(point.evidence),
                )
            )
            for merit in plan.merits
            for point in merit.points
            if point.evidence
        ),
        empty=texts.tables.NONE,
        media=frozenset({Medium.BOOK}),
    )


def punctuality_grid(plan: Plan) -> Grid:
    """Count each unit's reports of the span: in time, late, missing; drawn as bars."""
    return Grid(
        id="chart_punctuality",
        title=texts.tables.PUNCTUALITY_CHART,
        columns=columns(
            texts.headers.PUNCTUALITY_BARS,
            book=widths(unit=44, report_on_time=14, report_late=14, report_missing=14),
            words=_WORDS,
        ),
        rows=tuple(
            GridRow(
                cells=cells(
                    unit=merit.unit.short_name,
                    **{kind: _counts(merit).get(kind, 0) for kind in _REPORTS},
                )
            )
            for merit in plan.merits
        ),
        bars=(
            Bars(
                texts.tables.PUNCTUALITY_CHART,
                stacked=True,
                tones=tuple(_REPORTS.values()),
                names=tuple(texts.plan.SCORE_KINDS[kind] for kind in _REPORTS),
            ),
        ),
        media=frozenset({Medium.BOOK}),
    )
