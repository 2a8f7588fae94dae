"""Every grid of a period, by id."""

from __future__ import annotations

from pipeline.consolidate.grids.marked import marked
from pipeline.consolidate.grids.plan import plan_grids
from pipeline.consolidate.grids.services import services_grid
from pipeline.consolidate.grids.shared import shared_grids
from pipeline.consolidate.grids.week import week_grids
from pipeline.domain.grid import Grid
from pipeline.domain.report import Report
from pipeline.domain.summary import Summary


def grids_of(summary: Summary, report: Report) -> dict[str, Grid]:
    """Return every table both documents of a period draw; the report names its appendix."""
    own = plan_grids(summary, summary.plan) if summary.plan else week_grids(summary)
    services = services_grid(summary, report.appendix_title)
    grids = {**own, **shared_grids(summary), services.id: services}
    return {id: marked(grid, summary.amended) for id, grid in grids.items()}
