"""Figures that are others now, and reports they change."""

from __future__ import annotations

from dataclasses import asdict

from pipeline import texts
from pipeline.domain.issue import Correction


def example(change: Correction) -> str:
    """Say a figure that is another now."""
    return texts.screen.RIPPLE_EXAMPLE.format(
        line=change.line or texts.plan.CORRECTION_TABLES[change.table],
        column=texts.plan.correction_label(change),
        old=_figure(change.old, reported=change.was_reported),
        new=_figure(change.new, reported=change.is_reported),
    )


def _figure(value: int | None, *, reported: bool) -> str:
    return texts.numbers.figure_words(value) if reported else texts.document.STATES["not_reported"]


def corrected_object(change: Correction) -> dict[str, object]:
    """Give a figure that is another now."""
    return {**asdict(change), "label": texts.plan.correction_label(change)}
