"""How units do as grids: the ranking, each point with its evidence, who sends in time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from pipeline import texts
from pipeline.consolidate.grids.cells import cells, columns, phrase, widths
from pipeline.consolidate.points import each_of, points_of, total_of
from pipeline.domain.grid import (
    Bars,
    Cell,
    Grid,
    GridRow,
    Kind,
    Medium,
    Number,
    Phrase,
    Tone,
    Words,
)
from pipeline.domain.numeral import Share, Sum
from pipeline.domain.period import Period
from pipeline.domain.plan import Merit, Plan, Point
from pipeline.domain.shape import Shape
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
        notes=(
            texts.plan.UNITS_NOTE,
            *(note for merit in plan.merits for note in _answers(summary, merit)),
        ),
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
    name, code, period = merit.unit.name, merit.unit.code, summary.period
    times = _times(period, merit)
    return GridRow(
        cells=cells(
            rank=_rank(period, merit),
            unit=name if code in asked else texts.plan.UNIT_ENDED.format(unit=name),
            missed=Number(merit.missed, figure=points_of(period, code, "missed")),
            score=_score(period, merit),
            **{kind: times[kind] for kind in kinds},
        )
    )


def _times(period: Period, merit: Merit) -> dict[str, Number]:
    """Return how often a unit got points of each kind."""
    return {
        point.kind: Number(
            len(point.evidence), figure=points_of(period, merit.unit.code, "times", point.kind)
        )
        for point in merit.points
    }


def _rank(period: Period, merit: Merit) -> Number:
    return Number(merit.rank, figure=points_of(period, merit.unit.code, "rank"))


def _score(period: Period, merit: Merit) -> Phrase:
    """Write points of those attainable, and their share: "320/340 (94,12%)"; none below zero."""
    whole = total_of(period, merit.unit.code)
    attainable = points_of(period, merit.unit.code, "attainable")
    total = Number(merit.total, figure=whole)
    said = phrase(total, "/", Number(merit.attainable, figure=attainable))
    if merit.total < 0:
        return said
    share = Fraction(merit.total, merit.attainable) if merit.attainable else None
    made = Share(Sum.of(whole), Sum.of(attainable))
    return phrase(said, " (", Number(share, Shape.RATE, made=made), ")")


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
            GridRow(cells=_points(summary.period, merit, point))
            for merit in plan.merits
            for point in merit.points
            if point.evidence
        ),
        empty=texts.tables.NONE,
        media=frozenset({Medium.BOOK}),
    )


def _points(period: Period, merit: Merit, point: Point) -> dict[str, Cell]:
    unit, kind = merit.unit.code, point.kind
    each = Number(point.each, Shape.SIGNED, each_of(period, kind))
    total = Number(point.total, Shape.SIGNED, points_of(period, unit, "points", kind))
    missed = Number(point.missed, figure=points_of(period, unit, "missed", kind))
    return cells(
        rank=_rank(period, merit),
        unit=merit.unit.name,
        score=_score(period, merit),
        kind=texts.plan.SCORE_KINDS[kind],
        times=_times(period, merit)[kind],
        each=phrase(each),
        points=phrase(total),
        missed=missed if point.missed else None,
        evidence=", ".join(dict.fromkeys(one.about for one in point.evidence)),
    )


def _answers(summary: Summary, merit: Merit) -> Iterator[str]:
    """Say what named people decided about a unit's objections to its points."""
    for one in merit.answers:
        yield f"{texts.sentences.decision_words(one, summary.office)}."


def slip_grid(summary: Summary, merit: Merit, units: int) -> Grid:
    """List one unit's points, given and missed, with what they are for; `units` are ranked."""
    period, code = summary.period, merit.unit.code
    total = Number(merit.total, Shape.SIGNED, total_of(period, code))
    missed = Number(merit.missed, figure=points_of(period, code, "missed"))
    score, rank = texts.tables.cell_words(_score(period, merit)), merit.rank
    shown = widths(kind=32, times=8, each=9, points=9, missed=9, evidence=46, words=32)
    items = [_points(period, merit, point) for point in merit.points if point.evidence]
    return Grid(
        id="slip",
        title=texts.plan.SLIP_TITLE.format(period=texts.numbers.period_words(period).upper()),
        columns=columns(
            texts.headers.MERITS | texts.headers.SLIP, book=shown, words=(*_WORDS, "words")
        ),
        rows=(
            *(GridRow(cells={id: item[id] for id in shown if id in item}) for item in items),
            GridRow(
                cells=cells(points=total, missed=missed),
                kind=Kind.TOTAL,
                label=texts.plan.SLIP_TOTAL,
            ),
        ),
        before=(Words(texts.plan.SLIP_RESULT.format(score=score, rank=rank, units=units)),),
        notes=(texts.plan.UNITS_NOTE, texts.plan.SLIP_NOTE, *_answers(summary, merit)),
        media=frozenset({Medium.BOOK}),
    )


def punctuality_grid(summary: Summary, plan: Plan) -> Grid:
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
                    **{kind: _times(summary.period, merit)[kind] for kind in _REPORTS},
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
