"""The grids only a week's workbook has."""

from __future__ import annotations

from pipeline.consolidate.grids.data import data_grid
from pipeline.consolidate.grids.over_time import comparison_grid, cumulative_grid
from pipeline.consolidate.grids.services import key_services_grid
from pipeline.consolidate.grids.services_by_unit import by_unit_grid, chart_grid
from pipeline.consolidate.grids.shared import reasons_grid
from pipeline.domain.grid import Grid
from pipeline.domain.summary import Summary


def week_grids(summary: Summary) -> dict[str, Grid]:
    """Return the grids only a week's workbook has, by id."""
    grids = (
        key_services_grid(summary),
        by_unit_grid(summary),
        reasons_grid(summary),
        comparison_grid(summary),
        cumulative_grid(summary),
        chart_grid(summary),
        data_grid(summary),
    )
    return {grid.id: grid for grid in grids}
