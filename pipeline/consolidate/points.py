"""The figures of the emulation ledger: each unit's points, by what they are for, and its rank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import texts
from pipeline.domain.figure import MERITS, POINTS, Evidence, Figure, FigureId, Figures
from pipeline.domain.period import Period
from pipeline.domain.plan import OBJECTION, Merit, Point


def figures_of_merits(period: Period, merits: Sequence[Merit]) -> Figures:
    """Return every number of the ledger, with what it counts."""
    found = [one for merit in merits for one in _of_unit(period, merit, merits)]
    return {figure.id: figure for figure in found}


def points_of(period: Period, unit: str, column: str, kind: str = "") -> FigureId:
    """Name a number of the ledger: "times", "points", "missed", "attainable", "rank"."""
    return FigureId(period, POINTS, kind, column, unit)


def each_of(period: Period, kind: str) -> FigureId:
    """Name how many points each of a kind brings."""
    return FigureId(period, POINTS, kind, "each")


def total_of(period: Period, unit: str) -> FigureId:
    """Name all points of a unit."""
    return FigureId(period, MERITS, "", "total", unit)


def _of_unit(period: Period, merit: Merit, every: Sequence[Merit]) -> Iterator[Figure]:
    unit = merit.unit.code
    for point in merit.points:
        yield _each(period, point)
        yield from _of_kind(period, unit, point)
    kinds = [point.kind for point in merit.points]
    for id, value, column in (
        (total_of(period, unit), merit.total, "points"),
        (points_of(period, unit, "missed"), merit.missed, "missed"),
    ):
        yield Figure(
            id=id,
            value=value,
            present=(unit,),
            expected=(unit,),
            made_of=tuple(points_of(period, unit, column, kind) for kind in kinds),
        )
    yield _counted(points_of(period, unit, "attainable"), merit.owed)
    ahead = [one for one in every if one.share > merit.share]
    rank = (*(_share(texts.trace.AHEAD, one) for one in ahead), _share(texts.trace.ITSELF, merit))
    yield _counted(points_of(period, unit, "rank"), rank)


def _each(period: Period, point: Point) -> Figure:
    words = texts.trace.EACH_GIVEN if point.kind == OBJECTION else texts.trace.EACH_DECLARED
    said = words.format(kind=texts.plan.SCORE_KINDS[point.kind])
    return _counted(each_of(period, point.kind), (Evidence(said, count=point.each),))


def _of_kind(period: Period, unit: str, point: Point) -> Iterator[Figure]:
    kind = texts.plan.SCORE_KINDS[point.kind]
    yield _counted(points_of(period, unit, "times", point.kind), point.evidence)
    counted = tuple(replace(one, count=point.each) for one in point.evidence)
    yield _counted(points_of(period, unit, "points", point.kind), counted)
    missed = Evidence(texts.trace.MISSED_OF.format(kind=kind), unit, count=point.missed)
    yield _counted(points_of(period, unit, "missed", point.kind), (missed,) if point.missed else ())


def _share(words: str, merit: Merit) -> Evidence:
    share = texts.numbers.fraction_percent(max(merit.share, merit.share * 0))
    return Evidence(words.format(share=share), merit.unit.code)


def _counted(id: FigureId, evidence: tuple[Evidence, ...]) -> Figure:
    value = sum(one.count for one in evidence)
    return Figure(id=id, value=value, evidence=evidence)
