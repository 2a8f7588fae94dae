"""Rates become a line over weeks with their target across it: where each thing stands, no words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.board import RatePoint, Rates

WIDTH, HEIGHT = 800, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 12, 44, 14, 26  # the scale stands right, by the newest week
_STEP = Fraction(1, 10)  # between lines of the scale
_LABELS = 14  # weeks named under the axis, at most


@dataclass(frozen=True, slots=True)
class Dot:
    """A week's rate in the picture."""

    x: int
    y: int
    met: bool
    point: RatePoint


@dataclass(frozen=True, slots=True)
class Chart:
    """Where each thing stands, in the picture's own units."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    scale: tuple[tuple[int, str], ...]  # height, and what it means
    target: int | None
    lines: tuple[str, ...]  # points of each unbroken run
    dots: tuple[Dot, ...]
    labels: tuple[tuple[int, str], ...]


def draw(rates: Rates) -> Chart:
    """Lay rates out: the scale begins at the tenth below the lowest, so that changes are seen."""
    known = [one.rate for one in rates.points if one.rate is not None]
    lowest = min((*known, *([rates.target] if rates.target is not None else [])))
    floor = max(Fraction(0), (lowest // _STEP) * _STEP - (_STEP if lowest % _STEP == 0 else 0))
    right, bottom = WIDTH - _RIGHT, HEIGHT - _BOTTOM

    def x(at: int) -> int:
        return _LEFT + round((right - _LEFT) * Fraction(2 * at + 1, 2 * len(rates.points)))

    def y(rate: Fraction) -> int:
        return bottom - round((bottom - _TOP) * (rate - floor) / (1 - floor)) if floor < 1 else _TOP

    runs: list[list[str]] = [[]]
    dots = []
    for at, point in enumerate(rates.points):
        if point.rate is None:
            runs.append([])
            continue
        runs[-1].append(f"{x(at)},{y(point.rate)}")
        met = rates.target is None or point.rate >= rates.target
        dots.append(Dot(x(at), y(point.rate), met, point))
    tenths = range(int(floor / _STEP), 11, 1 if floor >= Fraction(1, 2) else 2)
    every = -(-len(rates.points) // _LABELS)
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        right=right,
        bottom=bottom,
        scale=tuple((y(tenth * _STEP), f"{tenth * 10}%") for tenth in tenths),
        target=y(rates.target) if rates.target is not None else None,
        lines=tuple(" ".join(run) for run in runs if len(run) > 1),
        dots=tuple(dots),
        labels=tuple(
            (x(at), point.label)
            for at, point in enumerate(rates.points)
            if (len(rates.points) - 1 - at) % every == 0
        ),
    )
