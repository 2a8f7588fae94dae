"""Which grids make which appendix of a report."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline import texts
from pipeline.domain.grid import Chapter, Grid


def report_appendices(grids: Mapping[str, Grid]) -> tuple[Chapter, ...]:
    """Return a report's appendices: what it says of the plan, the public services last.

    `grids` are all of the period's, by id; a week has none on the plan.
    """
    services = _under_its_title(grids["appendix"])
    if "tasks" not in grids:
        return (services,)
    by_unit = tuple(grid for id, grid in grids.items() if id.startswith("by_unit_"))
    return (
        _under_its_title(grids["tasks"]),
        _under_its_title(
            grids["indicators"],
            *(grids[id] for id in ("halves",) if id in grids),
            grids["chart_reached"],
        ),
        Chapter(texts.plan.BY_UNIT_TITLE, by_unit),
        _under_its_title(grids["units"], grids["chart_punctuality"]),
        services,
    )


def correction_appendices(grid: Grid) -> tuple[Chapter, ...]:
    """Return the appendix of a correction: its grid of old and new figures."""
    return (_under_its_title(grid),)


def _under_its_title(first: Grid, *others: Grid) -> Chapter:
    return Chapter(first.title, (first, *others))
