"""The figures of targets: what must be reached, what is left, how much a week that takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline import texts
from pipeline.domain.figure import INDICATORS, PACE, TARGETS, Evidence, Figure, FigureId, Figures
from pipeline.domain.numeral import Share, Sum
from pipeline.domain.period import Period
from pipeline.domain.plan import IndicatorLine
from pipeline.domain.summary import Overview


def declared_targets(overview: Overview) -> Figures:
    """Return the rates the office declares as its targets, each in parts."""
    return {
        figure.id: figure
        for name, target in overview.office.targets.items()
        for said in [texts.trace.DECLARED.format(target=texts.numbers.fraction_percent(target))]
        for figure in (
            _figure(declared_of(overview.period, name, "goal"), said, target.numerator),
            _figure(declared_of(overview.period, name, "of"), said, target.denominator),
        )
    }


def declared_of(period: Period, name: str, column: str) -> FigureId:
    """Name a part of a rate the office declares."""
    return FigureId(period, TARGETS, name, column)


def figures_of_targets(overview: Overview, sums: Iterable[IndicatorLine]) -> Figures:
    """Return what is stated of targets beside the counts, each with how it was worked out."""
    found = [figure for line in sums for figure in _of_line(overview, line)]
    return {figure.id: figure for figure in found}


def goal_of(line: IndicatorLine, period: Period, column: str = "goal") -> FigureId:
    """Name an indicator's target: a number, or one in a hundred ("of") of its whole."""
    return FigureId(period, TARGETS, line.indicator.code, column)


def pace_of(line: IndicatorLine, period: Period, column: str) -> FigureId:
    """Name a number of an indicator's pace: "left", "days", "per_week"."""
    return FigureId(period, PACE, line.indicator.code, column)


def goal_share(line: IndicatorLine, period: Period) -> Share:
    """Say what an indicator's target is made of, as a share."""
    goal = Sum.of(goal_of(line, period))
    return Share(goal, Sum.of(goal_of(line, period, "of")) if line.indicator.whole else goal)


def level_of(line: IndicatorLine, period: Period) -> Share:
    """Say what an indicator's rate is made of; where it has none, its share of the target."""
    shown = "flow" if line.indicator.adds_up and line.indicator.whole else "closing"
    part, whole = (
        Sum.of(FigureId(period, INDICATORS, line.indicator.code, column))
        for column in (shown, f"{shown}_of")
    )
    return Share(part, whole if line.indicator.whole else Sum.of(goal_of(line, period)))


def reached_of(line: IndicatorLine, period: Period) -> Share:
    """Say what is reached of an indicator's target."""
    level = level_of(line, period)
    return Share(level, goal_share(line, period)) if line.indicator.whole else level


def _of_line(overview: Overview, line: IndicatorLine) -> Iterator[Figure]:
    period, number = overview.period, texts.numbers.number
    if line.indicator.goal is not None:
        said = texts.trace.GOAL.format(target=texts.plan.target_words(line.indicator))
        yield _figure(goal_of(line, period), said, line.indicator.goal)
        yield _figure(goal_of(line, period, "of"), texts.trace.PER_CENT, 100)
    if pace := line.pace:
        closing = line.values.get("closing") or 0
        today, by = map(texts.numbers.day, (overview.window[1], pace.by))
        left = texts.trace.LEFT.format(goal=number(pace.left + closing), closing=number(closing))
        per_week = texts.trace.PER_WEEK.format(left=number(pace.left), days=pace.days)
        days = texts.trace.DAYS_LEFT.format(today=today, by=by)
        yield _figure(pace_of(line, period, "left"), left, pace.left)
        yield _figure(pace_of(line, period, "days"), days, pace.days)
        yield _figure(pace_of(line, period, "per_week"), per_week, pace.per_week)


def _figure(id: FigureId, about: str, value: int) -> Figure:
    return Figure(id=id, value=value, evidence=(Evidence(about, count=value),))
